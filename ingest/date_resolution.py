"""From atoms to days: the missing year chosen, relative expressions looked up, ranges joined; one pass from left to right.

A text looks back as a whole when few words point at the day of publication and its dates with a year lie more than a year before
it (or it is unknown). There a date without a year takes it from the date before it; elsewhere it is the nearest to
the publication, past rather than future unless the verb looks ahead.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.date_atoms import Atom, InYear, Vantage
from ingest.date_calendar import UNITS, Days, span_of
from ingest.date_composition import AND_GAP, RANGE_GAP
from ingest.date_context import tense_at

BETWEEN = re.compile(r"\bbetween\s(?:the\s)?$", re.I)
MEMORY = 12                              # dates read before that relative expressions may mean
FUTURE_COST = {"past": 8, "future": 1}   # how many times farther a day ahead counts than a day back; 2 when no verb tells


@dataclass(frozen=True, slots=True)
class Found:
    """A resolved expression; `ends` are the two dates of a range, each with its own words."""

    start: int
    end: int
    days: Days
    ends: tuple[Found, ...] = ()


def resolve(text: str, atoms: list[Atom], published: date | None) -> Iterator[Found]:
    """The atoms that come to days, in the order of the text."""
    back = looks_back(atoms, published)
    before: tuple[Days, ...] = ()
    pending: tuple[Atom, Found] | None = None
    for atom in atoms:
        tense = tense_at(text, atom.start, atom.end) if atom.in_year or atom.relative else None
        days = settle(atom, Vantage(published, before, tense, back))
        if days is None:
            continue
        before = (days, *before[:MEMORY - 1])
        found = Found(atom.start, atom.end, days)
        joined = pending and join_range(text, *pending, atom, found)
        if joined:
            yield joined
            pending = None
            continue
        if pending:
            yield pending[1]
        pending = (atom, found)
    if pending:
        yield pending[1]


def looks_back(atoms: list[Atom], published: date | None) -> bool:
    if published is None:
        return True
    dated = [a.fixed for a in atoms if a.fixed and a.kind in ("day", "month", "month part")]
    old = sum((published - d.last).days > 365 for d in dated)
    return old >= 2 and 5 * old >= 4 * len(dated) and 5 * sum(a.deictic for a in atoms) <= len(dated)


def settle(atom: Atom, v: Vantage) -> Days | None:
    if atom.fixed:
        return atom.fixed
    if atom.relative:
        return atom.relative(v)
    if atom.in_year is None:
        return None
    if atom.direction is None and v.looks_back and (v.previous or v.published is None):
        return v.previous and after_previous(atom.in_year, v.previous)
    if v.published is None:
        return None
    if atom.direction:
        return in_direction(atom.in_year, v.published, atom.direction)
    return nearest(atom.in_year, v.published, v.tense)


def after_previous(in_year: InYear, previous: Days) -> Days | None:
    """A story goes on: the nearest to the date before, a step forward preferred to one back."""
    def cost(days: Days) -> int:
        gap = days.distance(previous)
        return gap if gap >= 0 else -2 * gap
    return min(candidates(in_year, previous.first.year), key=cost, default=None)


def in_direction(in_year: InYear, published: date, direction: str) -> Days | None:
    """last March, next May, this June"""
    around = candidates(in_year, published.year)
    if direction == "past":
        return max((d for d in around if d.last < published), default=None)
    if direction == "future":
        return min((d for d in around if d.first > published), default=None)
    return next((d for d in around if d.first.year == published.year), None)


def nearest(in_year: InYear, published: date, tense: str | None) -> Days | None:
    """The year that the tense and the distance from the publication make likely."""
    now, around = Days(published, published), candidates(in_year, published.year)
    if tense == "future":
        around = [d for d in around if d.last >= published] or around

    def cost(days: Days) -> int:
        gap = days.distance(now)
        return gap * FUTURE_COST.get(tense or "", 2) if gap > 0 else -gap
    return min(around, key=cost, default=None)


def candidates(in_year: InYear, year: int) -> list[Days]:
    """The readings in the years around `year`; for 29 February, which few years have, in the eight around it."""
    found = [d for y in range(year - 1, year + 2) if (d := in_year(y))]
    return found or [d for y in range(year - 8, year + 9) if (d := in_year(y))]


def join_range(text: str, a: Atom, first: Found, b: Atom, last: Found) -> Found | None:
    """"from A to B", "between A and B", "A-B" as one interval that keeps its two ends."""
    gap = text[a.end:b.start]
    between = AND_GAP.fullmatch(gap) and BETWEEN.search(text[max(0, a.start - 16):a.start])
    if len(gap) > 16 or not (between or RANGE_GAP.fullmatch(gap)) or first.days.first > last.days.first:
        return None
    unit = max(first.days.unit, last.days.unit, key=lambda u: UNITS.index(u) if u in UNITS else 0)
    whole = span_of(first.days.first, last.days.last, unit)
    return Found(a.start, b.end, whole, (first, last)) if whole else None
