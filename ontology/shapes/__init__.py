"""What data must look like: SHACL shapes, and the one function that holds a graph to them.

Article graphs are checked by `article`, the graph of derived data by `derived`, registers with action types by `registers`, the
terms of the vocabulary by `vocabulary`.
SPARQL constraints are run by Oxigraph, once a graph: pyshacl parses the query again for every node (20 ms each).
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pyoxigraph as ox
import rdflib
from pyshacl import validate
from rdflib.namespace import SH

from ontology.errors import OntologyError
from ontology.vocab import PREFIXES, RDF

Profile = Literal["article", "derived", "registers", "vocabulary"]
PROFILES: dict[Profile, tuple[str, ...]] = {
    "article": ("article", "slots"),
    "derived": ("derived", "entities", "slots"),
    "registers": ("entities", "registers"),
    "vocabulary": ("vocabulary",),
}
"""Profile → its files in this folder, without `.ttl`."""

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One broken rule: the thing that breaks it, the rule in words, the offending value where there is one."""

    focus: str
    message: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.focus}: {self.message}" + (f" (found {self.value})" if self.value else "")


@dataclass(frozen=True, slots=True)
class SparqlConstraint:
    """A `sh:sparql` constraint: the nodes of `target` that `query` finds as ?this break the rule."""

    target: str
    query: str
    message: str


@cache
def shapes(profile: Profile) -> rdflib.Graph:
    """The shapes of a profile, parsed once."""
    graph = rdflib.Graph()
    for name in PROFILES[profile]:
        graph.parse(FOLDER / f"{name}.ttl", format="turtle")
    return graph


@cache
def compiled(profile: Profile) -> tuple[rdflib.Graph, tuple[SparqlConstraint, ...]]:
    """The shapes of a profile without their SPARQL constraints, and these."""
    core = rdflib.Graph()
    core += shapes(profile)
    constraints = []
    for shape, node in list(core.subject_objects(SH.sparql)):
        core.remove((shape, SH.sparql, node))
        for target in core.objects(shape, SH.targetClass):
            constraints.append(SparqlConstraint(str(target), str(core.value(node, SH.select)), str(core.value(node, SH.message))))
    return core, tuple(sorted(constraints, key=str))


def violations(triples: Iterable[ox.Triple | ox.Quad], profile: Profile) -> tuple[Violation, ...]:
    """Every rule of a profile that the triples break (named graphs are ignored), sorted; empty when they conform."""
    triples = tuple(triples)
    core, constraints = compiled(profile)
    _, report, _ = validate(to_rdflib(triples), shacl_graph=core, inplace=True)
    if not isinstance(report, rdflib.Graph):                         # pyshacl hands its own failures back as a report
        raise OntologyError(f"the shapes of {profile!r} cannot be applied: {report!r}")
    found = {_violation(report, result) for result in report.subjects(rdflib.RDF.type, SH.ValidationResult)}
    return tuple(sorted(found | _broken(constraints, triples)))


def _violation(report: rdflib.Graph, result: rdflib.term.Node) -> Violation:
    focus, message, value = (report.value(result, part) for part in (SH.focusNode, SH.resultMessage, SH.value))
    return Violation(str(focus), str(message), _n3(value))


def _broken(constraints: tuple[SparqlConstraint, ...], triples: tuple[ox.Triple | ox.Quad, ...]) -> set[Violation]:
    if not constraints:
        return set()
    store = ox.Store()
    store.extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    found = set()
    for constraint in constraints:
        rows = store.query(constraint.query, prefixes=PREFIXES)
        assert isinstance(rows, ox.QuerySolutions)
        for row in rows:
            if ox.Quad(row["this"], RDF.type, ox.NamedNode(constraint.target)) in store:
                found.add(Violation(row["this"].value, constraint.message))
    return found


def to_rdflib(triples: Iterable[ox.Triple | ox.Quad]) -> rdflib.Graph:
    """The same triples as an rdflib graph, which is what the SHACL engine reads."""
    graph = rdflib.Graph(bind_namespaces="none")
    for triple in triples:
        graph.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    return graph


def _term(term: Any) -> Any:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == str(rdflib.XSD.string):                # rdflib tells "x" from "x"^^xsd:string; RDF 1.1 does not
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def _n3(value: rdflib.term.Node | None) -> str:
    text = "" if value is None else value.n3()
    return text if len(text) <= 80 else f"{text[:77]}…"
