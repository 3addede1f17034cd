"""Claims that cannot all be true: typed, with their sides, explained in a sentence.

Change is not conflict: a pause and a resumption are two states of one matter, and what "has not happened" on Monday may
have happened by Friday. A person who says two things in one article is quoted, not contradicted.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import combinations

from ingest.deeds import Conflict, ConflictKind, ConsolidatedAction, ReportedClaim
from ingest.matching import PRECISE, Matcher, Outline, gap, near, same_amount
from ontology import iris

CONTRADICTORY = frozenset({
    frozenset({"approve", "decline-approval"}), frozenset({"find-infringement", "find-no-infringement"}),
    frozenset({"accept-finding", "dispute-finding"}), frozenset({"uphold", "annul-penalty"}),
})
"""Contrary types of which only one can be true of a matter at a time. All other contraries (pause and resume, open and close,
ban and lift, announce and cancel, welcome and criticise) can follow one another or stand side by side."""
AFFIRMATIVE = frozenset({"approve", "find-infringement", "accept-finding", "uphold"})
ASSERTED = {"actual": "fact", "alleged": "fact", "planned": "plan"}      # requests and possibilities assert nothing
QUOTE = 160                              # code points of a quote in an explanation


def find_conflicts(actions: Sequence[ConsolidatedAction], matcher: Matcher, names: Mapping[str, str]) -> tuple[Conflict, ...]:
    """All conflicts among the claims of these actions, sorted by IRI. `names`: IRI → name of parties."""
    outlines = {a.iri: [matcher.outline(c) for c in a.claims] for a in actions}
    found = [*_existence(actions, outlines, matcher, names), *_figures(actions, outlines, names),
             *_actors(actions, outlines, matcher, names)]
    return tuple(sorted({c.iri: c for c in found}.values(), key=lambda c: c.iri))


# --- did it happen? -----------------------------------------------------------------------------------------------------

def _existence(actions: Sequence[ConsolidatedAction], outlines: Mapping[str, list[Outline]], matcher: Matcher,
               names: Mapping[str, str]) -> Iterable[Conflict]:
    opposites: dict[tuple[frozenset[str], frozenset[str]], list[ConsolidatedAction]] = defaultdict(list)
    for action in actions:
        for pair in CONTRADICTORY:
            if action.type in pair and action.type not in AFFIRMATIVE:
                opposites[pair, frozenset(map(matcher.root, action.actor))].append(action)
    for action in actions:
        yes = [o for o in outlines[action.iri] if not o.claim.negated]
        against = [(o, action) for o in outlines[action.iri] if o.claim.negated]
        pairs = {(y, n): action for y in yes for n, _ in against if opposed(y, n)}
        for pair in CONTRADICTORY:
            if action.type in pair and action.type in AFFIRMATIVE:
                for other in opposites[pair, frozenset(map(matcher.root, action.actor))]:
                    pairs |= {(y, n): other for y in yes for n in outlines[other.iri]
                              if not n.claim.negated and matcher.same_matter(y, n) and opposed(y, n) and opposed(n, y)}
        if pairs:
            affirm, deny = _claims(y for y, _ in pairs), _claims(n for _, n in pairs)
            yield _conflict("existence", [*affirm, *deny], [action, *pairs.values()],
                            f"Sources disagree on whether {_deed(action, matcher, names)} took place: "
                            f"{_cite(affirm)} says so; {_cite(deny)} says the opposite.")


def opposed(yes: Outline, no: Outline) -> bool:
    """Do two claims about one matter contradict each other: one asserts, the other, of that time or a later one, denies?"""
    a, b = yes.claim, no.claim
    if ASSERTED.get(a.modality) is None or ASSERTED.get(a.modality) != ASSERTED.get(b.modality):
        return False
    if a.source.iri == b.source.iri and (a.claimant & b.claimant or not (a.claimant or b.claimant)):
        return False
    until = b.when.latest if b.when else b.source.published
    since = a.when.earliest if a.when else a.source.published - timedelta(days=PRECISE) if a.source.published else None
    return until is None or since is None or since <= until


# --- what exactly happened? -----------------------------------------------------------------------------------------------

def _other_amount(a: Outline, b: Outline) -> bool:
    return same_amount(a.claim.amount, b.claim.amount) is False


def _other_date(a: Outline, b: Outline) -> bool:
    """A plan and the deed may have dates of their own."""
    return bool(a.claim.when and b.claim.when and a.claim.modality == b.claim.modality and gap(a.window, b.window))


def _other_basis(a: Outline, b: Outline) -> bool:
    return bool(a.claim.legal_basis and b.claim.legal_basis and not a.claim.legal_basis & b.claim.legal_basis)


CHECKS: tuple[tuple[ConflictKind, str, Callable[[Outline, Outline], bool]], ...] = (
    ("amount", "the amount", _other_amount), ("date", "the date", _other_date), ("legal_basis", "the legal basis", _other_basis))


def _figures(actions: Sequence[ConsolidatedAction], outlines: Mapping[str, list[Outline]], names: Mapping[str, str]) -> Iterable[Conflict]:
    for action in actions:
        told = [o for o in outlines[action.iri] if not o.claim.negated]
        for kind, what, differ in CHECKS:
            pairs = [(a, b) for a, b in combinations(told, 2) if a.article != b.article and differ(a, b)]
            if pairs:
                claims = _claims(o for pair in pairs for o in pair)
                one, other = _claims(pairs[0])
                yield _conflict(kind, claims, [action],
                                f"Sources differ on {what} of one act by {_parties(action.actor, names) or 'an unnamed party'}: "
                                f"{_cite([one])} has {_figure(kind, one, names)}; {_cite([other])} has {_figure(kind, other, names)}.")


def _figure(kind: ConflictKind, claim: ReportedClaim, names: Mapping[str, str]) -> str:
    if kind == "amount" and claim.amount:
        return f"{claim.amount.value.normalize():,f} {claim.amount.currency}"
    if kind == "date" and claim.when:
        return claim.when.stated
    return _parties(claim.legal_basis, names)


# --- who did it? ----------------------------------------------------------------------------------------------------------

def _actors(actions: Sequence[ConsolidatedAction], outlines: Mapping[str, list[Outline]], matcher: Matcher,
            names: Mapping[str, str]) -> Iterable[Conflict]:
    """Two actors of what must be one act: same type, target and amount at nearly the same narrow time, told by different articles."""
    alike: dict[tuple[str, str], list[ConsolidatedAction]] = defaultdict(list)
    for action in actions:
        if action.amount and action.actor and action.status == "actual":
            for party in {matcher.root(t) for t in action.target}:
                alike[action.type, party].append(action)
    for group in alike.values():
        for a, b in combinations(sorted(group, key=lambda action: action.iri), 2):
            one, other = outlines[a.iri], outlines[b.iri]
            apart = not {o.article for o in one} & {o.article for o in other} and not _actors_of(one) & _actors_of(other)
            pairs = [(x, y) for x in one for y in other if near(x, y) and same_amount(x.claim.amount, y.claim.amount)
                     and matcher.same_place(x.claim.jurisdiction, y.claim.jurisdiction)]
            if apart and pairs:
                left, right = _claims(x for x, _ in pairs), _claims(y for _, y in pairs)
                yield _conflict("actor", [*left, *right], [a, b], f"Sources differ on who acted: {_cite(left)} names {_parties(a.actor, names)}; "
                                f"{_cite(right)} names {_parties(b.actor, names)}.")


def _actors_of(deed: Iterable[Outline]) -> set[str]:
    return {party for outline in deed for party in outline.actor}


# --- words ----------------------------------------------------------------------------------------------------------------

def _conflict(kind: ConflictKind, claims: Iterable[ReportedClaim], concerns: Iterable[ConsolidatedAction], explanation: str) -> Conflict:
    sides = tuple(sorted({c.iri for c in claims}))
    return Conflict(iris.mint_conflict(sides, kind), kind, sides, tuple(sorted({a.iri for a in concerns})), explanation)


def _claims(outlines: Iterable[Outline]) -> list[ReportedClaim]:
    """The claims, those of named speakers first, in an order that does not depend on how they came."""
    unique = {o.claim.iri: o.claim for o in outlines}
    return sorted(unique.values(), key=lambda c: (not c.claimant, c.source.published.isoformat() if c.source.published else "9999", c.iri))


def _deed(action: ConsolidatedAction, matcher: Matcher, names: Mapping[str, str]) -> str:
    towards = _parties(action.target, names)
    by = _parties(action.actor, names) or "an unnamed party"
    return f"“{matcher.types[action.type].label}” by {by}" + (f" towards {towards}" if towards else "")


def _parties(iris_: Iterable[str], names: Mapping[str, str]) -> str:
    return " and ".join(sorted(names.get(iri, iri.rpartition("/")[2]) for iri in iris_))


def _cite(claims: Sequence[ReportedClaim]) -> str:
    """The first claim's words and article, and how many other articles say the same."""
    first = claims[0]
    words = " ".join(first.quote.split())
    words = words if len(words) <= QUOTE else words[:QUOTE].rsplit(" ", 1)[0] + " …"
    day = first.source.published.isoformat() if first.source.published else ""
    where = "; ".join(filter(None, (first.source.title, ", ".join(filter(None, (first.source.publisher, day))))))
    more = len({c.source.iri for c in claims} - {first.source.iri})
    others = f", with {more} other article{'s' if more > 1 else ''}," if more else ""
    return f"“{words}” ({where or first.source.iri}){others}"
