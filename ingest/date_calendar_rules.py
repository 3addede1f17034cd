"""Dates that name the calendar: full dates, months, years, quarters, seasons, decades. `RULES` is data: (pattern, build).

Conventions, where writers differ: numeric dates are read day first unless that is impossible, or lies ahead where the other reading
does not, or the text elsewhere shows month first; two-digit years up to 68 belong to this century; the first to fourth week of a
month are days 1-7, 8-14, 15-21 and 22-28, its last week the last Monday-to-Sunday week that ends in it; the 19th century is
1800-1899 (EDTF 18XX); a fiscal year is taken as the calendar year of its name, since its bounds differ from country to country.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from ingest.date_atoms import (
    DASH,
    DAY,
    MONTH,
    MONTH_FULL,
    MONTH_SHORT,
    ORDINALS,
    SEASON,
    WEEKDAY_ANY,
    YEAR,
    Atom,
    InYear,
    Rule,
    Vantage,
    leading_number,
    month_of,
    number_of,
    rule,
)
from ingest.date_calendar import Days, a_day, a_half, a_month, a_quarter, a_season, a_year, months, span_of, years

Match = re.Match[str]
FEASTS = {"new year's day": (1, 1), "valentine's day": (2, 14), "st patrick's day": (3, 17), "saint patrick's day": (3, 17),
          "april fools' day": (4, 1), "april fool's day": (4, 1), "may day": (5, 1), "halloween": (10, 31),
          "christmas eve": (12, 24), "christmas day": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31)}
DECADES = {name: 1900 + 10 * n for n, name in enumerate(
    ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"], 2)}
CENTURIES = {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}
BEFORE_SHORT_DATE = re.compile(r"\b(?:on|dated|of|from|until|till|since|by|before|after|to)\s(?:the\s)?$", re.I)


def full_year(words: str) -> int:
    digits = int(re.sub(r"\D", "", words))
    return digits if digits >= 100 else digits + (2000 if digits <= 68 else 1900)


def of_year(m: Match, in_year: InYear, kind: str, span: tuple[int, int] | None = None) -> Atom | None:
    """`in_year` in the year that the words name (group "year"), or waiting for one; None where no year has such a date."""
    start, end = span or m.span()
    year = m.groupdict().get("year")
    if year:
        found = in_year(full_year(year))
        return Atom(start, end, fixed=found, kind=kind) if found else None
    return Atom(start, end, in_year=in_year, kind=kind) if in_year(2000) else None


def on_day(m: Match) -> Atom | None:
    month, day = month_of(m["month"]), leading_number(m["day"])
    return of_year(m, lambda y: a_day(y, month, day), "day")


def iso(m: Match) -> Atom | None:
    found = a_day(int(m[1]), int(m[2]), int(m[3]))
    return Atom(*m.span(), fixed=found, kind="day") if found else None


def numeric(month_first: bool) -> Rule:
    """14/03/2024 and its kin, for a text whose unclear ones are read with the month first or not."""
    def build(m: Match) -> Atom | None:
        a, b, year = int(m[1]), int(m[3]), full_year(m[4])
        short = m[2] == "." and len(m[4]) == 2 and len(m[1] + m[3]) < 4
        if short and not BEFORE_SHORT_DATE.search(m.string[max(0, m.start() - 12):m.start()]):
            return None                  # 1.2.24 is a version
        readings = [(a, b), (b, a)] if month_first and m[2] != "." else [(b, a), (a, b)]
        found = [d for month, day in readings if (d := a_day(year, month, day))]
        if not found or found[0] == found[-1] or m[2] == "." or month_first:
            return Atom(*m.span(), fixed=found[0], kind="day") if found else None
        return Atom(*m.span(), relative=lambda v: not_ahead(found, v), kind="day")
    return rule(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)(?![\d/]|[.,-]\d)", build)


def not_ahead(readings: list[Days], v: Vantage) -> Days:
    """Of two readings of a numeric date the first, unless it lies ahead, the other does not, and no verb looks ahead."""
    past = [d for d in readings if v.published and d.first <= v.published]
    return past[0] if past and v.tense != "future" else readings[0]


def two_days(m: Match) -> tuple[Atom, ...] | None:
    """May 3-7, 2024; May 3 and 7, 2024: two atoms that share month and year."""
    month, days = month_of(m["month"]), (leading_number(m["a"]), leading_number(m["b"]))
    spans = ((m.start(), m.end("a")), (m.start("b"), m.end()))
    atoms = [of_year(m, day_of_month(month, day), "day", span) for day, span in zip(days, spans, strict=True)]
    return tuple(a for a in atoms if a) if days[0] < days[1] and all(atoms) else None


def day_of_month(month: int, day: int) -> InYear:
    return lambda y: a_day(y, month, day)


def whole_month(m: Match) -> Atom | None:
    month = month_of(m["month"])
    return of_year(m, lambda y: a_month(y, month), "month", m.span() if m.groupdict().get("year") else m.span("month"))


def part_of_year(m: Match) -> Atom | None:
    """The third quarter, Q3, the first half; "last", "this" and "next" are said by the rules of relative dates."""
    number = int(m["n"]) if m["n"].isdigit() else ORDINALS[m["n"].lower()]
    make: Callable[[int, int], Days | None] = a_half if re.search(r"half|^h\d|\dh$", m[0], re.I) else a_quarter
    return of_year(m, lambda y: make(y, number), "part") if make is a_quarter or number <= 2 else None


def quarter_of_month(m: Match) -> Atom | None:
    """the September quarter: the three months that end with September"""
    last = month_of(m["month"])
    return of_year(m, lambda y: a_quarter(y, last // 3), "part")


def first_months(m: Match) -> Atom | None:
    """the first nine months (of a year)"""
    number = number_of(m["n"])
    start = 1 if m["which"].lower() == "first" else 13 - number
    return of_year(m, lambda y: months(y, start, number, "half"), "part") if 1 <= number <= 11 else None


def season(m: Match) -> Atom | None:
    name = m["season"].lower()
    return of_year(m, lambda y: a_season(y, name), "season", m.span() if m.groupdict().get("year") else m.span("season"))


def week_of_month(m: Match) -> Atom | None:
    which, month = m["which"].lower(), month_of(m["month"])

    def in_year(year: int) -> Days | None:
        whole = a_month(year, month)
        if whole is None:
            return None
        if which in ("last", "final"):
            sunday = whole.last - timedelta(days=(whole.last.weekday() + 1) % 7)
            return span_of(sunday - timedelta(days=6), sunday, "week")
        start = whole.first + timedelta(days=7 * (ORDINALS[which] - 1))
        return span_of(start, start + timedelta(days=6), "week")
    return of_year(m, in_year, "week")


def year(m: Match) -> Atom | None:
    return of_year(m, a_year, "year")


def short_year(m: Match) -> Atom | None:
    """since '82"""
    found = a_year(full_year(m["short_year"]))
    return Atom(*m.span("short_year"), fixed=found, kind="year") if found else None


