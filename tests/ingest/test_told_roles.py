"""Acts whose actor depends on who says so, and things that speak for their authors."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.model import Reading

Read = Callable[..., Reading]


def acts(reading: Reading, type: str) -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
    return [(c.actor, c.target, c.modality) for c in reading.claims if c.type == type]


@pytest.mark.parametrize(("sentence", "finder"), [
    ("Vodafone breached Article 32 of the GDPR, the CNIL said.", ("fr-cnil",)),
    ("Vodafone breached Article 32 of the GDPR.", ()),
])
def test_a_breach_that_the_narrator_states_is_a_finding_of_somebody(read: Read, sentence: str, finder: tuple[str, ...]) -> None:
    text = f"{sentence}\n\nThe CNIL and the Irish DPC met in May."
    assert acts(read(text), "find-infringement") == [(finder, ("vodafone",), "actual")]


def test_a_breach_that_the_narrator_states_is_found_by_the_only_authority_of_the_article(read: Read) -> None:
    assert acts(read("Vodafone breached Article 32 of the GDPR.\n\nThe CNIL met in May."), "find-infringement") == [
        (("fr-cnil",), ("vodafone",), "actual")]


@pytest.mark.parametrize("sentence", [
    "A student said that Vodafone breached Article 32 of the GDPR.",
    "The CNIL met Vodafone for breaching the calm.",
])
def test_what_others_say_of_a_breach_is_no_finding(read: Read, sentence: str) -> None:
    assert acts(read(f"{sentence}\n\nThe CNIL met in May."), "find-infringement") == []


@pytest.mark.parametrize(("sentence", "type", "actor", "target"), [
    ("The complaint alleges that Vodafone sold the data.\n\nBackground: the CNIL.", "accuse", (), ("vodafone",)),
    ("The order of the CNIL requires Vodafone to inform its customers.", "order-compliance", ("fr-cnil",), ("vodafone",)),
    ("The order requires Vodafone to inform its customers.\n\nBackground: the CNIL.", "order-compliance", ("fr-cnil",), ("vodafone",)),
])
def test_papers_speak_for_their_authors(read: Read, sentence: str, type: str, actor: tuple[str, ...], target: tuple[str, ...]) -> None:
    assert (actor, target) in [(a, t) for a, t, _ in acts(read(sentence), type)]


def test_a_thing_that_belongs_to_nobody_known_orders_nothing(read: Read) -> None:
    assert acts(read("The weather requires Vodafone to inform its customers.\n\nBackground: the CNIL."), "order-compliance") == []
