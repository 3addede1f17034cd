"""What the date grammar hands to the resolver: atoms, and the words that its rules share.

An atom is one piece of text that names a time. It says either the days at once (`fixed`), or the days within a year that is
still to be chosen (`in_year`: "14 March", "the third quarter"), or the days seen from a vantage point (`relative`: "last
week", "two days later"). An atom with none of the three names a time that is no date ("over the past year", "every Monday"):
it keeps other rules off those words.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ingest.date_calendar import Days

InYear = Callable[[int], Days | None]


@dataclass(frozen=True, slots=True)
class Vantage:
    """From where a relative expression looks: the day of publication, the dates read before (the last one first), the tense."""

    published: date | None
    before: tuple[Days, ...] = ()
    tense: str | None = None             # "past", "future" or None when no verb tells
    looks_back: bool = False             # the text tells of the past as a whole: dates lean on the one before, not on the publication

    @property
    def previous(self) -> Days | None:
        return self.before[0] if self.before else None

    def last_of(self, *units: str) -> Days | None:
        """The date read last that names one of `units`; None without one."""
        return next((d for d in self.before if d.unit in units), None)

    @property
    def here(self) -> date | None:
        """Where "the month" or a bare weekday is: at the date before in a text that looks back, else at the publication."""
        return self.before[0].first if self.looks_back and self.before else self.published


@dataclass(frozen=True, slots=True)
class Atom:
    """A time expression at `start`..`end` (code points). `deictic` marks words that point at the day of publication."""

    start: int
    end: int
    fixed: Days | None = None
    in_year: InYear | None = None
    relative: Callable[[Vantage], Days | None] | None = None
    direction: str | None = None         # "past" for "last March", "future" for "next May", "this" for "this June"
    deictic: bool = False
    kind: str = ""                       # what composition may do with it: day, month, part, year, weekday, week …


Built = Atom | tuple[Atom, ...] | None
Build = Callable[["re.Match[str]"], Built]
Rule = tuple["re.Pattern[str]", Build]

MONTH_NUMBERS = {name: n for n, names in enumerate(
    ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep",
     "october oct", "november nov", "december dec"), 1) for name in names.split()}
WEEKDAY_NUMBERS = {name: n for n, names in enumerate(
    ("monday mon", "tuesday tues tue", "wednesday weds wed", "thursday thurs thur thu", "friday fri", "saturday sat", "sunday sun"))
    for name in names.split()}
SMALL = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
         "nineteen twenty")
NUMBERS = {word: n for n, word in enumerate(SMALL.split())} | {
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "a": 1, "an": 1, "a couple of": 2}
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 4}

# Month and weekday names count only when capitalised: "may", "march", "sun" and "sat" are words of every day.
MONTH_FULL = ("January|February|March|April|May|June|July|August|September|October|November|December|"
              "JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER")
MONTH_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT|SEP|OCT|NOV|DEC"
MONTH = rf"(?:{MONTH_FULL}|(?:{MONTH_SHORT})\b\.?)"
WEEKDAY = "(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)"
WEEKDAY_SHORT = r"(?:Mon|Tues?|Weds?|Thurs?|Thu|Fri|Sat|Sun)\b\.?"
WEEKDAY_ANY = rf"(?:{WEEKDAY}|{WEEKDAY_SHORT})"
SEASON = "(?:spring|summer|autumn|fall|winter)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\w)"
YEAR = r"(?:1[0-9]|20)\d\d(?!\d)"
DASH = r"\s?[-–—‑]\s?"
NUMBER = (r"(?:a couple of|\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|ninety)[- ](?:one|two|three|four|five|six|seven|eight|nine)|"
          + "|".join(sorted((w for w in NUMBERS if " " not in w), key=len, reverse=True)) + ")")
UNIT = "(?:day|week|fortnight|month|quarter|year|decade)"
SPACE = re.compile(r"\[[^\]]*\]|\\.| ")


def month_of(words: str) -> int:
    return MONTH_NUMBERS[words.rstrip(".").lower()]


def weekday_of(words: str) -> int:
    """Monday is 0."""
    return WEEKDAY_NUMBERS[words.rstrip(".").lower()]


def number_of(words: str) -> int:
    words = " ".join(words.lower().split())
    if words.isdigit():
        return int(words)
    return NUMBERS[words] if words in NUMBERS else sum(NUMBERS[w] for w in re.split(r"[- ]", words))


def leading_number(words: str) -> int:
    """12 of "12th"; 0 where no digit leads, which the grammar excludes."""
    digits = re.match(r"\d+", words)
    return int(digits[0]) if digits else 0


def rule(pattern: str, build: Build, ignore_case: bool = False) -> Rule:
    """A rule whose words begin where no word or number is under way. A space in the pattern, outside brackets, stands for
    a few spaces or one line break, as in wrapped text."""
    spaced = SPACE.sub(lambda m: r"(?:[ \t\u00a0]{1,3}|\n)" if m[0] == " " else m[0], pattern)
    return re.compile(r"(?<!\w)" + spaced, re.I if ignore_case else 0), build
