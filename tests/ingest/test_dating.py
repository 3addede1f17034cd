"""Whose date a date is: that of the act, of a thing that the sentence speaks of, of a law, or of a speech."""
from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from ingest.dates import find_dates
from ingest.model import Reading

Read = Callable[..., Reading]

DAY = "2024-06-20"                        # a Thursday
DATED = [
    ("the act's own day", "On 3 May the CNIL fined Google 5 million euros.", "fine", "2024-05-03"),
    ("a date that says which thing is meant", "The CNIL fined Google 5 million euros over its 2021 privacy policy.", "fine", None),
    ("the day of the decision that says so", "In Tuesday's decision, the CNIL fined Google 5 million euros.", "fine", "2024-06-18"),
    ("a name without a comma after the date", "On 3 May Google paused the training of its AI models.", "pause", "2024-05-03"),
    ("a clause about a thing", "The CNIL fined Google 5 million euros over phones that were sold in March 2022.", "fine", None),
    ("a clause about a time before", "The CNIL fined Google 5 million euros after it failed to answer in March 2022.", "fine", None),
    ("a law of some year", "The CNIL fined Google 5 million euros under the Information Act (IA) 2018.", "fine", None),
    ("a law of some day", "The CNIL fined Google 5 million euros under Law No. 12-7 of 5 May 2012.", "fine", None),
    ("the day of the speech about a quoted act",
     "“We fined Google 5 million euros because nobody there would listen to us,” the CNIL said on Tuesday.", "fine", None),
    ("things of some year", "The CNIL fined Google 5 million euros over messages from 2021.", "fine", None),
    ("the attack in some month", "The CNIL fined Google 5 million euros for a breach in March 2022.", "fine", None),
    ("a quarter of a month", "In the March quarter, the CNIL fined Google 5 million euros.", "fine", "2024-01/2024-03"),
    ("a past act is not dated ahead", "The CNIL said it had fined Google and would be back in October 2024.", "fine", None),
    ("a planned act is not dated back", "Google said on Tuesday it will pause the training of its AI models.", "pause", None),
    ("a plan told as if it were so", "Google pauses the training of its AI models in October 2024.", "pause", "2024-10"),
    ("what somebody had done", "The CNIL found that Google had broken the law in March 2022.", "find-infringement", None),
    ("the day of the finding", "The CNIL found on Tuesday that Google had broken the law.", "find-infringement", "2024-06-18"),
    ("the end of a phrase about something else",
     "The CNIL had banned Google from signing up new customers in March 2022.", "ban", "2022-03"),
    ("a noun has no date of a verb that is not its own",
     "The CNIL announced its decision on Tuesday following an inquiry into Google.", "open-inquiry", None),
    ("a noun has the date of its own verb", "On 3 May the inquiry into Google was opened by the CNIL.", "open-inquiry", "2024-05-03"),
    ("a state that followed", "In March 2022 Google was named a gatekeeper and has since been asked by the CNIL to explain its cookies.",
     "request-information", None),
    ("what happened then", "The affair began in March 2022, when the CNIL opened an inquiry into Google.", "open-inquiry", "2022-03"),
    ("the month in which", "The app was gone in March 2022, the month in which the CNIL opened an inquiry into Google.", "open-inquiry", "2022-03"),
    ("a participle that goes on", "The CNIL reprimanded Google on Tuesday, ordering it to delete the data.", "order-deletion", "2024-06-18"),
]


@pytest.mark.parametrize(("text", "kind", "expected"), [c[1:] for c in DATED], ids=[c[0] for c in DATED])
def test_an_act_is_dated_by(read: Read, text: str, kind: str, expected: str | None) -> None:
    assert [c.when.edtf if c.when else None for c in read(text, DAY).claims if c.type == kind] == [expected]


def test_a_sentence_that_ends_with_an_acronym_lends_no_tense() -> None:
    told = find_dates("They will leave the UK. In a statement on Tuesday, the firm was sad.", date(2024, 6, 20))
    assert [d.edtf for d in told] == ["2024-06-18"]


def test_what_a_clause_orders_lends_no_tense_to_the_day_before_it() -> None:
    told = find_dates("The move follows an order by the agency Friday that it must stop.", date(2024, 6, 20))
    assert [d.edtf for d in told] == ["2024-06-14"]


NEWS = [
    ("The CNIL fined Google on Tuesday. The move comes a day after the body fined Meta.", ["2024-06-18", "2024-06-17"]),
    ("It comes two days after Meta was fined.", ["2024-06-18"]),
    ("The app was gone two days after Ireland fined it.", []),
    ("On 3 June it was fined. Two days after, it was gone.", ["2024-06-03", "2024-06-05"]),
]


@pytest.mark.parametrize(("text", "expected"), NEWS)
def test_what_comes_after_an_event_is_counted_back_to_it(text: str, expected: list[str]) -> None:
    assert [d.edtf for d in find_dates(text, date(2024, 6, 20))] == expected


LAWS = [
    ("the Information Act (IA) 2018", "law"),
    ("the 1999 Constitution", "law"),
    ("the Information Act of 2018", "law"),
    ("Law No. 12-7 of 5 May 2012", "law"),
    ("under the Information Act on 5 May 2012", "event"),
    ("under the Information Act Thursday", "event"),
    ("in 2018 the Information Act", "event"),
]


@pytest.mark.parametrize(("text", "role"), LAWS)
def test_the_year_of_a_law_is_no_event(text: str, role: str) -> None:
    assert [d.role for d in find_dates(text, date(2024, 6, 20))] == [role]
