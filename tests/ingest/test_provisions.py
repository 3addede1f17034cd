"""Citations become canonical provisions of the law they belong to, and of no other."""
from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.provision_names import InstrumentNames, names_within
from ingest.provision_relevance import about
from ingest.provisions import find_provisions
from ontology.knowledge import RegisterEntry


def law(id_: str, name: str, *acronyms: str, aliases: tuple[str, ...] = (), kind: str = "instrument") -> RegisterEntry:
    return RegisterEntry(id_, f"https://example.org/{id_}", kind, name, aliases=aliases, acronyms=acronyms)


LAWS = InstrumentNames.of([
    law("gdpr", "Regulation (EU) 2016/679 (General Data Protection Regulation)", "GDPR", "DSGVO", aliases=("EU privacy law",)),
    law("uk-gdpr", "UK General Data Protection Regulation", "UK GDPR"),
    law("eudpr", "Regulation (EU) 2018/1725 (data protection by EU institutions)", "EUDPR"),
    law("dsa", "Regulation (EU) 2022/2065 (Digital Services Act)", "DSA"),
    law("dpa-2018", "Data Protection Act 2018", "DPA 2018"),
    law("pecr", "Privacy and Electronic Communications (EC Directive) Regulations 2003", "PECR"),
    law("ftc-act-5", "Federal Trade Commission Act, section 5", "FTC Act", aliases=("Section 5 of the FTC Act",)),
    law("tddsg-de", "Telekommunikation-Digitale-Dienste-Datenschutz-Gesetz", "TDDDG", "TTDSG"),
    law("acme", "The GDPR Club", "GDPRC", kind="organization"),
])

