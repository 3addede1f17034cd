"""GraphQL over the same store: thin types, loaders that ask once for a whole level, limits before anything runs.

    schema.py      what there is, and the SDL          query.py      the roots
    types.py       the types                           entities.py   parties, places, laws
    filters.py     inputs, compiled to patterns        paging.py     connections and cursors
    loading.py     SPARQL for a level at a time        limits.py     bounds      http.py   GraphQL over HTTP
"""
