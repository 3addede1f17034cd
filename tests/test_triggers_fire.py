"""The two sentences of every trigger, read by the real pipeline: one must report the act, the other must not by this trigger.

A sentence stands alone in its article but for a line that names an authority, since an article that names no party is not parsed.
What fails is listed, with the sentence and what it reported instead; mend the trigger, not this test.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from ingest.model import Frame, RawDocument
from ingest.pipeline import Pipeline
from ontology.knowledge import Knowledge, Trigger

BACKGROUND = "Background: the Data Protection Commission of Ireland."
KNOWN_FAILURES: dict[str, str] = {}
"""IRI fragment of a trigger, `TYPE#NAME` → why one of its sentences may fail for now. Empty is right."""


def name(trigger: Trigger) -> str:
    return f"{trigger.action_type}#{trigger.id}"


@pytest.fixture(scope="module")
def frames(pipeline: Pipeline) -> Callable[[str], tuple[Frame, ...]]:
    def read(sentence: str) -> tuple[Frame, ...]:
        return pipeline.trace(RawDocument("sentence.txt", f"{sentence}\n\n{BACKGROUND}", "text/plain", (("published", "2024-03-20"),))).frames
    return read


def silent(triggers: tuple[Trigger, ...], frames: Callable[[str], tuple[Frame, ...]]) -> dict[str, str]:
    """Triggers whose example reports no act of their type → the sentence and the types that it does report."""
    found = {}
    for trigger in triggers:
        types = sorted({frame.trigger.action_type for frame in frames(trigger.example)})
        if trigger.action_type not in types:
            found[name(trigger)] = f"{trigger.example} → {', '.join(types) or 'nothing'}"
    return found


def misfiring(triggers: tuple[Trigger, ...], frames: Callable[[str], tuple[Frame, ...]]) -> dict[str, str]:
    """Triggers that fire on their counter-example → the sentence."""
    return {name(trigger): trigger.counter_example for trigger in triggers
            if any(frame.trigger.iri == trigger.iri for frame in frames(trigger.counter_example))}


def told(failures: dict[str, str]) -> str:
    return "\n".join(f"{trigger}: {sentence}" for trigger, sentence in failures.items() if trigger not in KNOWN_FAILURES)


def test_every_example_reports_its_act(known: Knowledge, frames: Callable[[str], tuple[Frame, ...]]) -> None:
    assert told(silent(known.triggers, frames)) == ""


def test_no_counter_example_fires_its_trigger(known: Knowledge, frames: Callable[[str], tuple[Frame, ...]]) -> None:
    assert told(misfiring(known.triggers, frames)) == ""


def test_known_failures_are_of_triggers_that_exist_and_have_a_reason(known: Knowledge) -> None:
    assert KNOWN_FAILURES.keys() <= {name(trigger) for trigger in known.triggers}
    assert all(KNOWN_FAILURES.values())


def test_both_failures_would_be_seen(known: Knowledge, frames: Callable[[str], tuple[Frame, ...]]) -> None:
    fine = next(trigger for trigger in known.triggers if name(trigger) == "fine#fine-verb")
    swapped = replace(fine, example=fine.counter_example, counter_example=fine.example)
    assert list(silent((swapped,), frames)) == list(misfiring((swapped,), frames)) == ["fine#fine-verb"]
