"""What data must look like: SHACL shapes, and the one function that holds a graph to them.

Article graphs are checked by `article`, the graph of derived data by `derived`, registers with action types by `registers`, the
terms of the vocabulary by `vocabulary`. The shapes are plain SHACL; `engine` applies them.
"""
from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pyoxigraph as ox

from ontology.shapes.engine import Compiled, Violation, compile_shapes

if TYPE_CHECKING:
    import rdflib

__all__ = ["PROFILES", "Profile", "Violation", "compiled", "shapes", "to_rdflib", "violations"]

Profile = Literal["article", "derived", "registers", "vocabulary"]
PROFILES: dict[Profile, tuple[str, ...]] = {
    "article": ("article", "slots"),
    "derived": ("derived", "entities", "slots"),
    "registers": ("entities", "registers"),
    "vocabulary": ("vocabulary",),
}
"""Profile → its files in this folder, without `.ttl`."""

FOLDER = Path(__file__).parent


@cache
def compiled(profile: Profile) -> Compiled:
    """The shapes of a profile, compiled once."""
    return compile_shapes((FOLDER / f"{name}.ttl").read_text(encoding="utf-8") for name in PROFILES[profile])


def violations(triples: Iterable[ox.Triple | ox.Quad], profile: Profile) -> tuple[Violation, ...]:
    """Every rule of a profile that the triples break (named graphs are ignored), sorted; empty when they conform."""
    return compiled(profile).violations(triples)


@cache
def shapes(profile: Profile) -> rdflib.Graph:
    """The shapes of a profile as an rdflib graph, for other SHACL engines."""
    import rdflib

    graph = rdflib.Graph()
    for name in PROFILES[profile]:
        graph.parse(FOLDER / f"{name}.ttl", format="turtle")
    return graph


def to_rdflib(triples: Iterable[ox.Triple | ox.Quad]) -> rdflib.Graph:
    """The same triples as an rdflib graph, which is what other SHACL engines read."""
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for triple in triples:
        graph.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    return graph


def _term(term: Any) -> Any:
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == str(rdflib.XSD.string):                # rdflib tells "x" from "x"^^xsd:string; RDF 1.1 does not
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
