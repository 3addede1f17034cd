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
_SENTENCE_END = re.compile(r"[.!?…]['”\"’)]*$")


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
    """Statements with their speakers; words that nobody known speaks are no statement."""
    parses = list(parses)
    statements: list[Statement] = []
    for number, span in enumerate(quotations):
        voice = _speaker(span, quotations, parses, refs, text)
        if not voice and statements:
            last = statements[-1].span
            breaks = len(re.findall(r"\n\s*", text[last.end:span.start]))
            opens = not re.search(r"\w", text[text.rfind("\n", 0, span.start) + 1:span.start])
            if breaks == 0 or (breaks == 1 and opens):
                voice = statements[-1].speaker
        statements.append(Statement(span, voice))
        # the first part of "…," said X, "…" is spoken by the one who speaks the second
        if number and voice and not statements[-2].speaker and "\n" not in text[statements[-2].span.end:span.start]:
            statements[-2] = Statement(statements[-2].span, voice)
    return tuple(s for s in statements if s.speaker)


def _speaker(span: Span, quotations: Sequence[Span], parses: Sequence[Parse], refs: Referents, text: str) -> Voice:
    """The nearest subject of a verb of saying outside all quotations, in the sentences that touch this one."""
    paragraph = Span(text.rfind("\n", 0, span.start) + 1, _line_end(text, span.end))
    best: tuple[int, Voice] | None = None
    for parse in parses:
        if not parse.sentence.span.overlaps(Span(paragraph.start, paragraph.end)):
            continue
        base = parse.sentence.span.start
        for token in parse.doc:
            if token.lemma_ not in SAYING or token.pos_ not in ("VERB", "AUX"):
                continue
            position = base + token.idx
            if any(q.start <= position < q.end for q in quotations):
                continue
            distance = span.start - position if position < span.start else position - span.end
            gap = text[position:span.start] if position < span.start else text[span.end:position]
            limit = 170
            if distance > limit or "\n" in gap or (position < span.start and re.search(r"[.!?]\s+[“\"A-Z]", gap) and ":" not in gap and not _introduces(gap)):
                continue
            if position > span.end and re.search(r"[.!?]['”\"]?\s", gap.strip("”\"’ ")) and not _SENTENCE_END.search(text[span.start:span.end + 1]):
                continue
            if position > span.end and _SENTENCE_END.search(text[:span.end + 1]) and text[span.end - 1] in ".!?" and not gap.strip("”\"’ ,").split(" ")[0][:1].islower() \
                    and not re.match(r"[”\"’]?,?\s*[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+)*\s*(?:,|\b)", gap + token.text):
                continue
            voice = _voice(_who_says(token), parse, refs, span, base)
            if voice and (best is None or distance < best[0]):
                best = (distance, voice)
    return best[1] if best else _before_colon(span, parses, refs, text)


def _introduces(gap: str) -> bool:
    return bool(re.search(r"[:,]\s*[“\"„«‘']?\s*$", gap))


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _who_says(verb: Token) -> list[Token]:
    found = subjects(verb)
    if not found and verb.lemma_ in ("read", "put", "quote"):
        return []
    return found


def _voice(tokens: Iterable[Token], parse: Parse, refs: Referents, span: Span, base: int) -> Voice:
    """The person in the subject ("the authority's chief, *Jane Roe*,"), with his or her organization; else the organization."""
    for subject in tokens:
        if span.start <= base + subject.idx < span.end:
            continue
        phrase = [subject, *(t for t in subject.subtree if t.i != subject.i and not any(a.dep_ == "relcl" for a in (t, *t.ancestors) if a.is_ancestor(t) or a.i == t.i))]
        found = [(e, refs.kind(e)) for t in phrase for e in refs.of(parse, t)]
        person = next((e for e, kind in found if kind == "person"), None)
        organization = next((refs.parties[e].stands_for or e for e, kind in found if kind not in ("person", "jurisdiction", "")), None)
        if person:
            return Voice(person, refs.posts.get(person) or organization)
        if organization:
            return Voice(None, organization)
    return Voice()


def _before_colon(span: Span, parses: Sequence[Parse], refs: Referents, text: str) -> Voice:
    """ "Jane Roe, Commissioner for X: “…”" and "“…” – Jane Roe": a name with nothing but a colon or dash."""
    start = text.rfind("\n", 0, span.start) + 1
    lead = text[start:span.start]
    colon = re.search(r":\s*[“\"„«‘']?\s*$", lead)
    trail = re.match(r"[”\"“»’']?\s*[–—-]\s*", text[span.end:span.end + 6])
    if not colon and not trail:
        return Voice()
    area = Span(start, span.start) if colon else Span(span.end, min(len(text), span.end + 120))
    person = organization = None
    for parse in parses:
        if not parse.sentence.span.overlaps(area):
            continue
        base = parse.sentence.span.start
        for token in parse.doc:
            if area.start <= base + token.idx < area.end:
                for entity in refs.of(parse, token):
                    kind = refs.kind(entity)
                    if kind == "person":
                        person = person or entity
                    elif kind and kind != "jurisdiction":
                        organization = organization or refs.parties[entity].stands_for or entity
    return Voice(person, refs.posts.get(person, organization) if person else organization) if person or organization else Voice()
