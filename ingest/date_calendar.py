"""Calendar arithmetic for the reading of dates: an interval of whole days and the units people name.

`Days` is what every date expression comes to in the end. Weeks begin on Monday (ISO 8601); seasons are the
meteorological ones of the northern hemisphere (spring March to May; winter begins in December of the year that names
it). Strings are EDTF (ISO 8601-2:2019), levels 0 and 1. A year outside 1 to 9999 gives None, never an error.
"""
from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

UNITS = ("day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century")   # fine to coarse
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}                              # first month


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """The days from `first` to `last`, both included; `unit` is the finest unit that the words named."""

    first: date
    last: date
    unit: str = "day"

    @property
    def edtf(self) -> str:
        """The shortest EDTF string that says exactly this interval ("2024", "2024-06", "199X", "2024-05-21/2024-05-31")."""
        first, last = self.first, self.last
        if first == last:
            return first.isoformat()
        whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
        if not whole_months:
            return f"{first.isoformat()}/{last.isoformat()}"
        if (first.month, last.month) != (1, 12):
            start, end = f"{first.year:04}-{first.month:02}", f"{last.year:04}-{last.month:02}"
            return start if start == end else f"{start}/{end}"
        for digits in (1, 2):
            step = 10 ** digits
            if first.year % step == 0 and last.year == first.year + step - 1:
                return f"{first.year // step:0{4 - digits}}" + "X" * digits
        return f"{first.year:04}" if first.year == last.year else f"{first.year:04}/{last.year:04}"

    def distance(self, other: Days) -> int:
        """Days between the two intervals: 0 when they touch, negative when this one lies before `other`."""
        if self.last < other.first:
            return (self.last - other.first).days
        return max(0, (self.first - other.last).days)


def span_of(first: date | None, last: date | None, unit: str) -> Days | None:
    return Days(first, last, unit) if first and last and first <= last else None


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_days(day: date, number: int) -> date | None:
    try:
        return day + timedelta(days=number)
    except OverflowError:
        return None


def a_day(year: int, month: int, day: int) -> Days | None:
    found = safe_date(year, month, day)
    return span_of(found, found, "day")


def one_day(day: date | None) -> Days | None:
    return span_of(day, day, "day")


def months(year: int, month: int, count: int, unit: str) -> Days | None:
    """`count` calendar months from `month` of `year` on; `month` may lie outside 1 to 12."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    end_year, end_month = year + (month + count - 2) // 12, (month + count - 2) % 12 + 1
    if not (year >= 1 and end_year <= 9999):
        return None
    return span_of(date(year, month, 1), date(end_year, end_month, monthrange(end_year, end_month)[1]), unit)


def a_month(year: int, month: int) -> Days | None:
    return months(year, month, 1, "month")


def a_quarter(year: int, number: int) -> Days | None:
    return months(year, 3 * number - 2, 3, "quarter")


def a_half(year: int, number: int) -> Days | None:
    return months(year, 6 * number - 5, 6, "half")


def a_season(year: int, name: str) -> Days | None:
    return months(year, SEASONS[name], 3, "season")


def years(first: int, last: int, unit: str = "year") -> Days | None:
    return span_of(safe_date(first, 1, 1), safe_date(last, 12, 31), unit)


def a_year(year: int) -> Days | None:
    return years(year, year)


def unit_around(day: date, unit: str, offset: int = 0) -> Days | None:
    """The calendar unit that holds `day`, moved by `offset` units ("last week" is the week around today moved by -1)."""
    if unit == "day":
        return one_day(add_days(day, offset))
    if unit in ("week", "weekend"):
        monday = add_days(day, 7 * offset - day.weekday())
        if monday is None:
            return None
        return span_of(monday if unit == "week" else add_days(monday, 5), add_days(monday, 6), unit)
    if unit == "month":
        return a_month(day.year, day.month + offset)
    if unit == "quarter":
        return months(day.year, (day.month - 1) // 3 * 3 + 1 + 3 * offset, 3, "quarter")
    if unit == "half":
        return months(day.year, (day.month - 1) // 6 * 6 + 1 + 6 * offset, 6, "half")
    step = {"year": 1, "decade": 10, "century": 100}[unit]
    first = day.year // step * step + step * offset
    return years(first, first + step - 1, unit)


def shift(days: Days, unit: str, number: int) -> Days | None:
    """`days` moved by `number` units, as precise as the coarser of the two: a day moved by months becomes a month,
    but a month, quarter, season or half moved by years stays what it is ("third-quarter profit … a year earlier")."""
    if unit == "day":
        return one_day(add_days(days.first, number))
    if unit == "week":
        moved = add_days(days.first, 7 * number)
        return unit_around(moved, "week") if moved else None
    length = {"month": 1, "quarter": 3, "season": 3, "half": 6}.get(days.unit)
    if unit in ("year", "decade") and length:
        return months(days.first.year + number * (10 if unit == "decade" else 1), days.first.month, length, days.unit)
    return unit_around(days.first, unit, number)


def part(days: Days, which: str) -> Days | None:
    """`which` (early, mid, late) of a month (thirds: 1-10, 11-20, 21-end), of a year (January to March, May to August,
    October to December) or of a decade (years 0-3, 4-6, 7-9); any other unit is too short to split and stays whole."""
    first, last = days.first, days.last
    if days.unit == "month":
        return {"early": span_of(first, first.replace(day=10), "day"), "mid": span_of(first.replace(day=11), first.replace(day=20), "day"),
                "late": span_of(first.replace(day=21), last, "day")}[which]
    if days.unit == "year" and first.year == last.year:
        start, count = {"early": (1, 3), "mid": (5, 4), "late": (10, 3)}[which]
        return months(first.year, start, count, "quarter")
    if days.unit == "decade":
        a, b = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[which]
        return years(first.year + a, first.year + b)
    return days


def edge_of(days: Days, which: str) -> Days | None:
    """The start, mid or end of a unit: of a month as `part` cuts it; of a year or decade the whole, since "the end of 2022" does not
    say how much of it is meant (unlike "late 2022")."""
    if which == "mid" or days.unit == "month":
        return part(days, {"start": "early", "end": "late"}.get(which, which))
    return days
