"""What an article says to be the answer to what: the words make it one, not the order of time."""
from __future__ import annotations

import pytest

from ingest.model import RawDocument


def answers(pipeline, text: str) -> set[tuple[str, str]]:  # type: ignore[no-untyped-def]
    reading = pipeline.read(RawDocument("news/a.txt", text))
    types = {c.id: c.type for c in reading.claims}
    return {(c.type, types[asked]) for c in reading.claims for asked in c.answers}


ANSWERS = [
    ("Snap has paused its chatbot in Europe following a request from the Irish Data Protection Commission.", ("pause", "ask-to-pause")),
    ("At the request of the CNIL, TikTok paused the feature in France.", ("pause", "ask-to-pause")),
    ("Snap withdrew the app in Italy after the Garante banned it.", ("withdraw-product", "ban")),
]


@pytest.mark.parametrize(("text", "link"), ANSWERS, ids=[text[:30] for text, _ in ANSWERS])
def test_an_act_that_hangs_on_another_by_a_word_of_answering_answers_it(pipeline, text: str, link: tuple[str, str]) -> None:  # type: ignore[no-untyped-def]
    assert answers(pipeline, text) == {link}


NO_ANSWERS = [
    "Snap paused its chatbot in Norway. Datatilsynet had asked the company to pause it.",
    "Datatilsynet asked Snap to pause its chatbot after TikTok paused its own.",
    "Snap paused its chatbot, and the CNIL fined TikTok.",
]


@pytest.mark.parametrize("text", NO_ANSWERS)
def test_what_only_stands_beside_another_act_answers_nothing(pipeline, text: str) -> None:  # type: ignore[no-untyped-def]
    assert answers(pipeline, text) == set()
