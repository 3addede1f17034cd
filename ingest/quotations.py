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
from ingest.syntax import VERBAL, subjects
from ingest.wordlists import words

if TYPE_CHECKING:
    from ingest.tokens import Token

# One group for each kind of marks. Marks that begin paragraphs may stay open; single ones are apostrophes unless much stands between.
_QUOTED = re.compile(
    r"""  “([^“”\n]{2,}?)(?:”|(?=\n|\Z))
      | „([^„“”\n]{2,}?)[“”]
      | «\s?([^«»\n]{2,}?)\s?»
      | (?<![\w"])"([^"\n]{2,}?)(?:"(?!\w)|(?=\n|\Z))
      | (?<![\w‘])‘([^‘’\n]{12,}?)’(?!\w)
      | (?<![\w'])'([^'\n]{25,}?[.,!?])'(?!\w)
    """, re.VERBOSE)
SAYING = words(
    "add announce comment continue declare explain go note observe point post put quote read remark say state tell tweet warn write",
    "argue believe claim insist maintain think",
    "emphasise emphasize highlight reiterate stress underline",
    "acknowledge call conclude confirm describe reply respond",
)
MIN_WORDS = 3                            # fewer words between marks are a term, not a statement
MAX_TITLE = 8                            # words of four letters and more; a title has fewer
MAX_DISTANCE = 170                       # code points between the words and who is said to say them
MAX_BETWEEN = 200                        # code points between two parts of one quotation
MAX_NAME = 120                           # code points after a dash in which a name stands


def find_quotations(text: str) -> tuple[Span, ...]:
    """Spans between quotation marks, without the marks, that are long enough to be statements."""
    spans = []
    for match in _QUOTED.finditer(text):
        start, end = match.span(match.lastindex or 0)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1] in " ,":
            end -= 1
        if len(re.findall(r"\w+", text[start:end])) >= MIN_WORDS and not _is_title(text, start, end):
            spans.append(Span(start, end))
    return tuple(spans)


def _is_title(text: str, start: int, end: int) -> bool:
    """A short run of capitalised words is the name of a document or a law."""
    long = [w for w in re.findall(r"[\w'’-]+", text[start:end]) if len(w) > 3]
    return 0 < len(long) < MAX_TITLE and all(w[0].isupper() for w in long)


def attribute(quotations: Sequence[Span], parses: Iterable[Parse], refs: Referents, text: str) -> tuple[Statement, ...]:
    """Statements with their speakers, in order; words that nobody known speaks are no statement."""
    parses = list(parses)
    voices: list[Voice] = []
    for number, span in enumerate(quotations):
        before, after = _surroundings(number, quotations, text)
        voice = _said_after(span, after, parses, refs, text) or _said_before(before, parses, refs, text) or _beside_mark(before, after, parses, refs, text)
        if not voice and voices and _goes_on(quotations[number - 1], span, text):
            voice = voices[-1]
        voices.append(voice or _subject_before(before, parses, refs))
    for number in reversed(range(len(voices) - 1)):    # "…," said X, "…": the first part is spoken by who speaks the second
        between = text[quotations[number].end:quotations[number + 1].start]
        if not voices[number] and "\n" not in between and len(between) < MAX_BETWEEN:
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
    return [(parse.sentence.span.start + t.idx, parse, t) for parse in parses for t in _tokens_in(area, parse) if t.pos_ in VERBAL and t.lemma_ in SAYING]


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
    roots = ((parse, t) for parse in earlier[-1:] for t in parse.doc if t.dep_ == "ROOT")
    return next((voice for parse, root in roots if (voice := _voice(subjects(root), parse, refs))), Voice())


def _voice(tokens: Iterable[Token], parse: Parse, refs: Referents) -> Voice:
    """The person in the subject ("the authority's chief, *Jane Roe*,"), with his or her organization; else the organization."""
    for subject in tokens:
        phrase = [subject, *(t for t in subject.subtree if t.i != subject.i and not _in_relative_clause(t))]
        voice = _first_voice([e for t in phrase for e in refs.of(parse, t)], refs)
        if voice:
            return voice
    return Voice()


def _in_relative_clause(token: Token) -> bool:
    return any(t.dep_ == "relcl" for t in (token, *token.ancestors))


def _beside_mark(before: Span, after: Span, parses: Sequence[Parse], refs: Referents, text: str) -> Voice:
    """ "Jane Roe, Commissioner for X: “…”" and "“…” – Jane Roe": a name with nothing but a colon or a dash."""
    colon = re.search(r":\s*[“\"„«‘']?\s*$", text[before.start:before.end])
    dash = re.match(r"[”\"“»’']?\s*[–—-]\s*(?=[A-Z])", text[after.start:after.end])
    area = before if colon else Span(after.start, min(after.end, after.start + MAX_NAME)) if dash else None
    if area is None:
        return Voice()
    return _first_voice([e for parse in parses for t in _tokens_in(area, parse) for e in refs.of(parse, t)], refs)


def _tokens_in(area: Span, parse: Parse) -> list[Token]:
    """Tokens of a sentence that begin in an area of the text."""
    base = parse.sentence.span.start
    return [t for t in parse.doc if area.start <= base + t.idx < area.end] if parse.sentence.span.overlaps(area) else []


def _first_voice(entities: Sequence[str], refs: Referents) -> Voice:
    """The first person among the entities, with his or her organization; else the first organization."""
    person = next((e for e in entities if refs.kind(e) == "person"), None)
    organization = next((refs.parties[e].stands_for or e for e in entities if refs.kind(e) not in ("person", "jurisdiction", "")), None)
    return Voice(person, refs.posts.get(person) or organization) if person else Voice(None, organization)
