"""Dates are read as precisely as the words say, and never more so."""
from __future__ import annotations

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.date_calendar import Days
from ingest.dates import dates_line, find_dates

WEDNESDAY = date(2024, 3, 20)            # the day of publication, unless a case names another

# words of the article | what we may say, as EDTF; a text with nothing to say is a case as good as any
READINGS: list[tuple[str, list[str]]] = [
    # full dates
    ("The CNIL fined Acme on 14 March 2024.", ["2024-03-14"]),
    ("Dated March 14th, 2024, in Paris.", ["2024-03-14"]),
    ("Dublin, Mar. 14, 2024 -", ["2024-03-14"]),
    ("It took effect 2024-03-14T09:30:00Z.", ["2024-03-14"]),
    ("Entered on 14/03/2024.", ["2024-03-14"]),
    ("Entered on 14.03.2024.", ["2024-03-14"]),
    ("Entered on 03/25/2024 and again on 04/05/2024.", ["2024-03-25", "2024-04-05"]),        # one date shows month first
    ("Entered on 5.3.24.", ["2024-03-05"]),
    ("It was lodged on 03/05/2024.", ["2024-03-05"]),                                        # the other reading lies ahead
    ("It was lodged on 03/02/2024.", ["2024-02-03"]),
    ("It will be heard on 03/05/2024.", ["2024-05-03"]),
    ("The office must answer by 10 June. If it is silent by that time, the case ends.", ["2024-06-10", "2024-06-10"]),
    ("In the fourth quarter of 2022 it lost one million, and three for the entire year.", ["2022-10/2022-12", "2022"]),
    ("Nothing was said of the entire year.", []),
    ("The service was down for a second consecutive day and lost users for the fourth week in a row.", ["2024-03-20", "2024-03-18/2024-03-24"]),
    ("It won a second straight case.", []),
    ("Since the start of this year it has paid three fines.", ["2024-01-01"]),
    ("It paid three fines at the start of this year.", ["2024"]),
    ("It runs version 1.2.24 of the app.", []),
    ("the 5th of March, 2024", ["2024-03-05"]),
    ("15 April 2025Until now, nobody asked.", ["2025-04-15"]),                               # glued by a bad page
    ("There was no 31 February 2024.", ["2024-02"]),
    ("On Wednesday, March 6, the ICO wrote.", ["2024-03-06"]),
    ("The plenary met on Tuesday 19 December 2023.", ["2023-12-19"]),
    # a missing year
    ("The board met on 12 March.", ["2024-03-12"]),
    ("The board met on 12 December.", ["2023-12-12"]),
    ("The board will meet on 12 December.", ["2024-12-12"]),
    ("In June the ICO opened a probe.", ["2023-06"]),
    ("It will launch in June.", ["2024-06"]),
    ("He may go, or may march on.", []),
    ("The May inquiry, and Ms May, went on.", []),
    ("last March it fined Acme, and next May it decides", ["2023-03", "2024-05"]),
    # months, years and what is larger
    ("since December 2023", ["2023-12"]),
    ("Founded in 2019, it grew.", ["2019"]),
    ("the 2022 decision", ["2022"]),
    ("about 2000 complaints and 2019 users", []),
    ("the Data Protection Act 2018 and Regulation (EU) 2016/679", []),
    ("a fine of €2021 in case 2022/15", []),
    ("the rules of the 1990s", ["199X"]),
    ("in the late 1990s", ["1997/1999"]),
    ("in the 19th century", ["18XX"]),
    ("in the summer of 2021", ["2021-06/2021-08"]),
    ("the third quarter of 2023", ["2023-07/2023-09"]),
    ("Q3 2023 and H1 2024", ["2023-07/2023-09", "2024-01/2024-06"]),
    ("in the first quarter of last year", ["2023-01/2023-03"]),
    ("the first nine months of 2023", ["2023-01/2023-09"]),
    ("in fiscal year 2022/23", ["2022/2023"]),
    # parts of months and years
    ("from the end of May 2025", ["2025-05-21/2025-05-31"]),
    ("in mid-July 2023", ["2023-07-11/2023-07-20"]),
    ("in early February", ["2024-02-01/2024-02-10"]),
    ("in late 2022", ["2022-10/2022-12"]),
    ("in early 2023", ["2023-01/2023-03"]),
    ("in mid-2023", ["2023-05/2023-08"]),
    ("at the end of 2022", ["2022"]),
    ("in the last week of February 2024", ["2024-02-19/2024-02-25"]),
    ("in the week of 4 March", ["2024-03-04/2024-03-10"]),
    # weekdays
    ("On Tuesday the ICO said so.", ["2024-03-19"]),
    ("On Wednesday the ICO said so.", ["2024-03-20"]),
    ("Last Friday it paid.", ["2024-03-15"]),
    ("The hearing is set to begin on Friday.", ["2024-03-22"]),
    ("The shops stay closed until Friday.", ["2024-03-22"]),
    ("on Tuesday of last week", ["2024-03-12"]),
    ("every Monday, on Mondays, and on Black Friday", []),
    ("Sales on Sat, Mar 2", ["2024-03-02"]),
    # seen from the day of publication
    ("today, yesterday and tomorrow", ["2024-03-20", "2024-03-19", "2024-03-21"]),
    ("in today's digital world", []),
    ("It said this morning that last night it paid.", ["2024-03-20", "2024-03-19"]),
    ("last week", ["2024-03-11/2024-03-17"]),
    ("this month and next quarter", ["2024-03", "2024-04/2024-06"]),
    ("earlier this month", ["2024-03-01/2024-03-24"]),
    ("earlier this year", ["2024-01/2024-03"]),
    ("late last year", ["2023-10/2023-12"]),
    ("over the weekend", ["2024-03-16/2024-03-17"]),
    ("ten days ago", ["2024-03-10"]),
    ("three weeks ago", ["2024-02-26/2024-03-03"]),
    ("nearly two years ago", ["2022"]),
    ("several years ago and over the past week", []),
    ("for the first time in two years", []),
    ("this Friday and next Friday", ["2024-03-22", "2024-03-22"]),
    ("in the latest quarter", ["2023-10/2023-12"]),
    ("in the 5th century BC", []),
    ("It will resume in two weeks.", ["2024-04-01/2024-04-07"]),
    ("in due course", []),
    ("The data was recently kept for six months.", []),
    # seen from the date before
    ("On 3 May 2023 it asked; a day earlier it had met.", ["2023-05-03", "2023-05-02"]),
    ("It asked on 3 May 2023. Two months later it paid.", ["2023-05-03", "2023-07"]),
    ("It asked on 3 May 2023. The following day it left.", ["2023-05-03", "2023-05-04"]),
    ("It asked in May 2023 and paid the same year.", ["2023-05", "2023"]),
    ("Sales in the third quarter of 2023 beat those of a year earlier.", ["2023-07/2023-09", "2022-07/2022-09"]),
    ("In the third quarter of 2023 it lost; in the quarter sales fell.", ["2023-07/2023-09", "2023-07/2023-09"]),
    ("in the quarter, and in the year", []),
    ("a year after the ban, and two days before the vote", []),
    # ranges and lists
    ("from 3 to 7 May 2024", ["2024-05-03/2024-05-07"]),
    ("May 3-7, 2024", ["2024-05-03/2024-05-07"]),
    ("between 2018 and 2020", ["2018/2020"]),
    ("May–June 2023", ["2023-05/2023-06"]),
    ("28 December to 3 January 2024", ["2023-12-28/2024-01-03"]),
    ("in March and April 2023", ["2023-03", "2023-04"]),
    ("on 3, 5 and 7 May 2023", ["2023-05-03", "2023-05-05", "2023-05-07"]),
    ("pages 20 to 25", []),
]


