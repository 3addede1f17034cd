"""From frames to claims: slots, attribution, evidence and identity; and the entities that the claims and mentions need."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.model import WITHOUT_AGENT, Amount, Article, Attribution, Claim, Entity, Frame, Mention, Parse, ProvisionRef, Reading, Span, Statement, Voice, When
from ingest.names import Names
from ingest.referents import Referents
from ingest.reporting import reporters
from ingest.slots import Slots, fill
from ontology import iris
from ontology.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Reported:
    """Everything the steps before found in one document."""

    article: Article
    mentions: tuple[Mention, ...]
    names: Names
    parses: Sequence[Parse]
    refs: Referents
    statements: tuple[Statement, ...]
    frames: tuple[Frame, ...]
    dates: tuple[When, ...]
    amounts: tuple[Amount, ...]
    provisions: tuple[ProvisionRef, ...]


def assemble(found: Reported, known: Knowledge) -> Reading:
    """The reading of a document; pure and in order of position."""
    text = found.article.text
    by_sentence: dict[int, list[Frame]] = {}
    for frame in found.frames:
        by_sentence.setdefault(frame.parse.sentence.index, []).append(frame)
    sole = _sole_authority(found, known)
    claims: list[Claim] = []
    for index in sorted(by_sentence):
        frames = by_sentence[index]
        span = frames[0].parse.sentence.span
        dates = [d for d in found.dates if d.span is not None and span.holds(d.span)]
        amounts = [a for a in found.amounts if a.span is not None and span.holds(a.span)]
        cited = [p for p in found.provisions if p.span is not None and span.holds(p.span)]
        sentence_claims = []
        for frame in frames:
            country = next((known.entries[a].country for a in (*frame.actor, sole or "") if a in known.entries and known.entries[a].kind == "regulator"), None)
            slots = fill(frame, frames, found.mentions, lambda e: _kind(e, known, found.names), dates, amounts, cited, country)
            sentence_claims.append(_claim(frame, slots, found, known, text, sole))
        claims += _distinct(sentence_claims)
    claims = sorted(claims, key=lambda c: (c.trigger_span, c.type, c.actor, c.target))
    entities = _entities(found, claims, known)
    ids = {e.id for e in entities}
    mentions = tuple(m for m in found.mentions if m.entity in ids)
    cited = tuple(dict.fromkeys(p.canonical for p in found.provisions))
    return Reading(found.article, entities, mentions, tuple(claims), found.statements, cited)


def _kind(entity: str, known: Knowledge, names: Names) -> str:
    entry = known.entries.get(entity)
    if entry is not None:
        return entry.kind
    return next((e.kind for e in names.entities if e.id == entity), "")


def _sole_authority(found: Reported, known: Knowledge) -> str | None:
    """The one authority of an article that names no other: who acts where a sanction is told in the passive."""
    bodies = {m.entity for m in found.mentions if m.entity in known.entries and found.refs.kind(m.entity) in ("regulator",)}
    return next(iter(bodies)) if len(bodies) == 1 else None


def _claim(frame: Frame, slots: Slots, found: Reported, known: Knowledge, text: str, sole: str | None) -> Claim:
    parse = frame.parse
    trigger_span = parse.span(frame.words[0], frame.words[-1])
    if frame.words[-1] - frame.words[0] > 12:
        trigger_span = parse.span(frame.head, frame.head)
    actor, rule, confidence = frame.actor, frame.rule, 0.6 + 0.05 * min(frame.weight, 5)
    if not actor and sole and rule.startswith(WITHOUT_AGENT) and known.types[frame.trigger.action_type].actor_kind == "regulator":
        actor, rule, confidence = (sole,), "passive without an agent: the only authority of the article", 0.5
    target = tuple(t for t in frame.target if t not in actor)
    quote = next((s for s in found.statements if s.span.start <= trigger_span.start < s.span.end), None)
    voice, attribution = _voice(frame, found, quote)
    evidence = _evidence(parse.sentence.span, quote, trigger_span)
    jurisdiction = slots.jurisdiction or tuple(
        c for a in actor if a in known.entries and known.entries[a].kind == "regulator" for c in (known.entries[a].country,) if c)
    claim_id = iris.mint_claim(found.article.id, evidence.start, evidence.end, frame.trigger.action_type, actor, target, frame.polarity, frame.modality)
    return Claim(
        type=frame.trigger.action_type, evidence=evidence, trigger=f"{frame.trigger.action_type}:{' '.join(parse.doc[w].text for w in frame.words)}",
        rule=rule + (f"; {', '.join(frame.because)}" if frame.because else ""), trigger_span=trigger_span, actor=actor, target=target,
        practice=slots.practice, jurisdiction=jurisdiction, legal_basis=slots.legal_basis, instrument=slots.instrument, provisions=slots.provisions,
        amount=slots.amount, when=slots.when, polarity=frame.polarity, modality=frame.modality, attribution=attribution, claimant=voice,
        confidence=round(confidence, 2), id=claim_id)


def _evidence(sentence: Span, quote: Statement | None, trigger: Span) -> Span:
    return sentence


def _voice(frame: Frame, found: Reported, quote: Statement | None) -> tuple[Voice, Attribution]:
    """Who says it: the speaker of the quotation it stands in, the subject of the verb that reports it, or the narrator."""
    if quote is not None:
        return quote.speaker, "direct"
    for entity in reporters(frame.parse.doc[frame.predicate], frame.parse, found.refs):
        if found.refs.kind(entity) == "person":
            return Voice(entity, found.refs.posts.get(entity)), "indirect"
        return Voice(None, found.refs.parties[entity].stands_for or entity), "indirect"
    return Voice(), "narrator"


def _distinct(claims: Iterable[Claim]) -> list[Claim]:
    """One claim for each act of a sentence: of claims alike in type, actor and status the fuller one stays."""
    kept: dict[tuple[object, ...], Claim] = {}
    for claim in sorted(claims, key=lambda c: (-len(c.actor) - len(c.target) - bool(c.amount) - bool(c.when), -c.confidence, c.trigger_span)):
        key = (claim.type, claim.polarity, claim.modality)
        same = next((k for k, c in kept.items() if k[:3] == key and _compatible(c, claim)), None)
        if same is None:
            kept[(*key, claim.trigger_span)] = claim
    return list(kept.values())


def _compatible(fuller: Claim, other: Claim) -> bool:
    return set(other.actor) <= set(fuller.actor) and (set(other.target) <= set(fuller.target)) and (
        other.amount is None or fuller.amount is None or other.amount.value == fuller.amount.value)


def _entities(found: Reported, claims: Sequence[Claim], known: Knowledge) -> tuple[Entity, ...]:
    """Registered entities that are mentioned, and the new ones that take part, speak, or stand on their own evidence."""
    used = {i for c in claims for i in (*c.actor, *c.target, *c.jurisdiction, *c.legal_basis, *c.instrument, *c.practice)}
    used |= {i for v in [*(c.claimant for c in claims), *(s.speaker for s in found.statements)] for i in (v.person, v.organization) if i}
    used |= {p.instrument for p in found.provisions}
    new: Mapping[str, Entity] = {e.id: e for e in found.names.entities}
    entities: dict[str, Entity] = {}
    for entity in sorted(used | {m.entity for m in found.mentions}):
        entry = known.entries.get(entity)
        if entry is not None:
            entities[entity] = Entity(entry.id, entry.iri, entry.kind, entry.name, tuple(sorted({*entry.aliases, *entry.acronyms})), entry.country)  # type: ignore[arg-type]
        elif entity in new and (entity in used or new[entity].kind == "person" or entity in found.names.frequent):
            entities[entity] = new[entity]
    return tuple(entities.values())
