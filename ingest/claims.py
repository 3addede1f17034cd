"""From frames to claims: slots, attribution, evidence and identity; and the entities that the claims and mentions need."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from ingest.answering import answering
from ingest.apportioning import shares
from ingest.confidence import LEAST, confidence, features
from ingest.dating import heard_with, plausible
from ingest.located import Located
from ingest.model import Amount, Article, Attribution, Claim, Entity, Frame, Kind, Mention, Parse, ProvisionRef, Reading, Statement, Voice, When
from ingest.names import Names
from ingest.provision_relevance import about
from ingest.referents import Referents
from ingest.reporting import reported_by, speaks_of_itself
from ingest.retelling import dated_by_nouns
from ingest.slots import Slots, fill, only_a_limit
from ingest.unnamed import Authorities, named_elsewhere
from ontology import iris
from ontology.knowledge import Knowledge

_OF_COMPANIES = ("processing-change", "transparency-action", "company-response")
MAX_TRIGGER = 12                         # tokens; where the words of a trigger stand further apart, its head alone is marked


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


@dataclass(frozen=True, slots=True)
class _Slots:
    """What can fill the slots of an act, by place."""

    mentions: Located[Mention]
    dates: Located[When]
    amounts: Located[Amount]
    provisions: Located[ProvisionRef]
    kinds: Mapping[str, str]             # of the entities that no register holds


def assemble(found: Reported, known: Knowledge, least: float = LEAST) -> Reading:
    """The reading of a document; pure and in order of position. Claims whose confidence is below `least` (0 to 1) are left out."""
    by_sentence: dict[int, list[Frame]] = {}
    for frame in found.frames:
        by_sentence.setdefault(frame.parse.sentence.index, []).append(frame)
    authorities = Authorities(found.article.text, found.mentions, found.refs, known)
    slots = _Slots(Located(found.mentions, lambda m: m.span), Located(found.dates, lambda d: d.span), Located(found.amounts, lambda a: a.span),
                   Located(found.provisions, lambda p: p.span), {e.id: e.kind for e in found.names.entities})
    claims = [claim for index in sorted(by_sentence) for claim in _distinct(_claims(by_sentence[index], found, slots, known, authorities))]
    bodies = {m.span.start: m.entity for m in found.mentions if found.refs.kind(m.entity) in ("regulator", "court")}
    claims = _dated_alike(dated_by_nouns(claims, found.dates, bodies, found.article.text))
    claims = [c for told in named_elsewhere(claims) if (c := _identified(told, found, known)).confidence >= least and not _is_found_conduct(c, found, known)]
    claims.sort(key=lambda c: (c.trigger_span, c.type, c.actor, c.target, c.amount.value if c.amount else 0.0))
    claims = answering(_told_apart(claims, found.article), by_sentence.values(), known.types)
    entities = _entities(found, claims, known)
    ids = {e.id for e in entities}
    mentions = tuple(m for m in found.mentions if m.entity in ids)
    return Reading(found.article, entities, mentions, tuple(claims), found.statements, *about(found.article.text, found.provisions, claims))


def _is_found_conduct(claim: Claim, found: Reported, known: Knowledge) -> bool:
    """Whether an authority says what a company did not do ("X did not inform its users, the CNIL said"): conduct that it finds, no act."""
    if claim.type == "find-no-infringement" and claim.polarity == "negated" and claim.rule.startswith("whoever reports"):
        return True                        # "X failed to meet the requirements, the CNIL said"
    teller = claim.claimant.organization or claim.claimant.person
    company = known.types[claim.type].broader in _OF_COMPANIES
    return bool(company and claim.polarity == "negated" and teller and teller not in claim.actor and found.refs.kind(teller) in ("regulator", "court"))


def _told_apart(claims: Iterable[Claim], article: Article) -> list[Claim]:
    """The claims, each with an IRI of its own: of those that differ in the sum only, the later ones carry it in the key; once is enough for others."""
    found: dict[str, Claim] = {}
    for claim in claims:
        if claim.id in found and claim.amount:
            claim = replace(claim, id=iris.mint_claim(article.id, claim.evidence.start, claim.evidence.end, claim.type, claim.actor, claim.target,
                                                      claim.polarity, claim.modality, claim.amount.value))
        found.setdefault(claim.id, claim)
    return list(found.values())


def _claims(frames: Sequence[Frame], found: Reported, where: _Slots, known: Knowledge, authorities: Authorities) -> list[Claim]:
    """The claims of one sentence."""
    sentence = frames[0].parse.sentence.span
    mentions, dates = where.mentions.inside(sentence), where.dates.inside(sentence)
    amounts, cited = where.amounts.inside(sentence), where.provisions.inside(sentence)
    claims = []
    for frame in frames:
        countries = _countries((*frame.actor, *((authorities.sole,) if authorities.sole else ())), known)
        place = sentence.start + frame.parse.doc[frame.head].idx
        heard = heard_with(place, dates, found.statements, found.article.text) if dates else []
        heard = [d for d in heard if plausible(d, frame, found.article.published)]
        slots = fill(frame, frames, mentions, lambda e: _kind(e, known, where.kinds), heard, amounts, cited, next(iter(countries), None))
        same = [a for a in amounts if slots.amount and a.currency == slots.amount.currency]
        parted = shares(frame, same, found.refs) if frame.trigger.action_type == "fine" else ()
        for target, amount in parted or ((None, slots.amount),):
            own = frame if target is None else replace(frame, target=target)
            if own.modality == "actual" and only_a_limit(frame, amount):
                own = replace(own, modality="possible")
            claims.append(_claim(own, replace(slots, amount=amount), found, known, authorities))
    return claims


def _countries(parties: Iterable[str], known: Knowledge) -> tuple[str, ...]:
    """The countries of the authorities among the parties."""
    entries = (known.entries[p] for p in parties if p in known.entries)
    return tuple(e.country for e in entries if e.kind == "regulator" and e.country)


def _kind(entity: str, known: Knowledge, new: Mapping[str, str]) -> str:
    entry = known.entries.get(entity)
    return entry.kind if entry is not None else new.get(entity, "")


def _claim(frame: Frame, slots: Slots, found: Reported, known: Knowledge, authorities: Authorities) -> Claim:
    parse, kind = frame.parse, known.types[frame.trigger.action_type]
    first, last = frame.words[0], frame.words[-1]
    trigger_span = parse.span(first, last) if last - first <= MAX_TRIGGER else parse.span(frame.head, frame.head)
    actor, rule = frame.actor, frame.rule
    if not actor and kind.actor_kind == "regulator":
        actor, behind = authorities.behind(frame)
        rule = behind or rule
    target = tuple(t for t in frame.target if t not in actor)
    quote = next((s for s in found.statements if s.span.start <= trigger_span.start < s.span.end), None)
    voice, attribution = _voice(frame, found, quote)
    evidence = parse.sentence.span
    claim = Claim(
        type=kind.id,
        evidence=evidence,
        trigger=f"{kind.id}:{' '.join(parse.doc[w].text for w in frame.words)}",
        rule="; ".join((rule, *((", ".join(frame.because),) if frame.because else ()))),
        trigger_span=trigger_span,
        actor=actor,
        target=target,
        practice=slots.practice,
        jurisdiction=slots.jurisdiction or _countries(actor, known),
        legal_basis=slots.legal_basis,
        instrument=slots.instrument,
        provisions=slots.provisions,
        amount=slots.amount,
        when=slots.when,
        polarity=frame.polarity,
        modality=frame.modality,
        attribution=attribution,
        claimant=voice)
    return replace(claim, confidence=_likely(claim, known))


def _likely(claim: Claim, known: Knowledge) -> float:
    return confidence().of(features(claim, known.types[claim.type].broader or ""))


def _identified(claim: Claim, found: Reported, known: Knowledge) -> Claim:
    """A claim whose slots are complete, with its IRI and how likely it is right."""
    iri = iris.mint_claim(found.article.id, claim.evidence.start, claim.evidence.end, claim.type, claim.actor, claim.target, claim.polarity, claim.modality)
    return replace(claim, id=iri, confidence=_likely(claim, known))


def _voice(frame: Frame, found: Reported, quote: Statement | None) -> tuple[Voice, Attribution]:
    """Who says it: the speaker of the quotation it stands in, who is said to say so (if known), or the narrator."""
    if quote is not None:
        return quote.speaker, "direct"
    verb = frame.parse.doc[frame.predicate]
    voice = reported_by(verb, frame.parse, found.refs)
    if voice is not None and not voice and frame.actor and speaks_of_itself(verb):
        voice = Voice(None, frame.actor[0])
    return (voice, "indirect") if voice is not None else (Voice(), "narrator")


def _distinct(claims: Iterable[Claim]) -> list[Claim]:
    """One claim for each act of a sentence: of claims alike in type, actor and status the fuller one stays, with the sum of the other."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (-_fullness(c), -c.confidence, c.trigger_span)):
        same = next((n for n, c in enumerate(kept) if _status(c) == _status(claim) and _same_sum(c, claim)
                     and (c.trigger_span == claim.trigger_span or _compatible(c, claim))), None)
        if same is None:
            kept.append(claim)
        elif kept[same].amount is None and claim.amount:
            kept[same] = replace(kept[same], amount=claim.amount)
    return kept


