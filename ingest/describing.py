"""What the claims of one deed say together: its slots, its status with the history of it, its sources, and what was known when.

A description is a function of a set of claims; that of a past day is the same function of the claims known by then.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date

from ingest.deeds import ConsolidatedAction, ReportedClaim, StatusGiven, Sum, Time
from ingest.matching import same_amount
from ontology import iris

STATUSES = ("actual", "planned", "requested", "alleged", "possible")       # the furthest that any claim affirms is the status
SLOTS = ("actor", "target", "practice", "jurisdiction", "legal_basis", "instrument", "provision")
Days = Mapping[str, date]
"""Article → the day since when it counts as known: of publication, or the last on which an undated one can have appeared."""


def describe(claims: Iterable[ReportedClaim], days: Days) -> ConsolidatedAction:
    """The action of a deed, with what was known of it before: slots are unions; type, amount and time are what most sources say."""
    claims = sorted(claims, key=rank)
    since = {claim.iri: days.get(claim.source.iri) for claim in claims}
    stages = sorted({day for day in since.values() if day})
    versions = [_described([c for c in claims if (known := since[c.iri]) and known <= day], claims[0], days, day) for day in stages]
    if not stages or None in since.values():
        versions.append(_described(claims, claims[0], days, None))
    told: list[ConsolidatedAction] = []
    for version in versions:
        if not told or _content(told[-1]) != _content(version):
            told.append(version)
    now = replace(told[-1], claims=tuple(sorted(claims, key=lambda c: c.iri)), known=stages[0] if stages else None, history=_history(claims, days))
    return replace(now, earlier=tuple(replace(old, until=new.known or date.max) for old, new in zip(told, told[1:], strict=False)))


def rank(claim: ReportedClaim) -> tuple[str, str]:
    """First published comes first, so that later articles seldom change the name of an action; undated articles come last."""
    return claim.source.published.isoformat() if claim.source.published else "9999", claim.iri


def independent(claims: Iterable[ReportedClaim]) -> int:
    """The number of independent sources: copies of one text are one, and so are the articles of one publisher."""
    groups: list[set[str]] = []
    for claim in claims:
        marks = {claim.source.original or claim.source.iri, *((f"by {claim.source.publisher.casefold()}",) if claim.source.publisher else ())}
        met = [group for group in groups if group & marks]
        groups = [group for group in groups if not group & marks] + [marks.union(*met)]
    return len(groups)


def status_given(claim: ReportedClaim, claims: Iterable[ReportedClaim]) -> str:
    """The status that a claim gives. "X starts training", in an article that says when X will, speaks of a plan: headlines are brief."""
    if claim.negated:
        return "negated"
    ahead = claim.modality == "actual" and not claim.when and claim.source.published and any(
        c.source.iri == claim.source.iri and c.modality == "planned" and c.when and c.when.earliest > claim.source.published for c in claims)
    return "planned" if ahead else claim.modality


def _described(claims: Sequence[ReportedClaim], first: ReportedClaim, days: Days, known: date | None) -> ConsolidatedAction:
    affirmed = [c for c in claims if not c.negated]
    given = {c.iri: status_given(c, claims) for c in affirmed}
    status = next((s for s in STATUSES if s in given.values()), "negated")
    told = affirmed or claims
    decided = [c for c in told if given.get(c.iri) == status and c.when] or [c for c in told if c.when]
    return ConsolidatedAction(
        iri=iris.mint_action(first.iri), type=_type(told), claims=(), status=status, sources=independent(claims),
        actor=_all(c.actor for c in told), target=_all(c.target for c in told), practice=_all(c.practice for c in told),
        jurisdiction=_all(c.jurisdiction for c in told), legal_basis=_all(c.legal_basis for c in told),
        instrument=_all(c.instrument for c in told), provision=_all(c.provision for c in told), amount=_amount(told), when=_time(decided),
        first_reported=min((c.source.published for c in claims if c.source.published), default=None), known=known)


def _all(values: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*values)


def _content(action: ConsolidatedAction) -> tuple[object, ...]:
    return tuple(getattr(action, f.name) for f in fields(action) if f.name != "known")


def _history(claims: Sequence[ReportedClaim], days: Days) -> tuple[StatusGiven, ...]:
    """Every status that a claim gives, with the claim that gave it first and, among those of that day, says when."""
    first: dict[str, StatusGiven] = {}

    def key(claim: ReportedClaim) -> tuple[date, bool, str]:
        return days.get(claim.source.iri, date.max), claim.when is None, claim.iri

    for claim in sorted(claims, key=key):
        status = status_given(claim, claims)
        first.setdefault(status, StatusGiven(status, claim.iri, days.get(claim.source.iri), claim.when))
    order = ("negated", *reversed(STATUSES))
    return tuple(sorted(first.values(), key=lambda given: (given.known or date.max, order.index(given.status))))


def _type(claims: Sequence[ReportedClaim]) -> str:
    counts = Counter(c.type for c in claims)
    return min(counts, key=lambda type: (-counts[type], type))


def _support(claims: Sequence[ReportedClaim], agree: Iterable[ReportedClaim]) -> int:
    return len({c.source.original for c in agree} & {c.source.original for c in claims})


def _amount(claims: Sequence[ReportedClaim]) -> Sum | None:
    told = [c for c in claims if c.amount]
    if not told:
        return None
    best = min(told, key=lambda c: (-_support(told, (o for o in told if same_amount(c.amount, o.amount))),
                                    -len(c.amount.value.normalize().as_tuple().digits) if c.amount else 0, str(c.amount), c.iri))
    return best.amount


def _time(claims: Sequence[ReportedClaim]) -> Time | None:
    def rank(claim: ReportedClaim) -> tuple[int, int, str, str]:
        when = claim.when
        assert when is not None
        agree = (c for c in claims if c.when and c.when.earliest <= when.latest and when.earliest <= c.when.latest)
        return -_support(claims, agree), (when.latest - when.earliest).days, when.earliest.isoformat(), when.stated
    return min(claims, key=rank).when if claims else None
