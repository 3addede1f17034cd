"""The vocabulary, its alignments and data by its rules contradict nothing (OWL 2 RL); planted contradictions are found."""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import rdflib

from ontology.dataset import load_graph_quads
from ontology.shapes import to_rdflib
from ontology.turtle import FOLDER, parse_file
from ontology.vocab import GRAPH, PREFIXES, RA, RDF, SCHEMA

DATA = Path(__file__).parent / "data"
EACH = 4                # entries of each class that stand for a register: the closure of all of them takes minutes
HEAD = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items()) + "@base <https://w3id.org/regatlas/id/> .\n"
VOCABULARY = [triple for name in ("core.ttl", "alignments.ttl", "deprecated.ttl") for triple in parse_file(FOLDER / name)]


class Reasoner(owlrl.OWLRL_Semantics):          # type: ignore[misc]      # owlrl has no types
    """OWL 2 RL; `found` are the contradictions. (owlrl would write them into the graph, which rdflib refuses.)"""

    def __init__(self, graph: rdflib.Graph) -> None:
        super().__init__(graph, axioms=False, daxioms=False, rdfs=False)
        self.found: set[str] = set()

    def add_error(self, message: str) -> None:
        self.found.add(message)


def contradictions(triples: Iterable[ox.Triple]) -> list[str]:
    """What OWL 2 RL finds wrong with the triples and the vocabulary, in its own words."""
    reasoner = Reasoner(to_rdflib([*VOCABULARY, *triples]))
    reasoner.closure()
    return sorted(reasoner.found)


def turtle(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(HEAD + text, format=ox.RdfFormat.TURTLE)]


def sample() -> list[ox.Triple]:
    """Some entries of each class of the registers, with all that is said of them."""
    quads = [quad for quad in load_graph_quads() if quad.graph_name == GRAPH.registers]
    of: dict[ox.Term, list[ox.Term]] = {}
    for quad in quads:
        if quad.predicate == RDF.type:
            of.setdefault(quad.object, []).append(quad.subject)
    chosen = {subject for subjects in of.values() for subject in subjects[:EACH]}
    assert {RA.Organization, RA.Product, RA.LegalInstrument, RA.Provision, RA.LegalBasis, RA.Practice, SCHEMA.OwnershipInfo} <= of.keys()
    return [quad.triple for quad in quads if quad.subject in chosen]


def types() -> list[ox.Triple]:
    """The action types, without the thousand triples of their triggers."""
    return [triple for triple in parse_file(FOLDER / "actions.ttl")]


def test_the_vocabulary_with_its_alignments_is_consistent() -> None:
    assert contradictions([]) == []


def test_the_registers_and_action_types_are_consistent_with_it() -> None:
    assert contradictions([*sample(), *types()]) == []


@pytest.mark.parametrize("profile", ["article", "derived", "registers"])
def test_data_that_follows_the_shapes_is_consistent_with_it(profile: str) -> None:
    assert contradictions(parse_file(DATA / profile / "good.ttl")) == []


PLANTED = {
    "an article that is a claim": "<article/1> a ra:Article, ra:Claim .",
    "a product that acts as a regulator": "<product/x> a ra:Product, ra:Regulator .",
    "a claim that an organization is reported in": "<claim/1> ra:reportedIn <organization/x> . <organization/x> a ra:Organization .",
    "an article with the attribution of a claim": "<article/1> a ra:Article ; ra:attribution ra:Direct .",
    "a claim that is affirmed and negated": "<claim/1> ra:polarity ra:Affirmed, ra:Negated .",
    "an action with two states": "<action/1> ra:status ra:Planned, ra:Actual .",
    "an action that follows what it precedes": "<action/1> ra:follows <action/2> . <action/2> ra:follows <action/1> .",
    "a type that is its own contrary": "<action-type/x> ra:contrary <action-type/x> .",
    "a copy of itself": "<article/1> ra:nearDuplicateOf <article/1> .",
    "a polarity for a modality": "<claim/1> ra:modality ra:Affirmed .",
    "a person for the owner of a product": "<product/x> ra:owner <person/y> . <person/y> a ra:Person .",
}


@pytest.mark.parametrize("text", PLANTED.values(), ids=PLANTED)
def test_a_planted_contradiction_is_found(text: str) -> None:
    assert contradictions(turtle(text))


def test_what_alignments_say_follows_from_data() -> None:
    """The reasoner is at work: a claim becomes a prov:Entity that was derived from its article."""
    graph = to_rdflib([*VOCABULARY, *turtle("<claim/1> a ra:Claim ; ra:reportedIn <article/1> .")])
    Reasoner(graph).closure()
    base, prov = "https://w3id.org/regatlas/id/", rdflib.PROV
    claim, article = rdflib.URIRef(base + "claim/1"), rdflib.URIRef(base + "article/1")
    assert (claim, rdflib.RDF.type, prov.Entity) in graph
    assert (claim, prov.wasDerivedFrom, article) in graph
    assert (article, rdflib.RDF.type, rdflib.SDO.NewsArticle) in graph
    assert (claim, rdflib.RDF.type, rdflib.URIRef(PREFIXES["sem"] + "Event")) not in graph
