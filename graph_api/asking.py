"""Our own questions to the store: terms put into query text safely, rows read as plain values.

Used by pages, linked data and GraphQL. Only `iri`, `iris_of` and `text` put anything from outside into a query, each by way of a
pyoxigraph term, which refuses what is not an IRI and escapes what is a literal.
"""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode

from graph_api.store.protocol import Snapshot
from ontology.vocab import sparql_prefixes

Row = dict[str, str]
PREFIXES = sparql_prefixes()


def iri(value: str) -> str:
    """An IRI as it stands in a query. Raises ValueError for what is none."""
    return str(NamedNode(value))


def iris_of(values: Iterable[str]) -> str:
    """IRIs as the rows of a VALUES block."""
    return " ".join(iri(value) for value in values)


def text(value: str) -> str:
    """A plain literal as it stands in a query."""
    return str(Literal(value))


def optional(subject: str, paths: Mapping[str, str]) -> str:
    """`OPTIONAL` for each variable → property path of a subject, one pattern in each (see `queries/README.md`)."""
    return " ".join(f"OPTIONAL {{ {subject} {path} ?{name} }}" for name, path in paths.items())


async def bindings(graph: Snapshot, query: str) -> list[dict[str, dict[str, Any]]]:
    """The rows of a SELECT with types, languages and datatypes (SPARQL 1.1 Query Results JSON)."""
    answer = await graph.query(PREFIXES + query)
    found: list[dict[str, dict[str, Any]]] = json.loads(answer.body)["results"]["bindings"]
    return found


async def rows(graph: Snapshot, query: str) -> list[Row]:
    """The rows of a SELECT as variable → value; an unbound variable is missing."""
    return [{name: term["value"] for name, term in row.items()} for row in await bindings(graph, query)]
