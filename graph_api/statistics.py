"""What a release holds, counted for its VoID description: classes, properties, links to other data sets, an example of each class.

Counting reads the whole graph, so it is done once for a release, each count in a query of its own; one that does not end within its deadline is
left out, since a description without it is still true.
"""
from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field

from graph_api.asking import Row, rows
from graph_api.errors import ApiError
from graph_api.store.protocol import Snapshot, Store
from ontology import iris

log = logging.getLogger(__name__)

TOTALS = {"triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
          "entities": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c FILTER (STRSTARTS(STR(?s), '" + iris.BASE + "')) }",
          "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
          "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"}
CLASSES = "SELECT ?c (COUNT(?s) AS ?n) (MIN(?s) AS ?example) { ?s a ?c FILTER (isIRI(?s) && isIRI(?c)) } GROUP BY ?c ORDER BY DESC(?n) ?c LIMIT 200"
PROPERTIES = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n) ?p LIMIT 300"
LINKS = """SELECT ?p ?to (COUNT(*) AS ?n) {
  VALUES ?p { skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch owl:sameAs rdfs:seeAlso }
  ?s ?p ?o FILTER (isIRI(?o) && !STRSTARTS(STR(?o), '""" + iris.BASE.removesuffix("id/") + """'))
  BIND (REPLACE(STR(?o), "^([a-z]+://[^/]+/).*$", "$1") AS ?to) } GROUP BY ?p ?to ORDER BY ?p ?to LIMIT 200"""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of one release. `classes` is (class, instances, an example), `links` (property, data set, triples)."""

    release: str
    totals: dict[str, int] = field(default_factory=dict)
    classes: tuple[tuple[str, int, str], ...] = ()
    properties: tuple[tuple[str, int], ...] = ()
    links: tuple[tuple[str, str, int], ...] = ()


async def count(graph: Snapshot) -> Statistics:
    async def ask(query: str) -> list[Row]:
        try:
            return await rows(graph, query)
        except ApiError as error:
            log.warning("a count for the description of release %s was left out: %s", graph.release.id, error)
            return []

    totals = {name: int(found[0]["n"]) for name, query in TOTALS.items() if (found := await ask(query))}
    return Statistics(graph.release.id, totals, tuple((row["c"], int(row["n"]), row["example"]) for row in await ask(CLASSES) if "c" in row),
                      tuple((row["p"], int(row["n"])) for row in await ask(PROPERTIES) if "p" in row),
                      tuple((row["p"], row["to"], int(row["n"])) for row in await ask(LINKS) if "to" in row))


class Counted:
    """The statistics of the release that is served, counted when first asked for."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._task: asyncio.Task[Statistics] | None = None
        self._release = ""

    async def get(self, patience: float) -> Statistics:
        """What is known after `patience` seconds: only the name of the release while counting goes on. Raises NotReady."""
        release = self.store.release().id
        if self._task is None or self._release != release or (self._task.done() and (self._task.cancelled() or self._task.exception())):
            self._release, self._task = release, asyncio.create_task(self._count())
        done, _ = await asyncio.wait({self._task}, timeout=patience)
        return self._task.result() if done else Statistics(release)

    async def _count(self) -> Statistics:
        async with self.store.snapshot() as graph:
            return await count(graph)