def _dated_alike(claims: Sequence[Claim]) -> list[Claim]:
    """An act that an article tells several times has one date: where just one date is given for it, retellings without any take it."""
    dated: dict[tuple[str, tuple[str, ...]], list[Claim]] = {}         # by who acts, and kind and status of the act
    for claim in claims:
        for actor in claim.actor if claim.when else ():
            dated.setdefault((actor, _status(claim)), []).append(claim)

    def date_of(claim: Claim) -> Claim:
        if claim.when or not claim.actor:
            return claim
        dates: dict[tuple[date, date], When] = {}
        alike = [c for actor in claim.actor for c in dated.get((actor, _status(claim)), ())]
        for told in alike:
            if told.when and (_retells(claim, told) or _retells(told, claim)):
                days = (told.when.earliest, told.when.latest)
                dates[days] = min(dates.get(days, told.when), told.when, key=lambda w: w.span.start if w.span else 0)
                if len(dates) > 1:
                    return claim
        if not dates or any(c.when and (c.when.earliest, c.when.latest) in dates and not _same_sum(claim, c) for c in alike):
            return claim                   # of that day is another sum: another act
        return replace(claim, when=next(iter(dates.values())), rule=f"{claim.rule}; dated where the act is told again")

    return [date_of(claim) for claim in claims]


