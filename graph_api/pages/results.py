"""The answer to a SELECT or ASK as a page, and the page to type a query in."""
from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response

from graph_api.pages import templates
from graph_api.store.protocol import Answer
from ontology.vocab import sparql_prefixes

STARTER = sparql_prefixes() + """SELECT ?regulatorName ?type ?quote ?evidence WHERE {
  ?action a ra:Action ; ra:actor ?regulator ; ra:actionType/skos:prefLabel ?type ; ra:reportedBy/ra:evidence ?evidence .
  ?regulator a ra:Regulator ; skos:prefLabel ?regulatorName .
  ?evidence oa:hasSelector/oa:exact ?quote .
} ORDER BY ?regulatorName LIMIT 50
"""
SHOWN = 2000
"""Rows that a page shows; the other formats give all of them."""


@dataclass(frozen=True, slots=True)
class Table:
    """A result for people. `truth` is the answer to an ASK; `rows` are bindings, the first SHOWN of `total`."""

    names: tuple[str, ...]
    rows: tuple[dict[str, dict[str, Any]], ...]
    total: int
    truth: bool | None = None

    @property
    def cut(self) -> bool:
        return self.total > len(self.rows)


def table(found: Answer) -> Table:
    document = json.loads(found.body)
    if "boolean" in document:
        return Table((), (), 0, document["boolean"])
    rows = document["results"]["bindings"]
    return Table(tuple(document["head"]["vars"]), tuple(rows[:SHOWN]), len(rows))


def page(request: Request, query: str, found: Answer, headers: dict[str, str]) -> Response:
    """The answer to a query that came to /sparql."""
    downloads = [(format, "/sparql?" + urlencode({"query": query, "format": format})) for format in ("json", "csv", "tsv", "xml")]
    return templates.answer(request, "sparql.html", headers=headers, text=query, table=table(found), seconds=found.seconds, downloads=downloads)


def form(request: Request) -> Response:
    return templates.answer(request, "sparql.html", text=STARTER, table=None, seconds=0.0, downloads=[])
