"""The values of consolidation: claims with their sources, and the actions and conflicts made of them.

Parties, places and laws are IRIs here, since claims of many articles meet and a short id belongs to one document;
action types keep their id. `Day` pairs are the first and last possible day, both inclusive.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

ConflictKind = Literal["existence", "amount", "date", "legal_basis", "actor"]


@dataclass(frozen=True, slots=True)
class Source:
    """The article of a claim, as far as consolidation needs it. `original`: the article this one is a copy of, or itself."""

    iri: str
    title: str
    publisher: str | None = None
    published: date | None = None
    original: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """Money in units of an ISO 4217 currency."""

    value: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Time:
    """When: an EDTF string and its first and last day."""

    stated: str
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class ReportedClaim:
    """A claim with its article: all that decides which deed it reports."""

    iri: str
    source: Source
    quote: str
    type: str
    actor: frozenset[str] = frozenset()
    target: frozenset[str] = frozenset()
    practice: frozenset[str] = frozenset()
    jurisdiction: frozenset[str] = frozenset()
    legal_basis: frozenset[str] = frozenset()
    instrument: frozenset[str] = frozenset()
    provision: frozenset[str] = frozenset()
    amount: Sum | None = None
    when: Time | None = None
    negated: bool = False
    modality: str = "actual"
    claimant: frozenset[str] = frozenset()     # the person and the organization that say so; empty for the narrator
    context: frozenset[str] = frozenset()      # everybody who acts or is acted upon in the claims of the article
    answers: frozenset[str] = frozenset()      # claims of the article that this one is said to respond to
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class StatusGiven:
    """An entry in the history of an action: a status, the first claim that gave it, since when that was known, and its date of the act."""

    status: str
    claim: str
    known: date | None
    when: Time | None


@dataclass(frozen=True, slots=True)
class ConsolidatedAction:
    """One deed. `status` is a modality, or "negated" when every claim denies it; `sources` counts independent articles.

    `known` is the day since when an article tells of it (None: only undated ones do); `history` is in the order of knowledge.
    `earlier` are the descriptions before more was known: each holds from its own `known` to the day before its `until`.
    """

    iri: str
    type: str
    claims: tuple[ReportedClaim, ...]
    status: str
    sources: int
    actor: frozenset[str] = frozenset()
    target: frozenset[str] = frozenset()
    practice: frozenset[str] = frozenset()
    jurisdiction: frozenset[str] = frozenset()
    legal_basis: frozenset[str] = frozenset()
    instrument: frozenset[str] = frozenset()
    provision: frozenset[str] = frozenset()
    amount: Sum | None = None
    when: Time | None = None
    first_reported: date | None = None
    known: date | None = None
    until: date | None = None                  # of an earlier description: the day from which more was known
    history: tuple[StatusGiven, ...] = ()
    earlier: tuple[ConsolidatedAction, ...] = ()
    in_response_to: frozenset[str] = frozenset()
    reverses: frozenset[str] = frozenset()     # IRIs of actions
    follows: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that cannot all be true. `sides` are claim IRIs, `concerns` action IRIs; both sorted."""

    iri: str
    kind: ConflictKind
    sides: tuple[str, ...]
    concerns: tuple[str, ...]
    explanation: str
    known: date | None = None                  # the day since when both sides are known


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which days an undated article must have appeared, and why."""

    earliest: date
    latest: date
    reason: str


@dataclass(frozen=True, slots=True)
class Consolidation:
    """Everything derived from a set of claims, sorted by IRI."""

    actions: tuple[ConsolidatedAction, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    bounds: Mapping[str, Bounds] = field(default_factory=dict)      # of undated articles, as far as anything bounds them