def run_of_years(m: Match) -> Atom | None:
    """2018-20, 2021/22, 2021/2022: with a slash and four digits only neighbours, or it is the number of a law."""
    first = int(m["first"])
    last = int(m["long"]) if m["long"] else first // 100 * 100 + int(m["short"])
    found = years(first, last) if first < last <= first + (1 if m["long"] else 20) else None
    return Atom(*m.span(), fixed=found, kind="years") if found else None


def decade(m: Match) -> Atom | None:
    words = m["decade"].lower()
    digits = DECADES.get(words) or int(words.strip("'’s"))
    start = digits if digits >= 100 else 1900 + digits
    found = years(start, start + 9, "decade")
    return Atom(*m.span("decade"), fixed=found, kind="decade") if found else None


def century(m: Match) -> Atom | None:
    number = CENTURIES.get(m["n"].lower()) or leading_number(m["n"])
    found = years(100 * (number - 1), 100 * number - 1, "century") if 2 <= number <= 21 else None
    return Atom(*m.span(), fixed=found, kind="century") if found else None


def feast(m: Match) -> Atom | None:
    month, day = FEASTS[" ".join(m[1].lower().replace("’", "'").split())]
    return of_year(m, lambda y: a_day(y, month, day), "day")


def september_11(m: Match) -> Atom | None:
    """The day as the name of the attacks of 2001."""
    return Atom(*m.span(), fixed=a_day(2001, 9, 11), kind="name")


W = rf"(?:{WEEKDAY_ANY},?(?:[ ]the)?[ ])?"            # on the same line: a title may end in a weekday
Y = rf"(?P<year>{YEAR})"
Y4 = r"(?:19|20)\d\d"
END = r"(?!\w)"
COUNTED = (r"(?! ?(?:%|percent|per cent|million|billion|thousand|people|users|employees|customers|euros?|dollars|pounds|points|jobs|km|kg|"
           r"miles|metres|meters|feet|times|votes|shares|units|records|accounts|complaints|cases)\b)")
# May, March and the short forms need one of these before them, or another month after: they are names and words as well.
LEAD = (r"(?i:in|since|by|until|till|before|after|from|of|for|through|throughout|during|between|last|next|this|past|early|mid|late|as of|"
        r"and|end|starting|beginning|effective|the month of)")
ANOTHER_MONTH = rf"(?={DASH}(?:{MONTH})|(?: to | and | or |, )(?:{MONTH}))"
FEAST = "|".join(name.replace("'", "['’]") for name in FEASTS)