@pytest.mark.parametrize(("words", "expected"), READINGS, ids=[r[0] for r in READINGS])
def test_a_date_is_never_more_precise_than_its_words(words: str, expected: list[str]) -> None:
    assert [w.edtf for w in find_dates(words, WEDNESDAY)] == expected


@pytest.mark.parametrize(("words", "published", "expected"), [
    ("in December", date(2024, 1, 3), ["2023-12"]),
    ("this weekend", date(2024, 6, 16), ["2024-06-15/2024-06-16"]),
    ("on 29 February", date(2023, 5, 1), ["2024-02-29"]),
    ("last Friday", date(2024, 3, 22), ["2024-03-15"]),
    ("earlier this month", date(2024, 5, 30), ["2024-05"]),              # never beyond the month itself
])
def test_the_day_of_publication_decides(words: str, published: date, expected: list[str]) -> None:
    assert [w.edtf for w in find_dates(words, published)] == expected


def test_without_a_day_of_publication_only_what_the_text_settles_is_found() -> None:
    text = "On Tuesday, in June and last year. In May 2023 it met; in June it paid."
    assert [w.edtf for w in find_dates(text, None)] == ["2023-05", "2023-06"]


def test_a_text_that_looks_back_takes_the_year_from_the_date_before() -> None:
    text = "On 10 December 1941 they landed. On 12 December they marched. By late January 1942 it was over. In February they left."
    assert [w.edtf for w in find_dates(text, WEDNESDAY)] == ["1941-12-10", "1941-12-12", "1942-01-21/1942-01-31", "1942-02"]


