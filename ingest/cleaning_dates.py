"""Days as metadata and pages write them: "17th September 2024", "Sept. 17, 2024", "Tue, 18 Jun 2024 10:00 GMT", "2024-09-18T10:00Z".

Only whole days count: "June 2024" is no day of publication. A date of digits such as 03/04/2024 is read day first, as most of the
world writes it, unless that is impossible (03/25/2024). Of a time with an offset the written day counts, not the day in UTC:
it is the one that readers saw.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

FIRST_YEAR, LAST_YEAR = 1980, 2100       # outside, digits are something else
_MONTH_NAMES = (                         # English and the languages whose regulators publish most
    "january jan januar jänner janvier janv enero ene gennaio gen januari janeiro", "february feb februar février févr febrero febbraio februari fevereiro",
    "march mar märz mrz mars marzo maart março", "april apr avril avr abril abr aprile", "may mai mayo maggio mag mei maio",
    "june jun juni juin junio giugno giu junho", "july jul juli juillet juil julio luglio lug julho", "august aug août agosto ago augustus",
    "september sept sep septembre septiembre settembre set setembro", "october oct oktober okt octobre octubre ottobre ott outubro",
    "november nov novembre noviembre novembro", "december dec dezember dez décembre déc diciembre dic dicembre desember dezembro",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")(?![^\W\d_])\.?"
_START = r"(?:(?<!\w)|(?<=[a-z])(?=[A-Z\d]))"                    # a name may be glued in front: "Jane DoeSep 17, 2024"
_TIME = (r"(?:,?[ T]*(?:at |um |à |[-–|•·] )?(?:(?<!\d)|(?<=\d{4}))\d{1,2}(?:[:.h]\d{2}){1,2}(?:[.,]\d{1,9})?(?: ?[ap]\.?m\b\.?| ?[AP]\.?M\.?)?(?: ?Uhr)?"
         r"(?: ?(?:GMT|UTC|BST|CES?T|IST|[ECMP][SD]?T|AES?T|Z)(?![a-z]))?(?: ?[+-]\d{2}:?\d{2})?)?")
DATE = re.compile(
    rf"{_START}(?:(?P<y1>\d{{4}})[-/.](?P<m1>\d{{1,2}})[-/.](?P<d1>\d{{1,2}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?: (?:of|de))? ?[ ,\-./]? ?(?P<m2>(?i:{_MONTH}))[ ,\-./]{{0,2}} ?(?:de )?(?P<y2>\d{{4}})"
    rf"|(?P<m3>(?i:{_MONTH})) ?(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:,| |, )\(?(?P<y3>\d{{4}})\)?"
    rf"|(?P<d4>\d{{1,2}})(?P<s4>[/.-])(?P<m4>\d{{1,2}})(?P=s4)(?P<y4>\d{{4}}))(?:(?!\d)|(?=\d{{1,2}}:\d{{2}})){_TIME}")
# A year of two digits counts only where nothing but labels stands around the day: "Updates | 27/01/21", "Published: 03-13-23".
SHORT = re.compile(
    r"(?:\A|[|•·:]\s*|\b(?:published|posted|date|dated|updated)\s)"
    r"(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<y>\d{2})(?=\s*(?:\Z|[|•·]))", re.I)
SHORT_LINE = 80                          # code points of a line in which it may stand
YEAR = re.compile(r"(?:19|20)\d{2}")
URL_DAY = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<s>[/_-]?)(?P<m>\d{2})(?P=s)(?P<d>\d{2})(?!\d)")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?\Z")


@dataclass(frozen=True, slots=True)
class Found:
    """A day and where it stands in a line, its time of day included."""

    day: date
    start: int
    end: int


def find(text: str) -> list[Found]:
    """All whole days of a line, left to right."""
    found: list[Found] = []
    if not YEAR.search(text):            # most lines: much cheaper than looking for a date
        short = SHORT.search(text) if len(text) <= SHORT_LINE else None
        return _short(short) if short else found
    for match in DATE.finditer(text):
        parts = {name[0]: value for name, value in match.groupdict().items() if value is not None}
        year, month, day = int(parts["y"]), parts["m"].lower().rstrip("."), int(parts["d"])
        number = MONTHS.get(month) or int(month)
        if "s" in parts and number > 12 >= day:
            number, day = day, number
        if value := _day(year, number, day):
            found.append(Found(value, match.start(), match.end()))
    return found


def _short(match: re.Match[str]) -> list[Found]:
    """A date of digits with a year of two: the day first unless that is impossible; no such date gives none."""
    a, b, year = int(match["a"]), int(match["b"]), 2000 + int(match["y"])
    value = _day(year, b, a) or _day(year, a, b)
    return [Found(value, match.start("a"), match.end())] if value else []


def in_url(url: str) -> date | None:
    """The day in the path of an address, as news sites put it there: …/2024/09/17/title, …/title-2024-09-17/, …/20240917-title."""
    path = re.sub(r"\A[a-z]+://[^/]+|[?#].*", "", url)
    days = [day for match in URL_DAY.finditer(path) if (day := _day(*(int(part) for part in match.group("y", "m", "d"))))]
    return days[0] if len(set(days)) == 1 else None


def stamp(text: str) -> date | None:
    """The day of a metadata value, whichever way it is written; None when it states no whole day."""
    text = " ".join(text.split())[:120]
    if match := COMPACT.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if re.fullmatch(r"\d{10}(?:\d{3})?", text):
        moment = datetime.fromtimestamp(int(text[:10]), UTC)
        return _day(moment.year, moment.month, moment.day)
    found = find(text)
    return found[0].day if found else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None
