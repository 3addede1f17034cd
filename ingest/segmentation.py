"""Sentences of a clean text, as spans: no parser is needed, so a whole crawl can be segmented before the gate decides.

A paragraph break (a blank line) always ends a sentence; inside a paragraph a full stop ends one unless it belongs to
an abbreviation, an initial, a number or a list marker.
"""
from __future__ import annotations

import re

from ingest.model import Sentence, Span
from ingest.wordlists import words

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
# an end mark, closing quotes or brackets, then white space and something that can begin a sentence
_BOUNDARY = re.compile(r"""[.!?…]["”’»')\]]*(?=\s+["“„‘«'(\[]*[A-ZÀ-ÖØ-ÞŁŚŠŽ0-9€£$])""")
_ABBREVIATIONS = words(
    "col dr gen gov hon jr lt mr mrs ms prof rep rev sen sgt sr st",
    "apr aug dec feb jan jul jun mar nov oct sep sept",
    "adv atty",
    "art arts fig lit no nos p para paras pp ref reg regs sec vol",
    "al approx c.a ca cf e.g ed est etc i.e v vs a.m p.m",
    "b.v co corp inc llc ltd n.v plc s.a",
    "d.c e.u u.k u.s",
    "bn mio mn",
)
# after these a capital usually begins a new sentence all the same ("… fined Acme Inc. The authority …")
_MAY_END = words("b.v co corp inc llc ltd n.v plc s.a", "e.u u.k u.s", "a.m etc p.m", "bn mio mn")
_STARTERS = words(
    "a an it its that the these this those he she they we",
    "at by for in on under with",
    "according after and as but earlier however if last meanwhile when while",
    "both",
)
_WORD_BEFORE = re.compile(r"[\w.&-]*$")
_INITIALS = re.compile(r"[a-z](?:\.[a-z])*")           # "J. Smith", "J.R. Smith", "N.D. Cal."
MAX_SENTENCE = 1500                      # code points; a longer "sentence" is a list or a table and is cut at line ends


def _ends(text: str, stop: int, following: int) -> bool:
    """Whether the mark at `stop` ends a sentence, given where the next word begins."""
    if text[stop] != ".":
        return True
    word = _WORD_BEFORE.search(text[max(0, stop - 20):stop])
    before = word[0].casefold().lstrip(".").rpartition("-")[2] if word else ""         # "then-U.S. $5 million"
    if before in _MAY_END:
        return _starts(text, following)
    if before in _ABBREVIATIONS:
        return False
    if _INITIALS.fullmatch(before):
        return _starts(text, following)
    list_marker = before.isdigit() and (stop == 0 or text[max(0, stop - len(before) - 1)] == "\n")     # "1. First point"
    return not list_marker


def _starts(text: str, at: int) -> bool:
    """Whether the word at `at` is one that begins sentences, with its capital."""
    word = re.match(r"\w+", text[at:])
    return word is not None and word[0][0].isupper() and word[0].casefold() in _STARTERS


def segment(text: str) -> tuple[Sentence, ...]:
    """All sentences of `text` in order; together they cover every character that is not white space."""
    sentences: list[Sentence] = []
    for number, paragraph in enumerate(_PARAGRAPH.finditer(text)):
        start, end = paragraph.span()
        cut = start
        for mark in _BOUNDARY.finditer(text, start, end):
            following = mark.end()
            while following < end and not text[following].isalnum():
                following += 1
            if _ends(text, mark.start(), following):
                _add(sentences, text, cut, mark.end(), number)
                cut = mark.end()
        _add(sentences, text, cut, end, number)
    return tuple(sentences)


def _add(sentences: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    """Append text[start:end] without the white space around it, in pieces where it is too long."""
    start, end = _stripped(text, start, end)
    while end - start > MAX_SENTENCE:
        cut = next((at for mark in "\n " if (at := text.rfind(mark, start + 1, start + MAX_SENTENCE)) > 0), start + MAX_SENTENCE)
        sentences.append(Sentence(len(sentences), paragraph, Span(start, cut)))
        start, end = _stripped(text, cut, end)
    if start < end:
        sentences.append(Sentence(len(sentences), paragraph, Span(start, end)))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
