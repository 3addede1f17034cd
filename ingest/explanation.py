"""What each step did with a document, as text: step by step, and for each claim the trigger and the rules that made it."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ingest.model import Claim, Frame, Span

if TYPE_CHECKING:
    from ingest.pipeline import Trace

Explanation = tuple[tuple[str, tuple[str, ...]], ...]
"""(step, lines) in the order of the pipeline."""


def describe(trace: Trace) -> Explanation:
    """What every step gave, in lines to be read by people."""
    text = trace.article.text
    names = {e.id: e.name for e in trace.reading.entities}
    return (
        ("clean", tuple(_article(trace))),
        ("gate", tuple(_gate(trace))),
        ("mentions", tuple(f"{_at(m.span)} {m.span.of(text)!r} → {m.entity} ({m.how})" for m in trace.mentions)),
        ("names", tuple(_names(trace))),
        ("quotations", tuple(f"{_at(s.span)} {s.speaker.person or '-'} for {s.speaker.organization or '-'}: {_short(s.span.of(text))}"
                             for s in trace.statements)),
        ("dates", tuple(f"{w.words!r} → {w.edtf} [{w.earliest}..{w.latest}] {w.role}" for w in trace.dates)),
        ("amounts", tuple(f"{_words(a.span, text)!r} → {a.value:g} {a.currency}" for a in trace.amounts)),
        ("provisions", tuple(f"{_words(p.span, text)!r} → {p.canonical}" for p in trace.provisions)),
        ("frames", tuple(map(_frame, trace.frames))),
        ("claims", tuple(line for claim in trace.reading.claims for line in _claim(claim, names, text))),
    )


def _article(trace: Trace) -> Iterator[str]:
    article = trace.article
    yield f"title: {article.title}"
    yield f"url: {article.url or '-'}"
    yield f"publisher: {article.publisher or '-'}"
    yield f"published: {article.published or '-'}"
    yield from (f"{where}: {day.isoformat()}" for where, day in article.dates_found)
    yield f"language: {article.language}"
    yield f"{len(article.text)} code points, id {article.id}"


def _gate(trace: Trace) -> Iterator[str]:
    candidates = {s.index for s in trace.candidates}
    for sentence in trace.sentences:
        yield f"{'parse' if sentence.index in candidates else 'skip '} {_at(sentence.span)} {_short(sentence.span.of(trace.article.text))}"


def _names(trace: Trace) -> Iterator[str]:
    yield from (f"{e.kind} {e.id}: {e.name}" for e in trace.names.entities)
    yield from (f"{person} speaks for {organization}" for person, organization in sorted(trace.names.posts.items()))
    yield from (f"“the {word}” means {entity}" for word, entity in sorted(trace.names.defined.items()))


def _frame(frame: Frame) -> str:
    because = ", ".join(frame.because) or "nothing says otherwise"
    return (f"{frame.trigger.id} at {frame.parse.doc[frame.head].text!r}: {frame.actor or '?'} → {frame.target or '-'} {frame.polarity} {frame.modality}"
            f" because {because}; roles by {frame.rule}; weight {frame.weight}")


def _claim(claim: Claim, names: Mapping[str, str], text: str) -> Iterator[str]:
    actors, targets = (", ".join(names.get(p, p) for p in parties) for parties in (claim.actor, claim.target))
    by = f" by {claim.claimant.person or claim.claimant.organization}" if claim.claimant else ""
    yield (f"{claim.type}: {actors or '?'} → {targets or '-'} | {claim.polarity}, {claim.modality}, {claim.attribution}{by}"
           f" | {claim.when.edtf if claim.when else 'no date'} | {', '.join(claim.jurisdiction) or '-'}")
    yield f"   trigger {claim.trigger!r}, rule {claim.rule!r}, confidence {claim.confidence}"
    yield f"   “{_short(claim.evidence.of(text), 160)}”"


def _at(span: Span) -> str:
    return f"[{span.start}:{span.end}]"


def _words(span: Span | None, text: str) -> str:
    return span.of(text) if span else ""


def _short(words: str, limit: int = 100) -> str:
    words = " ".join(words.split())
    return words if len(words) <= limit else words[:limit - 1] + "…"
