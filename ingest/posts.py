"""Who speaks for whom ("Jane Roe, director of policy at the FTC"), and the words that a text defines for a party
("Example Energia S.A. (the controller)").
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from ingest.model import Span
from ingest.name_grammar import ROLE_WORD

Named = Sequence[tuple[Span, str]]
"""Where organizations are named, with their ids, in order of position."""

_END_OF_APPOSITION = re.compile(r"[“”\"\n;:]|\. |\bsaid\b|\bsays\b|\bstated\b|\btold\b|\badded\b")
_APPOSITION = re.compile(r"\s*[,(–—-]|\s+(?:of|from|at|for)\s")
_BELONGS_TO = re.compile(r"^\s*(?:,\s*)?(?:of|from|at|for|with)\s+(?:the\s+)?$")
_NOTHING_BETWEEN = re.compile(r"^[\s,]*(?:the\s+)?$")
_TITLE_BETWEEN = re.compile(r"(?:['’]s)?\s*(?:[\w'’-]+[\s,]+){0,7}")
_DEFINITION = re.compile(
    r"""["”'’]?\s*(?:
      ,\s(?:the|(?:which\s|who\s)?(?:acting\s|acted\s|acts\s)?as(?:\sthe|\sa)?)\s(?:data\s)?(controller|processor)\b
      |\(\s*(?:as|hereinafter|hereafter|henceforth|also)?(?:\sreferred\sto\sas)?[,:]?\s*(?:the\s+)?["“”'‘’]?(?:the\s+)?(?:data\s)?
        (controller|processor|company|respondent|defendant|bank|hospital|platform|employer)["“”'‘’]?\s*\)
    )""", re.IGNORECASE | re.VERBOSE)
# "the controller, Example SL, argued": what stands before the name
_DEFINED_BEFORE = re.compile(
    r"\bthe\s(?:data\s)?(controller|processor|respondent|defendant)(?:\s(?:is|was))?[,:]?\s+[(]?(?:the\scompany\s)?[“\"]?$", re.IGNORECASE)
# "the company that runs the cinema (Acme)": a name in brackets after the description of whom it is
_GLOSSED = re.compile(r"\bthe\s(?:[a-z-]+\s)?(controller|processor|company|bank|hospital|employer)(?:\s(?:that|which)\s[^.,;()]{3,60})?\s\(\s*$")
# Code points, as far as one phrase reaches.
_APPOSITION_REACH = 160
_TITLE_REACH = 70
_ROLE_REACH = 60
_LONGEST_NAME = 200


def find_posts(people: Mapping[Span, str], ids: Mapping[str, str], organizations: Named, text: str) -> dict[str, str]:
    """Person id → organization id. `people` are names where they stand, `ids` the ids of those that are somebody."""
    posts: dict[str, str] = {}
    for span, name in sorted(people.items()):
        if name in ids and ids[name] not in posts:
            organization = _after(span, organizations, text) or _before(span, organizations, text)
            if organization:
                posts[ids[name]] = organization
    return posts


def defined_roles(organizations: Named, text: str) -> dict[str, str]:
    """Word → id of the organization that the text means by it from its definition on; the first definition counts."""
    defined: dict[str, str] = {}
    for span, entity in organizations:
        after = _DEFINITION.match(text, span.end, min(len(text), span.end + _ROLE_REACH))
        left = text[max(0, span.start - _APPOSITION_REACH):span.start]
        before = _DEFINED_BEFORE.search(left) or (_GLOSSED.search(left) if text[span.end:span.end + 1] == ")" else None)
        word = (after[1] or after[2]) if after else before[1] if before else ""
        if word:
            defined.setdefault(word.casefold(), entity)
    return defined


def _after(person: Span, organizations: Named, text: str) -> str | None:
    """ "Jane Roe, *director* of the ICO", "Jane Roe of the ICO", "Jane Roe (Head of the ICO)", "Jane Roe, the ICO *director*"."""
    stop = _END_OF_APPOSITION.search(text, person.end)
    limit = min(stop.start() if stop else len(text), person.end + _APPOSITION_REACH)
    if text[person.end:person.end + 2] == " (":                    # "Jane Roe (head of the ICO) and …": no further
        closed = text.find(")", person.end, limit)
        limit = closed if closed >= 0 else limit
    if not _APPOSITION.match(text[person.end:limit]):
        return None
    near = _between(person.end, limit, organizations)
    return next((entity for span, entity in near if _holds_post(person, span, text)), None)


def _between(start: int, end: int, organizations: Named) -> Named:
    """The organizations whose names begin from `start` on and before `end`."""
    return organizations[bisect_left(organizations, start, key=_start):bisect_left(organizations, end, key=_start)]


def _start(named: tuple[Span, str]) -> int:
    return named[0].start


def _holds_post(person: Span, organization: Span, text: str) -> bool:
    between = text[person.end:organization.start]
    if ROLE_WORD.search(between) or _BELONGS_TO.match(between) or ROLE_WORD.search(organization.of(text)):
        return True
    following = text[organization.end:organization.end + _ROLE_REACH]
    return bool(_NOTHING_BETWEEN.match(between) and ROLE_WORD.search(following))


def _before(person: Span, organizations: Named, text: str) -> str | None:
    """ "the ICO's *executive director* Jane Roe", "*Commissioner* for X Jane Roe", "*commissioner* of X, Jane Roe"; the nearest that fits."""
    near = _between(person.start - _TITLE_REACH - _LONGEST_NAME, person.start, organizations)
    for fits in (_titled, _posted):
        for span, entity in reversed(near):
            if fits(person, span, text):
                return entity
    return None


def _titled(person: Span, organization: Span, text: str) -> bool:
    """The title stands between the two, or is part of the organization's name."""
    if not organization.end <= person.start <= organization.end + _TITLE_REACH:
        return False
    between = text[organization.end:person.start]
    return bool(_TITLE_BETWEEN.fullmatch(between) and (ROLE_WORD.search(between) or ROLE_WORD.search(organization.of(text))))


def _posted(person: Span, organization: Span, text: str) -> bool:
    """The post stands before the organization, and only a comma between it and the person."""
    if not organization.end <= person.start <= organization.end + 3 or text[organization.end:person.start].strip() not in (",", ""):
        return False
    return bool(ROLE_WORD.search(text[max(0, organization.start - _ROLE_REACH):organization.start]))
