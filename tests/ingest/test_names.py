"""Organizations and people that no register holds: what names them, what only looks like a name, and who speaks for whom."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.model import RawDocument
from ingest.name_evidence import proposals
from ingest.name_grammar import acronyms, bare, is_name, is_person, organization_spans, without_form
from ingest.names import Names
from ingest.pipeline import Pipeline

Find = Callable[[str], Names]


@pytest.fixture(scope="module")
def find(pipeline: Pipeline) -> Find:
    return lambda text: pipeline.trace(RawDocument("test.txt", text, "text/plain")).names


FORMED = [
    ("an English form", "The CNIL fined Acme Systems Ltd on Monday.", ["Acme Systems Ltd"]),
    ("a German form", "The CNIL fined Acme Systems GmbH on Monday.", ["Acme Systems GmbH"]),
    ("a Romance form with stops", "The CNIL fined Rossi Bianchi S.p.A. on Monday.", ["Rossi Bianchi S.p.A."]),
    ("a form after a comma", "The CNIL fined Acme Systems, Inc. on Monday.", ["Acme Systems, Inc."]),
    ("an and inside", "The CNIL fined Acme and Daughters Ltd on Monday.", ["Acme and Daughters Ltd"]),
    ("a German form of two parts", "The regulator fined Beispiel GmbH & Co. KG on Monday.", ["Beispiel GmbH & Co. KG"]),
    ("a Danish form", "The regulator fined Exempel A/S on Monday.", ["Exempel A/S"]),
    ("a name that begins small", "The regulator fined xBeispiel Robots Inc on Monday.", ["xBeispiel Robots Inc"]),
    ("an alliance", "The Front Door Software Alliance welcomed it.", ["Front Door Software Alliance"]),
    ("a centre for something", "The Center for Better Software welcomed it.", ["Center for Better Software"]),
    ("an Australian form", "The regulator sued Acme Pty Ltd on Monday.", ["Acme Pty Ltd"]),
    ("a council", "The ICO warned Riverton City Council.", ["Riverton City Council"]),
    ("a university", "The ICO warned the University of Riverton.", ["University of Riverton"]),
    ("a hospital", "The ICO warned Saint Mary Hospital.", ["Saint Mary Hospital"]),
    ("a hospital of a university", "The ICO warned Saint Mary University Hospital.", ["Saint Mary University Hospital"]),
    ("a country in brackets before the form", "The CNIL fined Azul Trust Bank (UK) Limited and Acme Rayo Bank PLC.",
     ["Azul Trust Bank (UK) Limited", "Acme Rayo Bank PLC"]),
    ("no form", "The CNIL fined Acme on Monday.", []),
    ("a small group is any group", "The Acme group met on Monday.", []),
    ("an agency that no register holds", "The CNIL met the National Weather Agency.", ["National Weather Agency"]),
    ("a small hospital is any hospital", "The ICO warned a hospital.", []),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in FORMED], ids=[c[0] for c in FORMED])
def test_an_organization_says_what_it_is(text: str, expected: list[str]) -> None:
    found = [span.of(text) for span in organization_spans(text)]
    assert [name for name in expected if any(name in f for f in found)] == expected
    assert expected or not found


PEOPLE = [
    ("after said", "… , said Xarth de Kleijn, a lawyer.", ["Xarth de Kleijn"]),
    ("before the post", "Xina Cass-Gottlieb, the chair of the body, disagreed.", ["Xina Cass-Gottlieb"]),
    ("after the post", "Commissioner Xane Roe said so.", ["Xane Roe"]),
    ("a first name", "The office of Jane Roe burned.", ["Jane Roe"]),
    ("a first name after a title that is written large", "Attorney General Phil Mustermann burned it.", ["Phil Mustermann"]),
    ("a family name that stands first", "It was Zhang Wei who left.", ["Zhang Wei"]),
    ("a name before a weekday", "They met Jane Roe Wednesday.", ["Jane Roe"]),
    ("two people", "Jane Roe and John van der Doe met.", ["Jane Roe", "John van der Doe"]),
    ("the next sentence is no part of a name", "They met Jane Roe. Labour met nobody.", ["Jane Roe"]),
    ("a company after said is nobody", "… , said Acme.", []),
    ("two capitalised words elsewhere are nobody", "The office of Acme Systems burned.", []),
    ("before a post and a body of many words", "The president of the Riverton Bankers Association, Xuju Ogubo, backed it.", ["Xuju Ogubo"]),
    ("after a lawyer's client", "It was moved by counsel for the anti-graft agency, Xekele Roe, on Monday.", ["Xekele Roe"]),
    ("shortened from before, and speaking", "Xabo Nanka met them. It was late, Nanka said.", ["Xabo Nanka"]),
    ("shortened from behind, as companies are", "Xabo Nanka met them. It was late, Xabo said.", []),
    ("people in a row", "Justices Dipak Mizra, A. Roe and Xavi Doe met.", ["A. Roe", "Dipak Mizra", "Xavi Doe"]),
    ("a first name in the name of a firm", "The shop of Jane & Daughters burned.", []),
    ("a first name in the name of an institution", "The Max Exempel Institute burned.", []),
    ("words in a title say nothing", "Mark Wants Answers From Big Data Brokers", []),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in PEOPLE], ids=[c[0] for c in PEOPLE])
def test_the_grammar_of_reporting_and_first_names_show_people(text: str, expected: list[str]) -> None:
    assert sorted({p.span.of(text) for p in proposals((), text) if p.kind == "person"}) == expected


KINDS = [
    ("a firm", "Its maker, the Cyprus-registered firm Blue Lathe, left.", "Blue Lathe", "organization"),
    ("a group", "The campaign group Cancel It Kindly left.", "Cancel It Kindly", "organization"),
    ("a kind after the name", "Kindly Cancel, a campaign group, left.", "Kindly Cancel", "organization"),
    ("a chatbot", "It asked the chatbot Wrenna for help.", "Wrenna", "product"),
    ("apps in a row", "It runs Krokredit and Fairhand mobile lending apps.", "Fairhand", "product"),
    ("the app of that name", "They closed the Iris Coin app today.", "Iris Coin", "product"),
    ("a game after the name", "Bluebell, a game for children, was taken down.", "Bluebell", "product"),
    ("no kind: a place", "It left Paris, a city in France.", "Paris", None),
]


@pytest.mark.parametrize(("text", "name", "kind"), [c[1:] for c in KINDS], ids=[c[0] for c in KINDS])
def test_a_noun_beside_a_name_says_what_it_is(text: str, name: str, kind: str | None) -> None:
    found = [(p.weight, p.kind) for p in proposals((), text) if p.span.of(text) == name]
    assert max(found, default=(0, None))[1] == kind


def test_an_acronym_is_explained_by_the_name_before_it() -> None:
    text = "It joined the Riverton Alliance of Fair Data (RAFD) under the Artificial Intelligence (AI) rules."
    assert [(full.of(text), short.of(text)) for full, short in acronyms(text)] == [("Riverton Alliance of Fair Data", "RAFD")]


@pytest.mark.parametrize("name", ["Acme", "Acme Systems GmbH", "Bureau of Fair Play", "Société Exemple", "A1 Telekom"])
def test_this_can_be_a_name(name: str) -> None:
    assert is_name(name)


NO_NAMES = [
    ("no capital", "acme systems"), ("a weekday", "Monday"), ("a word of the law", "Article"), ("words of the law only", "Data Protection Act"),
    ("a post", "Director"), ("a sum", "RON 4,970"), ("a lone acronym", "XYZ"), ("an address", "jane@acme.example"), ("too short", "Al"),
    ("a law", "Riverton Privacy Act"),
    ("too long", "A " + "very " * 20 + "long name"),
]


@pytest.mark.parametrize("name", [c[1] for c in NO_NAMES], ids=[c[0] for c in NO_NAMES])
def test_this_is_no_name(name: str) -> None:
    assert not is_name(name)


def test_a_lone_acronym_is_a_name_where_it_is_used_more_than_once() -> None:
    assert is_name("XYZ", acronym=True)


@pytest.mark.parametrize(("name", "expected"), [
    ("Jane Roe", True), ("Joost de Kleijn", True), ("Roe", True), ("A.K. Roe", True),
    ("Jane Roe Foundation", False), ("Privacy Policy", False), ("Acme GmbH", False), ("jane roe", False),
])
def test_a_person_is_named_like_one(name: str, expected: bool) -> None:
    assert is_person(name) is expected


def test_a_name_is_kept_without_what_stands_around_it() -> None:
    assert bare("the  Acme\nSystems’s") == "Acme Systems"
    assert without_form("Acme Systems, Inc.") == "Acme Systems"
    assert without_form("Acme Systems") is None


def test_short_names_mean_the_full_one(find: Find) -> None:
    names = find("The CNIL fined Acme Systems GmbH 5 million euros. Acme Systems appealed. Acme paid the fine.")
    assert [(e.id, e.name, e.aliases) for e in names.entities] == [("acme-systems-gmbh", "Acme Systems GmbH", ("Acme", "Acme Systems"))]
    assert len(names.mentions) == 3


def test_a_first_word_that_many_companies_share_is_no_short_name(find: Find) -> None:
    text = "The CNIL fined Data Azul GmbH 5 million euros. Data was lost. Data Azul appealed the decision of the CNIL."
    assert [m.span.of(text) for m in find(text).mentions] == ["Data Azul GmbH", "Data Azul"]


def test_surnames_mean_the_person(find: Find) -> None:
    text = "“We fined Google on Monday,” said Jane Roe, the head of the CNIL. Roe added that Google had appealed."
    names = find(text)
    assert [(e.id, e.kind) for e in names.entities] == [("jane-roe", "person")]
    assert [m.span.of(text) for m in names.mentions] == ["Jane Roe", "Roe"]


@pytest.mark.parametrize("people", ["Adam Roe and Beth Roe", "Adam Roe, Beth Roe and Carl Roe"])
def test_a_surname_that_several_people_share_means_none_of_them(find: Find, people: str) -> None:
    text = f"The CNIL warned {people}. Roe appealed the decision of the CNIL."
    assert text.rindex("Roe") not in {m.span.start for m in find(text).mentions if m.entity != "roe"}


def test_an_organization_named_once_without_a_form_is_weak(find: Find) -> None:
    names = find("The CNIL fined Acme Systems GmbH. Bolt agreed with the CNIL.")
    assert (names.weak, names.frequent) == ({"bolt"}, {"acme-systems-gmbh"})


# what it shows | text | whom Jane Roe speaks for
POSTS = [
    ("a post after the name", "“We fined Google on Monday,” said Jane Roe, the head of the CNIL.", "fr-cnil"),
    ("a title before the name", "The CNIL’s executive director Jane Roe said that Google had appealed.", "fr-cnil"),
    ("a preposition", "“We fined Google on Monday,” said Jane Roe of the CNIL.", "fr-cnil"),
    ("a new organization", "“We sued the CNIL on Monday,” said Jane Roe, a lawyer for Acme Systems GmbH.", "acme-systems-gmbh"),
    ("post, body, comma, name", "The head of the CNIL, Jane Roe, said that Google had appealed.", "fr-cnil"),
    ("none: a body named in the next sentence", "“It is late,” said Jane Roe, a mother of three. The CNIL fined Google.", None),
    ("none: a body only mentioned before", "The CNIL fined Google and, according to Jane Roe, a lawyer, it was late.", None),
]


@pytest.mark.parametrize(("text", "organization"), [c[1:] for c in POSTS], ids=[c[0] for c in POSTS])
def test_a_person_speaks_for(find: Find, text: str, organization: str | None) -> None:
    assert find(text).posts.get("jane-roe") == organization


DEFINITIONS = [
    ("in brackets", "Acme Systems GmbH (the controller) was fined by the CNIL.", {"controller": "acme-systems-gmbh"}),
    ("hereinafter", "Acme Systems GmbH (hereinafter “the Company”) was fined by the CNIL.", {"company": "acme-systems-gmbh"}),
    ("after a comma", "Acme Systems GmbH, the data controller, was fined by the CNIL.", {"controller": "acme-systems-gmbh"}),
    ("a bracket that defines nothing", "Acme Systems GmbH (based in Paris) was fined by the CNIL.", {}),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in DEFINITIONS], ids=[c[0] for c in DEFINITIONS])
def test_a_text_defines_words_for_a_party(find: Find, text: str, expected: dict[str, str]) -> None:
    assert find(text).defined == expected


def test_an_acronym_means_the_body_that_it_is_explained_with(find: Find) -> None:
    names = find("The Riverton Alliance of Fair Data (RAFD) asked the CNIL to act. RAFD sued Google.")
    assert [(e.name, e.aliases) for e in names.entities] == [("Riverton Alliance of Fair Data", ("RAFD",))]


def test_the_short_name_of_a_registered_company_means_it(find: Find) -> None:
    text = "The CNIL met Deutsche Telekom. The CNIL fined Intesa Sanpaolo in May. Intesa appealed."
    assert [m.entity for m in find(text).mentions if m.span.of(text) == "Intesa"] == ["intesa-sanpaolo"]


@pytest.mark.parametrize("post", [
    "Vice-President", "Director of Technology", "Prime Minister", "Attorney General", "Opposition Leader", "Executive Director of Enforcement",
])
def test_a_post_is_no_organization(post: str) -> None:
    assert not is_name(post)


def test_a_danish_company_is_named_with_its_form(find: Find) -> None:
    assert [e.name for e in find("The CNIL fined Nordisk Data A/S 5 million euros.").entities] == ["Nordisk Data A/S"]


# what it shows | text | the organizations that are named
ROWS = [
    ("after a plural", "The CNIL fined the supermarket chains Azulo, Pico Verde and Lumo 2000 on Monday.", ["Azulo", "Pico Verde", "Lumo 2000"]),
    ("after such as", "The CNIL warned operators such as Zonk, and Ufoni.", ["Zonk", "Ufoni"]),
    ("with their fines", "The CNIL fined them as follows: Azulo 430,000 euros, Verolo 5 million euros and AB Lumo 6,000 euros.",
     ["Azulo", "Verolo", "AB Lumo"]),
    ("beside one that is registered", "The CNIL fined Carrefour, Azulo and Pico Verde.", ["Azulo", "Pico Verde"]),
    ("between dashes", "The CNIL suspended five MTOs—Taptup, Bottom Connect and Afrix—in May.", ["Taptup", "Bottom Connect", "Afrix"]),
    ("schools of a city", "The CNIL fined five schools in Istanbul – Saint-Azul, Saint Verolo and Notre-Lumo – on Monday.", ["Saint-Azul", "Notre-Lumo"]),
    ("people in a row are none", "The CNIL met the directors Jane Roe, John Doe and Max Roe.", []),
    ("states in a row are none", "The CNIL named the states—Texas, Ohio and Utah—on Monday.", []),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in ROWS], ids=[c[0] for c in ROWS])
def test_names_in_a_row_are_alike(find: Find, text: str, expected: list[str]) -> None:
    names = find(text)
    assert {e.name for e in names.entities if e.kind == "organization"} >= set(expected)
    assert expected or not names.frequent


# what it shows | text | the laws that are named
LAWS = [
    ("an act with its year", "The CNIL acted under the Riverton Fairness Act 2021.", {"Riverton Fairness Act 2021": ()}),
    ("a bill with words in brackets", "The CNIL welcomed the Riverton Amendment (Minimum Height) Bill 2024.",
     {"Riverton Amendment (Minimum Height) Bill 2024": ()}),
    ("a short name after the long one", "The CNIL read the Tall Persons Act of 1933. It applied the Tall Persons Act.",
     {"Tall Persons Act of 1933": ("Tall Persons Act",)}),
    ("an acronym in brackets", "The CNIL welcomed the Heights Protection Ordinance (HPO). The HPO is new.", {"Heights Protection Ordinance": ("HPO",)}),
    ("a law after a clause", "Relying on the TALL Act, the CNIL fined Google.", {"TALL Act": ()}),
    ("a law on something", "The CNIL welcomed the Bill on Tall Persons Protection.", {"Bill on Tall Persons Protection": ()}),
    ("without what says whose it is", "The CNIL read the Irish Heights Act.", {"Heights Act": ()}),
    ("a registered law is no new one", "The CNIL applied the Digital Services Act.", {}),
    ("any law", "The CNIL spoke of Federal Law and the House Bill.", {}),
    ("a firm that advises on law", "The CNIL met Roe Law.", {}),
    ("a code that is none", "The CNIL scanned a QR Code.", {}),
    ("a body for regulations", "The CNIL met the National Authority for Technical Regulations.", {}),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in LAWS], ids=[c[0] for c in LAWS])
def test_laws_that_no_register_holds(find: Find, text: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert {e.name: e.aliases for e in find(text).entities if e.kind == "instrument"} == expected


@pytest.mark.parametrize(("text", "name"), [
    ("The CNIL fined Bulgarian DSX Bank EAD.", "DSX Bank EAD"),
    ("The CNIL fined Danish Crown A/S.", "Danish Crown A/S"),
    ("The CNIL fined Leeds’ Riverton Gate Casino.", "Riverton Gate Casino"),
    ("The firm B7 Kapital met the CNIL. B7 Kapital was fined by the CNIL.", "B7 Kapital"),
])
def test_a_name_begins_where_its_place_ends(find: Find, text: str, name: str) -> None:
    assert [e.name for e in find(text).entities] == [name]


@pytest.mark.parametrize(("text", "names"), [
    ("The CNIL fined Acme Foods GmbH for advertising prices in Norzich and Plymuth.", ["Acme Foods GmbH"]),
    ("The CNIL raided Acme Foods GmbH. It entered the firm's Pangu headquarters.", ["Acme Foods GmbH"]),
    ("The CNIL met them. Maker Solenta Pharma, based in Lyon, was fined by the CNIL.", ["Solenta Pharma"]),
    ("The CNIL fined Acme Foods GmbH, said Jane Roe, Vice-President for Tech Sovereignty.", ["Acme Foods GmbH"]),
    ("The CNIL met the Zorb administration. Carriers sued the CNIL.", []),
])
def test_towns_seats_and_common_nouns_are_no_companies(find: Find, text: str, names: list[str]) -> None:
    assert [e.name for e in find(text).entities if e.kind == "organization"] == names


@pytest.mark.parametrize(("text", "kind"), [
    ("The CNIL fined the shopping app Veloza. Veloza said it would appeal.", "organization"),
    ("The CNIL fined the maker of the shopping app Veloza.", "product"),
])
def test_an_app_that_speaks_is_its_company(find: Find, text: str, kind: str) -> None:
    assert [(e.name, e.kind) for e in find(text).entities] == [("Veloza", kind)]


def test_a_state_in_the_name_of_a_company_is_no_place(pipeline: Pipeline) -> None:
    entities = {e.id for e in pipeline.read(RawDocument("test.txt", "The CNIL fined Victoria Gate Casino 5 million euros.", "text/plain")).entities}
    assert entities >= {"fr-cnil", "victoria-gate-casino"} and "AU-VIC" not in entities


def test_what_a_text_explains_as_a_thing_is_no_organization(find: Find) -> None:
    assert "qos" not in {e.id for e in find("The CNIL measured Quality of Service (QoS). QoS sank.").entities}


def test_letters_of_small_words_are_no_organization(find: Find) -> None:
    text = "The CNIL banned facial height testing. Its FHT system was in use at Google. The CNIL said FHT was unlawful and fined FHT users."
    assert "fht" not in {e.id for e in find(text).entities}


def test_an_association_is_named_by_where_it_works(find: Find) -> None:
    names = find("The CNIL told Quiet Frontiers Australia (QFA) about Google. QFA appealed the decision of the CNIL.")
    assert [(e.name, e.aliases) for e in names.entities] == [("Quiet Frontiers Australia", ("QFA",))]


def test_a_part_of_a_body_is_no_organization_of_its_own(find: Find) -> None:
    assert find("The CNIL's Division of Enforcement fined Google.").entities == ()
