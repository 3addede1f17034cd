"""Shapes let good data pass and name every fault of bad data; each rule is seen to fail at least once.

A bad file in `data/PROFILE/` names the messages that it must bring in its `#!` lines.
"""
from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import SH

from ontology import vocab
from ontology.shapes import PROFILES, Profile, Violation, shapes, violations
from ontology.turtle import parse_file

DATA = Path(__file__).parent / "data"
GOOD = sorted(DATA.glob("*/good.ttl"))
BAD = sorted(DATA.glob("*/bad-*.ttl"))
KNOWN_CLASSES = {term.value for cls in (vocab.RA, vocab.OA, vocab.OWL) for term in vars(cls).values() if isinstance(term, ox.NamedNode)}


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def profile(path: Path) -> Profile:
    return next(profile for profile in PROFILES if profile == path.parent.name)


def expected(path: Path) -> set[str]:
    return {line.removeprefix("#! ") for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#! ")}


def test_every_profile_has_good_and_bad_data() -> None:
    assert {profile(path) for path in GOOD} == {profile(path) for path in BAD} == set(PROFILES)


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_good_data_conforms(path: Path) -> None:
    assert violations(parse_file(path), profile(path)) == ()


@pytest.mark.parametrize("path", BAD, ids=name)
def test_bad_data_is_faulted_as_it_says(path: Path) -> None:
    found = {violation.message for violation in violations(parse_file(path), profile(path))}
    assert found == expected(path)


@pytest.mark.parametrize("of", PROFILES)
def test_every_rule_is_seen_to_fail(of: Profile) -> None:
    rules = {str(message) for message in shapes(of).objects(None, SH.message)}
    seen = {message for path in BAD for message in expected(path) if set(PROFILES[profile(path)]) & set(PROFILES[of])}
    assert rules <= seen


@pytest.mark.parametrize("of", PROFILES)
def test_every_rule_has_a_message_and_a_class_that_exists(of: Profile) -> None:
    graph = shapes(of)
    targets = {str(target) for target in graph.objects(None, SH.targetClass)}
    assert targets
    assert targets <= KNOWN_CLASSES
    for shape in graph.subjects(rdflib.RDF.type, SH.NodeShape):
        for rule in graph.objects(shape, SH.property):
            assert (rule, SH.message, None) in graph, (shape, rule)


@pytest.mark.parametrize("of", PROFILES)
def test_shapes_speak_only_of_terms_that_exist(of: Profile) -> None:
    own = {str(node) for triple in shapes(of) for node in triple if isinstance(node, rdflib.URIRef) and node.startswith(vocab.RA.NS)}
    assert own <= KNOWN_CLASSES


def test_named_graphs_do_not_matter_and_order_does_not_either() -> None:
    path = DATA / "article" / "bad-claim.ttl"
    quads = [ox.Quad(t.subject, t.predicate, t.object, vocab.GRAPH.derived) for t in parse_file(path)]
    assert violations(reversed(quads), "article") == violations(parse_file(path), "article")


def test_a_violation_reads_as_a_sentence() -> None:
    assert str(Violation("urn:x", "a claim has one ra:evidence", "<urn:y>")) == "urn:x: a claim has one ra:evidence (found <urn:y>)"
