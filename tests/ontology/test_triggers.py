"""Every kind of act has words that report it, and every pattern of words shows where it must fire and where it must not."""
from __future__ import annotations

import re

import pytest

from ingest.gate import word_forms
from ontology.knowledge import inspect
from ontology.model import ActionType, Trigger

KNOWN, FAULTS = inspect()
GROUPS = {type.id for type in KNOWN.types.values() if not type.leaf}
LEAVES = [type for type in KNOWN.types.values() if type.leaf]


def words(sentence: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", sentence.casefold()))


def holds_a_lemma(sentence: str, trigger: Trigger) -> bool:
    """By the forms that the gate looks for: what it does not see is never parsed."""
    forms = {form for lemma in trigger.lemmas for form in word_forms(lemma)}
    return bool(words(sentence) & forms) or any(lemma in sentence.casefold() for lemma in trigger.lemmas)


def test_the_scheme_has_13_groups_and_63_kinds() -> None:
    assert (len(GROUPS), len(LEAVES)) == (13, 63)


def test_the_files_of_types_and_triggers_have_no_faults() -> None:
    ours = [fault for fault in FAULTS if fault.file.startswith(("actions", "triggers"))]
    assert ours == []


@pytest.mark.parametrize("type", LEAVES, ids=lambda type: type.id)
def test_every_kind_of_act_has_a_pattern_of_words(type: ActionType) -> None:
    assert [trigger.id for trigger in KNOWN.triggers if trigger.action_type == type.id]


@pytest.mark.parametrize("type", KNOWN.types.values(), ids=lambda type: type.id)
def test_a_definition_does_not_lean_on_its_own_label(type: ActionType) -> None:
    assert type.definition
    assert type.label.casefold() not in type.definition.casefold()


@pytest.mark.parametrize("trigger", KNOWN.triggers, ids=lambda trigger: f"{trigger.action_type}:{trigger.id}")
def test_a_trigger_shows_its_own_word_where_it_must_fire(trigger: Trigger) -> None:
    assert trigger.lemmas
    assert trigger.part_of_speech
    assert holds_a_lemma(trigger.example, trigger), trigger.example
    assert trigger.counter_example


def test_no_sentence_stands_for_two_triggers() -> None:
    sentences = [sentence for trigger in KNOWN.triggers for sentence in (trigger.example, trigger.counter_example)]
    assert sorted({s for s in sentences if sentences.count(s) > 1}) == []


def test_a_sentence_must_not_both_fire_and_stay_silent() -> None:
    assert {t.example for t in KNOWN.triggers} & {t.counter_example for t in KNOWN.triggers} == set()


@pytest.mark.parametrize(("sentence", "expected"), [("The CNIL fined Example SA.", True), ("The CNIL praised Example SA.", False)])
def test_the_check_of_examples_can_fail(sentence: str, expected: bool) -> None:
    fine = next(trigger for trigger in KNOWN.triggers if trigger.id == "fine-verb")
    assert holds_a_lemma(sentence, fine) is expected
