"""Atoms put together with their neighbours: "the third quarter" + "of last year", "early" + "2023", "3, 5 and" + "7 May 2024"."""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from ingest.date_atoms import DASH, DAY, Atom, InYear, Vantage, leading_number
from ingest.date_calendar import Days, a_day, edge_of, one_day, part, unit_around

MODIFIER = re.compile(
    r"(?:(?<!\w)the\s)?(?:very\s)?(?<!\w)(?:(?P<early>early|earlier)|(?P<mid>mid|middle)|(?P<late>late)|(?P<start>beginning|start|dawn)|"
    r"(?P<end>end|close))(?P<of>[\s-](?:of|in)\s(?:the\s)?|[\s-](?:the\s)?)$", re.I)
OF = re.compile(r",?\s(?:of\s|in\s)?|(?:['’]s)?\s")
THE_YEAR = re.compile(r"\s(?:of|in)\s(?P<which>the|that|each|every|a)\s(?:fiscal\s|financial\s|calendar\s)?year\b"
                      r"(?!\s(?:before|earlier|after|ended|ending|to))")
RANGE_GAP = re.compile(rf"(?:{DASH}|,?\s(?:to|until|till|through|thru|up to)\s(?:the\s)?)")
AND_GAP = re.compile(r"(?:,?\s(?:and|or|&)\s|,\s)(?:in\s|on\s)?(?:the\s)?")
LISTED_DAY = re.compile(rf"(?<![\w.,:/-])({DAY})(?:,\s|,?\s(?:and|or|&|to|until|through)\s|{DASH})(?:the\s)?$")
WEEK_OF = re.compile(r"(?:the\s)?week\s(?:of|ending|ended|beginning|starting|commencing)(?:\son)?\s(?:the\s)?$", re.I)
YEARLESS = frozenset(("day", "month", "part", "season", "week"))
NARROWED = frozenset(("month", "year", "decade", "century", "season", "part", "week", "quarter"))
Narrow = Callable[[Days | None], Days | None]


def compose(text: str, atoms: list[Atom]) -> list[Atom]:
    """Neighbours that make one date joined, modifiers and listed days taken in. One pass from left to right."""
    out: list[Atom] = []
    for atom in atoms:
        last = out[-1] if out else None
        joined = part_of_year(text, last, atom) or share_year(text, last, atom) if last else None
        if joined:
            out[-1:] = joined
        else:
            floor = last.end if last else 0
            out.extend(listed_days(text, atom, floor))
            out.append(modified(text, atom, floor))
    return [year_said(text, atom) for atom in out]


def through(atom: Atom, narrow: Narrow, start: int, kind: str) -> Atom:
    """`atom` from `start` on with its days narrowed, whichever way it comes to them."""
    in_year, relative = atom.in_year, atom.relative
    return replace(atom, start=start, kind=kind, fixed=narrow(atom.fixed), in_year=(lambda y: narrow(in_year(y))) if in_year else None,
                   relative=(lambda v: narrow(relative(v))) if relative else None)


def part_of_year(text: str, a: Atom, b: Atom) -> list[Atom] | None:
    """"the third quarter" + "of last year"; "2009" + "third quarter"; "Tuesday" + "of last week"."""
    gap = text[a.end:b.start]
    if len(gap) > 8 or (gap and not OF.fullmatch(gap)):
        return None
    if a.in_year and a.direction is None and b.kind == "year":
        return [within_year(a.in_year, b, a.start, b.end, a.kind)]
    if a.kind == "year" and b.in_year and b.direction is None and b.kind in ("part", "season") and gap.strip() in ("", "'s", "’s"):
        return [within_year(b.in_year, a, a.start, b.end, b.kind)]
    if a.kind == "weekday" and b.kind == "week" and b.relative and gap:
        return [Atom(a.start, b.end, relative=weekday_in_week(a, b), deictic=True, kind="day")]
    return None


