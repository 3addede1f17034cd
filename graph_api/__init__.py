"""From a question to an answer: SPARQL, GraphQL, named queries, linked data and pages over one published release.

Read `app.py` first: it composes everything. This package imports `ontology` and itself, and nothing writes.
"""
