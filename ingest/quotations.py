"""Direct quotations and who speaks them.

The speaker stands in a clause beside the words ("…," said X), in front of them (X said: "…"), at the end of the sentence that they are part
of, or beside a colon or a dash. A quotation without any of these belongs to whoever spoke just before, or just after in the same paragraph.
"""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from ingest.model import Parse, Sentence, Span, Statement, Voice
from ingest.quotation_marks import quoted
from ingest.referents import Referents
from ingest.speech_clauses import find_speeches
from ingest.speech_scene import Scene
from ingest.speech_voices import Speech, Voices

MIN_WORDS = 3                            # fewer words between marks are a term, not a statement
MIN_FRAGMENT = 5                         # words of a part of a sentence that is worth stating
MIN_EVIDENT = 8                          # words from which a part of a sentence needs no clause of saying beside it
MAX_TITLE = 8                            # words of four letters and more; a title has fewer
MAX_HEADING = 160                        # code points of a line without a full stop
MAX_BETWEEN = 200                        # code points between two parts of one quotation
_FIRST_PERSON = re.compile(r"\b(?:we|us|our|ours|I|my)\b", re.IGNORECASE)
MAX_NAME = 120                           # code points after a dash, or of a line, in which a name stands
MAX_TAG = 2                              # words from the verb on of a clause that tells nothing but who spoke
MAX_FINAL = 9                            # the same where it says when and where as well

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_NAMED = re.compile(r"\b(?:whose|its|called|named|titled|entitled|dubbed|headed|headlined|labelled|labeled|title|term|terms|phrase|words?)\s*$")
_BLOCK = re.compile(                     # "Jane Roe, commissioner, said:" at the end of a line
    r"\b(?:to say|the following|this statement"
    r"|(?:sa(?:id|ys)|wrote|writes|(?:add|comment|continu|conclud|explain|not|stat)(?:ed|es|s))\b[^.:;\n]{0,60}):[^\S\n]*\n\s*(?=[A-Z])")
_UNMARKED = re.compile(                  # "We will appeal. It is wrong, said Jane Roe, commissioner." as a paragraph: the style of the North
    r"^(?:[-–—]\s+)?(?P<words>(?=[A-ZÀ-Þ])(?=[^\n]*\b(?i:we|our|us|I|my)\b)[^\n“”\"«»]+?),"
    r"\s(?:sa(?:id|ys)|writes|(?:add|comment|conclud|explain|not|stat)(?:ed|es|s))\s(?=[A-ZÀ-Þ]|the\s)[^\n“”\"«»]*$", re.M)
_ENDS = ".!?…"
_OPENING = " \t\n“”\"„«»‘'"
_CLOSING = (",", "”", "\"", "’", "'", "»")
_DASH = re.compile(r"[”\"“»’']*\s*[–—-]+\s*(?=[A-Z])")
_LINE = re.compile(r"\s*([^\n]+)")


def find_quotations(text: str) -> tuple[Span, ...]:
    """Spans of quoted words, without the marks, that are long enough to be statements; in order.

    A paragraph below "X said:", and one in the first person that ends with "…, said X", are some too where no marks stand around them.
    """
    spans = []
    for span in quoted(text):
        span = _trimmed(text, span)
        count = len(_WORD.findall(span.of(text)))
        least = MIN_WORDS if _is_sentence(text, span) else MIN_EVIDENT if _in_heading(text, span) else MIN_FRAGMENT
        if count >= least and not _is_title(text, span):
            spans.append(span)
    for unmarked in _UNMARKED.finditer(text):
        words = _trimmed(text, Span(*unmarked.span("words")))
        if len(_WORD.findall(words.of(text))) >= MIN_EVIDENT and not any(s.overlaps(words) for s in spans):
            spans.append(words)
    for lead in _BLOCK.finditer(text):
        end = text.find("\n", lead.end())
        block = _trimmed(text, Span(lead.end(), len(text) if end < 0 else end))
        if block.of(text)[-1:] in _ENDS and len(_WORD.findall(block.of(text))) >= MIN_EVIDENT and not any(s.overlaps(block) for s in spans):
            spans.append(block)
    return tuple(sorted(spans))


def find_fragments(text: str, quotations: Sequence[Span]) -> tuple[Span, ...]:
    """Quoted words too few to be a statement that speak in the first person: “We appealed,” said X."""
    spans = (_trimmed(text, span) for span in quoted(text))
    return tuple(s for s in spans if _FIRST_PERSON.search(s.of(text)) and not any(q.overlaps(s) for q in quotations))


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1] in " ,\t":
        end -= 1
    return Span(start, end)


