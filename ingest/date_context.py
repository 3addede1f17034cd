"""What the words around a date tell about it: whether the verb looks back or ahead, and whether the date is a deadline.

Only the sentence is looked at, and no more than `REACH` characters of it on either side, so that the cost stays linear.
"""
from __future__ import annotations

import re

REACH = 160
SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z])|\n|;\s")
TITLE = re.compile(r"\b(?:Mr|Dr|St|Mrs|vs|[A-Z])$")               # a full stop after these ends no sentence
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MODAL = word_set("will shall would won't cannot may might could should must can ought i'll you'll he'll she'll it'll we'll they'll "
                 "that'll")
AHEAD = word_set("expected scheduled due slated planned upcoming forthcoming starting beginning effective expects planning")
TO_AHEAD = word_set("set likely about supposed required is are was were be been being has have had going plans plan intends intend aims "
                    "aim hopes hope wants want expects due")
ASKED = word_set("summoned invited subpoenaed "
                 "ordered instructed told asked urged required requested directed demanded obliged allowed expected agreed promised "
                 "pledged vowed warned order instruct tell ask urge require request direct demand oblige allow agree promise pledge vow")
PAST = word_set("was were had did said told began took made gave went came fell rose won lost sent met held saw found ruled wrote got "
                "brought bought sold paid left led put set cut hit became ran broke built chose drew drove fought grew kept knew meant "
                "sought spoke stood struck swore thought withdrew upheld has have been since ago")
BETWEEN = word_set("be been have not also only then now")   # between a modal and its verb
CLAUSE = word_set("that whether")                            # "the order Friday that it *must* stop": a clause with a time of its own
DEADLINE = re.compile(
    r"\b(?:by|before|until|till|within|prior to|ahead of|no later than|not later than|at the latest by|at the latest on|"
    r"deadline (?:of|for|on|is|was|to)|due (?:on|by|in)|expires? (?:on|in)|up to|up until)\s(?:the\s)?"
    r"(?:(?:very\s)?(?:end|beginning|start|middle|close)\sof\s)?(?:the\s)?$", re.I)
LATEST = re.compile(r",? at the latest\b", re.I)
_LAW = r"(?:Acts?|Law|Code|Bill|Constitution|Regulations?|Directive|Ordinance|Statute|Treaty|Convention|Charter)"
LAW_OF = re.compile(rf"\b{_LAW}(?:\s\([^()\n]{{1,30}}\))?(?:,?\s[Nn]o\.?\s[\w/.-]+)?(?P<of>,?\sof\s(?:the\s)?|,?\s)$")
THE = re.compile(r"(?:\b(?:the|its|their|an?|this|that)|['’]s)\s$", re.I)
LAW_AFTER = re.compile(rf"\s(?:[A-Z][\w'’&-]*\s|and\s|of\s|on\s|the\s){{0,6}}{_LAW}\b")
YEAR_ALONE = re.compile(r"\d{4}\Z")


def words_around(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """The words of the sentence before and after `start`..`end`, small letters, within `REACH`."""
    before, after = text[max(0, start - REACH):start], text[end:end + REACH]
    ends = [m for m in SENTENCE_END.finditer(before) if "\n" in m[0] or not TITLE.search(before, max(0, m.start() - 4), m.start())]
    stop = SENTENCE_END.search(after)
    said = (before[ends[-1].end():] if ends else before, after[:stop.start()] if stop else after)
    return tuple([w.lower().replace("’", "'") for w in WORD.findall(s)] for s in said)      # type: ignore[return-value]


def cue(words: list[str], n: int, date_first: bool = False) -> str | None:
    """What the word at `n` tells: "future", "past" or nothing.

    `date_first`: the date stands before the word, so that "in June it asked X to stop" dates the asking, not the stopping.
    """
    word = words[n]
    if word in MODAL or word in AHEAD:
        return "future"
    if word == "to":
        before = words[n - 1] if n else ""
        ahead = before in TO_AHEAD or words[n + 1:n + 2] == ["be"] or not ASKED.isdisjoint(words[max(0, n - 5):n])
        return "future" if ahead else None
    if word not in PAST and not (len(word) > 3 and word.endswith("ed")):
        return None
    follows = words[n + 1:n + 2]
    if word in TO_AHEAD and follows:                             # "is expected", "was to", "is set to"
        if follows[0] in AHEAD or follows[0] == "to" or (follows[0] in TO_AHEAD and words[n + 2:n + 3] == ["to"]):
            return "future"
    if word in ASKED and not date_first and "to" in words[n + 1:n + 6]:
        return "future"
    at = n - 1
    while at >= 0 and words[at] in BETWEEN:
        at -= 1
    if at >= 0 and (words[at] in MODAL or words[at] == "to"):
        return "future" if words[at] in MODAL or at < n - 1 else None        # "to hit": what stands before "to" decides
    return "past"


def tense_at(text: str, start: int, end: int) -> str | None:
    """"past" or "future" by the nearest verb before the date in its sentence, else by the first one after it; None without one."""
    if ends_term(text, start, end):
        return "future"
    before, after = words_around(text, start, end)
    after = after[:next((n for n, w in enumerate(after) if w in CLAUSE), len(after))]
    found = (cue(words, n, date_first) for words, order, date_first in (
        (before, reversed(range(len(before))), False), (after, range(len(after)), True)) for n in order)
    return next((tense for tense in found if tense), None)


def names_law(text: str, start: int, end: int) -> bool:
    """Whether the date is part of the name of a law: "the Privacy Act (PA) *1988*", "Law No. 5 of *6 January 1978*", "the *1999* Constitution"."""
    before = LAW_OF.search(text[max(0, start - 80):start])
    if before and ("of" in before["of"] or YEAR_ALONE.match(text[start:end])):
        return True
    return bool(YEAR_ALONE.match(text[start:end]) and THE.search(text[max(0, start - 8):start]) and LAW_AFTER.match(text, end))


def is_deadline(text: str, start: int, end: int) -> bool:
    """Whether the date ends a term: "by 30 June", "within 30 days", "before the end of May"."""
    return ends_term(text, start, end) or text[start:start + 7].lower() == "within "


def ends_term(text: str, start: int, end: int) -> bool:
    return bool(DEADLINE.search(text[max(0, start - 48):start]) or LATEST.match(text[end:end + 16]))
