"""OWL 2 DL: is the vocabulary, with its alignments, inside the profile that reasoners decide?

The rules of the Structural Specification (§5.8.1 typing, §4 datatypes, §11 simple properties) that a vocabulary of named terms
can break; it has no blank nodes, so no class expressions, and no role chains or transitive roles, so §11.2 is met by construction.
One departure is allowed, and core.ttl says why: xsd:date.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Triple

from ontology.errors import Fault
from ontology.turtle import Source, index, short
from ontology.vocab import OWL, RDF, RDFS, XSD

PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
OF_OBJECTS = frozenset({OWL.SymmetricProperty, OWL.AsymmetricProperty, OWL.IrreflexiveProperty, OWL.InverseFunctionalProperty})
DATATYPES = frozenset({XSD.string, XSD.boolean, XSD.integer, XSD.nonNegativeInteger, XSD.decimal, XSD.double, XSD.dateTime, XSD.anyURI})
"""Those of the OWL 2 datatype map that vocab.py names."""
DEPARTURES = frozenset({XSD.date})
BUILT_IN = (OWL.NS, RDF.NS, RDFS.NS)
CLASS_AXIOMS = (RDFS.subClassOf, OWL.disjointWith)
FILES = ("core.ttl", "alignments.ttl", "deprecated.ttl")


def profile_faults(triples: Iterable[tuple[str, Triple]]) -> list[Fault]:
    """What takes the files of the vocabulary out of OWL 2 DL; `triples` are (file, triple), other files are passed over."""
    said = [(file, triple) for file, triple in triples if file in FILES]
    source, _ = index(said)
    sorts = {term: tuple(sort for sort in PROPERTIES if source.has_class(term, sort)) for term in source.values}
    faults = {Fault(source.file_of(term), short(term), f"is {' and '.join(short(s.value) for s in of)}; a property is of one sort")
              for term, of in sorts.items() if len(of) > 1}
    for file, triple in said:
        if isinstance(triple.subject, NamedNode):
            term = triple.subject.value
            faults |= {Fault(file, short(term), message) for message in _faults(triple, term, source, sorts)}
    return sorted(faults)


def _faults(triple: Triple, term: str, source: Source, sorts: Mapping[str, tuple[NamedNode, ...]]) -> Iterable[str]:
    predicate, value = triple.predicate, triple.object
    of = sorts.get(term, ())
    if not predicate.value.startswith(BUILT_IN) and not sorts.get(predicate.value):
        yield f"uses {short(predicate.value)}, which no file declares as a property"
    if not isinstance(value, NamedNode):
        return
    if predicate in CLASS_AXIOMS:
        yield from (f"{short(predicate.value)} needs classes; {short(cls)} is not declared as owl:Class"
                    for cls in (term, value.value) if not _is_class(cls, source))
    if predicate == RDFS.subPropertyOf and sorts.get(value.value) != of:
        yield f"is no rdfs:subPropertyOf {short(value.value)}, which is of another sort"
    if predicate in (RDFS.domain, RDFS.range) and OWL.AnnotationProperty not in of:
        if predicate == RDFS.range and OWL.DatatypeProperty in of:
            if value not in DATATYPES | DEPARTURES:
                yield f"has the range {short(value.value)}, which is no datatype of OWL 2"
        elif not _is_class(value.value, source):
            yield f"has the {short(predicate.value)} {short(value.value)}, which is not declared as owl:Class"
    if predicate == RDF.type and value in OF_OBJECTS and OWL.ObjectProperty not in of:
        yield f"is {short(value.value)}, which only an owl:ObjectProperty can be"
    if predicate == RDF.type and not value.value.startswith(BUILT_IN) and not _is_class(value.value, source):
        yield f"is a {short(value.value)}, which is not declared as owl:Class"
    if predicate == RDF.type and value == RDF.Property:
        yield "is a bare rdf:Property; say of which sort: owl:ObjectProperty, owl:DatatypeProperty or owl:AnnotationProperty"


def _is_class(term: str, source: Source) -> bool:
    return source.has_class(term, OWL.Class)
