"""Register names, acronyms and newspaper descriptions are found where they stand, and only there."""
from __future__ import annotations

import pytest

from ingest.lexicon import Lexicon, Surface, fold
from ingest.mentions import find_mentions
from ontology.knowledge import Knowledge

FOUND = [
    ("a full name", "The Information Commissioner’s Office acted.", "gb-ico"),
    ("an acronym", "The CNIL acted.", "fr-cnil"),
    ("a description with a possessive", "Brazil's data protection authority acted.", "br-anpd"),
    ("a description with a demonym", "The Irish privacy regulator acted.", "ie-dpc"),
    ("a description turned round", "The data protection authority of Norway acted.", "no-datatilsynet"),
    ("the country's authority, of the country named last", "In Brazil, the country's data protection authority acted.", "br-anpd"),
    ("a shared name, decided by the country word in front", "The Danish Datatilsynet acted.", "dk-datatilsynet"),
    ("a shared name, decided by places in the text", "In Norway, Norwegian users complained and Datatilsynet acted.", "no-datatilsynet"),
    ("a law by acronym", "It broke the GDPR.", "gdpr"),
    ("a product", "Posts on Instagram were used.", "instagram"),
    ("regulators of several countries", "The privacy watchdogs of Spain and Greece acted.", "gr-hdpa"),
    ("a bare regulator, of the kind that the text is about", "The CNIL acted. So did the Austrian authority.", "at-dsb"),
    ("a court without its country, where the country is spoken of", "In Brazil, Brazilians cheered. The Supreme Court acted.", "br-stf"),
    ("a court in a city", "The High Court in Dublin acted.", "ie-high-court"),
    ("the attorney general of the state named last", "Texas and Ohio met. In Texas, the Attorney General acted.", "us-tx-ag"),
    ("a shared name, decided by a city", "In Copenhagen, Datatilsynet acted.", "dk-datatilsynet"),
    ("a general name of a body that the text names in full",
     "The Texas Attorney General met Congress. In the US, the Attorney General acted.", "us-tx-ag"),
    ("a city that acts", "The CNIL left. Brussels fined Google.", "eu-commission"),
    ("a data protection officer of a state", "The Hessian data protection officer acted.", "de-he-hbdi"),
    ("a federal court by its city", "A federal judge in San Francisco ruled.", "us-cand"),
    ("a name that begins like a description", "The United States Securities and Exchange Commission sued.", "us-sec"),
    ("a product inside the name of a practice", "Apple changed its App Store rules.", "app-store"),
    ("a court written small", "The Delhi high court ruled.", "in-delhi-hc"),
    ("a product inside the description of its owner", "Meta, owner of Facebook and Instagram, was fined by the CNIL.", "instagram"),
    ("a name that ends in its country", "It was fined by the Telecom Regulatory Authority of India.", "in-trai"),
    ("a name with its form", "The CNIL fined Roku, Inc. on Monday.", "roku"),
    ("an acronym that the text gives a body", "The Higher Regional Court of Cologne (HRCC) acted. The HRCC stayed.", "de-olg-koeln"),
    ("a legal basis where law is spoken of", "Acme relies on consent as its legal basis.", "consent"),
]
ABSENT = [
    ("an acronym needs its capitals", "They ask ico and cnil alike.", "gb-ico"),
    ("a name needs its capital", "This is meta commentary.", "meta"),
    ("consent is an everyday word", "With the consent of her parents she travelled.", "consent"),
    ("a name inside a domain is no mention", "See www.instagram.com/help for more.", "instagram"),
    ("an acronym that the text explains as something else", "Acme offers Private Page Anonymity (PPA). PPA is new in Israel.", "il-ppa"),
    ("a family name", "Maria Ferrari met Jane Roe.", "ferrari"),
    ("a news agency in a dateline", "PARIS, May 9 (Reuters) - Acme acted.", "reuters"),
    ("a city where somebody acts", "The CNIL met Google in Brussels.", "eu-commission"),
    ("a data protection officer of a company in a country", "The German data protection officer acted.", "de-bfdi"),
    ("a country inside the name of a state", "The New Mexico Attorney General acted.", "MX"),
    ("a senate of a court", "In the United States people met. The 3rd Civil Senate of the court acted.", "us-senate"),
    ("two letters in brackets", "ALBURY (AP) - Acme acted.", "nl-ap"),
    ("a body described where another is named", "It was fined by the Telecom Regulatory Authority of India.", "in-dot"),
    ("letters that are the form of a company", "In the UK, it fined Acme Holding ASA.", "gb-asa"),
    ("letters that begin the name of a bank", "In Germany, it fined DSK Bank.", "de-dsk"),
    ("a name that begins like a description", "The Zambia Weather and Information Technology Authority acted.", "zm-odpc"),
    ("a dollar is no country", "The CNIL fined it US$5 million, or five million US dollars.", "US"),
    ("one of several financial regulators", "The US securities commission acted.", "us-cftc"),
    ("several regulators of a continent", "Several European regulators acted.", "eu-edps"),
    ("a demonym and another office make no data protection authority", "Brazil's football authority acted.", "br-anpd"),
]


def _ids(text: str, known: Knowledge) -> set[str]:
    return {m.entity for m in find_mentions(text, known, Lexicon.of(known))}


@pytest.mark.parametrize(("text", "entity"), [c[1:] for c in FOUND], ids=[c[0] for c in FOUND])
def test_found(text: str, entity: str, known: Knowledge) -> None:
    assert entity in _ids(text, known)


@pytest.mark.parametrize(("text", "entity"), [c[1:] for c in ABSENT], ids=[c[0] for c in ABSENT])
def test_not_found(text: str, entity: str, known: Knowledge) -> None:
    assert entity not in _ids(text, known)


def test_a_shared_acronym_that_nothing_decides_is_left_out(known: Knowledge) -> None:
    assert not {e for e in _ids("Datatilsynet acted.", known) if e.endswith("datatilsynet")}


def test_folding_keeps_every_offset() -> None:
    assert len(fold("İstanbul’s ﬁrm\n–")) == len("İstanbul’s ﬁrm\n–")


def test_longest_match_wins() -> None:
    matches = Lexicon([Surface("Data Protection", "x", "name"), Surface("Data Protection Commission", "y", "name")]).scan("the Data Protection Commission")
    assert matches[0].surfaces[0].entry == "y"
