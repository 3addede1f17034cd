"""From claims to actions and conflicts: pure, and the same for any order of the claims (design §6).

1. Block: claims that could report one deed or contradict each other share a family of action types and an actor; claims
   without an actor stay among those of their article, or with those that name the same target and amount.
2. Join, in each block, day by day of publication, undated articles last: of one day the claims that say most come first; each
   joins the deed that it agrees with best, and only if it agrees with *every* claim there, so that a vague report cannot tie two
   different acts together. What was joined stays joined: the deeds of a past day are those of today, cut off at that day, which
   is what makes "as of" a matter of filtering, and later news seldom changes the name of an action.
3. Describe: the slots, status, history and sources of each deed (`describing`); what it follows, reverses and answers
   (`linking`); when undated articles must have appeared (`undated`); then the conflicts (`conflicts`).

A block needs nothing from another, except what `ties` names.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ingest.conflicts import find_conflicts
from ingest.corrections import Correction, corrected, groups
from ingest.deeds import ConsolidatedAction, Consolidation, ReportedClaim
from ingest.describing import SLOTS, describe
from ingest.linking import link, link_across
from ingest.matching import SYMMETRIC, Matcher, Outline, gap, same_amount
from ingest.undated import publication_bounds
from ontology.knowledge import Knowledge

Block = tuple[str, ...]
Deed = list[Outline]


def consolidate(claims: Iterable[ReportedClaim], known: Knowledge, names: Mapping[str, str] | None = None,
                corrections: Iterable[Correction] = ()) -> Consolidation:
    """Actions and conflicts of a set of claims. `names`: IRI → name of things that no register describes, for explanations.

    `corrections` of people come before what is found here, whichever claims they concern.
    """
    matcher = Matcher(known)
    labels = {entry.iri: entry.name for entry in known.entries.values()} | dict(names or {})
    corrections = tuple(corrections)
    unique = {claim.iri: claim for claim in corrected(claims, corrections)}
    blocks = block(map(matcher.outline, unique.values()), matcher)
    deeds = {key: join(outlines, matcher) for key, outlines in sorted(blocks.items())}
    _place_passives(deeds, matcher)
    regroup(deeds, *groups(corrections, unique))
    bounds = publication_bounds(([o.claim for o in deed] for key in sorted(deeds) for deed in deeds[key]), matcher, labels)
    days = {c.source.iri: c.source.published for c in unique.values() if c.source.published} | {iri: b.latest for iri, b in bounds.items()}
    actions: list[ConsolidatedAction] = []
    outlines: dict[str, Deed] = {}
    for key in sorted(deeds):
        described = {action.iri: (action, deed) for deed in deeds[key] if deed for action in (describe((o.claim for o in deed), days),)}
        outlines |= {iri: deed for iri, (_, deed) in described.items()}
        actions += link([action for action, _ in described.values()], outlines, matcher)
    actions = sorted(link_across(actions, outlines, matcher), key=lambda a: a.iri)
    return Consolidation(tuple(actions), find_conflicts(actions, outlines, matcher, labels, days), bounds)


# --- 1. block -----------------------------------------------------------------------------------------------------------

def block(outlines: Iterable[Outline], matcher: Matcher) -> dict[Block, list[Outline]]:
    """Claims by what they must be compared with."""
    blocks: dict[Block, list[Outline]] = defaultdict(list)
    for outline in outlines:
        blocks[block_key(outline, matcher)].append(outline)
    return blocks


def block_key(outline: Outline, matcher: Matcher) -> Block:
    claim, family = outline.claim, matcher.family.get(outline.claim.type, outline.claim.type)
    if claim.type in SYMMETRIC and outline.parties:
        return "actor", family, min(outline.parties)
    if outline.actor:
        return "actor", family, *sorted(outline.actor)
    if _identified(outline):
        return "target", family, min(map(matcher.root, claim.target))
    return "article", family, claim.source.iri


def _identified(outline: Outline) -> bool:
    """Do target and amount tell the deed, though nobody is said to have done it?"""
    return not outline.actor and outline.claim.amount is not None and bool(outline.target)


# --- 2. join ------------------------------------------------------------------------------------------------------------

def join(outlines: Iterable[Outline], matcher: Matcher) -> list[Deed]:
    """The deeds of one block."""
    deeds: list[Deed] = []
    for outline in sorted(outlines, key=lambda o: (_day(o), -_specificity(o.claim), o.claim.iri)):
        fitting = [deed for deed in deeds if _fits(outline, deed, matcher)]
        if fitting:
            max(fitting, key=lambda deed: _closeness(outline, deed)).append(outline)
        else:
            deeds.append([outline])
    return deeds


def _day(outline: Outline) -> date:
    return outline.claim.source.published or date.max


def _specificity(claim: ReportedClaim) -> int:
    return sum(bool(getattr(claim, slot)) for slot in SLOTS) + 2 * (claim.amount is not None) + 2 * (claim.when is not None)


def _fits(outline: Outline, deed: Deed, matcher: Matcher) -> bool:
    if _identified(outline) and not all(same_amount(outline.claim.amount, other.claim.amount) and outline.target & other.target for other in deed):
        return False
    return all(matcher.one_deed(outline, other) for other in deed)


def _closeness(outline: Outline, deed: Deed) -> tuple[int, int, int, int]:
    """How well a claim agrees with a deed: shared slots, told in the same article, nearness in time, number of reports."""
    shared = max(sum(bool(getattr(outline.claim, slot) & getattr(other.claim, slot)) for slot in SLOTS)
                 + (same_amount(outline.claim.amount, other.claim.amount) is True)
                 + bool(outline.claim.when and other.claim.when and not gap(outline.window, other.window)) for other in deed)
    return (shared, any(other.article == outline.article for other in deed),
            -min(gap(outline.anchor, other.anchor) for other in deed), len(deed))


def _place_passives(deeds: dict[Block, list[Deed]], matcher: Matcher) -> None:
    """Give "the company was fined 5 million" to the one deed with an actor that it fits; leave it alone when several do.

    Decided on the first day on which there is one, by what was known then; never for a deed that was known on its own before.
    """
    paid: dict[tuple[str, str], list[Deed]] = defaultdict(list)
    for key, block_deeds in deeds.items():
        if key[0] == "actor":
            for deed in block_deeds:
                for party in sorted({matcher.root(t) for o in deed if o.claim.amount for t in o.claim.target}):
                    paid[key[1], party].append(deed)
    found: list[tuple[Deed, Deed]] = []
    for key, block_deeds in deeds.items():
        if key[0] == "target":
            for passive in block_deeds:
                candidates = [(day, deed) for deed in paid.get((key[1], key[2]), ()) if (day := _fits_since(passive, deed, matcher))]
                since = min((day for day, _ in candidates), default=None)
                first = [deed for day, deed in candidates if day == since]
                if since and len(first) == 1 and since in (_first(passive), _first(first[0])) and _first(first[0]) <= since:
                    found.append((passive, first[0]))
    for passive, deed in found:
        deed.extend(passive)
        passive.clear()


def _fits_since(passive: Deed, deed: Deed, matcher: Matcher) -> date | None:
    """The day from which both were known to tell one sum; None when what was known by then does not fit."""
    since = min((max(_day(p), _day(o)) for p in passive for o in deed if same_amount(p.claim.amount, o.claim.amount)), default=None)
    if since is None:
        return None
    return since if all(matcher.one_deed(p, o) for p in passive for o in deed if _day(p) <= since and _day(o) <= since) else None


def _first(deed: Sequence[Outline]) -> date:
    return min(map(_day, deed))


# --- what people say ------------------------------------------------------------------------------------------------------

def regroup(deeds: dict[Block, list[Deed]], merges: Iterable[frozenset[str]], splits: Iterable[frozenset[str]]) -> None:
    """Split off the claims that are a deed of their own, then make one deed of those that hold the claims of a merge."""
    for group in splits:
        for key in sorted(deeds):
            own = [o for deed in deeds[key] for o in deed if o.claim.iri in group]
            if own:
                deeds[key] = [left for deed in deeds[key] if (left := [o for o in deed if o.claim.iri not in group])] + [own]
    for group in merges:
        held = [(key, deed) for key in sorted(deeds) for deed in deeds[key] if any(o.claim.iri in group for o in deed)]
        for _, deed in held[1:]:
            held[0][1].extend(deed)
            deed.clear()
