"""Sentences are found without a parser, and no word is lost."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.segmentation import MAX_SENTENCE, segment

CASES = [
    ("two plain sentences are two", "The CNIL fined Acme. Acme will appeal.", ["The CNIL fined Acme.", "Acme will appeal."]),
    ("an abbreviated country does not end one", "The U.K. regulator fined Acme Ltd. on Monday.", ["The U.K. regulator fined Acme Ltd. on Monday."]),
    ("a company form may end one", "The DPC fined Acme Inc. The company will appeal.", ["The DPC fined Acme Inc.", "The company will appeal."]),
    ("an article number does not end one", "It broke Art. 6 of the GDPR. It paid.", ["It broke Art. 6 of the GDPR.", "It paid."]),
    ("an amount does not end one", "It paid €30.5 million. That is all.", ["It paid €30.5 million.", "That is all."]),
    ("a hyphen before an abbreviation changes nothing", "It paid €5 million (then-U.S. $6 million). It ended.",
     ["It paid €5 million (then-U.S. $6 million).", "It ended."]),
    ("closing quotes belong to the sentence", "“We are pleased.” The DPC said so.", ["“We are pleased.”", "The DPC said so."]),
    ("a blank line always ends one", "Regulator fines Acme\n\nThe CNIL acted", ["Regulator fines Acme", "The CNIL acted"]),
    ("an initial does not end one", "Judge J. Roe ruled. It ended.", ["Judge J. Roe ruled.", "It ended."]),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_sentences(text: str, expected: list[str]) -> None:
    assert [s.span.of(text) for s in segment(text)] == expected


def test_paragraphs_are_numbered() -> None:
    assert [s.paragraph for s in segment("One. Two.\n\nThree.")] == [0, 0, 1]


def test_an_endless_line_is_cut() -> None:
    assert max(s.span.end - s.span.start for s in segment("word " * 2000)) <= MAX_SENTENCE


@given(st.text(alphabet=st.sampled_from("aB .!?\n“”'1É"), max_size=300))
def test_no_visible_character_is_lost_and_order_is_kept(text: str) -> None:
    spans = [s.span for s in segment(text)]
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))
    covered = "".join(s.of(text) for s in spans)
    assert "".join(covered.split()) == "".join(text.split())
