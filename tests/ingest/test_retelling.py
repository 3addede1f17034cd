"""An act told without a date is dated by the noun that means it elsewhere, and by no other date."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.model import Reading

Read = Callable[..., Reading]

DAY = "2024-06-20"                        # a Thursday
FINED = "The CNIL fined Google 5 million euros for its cookies. "
CASES = [
    ("a decision released on a day", "The decision, released on Tuesday, is final.", "2024-06-18"),
    ("a body that gave it", "The authority announced its final decision on Tuesday.", "2024-06-18"),
    ("a day's fine", "Tuesday's fine is the highest of the year.", "2024-06-18"),
    ("the fine of a day", "The 4 June fine is the highest of the year.", "2024-06-04"),
    ("who gave it", "The decision, which the authority in Paris released on Tuesday, is final.", "2024-06-18"),
    ("another kind of act", "The inquiry, announced on Tuesday, goes on.", None),
    ("a decision of somebody else", "The decision of the DPC in Ireland, released on Tuesday, is final.", None),
    ("any decision", "A decision released on Tuesday by somebody went the same way.", None),
    ("another date of the same kind of act", "It had fined Google in 2019. The decision, released on Tuesday, is final.", "2019"),
]


@pytest.mark.parametrize(("more", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_an_undated_fine_is_dated_by(read: Read, more: str, expected: str | None) -> None:
    first = next(c for c in read(FINED + more, DAY).claims if c.type == "fine")
    assert (first.when.edtf if first.when else None) == expected


def test_acts_below_the_paragraph_of_the_noun_are_others(read: Read) -> None:
    reading = read("The decision, released on Tuesday, is final.\n\nThe CNIL fined Google 5 million euros.", DAY)
    assert [c.when for c in reading.claims if c.type == "fine"] == [None]


def test_a_line_with_the_date_of_the_decision_is_of_the_whole_text(read: Read) -> None:
    reading = read("Date of final decision: 10 June 2024\n\nThe CNIL fined Google 5 million euros.", DAY)
    assert [c.when.edtf for c in reading.claims if c.type == "fine" and c.when] == ["2024-06-10"]


def test_a_fine_of_another_sum_is_another_fine(read: Read) -> None:
    reading = read("The CNIL fined Google 5 million euros. On 4 June the CNIL imposed a fine of 9 million euros on Google.", DAY)
    assert [(c.amount.value, c.when.edtf if c.when else None) for c in reading.claims if c.amount] == [(5e6, None), (9e6, "2024-06-04")]
