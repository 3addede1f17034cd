"""Dates of a text: every expression that names a day, a week, a month, a year …, resolved against the day of publication.

    find_dates("The ban was lifted on Tuesday", date(2024, 3, 20))  ->  (When("2024-03-19", …, words="Tuesday"),)

Reading goes in three steps: rules find atoms (`date_lexer`, with `date_calendar_rules`, `date_years` and `date_deixis_rules`),
neighbouring atoms and words are put together (`date_composition`), and what still lacks a year, or looks from somewhere, is resolved
from left to right (`date_resolution`). A date is never more precise than its words: "two years ago" is a year. Durations
("over the past year"), sets ("every Monday") and vague times ("recently") are no dates. Without a publication date only what
the text itself settles is found.

The conventions that are not plain stand where they are kept: parts of months and years in `date_calendar`, weekdays and units of
time in `date_deixis`, numeric dates, weeks and centuries in `date_calendar_rules`, missing years in `date_resolution`.
"""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal

from ingest.date_composition import compose
from ingest.date_context import is_deadline, names_law
from ingest.date_lexer import lex
from ingest.date_resolution import Found, resolve
from ingest.model import Span, When


def find_dates(text: str, published: date | None, start: int = 0, end: int | None = None,
               ranges: Literal["whole", "ends"] = "whole") -> tuple[When, ...]:
    """All dates of `text[start:end]` in the order of the text; spans are code points of `text`.

    `published` is the day of publication or None. A range ("from 2018 to 2020") is one date, or, with `ranges="ends"`, its two ends.
    `role` is "deadline" where the date is the end of a term ("by 30 June", "within 30 days"), "law" in the name of one ("the Act of 1998"),
    else "event".
    """
    atoms = compose(text, lex(text, start, len(text) if end is None else end))
    found: Iterable[Found] = resolve(text, atoms, published)
    if ranges == "ends":
        found = (piece for f in found for piece in (f.ends or (f,)))
    return tuple(When(f.days.edtf, f.days.first, f.days.last, text[f.start:f.end], Span(f.start, f.end),
                      _role(text, f.start, f.end)) for f in found)


def _role(text: str, start: int, end: int) -> str:
    return "deadline" if is_deadline(text, start, end) else "law" if names_law(text, start, end) else "event"


def dates_line(obj: dict[str, Any]) -> dict[str, Any]:
    """One line of `regatlas dates`: {"text", "published"} to {"dates": [{start, end, earliest, latest, edtf}]}.

    `published` is an ISO date, null or absent. The two ends of a range are listed one by one, as annotators of time expressions do.
    ValueError says what is wrong with a line.
    """
    if not isinstance(obj, dict) or not isinstance(obj.get("text"), str):
        raise ValueError(f'expected an object with a string "text" and a date "published", got {str(obj)[:80]}')
    published = obj.get("published")
    if published is not None:
        try:
            published = date.fromisoformat(str(published)[:10])
        except ValueError:
            raise ValueError(f'expected "published" as YYYY-MM-DD or null, got {published!r}') from None
    return {"dates": [{"start": w.span.start, "end": w.span.end, "earliest": w.earliest.isoformat(), "latest": w.latest.isoformat(),
                       "edtf": w.edtf} for w in find_dates(obj["text"], published, ranges="ends") if w.span]}
