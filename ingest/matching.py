"""May two claims report one deed? The comparisons of consolidation, each small enough to argue about.

An empty slot says nothing and contradicts nothing. Days are proleptic ordinals (`date.toordinal`), intervals inclusive.
The numbers below are policy; each says what it stands for.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from ingest.deeds import ReportedClaim, Sum
from ontology.knowledge import Knowledge

NEWS_YEAR = 366        # an article that gives no date is taken to speak of acts at most a year before it (or, of plans, after it)
PRECISE = 31           # days; a longer interval is too vague to tell two alike acts apart
NEAR = 7               # days between precise dates, or between publications, within which differing figures are about one act
FRESH = 31             # days after which nobody reports a mere utterance again without saying what it was about
SLIP = 3               # days by which two reports of one act may differ in its date
SLIP_WITH_AMOUNT = 92  # the same, where the same amount and target leave little doubt: decision, service and publication of a fine
TOLERANCE = Decimal("0.01")              # share by which two statements of one amount may differ
SYMMETRIC = frozenset({"engage"})        # either party of a talk may be called the actor
UTTERANCES = ("stance", "advisory-action", "company-response", "civil-action", "transparency-action", "monitor", "announce-plan", "change-policy")
"""What a party says or does again and again, about ever new matters: appeals, welcomes, talks, promises."""
Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Outline:
    """A claim with its slots widened for comparison: products to their owners, units to their parents."""

    claim: ReportedClaim
    actor: frozenset[str]
    target: frozenset[str]
    parties: frozenset[str]              # actor and target together
    practice: frozenset[str]
    context: frozenset[str]              # the other parties of the article
    window: Interval | None              # when the act can have been; None: nothing is known
    anchor: Interval | None              # a narrow time to compare figures by: a precise date, else the day of publication

    @property
    def article(self) -> str:
        return self.claim.source.iri


class Matcher:
    """Comparisons against the registers."""

    def __init__(self, known: Knowledge) -> None:
        self.types = known.types
        iri = {entry.id: entry.iri for entry in known.entries.values()}
        self.above = {e.iri: iri[up] for e in known.entries.values() if e.kind != "regulator" and (up := e.owner or e.parent) in iri}
        self.around = _places(known)
        self.family = _families({id: type.contrary for id, type in known.types.items()})

    # --- slots ---

    def root(self, party: str) -> str:
        """The owner of a product, the head of a group; a regulator is itself."""
        seen = {party}
        while (party := self.above.get(party, party)) not in seen:
            seen.add(party)
        return party

    def outline(self, claim: ReportedClaim) -> Outline:
        when, published = claim.when, claim.source.published
        window = anchor = None
        if when:
            window = when.earliest.toordinal(), when.latest.toordinal()
        elif published:
            day = published.toordinal()
            ahead = claim.negated or claim.modality in ("planned", "possible", "requested")
            window = day - NEWS_YEAR, day + (NEWS_YEAR if ahead else 0)
        if when and when.latest.toordinal() - when.earliest.toordinal() <= PRECISE:
            anchor = window
        elif published:
            anchor = published.toordinal(), published.toordinal()
        actor, parties = frozenset(map(self.root, claim.actor)), frozenset(map(self.root, claim.actor | claim.target))
        return Outline(claim, actor, self._widened(claim.target), parties, self._widened(claim.practice),
                       frozenset(map(self.root, claim.context)) - actor, window, anchor)

    def _widened(self, things: frozenset[str]) -> frozenset[str]:
        return things | frozenset(map(self.root, things))

    def is_a(self, type: str, ancestor: str) -> bool:
        """Is a type the other, or narrower?"""
        step: str | None = type
        while step is not None and step != ancestor:
            step = self.types[step].broader if step in self.types else None
        return step is not None

    def is_utterance(self, type: str) -> bool:
        """Is it of a kind that a party says or does again and again?"""
        return any(self.is_a(type, kind) for kind in UTTERANCES)

    def same_type(self, a: str, b: str) -> bool:
        return self.is_a(a, b) or self.is_a(b, a)

    def same_place(self, a: frozenset[str], b: frozenset[str]) -> bool:
        """Equal, or one inside the other: Hamburg in Germany in the EU."""
        return not a or not b or any(x in self.around.get(y, {y}) or y in self.around.get(x, {x}) for x in a for y in b)

    # --- claims ---

    def same_matter(self, a: Outline, b: Outline) -> bool:
        """Same actor; target, place and practice do not contradict: the claims are about one thing, whatever they say of it."""
        if a.claim.type in SYMMETRIC and b.claim.type in SYMMETRIC:
            parties = a.parties <= b.parties or b.parties <= a.parties
        else:
            parties = _agree(a.actor, b.actor) and _agree(a.target, b.target)
        return parties and _agree(a.practice, b.practice) and self.same_place(a.claim.jurisdiction, b.claim.jurisdiction)

    def one_deed(self, a: Outline, b: Outline) -> bool:
        """May both report one deed? Figures may differ (a conflict) only between articles that clearly speak of one act."""
        if not self.same_type(a.claim.type, b.claim.type) or not self.same_matter(a, b):
            return False
        apart, identified = a.article != b.article, bool(a.target & b.target or a.practice & b.practice)
        if apart and not self.common_ground(a, b):
            return False
        amounts = same_amount(a.claim.amount, b.claim.amount)
        if amounts is False and not (apart and identified and near(a, b)):
            return False
        if amounts is None and a.claim.amount and b.claim.amount and not a.claim.target & b.claim.target:
            return False                   # sums in two currencies: of a company and of its owner they are two fines
        if not _agree(a.claim.legal_basis, b.claim.legal_basis) and not (apart and identified and near(a, b)):
            return False
        late = gap(a.window, b.window)
        if not late or not (apart or (a.claim.when and b.claim.when)):
            return True                    # an article need not date an act each time that it speaks of it
        slip = SLIP_WITH_AMOUNT if amounts and a.target & b.target else SLIP
        return bool(apart and identified and a.claim.when and b.claim.when and late <= slip)

    def common_ground(self, a: Outline, b: Outline) -> bool:
        """Is there anything besides actor and type that ties reports of two articles to one act?

        A practice, a sum, a law or a date that both name does. A party that both concern does where they may speak of one time:
        for utterances within a month, since a company has many appeals and a regulator many appeals to one company.
        """
        one, other = a.claim, b.claim
        if (a.practice & b.practice or same_amount(one.amount, other.amount) or one.legal_basis & other.legal_basis
                or one.provision & other.provision or _dated_alike(a, b)):
            return True
        utterance = self.is_utterance(one.type)
        if utterance and gap(a.anchor, b.anchor) > FRESH:
            return False
        if a.target & b.target or one.instrument & other.instrument:
            return True
        if a.context & b.context:
            return not utterance or near(a, b) or not (a.anchor or b.anchor)
        if one.type in SYMMETRIC and len(a.parties & b.parties) > 1:
            return True
        return not (a.context and b.context)


def _dated_alike(a: Outline, b: Outline) -> bool:
    """Do both say when, neither vaguely, and mean one time?"""
    return bool(a.claim.when and b.claim.when and a.window and b.window and not gap(a.window, b.window)
                and max(a.window[1] - a.window[0], b.window[1] - b.window[0]) <= PRECISE)


def _agree(a: frozenset[str], b: frozenset[str]) -> bool:
    return not a or not b or bool(a & b)


def gap(a: Interval | None, b: Interval | None) -> int:
    """Days between two intervals; 0 when they overlap or one is unknown."""
    return 0 if a is None or b is None else max(0, a[0] - b[1], b[0] - a[1])


def near(a: Outline, b: Outline) -> bool:
    """Do both stand at nearly one narrow time?"""
    return a.anchor is not None and b.anchor is not None and gap(a.anchor, b.anchor) <= NEAR


def same_amount(a: Sum | None, b: Sum | None) -> bool | None:
    """None when it cannot be told: an amount is missing, or the currencies differ.

    Equal means: within 1 %, or one is the other rounded ("1.2 billion" and 1,240,000,000) to two digits or more.
    """
    if a is None or b is None or a.currency != b.currency:
        return None
    low, high = sorted((a.value, b.value))
    if high - low <= high * TOLERANCE:
        return True
    return any(_digits(rough) >= 2 and _rounded(fine, _digits(rough)) == rough for rough, fine in ((low, high), (high, low)))


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _rounded(value: Decimal, digits: int) -> Decimal:
    with localcontext(prec=digits):
        return +value


def _places(known: Knowledge) -> dict[str, set[str]]:
    """Place → itself and all places around it: parents, and groups it or its parent is a member of."""
    places = {entry.id: entry for entry in known.of_kind("jurisdiction")}
    groups = {id: frozenset(entry.members) for id, entry in places.items() if entry.members}

    def around(id: str, seen: frozenset[str]) -> frozenset[str]:
        if id in seen or id not in places:
            return seen
        seen |= {id}
        members = groups.get(id)
        above = {group for group, inside in groups.items() if id in inside or (members and members < inside)}
        for up in sorted(above | ({places[id].country or id})):
            seen = around(up, seen)
        return seen

    return {places[id].iri: {places[up].iri for up in around(id, frozenset())} for id in places}


def _families(contrary: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Type → the first name among all types reachable by `contrary`: what must be looked at together."""
    family: dict[str, str] = {}
    for start in sorted(contrary):
        if start in family:
            continue
        found, todo = set[str](), {start}
        while todo:
            type = todo.pop()
            found.add(type)
            todo |= ({*contrary.get(type, ()), *(other for other, against in contrary.items() if type in against)} - found)
        family |= dict.fromkeys(found, start)
    return family
