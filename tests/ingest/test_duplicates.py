"""Fingerprints of articles: syndicated copies are recognised, other articles about the same event are not."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.duplicates import PLACES, fingerprint, is_copy, keys, near

WIRE = """The data protection authority has fined the telephone company Northwind 1.2 million euros for calling people who had objected.
The authority said that the company had made four million such calls between January 2022 and March 2023, and that it had bought the numbers
from a dealer who could not show where they came from. Northwind said that it would appeal. It had stopped the calls, a spokeswoman said, as soon
as the authority had opened its inquiry. The fine is the highest that the authority has imposed for marketing calls so far. Consumer groups
welcomed the decision and asked the government to make dealers of telephone numbers register with the authority."""
OWN_WORDS = """Northwind must pay 1.2 million euros. That is what the country's privacy watchdog has decided after a long inquiry into the calls
that the telephone company made to millions of people, many of whom had asked it in writing to leave them alone. The company does not accept the
decision and has said that it is going to court. For the watchdog it is a record. Its president called the case a warning to the whole industry,
in which lists of numbers are bought and sold with little care for where they were first collected."""
SENTENCES = WIRE.replace("\n", " ").split(". ")


@pytest.mark.parametrize("copy", [
    WIRE.upper(),
    WIRE.replace("\n", " ").replace(".", "!").replace(",", " –"),
    "Phone firm fined\n\nBy our own reporter\n\n" + WIRE,
    ". ".join(SENTENCES[:-1]),
    WIRE.replace("spokeswoman", "spokesperson").replace("highest", "largest"),
], ids=["in capitals", "with other punctuation", "under another headline", "without its last sentence", "with two words changed"])
def test_a_syndicated_copy_is_a_copy(copy: str) -> None:
    assert is_copy(fingerprint(WIRE), fingerprint(copy))


@pytest.mark.parametrize("other", [OWN_WORDS, " ".join(reversed(WIRE.split())), SENTENCES[0], ""],
                         ids=["the same event in other words", "the same words in another order", "a single sentence of it", "nothing"])
def test_what_only_resembles_an_article_is_no_copy(other: str) -> None:
    assert not is_copy(fingerprint(WIRE), fingerprint(other))


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
