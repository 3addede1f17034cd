"""What each step did with a document, as text: step by step, and for each claim the trigger and the rules that made it."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ontology.knowledge import Knowledge

if TYPE_CHECKING:
    from ingest.pipeline import Trace

Explanation = tuple[tuple[str, tuple[str, ...]], ...]


def describe(trace: Trace, known: Knowledge) -> Explanation:
    """(step, lines) in the order of the pipeline."""
    text, article, reading = trace.article.text, trace.article, trace.reading
    names = {e.id: e.name for e in reading.entities}
    found = [f"{where}: {day.isoformat()}" for where, day in article.dates_found]
    candidates = {s.index for s in trace.candidates}
    return (
        ("clean", (f"title: {article.title}", f"url: {article.url or '-'}", f"publisher: {article.publisher or '-'}",
                   f"published: {article.published or '-'}", *found, f"language: {article.language}", f"{len(text)} code points, id {article.id}")),
        ("gate", tuple(f"{'parse' if s.index in candidates else 'skip '} [{s.span.start}:{s.span.end}] {_short(s.span.of(text))}" for s in trace.sentences)),
        ("mentions", tuple(f"[{m.span.start}:{m.span.end}] {m.span.of(text)!r} → {m.entity} ({m.how})" for m in trace.mentions)),
        ("names", (*(f"{e.kind} {e.id}: {e.name}" for e in trace.names.entities), *(f"{p} speaks for {o}" for p, o in sorted(trace.names.posts.items())),
                   *(f"“the {w}” means {e}" for w, e in sorted(trace.names.defined.items())))),
        ("quotations", tuple(f"[{s.span.start}:{s.span.end}] {s.speaker.person or '-'} for {s.speaker.organization or '-'}: {_short(s.span.of(text))}"
                             for s in trace.statements)),
        ("dates", tuple(f"{w.words!r} → {w.edtf} [{w.earliest}..{w.latest}] {w.role}" for w in trace.dates)),
        ("amounts", tuple(f"{a.span.of(text) if a.span else ''!r} → {a.value:g} {a.currency}" for a in trace.amounts)),
        ("provisions", tuple(f"{p.span.of(text) if p.span else ''!r} → {p.canonical}" for p in trace.provisions)),
        ("frames", tuple(f"{f.trigger.id} at {f.parse.doc[f.head].text!r}: {f.actor or '?'} → {f.target or '-'} {f.polarity} {f.modality}"
                         f" because {', '.join(f.because) or 'nothing says otherwise'}; roles by {f.rule}; weight {f.weight}" for f in trace.frames)),
        ("claims", tuple(line for c in reading.claims for line in (
            f"{c.type}: {', '.join(names.get(a, a) for a in c.actor) or '?'} → {', '.join(names.get(t, t) for t in c.target) or '-'}"
            f" | {c.polarity}, {c.modality}, {c.attribution}{' by ' + str(c.claimant.person or c.claimant.organization) if c.claimant else ''}"
            f" | {c.when.edtf if c.when else 'no date'} | {', '.join(c.jurisdiction) or '-'}",
            f"   trigger {c.trigger!r}, rule {c.rule!r}, confidence {c.confidence}",
            f"   “{_short(c.evidence.of(text), 160)}”"))),
    )


def _short(words: str, limit: int = 100) -> str:
    words = " ".join(words.split())
    return words if len(words) <= limit else words[:limit - 1] + "…"
