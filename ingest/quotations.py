"""Direct quotations and who speaks them.

A quotation runs between matching marks; one that opens anew in the next paragraph without having been closed goes on.
The speaker stands beside a verb of saying before, after, or between the parts, or in front of a colon; a quotation
without one belongs to the speaker of the quotation just before in the same paragraph, or in the paragraph above.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ingest.model import Parse, Span, Statement, Voice
from ingest.referents import Referents
from ingest.syntax import subjects

if TYPE_CHECKING:
    from spacy.tokens import Token

_QUOTED = re.compile(r"“([^“”\n]{2,}?)(?:”|(?=\n|\Z))|„([^„“”\n]{2,}?)[“”]|«\s?([^«»\n]{2,}?)\s?»|(?<![\w\"])\"([^\"\n]{2,}?)(?:\"(?!\w)|(?=\n|\Z))"
                     r"|(?<![\w‘])‘([^‘’\n]{12,}?)’(?!\w)|(?<![\w'])'([^'\n]{25,}?[.,!?])'(?!\w)")
SAYING = frozenset(
    "say tell add state explain note warn claim argue comment write declare stress emphasise emphasize insist continue announce conclude remark point observe"
    " highlight reiterate respond reply acknowledge confirm read describe call tweet post quote underline maintain believe think put go".split())
MIN_WORDS = 3                            # fewer words between marks are a term, not a statement
MAX_DISTANCE = 170                       # code points between the words and who is said to say them


def find_quotations(text: str) -> tuple[Span, ...]:
    """Spans between quotation marks, without the marks, that are long enough to be statements."""
    spans = []
    for match in _QUOTED.finditer(text):
        group = next(i for i in range(1, 7) if match[i] is not None)
        start, end = match.span(group)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1] in " ,":
            end -= 1
        if len(re.findall(r"\w+", text[start:end])) >= MIN_WORDS and not _is_title(text, start, end):
            spans.append(Span(start, end))
    return tuple(spans)


def _is_title(text: str, start: int, end: int) -> bool:
    """A short run of capitalised words is the name of a document or a law."""
    words = [w for w in re.findall(r"[\w'’-]+", text[start:end]) if len(w) > 3]
    return len(words) < 8 and bool(words) and all(w[0].isupper() for w in words)


def attribute(quotations: Sequence[Span], parses: Iterable[Parse], refs: Referents, text: str) -> tuple[Statement, ...]:
    """Statements with their speakers, in order; words that nobody known speaks are no statement."""
    parses = list(parses)
    voices: list[Voice] = []
    for number, span in enumerate(quotations):
        before, after = _surroundings(number, quotations, text)
        voice = _said_after(span, after, parses, refs, text) or _said_before(before, parses, refs, text) or _beside_mark(span, before, after, parses, refs, text)
        if not voice and voices and _goes_on(quotations[number - 1], span, text):
            voice = voices[-1]
        voices.append(voice or _subject_before(before, parses, refs))
    for number in range(len(voices) - 2, -1, -1):      # "…," said X, "…": the first part is spoken by who speaks the second
        between = text[quotations[number].end:quotations[number + 1].start]
        if not voices[number] and "\n" not in between and len(between) < 200:
            voices[number] = voices[number + 1]
    return tuple(Statement(s, v) for s, v in zip(quotations, voices, strict=True) if v)


def _surroundings(number: int, quotations: Sequence[Span], text: str) -> tuple[Span, Span]:
    """The words of the paragraph before and after a quotation, up to the neighbouring quotations."""
    span = quotations[number]
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    if number:
        start = max(start, quotations[number - 1].end)
    if number + 1 < len(quotations):
        end = min(end, quotations[number + 1].start)
    return Span(start, span.start), Span(span.end, max(end, span.end))


def _goes_on(last: Span, span: Span, text: str) -> bool:
    """Whether a quotation continues the one before: in the same paragraph, or opening the next."""
    breaks = len(re.findall(r"\n\s*", text[last.end:span.start]))
    opens = not re.search(r"\w", text[text.rfind("\n", 0, span.start) + 1:span.start])
    return breaks == 0 or (breaks == 1 and opens)


def _sayings(area: Span, parses: Sequence[Parse]) -> list[tuple[int, Parse, Token]]:
    """Verbs of saying in an area of the text, with their positions."""
    found = []
    for parse in parses:
        base = parse.sentence.span.start
        if parse.sentence.span.overlaps(area):
            found += [(base + t.idx, parse, t) for t in parse.doc if t.pos_ in ("VERB", "AUX") and t.lemma_ in SAYING and area.start <= base + t.idx < area.end]
    return found


def _said_after(span: Span, after: Span, parses: Sequence[Parse], refs: Referents, text: str) -> Voice:
    """ "…," said X: in the words that follow without a new sentence."""
    if text[span.end - 1] == ".":
        return Voice()
    stop = re.search(r"[.!?]\s+[A-Z“\"]", text[after.start:after.end])
    area = Span(after.start, after.start + stop.start() + 1 if stop else after.end)
    for position, parse, verb in _sayings(area, parses):
        voice = _voice(subjects(verb), parse, refs) if position - span.end < MAX_DISTANCE else Voice()
        if voice:
            return voice
    return Voice()


def _said_before(before: Span, parses: Sequence[Parse], refs: Referents, text: str) -> Voice:
    """X said: "…", X added that "…": the last verb of saying of a sentence that leads into the quotation."""
    lead = text[before.start:before.end].rstrip(" “\"„«‘'")
    if not lead or lead[-1] in ".!?”":
        return Voice()
    sentence = max((m.end() for m in re.finditer(r"[.!?]\s+(?=[A-Z])", lead)), default=0)
    area = Span(before.start + sentence, before.end)
    for position, parse, verb in reversed(_sayings(area, parses)):
        voice = _voice(subjects(verb), parse, refs) if before.end - position < MAX_DISTANCE else Voice()
        if voice:
            return voice
    return Voice()


def _subject_before(before: Span, parses: Sequence[Parse], refs: Referents) -> Voice:
    """Nobody is named beside the words: X rejected the decision. "We have no office there." """
    earlier = [p for p in parses if p.sentence.span.end <= before.end and p.sentence.span.start >= before.start]
    for parse in reversed(earlier[-1:]):
        for root in (t for t in parse.doc if t.dep_ == "ROOT"):
            voice = _voice(subjects(root), parse, refs)
            if voice:
                return voice
    return Voice()


def _voice(tokens: Iterable[Token], parse: Parse, refs: Referents) -> Voice:
    """The person in the subject ("the authority's chief, *Jane Roe*,"), with his or her organization; else the organization."""
    for subject in tokens:
        phrase = [subject, *(t for t in subject.subtree if t.i != subject.i and not any(a.dep_ == "relcl" for a in (t, *t.ancestors) if a.is_ancestor(t) or a.i == t.i))]
        found = [(e, refs.kind(e)) for t in phrase for e in refs.of(parse, t)]
        person = next((e for e, kind in found if kind == "person"), None)
        organization = next((refs.parties[e].stands_for or e for e, kind in found if kind not in ("person", "jurisdiction", "")), None)
        if person:
            return Voice(person, refs.posts.get(person) or organization)
        if organization:
            return Voice(None, organization)
    return Voice()


def _beside_mark(span: Span, before: Span, after: Span, parses: Sequence[Parse], refs: Referents, text: str) -> Voice:
    """ "Jane Roe, Commissioner for X: “…”" and "“…” – Jane Roe": a name with nothing but a colon or a dash."""
    colon = re.search(r":\s*[“\"„«‘']?\s*$", text[before.start:before.end])
    dash = re.match(r"[”\"“»’']?\s*[–—-]\s*(?=[A-Z])", text[after.start:after.end])
    area = before if colon else Span(after.start, min(after.end, after.start + 120)) if dash else None
    if area is None:
        return Voice()
    person = organization = None
    for parse in parses:
        base = parse.sentence.span.start
        for token in parse.doc if parse.sentence.span.overlaps(area) else ():
            for entity in refs.of(parse, token) if area.start <= base + token.idx < area.end else ():
                kind = refs.kind(entity)
                if kind == "person":
                    person = person or entity
                elif kind and kind != "jurisdiction":
                    organization = organization or refs.parties[entity].stands_for or entity
    return Voice(person, refs.posts.get(person) or organization) if person else Voice(None, organization)
