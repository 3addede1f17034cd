"""What was known on a past day: a consolidation, cut off there.

    as_of(consolidate(claims), day) == consolidate(claims published by that day)          (but for links; tested)

This holds since claims join deeds day by day and stay (`consolidation`), and since descriptions and conflicts are told by what was
known first. It is why a release needs no copy for each day: every claim, action, status and conflict carries `ra:knownSince`, what an
action looked like before stands beside it as `ra:PastDescription`, and whoever reads the graph filters by these. Links are those of
today between actions known then.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ingest.deeds import ConsolidatedAction, Consolidation, ReportedClaim


def as_of(consolidation: Consolidation, day: date) -> Consolidation:
    """The actions and conflicts that articles published by this day bear out."""
    known = {c.iri for a in consolidation.actions for c in a.claims if (since := known_since(c, consolidation)) and since <= day}
    actions = [_seen(action, day, known) for action in consolidation.actions if action.known and action.known <= day]
    there = {action.iri for action in actions}
    linked = (replace(a, follows=a.follows & there, reverses=a.reverses & there, in_response_to=a.in_response_to & there) for a in actions)
    conflicts = (replace(c, sides=_of(c.sides, known), concerns=_of(c.concerns, there)) for c in consolidation.conflicts if c.known and c.known <= day)
    bounds = {article: b for article, b in consolidation.bounds.items() if b.latest <= day}
    return Consolidation(tuple(linked), tuple(conflicts), bounds)


def known_since(claim: ReportedClaim, consolidation: Consolidation) -> date | None:
    """The day since when a claim counts as known."""
    bounds = consolidation.bounds.get(claim.source.iri)
    return claim.source.published or (bounds.latest if bounds else None)


def _seen(action: ConsolidatedAction, day: date, known: set[str]) -> ConsolidatedAction:
    view = next((past for past in action.earlier if past.known and past.until and past.known <= day < past.until), action)
    return replace(view, known=action.known, until=None, claims=tuple(c for c in action.claims if c.iri in known),
                   history=tuple(h for h in action.history if h.known and h.known <= day),
                   earlier=tuple(past for past in action.earlier if past.until and past.until <= day),
                   follows=action.follows, reverses=action.reverses, in_response_to=action.in_response_to)


def _of(iris: Iterable[str], there: set[str]) -> tuple[str, ...]:
    return tuple(iri for iri in iris if iri in there)
