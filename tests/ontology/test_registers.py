"""The registers hold what news speaks of, well formed, and no name in them stands for two things of one country."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pycountry
import pyoxigraph
import pytest
import rdflib

from ontology import iris
from ontology.knowledge import RegisterEntry, inspect, load
from ontology.turtle import FOLDER

REGISTERS = ("authorities", "courts", "instruments", "jurisdictions", "legal_bases", "organizations", "practices", "products", "provisions")
KNOWN = load()
SUBJECT = re.compile(r"^(?:[\w-]+:|<https://w3id\.org/regatlas/id/[\w-]+/)([^\s>]+)>? a ", re.MULTILINE)

# kind, type (any when empty), how many there are at the least
COUNTS = [
    ("regulator", "", 800), ("regulator", "dpa", 150), ("regulator", "court", 150), ("regulator", "competition", 50),
    ("regulator", "telecom", 60), ("regulator", "financial", 50), ("regulator", "prosecutor", 55), ("regulator", "legislator", 30),
    ("organization", "", 500), ("organization", "ai-lab", 15), ("organization", "bank", 40), ("organization", "telecom", 40),
    ("organization", "ngo", 50), ("organization", "consumer-body", 20), ("product", "", 150), ("instrument", "", 250),
    ("legal_basis", "", 100), ("practice", "", 60), ("jurisdiction", "country", 249),
    ("jurisdiction", "subdivision", 100), ("jurisdiction", "group", 3),
]
TOO_GENERIC = frozenset({
    "the commission", "commission", "the company", "company", "the regulator", "regulator", "the watchdog", "watchdog", "the authority",
    "authority", "dpa", "the bloc", "bloc", "court", "the court", "supreme court", "high court", "data protection authority",
    "privacy watchdog", "government", "parliament", "ministry", "prosecutors", "x", "social media giant", "tech giant",
    "agency", "the agency", "regulators", "supervisory authority", "lead supervisory authority", "apps", "drop", "contract", "law",
    "the act", "data law", "privacy law",
})


def of(kind: str, type: str = "") -> list[RegisterEntry]:
    return [e for e in KNOWN.of_kind(kind) if type in ("", e.type)]


def nation(entry: RegisterEntry) -> str:
    """ISO 3166-1 code of where an entry belongs, also for a state's or province's; empty when it belongs nowhere."""
    return (entry.country or "").partition("-")[0]


def shared(entries: Iterable[RegisterEntry], names: str) -> Mapping[tuple[str, str], set[str]]:
    """(nation, name) → ids, where several entries of one nation have that name; `names` is `acronyms` or `aliases`."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in entries:
        for name in {*getattr(entry, names), *((entry.name,) if names == "aliases" else ())}:
            found[nation(entry), name if names == "acronyms" else name.casefold()].add(entry.id)
    return {key: ids for key, ids in found.items() if len(ids) > 1}


# --- the files ------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_reads_alike_in_both_libraries(name: str) -> None:
    path = FOLDER / f"{name}.ttl"
    quick = set(pyoxigraph.parse(path=str(path)))
    assert len(quick) == len(rdflib.Graph().parse(path, format="turtle")) > 0


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_is_kept_for_the_eye(name: str) -> None:
    """One entry a block, blocks apart by a blank line and sorted by identifier, prefixes on top, no line beyond 140 columns."""
    text = (FOLDER / f"{name}.ttl").read_text("utf-8")
    comment, prefixes, *blocks = text.rstrip("\n").split("\n\n")
    assert all(line.startswith("#") for line in comment.splitlines())
    assert all(line.startswith("@prefix ") for line in prefixes.splitlines())
    heads = [SUBJECT.findall(block) for block in blocks]
    assert [len(head) for head in heads] == [1] * len(blocks)
    ids = [head[0] for head in heads]
    assert ids == sorted(ids, key=in_order if name == "provisions" else str)
    long = [line for line in text.splitlines() if len(line) > 140 and " " in line.strip()]
    assert [line for line in long if line.count('"') > 2] == []       # one long name or title cannot be broken


