"""Acts that are told without a date where another sentence dates them by a noun: "fined X. … The *decision*, released on *Thursday*, …".

The noun says which kinds of acts are meant. It dates acts of one party only, those told up to the end of its paragraph, and none of a
kind of which that party's acts have another date.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ingest.model import Claim, When
from ingest.wordlists import words

_MEASURES = words(
    "ban fine order-compliance order-deletion order-suspension preliminary-ban reprimand warn",
    "find-infringement find-no-infringement annul-penalty uphold rule grant-injunction",
    "approve decline-approval close-inquiry lift-restriction",
)
# The acts that a noun may mean.
_KINDS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(words("decision determination finding"), _MEASURES),
    **dict.fromkeys(words("judgement judgment ruling verdict"), words(
        "annul-penalty ban find-infringement find-no-infringement grant-injunction order-compliance order-deletion order-suspension rule uphold")),
    **dict.fromkeys(words("direction directive injunction order"), words("ban order-compliance order-deletion order-suspension preliminary-ban")),
    **dict.fromkeys(words("fine penalty sanction"), words("fine")),
    **dict.fromkeys(words("raid search"), words("inspect")),
    **dict.fromkeys(words("inquiry investigation probe sweep"), words("open-inquiry")),
    **dict.fromkeys(words("settlement"), words("settle-with")),
    **dict.fromkeys(words("case lawsuit paper petition suit"), words("refer-to-court sue")),
    **dict.fromkeys(words("complaint"), words("file-complaint")),
}
_NOUN = rf"(?P<noun>{'|'.join(sorted(_KINDS))})s?"
_GIVEN = (r"(?:adopted|announced|brought|dated|delivered|disclosed|filed|given|handed\sdown|imposed|issued|launched|made(?:\spublic)?|pronounced|published"
          r"|released|rendered|reached|revealed|signed|taken|unveiled)")
_ADJECTIVES = r"(?:(?!on\b|in\b|of\b|by\b)[\w-]+\s){0,3}"
_THE = r"(?:the|this|that|its|their|his|her)"
_FIELD = re.compile(rf"\bdate\sof\s(?:the\s)?(?:final\s)?{_NOUN}\s?:?\s$", re.I)       # a line of its own: of the whole text
_BEFORE = (                              # what stands before the date
    re.compile(rf"\bin\s(?:a|an|{_THE})\s{_ADJECTIVES}{_NOUN},?\s{_GIVEN}\s(?:late\s|early\s)?(?:on\s)?$", re.I),
    re.compile(rf"\b{_THE}\s{_ADJECTIVES}{_NOUN},?\s(?:(?:which|that)\s(?:[\w’'-]+\s){{0,7}})?(?:was\s|were\s)?(?:first\s)?"
               rf"{_GIVEN}\s(?:late\s|early\s)?(?:on\s)?$", re.I),
    re.compile(rf"\b{_GIVEN}\s{_THE}\s{_ADJECTIVES}{_NOUN}\s(?:late\s|early\s)?(?:on\s)?$", re.I),
    re.compile(rf"\b{_GIVEN}\s{_THE}\s{_ADJECTIVES}{_NOUN}\sin\sa\sstatement\s(?:on\s)?$", re.I),
    _FIELD,
)
_AFTER = (                               # what stands after it
    re.compile(rf"(?:(?<=['’]s)|['’]s)\s{_ADJECTIVES}{_NOUN}\b", re.I),
    re.compile(rf"\s(?:statement|announcement|press\srelease|release|post)\s(?:announcing|about|on)\s{_THE}\s{_ADJECTIVES}{_NOUN}\b", re.I),
)
_DETERMINED = re.compile(rf"\b{_THE}\s$", re.I)
_SAID_OF = re.compile(rf"\s(?:{_ADJECTIVES}){_NOUN}\b", re.I)
_REACH = 120                             # code points before a date in which the noun stands


def dated_by_nouns(claims: Sequence[Claim], dates: Iterable[When], bodies: Mapping[int, str], text: str) -> list[Claim]:
    """The claims; those without a date that a noun elsewhere dates have it. `bodies` are authorities by the place where they are named."""
    found = list(claims)
    for day in dates:
        kinds = _meant(day, text)
        if not kinds or day.span is None:
            continue
        start, end = text.rfind("\n", 0, day.span.start) + 1, text.find("\n", day.span.end)
        end = len(text) if end < 0 or _FIELD.search(text[start:day.span.start]) else end
        sentence = text.rfind(". ", start, day.span.start) + 1 or start
        here = {body for at, body in bodies.items() if sentence <= at < day.span.end}
        told = [n for n, c in enumerate(found) if c.type in kinds and c.actor and (c.polarity, c.modality) == ("affirmed", "actual")]
        actor = next((found[n].actor for n in told if found[n].when is None and found[n].trigger_span.start < end), None)
        if actor is None or (here and here.isdisjoint(actor)):
            continue
        by_actor = [n for n in told if found[n].actor == actor]
        elsewhen = {found[n].type for n in by_actor if (w := found[n].when) and not (w.earliest <= day.latest and day.earliest <= w.latest)}
        for n in by_actor:
            if found[n].when is None and found[n].trigger_span.start < end and found[n].type not in elsewhen:
                found[n] = replace(found[n], when=day)
    return found


def _meant(day: When, text: str) -> frozenset[str]:
    """The kinds of acts that a date dates by a noun; none where it dates no such noun."""
    if day.span is None or day.role != "event" or (day.latest - day.earliest).days > 31:
        return frozenset()
    before = text[max(0, day.span.start - _REACH):day.span.start]
    match = next((m for pattern in _BEFORE if (m := pattern.search(before))), None) or next(
        (m for pattern in _AFTER if (m := pattern.match(text, day.span.end))), None)
    if match is None and _DETERMINED.search(before):                 # "the 4 May decision"
        match = _SAID_OF.match(text, day.span.end)
    return _KINDS[match["noun"].casefold()] if match else frozenset()
