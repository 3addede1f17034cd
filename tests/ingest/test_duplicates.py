"""Fingerprints of articles: syndicated copies are recognised, other articles about the same event are not."""
from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_readings import reading, says

from ingest.duplicates import PLACES, find_copies, fingerprint, is_copy, keys, near, sketch
from ingest.model import Article

WIRE = """The data protection authority has fined the telephone company Northwind 1.2 million euros for calling people who had objected.
The authority said that the company had made four million such calls between January 2022 and March 2023, and that it had bought the numbers
from a dealer who could not show where they came from. Northwind said that it would appeal. It had stopped the calls, a spokeswoman said, as soon
as the authority had opened its inquiry. The fine is the highest that the authority has imposed for marketing calls so far. Consumer groups
welcomed the decision and asked the government to make dealers of telephone numbers register with the authority."""
OWN_WORDS = """Northwind must pay 1.2 million euros. That is what the country's privacy watchdog has decided after a long inquiry into the calls
that the telephone company made to millions of people, many of whom had asked it in writing to leave them alone. The company does not accept the
decision and has said that it is going to court. For the watchdog it is a record. Its president called the case a warning to the whole industry,
in which lists of numbers are bought and sold with little care for where they were first collected."""
REPORT = """Our correspondent visited two of the people who had complained. A retired teacher said that her telephone had rung every evening
at dinner for months, and she had begun to write down the times in a school notebook that she later gave to the inspectors. A shopkeeper across the
street had unplugged his. Both were glad, they said, yet neither expected the calls to end, since a cousin abroad gets them in another language."""
SENTENCES = WIRE.replace("\n", " ").split(". ")


def notice(party: str, days: str, fine: str, year: str) -> str:
    return f"""The authority has completed an investigation at {party} and found a breach of the rules on the security of processing. {party} had not
    taken technical and organisational measures that are appropriate to the risk for the rights and freedoms of the people concerned, so that data of
    customers could be read by persons who had no right to see them for {days} days in {year}. {party} was fined {fine} lei and was ordered to review its
    measures at regular intervals and to train all persons who act under its authority. The decision can be challenged before the competent court."""


@pytest.mark.parametrize("copy", [
    WIRE.upper(),
    WIRE.replace("\n", " ").replace(". ", "! ").replace(",", " –"),
    "Phone firm fined\n\nBy our own reporter\n\n" + WIRE,
    ". ".join(SENTENCES[:-1]),
    WIRE.replace("spokeswoman", "spokesperson").replace("highest", "largest"),
    ". ".join(SENTENCES[:3]),
    WIRE + " " + REPORT,
], ids=["in capitals", "with other punctuation", "under another headline", "without its last sentence", "with two words changed", "cut to its first half",
        "inside a longer report"])
def test_a_syndicated_copy_is_a_copy(copy: str) -> None:
    assert is_copy(sketch(WIRE), sketch(copy)) and is_copy(sketch(copy), sketch(WIRE))


@pytest.mark.parametrize("other", [OWN_WORDS, " ".join(reversed(WIRE.split())), SENTENCES[0], ""],
                         ids=["the same event in other words", "the same words in another order", "a single sentence of it", "nothing"])
def test_what_only_resembles_an_article_is_no_copy(other: str) -> None:
    assert not is_copy(sketch(WIRE), sketch(other)) and not is_copy(sketch(other), sketch(WIRE))


@pytest.mark.parametrize(("party", "figures", "same"), [("Northwind", ("40", "8,200", "2021"), True), ("Southgate", ("40", "8,200", "2021"), False),
                                                         ("Northwind", ("12", "3,000", "2019"), False)],
                         ids=["the same notice", "a notice about another party", "a notice about another case of the party"])
def test_notices_of_one_pattern_are_copies_only_if_they_tell_of_one_case(party: str, figures: tuple[str, str, str], same: bool) -> None:
    assert is_copy(sketch(notice("Northwind", "40", "8,200", "2021")), sketch(notice(party, *figures))) is same


def article(text: str, name: str, published: str | None = None) -> Article:
    any_article = reading(says("The DPC fined Meta.", "fine", "ie-dpc", "meta")).article
    return replace(any_article, id=name, text=text, published=published and date.fromisoformat(published))


def test_all_copies_point_to_the_first_published_whatever_the_order() -> None:
    articles = [article("Phone firm fined\n\n" + WIRE, "b", "2024-05-02"), article(". ".join(SENTENCES[:4]), "a"), article(WIRE, "c", "2024-05-01"),
                article(OWN_WORDS, "d", "2024-05-01"), article(WIRE.upper(), "e", "2024-05-01")]
    told = {"a": "c", "b": "c", "c": "c", "d": "d", "e": "c"}
    assert all(find_copies(order) == told for order in permutations(articles))


def test_a_copy_of_a_copy_belongs_to_the_first_too() -> None:
    half = len(SENTENCES) // 2           # the last sentences of a shorter print of a story that was told at length
    longer, middle, end = f"{WIRE} {REPORT} {OWN_WORDS}", WIRE, ". ".join(SENTENCES[half:])
    assert not is_copy(sketch(longer), sketch(end))
    assert set(find_copies([article(longer, "a", "2024-05-01"), article(middle, "b", "2024-05-02"), article(end, "c", "2024-05-03")]).values()) == {"a"}


def test_a_thousand_copies_and_a_thousand_strangers_take_no_long() -> None:
    filler = [" ".join(f"word{i}x{j}" for j in range(200)) for i in range(1000)]
    articles = [article(f"{WIRE} Seen by reader number {i}.", f"copy{i:04}") for i in range(1000)] + [article(t, f"other{i:04}") for i, t in enumerate(filler)]
    start = time.process_time()
    found = find_copies(articles)
    assert time.process_time() - start < 15          # seconds; comparing each with each would take minutes
    assert {found[a.id] for a in articles[:1000]} == {"copy0000"}
    assert all(found[a.id] == a.id for a in articles[1000:])


def test_the_estimate_is_close_to_the_true_share_of_shingles() -> None:
    words = [f"word{i}" for i in range(1004)]
    half = words[:671] + [f"other{i}" for i in range(333)]           # 667 of 1333 shingles are common
    assert near(fingerprint(" ".join(words)), fingerprint(" ".join(half))) == pytest.approx(0.5, abs=0.2)


def test_copies_meet_under_at_least_one_key_and_strangers_do_not() -> None:
    shortened = ". ".join(SENTENCES[:-1])
    assert set(keys(fingerprint(WIRE))) & set(keys(fingerprint(shortened)))
    assert not set(keys(fingerprint(WIRE))) & set(keys(fingerprint(OWN_WORDS)))


def test_a_text_without_words_is_near_nothing_not_even_itself() -> None:
    assert fingerprint("… — !") == ()
    assert near((), ()) == 0.0
    assert keys(()) == ()


def test_a_fingerprint_does_not_depend_on_the_process() -> None:
    program = "import sys; from ingest.duplicates import fingerprint; print(fingerprint(sys.argv[1]))"
    told = subprocess.run([sys.executable, "-c", program, WIRE], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7",
        "PYTHONPATH": str(Path(__file__).parents[2])})
    assert told.stdout.strip() == str(fingerprint(WIRE))


@given(st.text(max_size=200))
def test_every_text_has_a_fingerprint_and_is_its_own_copy(text: str) -> None:
    made = fingerprint(text)
    assert len(made) in (0, PLACES)
    assert near(made, made) == (1.0 if made else 0.0)