def in_order(key: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Provisions stand in the order of their law: numbers by value, Roman ones too, then letters."""
    law, _, place = key.partition(":")
    roman = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
    return law, [(0, int(part), "") if part.isdigit() else (1, roman.get(part, 0), part) for part in re.findall(r"\d+|[A-Za-z]+", place)]


def test_the_registers_have_no_fault() -> None:
    _, faults = inspect(FOLDER)
    assert [str(fault) for fault in faults] == []


# --- what is there --------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("kind", "type", "least"), COUNTS,
                         ids=[f"at least {least} entries of kind {kind}{', type ' * bool(type)}{type}" for kind, type, least in COUNTS])
def test_there_are_enough(kind: str, type: str, least: int) -> None:
    assert len(of(kind, type)) >= least


def test_every_state_of_iso_3166_has_a_name_and_a_demonym() -> None:
    countries = {entry.id: entry for entry in of("jurisdiction", "country")}
    assert {country.alpha_2 for country in pycountry.countries} <= countries.keys()
    assert [entry.id for entry in countries.values() if not entry.adjectives] == []


def test_the_groups_have_their_members() -> None:
    assert len(KNOWN.entries["EU"].members) == 27
    assert set(KNOWN.entries["EEA"].members) == {*KNOWN.entries["EU"].members, "IS", "LI", "NO"}
    assert set(KNOWN.entries["EFTA"].members) == {"CH", "IS", "LI", "NO"}


def test_every_state_of_the_union_has_a_data_protection_authority_and_another_regulator() -> None:
    states = set(KNOWN.entries["EU"].members)
    assert states <= {entry.country for entry in of("regulator", "dpa")}
    assert states <= {entry.country for type in ("competition", "consumer", "telecom") for entry in of("regulator", type)}


def test_every_american_state_has_an_attorney_general() -> None:
    states = {entry.id for entry in of("jurisdiction", "subdivision") if entry.country == "US"}
    assert len(states) == 51
    assert {f"{state.casefold()}-ag" for state in states} <= KNOWN.entries.keys()


def test_every_german_land_has_a_data_protection_authority() -> None:
    laender = {entry.id.casefold() for entry in of("jurisdiction", "subdivision") if entry.country == "DE"}
    assert len(laender) == 16
    assert laender <= {entry.id[:5] for entry in of("regulator", "dpa")}


def test_every_article_of_the_gdpr_has_a_name() -> None:
    text = (FOLDER / "provisions.ttl").read_text("utf-8")
    assert {f"gdpr:{number}" for number in range(1, 100)} <= set(SUBJECT.findall(text))


@pytest.mark.parametrize(("place", "last", "none"), [
    ("5(1)", "f", "g"), ("6(1)", "f", "g"), ("9(2)", "j", "k"), ("14(5)", "d", "e"), ("28(3)", "h", "i"), ("47(2)", "n", "o"), ("57(1)", "v", "w"),
    ("58(2)", "j", "k"), ("70(1)", "y", "z"), ("83(2)", "k", "l"), ("83(5)", "e", "f")])
def test_the_gdpr_has_its_letters_and_no_more(place: str, last: str, none: str) -> None:
    described = set(SUBJECT.findall((FOLDER / "provisions.ttl").read_text("utf-8")))
    assert {f"gdpr:{place}({letter})" for letter in ("a", last)} <= described
    assert f"gdpr:{place}({none})" not in described


@pytest.mark.parametrize(("law", "least"), [
    ("gdpr", 840), ("uk-gdpr", 30), ("lgpd", 25), ("ccpa-cpra", 14), ("dsa", 30), ("dma", 30), ("eu-ai-act", 30), ("ftc-act-5", 6), ("pipeda", 15),
    ("eprivacy", 10)])
def test_laws_that_news_cites_have_provisions(law: str, least: int) -> None:
    cited = SUBJECT.findall((FOLDER / "provisions.ttl").read_text("utf-8"))
    assert sum(key.startswith(f"{law}:") for key in cited) >= least


def test_a_legal_basis_with_a_provision_names_one_that_is_described() -> None:
    described = set(SUBJECT.findall((FOLDER / "provisions.ttl").read_text("utf-8")))
    cited = {f"{entry.instrument}:{entry.provision}" for entry in of("legal_basis") if entry.provision}
    assert len(cited) > 90
    assert cited <= described


# --- what it refers to ----------------------------------------------------------------------------------------------

def test_an_identifier_is_the_key_of_its_iri() -> None:
    assert [entry.id for entry in KNOWN.entries.values() if iris.parse(entry.iri)[1] != entry.id] == []


def test_countries_parents_and_owners_exist() -> None:
    for entry in KNOWN.entries.values():
        assert entry.country is None or KNOWN.entries[entry.country].kind == "jurisdiction"
        assert entry.parent is None or KNOWN.entries[entry.parent].kind in ("regulator", "organization")
        assert entry.kind != "product" or KNOWN.entries[entry.owner or ""].kind in ("regulator", "organization")


def test_nothing_owns_itself() -> None:
    for entry in KNOWN.entries.values():
        seen, above = {entry.id}, entry.parent
        while above is not None:
            assert above not in seen, f"{entry.id} stands above itself"
            seen.add(above)
            above = KNOWN.entries[above].parent


@pytest.mark.parametrize("name", REGISTERS)
def test_a_foreign_match_is_a_term_of_a_vocabulary(name: str) -> None:
    text = (FOLDER / f"{name}.ttl").read_text("utf-8")
    matches = re.findall(r"skos:(?:exact|close|related)Match <([^>]*)>", text)
    assert [match for match in matches if not re.fullmatch(r"https://w3id\.org/dpv[\w/]*#[\w-]+", match)] == []
    assert "owl:sameAs" not in text


# --- names ----------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("kinds", [("regulator", "organization"), ("product",), ("instrument",)], ids=["bodies", "products", "laws"])
def test_no_acronym_stands_for_two_things_of_one_country(kinds: tuple[str, ...]) -> None:
    assert shared([entry for kind in kinds for entry in of(kind)], "acronyms") == {}


@pytest.mark.parametrize("kinds", [("regulator", "organization"), ("product",), ("practice",), ("legal_basis",), ("instrument",)],
                         ids=["bodies", "products", "practices", "legal bases", "laws"])
def test_no_name_stands_for_two_things_of_one_country(kinds: tuple[str, ...]) -> None:
    assert shared([entry for kind in kinds for entry in of(kind)], "aliases") == {}


def test_no_alias_would_match_anything() -> None:
    # let in are a one-letter acronym ("X"), matched only beside another name of the same house, and a seat of power ("Brussels"), only where it acts
    names = {(name.casefold(), entry.id) for entry in KNOWN.entries.values() for name in (entry.name, *entry.aliases, *entry.acronyms) if len(name) > 1}
    assert {(name, id) for name, id in names if name in TOO_GENERIC} == set()


def test_names_are_tidy() -> None:
    names = [name for entry in KNOWN.entries.values() for name in (entry.name, *entry.aliases, *entry.adjectives)]
    acronyms = [acronym for entry in KNOWN.entries.values() for acronym in entry.acronyms]
    assert [name for name in (*names, *acronyms) if name != " ".join(name.split()) or not name] == []
    assert [name for name in names if len(name) < 2] == []


# --- seen to fail ---------------------------------------------------------------------------------------------------

BAD = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix ra: <https://w3id.org/regatlas/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@base <https://w3id.org/regatlas/id/> .

<jurisdiction/XA> a ra:Jurisdiction ; dcterms:identifier "XA" ; skos:prefLabel "Exland"@en ; ra:jurisdictionType "country" .
<organization/xa-dpc> a ra:Regulator, ra:Organization, org:Organization ; dcterms:identifier "xa-dpc" ; ra:acronym "DPC" ;
    skos:prefLabel "Data Commission"@en ; ra:regulatorType "dpa" ; ra:country <jurisdiction/XA> .
<organization/xa-dpc-two> a ra:Regulator, ra:Organization, org:Organization ; dcterms:identifier "xa-dpc-two" ; ra:acronym "DPC" ;
    skos:prefLabel "Data Council"@en ; ra:regulatorType "dpa" ; ra:country <jurisdiction/XA> .
<organization/xb-dpc> a ra:Regulator, ra:Organization, org:Organization ; dcterms:identifier "xb-dpc" ;
    skos:prefLabel "Data Office"@en ; ra:regulatorType "dpa" ; ra:country <jurisdiction/XB> .
<product/chat> a ra:Product, schema:Product ; dcterms:identifier "chat" ; skos:prefLabel "Chat"@en ; ra:owner <organization/nobody> .
<product/chat-two> a ra:Product, schema:Product ; dcterms:identifier "chat" ; skos:prefLabel "Chat Two"@en ;
    ra:owner <organization/xa-dpc> .
"""


def test_bad_registers_are_found_out(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text(BAD, encoding="utf-8")
    known, faults = inspect(tmp_path)
    told = "\n".join(str(fault) for fault in faults)
    assert "XB" in told                                          # a country that nobody describes
    assert "nobody" in told                                      # an owner that nobody describes
    assert "'chat'" in told or "chat-two" in told                # an id that is not the key of the IRI, or is given twice
    assert shared(known.entries.values(), "acronyms") == {("XA", "DPC"): {"xa-dpc", "xa-dpc-two"}}


def test_bad_turtle_is_refused_by_both_libraries(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text(BAD.replace('ra:jurisdictionType "country" .', "ra:jurisdictionType country ."), encoding="utf-8")
    with pytest.raises(SyntaxError):
        list(pyoxigraph.parse(path=str(path)))
    with pytest.raises(Exception, match=r"(?i)syntax|bad"):
        rdflib.Graph().parse(path, format="turtle")
