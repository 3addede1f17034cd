"""Foreign terms: does the vocabulary that a term claims to be from have it?

rdflib carries the terms of W3C's vocabularies, Dublin Core, FOAF and schema.org. For the others (DPV, ELI, SEM, Web Annotation)
`foreign_terms.txt` lists what we use, checked against those vocabularies once, when a line was added.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import URIRef, namespace
from rdflib.namespace import DefinedNamespace

from ontology import vocab
from ontology.errors import Fault
from ontology.turtle import short
from ontology.vocab import RDF, SKOS

COMPLETE: dict[str, type[DefinedNamespace]] = {str(found): found for found in (
    namespace.DCAT, namespace.DCTERMS, namespace.FOAF, namespace.ORG, namespace.OWL, namespace.PROV, namespace.RDF, namespace.RDFS,
    namespace.SDO, namespace.SH, namespace.SKOS, namespace.VANN, namespace.XSD)}
"""Namespace → all its terms, as rdflib knows them."""
LISTED = re.compile(r"https://w3id\.org/dpv(?:/[\w-]+)*#|http://data\.europa\.eu/eli/ontology#|http://www\.w3\.org/ns/oa#"
                    r"|http://semanticweb\.cs\.vu\.nl/2009/11/sem/")
"""Namespaces of which only the terms in use are listed."""
LIST = "foreign_terms.txt"
OURS = "https://w3id.org/regatlas/"
MATCHES = frozenset({SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch})


def namespace_of(iri: str) -> str | None:
    """The vocabulary that an IRI is a term of; None for a page, a thing of ours or anything else."""
    if found := LISTED.match(iri):
        return found[0]
    head = re.match(r".*[#/]", iri)
    return head[0] if head and head[0] in COMPLETE and head[0] != iri else None


@cache
def listed_terms() -> frozenset[str]:
    """The IRIs of `foreign_terms.txt`; `#` starts a comment line."""
    lines = (Path(__file__).parent / LIST).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def exists(iri: str) -> bool:
    """Whether the vocabulary of a foreign term has it. False for what is of no known vocabulary."""
    found = namespace_of(iri)
    return found is not None and (URIRef(iri) in COMPLETE[found] if found in COMPLETE else iri in listed_terms())


def used_terms(triples: Iterable[tuple[str, Triple]]) -> Iterator[tuple[str, str, str]]:
    """(file, subject, IRI) of each foreign term: whatever stands in a vocabulary's namespace, is a property, a class or a match."""
    for file, triple in triples:
        subject = getattr(triple.subject, "value", "")
        nodes = [triple.subject, triple.predicate, triple.object]
        if isinstance(triple.object, Literal):
            nodes[2] = triple.object.datatype
        for place, node in enumerate(nodes):
            if isinstance(node, NamedNode) and not node.value.startswith(OURS) and (
                    place == 1 or namespace_of(node.value) or (place == 2 and triple.predicate in MATCHES | {RDF.type})):
                yield file, subject, node.value


def foreign_faults(triples: Iterable[tuple[str, Triple]]) -> list[Fault]:
    """Every foreign term that its vocabulary does not have, in the files and in `vocab.py`."""
    used = {*used_terms(triples), *(("vocab.py", node.value, node.value) for node in _constants())}
    return sorted({Fault(file, short(subject), f"uses {short(iri)}, {_why(iri)}") for file, subject, iri in used if not exists(iri)})


def _why(iri: str) -> str:
    found = namespace_of(iri)
    if found is None:
        return "which is of no vocabulary that is known here"
    return "which its vocabulary does not have" if found in COMPLETE else f"which {LIST} does not list; look it up and add it"


def _constants() -> Iterator[NamedNode]:
    for cls in vars(vocab).values():
        if isinstance(cls, type) and not str(getattr(cls, "NS", OURS)).startswith(OURS):
            yield from (node for node in vars(cls).values() if isinstance(node, NamedNode))
