"""SHACL validation: an article graph conforms to the shapes of `ontology/shapes`, or it is not stored at all.

Core constraints are checked by pyshacl, which needs rdflib's graphs (they appear nowhere else). Constraints in SPARQL are run
by Oxigraph, once for all nodes of a graph: pyshacl parses the query again for every node (measured: 1.2 of 1.5 s for an
article with seventy pieces of evidence). They may use `$this` and the graph, no other pre-bound variable.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyoxigraph as ox
import pyshacl
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from ingest.model import InvalidGraph
from ontology.vocab import XSD

ARTICLE_SHAPES = ("article", "slots")
DERIVED_SHAPES = ("derived", "entities", "slots")


@dataclass(frozen=True, slots=True)
class Rule:
    """A constraint in SPARQL: rows of `query` whose `this` has the class are faults."""

    target: ox.NamedNode
    message: str
    query: str


@dataclass(frozen=True, slots=True)
class Shapes:
    """Core constraints as an rdflib graph, and the constraints in SPARQL apart."""

    graph: Graph
    rules: tuple[Rule, ...]


def validate(iri: str, quads: Iterable[ox.Quad], shapes: Shapes | None = None) -> None:
    """Check the graph of an article. Raises InvalidGraph that lists every fault as node, path and message."""
    faults = find_faults(quads, shapes or load_shapes(ARTICLE_SHAPES))
    if faults:
        raise InvalidGraph(f"{iri}: {len(faults)} fault{'s' if len(faults) > 1 else ''} in the graph, nothing of it was stored\n"
                           + "\n".join(f"  {fault}" for fault in faults))


def find_faults(quads: Iterable[ox.Quad], shapes: Shapes) -> tuple[str, ...]:
    """Every violation, sorted: `<node> path: message (got value)`."""
    quads = tuple(quads)
    data = Graph()
    for quad in quads:
        data.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    conforms, report, text = pyshacl.validate(data, shacl_graph=shapes.graph, inplace=True)
    if not isinstance(report, Graph):                        # pyshacl hands its own failures back as a report
        raise InvalidGraph(f"the shapes cannot be applied: {text}")
    found = set() if conforms else {_fault(report, result) for result in report.subjects(SH.resultSeverity, SH.Violation)}
    return tuple(sorted(found | _broken_rules(quads, shapes.rules)))


@cache
def load_shapes(names: tuple[str, ...] = ARTICLE_SHAPES) -> Shapes:
    """The shapes of this project, by the names of their files; parsed once a process."""
    return read_shapes((files("ontology.shapes") / f"{name}.ttl").read_text(encoding="utf-8") for name in names)


def read_shapes(turtle: Iterable[str]) -> Shapes:
    """Shapes from Turtle texts. Raises InvalidGraph for a constraint in SPARQL that cannot be run here."""
    graph, rules = Graph(), []
    for text in turtle:
        graph.parse(data=text, format="turtle")
    for shape, constraint in sorted(graph.subject_objects(SH.sparql), key=str):
        prefixes = {str(graph.value(d, SH.prefix)): str(graph.value(d, SH.namespace))
                    for source in graph.objects(constraint, SH.prefixes) for d in graph.objects(source, SH.declare)}
        header = "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in sorted(prefixes.items()))
        query, targets = graph.value(constraint, SH.select), sorted(graph.objects(shape, SH.targetClass), key=str)
        if query is None or not targets:
            raise InvalidGraph(f"shape {shape}: a constraint in SPARQL needs sh:select, and its shape sh:targetClass")
        rules += [Rule(ox.NamedNode(str(target)), str(graph.value(constraint, SH.message) or "breaks a rule"), header + str(query)) for target in targets]
        graph.remove((shape, SH.sparql, constraint))
    return Shapes(graph, tuple(rules))


def _broken_rules(quads: tuple[ox.Quad, ...], rules: tuple[Rule, ...]) -> set[str]:
    if not rules:
        return set()
    store = ox.Store()
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    broken = set()
    for rule in rules:
        rows = store.query(rule.query)
        assert isinstance(rows, ox.QuerySolutions)
        broken |= {f"{row['this']} {rule.message}" for row in rows if ox.Quad(row["this"], ox.NamedNode(str(RDF.type)), rule.target) in store}
    return broken


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.Literal():
            plain = term.language or term.datatype == XSD.string             # rdflib holds "x" and "x"^^xsd:string for different
            return Literal(term.value, lang=term.language, datatype=None if plain else URIRef(term.datatype.value), normalize=False)
        case ox.BlankNode():
            return BNode(term.value)
    raise InvalidGraph(f"{term}: quoted triples have no place in the graph of an article")


def _fault(report: Graph, result: Node) -> str:
    node, path, value = (report.value(result, part) for part in (SH.focusNode, SH.resultPath, SH.value))
    messages = sorted(str(message) for message in report.objects(result, SH.resultMessage))
    shown = f" (got {_short(value)})" if value is not None else ""
    return f"<{node}> {_short(path) + ': ' if path is not None else ''}{'; '.join(messages)}{shown}"


def _short(node: Node) -> str:
    text = str(node) if isinstance(node, URIRef | BNode) else repr(str(node))
    return text if len(text) <= 100 else f"{text[:99]}…"
