"""From claims to actions and conflicts: pure, and the same for any order of the claims (design §6).

1. Block: claims that could report one deed or contradict each other share a family of action types and an actor; claims
   without an actor stay among those of their article, or with those that name the same target and amount.
2. Join, in each block: the claims that say most come first; each joins the deed that it agrees with best, and only if it
   agrees with *every* claim there, so that a vague report cannot tie two different acts together.
3. Describe: the slots, status and sources of each deed; what it follows or reverses; then the conflicts.

A block needs nothing from another, except claims without an actor and conflicts about who acted: a new article recomputes
the blocks that its claims fall into.
"""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ingest.conflicts import CONTRADICTORY, find_conflicts
from ingest.deeds import ConsolidatedAction, Consolidation, ReportedClaim, Sum, Time
from ingest.matching import SYMMETRIC, Matcher, Outline, gap, same_amount
from ontology import iris
from ontology.knowledge import Knowledge

STATUSES = ("actual", "planned", "requested", "alleged", "possible")       # the furthest that any claim affirms is the status
UNDOING = frozenset({"resume", "lift-restriction", "close-inquiry", "annul-penalty"})
"""Acts that presuppose what they undo, so that they come later even when no date says so (a plan dropped may be an older one)."""
SLOTS = ("actor", "target", "practice", "jurisdiction", "legal_basis", "instrument", "provision")

Block = tuple[str, ...]
Deed = list[Outline]


def consolidate(claims: Iterable[ReportedClaim], known: Knowledge, names: Mapping[str, str] | None = None) -> Consolidation:
    """Actions and conflicts of a set of claims. `names`: IRI → name of things that no register describes, for explanations."""
    matcher = Matcher(known)
    unique = {claim.iri: claim for claim in claims}
    blocks = block(map(matcher.outline, unique.values()), matcher)
    deeds = {key: join(outlines, matcher) for key, outlines in sorted(blocks.items())}
    _place_passives(deeds, matcher)
    actions: list[ConsolidatedAction] = []
    for key in sorted(deeds):
        actions += link([describe(deed) for deed in deeds[key] if deed], matcher)
    labels = {entry.iri: entry.name for entry in known.entries.values()} | dict(names or {})
    return Consolidation(tuple(sorted(actions, key=lambda a: a.iri)), find_conflicts(actions, matcher, labels))


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
    for outline in sorted(outlines, key=lambda o: (-_specificity(o.claim), o.claim.iri)):
        fitting = [deed for deed in deeds if _fits(outline, deed, matcher)]
        if fitting:
            max(fitting, key=lambda deed: _closeness(outline, deed)).append(outline)
        else:
            deeds.append([outline])
    return deeds


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
    """Give "the company was fined 5 million" to the one deed with an actor that it fits; leave it alone when several do."""
    paid: dict[tuple[str, str], list[Deed]] = defaultdict(list)
    for key, block_deeds in deeds.items():
        if key[0] == "actor":
            for deed in block_deeds:
                for party in sorted({matcher.root(t) for o in deed if o.claim.amount for t in o.claim.target}):
                    paid[key[1], party].append(deed)
    found: list[tuple[Outline, Deed, Deed]] = []
    for key, block_deeds in deeds.items():
        if key[0] == "target":
            for passive in block_deeds:
                for outline in passive:
                    candidates = [deed for deed in paid.get((key[1], key[2]), ())
                                  if any(same_amount(outline.claim.amount, o.claim.amount) for o in deed)
                                  and all(matcher.one_deed(outline, o) for o in deed)]
                    if len(candidates) == 1:
                        found.append((outline, passive, candidates[0]))
    for outline, passive, deed in found:
        passive.remove(outline)
        deed.append(outline)


# --- 3. describe --------------------------------------------------------------------------------------------------------

def describe(deed: Deed) -> ConsolidatedAction:
    """The action of a deed. Slots are unions; type, amount and time are what most independent sources say."""
    claims = sorted((o.claim for o in deed), key=_rank)
    affirmed = [c for c in claims if not c.negated]
    status = next((s for s in STATUSES if any(c.modality == s for c in affirmed)), "negated")
    told = affirmed or claims
    decided = [c for c in told if c.modality == status and c.when] or [c for c in told if c.when]
    return ConsolidatedAction(
        iri=iris.mint_action(claims[0].iri), type=_type(told), claims=tuple(sorted(claims, key=lambda c: c.iri)), status=status,
        sources=len({c.source.original for c in claims}),
        **{slot: frozenset().union(*(getattr(c, slot) for c in told)) for slot in SLOTS},
        amount=_amount(told), when=_time(decided),
        first_reported=min((c.source.published for c in claims if c.source.published), default=None))


def _rank(claim: ReportedClaim) -> tuple[str, str]:
    """First published comes first, so that later articles seldom change the name of an action; undated articles come last."""
    return claim.source.published.isoformat() if claim.source.published else "9999", claim.iri


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


def link(actions: Sequence[ConsolidatedAction], matcher: Matcher) -> list[ConsolidatedAction]:
    """Add what each action of a block follows (the state before it, of the same matter) and reverses."""
    outlines = {a.iri: [matcher.outline(c) for c in a.claims] for a in actions}

    def one_matter(a: ConsolidatedAction, b: ConsolidatedAction) -> bool:
        return all(matcher.same_matter(x, y) for x in outlines[a.iri] for y in outlines[b.iri])

    linked = []
    for later in actions:
        earlier = [a for a in actions if a.iri != later.iri and "negated" not in (a.status, later.status)
                   and _successive(a.type, later.type, matcher) and one_matter(a, later)]
        dated = [a for a in earlier if a.when and later.when and a.when.latest < later.when.earliest]
        last = max(dated, key=lambda a: (a.when.latest.isoformat() if a.when else "", a.iri), default=None)
        undated = [a for a in earlier if not (a.when and later.when) and later.type in UNDOING and a.type not in UNDOING]
        before = [last] if last else undated if len(undated) == 1 else []
        linked.append(replace(later, follows=frozenset(a.iri for a in before),
                              reverses=frozenset(a.iri for a in before if a.type in matcher.types[later.type].contrary)))
    return linked


def _successive(a: str, b: str, matcher: Matcher) -> bool:
    """Are both states of one matter that can come one after the other: pause and resume, not approve and refuse?"""
    return a != b and b in matcher.types[a].contrary and frozenset({a, b}) not in CONTRADICTORY and a in matcher.types