RULES: tuple[Rule, ...] = (
    rule(r"(?:September|Sept\.?) 11(?:th)?(?= (?:terror(?:ist)? )?(?:attacks?|terror))", september_11),
    rule(r"(\d{4})-(\d\d)-(\d\d)(?:T\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])", iso),
    rule(r"(\d{4})/(\d\d)/(\d\d)(?![\d/])", iso),
    rule(rf"{W}(?P<day>{DAY})(?:-| (?:day )?(?:of )?)(?P<month>{MONTH})(?:,? (?:of )?|-){Y}", on_day),
    rule(rf"(?P<day>{DAY})-(?P<month>{MONTH_SHORT})-(?P<year>\d\d){END}", on_day),
    rule(rf"{W}(?P<month>{MONTH}) (?:the )?(?P<day>{DAY}),? ?{Y}", on_day),
    rule(rf"{W}(?P<month>{MONTH}) (?P<a>{DAY})(?:{DASH}| (?:to|until|through) )(?P<b>{DAY})(?:,? ?{Y})?", two_days),
    rule(rf"{W}(?P<month>{MONTH}) (?P<a>{DAY})(?:,? and |, )(?P<b>{DAY}),? {Y}", two_days),
    rule(rf"{W}(?P<day>{DAY}) (?:of )?(?P<month>{MONTH}){END}(?!,? ?(?:\d{{4}}|['’]\d\d))", on_day),
    rule(rf"{W}(?P<month>{MONTH}) (?:the )?(?P<day>{DAY})(?![.,:]\d|[-–/]\d|(?:,? \d{{4}}(?!\d))| (?:of )?{MONTH}){COUNTED}", on_day),
    rule(rf"(?:(?:the|The) )?(?P<which>first|second|third|fourth|last|final) (?:full )?week (?:of|in) (?P<month>{MONTH})(?:,? {Y})?",
         week_of_month),
    rule(rf"(?P<month>{MONTH})(?:,? (?:of )?|-){Y}", whole_month),
    rule(rf"(?P<month>{MONTH}) (?P<year>['’]\d\d){END}", whole_month),
    rule(rf"{LEAD}[ -](?P<month>{MONTH}){END}(?! \d{{1,2}}(?!\d))", whole_month),
    rule(rf"(?P<month>{MONTH}){END}{ANOTHER_MONTH}", whole_month),
    rule(rf"(?P<month>(?!May|MAY|March|MARCH)(?:{MONTH_FULL})){END}(?! \d{{1,2}}(?!\d))", whole_month),
    rule(rf"(?:the )?(?P<n>first|second|third|fourth|final|1st|2nd|3rd|4th)[ -](?:fiscal |financial |calendar )?(?:quarter|half){END}"
         r"(?! (?:century|hour|of the (?:match|game)|time))", part_of_year, True),
    rule(rf"(?:the )?(?P<month>March|June|September|December)(?: {Y})?[ -]quarter{END}", quarter_of_month),
    rule(rf"[QH](?P<n>[1-4]){END}", part_of_year),
    rule(rf"(?P<n>[1-4])[QH]{END}", part_of_year),
    rule(r"(?:the )?(?P<which>first|last|final) (?P<n>\d|1[01]|one|two|three|four|five|six|seven|eight|nine|ten|eleven) months"
         rf"(?= of (?:{YEAR}|(?:this|last|next|the|that) year))", first_months, True),
    rule(rf"(?:the )?(?P<season>{SEASON}),? (?:of )?{Y}", season, True),
    rule(r"(?:in|since|by|until|during|over|for|before|after|of|early|late|mid) (?:the )?(?P<season>spring|summer|autumn|winter)(?![\w-])",
         season, True),
    rule(r"(?:in|since|by|until|during|over|early in|late in) the (?P<season>fall)(?![\w-])(?! of (?!\d))", season, True),
    rule(rf"(?:the )?(?:FY|fiscal|financial|tax|calendar)(?: year)?[ -]?(?P<first>{Y4})[-–/](?:(?P<short>\d\d)|(?P<long>{Y4}))(?!\d)",
         run_of_years, True),
    rule(rf"(?P<first>{Y4})(?:[-–/](?P<short>\d\d)|/(?P<long>{Y4}))(?![\w/-]|\.\d)(?! ?%)", run_of_years),
    rule(r"(?:the )?(?:FY ?|fiscal(?: year)? |financial year |calendar(?: year)? |year |year[- ]end )(?P<year>(?:1[5-9]|20)\d\d)(?![\d/])",
         year, True),
    rule(rf"FY ?(?P<year>['’]?\d\d){END}", year),
    rule(rf"(?:since|the|in|of|by|from|until|before|after|class of|during|{SEASON}) (?P<short_year>['’]\d\d){END}", short_year, True),
    rule(rf"(?:the )?(?P<decade>(?:1[5-9]|20)\d0['’]?s){END}", decade),
    rule(rf"(?:the|early|mid|late|and|or|to)[ -](?P<decade>['’]?[2-9]0['’]?s){END}", decade, True),
    rule(rf"(?:the|early|mid|late)[ -](?P<decade>{'|'.join(DECADES)}){END}", decade, True),
    rule(rf"(?:the )?(?P<n>\d{{1,2}}(?:th|st|nd|rd)|{'|'.join(CENTURIES)})[ -]century{END}(?! (?:BC|B\.C\.))", century, True),
    rule(rf"({FEAST}){END}(?:,? {Y})?", feast, True),
)