CITED: list[tuple[str, list[str]]] = [
    ("Article 6(1)(f) GDPR", ["gdpr:6(1)(f)"]),
    ("Articles 5(1)(a), 6 and 13 of the GDPR", ["gdpr:5(1)(a)", "gdpr:6", "gdpr:13"]),
    ("Art. 6 (1) lit. f GDPR", ["gdpr:6(1)(f)"]),
    ("Art. 6 Abs. 1 lit. f DSGVO", ["gdpr:6(1)(f)"]),
    ("Article 6, paragraph 1, letter f of the GDPR", ["gdpr:6(1)(f)"]),
    ("Article 6.1.f) GDPR", ["gdpr:6(1)(f)"]),
    ("Article 6 (1c) and Article 9(2)b) GDPR", ["gdpr:6(1)(c)", "gdpr:9(2)(b)"]),
    ("Article 5(1(f) GDPR", ["gdpr:5(1)(f)"]),
    ("point (f) of Article 6(1) GDPR", ["gdpr:6(1)(f)"]),
    ("points (a) and (f) of Article 6(1) GDPR", ["gdpr:6(1)(a)", "gdpr:6(1)(f)"]),
    ("Article 6(1)(c)(e) GDPR", ["gdpr:6(1)(c)", "gdpr:6(1)(e)"]),
    ("Article 13(1)(b)(ii) GDPR", ["gdpr:13(1)(b)(ii)"]),
    ("Article 12(1)(2) GDPR", ["gdpr:12(1)", "gdpr:12(2)"]),
    ("Articles 5(2), 32(1), (33)(1) and (35)(1) GDPR", ["gdpr:5(2)", "gdpr:32(1)", "gdpr:33(1)", "gdpr:35(1)"]),
    ("Article 58(2)(c) GDPR and Article 95 § 1,5 WOG", ["gdpr:58(2)(c)"]),
    ("Article 1 of the Ruritanian PDPA", []),
    ("the Personal Data Code, Article 61(2)", []),
    ("the Private Guards Act, in its Article 42", []),
    ("Article 7(b) of the 2019 Fining Policy", []),
    ("Article 6(1)(f) GDPR (§ 31), §§ 107-110", ["gdpr:6(1)(f)"]),
    ("Articles 12 to 14 GDPR", ["gdpr:12", "gdpr:13", "gdpr:14"]),
    ("Articles 12–14 GDPR", ["gdpr:12", "gdpr:13", "gdpr:14"]),
    ("Articles 6(1)(a) to (c) GDPR", ["gdpr:6(1)(a)", "gdpr:6(1)(b)", "gdpr:6(1)(c)"]),
    ("Article 5(1)(a), (b), (c) and 5(2) GDPR", ["gdpr:5(1)(a)", "gdpr:5(1)(b)", "gdpr:5(1)(c)", "gdpr:5(2)"]),
    ("Article 32(1)(b), (2) and (4) GDPR", ["gdpr:32(1)(b)", "gdpr:32(2)", "gdpr:32(4)"]),
    ("Article 5(1)(e), (1)(f) and Article 32 GDPR", ["gdpr:5(1)(e)", "gdpr:5(1)(f)", "gdpr:32"]),
    ("Art. 25 para. (1) lit. a), b) and d) and art. 32 para. (2) GDPR", ["gdpr:25(1)(a)", "gdpr:25(1)(b)", "gdpr:25(1)(d)", "gdpr:32(2)"]),
    ("Article 5 paragraph 1 letters a) and b) and paragraph 2 GDPR", ["gdpr:5(1)(a)", "gdpr:5(1)(b)", "gdpr:5(2)"]),
    ("Article 13 paragraphs 1-3 GDPR", ["gdpr:13(1)", "gdpr:13(2)", "gdpr:13(3)"]),
    ("Articles 5 paragraphs 1, 2 and 3, 6 and 7 GDPR", ["gdpr:5(1)", "gdpr:5(2)", "gdpr:5(3)", "gdpr:6", "gdpr:7"]),
    ("Articles 5 paragraph 1, 6 and 7 GDPR", ["gdpr:5(1)", "gdpr:6", "gdpr:7"]),
    ("Article 35 of the EU's General Data Protection Regulation", ["gdpr:35"]),
    ("Article 4(7) of Regulation (EU) 2016/679", ["gdpr:4(7)"]),
    ("Article 9 of Regulation (EU) 2018/1725", ["eudpr:9"]),
    ("Article 27 of the Digital Services Act", ["dsa:27"]),
    ("Art 17 UK GDPR", ["uk-gdpr:17"]),
    ("Article 6(1)(b), Article 6(1)(f) and Article 9 of the UK GDPR", ["uk-gdpr:6(1)(b)", "uk-gdpr:6(1)(f)", "uk-gdpr:9"]),
    ("the GDPR's Article 6", ["gdpr:6"]),
    ("under the DSA (Article 5)", ["dsa:5"]),
    ("recital 47 GDPR, and recitals 49 and 50", ["gdpr:recital-47", "gdpr:recital-49", "gdpr:recital-50"]),
    ("Section 5 of the FTC Act", ["ftc-act-5:5"]),
    ("Section 166 DPA 2018", ["dpa-2018:166"]),
    ("section 40(3A)(a) of the Data Protection Act 2018", ["dpa-2018:40(3A)(a)"]),
    ("§ 25(1) TTDSG", ["tddsg-de:25(1)"]),
    ("Regulation 21 of PECR", ["pecr:21"]),
    ("The DSA binds platforms, and Article 5 says how.", ["dsa:5"]),                   # the law named in the sentence
    # what is no provision of a law we know
    ("Article 30 of the Belgian Constitution", []),
    ("Article 31 GDPR and Article 66 Greek Law 4624/2019", ["gdpr:31"]),
    ("Article 10 of the Estonian Data Protection Act 2018", []),
    ("Article 8 ECHR and Article 102 of the TFEU", []),
    ("the Article 29 Working Party", []),
    ("Article 100 GDPR and Article 6a GDPR", []),
    ("Article 58 GDPR and Article 5:17 of the Dutch Awb", ["gdpr:58"]),
    ("Article 33 GDPR; Article 19(4) of L. 3471/2006", ["gdpr:33"]),
    ("Article 58(2)(c) GDPR and Article 95, § 1, 5° LCA", ["gdpr:58(2)(c)"]),
    ("Regulation 2018/1725 and Regulation 21", []),
    ("Section 3 of the law", []),
    ("an article of 6 pages", []),
]


