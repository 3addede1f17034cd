"""How one action stands to another: what it follows, reverses, and is said to respond to.

`follows` and `reverses` are found by types, parties, matter and time; `in_response_to` only where an article says so, since order
in time is no answer.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.deeds import ConsolidatedAction
from ingest.matching import Matcher, Outline, same_amount

CONTRADICTORY = frozenset({
    frozenset({"approve", "decline-approval"}), frozenset({"find-infringement", "find-no-infringement"}),
    frozenset({"accept-finding", "dispute-finding"}), frozenset({"uphold", "annul-penalty"}),
})
"""Contrary types of which only one can be true of a matter at a time. All other contraries (pause and resume, open and close,
ban and lift, announce and cancel, welcome and criticise) can follow one another or stand side by side."""
UNDOING = frozenset({"resume", "lift-restriction", "close-inquiry", "annul-penalty"})
"""Acts that presuppose what they undo, so that they come later even when no date says so (a plan dropped may be an older one)."""
BY_A_HIGHER_BODY = {"annul-penalty": "corrective-action"}
"""Acts that undo what another body did: a court sets aside an authority's decision."""
Outlines = Mapping[str, Sequence[Outline]]


def link(actions: Sequence[ConsolidatedAction], outlines: Outlines, matcher: Matcher) -> list[ConsolidatedAction]:
    """Add what each action of a block follows (the state before it, of the same matter) and reverses."""
    def one_matter(a: ConsolidatedAction, b: ConsolidatedAction) -> bool:
        pairs = [(x, y) for x in outlines[a.iri] for y in outlines[b.iri]]
        together = [(x, y) for x, y in pairs if x.article == y.article]
        return all(matcher.same_matter(x, y) for x, y in together or pairs)

    linked = []
    for later in actions:
        earlier = [a for a in actions if a.iri != later.iri and "negated" not in (a.status, later.status)
                   and _successive(a.type, later.type, matcher) and one_matter(a, later)]
        before = _before(earlier, later)
        linked.append(replace(later, follows=later.follows | {a.iri for a in before},
                              reverses=later.reverses | {a.iri for a in before if a.type in matcher.types[later.type].contrary}))
    return linked


def link_across(actions: Sequence[ConsolidatedAction], outlines: Outlines, matcher: Matcher) -> list[ConsolidatedAction]:
    """Add the links between actions of different parties: answers that an article states, and decisions set aside by a court."""
    home = {claim.iri: action for action in actions for claim in action.claims}
    measures: dict[str, list[ConsolidatedAction]] = defaultdict(list)
    for action in actions:
        if any(matcher.is_a(action.type, kind) for kind in BY_A_HIGHER_BODY.values()):
            for party in {party for o in outlines[action.iri] for party in o.target}:
                measures[party].append(action)
    linked = []
    for action in actions:
        answered = {home[iri].iri for claim in action.claims for iri in claim.answers if iri in home} - {action.iri}
        undone = _undone(action, measures, outlines, matcher) if action.type in BY_A_HIGHER_BODY and action.status == "actual" else []
        linked.append(replace(action, in_response_to=frozenset(answered), follows=action.follows | {a.iri for a in undone},
                              reverses=action.reverses | {a.iri for a in undone}) if answered or undone else action)
    return _without_circles(linked)


def _before(earlier: Sequence[ConsolidatedAction], later: ConsolidatedAction) -> list[ConsolidatedAction]:
    """The last action that dates put before; where they are silent, the only one that the later presupposes."""
    dated = [a for a in earlier if a.when and later.when and a.when.latest < later.when.earliest]
    last = max(dated, key=lambda a: (a.when.latest.isoformat() if a.when else "", a.iri), default=None)
    undated = [a for a in earlier if not (a.when and later.when) and later.type in UNDOING and a.type not in UNDOING]
    return [last] if last else undated if len(undated) == 1 else []


def _undone(action: ConsolidatedAction, measures: Mapping[str, Sequence[ConsolidatedAction]], outlines: Outlines, matcher: Matcher
            ) -> list[ConsolidatedAction]:
    """The measure that a court sets aside: one against its target or an authority that it names, of the same sum where both say one."""
    named = {party for o in outlines[action.iri] for party in (*o.target, *o.context)}
    kind = BY_A_HIGHER_BODY[action.type]
    found = {m.iri: m for party in named for m in measures.get(party, ()) if m.status == "actual" and matcher.is_a(m.type, kind)
             and m.actor != action.actor and same_amount(m.amount, action.amount) is not False
             and not (m.when and action.when and action.when.latest < m.when.earliest)
             and (same_amount(m.amount, action.amount) or m.actor & {p for o in outlines[action.iri] for p in (*o.claim.target, *o.claim.context)})}
    exact = [m for m in found.values() if same_amount(m.amount, action.amount)]
    return exact if len(exact) == 1 else list(found.values()) if len(found) == 1 else []


def _without_circles(actions: Sequence[ConsolidatedAction]) -> list[ConsolidatedAction]:
    """An answer to an answer to itself is none: of two actions that are each said to respond to the other, neither link stays."""
    answers = {(a.iri, b) for a in actions for b in a.in_response_to}
    return [replace(a, in_response_to=frozenset(b for b in a.in_response_to if (b, a.iri) not in answers)) if a.in_response_to else a for a in actions]


def _successive(a: str, b: str, matcher: Matcher) -> bool:
    """Are both states of one matter that can come one after the other: pause and resume, not approve and refuse?"""
    return a != b and b in matcher.types[a].contrary and frozenset({a, b}) not in CONTRADICTORY and a in matcher.types
