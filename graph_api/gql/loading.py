"""Everything that GraphQL asks the store, a level at a time: one query fetches a kind of thing for all the objects of a page.

    page       the keys of one page of a root connection
    records    the properties of things, whatever they are
    evidence   the passages of claims and statements
    texts      the bodies of articles (long, so on request only)
    nested     one page of a connection for each of many parents
    counts     the totals of the same
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import NamedNode
from strawberry.dataloader import DataLoader

from graph_api import asking
from graph_api.asking import Row, iris_of
from graph_api.gql.paging import Cursor, Order
from graph_api.gql.problems import problem
from graph_api.settings import Settings
from graph_api.store.protocol import Snapshot
from ontology.vocab import RDF

BATCH = 1000
"""Things that one query asks about; more are asked in several."""


@dataclass(frozen=True, slots=True)
class Record:
    """The properties of one thing; empty where the graph knows nothing of it."""

    iri: str
    values: dict[str, list[str]] = field(default_factory=dict)

    def all(self, property: NamedNode) -> list[str]:
        return self.values.get(property.value, [])

    def one(self, property: NamedNode) -> str | None:
        return next(iter(self.all(property)), None)

    def is_a(self, type: NamedNode) -> bool:
        return type.value in self.all(RDF.type)


@dataclass(frozen=True, slots=True)
class Passage:
    article: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Connecting:
    """A connection below an object: how ?node hangs on ?parent, which nodes, in which order."""

    link: str                            # a pattern on ?parent and ?node
    pattern: str                         # further conditions on ?node
    order: Order


class Loaders:
    """The loaders of one request, over one snapshot. `queries` is what was asked, for tests and for explaining."""

    def __init__(self, graph: Snapshot, settings: Settings) -> None:
        self.graph, self.settings = graph, settings
        self.queries: list[str] = []
        self.given = 0
        self.records: DataLoader[str, Record] = DataLoader(self._records, max_batch_size=BATCH)
        self.evidence: DataLoader[str, list[Passage]] = DataLoader(self._evidence, max_batch_size=BATCH)
        self.texts: DataLoader[str, str] = DataLoader(self._texts, max_batch_size=BATCH)
        self._nested: dict[Any, DataLoader[str, Any]] = {}

    async def ask(self, query: str) -> list[Row]:
        self.queries.append(query)
        return await asking.rows(self.graph, query)

    async def page(self, pattern: str, order: Order, first: int, after: Cursor | None) -> list[Cursor]:
        """At most `first` + 1 keys of the nodes that fit `pattern`."""
        found = await self.ask(f"SELECT DISTINCT ?node ?key WHERE {{ {pattern} {order.key} {order.after(after)} }} "
                               f"{order.by} LIMIT {first + 1}")
        return [Cursor(row.get("key", ""), row["node"]) for row in found]

    async def count(self, pattern: str) -> int:
        return int((await self.ask(f"SELECT (COUNT(DISTINCT ?node) AS ?n) WHERE {{ {pattern} }}"))[0]["n"])

    def nested(self, connecting: Connecting, first: int, after: Cursor | None) -> DataLoader[str, list[Cursor]]:
        async def load(parents: list[str]) -> list[list[Cursor]]:
            return await self._children(parents, connecting, first, after)

        return self._shared(("page", connecting, first, after), load)

    def counts(self, connecting: Connecting) -> DataLoader[str, int]:
        async def load(parents: list[str]) -> list[int]:
            found = await self.ask(f"SELECT ?parent (COUNT(DISTINCT ?node) AS ?n) WHERE {{ VALUES ?parent {{ {iris_of(parents)} }} "
                                   f"{connecting.link} {connecting.pattern} }} GROUP BY ?parent")
            known = {row["parent"]: int(row["n"]) for row in found if "parent" in row}
            return [known.get(parent, 0) for parent in parents]

        return self._shared(("count", connecting), load)

    def _shared(self, key: Any, load: Callable[[list[str]], Any]) -> DataLoader[str, Any]:
        if key not in self._nested:
            self._nested[key] = DataLoader(load, max_batch_size=BATCH)
        return self._nested[key]

    async def _children(self, parents: list[str], c: Connecting, first: int, after: Cursor | None) -> list[list[Cursor]]:
        """A page for each parent: by LATERAL where the store has it, else everything, cut here."""
        body = f"{c.link} {c.pattern} {c.order.key} {c.order.after(after)}"
        if self.graph.lateral:
            inner = f"LATERAL {{ SELECT DISTINCT ?parent ?node ?key WHERE {{ {body} }} {c.order.by} LIMIT {first + 1} }}"
        else:
            inner = f"{{ SELECT DISTINCT ?parent ?node ?key WHERE {{ {body} }} }}"
        found = await self.ask(f"SELECT ?parent ?node ?key WHERE {{ VALUES ?parent {{ {iris_of(parents)} }} {inner} }} {c.order.by}")
        children: dict[str, list[Cursor]] = {parent: [] for parent in parents}
        for row in found:
            children[row["parent"]].append(Cursor(row.get("key", ""), row["node"]))
        return [children[parent][:first + 1] for parent in parents]

    async def _records(self, wanted: list[str]) -> list[Record]:
        found = await self.ask(f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {iris_of(wanted)} }} ?s ?p ?o "
                               "FILTER (?p NOT IN (schema:articleBody, schema:mentions, ra:hasTrigger)) }")
        found.sort(key=lambda row: row["o"])                 # here, since ORDER BY over terms costs Oxigraph six times the query
        values: dict[str, dict[str, list[str]]] = {}
        for row in found:
            values.setdefault(row["s"], {}).setdefault(row["p"], []).append(row["o"])
        return [Record(iri, values.get(iri, {})) for iri in wanted]

    async def _evidence(self, wanted: list[str]) -> list[list[Passage]]:
        found = await self.ask(f"""SELECT DISTINCT ?s ?article ?start ?end ?quote ?prefix ?suffix WHERE {{ VALUES ?s {{ {iris_of(wanted)} }}
            ?s ra:evidence ?e . ?e oa:hasSource ?article ; oa:hasSelector ?position, ?words . ?position oa:start ?start ; oa:end ?end .
            ?words oa:exact ?quote . OPTIONAL {{ ?words oa:prefix ?prefix }} OPTIONAL {{ ?words oa:suffix ?suffix }} }}
            ORDER BY ?s ?start ?end""")
        passages: dict[str, list[Passage]] = {}
        for r in found:
            passages.setdefault(r["s"], []).append(Passage(r["article"], int(r["start"]), int(r["end"]), r["quote"], r.get("prefix", ""),
                                                           r.get("suffix", "")))
        return [passages.get(iri, []) for iri in wanted]

    async def _texts(self, wanted: list[str]) -> list[str]:
        found = await self.ask(f"SELECT ?s ?text WHERE {{ VALUES ?s {{ {iris_of(wanted)} }} ?s schema:articleBody ?text }}")
        known = {row["s"]: row["text"] for row in found}
        return [known.get(iri, "") for iri in wanted]

    def give(self, items: int) -> None:
        """Count the items of a page. Raises a GraphQL error when the answer grows over its bound."""
        self.given += items
        if self.given > (most := self.settings.max_graphql_things):
            raise problem("OVER_LIMIT", f"The answer holds more than {most:,} items, the limit max_graphql_things. Ask for smaller pages.",
                          limit="max_graphql_things", allowed=most)

    async def many(self, wanted: Sequence[str]) -> list[Record]:
        return list(await self.records.load_many(wanted))


ORDERS = {"time": Order("OPTIONAL { ?node ra:earliest ?earliest } BIND (COALESCE(STR(?earliest), '') AS ?key)", newest_first=True),
          "reported": Order("OPTIONAL { ?node ra:earliest ?earliest } OPTIONAL { ?node ra:firstReported ?reported } "
                            "BIND (COALESCE(STR(?earliest), STR(?reported), '') AS ?key)", newest_first=True),
          "published": Order("OPTIONAL { ?node schema:datePublished ?published } BIND (COALESCE(STR(?published), '') AS ?key)",
                             newest_first=True),
          "name": Order("OPTIONAL { ?node skos:prefLabel ?label } BIND (COALESCE(STR(?label), '') AS ?key)", newest_first=False),
          "iri": Order("BIND ('' AS ?key)", newest_first=False)}
"""How lists are ordered: by time (newest first, undated last), by name, or by IRI where a kind has neither."""
