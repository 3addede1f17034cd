"""Where quotation marks open and close: all styles of marks, one inside another, repeated at each paragraph, left open, or astray.

Whether a mark opens or closes is read from what stands beside it; only where that says nothing does its shape decide. Single marks are
apostrophes as well, so one that closes must be told from a genitive ("the users’ data").
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.model import Span

_DOUBLE = "“”„‟«»\""
_OPENING = "“„«"
_SINGLE_OPENS = re.compile(r"(?<![\w.,!?%)\]])[‘'](?=[\w(\[…$€£])")
_SINGLE_CLOSES = re.compile(r"(?<=[\w.,!?…)\]%])[’'](?!\w)")
_PARAGRAPH = re.compile(r"[^\n]+")
_BEFORE_OPENING = "([{—–-/:,‘'“„«\""
_AFTER_OPENING = "([{‘'“„«\"…$€£#@"
_AFTER_CLOSING = ".,;:!?)]}—–-…’'”»\""
_LEADS_IN = re.compile(r"(?:^|[:,]|\b(?:sa(?:id|ys)|that))\s*$")


def quoted(text: str) -> tuple[Span, ...]:
    """The words between outermost marks, in order. A quotation that is not closed ends with its paragraph."""
    spans: list[Span] = []
    goes_on = False                        # whether the paragraph before left its quotation open
    paragraphs = [Span(*p.span()) for p in _PARAGRAPH.finditer(text)]
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        double, left_open = _double(text, paragraph, goes_on, following)
        single = _single(text, paragraph, double, following)
        spans += sorted(s for s in (*double, *single) if not any(o != s and o.holds(s) for o in (*double, *single)))
        goes_on = left_open
    return tuple(spans)


def _double(text: str, paragraph: Span, goes_on: bool, following: Span | None) -> tuple[list[Span], bool]:
    """Outermost pairs of double marks in a paragraph, and whether its last quotation stays open."""
    open_marks: list[int] = []
    pairs: list[Span] = []
    for at, opens in _marks(text, paragraph):
        if opens is None:
            opens = not open_marks
        if opens:
            open_marks.append(at)
        elif open_marks:
            pairs.append(Span(open_marks.pop() + 1, at))
        elif goes_on and not pairs:        # the paragraph before opened it
            pairs.append(Span(paragraph.start, at))
            goes_on = False
    if not open_marks:
        return [p for p in pairs if not any(o != p and o.holds(p) for o in pairs)], False
    first = open_marks[0]
    outside = [p for p in pairs if p.end <= first]
    continued = following is not None and text[following.start] in _DOUBLE
    inside = [p for p in pairs if p.start > first]
    if not continued and inside:           # a mark astray before a quotation that is whole
        return [*outside, *(p for p in inside if not any(o != p and o.holds(p) for o in inside))], False
    if continued or _LEADS_IN.search(text[paragraph.start:first]):
        return [*outside, Span(first + 1, paragraph.end)], True
    return outside, False


def _marks(text: str, paragraph: Span) -> Iterator[tuple[int, bool | None]]:
    """Double marks of a paragraph and whether each opens; None where only the marks before it can tell."""
    for at in range(paragraph.start, paragraph.end):
        mark = text[at]
        if mark not in _DOUBLE:
            continue
        before = text[at - 1] if at > paragraph.start else " "
        after = text[at + 1] if at + 1 < paragraph.end else " "
        may_open = (before.isspace() or before in _BEFORE_OPENING) and (after.isalnum() or after in _AFTER_OPENING)
        may_close = not before.isspace() and (after.isspace() or after in _AFTER_CLOSING)
        if may_open != may_close:
            yield at, may_open
        elif mark == "\"" or (before.isspace() and after.isspace()):
            yield at, None
        else:
            yield at, mark in _OPENING


def _single(text: str, paragraph: Span, double: Sequence[Span], following: Span | None) -> list[Span]:
    """Pairs of single marks outside the double ones."""
    pairs: list[Span] = []
    openings = [m.start() for m in _SINGLE_OPENS.finditer(text, paragraph.start, paragraph.end) if not _inside(m.start(), double)]
    for number, start in enumerate(openings):
        if pairs and start < pairs[-1].end:
            continue
        limit = openings[number + 1] if number + 1 < len(openings) else paragraph.end
        closings = [m.start() for m in _SINGLE_CLOSES.finditer(text, start + 1, limit) if not _inside(m.start(), double)]
        end = next((c for c in closings if not _may_be_genitive(text, c, paragraph.end)), closings[0] if closings else None)
        if end is not None:
            pairs.append(Span(start + 1, end))
        elif start == paragraph.start and following is not None and text[following.start] == text[start]:
            pairs.append(Span(start + 1, paragraph.end))
    return pairs


def _may_be_genitive(text: str, at: int, end: int) -> bool:
    """ "the users’ data": after a plural, and words go on."""
    return text[at - 1] in "sxz" and at + 1 < end and text[at + 1] == " "


def _inside(at: int, spans: Sequence[Span]) -> bool:
    return any(s.start <= at < s.end for s in spans)
