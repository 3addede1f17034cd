"""What a change touches: which claims to consolidate again when some came or went, and whose actions and conflicts to replace.

Claims of one block decide its deeds together (`consolidation.block_key`). Across blocks, claims bear on each other through `ties`:

    paid      a passive finds the one deed that paid its target that sum, and two actors of one sum contradict each other
    undone    a court sets aside the measure of an authority
    claim     an act is said to be the answer to another
    article   an undated article is bounded by all that it reports, which settles since when its claims are known

A change of a block is felt at most three ties away (a sum finds its deed, that dates an article, that dates a conflict); what lies
there needs, to be described rightly, what lies three ties further. So a change among 100,000 articles recomputes its neighbourhood only.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ingest.consolidation import block_key
from ingest.deeds import ReportedClaim
from ingest.linking import BY_A_HIGHER_BODY
from ingest.matching import Matcher, Outline

Key = tuple[str, ...]
Find = Callable[[frozenset[Key]], Iterable[ReportedClaim]]
"""All claims on record, those just added included, that have one of these keys."""
REACH = 3                                # ties that a change is felt across


def keys(claim: ReportedClaim, matcher: Matcher) -> frozenset[Key]:
    """All keys of a claim: its block and its ties. An index from these to claims is what `Find` needs."""
    outline = matcher.outline(claim)
    return frozenset({block_of(outline, matcher), *ties(outline, matcher)})


def block_of(outline: Outline, matcher: Matcher) -> Key:
    return "block", *block_key(outline, matcher)


def ties(outline: Outline, matcher: Matcher) -> Iterator[Key]:
    """The keys by which a claim bears on claims of other blocks."""
    claim = outline.claim
    if claim.amount:
        for party in {matcher.root(t) for t in claim.target}:
            yield "paid", matcher.family.get(claim.type, claim.type), party
    if claim.type in BY_A_HIGHER_BODY:
        for party in outline.target | outline.context:
            yield "undone", BY_A_HIGHER_BODY[claim.type], party
    for kind in BY_A_HIGHER_BODY.values():
        if matcher.is_a(claim.type, kind):
            for party in outline.target:
                yield "undone", kind, party
    for iri in claim.answers | {claim.iri}:
        yield "claim", iri
    if not claim.source.published:
        yield "article", claim.source.iri


def touched(changed: Iterable[ReportedClaim], find: Find, matcher: Matcher) -> tuple[list[ReportedClaim], frozenset[str]]:
    """The claims to consolidate again, and those of them (and of what is gone) whose actions and conflicts are to be replaced.

    `changed`: the claims that came and those that went, as they were.
    """
    changed = list(changed)
    stale = _around(changed, find, matcher)
    context = _around(stale.values(), find, matcher)
    return list(context.values()), frozenset(stale) | {c.iri for c in changed}


def _around(claims: Iterable[ReportedClaim], find: Find, matcher: Matcher) -> dict[str, ReportedClaim]:
    """The blocks of these claims and of those that can be reached from them, whole."""
    claims, found, seen = list(claims), dict[str, ReportedClaim](), set[Key]()
    for _ in range(REACH + 1):
        blocks = frozenset(block_of(matcher.outline(c), matcher) for c in claims) - seen
        seen |= blocks
        inside = [c for c in find(blocks) if c.iri not in found] if blocks else []
        found |= {c.iri: c for c in inside}
        tied = frozenset(key for c in (*claims, *inside) for key in ties(matcher.outline(c), matcher)) - seen
        seen |= tied
        claims = [c for c in find(tied) if c.iri not in found] if tied else []
    return found
