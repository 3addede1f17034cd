"""What is different in two releases: articles, claims, actions and conflicts that came and went, or every quad as an RDF patch.

Graphs whose hashes agree are not opened, so that two releases of a hundred thousand articles are compared as fast as they differ.
RDF Patch: <https://afs.github.io/rdf-delta/rdf-patch.html>. It speaks of named graphs; the default graph is their set.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store

from ingest.releases import PROGRAM, WITHDRAWN
from ontology.vocab import GRAPH, RA, RDF

KINDS = {"article": RA.Article, "claim": RA.Claim, "action": RA.Action, "conflict": RA.Conflict}


@dataclass(frozen=True, slots=True)
class Difference:
    """Quads of named graphs that one release has and the other has not, sorted."""

    removed: tuple[Quad, ...]
    added: tuple[Quad, ...]

    def things(self) -> Iterator[tuple[str, str, str]]:
        """("added", "removed" or "changed", kind, IRI) of articles, claims, actions and conflicts, in that order of kinds."""
        for kind, cls in KINDS.items():
            gone, come = ({q.subject.value for q in quads if q.predicate == RDF.type and q.object == cls and isinstance(q.subject, NamedNode)}
                          for quads in (self.removed, self.added))
            yield from (("removed", kind, iri) for iri in sorted(gone))
            yield from (("added", kind, iri) for iri in sorted(come))
            start = f"/id/{kind}/"
            touched = {q.subject.value for q in (*self.removed, *self.added) if isinstance(q.subject, NamedNode) and start in q.subject.value}
            yield from (("changed", kind, iri) for iri in sorted(touched - gone - come) if "#" not in iri)

    def patch(self, before: str, after: str) -> Iterator[str]:
        """The lines of an RDF patch that makes `before` into `after`."""
        yield f"H id <urn:regatlas:release:{after}> ."
        yield f"H prev <urn:regatlas:release:{before}> ."
        yield "TX ."
        yield from (f"D {quad} ." for quad in self.removed)
        yield from (f"A {quad} ." for quad in self.added)
        yield "TC ."


def compare(before: Path, after: Path) -> Difference:
    """The difference of two release folders. Times of ingestion and of the releases are left out."""
    one, other = _graphs(before), _graphs(after)
    stores = Store.read_only(str(before / "store")), Store.read_only(str(after / "store"))
    removed, added = list[Quad](), list[Quad]()
    for graph in sorted(graph for graph in {*one, *other} if one.get(graph) != other.get(graph)):
        old, new = (set(store.quads_for_pattern(None, None, None, NamedNode(graph))) for store in stores)
        removed += old - new
        added += new - old
    return Difference(tuple(sorted(removed, key=str)), tuple(sorted(added, key=str)))


def _graphs(folder: Path) -> dict[str, str]:
    pairs = (line.split("  ", 1) for line in (folder / "graphs.sha256").read_text(encoding="utf-8").splitlines())
    return {graph: digest for digest, graph in pairs if digest != WITHDRAWN and not graph.startswith(PROGRAM) and graph != GRAPH.provenance.value}
