"""Claims that cannot all be true: typed, with their sides, explained in a sentence.

Change is not conflict: a pause and a resumption are two states of one matter, and what "has not happened" on Monday may
have happened by Friday. A person who says two things in one article is quoted, not contradicted.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations

from ingest.deeds import Conflict, ConflictKind, ConsolidatedAction, ReportedClaim
from ingest.describing import Days
from ingest.linking import CONTRADICTORY, Outlines
from ingest.matching import PRECISE, Matcher, Outline, gap, near, same_amount
from ontology import iris

AFFIRMATIVE = frozenset({"approve", "find-infringement", "accept-finding", "uphold"})
ASSERTED = {"actual": "fact", "alleged": "fact", "planned": "plan"}      # requests and possibilities assert nothing
FINDINGS = frozenset({"find-infringement", "find-no-infringement"})
OPPOSITES = {type: pair for pair in CONTRADICTORY for type in pair}
QUOTE = 160                              # code points of a quote in an explanation
Side = tuple[Outline, ConsolidatedAction]
Pair = tuple[Side, Side]


def find_conflicts(actions: Sequence[ConsolidatedAction], outlines: Outlines, matcher: Matcher, names: Mapping[str, str],
                   days: Days) -> tuple[Conflict, ...]:
    """All conflicts among the claims of these actions, sorted by IRI. `names`: IRI → name of parties; `days`: article → known since."""
    words = _Words(matcher, names, days)
    found = [*_existence(actions, outlines, words), *_figures(actions, outlines, words), *_actors(actions, outlines, words)]
    return tuple(sorted(found, key=lambda c: c.iri))


# --- did it happen? -----------------------------------------------------------------------------------------------------

def _existence(actions: Sequence[ConsolidatedAction], outlines: Outlines, words: _Words) -> Iterator[Conflict]:
    """What some claims affirm and others deny; and types of which only one can be true, affirmed both."""
    matcher = words.matcher
    denials: dict[tuple[frozenset[str], frozenset[str]], list[Side]] = defaultdict(list)
    for action in actions:
        for outline in outlines[action.iri]:
            pair = OPPOSITES.get(outline.claim.type)
            if pair and outline.claim.type not in AFFIRMATIVE and not outline.claim.negated:
                denials[pair, outline.actor].append((outline, action))
    for action in actions:
        yes = [(o, action) for o in outlines[action.iri] if not o.claim.negated]
        pairs = [(y, (n, action)) for y in yes for n in outlines[action.iri] if n.claim.negated and opposed(y[0], n, matcher)]
        pairs += [(y, n) for y in yes if y[0].claim.type in AFFIRMATIVE for n in denials.get((OPPOSITES[y[0].claim.type], y[0].actor), ())
                  if matcher.same_matter(y[0], n[0]) and opposed(y[0], n[0], matcher) and opposed(n[0], y[0], matcher)]
        if pairs:
            one, other = words.telling(pairs)
            yield words.conflict("existence", pairs, f"Sources disagree on whether {words.deed(one, other)} took place: "
                                 f"{words.cite(one)} says so; {words.cite(other)} says the opposite.")


def opposed(yes: Outline, no: Outline, matcher: Matcher) -> bool:
    """Do two claims about one matter contradict each other: one asserts, the other, of that time or a later one, denies?

    Not where the accused denies a charge: that is told on both sides as it is. Of utterances, which a party makes again and again,
    the denial of one contradicts only one about the same; so does what another article denies, and a finding that there was no breach.
    """
    a, b = yes.claim, no.claim
    if ASSERTED.get(a.modality) is None or ASSERTED.get(a.modality) != ASSERTED.get(b.modality):
        return False
    if a.modality == "alleged" and b.claimant & a.actor:
        return False
    if a.source.iri == b.source.iri and (a.claimant & b.claimant or not (a.claimant or b.claimant)):
        return False
    about_one = bool(yes.target & no.target or yes.practice & no.practice)
    if not about_one and (matcher.is_utterance(a.type) or (a.source.iri != b.source.iri and not _of_one_week(yes, no))):
        return False
    if a.type in FINDINGS and not _same_finding(yes, no):
        return False
    until = b.when.latest if b.when else b.source.published
    since = a.when.earliest if a.when else a.source.published - timedelta(days=PRECISE) if a.source.published else None
    return until is None or since is None or since <= until


def _of_one_week(yes: Outline, no: Outline) -> bool:
    """Do two articles report, of nearly one day or one of them undated, of which one does not say about whom?"""
    return not (yes.target and no.target) and (near(yes, no) or not (yes.anchor and no.anchor))


def _same_finding(yes: Outline, no: Outline) -> bool:
    """Can two findings on one party be about one thing? An authority finds a breach of one provision and none of another."""
    a, b = yes.claim, no.claim
    if a.provision and b.provision:
        return bool(yes.target & no.target and a.provision & b.provision)
    return bool(yes.target & no.target) and (a.source.iri != b.source.iri or bool(yes.practice & no.practice))


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


def _figures(actions: Sequence[ConsolidatedAction], outlines: Outlines, words: _Words) -> Iterator[Conflict]:
    for action in actions:
        told = [(o, action) for o in outlines[action.iri] if not o.claim.negated]
        for kind, what, differ in CHECKS:
            pairs = [(a, b) for a, b in combinations(told, 2) if a[0].article != b[0].article and differ(a[0], b[0])]
            if pairs:
                one, other = words.telling(pairs)
                yield words.conflict(kind, pairs, f"Sources differ on {what} of one act by {words.parties(one.actor | other.actor) or 'an unnamed party'}: "
                                     f"{words.cite(one)} has {words.figure(kind, one)}; {words.cite(other)} has {words.figure(kind, other)}.")


# --- who did it? ----------------------------------------------------------------------------------------------------------

def _actors(actions: Sequence[ConsolidatedAction], outlines: Outlines, words: _Words) -> Iterator[Conflict]:
    """Two actors of what must be one act: same type, target and amount at nearly the same narrow time, told by different articles.

    Not where an article that is known by then tells of both.
    """
    by_iri = {action.iri: action for action in actions}
    alike: dict[tuple[str, str], set[str]] = defaultdict(set)
    for action in actions:
        for outline in outlines[action.iri]:
            if _sanctions(outline):
                for party in {words.matcher.root(t) for t in outline.claim.target}:
                    alike[outline.claim.type, party].add(action.iri)
    for a, b in sorted({pair for group in alike.values() for pair in combinations(sorted(group), 2)}):
        pairs = [((x, by_iri[a]), (y, by_iri[b])) for x in outlines[a] for y in outlines[b] if _rivals(x, y, words.matcher)]
        if pairs:
            first, second = words.telling(pairs)
            by = words.day(first, second)
            told = [{o.article for o in outlines[iri] if words.days.get(o.article, date.max) <= by} for iri in (a, b)]
            if not told[0] & told[1]:
                yield words.conflict("actor", pairs, f"Sources differ on who acted: {words.cite(first)} names {words.parties(first.actor)}; "
                                     f"{words.cite(second)} names {words.parties(second.actor)}.")


def _sanctions(outline: Outline) -> bool:
    claim = outline.claim
    return bool(claim.amount and claim.actor and claim.target and claim.modality == "actual" and not claim.negated)


def _rivals(x: Outline, y: Outline, matcher: Matcher) -> bool:
    return bool(_sanctions(x) and _sanctions(y) and not x.actor & y.actor and x.article != y.article and x.claim.type == y.claim.type
                and x.target & y.target and near(x, y) and same_amount(x.claim.amount, y.claim.amount)
                and matcher.same_place(x.claim.jurisdiction, y.claim.jurisdiction))


# --- words ----------------------------------------------------------------------------------------------------------------

class _Words:
    """How conflicts are told. Which pair is quoted, and so the name, is settled by what is known first: later news does not change it."""

    def __init__(self, matcher: Matcher, names: Mapping[str, str], days: Days) -> None:
        self.matcher, self.names, self.days = matcher, names, days

    def day(self, *claims: ReportedClaim) -> date:
        return max(self.days.get(c.source.iri, date.max) for c in claims)

    def telling(self, pairs: Iterable[Pair]) -> tuple[ReportedClaim, ReportedClaim]:
        """The first known pair; of these, one in which named speakers say it, and which says most."""
        def key(pair: tuple[ReportedClaim, ReportedClaim]) -> tuple[date, int, int, str, str]:
            one, other = pair
            said = sum(len(c.target) + len(c.practice) + len(c.jurisdiction) + bool(c.when) for c in pair)
            return self.day(one, other), -bool(one.claimant) - bool(other.claimant), -said, one.iri, other.iri
        return min(((a.claim, b.claim) for (a, _), (b, _) in pairs), key=key)

    def conflict(self, kind: ConflictKind, pairs: Sequence[Pair], explanation: str) -> Conflict:
        one, other = self.telling(pairs)
        sides = tuple(sorted({outline.claim.iri for pair in pairs for outline, _ in pair}))
        concerns = tuple(sorted({action.iri for pair in pairs for _, action in pair}))
        day = self.day(one, other)
        return Conflict(iris.mint_conflict((one.iri, other.iri), kind), kind, sides, concerns, explanation, None if day == date.max else day)

    def deed(self, one: ReportedClaim, other: ReportedClaim) -> str:
        towards = self.parties(one.target or other.target)
        by = self.parties(one.actor) or "an unnamed party"
        return f"“{self.matcher.types[one.type].label}” by {by}" + (f" towards {towards}" if towards else "")

    def parties(self, iris_: Iterable[str]) -> str:
        return " and ".join(sorted(self.names.get(iri, iri.rpartition("/")[2]) for iri in iris_))

    def figure(self, kind: ConflictKind, claim: ReportedClaim) -> str:
        if kind == "amount" and claim.amount:
            return f"{claim.amount.value.normalize():,f} {claim.amount.currency}"
        if kind == "date" and claim.when:
            return claim.when.stated
        return self.parties(claim.legal_basis)

    def cite(self, claim: ReportedClaim) -> str:
        """The words of a claim and where they stand."""
        quote = " ".join(claim.quote.split())
        quote = quote if len(quote) <= QUOTE else quote[:QUOTE].rsplit(" ", 1)[0] + " …"
        day = claim.source.published.isoformat() if claim.source.published else ""
        where = "; ".join(filter(None, (claim.source.title, ", ".join(filter(None, (claim.source.publisher, day))))))
        return f"“{quote}” ({where or claim.source.iri})"
