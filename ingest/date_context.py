"""What the words around a date tell about it: whether the verb looks back or ahead, and whether the date is a deadline.

Only the sentence is looked at, and no more than `REACH` characters of it on either side, so that the cost stays linear.
"""
from __future__ import annotations

import re

REACH = 160
SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\bMr)(?<!\bDr)(?<!\bSt)(?<!\bMrs)(?<!\bvs)[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z])|\n|;\s")
MODAL = r"will|shall|would|won['’]t|cannot|may|might|could|should|must|can|ought"
INTENT = (r"(?:is|are|was|were|be|been|being) (?:set|due|scheduled|slated|expected|planned|likely|about|supposed|required|to)|"
          r"(?:has|have|had) to|going to|to be|plans? to|planning to|planned|plan|intends? to|aims? to|hopes? to|wants? to|"
          r"expects? to|expected|scheduled|due|slated|upcoming|forthcoming|starting|beginning|effective")
ASKED = (r"(?:order|instruct|tell|told|ask|urge|require|request|direct|demand|oblige|allow|expect|agree|promise|pledge|vow|warn)"
         r"(?:ed|s|d)?(?: \w+){0,4}? to")
PAST = ("was|were|had|did|said|told|began|took|made|gave|went|came|fell|rose|won|lost|sent|met|held|saw|found|ruled|wrote|got|brought|"
        "bought|sold|paid|left|led|put|set|cut|hit|became|ran|broke|built|chose|drew|drove|fought|grew|kept|knew|meant|sought|spoke|stood|struck|"
        "swore|thought|withdrew|upheld|has|have|been|since|ago")
# A verb that follows its modal ("will be released") belongs to the modal's cue and is no cue of its own.
CUE = re.compile(
    rf"\b(?P<future>(?:{MODAL}|{INTENT})|{ASKED}|\w+['’]ll)\b(?:[ -](?:not|also|only|then|now|be|have|been|to|it|them|the|company))*"
    rf"(?: \w+(?:ed|en|ld|t))?|\b(?P<past>{PAST}|\w{{2,}}ed)\b", re.I)
DEADLINE = re.compile(
    r"\b(?:by|before|until|till|within|prior to|ahead of|no later than|not later than|at the latest by|at the latest on|"
    r"deadline (?:of|for|on|is|was|to)|due (?:on|by|in)|expires? (?:on|in)|up to|up until)\s(?:the\s)?"
    r"(?:(?:very\s)?(?:end|beginning|start|middle|close)\sof\s)?(?:the\s)?$", re.I)
LATEST = re.compile(r",? at the latest\b", re.I)


def sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    """The words of the sentence before and after `start`..`end`, cut at `REACH`."""
    before, after = text[max(0, start - REACH):start], text[end:end + REACH]
    cut = max((m.end() for m in SENTENCE_END.finditer(before)), default=0)
    stop = SENTENCE_END.search(after)
    return before[cut:], after[:stop.start()] if stop else after


def tense_at(text: str, start: int, end: int) -> str | None:
    """"past" or "future" by the nearest verb before the date in its sentence, else by the first one after it; None without one."""
    if is_deadline(text, start, end):
        return "future"
    before, after = sentence_around(text, start, end)
    cues = list(CUE.finditer(before))
    cue = cues[-1] if cues else CUE.search(after)
    return ("future" if cue["future"] else "past") if cue else None


def is_deadline(text: str, start: int, end: int) -> bool:
    """Whether the date ends a term: "by 30 June", "within 30 days", "before the end of May"."""
    return bool(DEADLINE.search(text[max(0, start - 48):start]) or LATEST.match(text[end:end + 16])
                or text[start:start + 7].lower() == "within ")
