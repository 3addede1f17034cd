"""The vocabulary is the same in Python and Turtle, and every term explains itself."""
from __future__ import annotations

import re

import pytest
from pyoxigraph import Literal, NamedNode

from ontology import vocab
from ontology.turtle import FOLDER, OWN_TERMS, index, parse_file, short
from ontology.vocab import GRAPH, OWL, PREFIXES, RA, RDF, RDFS, SKOS

CORE, CORE_FAULTS = index([("core.ttl", triple) for triple in parse_file(FOLDER / "core.ttl")])
TERMS = sorted(term for term in CORE.values if term.startswith(RA.NS))
NAMESPACES = {prefix: cls for prefix, cls in ((name.lower(), value) for name, value in vars(vocab).items()) if prefix in PREFIXES}


def labels(term: str) -> tuple[str, ...]:
    return (*CORE.texts(term, RDFS.label, "en"), *CORE.texts(term, SKOS.prefLabel, "en"))


def test_python_and_turtle_have_the_same_terms() -> None:
    assert not CORE_FAULTS
    assert set(TERMS) == OWN_TERMS


def test_every_constant_is_named_like_its_term() -> None:
    for cls in (*NAMESPACES.values(), GRAPH):
        terms = {name: value for name, value in vars(cls).items() if isinstance(value, NamedNode)}
        assert terms, cls
        assert {name: f"{cls.NS}{name}" for name in terms} == {name: node.value for name, node in terms.items()}


def test_every_prefix_has_its_class() -> None:
    assert {prefix: cls.NS for prefix, cls in NAMESPACES.items()} == PREFIXES


@pytest.mark.parametrize("term", TERMS, ids=short)
def test_every_term_has_one_label_one_definition_a_scope_note_and_an_example(term: str) -> None:
    assert len(labels(term)) == 1
    assert len(CORE.texts(term, SKOS.definition, "en")) == 1
    assert len(CORE.texts(term, SKOS.example)) == 1
    assert len(CORE.texts(term, SKOS.scopeNote, "en")) == 1
    assert CORE.objects(term, RDF.type)


@pytest.mark.parametrize("term", TERMS, ids=short)
def test_a_definition_has_a_parent_and_does_not_repeat_its_label(term: str) -> None:
    [definition] = CORE.texts(term, SKOS.definition)
    is_class = CORE.has_class(term, OWL.Class) or CORE.has_class(term, OWL.NamedIndividual)
    assert re.match(r"An? " if is_class else r"The ", definition)
    assert not re.search(rf"\b{re.escape(labels(term)[0])}\b", definition, re.IGNORECASE)
    assert definition.endswith(".")


def test_labels_tell_the_terms_of_one_sort_apart() -> None:
    for sort in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual):
        found = [labels(term)[0] for term in CORE.of_class(sort) if term in TERMS]
        assert found
        assert len(found) == len(set(found))


def test_domains_and_ranges_are_terms_that_exist() -> None:
    for term in TERMS:
        for predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf):
            for target in CORE.links(term, predicate):
                assert target in TERMS or not target.startswith(RA.NS)


def test_alignments_speak_of_terms_that_exist_and_never_of_identity() -> None:
    for triple in parse_file(FOLDER / "alignments.ttl"):
        assert isinstance(triple.subject, NamedNode)
        assert triple.subject.value in (*TERMS, RA.NS.rstrip("#")) or triple.predicate == RDF.type     # a declaration of a foreign term
        assert isinstance(triple.object, NamedNode)
        assert not isinstance(triple.object, Literal)
        assert triple.predicate.value != OWL.NS + "sameAs"


@pytest.mark.parametrize("vocabulary", ["dcat", "dpv", "eli", "oa", "org", "prov", "schema", "sem", "skos"])
def test_there_are_alignments_to(vocabulary: str) -> None:
    text = (FOLDER / "alignments.ttl").read_text("utf-8")
    assert any(f" {vocabulary}:" in line for line in text.splitlines() if line.startswith("ra:"))


def test_the_release_of_dpv_is_pinned() -> None:
    [pinned] = [triple.object for triple in parse_file(FOLDER / "alignments.ttl") if triple.subject.value == RA.NS.rstrip("#")]
    assert pinned == NamedNode("https://w3id.org/dpv/2.3/dpv")


def test_the_header_says_version_licence_title_and_change() -> None:
    ontology = RA.NS.rstrip("#")
    [version] = CORE.texts(ontology, OWL.versionInfo)
    assert CORE.links(ontology, OWL.versionIRI) == (f"{ontology}/{version}",)
    assert CORE.links(ontology, vocab.DCTERMS.license)
    assert CORE.texts(ontology, vocab.DCTERMS.title)
    assert any(note.startswith(version) for note in CORE.texts(ontology, SKOS.changeNote))