def _is_sentence(text: str, span: Span) -> bool:
    """Whether the words begin and end like a sentence of their own."""
    begins = next((c for c in span.of(text) if c.isalnum()), "").isupper()
    after = text[span.end:span.end + 3].lstrip("”\"’'“»«")[:1]
    return begins and (text[span.end - 1] in _ENDS or text[span.end:span.end + 1] == "," or after in (",", ".") or after == "")


def _in_heading(text: str, span: Span) -> bool:
    """Whether the line is a heading: short and without a full stop."""
    end = text.find("\n", span.end)
    line = text[text.rfind("\n", 0, span.start) + 1:len(text) if end < 0 else end].strip()
    return len(line) < MAX_HEADING and line.rstrip("”\"’'»)")[-1:] not in (*_ENDS, ":", ",", ";")


def _is_title(text: str, span: Span) -> bool:
    """A short run of capitalised words is the name of a document or a law."""
    long = [w for w in re.findall(r"[\w'’-]+", span.of(text)) if len(w) > 3]
    return 0 < len(long) < MAX_TITLE and all(w[0].isupper() for w in long)


def sentences_beside(quotations: Sequence[Span], sentences: Sequence[Sentence], text: str) -> frozenset[int]:
    """Indexes of the sentences that may say who speaks: those a quotation is part of, the one before, and a line below with a name."""
    starts = [s.span.start for s in sentences]
    chosen: set[int] = set()
    for span in quotations:
        first, last = bisect_right(starts, span.start) - 1, bisect_right(starts, span.end) - 1
        edges = [(first, text[starts[first]:span.start]), (last, text[span.end:sentences[last].span.end])] if first >= 0 else []
        chosen.update(index for index, words in edges if any(c.isalpha() for c in words))
        if first > 0 and not any(c.isalpha() for c in text[starts[first]:span.start]):
            chosen.add(first - 1)
        below = sentences[last + 1].span if last + 1 < len(sentences) else None
        if below and "\n" in text[span.end:below.start] and below.end - below.start <= MAX_NAME:
            chosen.add(last + 1)
    return frozenset(chosen)


def listen(quotations: Sequence[Span], parses: Iterable[Parse], refs: Referents, text: str) -> Voices:
    """Who speaks at every verb of saying outside quotations."""
    return find_speeches(Scene.of(text, parses, refs, quotations))


def attribute(voices: Voices) -> tuple[Statement, ...]:
    """Statements with their speakers, in order; words that nobody known speaks are no statement."""
    quotations = voices.scene.quotations
    following: dict[Span, list[Speech]] = {}
    for speech in voices.speeches:
        if speech.follows is not None:
            following.setdefault(speech.follows, []).append(speech)
    found = [_beside(span, following.get(span, []), voices) for span in quotations]
    for number, span in enumerate(quotations):
        if found[number] is None:
            found[number] = _around(number, span, found, voices)
    return tuple(Statement(s, v) for s, v in zip(quotations, found, strict=True) if v)


# --- in the sentence of the quotation: a voice, an empty voice for somebody unknown, or None where nobody is said to speak


def _beside(span: Span, following: Sequence[Speech], voices: Voices) -> Voice | None:
    """A clause of saying after, before or at the end; else a name beside a colon or a dash. `following` are clauses just after the words."""
    sentence = voices.scene.sentence(span)
    tag = next((s for s in following if s.at < sentence.end), None)
    here = voices.speeches[bisect_left(voices.speeches, sentence.start, key=_place):bisect_left(voices.speeches, sentence.end, key=_place)]
    lead = next((s for s in reversed(here) if s.at < span.start), None)
    after = [s for s in here if span.end <= s.start]
    final = next((s for s in reversed(after) if _ends(s, sentence, voices.scene)), None)
    late = next((s for s in following if _is_late_tag(s, voices.scene)), None)
    speech = tag or lead or final or late
    return speech.voice if speech else _at_mark(span, voices)


def _place(speech: Speech) -> int:
    return speech.at


def _is_late_tag(speech: Speech, scene: Scene) -> bool:
    """Whether a clause after a full stop tells of the words before it: “We will appeal.” *Google said.*"""
    sentence = scene.sentence(Span(speech.at, speech.at + 1))
    return len([w for w in scene.words(Span(speech.at, sentence.end)) if w.token.text.isalpha()]) <= MAX_TAG


def _ends(speech: Speech, sentence: Span, scene: Scene) -> bool:
    """Whether a clause at the end of a sentence tells of the whole: "The fine “…” was due, *X said in a statement*."""
    before = scene.text[sentence.start:speech.start].rstrip()
    return before[-1:] in _CLOSING and len([w for w in scene.words(Span(speech.at, sentence.end)) if w.token.text.isalpha()]) <= MAX_FINAL


