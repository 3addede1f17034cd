"""Sentences of a clean text, as spans: no parser is needed, so a whole crawl can be segmented before the gate decides.

A paragraph break (a blank line) always ends a sentence; inside a paragraph a full stop ends one unless it belongs to
an abbreviation, an initial, a number or a list marker.
"""
from __future__ import annotations

import re

from ingest.model import Sentence, Span

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
# an end mark, closing quotes or brackets, then white space and something that can begin a sentence
_BOUNDARY = re.compile(r"""[.!?…]["”’»')\]]*(?=\s+["“„‘«'(\[]*[A-ZÀ-ÖØ-ÞŁŚŠŽ0-9€£$])""")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sr jr st no nos art arts sec para paras al v vs inc ltd co corp llc plc u.s u.k e.u e.g i.e etc cf approx ca"
    " jan feb mar apr jun jul aug sep sept oct nov dec lit p pp fig vol ed gen gov sen rep rev hon col lt sgt a.m p.m c.a d.c n.v s.a b.v"
    " reg regs ref est bn mn mio".split()
)
# after these a capital usually begins a new sentence all the same ("… fined Acme Inc. The authority …")
_MAY_END = frozenset("inc ltd co corp llc plc u.s u.k e.u etc a.m p.m s.a n.v b.v bn mn mio".split())
_STARTERS = frozenset("the a an it its this that these those he she they we in on at but and however according meanwhile when while after"
                      " as if for with by last earlier under both".split())
MAX_SENTENCE = 1500                      # code points; a longer "sentence" is a list or a table and is cut at line ends


def _ends(text: str, stop: int, following: int) -> bool:
    """Whether the mark at `stop` ends a sentence, given where the next word begins."""
    if text[stop] != ".":
        return True
    word = re.search(r"[\w.&-]*$", text[max(0, stop - 20):stop])
    before = word[0].casefold().lstrip(".") if word else ""
    following_word = re.match(r"[\w]+", text[following:])
    starter = bool(following_word) and following_word[0].casefold() in _STARTERS and following_word[0][0].isupper()
    if before in _MAY_END:
        return starter
    if before in _ABBREVIATIONS:
        return False
    if re.fullmatch(r"[a-z]", before):   # an initial: "J. Smith"
        return starter
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]", before):
        return starter
    if before.isdigit() and (stop == 0 or text[max(0, stop - len(before) - 1)] == "\n"):
        return False                      # "1. First point"
    return True


def segment(text: str) -> tuple[Sentence, ...]:
    """All sentences of `text` in order; together they cover every character that is not white space."""
    sentences: list[Sentence] = []
    for number, paragraph in enumerate(_PARAGRAPH.finditer(text)):
        start, end = paragraph.span()
        cut = start
        for mark in _BOUNDARY.finditer(text, start, end):
            following = mark.end()
            while following < end and not (text[following].isalnum()):
                following += 1
            if _ends(text, mark.start(), following):
                _add(sentences, text, cut, mark.end(), number)
                cut = mark.end()
        _add(sentences, text, cut, end, number)
    return tuple(sentences)


def _add(sentences: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_SENTENCE:
        cut = text.rfind("\n", start + 1, start + MAX_SENTENCE)
        if cut < 0:
            cut = text.rfind(" ", start + 1, start + MAX_SENTENCE)
        cut = cut if cut > start else start + MAX_SENTENCE
        sentences.append(Sentence(len(sentences), paragraph, Span(start, cut)))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        sentences.append(Sentence(len(sentences), paragraph, Span(start, end)))