def within_year(in_year: InYear, year: Atom, start: int, end: int, kind: str) -> Atom:
    if year.fixed:
        return Atom(start, end, fixed=in_year(year.fixed.first.year), kind=kind)
    look = year.relative

    def relative(v: Vantage) -> Days | None:
        found = look(v) if look else None
        return in_year(found.first.year) if found else None
    return Atom(start, end, relative=relative, deictic=year.deictic, kind=kind)


def weekday_in_week(weekday: Atom, week: Atom) -> Callable[[Vantage], Days | None]:
    def relative(v: Vantage) -> Days | None:
        days, named = week.relative and week.relative(v), weekday.relative and weekday.relative(v)
        return one_day(date.fromordinal(days.first.toordinal() + named.first.weekday())) if days and named and days.unit == "week" else None
    return relative


def share_year(text: str, a: Atom, b: Atom) -> list[Atom] | None:
    """"in March and April 2024", "3 May to 7 June 2024": the first takes the year of the second, and stays a date of its own."""
    gap = text[a.end:b.start]
    ranged = RANGE_GAP.fullmatch(gap)
    if not (a.in_year and a.direction is None and b.fixed and b.kind in YEARLESS and (ranged or AND_GAP.fullmatch(gap))):
        return None
    if (a.kind == "month") != (b.kind == "month") and not ranged:
        return None
    found = a.in_year(b.fixed.first.year)
    if found and found.first > b.fixed.last and ranged:
        found = a.in_year(b.fixed.first.year - 1)
    return [replace(a, fixed=found, in_year=None), b] if found else None


def listed_days(text: str, atom: Atom, floor: int) -> list[Atom]:
    """The days before the last of a list or range: "3, 5 and 7 May 2024", "3 to 7 May"."""
    days: list[Atom] = []
    start = atom.start
    while atom.kind == "day" and text[atom.start].isdigit() and (m := LISTED_DAY.search(text[max(floor, start - 16):start])):
        start = max(floor, start - 16) + m.start(1)
        number, end = leading_number(m[1]), start + len(m[1])
        if atom.fixed:
            found = a_day(atom.fixed.first.year, atom.fixed.first.month, number)
            days.append(Atom(start, end, fixed=found, kind="day" if found else "none"))
        elif atom.in_year:
            days.append(Atom(start, end, in_year=same_month(atom.in_year, number), kind="day"))
        else:
            break
    return days[::-1]


def same_month(in_year: InYear, number: int) -> InYear:
    def build(year: int) -> Days | None:
        whole = in_year(year)
        return whole and a_day(year, whole.first.month, number)
    return build


def modified(text: str, atom: Atom, floor: int) -> Atom:
    """early, mid, late, the end of … before a month, year or decade narrow it; "the week of" widens a day."""
    window = max(floor, atom.start - 32)
    before = text[window:atom.start]
    if atom.kind == "day" and (m := WEEK_OF.search(before)):
        return through(atom, lambda days: days and unit_around(days.first, "week"), window + m.start(), "week")
    m = MODIFIER.search(before) if atom.kind in NARROWED else None
    if m is None:
        return atom
    which = next(k for k in ("early", "mid", "late", "start", "end") if m[k])
    edge = which in ("start", "end")
    if edge and "of" not in m["of"] and m["of"] != "-":
        return atom
    return through(atom, lambda days: days and (edge_of if edge else part)(days, which), window + m.start(),
                   f"{atom.kind} part" if atom.fixed else atom.kind)


def year_said(text: str, atom: Atom) -> Atom:
    """"the second quarter of the year": the year of the publication, or for "that year" of the date before."""
    in_year = atom.in_year
    if in_year is None or atom.direction or not (m := THE_YEAR.match(text, atom.end)):
        return atom
    if m["which"] in ("each", "every", "a"):
        return Atom(atom.start, m.end(), kind="none")

    def relative(v: Vantage) -> Days | None:
        day = v.previous.first if v.previous and m["which"] == "that" else v.here
        return in_year(day.year) if day else None
    return Atom(atom.start, m.end(), relative=relative, kind=atom.kind)
