"""Graphs in an Oxigraph store: every quad in its named graph and, as a triple, in the default graph, which is their set.

Hashes are over canonical N-Quads: one line a quad, sorted (RDFC-1.0, which sorting is where there are no blank nodes). Graphs
that grow with every article (`SUMMED`) have a hash that can be changed quad by quad: the sum of the SHA-256 of their lines.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from urllib.parse import quote

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store

from ingest.journal import Head
from ontology.vocab import DCTERMS, GRAPH, PROV, RA, RDF, SCHEMA, XSD

SUMMED = (GRAPH.derived, GRAPH.provenance)
CLASSES = {"articles": RA.Article, "claims": RA.Claim, "actions": RA.Action, "conflicts": RA.Conflict, "statements": RA.Statement}
COUNTS = (*CLASSES, "entities", "triples")
NAME_OF_CLASS = {cls: name for name, cls in CLASSES.items()}
MODULUS = 2**256


def graph_hash(quads: Iterable[Quad]) -> str:
    """SHA-256 of a graph's canonical N-Quads."""
    return sha256("".join(sorted(f"{quad} .\n" for quad in quads)).encode()).hexdigest()


def sum_hash(before: str | None, added: Iterable[Quad], removed: Iterable[Quad] = ()) -> str:
    """The hash of a graph that grows: what it was, plus and minus the SHA-256 of each line, modulo 2**256."""
    total = int(before, 16) if before else 0
    for sign, quads in ((1, added), (-1, removed)):
        total += sign * sum(int.from_bytes(sha256(f"{quad} .\n".encode()).digest()) for quad in quads)
    return f"{total % MODULUS:064x}"


def in_default(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())


def both(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Every quad in its named graph and in the default graph."""
    for quad in quads:
        yield quad
        yield in_default(quad)


def replace(store: Store, old: set[Quad], new: set[Quad]) -> dict[str, int]:
    """Change quads of named graphs from `old` to `new`; how the counts of `COUNTS` change with it."""
    changes: Counter[str] = Counter()
    for quad in old - new:
        store.remove(quad)
        if next(store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None), quad).graph_name == DefaultGraph():
            elsewhere = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
            if all(other.graph_name == DefaultGraph() for other in elsewhere):
                store.remove(in_default(quad))
                _count(changes, quad, -1)
                if quad.predicate == SCHEMA.mentions and not _mentioned(store, quad):
                    changes["entities"] -= 1
    fresh = {default for quad in new - old if (default := in_default(quad)) not in store}
    for default in fresh:
        _count(changes, default, 1)
    changes["entities"] += len({q.object for q in fresh if q.predicate == SCHEMA.mentions and not _mentioned(store, q)})
    store.extend([*(new - old), *fresh])
    return dict(changes)


def _count(changes: Counter[str], quad: Quad, by: int) -> None:
    changes["triples"] += by
    if quad.predicate == RDF.type and isinstance(quad.object, NamedNode) and (name := NAME_OF_CLASS.get(quad.object)):
        changes[name] += by


def _mentioned(store: Store, quad: Quad) -> bool:
    return next(store.quads_for_pattern(None, SCHEMA.mentions, quad.object, DefaultGraph()), None) is not None


def count(store: Store) -> dict[str, int]:
    """How many things of each class the default graph has; `entities` are those that articles mention, `triples` all."""
    def one(query: str) -> int:
        rows = store.query(query)
        assert isinstance(rows, QuerySolutions)
        return int(next(rows)["n"].value)

    counts = {name: one(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ ?x a {cls} }}") for name, cls in CLASSES.items()}
    return counts | {"entities": one(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ ?a {SCHEMA.mentions} ?x }}"),
                     "triples": one("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")}


# --- provenance ---------------------------------------------------------------------------------------------------------

def of_article(head: Head) -> Iterator[Quad]:
    """When and in which run an article was taken in, or taken out and why."""
    article, run, at = NamedNode(head.article), _run(head), Literal(head.at, datatype=XSD.dateTime)
    if head.kind == "article":
        yield Quad(article, PROV.generatedAtTime, at, GRAPH.provenance)
        yield Quad(article, PROV.wasGeneratedBy, run, GRAPH.provenance)
    else:
        yield Quad(article, PROV.invalidatedAtTime, at, GRAPH.provenance)
        yield Quad(article, PROV.wasInvalidatedBy, run, GRAPH.provenance)
        yield Quad(article, DCTERMS.description, Literal(head.reason), GRAPH.provenance)


def of_run(head: Head) -> Iterator[Quad]:
    """The run of the program that wrote a record."""
    run, program = _run(head), NamedNode(f"{GRAPH.provenance.value}#{quote(head.program.replace(' ', '-'))}")
    yield Quad(run, RDF.type, PROV.Activity, GRAPH.provenance)
    yield Quad(run, PROV.startedAtTime, Literal(head.run, datatype=XSD.dateTime), GRAPH.provenance)
    yield Quad(run, PROV.wasAssociatedWith, program, GRAPH.provenance)
    yield Quad(program, RDF.type, PROV.SoftwareAgent, GRAPH.provenance)
    yield Quad(program, DCTERMS.title, Literal(head.program), GRAPH.provenance)


def of_release(name: str, previous: str | None, at: str) -> Iterator[Quad]:
    """When a release was made, and from which it goes on."""
    release = NamedNode(f"{GRAPH.provenance.value}#release-{name}")
    yield Quad(release, RDF.type, PROV.Entity, GRAPH.provenance)
    yield Quad(release, DCTERMS.identifier, Literal(name), GRAPH.provenance)
    yield Quad(release, PROV.generatedAtTime, Literal(at, datatype=XSD.dateTime), GRAPH.provenance)
    if previous:
        yield Quad(release, PROV.wasRevisionOf, NamedNode(f"{GRAPH.provenance.value}#release-{previous}"), GRAPH.provenance)


def _run(head: Head) -> NamedNode:
    return NamedNode(f"{GRAPH.provenance.value}#run-{head.run}")
