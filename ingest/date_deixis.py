"""Dates seen from somewhere: from the day of publication ("last week", "on Tuesday") or from a date read before ("two days later",
"the same month"). Here are the readings; `date_deixis_rules` says which words call for them.

Conventions: a weekday is the latest one at or before publication, the next one where the tense is future; a unit of time is the
calendar's ("last week" is Monday to Sunday); "earlier this month" runs to the end of the week of publication, "earlier this
year" to the end of its month, and "later" begins where the present week or month begins; "late last year" is its last quarter.
"N weeks ago" is that week, "N years ago" that year. Lengths of time ("over the past year") and vague times ("recently",
"several years ago") give nothing.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from ingest.date_atoms import Atom, Vantage, number_of, weekday_of
from ingest.date_calendar import UNITS, Days, add_days, edge_of, one_day, part, shift, span_of, unit_around

Match = re.Match[str]
NEWS = 10                                # days for which an act is news
OFFSET = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1, "next": 1, "coming": 1, "following": 1, "subsequent": 1}
FINER = {"week": "day", "weekend": "day", "month": "week", "quarter": "month", "year": "month", "decade": "year", "century": "year"}
SINCE = re.compile(r"\b(?:since|from)\s(?:the\s)?$", re.I)
COMPARISON = re.compile(r"(?:time|once|twice|least|most|highest|lowest|biggest|largest|worst|best|first)\s$")


def from_publication(m: Match, look: Callable[[date], Days | None], kind: str = "") -> Atom:
    def relative(v: Vantage) -> Days | None:
        return look(v.published) if v.published else None
    return Atom(*m.span(), relative=relative, deictic=True, kind=kind)


def from_previous(m: Match, look: Callable[[Days], Days | None], *units: str, kind: str = "") -> Atom:
    """Seen from the date read last, or from the last that names one of `units`, if any does."""
    def relative(v: Vantage) -> Days | None:
        base = v.last_of(*units) or v.previous
        return look(base) if base else None
    return Atom(*m.span(), relative=relative, kind=kind)


def today(m: Match) -> Atom:
    words = " ".join(m[0].lower().split())
    day = next((n for n, said in ((-2, "before yesterday"), (2, "after tomorrow"), (-1, "yesterday"), (-1, "last night"), (1, "tomorrow"))
                if said in words), 0)
    return from_publication(m, lambda p: one_day(add_days(p, day)), "day")


def calendar_unit(m: Match) -> Atom:
    """this week, last quarter, next year; with "earlier" or "later" the part before or after the present finer unit."""
    unit, side = m["unit"].lower(), (m["side"] or "").lower()
    offset = OFFSET.get(m["which"].lower().removeprefix("the ").strip(), 0)

    def look(published: date) -> Days | None:
        whole, now = unit_around(published, unit, offset), unit_around(published, FINER[unit])
        if whole and side in ("early", "late"):
            return part(whole, side)
        if whole is None or now is None or offset or side not in ("earlier", "later"):
            return whole
        if side == "earlier":
            return span_of(whole.first, min(now.last, whole.last), FINER[unit])
        return span_of(max(now.first, whole.first), whole.last, FINER[unit])
    return from_publication(m, look, unit)


def edge(m: Match) -> Atom:
    """the end of the month, the beginning of this year, the rest of the week: a month is cut into thirds, longer units are not cut
    (the words leave open how much of a year its end is), and the rest runs from now. "Since the start" is since the first day."""
    unit, word = m["unit"].lower(), m["edge"].lower()
    since = SINCE.search(m.string[max(0, m.start() - 12):m.start()])

    def relative(v: Vantage) -> Days | None:
        whole = unit_around(v.here, unit) if v.here else None
        if whole and since and word in ("beginning", "start"):
            return one_day(whole.first)
        if whole and word in ("rest", "remainder"):
            return span_of(v.here, whole.last, FINER[unit])
        return whole and edge_of(whole, {"beginning": "start", "middle": "mid", "close": "end"}.get(word, word))
    return Atom(*m.span(), relative=relative, kind=unit)


def two_off(m: Match) -> Atom:
    """the week before last, the month after next"""
    unit, offset = m["unit"].lower(), -2 if m[0].lower().endswith("last") else 2
    return from_publication(m, lambda p: unit_around(p, unit, offset), unit)


def weekend(m: Match) -> Atom:
    """"This weekend" is the one of the week of publication; "the weekend", without more, the last that has begun."""
    which = m["which"].lower()

    def relative(v: Vantage) -> Days | None:
        if v.published is None:
            return None
        if "last" in which or "past" in which:
            return unit_around(v.published, "weekend", -1)
        if "next" in which or "coming" in which:
            return unit_around(v.published, "weekend", 1 if "next" in which else 0)
        ahead = "this" in which or v.tense == "future" or v.published.weekday() >= 5
        return unit_around(v.published, "weekend", 0 if ahead else -1)
    return Atom(*m.span(), relative=relative, deictic=True, kind="weekend")


def weekday(m: Match) -> Atom:
    number, which = weekday_of(m["weekday"]), (m.groupdict().get("which") or "").lower()

    def relative(v: Vantage) -> Days | None:
        day = v.last_of("day") if v.looks_back and not which else None
        if day:
            return one_day(add_days(day.first, (number - day.first.weekday()) % 7))
        if v.published is None:
            return None
        if which == "this":
            return one_day(add_days(v.published, number - v.published.weekday()))
        back = (v.published.weekday() - number) % 7
        if which == "last":
            return one_day(add_days(v.published, -(back or 7)))
        if which == "next":
            return one_day(add_days(v.published, 7 - back))
        if "coming" in which or (v.tense == "future" and "past" not in which):
            return one_day(add_days(v.published, (7 - back) % 7))
        return one_day(add_days(v.published, -back))
    return Atom(m.start("which" if which else "weekday"), m.end(), relative=relative, deictic=True, kind="weekday")


def weekday_from_previous(m: Match) -> Atom:
    """the following Monday, the previous Friday"""
    number, which = weekday_of(m["weekday"]), m["which"].lower()

    def look(base: Days) -> Days | None:
        if which in ("previous", "preceding"):
            return one_day(add_days(base.first, -((base.first.weekday() - number) % 7 or 7)))
        return one_day(add_days(base.last, (number - base.last.weekday() - 1) % 7 + 1))
    return from_previous(m, look, "day", kind="weekday")


def directed(make: Callable[[Match, int], Days | None], kind: str) -> Callable[[Match], Atom]:
    """last March, this summer, next May: the year follows from the direction."""
    def build(m: Match) -> Atom:
        which = m["which"].lower().removeprefix("this ")
        direction = {"last": "past", "past": "past", "next": "future", "coming": "future"}.get(which, "this")
        return Atom(*m.span(), in_year=lambda y: make(m, y), direction=direction, deictic=True, kind=kind)
    return build


def directed_from_previous(make: Callable[[Match, int], Days | None]) -> Callable[[Match], Atom]:
    """the following March, that summer: the year follows from the date read last."""
    def build(m: Match) -> Atom:
        which = (m["which"] or "that").lower()

        def look(base: Days) -> Days | None:
            near = [d for y in range(base.first.year - 1, base.first.year + 2) if (d := make(m, y))]
            if which in ("following", "next"):
                return min((d for d in near if d.first > base.first), default=None)
            if which in ("previous", "preceding"):
                return max((d for d in near if d.last < base.first), default=None)
            return min(near, key=lambda d: abs(d.distance(base)), default=None)
        return from_previous(m, look)
    return build


def count(m: Match) -> tuple[int, str]:
    """How many of which unit; a fortnight is two weeks."""
    number, unit = number_of(m["number"]), m["unit"].lower()
    return (2 * number, "week") if unit == "fortnight" else (number, unit)


def ago(m: Match) -> Atom:
    number, unit = count(m)
    return from_publication(m, lambda p: shift(Days(p, p), unit, -number), unit)


def ahead(m: Match) -> Atom | None:
    """"in two weeks" is a date only where the verb looks ahead; else, as in "for the first time in two years", it is a length."""
    number, unit = count(m)
    plain = not re.search(r"from now|time", m[0])
    if plain and COMPARISON.search(m.string[max(0, m.start() - 12):m.start()]):
        return None

    def relative(v: Vantage) -> Days | None:
        if v.published is None or (plain and v.tense != "future"):
            return None
        return shift(Days(v.published, v.published), unit, number)
    return Atom(*m.span(), relative=relative, kind=unit)


def within(m: Match) -> Atom:
    """A term that begins at the publication, where the sentence looks ahead: from that day to the last day allowed."""
    number, unit = count(m)

    def relative(v: Vantage) -> Days | None:
        if v.published is None or v.tense != "future":
            return None
        end = unit_around(v.published, unit, number)
        if end and unit == "month":
            return span_of(v.published, min(end.last, end.first + timedelta(days=v.published.day - 1)), "term")
        last = end.last if end and unit == "year" else add_days(v.published, number * (7 if unit == "week" else 1))
        return span_of(v.published, last, "term")
    return Atom(*m.span(), relative=relative, kind="term")


def later(m: Match) -> Atom:
    """two days later, a year earlier: counted from the date read last; years back, also from the publication."""
    number, unit = count(m)
    sign = -1 if m["side"].lower() in ("earlier", "before", "previously", "prior") else 1

    def relative(v: Vantage) -> Days | None:
        base = (v.last_of("day") if unit in ("day", "week") else None) or v.previous
        if base is None and unit == "year" and sign < 0 and v.published:
            base = Days(v.published, v.published)
        if base is None or (unit == "day" and base.unit != "day"):
            return None
        return shift(base, unit, sign * number)
    return Atom(*m.span(), relative=relative, kind=unit)


def after_news(m: Match) -> Atom:
    """ "The move comes *a day after* X was fined": so long before the day read last, which is that of the move, or before the publication."""
    number, unit = count(m)

    def relative(v: Vantage) -> Days | None:
        last = v.last_of("day")
        near = last if last and v.published and abs((v.published - last.first).days) <= NEWS else None
        base = near or (Days(v.published, v.published) if v.published else None)
        return shift(base, unit, -number) if base else None
    return Atom(m.start("number"), m.end(), relative=relative, kind=unit)


def same_unit(m: Match) -> Atom:
    """the same day, the following month, that year, the year before: the unit around the date read last, or its neighbour."""
    unit, words = m["unit"].lower(), m[0].lower().split()
    offset = next((OFFSET[w] for w in words if w in OFFSET), 0)
    if words[-1] in ("before", "earlier", "previous", "prior"):
        offset = -1
    elif words[-1] in ("after", "later"):
        offset = 1

    def look(base: Days) -> Days | None:
        return unit_around(base.first, unit, offset) if base.unit in UNITS and UNITS.index(base.unit) <= UNITS.index(unit) else None
    return from_previous(m, look, *(("day",) if unit in ("day", "week") else ()), kind=unit)


def in_a_row(m: Match) -> Atom:
    """a second consecutive day, the fourth week in a row: the present one ends the row."""
    unit = m["unit"].lower()
    return from_publication(m, lambda p: unit_around(p, unit), unit)


def that_time(m: Match) -> Atom:
    """by that time, until that date: the date read last."""
    return from_previous(m, lambda base: base, kind="day")


def the_unit(m: Match) -> Atom:
    """in the quarter, for the month: the one read last, if any was."""
    unit = m["unit"].lower()
    return Atom(*m.span(), relative=lambda v: v.last_of(unit), kind=unit)


def latest_quarter(m: Match) -> Atom:
    return from_publication(m, lambda p: unit_around(p, "quarter", -1), "quarter")


def same_period(m: Match) -> Atom:
    """the same period last year, the year-ago quarter: the period read last, a year earlier."""
    return from_previous(m, lambda base: shift(base, "year", -1) if base.unit != "day" else None, "quarter", "half", "month", "year")


def nothing(m: Match) -> Atom:
    """Lengths, sets and vague times."""
    return Atom(*m.span(), kind="none")
