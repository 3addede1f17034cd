"""Foreign terms exist: W3C's and schema.org's in rdflib, DPV's in the list that was made of DPV 2.3."""
from __future__ import annotations

import csv
from pathlib import Path

import pyoxigraph as ox
import pytest

from ontology.errors import Fault
from ontology.foreign import COMPLETE, LISTED, exists, foreign_faults, listed_terms, namespace_of, used_terms
from ontology.turtle import read_triples

TRIPLES, _ = read_triples()
DPV = "https://w3id.org/dpv"


@pytest.mark.parametrize(("iri", "namespace"), [
    ("http://www.w3.org/ns/prov#Entity", "http://www.w3.org/ns/prov#"),
    ("https://schema.org/NewsArticle", "https://schema.org/"),
    ("https://w3id.org/dpv#Consent", "https://w3id.org/dpv#"),
    ("https://w3id.org/dpv/legal/eu/gdpr#A6-1-a", "https://w3id.org/dpv/legal/eu/gdpr#"),
    ("https://w3id.org/dpv/2.3/dpv", None),                     # a document, not a term
    ("https://www.ft.com/", None),
    ("https://schema.org/", None),
])
def test_a_term_is_known_by_its_namespace(iri: str, namespace: str | None) -> None:
    assert namespace_of(iri) == namespace


@pytest.mark.parametrize(("iri", "there"), [
    ("http://www.w3.org/ns/prov#Entity", True), ("http://www.w3.org/ns/prov#Entitty", False),
    ("http://www.w3.org/2004/02/skos/core#prefLabel", True), ("http://www.w3.org/2004/02/skos/core#preferredLabel", False),
    ("http://www.w3.org/ns/org#Organization", True), ("http://www.w3.org/ns/org#Organisation", False),
    ("http://www.w3.org/ns/dcat#Resource", True), ("http://www.w3.org/ns/dcat#Resauce", False),
    ("https://schema.org/NewsArticle", True), ("https://schema.org/NewsItem", False),
    ("http://www.w3.org/ns/oa#SpecificResource", True), ("http://www.w3.org/ns/oa#VagueResource", False),
    ("https://w3id.org/dpv#LegalBasis", True), ("https://w3id.org/dpv#LegalBase", False),
    ("https://words.example/anything", False),
])
def test_a_term_exists_or_not(iri: str, there: bool) -> None:
    assert exists(iri) is there


def test_all_foreign_terms_exist() -> None:
    assert foreign_faults(TRIPLES) == []
    assert {namespace_of(iri) for _, _, iri in used_terms(TRIPLES)} > {"http://www.w3.org/ns/prov#", "https://schema.org/", "http://www.w3.org/ns/dcat#"}


def test_the_list_holds_what_is_used_and_nothing_else() -> None:
    from ontology.foreign import _constants

    used = {iri for _, _, iri in used_terms(TRIPLES)} | {node.value for node in _constants()}
    assert listed_terms() == {iri for iri in used if LISTED.match(iri)}


def test_the_terms_of_dpv_are_those_of_release_2_3(shared: Path) -> None:
    with (shared / "data" / "dpv_terms.csv").open(encoding="utf-8", newline="") as file:
        released = {row["iri"] for row in csv.DictReader(file)}
    ours = {iri for iri in listed_terms() if iri.startswith(DPV)}
    assert len(ours) > 200
    assert ours <= released


def test_no_namespace_is_both_complete_and_listed() -> None:
    assert not any(LISTED.match(namespace) for namespace in COMPLETE)


def test_a_fault_says_where_the_term_stands() -> None:
    thing, term = ox.NamedNode("https://w3id.org/regatlas/id/organization/acme"), ox.NamedNode("http://www.w3.org/ns/prov#Ghost")
    assert foreign_faults([("acme.ttl", ox.Triple(thing, term, thing))]) == [
        Fault("acme.ttl", "organization/acme", "uses prov:Ghost, which its vocabulary does not have")]