@pytest.mark.parametrize(("text", "expected"), CITED, ids=[c[0] for c in CITED])
def test_a_citation_is_told_in_canonical_form(text: str, expected: list[str]) -> None:
    assert [p.canonical for p in find_provisions(text, LAWS)] == expected


@pytest.mark.parametrize(("text", "default", "expected"), [
    ("It breached Article 6(1)(f).", "gdpr", ["gdpr:6(1)(f)"]),
    ("It breached Article 6(1)(f).", None, []),
    ("It breached Article 130.", "gdpr", []),
    ("It breached Article 5 of the Regulation.", "gdpr", ["gdpr:5"]),
    ("It breached Article 5 of the Code.", "gdpr", []),
    ("It breached parts of the Press Code, such as Article 50. Article 6 stood.", "gdpr", ["gdpr:6"]),
    ("It cited Law 12/2010, in particular Article 11.", "gdpr", []),
    ("It breached section 5.", "gdpr", []),                              # a law of articles has no sections
    ("It breached section 5.", "ftc-act-5", ["ftc-act-5:5"]),
    ("It breached Article 5.", "ftc-act-5", []),
    ("See Article 17, 30 days on; Article 6, 25 May 2018; Article 33 and 3 months.", "gdpr", ["gdpr:17", "gdpr:6", "gdpr:33"]),
])
def test_a_citation_without_a_law_belongs_to_the_law_of_the_document(text: str, default: str | None, expected: list[str]) -> None:
    assert [p.canonical for p in find_provisions(text, LAWS, default=default)] == expected


def test_every_reference_has_its_own_words() -> None:
    text = "It breached Articles 5(1)(a), (f) and 13 of the GDPR."
    assert [p.span.of(text) for p in find_provisions(text, LAWS) if p.span] == ["Articles 5(1)(a)", "(f)", "13"]


def test_only_the_part_asked_for_is_read() -> None:
    text = "Article 5 GDPR. Article 6 GDPR. Article 7 GDPR."
    assert [p.canonical for p in find_provisions(text, LAWS, 16, 31)] == ["gdpr:6"]


def test_only_instruments_name_laws_and_the_first_owner_of_a_form_keeps_it() -> None:
    assert LAWS.at("GDPRC", 0) is None
    twins = InstrumentNames.of([law("first", "Data Protection Act 2018"), law("second", "Data Protection Act 2018")])
    assert twins.at("the Data Protection Act 2018 says", 4) == (28, "first")


@pytest.mark.parametrize(("text", "default", "expected"), [
    ("It rests on section 22 of the Data Protection Act.", None, []),
    ("It rests on section 22 of the Data Protection Act.", "dpa-2018", ["dpa-2018:22"]),
    ("It rests on section 22 of the Data Protection Act. The DPA 2018 says so.", None, ["dpa-2018:22"]),
])
def test_a_name_that_many_countries_use_needs_more_words(text: str, default: str | None, expected: list[str]) -> None:
    laws = InstrumentNames.of([law("dpa-2018", "Data Protection Act 2018", "DPA 2018", aliases=("Data Protection Act",))])
    assert [p.canonical for p in find_provisions(text, laws, default=default)] == expected


def test_a_title_holds_shorter_names() -> None:
    assert names_within("Regulation (EU) 2016/679 (General Data Protection Regulation)") == (
        "Regulation (EU) 2016/679", "Regulation 2016/679", "Regulation 2016/679/EU", "General Data Protection Regulation")
    assert names_within("Data Protection Act 2018") == ("Data Protection Act 2018",)


PIECES = st.sampled_from(["Article", "Articles", "Art.", "§", "Section", "recital", "1", "12", "99", "(1)", "(a)", "(", ")", "a", "to",
                          "-", "and",
                          ",", ";", "GDPR", "of the", "DPA 2018", "law", "paragraph", "letter", "point", ".", "bis", "\n"])