def _at_mark(span: Span, voices: Voices) -> Voice | None:
    """ "Jane Roe, Commissioner for X: “…”" and "“…” – Jane Roe": a name with nothing but a colon or a dash."""
    scene = voices.scene
    before = scene.text[:span.start].rstrip(_OPENING)
    if before[-1:] == ":":
        lead = scene.sentence(Span(len(before) - 1, len(before)))
        speech = voices.last(lead.end, lead.start)
        if speech is None and lead.of(scene.text).isupper():         # "KEY POINTS:" is a heading
            return None
        words = scene.words(Span(lead.start, len(before)))
        return speech.voice if speech else voices.of(words)[0] or voices.anybody(words)
    dash = _DASH.match(scene.text, span.end)
    if dash:
        end = min(scene.paragraph(span.end).end, dash.end() + MAX_NAME)
        return voices.anybody(scene.words(Span(dash.end(), end))) or None
    return None


# --- around it


def _around(number: int, span: Span, found: Sequence[Voice | None], voices: Voices) -> Voice | None:
    """Nobody is named in the sentence: who spoke before in the paragraph, is its subject or speaks after, or spoke in the one above."""
    scene = voices.scene
    paragraph, sentence = scene.paragraph(span.start), scene.sentence(span)
    whole = _is_sentence(scene.text, span)
    last = number
    while _goes_on(last, scene):
        last += 1
        if found[last] is not None:
            return found[last]
    before = _last(number, span.start, paragraph.start, found, voices)
    if before is not None and (whole or len(_WORD.findall(span.of(scene.text))) >= MIN_EVIDENT):
        return before
    if whole and sentence.start > paragraph.start:
        subject = voices.subject_before(sentence.start, paragraph.start)
        if subject:
            return subject
    if not whole and _NAMED.search(scene.text[:span.start].rstrip(_OPENING)[-20:]):
        return None
    if not whole:
        return voices.subject_in(sentence) if len(_WORD.findall(span.of(scene.text))) >= MIN_EVIDENT else None
    following = scene.quotations[number + 1] if number + 1 < len(scene.quotations) else None
    if following and following.start < paragraph.end and following.start - span.end < MAX_BETWEEN and found[number + 1] is not None:
        return found[number + 1]
    if scene.text[span.end:span.end + 1] == ",":         # "…," is the advice that Jane Roe gives
        voice = voices.anyone(scene.words(Span(span.end, sentence.end)))
        return voice if voice.person else None
    if scene.tells(paragraph):
        return None
    return _signed(paragraph, voices) or _above(number, paragraph, found, voices)


def _goes_on(number: int, scene: Scene) -> bool:
    """Whether a quotation that is the whole of a paragraph is left open there, and goes on in the next: one speaker says both."""
    span = scene.quotations[number]
    if number + 1 >= len(scene.quotations) or scene.text[span.end:span.end + 1] != "\n" or scene.tells(scene.paragraph(span.start)):
        return False
    between = scene.text[span.end:scene.quotations[number + 1].start]
    return not any(c.isalnum() for c in between) and between.count("\n") <= 2 and any(c in "“\"«„" for c in between)


def _last(number: int, before: int, since: int, found: Sequence[Voice | None], voices: Voices) -> Voice | None:
    """Who spoke last in an area, in a quotation or in a clause of saying."""
    speech = voices.last_told(before, since)
    earlier = voices.scene.quotations[number - 1] if number else None
    if earlier and earlier.start >= since and (speech is None or speech.at < earlier.end):
        return found[number - 1]
    return speech.voice if speech else None


def _signed(paragraph: Span, voices: Voices) -> Voice | None:
    """A line below the words with nothing but a name and a post."""
    scene = voices.scene
    below = _LINE.match(scene.text, paragraph.end)
    if not below or below[1][-1] in ".:!?”\"" or len(below[1]) > MAX_NAME:
        return None
    words = scene.words(Span(*below.span(1)))
    voice = voices.of(words)[0]
    return voice if voice.person and not any(w.token.pos_ == "VERB" for w in words) else None


def _above(number: int, paragraph: Span, found: Sequence[Voice | None], voices: Voices) -> Voice | None:
    """A paragraph that is nothing but quoted goes on where the one above ended."""
    above = voices.scene.text[:paragraph.start].rstrip()
    if not above:
        return None
    sentence = voices.scene.sentence(Span(len(above) - 1, len(above)))
    return _last(number, paragraph.start, sentence.start, found, voices)
