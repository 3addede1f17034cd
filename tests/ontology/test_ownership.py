"""Who owned what when: never more precise than it is known, one owner at a time, the last one the present one."""
from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from ontology import iris
from ontology.knowledge import inspect, load
from ontology.model import Knowledge, Ownership, RegisterEntry
from ontology.ownership import bounds
from ontology.turtle import FOLDER

KNOWN = load()
HEAD = """
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix org: <http://www.w3.org/ns/org#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix ra: <https://w3id.org/regatlas/ontology#> . @prefix schema: <https://schema.org/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/regatlas/id/> .
<https://w3id.org/regatlas/ontology> a owl:Ontology ; owl:versionInfo "1" .
<organization/acme> a ra:Organization ; dcterms:identifier "acme" ; ra:organizationType "company" ; skos:prefLabel "Acme"@en .
<organization/beta> a ra:Organization ; dcterms:identifier "beta" ; ra:organizationType "company" ; skos:prefLabel "Beta"@en .
<product/chat> a ra:Product ; dcterms:identifier "chat" ; skos:prefLabel "Chat"@en ; ra:owner <organization/beta> .
"""
ACME = """<product/chat#owned-2012-09-06> a schema:OwnershipInfo ; schema:typeOfGood <product/chat> ; dcterms:source "deed" ;
  schema:ownedFrom "2012-09-06"^^xsd:date ; schema:ownedThrough "2020-06-30"^^xsd:date ; ra:stated "2012-09-06/2020-06" .
<organization/acme> schema:owns <product/chat#owned-2012-09-06> ."""
BETA = """<product/chat#owned-2020-06> a schema:OwnershipInfo ; schema:typeOfGood <product/chat> ; dcterms:source "deed" ;
  schema:ownedFrom "2020-06-01"^^xsd:date ; ra:stated "2020-06/.." .
<organization/beta> schema:owns <product/chat#owned-2020-06> ."""


def write(folder: Path, turtle: str) -> Path:
    (folder / "all.ttl").write_text(HEAD + turtle, "utf-8")
    return folder


@pytest.mark.parametrize(("stated", "first", "last"), [
    ("2014", "2014-01-01", "2014-12-31"), ("2016-02", "2016-02-01", "2016-02-29"), ("2014-10-06", "2014-10-06", "2014-10-06")])
def test_a_date_has_the_bounds_of_its_precision(stated: str, first: str, last: str) -> None:
    assert bounds(stated) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("stated", ["", "..", "2014-13", "2014-1", "2014-02-30", "summer 2014", "2014/2015"])