def _retells(fuller: Claim, other: Claim) -> bool:
    """Whether the other claim may be a shorter telling of the act, by the same party, nowhere else and with nothing that the fuller one does not have."""
    return bool(set(other.actor) & set(fuller.actor)) and _same_sum(fuller, other) and _same_place(fuller, other) and _compatible(fuller, other)


def _fullness(claim: Claim) -> int:
    return len(claim.actor) + len(claim.target) + bool(claim.amount) + bool(claim.when)


def _status(claim: Claim) -> tuple[str, str, str]:
    return claim.type, claim.polarity, claim.modality


def _compatible(fuller: Claim, other: Claim) -> bool:
    """Whether the other claim says nothing that the fuller one does not."""
    return set(other.actor) <= set(fuller.actor) and set(other.target) <= set(fuller.target)


def _same_place(one: Claim, other: Claim) -> bool:
    return not one.jurisdiction or not other.jurisdiction or bool(set(one.jurisdiction) & set(other.jurisdiction))


def _same_sum(one: Claim, other: Claim) -> bool:
    return one.amount is None or other.amount is None or other.amount.value == one.amount.value


def _entities(found: Reported, claims: Sequence[Claim], known: Knowledge) -> tuple[Entity, ...]:
    """Registered entities that are mentioned, and the new ones that take part, speak, or stand on their own evidence.

    The country of an authority, which a claim may have from the registers, is no entity of a text that does not name it.
    """
    used = {i for c in claims for i in (*c.actor, *c.target, *c.legal_basis, *c.instrument, *c.practice)}
    voices = [*(c.claimant for c in claims), *(s.speaker for s in found.statements)]
    used |= {i for v in voices for i in (v.person, v.organization) if i}
    used |= {p.instrument for p in found.provisions}
    new: Mapping[str, Entity] = {e.id: e for e in found.names.entities}
    entities: dict[str, Entity] = {}
    for entity in sorted(used | {m.entity for m in found.mentions}):
        entry = known.entries.get(entity)
        if entry is not None and entry.type == "media" and entity not in used:
            continue                       # a newspaper that only reports is no part of what it reports
        if entry is not None:
            aliases = tuple(sorted({*entry.aliases, *entry.acronyms}))
            entities[entity] = Entity(entry.id, entry.iri, cast(Kind, entry.kind), entry.name, aliases, entry.country)
        elif entity in new and (entity in used or new[entity].kind == "person" or entity in found.names.frequent):
            entities[entity] = new[entity]
    return tuple(entities.values())
