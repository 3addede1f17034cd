"""Which sentences of a relevant text are parsed: those with a word of a trigger, with the sentence before."""
from __future__ import annotations

import pytest

from ingest.gate import Gate, word_forms
from ingest.segmentation import segment
from ontology.knowledge import Trigger

FORMS = [
    ("a regular verb", "order", {"orders", "ordered", "ordering"}),
    ("a verb in e", "fine", {"fines", "fined", "fining"}),
    ("a verb in y", "deny", {"denies", "denied", "denying"}),
    ("a doubled letter", "ban", {"bans", "banned", "banning"}),
    ("an irregular verb", "withdraw", {"withdrew", "withdrawn", "withdrawing"}),
    ("capitals", "GDPR", {"gdpr"}),
]


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate([Trigger("fine-verb", "urn:x", "fine", "verb", frozenset({"fine"}))])


def candidates(gate: Gate, text: str) -> list[str]:
    return [s.span.of(text) for s in gate.candidates(text, segment(text))]


@pytest.mark.parametrize(("lemma", "forms"), [c[1:] for c in FORMS], ids=[c[0] for c in FORMS])
def test_the_forms_of_a_lemma(lemma: str, forms: set[str]) -> None:
    assert word_forms(lemma) >= forms | {lemma.casefold()}


def test_a_sentence_with_a_trigger_word_is_parsed(gate: Gate) -> None:
    assert candidates(gate, "The CNIL fined Acme.") == ["The CNIL fined Acme."]


def test_a_trigger_word_counts_in_capitals_and_before_a_hyphen(gate: Gate) -> None:
    assert candidates(gate, "CNIL FINES Acme.") == ["CNIL FINES Acme."]
    assert candidates(gate, "The CNIL said nothing of fine-tuning.") != []


def test_a_part_of_a_word_is_no_trigger_word(gate: Gate) -> None:
    assert gate.trigger_words("A refined and undefined CNIL") == ()


def test_the_sentence_before_comes_along_for_its_pronouns(gate: Gate) -> None:
    assert candidates(gate, "It rained. The CNIL met. It fined Acme. It rained again.") == ["The CNIL met.", "It fined Acme."]


def test_the_sentence_before_in_another_paragraph_does_not(gate: Gate) -> None:
    assert candidates(gate, "The CNIL met.\n\nIt fined Acme.") == ["It fined Acme."]


def test_a_text_without_trigger_words_is_not_parsed(gate: Gate) -> None:
    assert candidates(gate, "The CNIL met on Monday. It rained.") == []


def test_sentences_that_only_report_are_parsed(gate: Gate) -> None:
    assert candidates(gate, "According to the CNIL it rained.") == ["According to the CNIL it rained."]