@pytest.mark.parametrize(("words", "role"), [
    ("It must answer by 30 June.", "deadline"), ("before the end of May 2025", "deadline"), ("no later than 1 July 2024", "deadline"),
    ("It was ordered to comply within 30 days.", "deadline"), ("It answered on 30 June.", "event"), ("since May 2023", "event"),
])
def test_the_end_of_a_term_is_told_from_the_day_of_an_act(words: str, role: str) -> None:
    assert [w.role for w in find_dates(words, WEDNESDAY)] == [role]


def test_a_term_in_general_is_no_date() -> None:
    assert find_dates("A request is answered within one month of receipt.", WEDNESDAY) == ()
    assert find_dates("It failed to respond within one month.", WEDNESDAY) == ()


def test_only_the_part_asked_for_is_read() -> None:
    text = "In 2021 it began; in 2022 it ended."
    assert [w.words for w in find_dates(text, None, 16, len(text))] == ["2022"]


def test_a_line_of_the_command_lists_the_ends_of_a_range() -> None:
    assert dates_line({"text": "from 2018 to 2020", "published": "2024-03-20"}) == {"dates": [
        {"start": 5, "end": 9, "earliest": "2018-01-01", "latest": "2018-12-31", "edtf": "2018"},
        {"start": 13, "end": 17, "earliest": "2020-01-01", "latest": "2020-12-31", "edtf": "2020"}]}
    assert dates_line({"text": "on Monday"}) == {"dates": []}


@pytest.mark.parametrize(("line", "expected"), [
    ([], 'a string "text"'), ({"text": 5}, 'a string "text"'), ({"text": "x", "published": "20 March"}, "YYYY-MM-DD")])
def test_a_line_that_cannot_be_read_says_what_was_expected(line: object, expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        dates_line(line)                                                 # type: ignore[arg-type]


@pytest.mark.parametrize(("first", "last", "edtf"), [
    ("2024-06-14", "2024-06-14", "2024-06-14"), ("2024-06-01", "2024-06-30", "2024-06"), ("2024-01-01", "2024-12-31", "2024"),
    ("1990-01-01", "1999-12-31", "199X"), ("1990-01-01", "1998-12-31", "1990/1998"), ("1900-01-01", "1999-12-31", "19XX"),
    ("2023-12-01", "2024-02-29", "2023-12/2024-02"), ("2024-05-21", "2024-05-31", "2024-05-21/2024-05-31"),
])
def test_an_interval_is_written_in_the_shortest_way(first: str, last: str, edtf: str) -> None:
    assert Days(date.fromisoformat(first), date.fromisoformat(last)).edtf == edtf


PIECES = st.sampled_from([
    "March", "May", "Mon", "Tuesday", "on", "last", "next", "the", "end of", "of", "in", "2024", "31", "5", "1999", "0", "99", "week",
    "year",
    "day", "later", "ago", "two", "third", "quarter", "early", "mid-", "1.2.3", "14/03/2024", "-", "–", "to", "and", "between", ",", ".",
    "\n", "’s", "1990s", "century", "FY", "Q3", "9999-12-31", "0001-01-01", "€", "within", "by", "weekend", "winter"])


@given(st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=80), st.dates() | st.none())
def test_any_text_can_be_read_and_every_date_stands_in_it(text: str, published: date | None) -> None:
    found = find_dates(text, published)
    for w in found:
        assert w.span is not None
        assert w.words == w.span.of(text) != ""
        assert w.earliest <= w.latest
        assert w.edtf
    assert all(a.span.end <= b.span.start for a, b in pairwise(found) if a.span and b.span)


@pytest.mark.parametrize("unit", ["in 2018 ", "2018-", "3, 5 and ", "in Jan ", "two days later ", "the end of the ", "1.", "on Monday "])
def test_a_long_and_hostile_text_is_read_in_time(unit: str) -> None:
    begin = time.perf_counter()
    find_dates(unit * (100_000 // len(unit)), WEDNESDAY)
    assert time.perf_counter() - begin < 60
