"""The answer to a SELECT or ASK as a page, and the page to type a query in."""
from __future__ import annotations

import json
from collections.abc import Sequence
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
LINKED = {"quote": "evidence", "otherQuote": "otherEvidence", "title": "article"}
SHOWN = 2000
"""Rows that a page shows; the other formats give all of them."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column for people: the variable whose value is shown, and the one that its link leads to."""

    label: str
    shown: str
    link: str | None = None


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

    @property
    def columns(self) -> tuple[Column, ...]:
        return columns(self.names)


def columns(names: Sequence[str]) -> tuple[Column, ...]:
    """One column for a thing and its name: `target`/`targetId` with `targetName`, `article` with `title`, `evidence` with `quote`."""
    links = {name: next((key for key in (name.removesuffix("Name"), name.removesuffix("Name") + "Id") if key in names), None)
             for name in names if name.endswith("Name")}
    links.update({shown: link for shown, link in LINKED.items() if shown in names and link in names})
    led_to = {link for link in links.values() if link}
    return tuple(Column(name.removesuffix("Name"), name, links.get(name)) for name in names if name not in led_to)


def table(found: Answer) -> Table:
    document = json.loads(found.body)
    if "boolean" in document:
        return Table((), (), 0, document["boolean"])
    rows = document["results"]["bindings"]
    return Table(tuple(document["head"]["vars"]), tuple(rows[:SHOWN]), len(rows))


def page(request: Request, query: str, found: Answer, headers: dict[str, str]) -> Response:
    """The answer to a query that came to /sparql."""
    downloads = [(format, "/sparql?" + urlencode({"query": query, "format": format})) for format in ("json", "csv", "tsv", "xml")]
    return templates.answer(request, "sparql.html", headers=headers, text=query, table=table(found), seconds=found.seconds,
                            downloads=downloads)


def form(request: Request) -> Response:
    return templates.answer(request, "sparql.html", text=STARTER, table=None, seconds=0.0, downloads=[])
