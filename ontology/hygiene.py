"""Hygiene: queries whose rows are faults, run over the ontology with its shapes beside it.

They are the files `queries/checks/ontology_*.rq`, so that anybody can run them over a published release too.
"""
from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from ontology import shapes
from ontology.errors import Fault
from ontology.turtle import short

QUERIES = Path(__file__).resolve().parent.parent / "queries" / "checks"
PREFIX = "ontology_"


@cache
def hygiene_queries(folder: Path = QUERIES) -> tuple[tuple[str, str], ...]:
    """(name, SPARQL) of each query, sorted by name; each selects ?thing and ?fault."""
    return tuple((path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob(f"{PREFIX}*.rq")))


def hygiene_faults(triples: Iterable[ox.Triple | ox.Quad]) -> list[Fault]:
    """Every row of every query; the graphs of quads are ignored. A fault names its query as the file."""
    store = ox.Store()
    store.extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    for path in sorted(shapes.FOLDER.glob("*.ttl")):
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    return sorted({Fault(f"{name}.rq", short(thing), fault) for name, query in hygiene_queries() for thing, fault in _rows(store, query)})


def _rows(store: ox.Store, query: str) -> Iterable[tuple[str, str]]:
    solutions = store.query(query)
    assert isinstance(solutions, ox.QuerySolutions)
    for row in solutions:
        yield row["thing"].value, row["fault"].value