@given(st.lists(PIECES, max_size=16).map(" ".join) | st.lists(PIECES, max_size=16).map("".join) | st.text(max_size=60))
def test_any_text_can_be_read_and_every_citation_stands_in_it(text: str) -> None:
    for p in find_provisions(text, LAWS, default="gdpr"):
        assert p.span is not None
        assert p.span.of(text) != ""
        assert p.canonical.startswith(p.instrument + ":")


@pytest.mark.parametrize("text", [
    "Article 1, " * 9_000, "Article " + "1, " * 33_000, "Article 1" + "(1)" * 33_000, "Article " + "1-99, " * 16_000,
    "Article 5 of the " + "EU " * 33_000, "Article 1 of the " + "a " * 45_000, "GDPR Article 1 " * 6_600,
    "(" * 100_000, "points (a), (b) of " * 5_000])
def test_a_long_and_hostile_text_is_read_in_time(text: str) -> None:
    begin = time.perf_counter()
    find_provisions(text, LAWS, default="gdpr")
    assert time.perf_counter() - begin < 60


def about_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return about(text, find_provisions(text, LAWS, default="gdpr"))


LEAD = "The authority fined the shop for a breach of Article 13 GDPR.\n\n"


def test_what_a_text_breaks_or_repeats_it_is_about() -> None:
    assert about_of(LEAD + "The shop had violated Articles 5(1)(a) and 13 GDPR.") == (("gdpr:13", "gdpr:5(1)(a)"), ())


PASSING = [
    ("competence", "Under Article 56 GDPR it led the case.", ("gdpr:56",)),
    ("scope", "Article 2(1) GDPR made the law apply.", ("gdpr:2(1)",)),
    ("a chapter as a range", "It recalled the rights of Articles 15 to 22 GDPR.", tuple(f"gdpr:{n}" for n in range(16, 22))),
    ("a part named once of an article named as a whole", "Article 13 GDPR, in its Article 13(2) GDPR, says so.", ("gdpr:13(2)",)),
    ("a kind of data", "These were health data under Article 9 GDPR.", ("gdpr:9",)),
    ("a right invoked in the facts", "Facts\n\nShe sent a request under Article 15 GDPR.\n\nHolding\n\nThe shop was at fault.", ("gdpr:15",)),
]


@pytest.mark.parametrize(("words", "passing"), [c[1:] for c in PASSING], ids=[c[0] for c in PASSING])
def test_what_is_cited_in_passing_is_kept_apart(words: str, passing: tuple[str, ...]) -> None:
    kept, aside = about_of(LEAD + words)
    assert aside == passing
    assert "gdpr:13" in kept


NOT_PASSING = [
    ("a short range", "It broke Articles 12 to 14 GDPR.", "gdpr:13"),
    ("the ends of a long range", "It broke Articles 15 to 22 GDPR.", "gdpr:22"),
    ("corrective powers", "It ordered so under Article 58(2)(d) GDPR.", "gdpr:58(2)(d)"),
    ("data of a kind that were misused", "It violated the ban on sensitive data in Article 9 GDPR.", "gdpr:9"),
    ("a right that was denied", "Facts\n\nShe asked.\n\nHolding\n\nIt ignored Article 15 GDPR.", "gdpr:15"),
]


@pytest.mark.parametrize(("words", "kept"), [c[1:] for c in NOT_PASSING], ids=[c[0] for c in NOT_PASSING])
def test_what_looks_alike_and_is_not_in_passing(words: str, kept: str) -> None:
    assert kept in about_of(LEAD + words)[0]


def test_a_text_that_cites_nothing_else_is_about_what_it_cites() -> None:
    assert about_of("The court spoke.\n\nIt spoke of Article 77 GDPR and of Article 79 GDPR.") == (("gdpr:77", "gdpr:79"), ())
    assert about_of("Nothing is cited.") == ((), ())
