"""From text to atoms: the rules of dates run where a date can be, and overlaps settled."""
from __future__ import annotations

import re
from collections.abc import Iterator

from ingest import date_calendar_rules, date_deixis_rules, date_years
from ingest.date_atoms import Atom, Built, Rule

MARGIN = 48                              # characters; longer than what any rule reads before or after its hint
HINT = re.compile(                       # every rule needs one of these words
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?:[a-z]{0,2}|uary|UARY|ruary|"
    r"RUARY|CH|IL|E|Y|ust|UST|T|tember|TEMBER|ober|OBER|ember|EMBER)\b|"
    r"\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:[a-z]{0,2}|[a-z]*day)|(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*DAY)s?\b|"
    r"\d{4}|\d[./-]\d|['’]\d|\d0['’]?s\b|\b(?i:todays?|tonight|tomorrow|yesterday|days?|weeks?|weekend|fortnights?|months?|quarters?|half|"
    r"years?|year-end|decades?|century|centuries|spring|summer|autumn|fall|winter|[a-z]+ties|eve|halloween|morning|afternoon|evening|"
    r"night|FY ?\d\d|[QH][1-4]|[1-4][QH])\b")
MONTH_FIRST = re.compile(r"(?<!\d)(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])/(?:\d{4}|\d\d)(?!\d)")
DAY_FIRST = re.compile(r"(?<!\d)(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])/(?:\d{4}|\d\d)(?!\d)")
NUMERIC = {month_first: date_calendar_rules.numeric(month_first) for month_first in (False, True)}


def lex(text: str, start: int, stop: int) -> list[Atom]:
    """The atoms of the text without overlaps: the leftmost wins, then the longest, then the earlier rule."""
    month_first = bool(MONTH_FIRST.search(text)) and not DAY_FIRST.search(text)
    rules: tuple[Rule, ...] = (*date_calendar_rules.RULES, NUMERIC[month_first], *date_deixis_rules.RULES, *date_years.RULES)
    every = [(atom, n) for begin, end in islands(text, start, stop) for n, (pattern, build) in enumerate(rules)
             for m in pattern.finditer(text, begin, end) for atom in each(build(m))]
    every.sort(key=lambda pair: (pair[0].start, -pair[0].end, pair[1]))
    kept: list[Atom] = []
    for atom, _ in every:
        if not kept or atom.start >= kept[-1].end:
            kept.append(atom)
    return kept


def islands(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The stretches of text that can hold a date; the rules cost too much to run over the rest."""
    begin = end = start
    for m in HINT.finditer(text, start, stop):
        if m.start() - MARGIN > end:
            if end > begin:
                yield begin, end
            begin = m.start() - MARGIN
        end = min(stop, m.end() + MARGIN)
    if end > begin:
        yield begin, end


def each(built: Built) -> tuple[Atom, ...]:
    return built if isinstance(built, tuple) else (built,) if built else ()
