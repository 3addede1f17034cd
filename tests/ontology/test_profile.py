"""The vocabulary with its alignments is OWL 2 DL but for one datatype; each rule is seen to fail."""
from __future__ import annotations

import pyoxigraph as ox
import pytest

from ontology.profile import DATATYPES, DEPARTURES, profile_faults
from ontology.turtle import FOLDER, parse_file, read_triples
from ontology.vocab import PREFIXES, RA, RDFS, XSD

HEAD = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
GOOD = """
skos:definition a owl:AnnotationProperty .
ra:Claim a owl:Class ; skos:definition "A sentence that says so."@en ; owl:disjointWith ra:Article .
ra:Article a owl:Class .
ra:reportedIn a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:domain ra:Claim ; rdfs:range ra:Article .
ra:how a owl:DatatypeProperty ; rdfs:range xsd:string .
ra:acronym a owl:AnnotationProperty ; rdfs:range xsd:string .
"""


def faults(turtle: str) -> list[str]:
    return [str(fault) for fault in profile_faults([("core.ttl", quad.triple) for quad in ox.parse(HEAD + turtle, format=ox.RdfFormat.TURTLE)])]


def test_the_vocabulary_is_inside_the_profile() -> None:
    assert profile_faults(read_triples()[0]) == []


def test_the_only_departure_is_the_one_that_the_header_gives_a_reason_for() -> None:
    ranges = {triple.object for triple in parse_file(FOLDER / "core.ttl") if triple.predicate == RDFS.range}
    properties = {triple.object for triple in parse_file(FOLDER / "core.ttl") if str(triple.object).startswith(f"<{XSD.NS}")} & ranges
    assert properties - DATATYPES == DEPARTURES == {XSD.date}
    [comment] = [triple.object.value for triple in parse_file(FOLDER / "core.ttl")
                 if triple.subject == ox.NamedNode(RA.NS.rstrip("#")) and triple.predicate == RDFS.comment]
    assert "OWL 2 DL, but for the datatype xsd:date" in comment


def test_good_axioms_have_no_fault() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(("turtle", "fault"), [
    ("ra:how a owl:ObjectProperty .", "ra:how: is owl:ObjectProperty and owl:DatatypeProperty; a property is of one sort"),
    ("ra:rule a rdf:Property .", "ra:rule: is a bare rdf:Property; say of which sort"),
    ("ra:Claim rdfs:subClassOf prov:Entity .", "ra:Claim: rdfs:subClassOf needs classes; prov:Entity is not declared as owl:Class"),
    ("ra:Claim skos:scopeNote 'x'@en .", "ra:Claim: uses skos:scopeNote, which no file declares as a property"),
    ("ra:acronym rdfs:subPropertyOf ra:how .", "ra:acronym: is no rdfs:subPropertyOf ra:how, which is of another sort"),
    ("ra:rule a owl:DatatypeProperty ; rdfs:range rdf:langString .", "ra:rule: has the range rdf:langString, which is no datatype of OWL 2"),
    ("ra:actor a owl:ObjectProperty ; rdfs:range ra:Party .", "ra:actor: has the rdfs:range ra:Party, which is not declared as owl:Class"),
    ("ra:rule a owl:DatatypeProperty, owl:SymmetricProperty .", "ra:rule: is owl:SymmetricProperty, which only an owl:ObjectProperty can be"),
    ("ra:Actual a ra:Modality .", "ra:Actual: is a ra:Modality, which is not declared as owl:Class"),
])
def test_what_leaves_the_profile_is_faulted(turtle: str, fault: str) -> None:
    found = faults(GOOD + turtle)
    assert [line for line in found if fault in line], found
    assert len(found) == 1


def test_registers_are_not_held_to_the_profile() -> None:
    triple = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.NamedNode("urn:c"))
    assert profile_faults([("organizations.ttl", triple)]) == []
    assert profile_faults([("core.ttl", triple)])


def test_there_is_no_blank_node_and_so_no_class_expression() -> None:
    for name in ("core.ttl", "alignments.ttl", "deprecated.ttl"):
        assert not any(isinstance(node, ox.BlankNode) for triple in parse_file(FOLDER / name) for node in (triple.subject, triple.object))