def test_what_is_no_date_has_none(stated: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        bounds(stated)


def test_periods_become_values(tmp_path: Path) -> None:
    known = load(write(tmp_path, BETA + ACME))
    assert known.ownerships == (
        Ownership("chat", "acme", date(2012, 9, 6), date(2020, 6, 30), date(2012, 9, 6), date(2020, 6, 1)),
        Ownership("chat", "beta", date(2020, 6, 1), None, date(2020, 6, 30), None))


@pytest.mark.parametrize(("day", "owner"), [
    ("2012-09-05", None), ("2012-09-06", "acme"), ("2020-06-01", "acme"), ("2020-06-15", None), ("2020-06-30", "beta"), ("2031-01-01", "beta")])
def test_the_owner_of_a_day_is_named_only_when_it_is_sure(tmp_path: Path, day: str, owner: str | None) -> None:
    assert load(write(tmp_path, ACME + BETA)).owner_on("chat", date.fromisoformat(day)) == owner


def test_without_periods_the_owner_of_today_counts() -> None:
    entries = {"chat": RegisterEntry("chat", "urn:chat", "product", "Chat", owner="acme"),
               "acme": RegisterEntry("acme", "urn:acme", "organization", "Acme", parent="big")}
    known = Knowledge(entries, {}, (), "1")
    assert [known.owner_on(id, date(2000, 1, 1)) for id in ("chat", "acme", "nobody")] == ["acme", "big", None]


@pytest.mark.parametrize(("change", "fault"), [
    (("<organization/acme> schema:owns <product/chat#owned-2012-09-06> .", ""), "needs one organization that schema:owns it, has none"),
    (("<organization/acme> schema:owns", "<product/chat> schema:owns"), "needs one organization that schema:owns it, has product/chat"),
    (("schema:typeOfGood <product/chat>", "schema:typeOfGood <product/nothing>"), "has product/nothing"),
    (('"2012-09-06"^^xsd:date', '"2012-09"^^xsd:gYearMonth'), "schema:ownedFrom must be an xsd:date, is '2012-09'"),
    (('"2012-09-06"^^xsd:date', '"2012-09-31"^^xsd:date'), "schema:ownedFrom must be an xsd:date, is '2012-09-31'"),
    (('schema:ownedFrom "2012-09-06"^^xsd:date ;', ""), "needs schema:ownedFrom"),
    (('dcterms:source "deed" ;\n  schema:ownedFrom "2012', 'skos:note "deed" ;\n  schema:ownedFrom "2012'), "needs dcterms:source"),
    (('"2012-09-06/2020-06"', '"2012-09-06/2020"'),
     "runs from 2012-09-06 to 2020-12-31; schema:ownedFrom and schema:ownedThrough say 2012-09-06 to 2020-06-30"),
    (('"2012-09-06/2020-06"', '"long ago"'), "must be BEGINNING/END (an open end is ..)"),
    (("chat#owned-2012-09-06>", "chat#owned-once>"), "is named by its thing and its beginning"),
    (('"2020-06-30"^^xsd:date ; ra:stated "2012-09-06/2020-06"', '"2011-06-30"^^xsd:date'), "ends on 2011-06-30, before it begins on 2012-09-06"),
    (('"2020-06-30"^^xsd:date ; ra:stated "2012-09-06/2020-06"', '"2021-06-30"^^xsd:date'), "product/chat: is owned by acme and by beta on 2020-06-30"),
    (("<organization/beta> schema:owns", "<organization/acme> schema:owns"), "product/chat: names beta as its owner; its last period of ownership names acme"),
    (("<product/chat#owned-2012-09-06> a schema:OwnershipInfo", "<product/chat#owned-2012-09-06> a skos:Concept"),
     "no file describes it as schema:OwnershipInfo"),
])
def test_a_fault_names_the_period_and_what_is_wrong(tmp_path: Path, change: tuple[str, str], fault: str) -> None:
    assert change[0] in ACME + BETA
    _, faults = inspect(write(tmp_path, (ACME + BETA).replace(*change)))
    assert [told for told in map(str, faults) if fault in told], faults


@pytest.mark.parametrize("sources", ['<https://news.example/deal>', '"deed", <https://news.example/deal>, <https://acme.example/history>'])
def test_pages_are_as_good_a_source_as_words(tmp_path: Path, sources: str) -> None:
    known, faults = inspect(write(tmp_path, ACME.replace('"deed"', sources) + BETA))
    assert not [told for told in map(str, faults) if "dcterms:source" in told]
    assert len(known.ownerships) == 2


# --- what is recorded -------------------------------------------------------------------------------------------------

def test_there_are_enough_periods_of_enough_things() -> None:
    assert len(KNOWN.ownerships) >= 60
    assert len({period.thing for period in KNOWN.ownerships}) >= 50


@pytest.mark.parametrize(("thing", "day", "owner"), [
    ("whatsapp", "2014-09-01", None), ("whatsapp", "2014-11-01", "meta"), ("instagram", "2012-05-01", None), ("instagram", "2013-01-01", "meta"),
    ("youtube", "2007-01-01", "google"), ("linkedin", "2016-12-07", None), ("linkedin", "2017-01-01", "microsoft"), ("github", "2019-01-01", "microsoft"),
    ("activision-blizzard", "2023-10-12", None), ("activision-blizzard", "2023-10-13", "microsoft"), ("fitbit", "2021-02-01", "google"),
    ("skype", "2007-01-01", "ebay"), ("skype", "2015-01-01", "microsoft"), ("skype", "2025-06-01", None), ("x-corp", "2024-01-01", None),
    ("yahoo", "2018-01-01", "verizon"), ("yahoo", "2022-01-01", "apollo"), ("tumblr", "2015-01-01", "yahoo"), ("tumblr", "2022-01-01", "automattic"),
    ("nest", "2016-01-01", "alphabet"), ("nest", "2020-01-01", "google"), ("icloud", "2020-01-01", "apple"),
])
def test_what_is_recorded(thing: str, day: str, owner: str | None) -> None:
    assert KNOWN.owner_on(thing, date.fromisoformat(day)) == owner


def test_nothing_has_two_owners_on_a_day() -> None:
    for a, b in pairwise(KNOWN.ownerships):
        if a.thing == b.thing:
            assert a.sure_through is not None
            assert a.sure_through < b.sure_from
            assert a.sure_through < b.first + timedelta(days=1) or a.last != b.first


def test_the_file_is_kept_for_the_eye() -> None:
    """One period a block, sorted by what is owned and by time; each owner under its period."""
    text = (FOLDER / "ownership.ttl").read_text("utf-8")
    _, _, *blocks = text.rstrip("\n").split("\n\n")
    keys = []
    for block in blocks:
        [period] = re.findall(r"^<([^>]+)> a schema:OwnershipInfo ;$", block, re.MULTILINE)
        assert re.fullmatch(rf"organization:[\w-]+ schema:owns <{re.escape(period)}> \.", block.splitlines()[-1])
        thing, start = iris.parse_ownership(iris.BASE + period)
        keys.append((iris.parse(thing)[1], start))
    assert keys == sorted(keys)
    assert [line for line in text.splitlines() if len(line) > 140 and " " in line.strip()] == []      # an address cannot be broken


def test_a_period_is_named_by_its_thing_and_beginning_and_back() -> None:
    thing = iris.mint("product", "chat")
    assert iris.ownership_iri(thing, "2012-09") == f"{thing}#owned-2012-09"
    assert iris.parse_ownership(f"{thing}#owned-2012-09") == (thing, "2012-09")
    for bad in (thing, f"{thing}#owned-", f"{thing}#owner", "urn:x#owned-2012"):
        with pytest.raises(iris.InvalidIri):
            iris.parse_ownership(bad)
    with pytest.raises(iris.InvalidIri):
        iris.ownership_iri(thing, "")
