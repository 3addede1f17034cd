"""Who acts where a sentence tells of an act but not by whom.

An authority is looked for near: the only one of the article, of the sentence, of the paragraph so far, and for a headline of the
paragraph below it. Any other act is told again somewhere: where the article names one party that did just that, it is meant.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.located import Located
from ingest.model import A_BODY, WITHOUT_AGENT, Claim, Frame, Mention, Span
from ingest.referents import Referents
from ingest.syntax import children, is_headline, subjects
from ingest.wordlists import words
from ontology.knowledge import Knowledge

MAIN_AUTHORITY = 0.75                    # the share of all mentions of authorities from which one is the article's own
BY_THE_ONLY_AUTHORITY = "passive without an agent: the only authority of the article"
BY_AN_AUTHORITY_NEAR = "passive without an agent: the only authority nearby"
# Acts that are told again without their actor, in a noun or a passive.
_TOLD_AGAIN = words(
    "fine ban order-compliance order-suspension find-infringement issue-preliminary-finding",
    "accuse appeal file-complaint petition sue",
)
_REFERRED_TO = words("appeal file-complaint sue")
_BY_SOMEBODY = words("approve")         # "such transfers are allowed": by the law
# Of these nothing is told where neither who acts nor whom it hits is known: "online check-in was suspended".
_OF_SOMEBODY = words("ban inspect order-compliance order-suspension request-information warn")
_BODIES = words("agency authority body commission commissioner court dpa enforcer ministry regulator state tribunal watchdog")
_OTHERS = words("criminal independent internal internally parliamentary police")


class Authorities:
    """The authorities of one article, by where they are mentioned."""

    def __init__(self, text: str, mentions: Sequence[Mention], refs: Referents, known: Knowledge) -> None:
        self._text, self._refs, self._known = text, refs, known
        bodies = [m for m in mentions if refs.kind(m.entity) == "regulator"]
        self._near = Located(bodies, lambda m: m.span)
        counts = Counter(m.entity for m in bodies if m.entity in known.entries)
        self.sole = next((body for body, n in counts.items() if n >= MAIN_AUTHORITY * counts.total()), None)

    def behind(self, frame: Frame) -> tuple[tuple[str, ...], str]:
        """Who must have done what `frame` tells without an actor, with the rule that says so; nobody where it cannot be told."""
        if not frame.rule.startswith((WITHOUT_AGENT, A_BODY)) or _is_by_others(frame) or _is_by_several(frame):
            return (), ""
        by_a_dpa = any(t.lower_ == "dpa" for t in subjects(frame.parse.doc[frame.predicate]))
        if self.sole is not None:
            fits = self.sole not in frame.target and (not by_a_dpa or self._is_dpa(self.sole))
            return ((self.sole,), BY_THE_ONLY_AUTHORITY) if fits else ((), "")
        sentence = frame.parse.sentence.span
        start = self._text.rfind("\n", 0, sentence.start) + 1
        places = [sentence, Span(start, sentence.end)]
        if is_headline(frame.parse.doc):
            places.append(self._paragraph_below(sentence.end))
        for place in places:
            found = {m.entity for m in self._near.inside(place) if not by_a_dpa or self._is_dpa(m.entity)}
            if found:
                return (tuple(found), BY_AN_AUTHORITY_NEAR) if len(found) == 1 and not found & set(frame.target) else ((), "")
        return (), ""

    def _is_dpa(self, body: str) -> bool:
        """ "The DPA" is an authority for data protection: no court, ombudsman or security agency."""
        return body not in self._known.entries or self._known.entries[body].type == "dpa"

    def _paragraph_below(self, end: int) -> Span:
        start = end
        while start < len(self._text) and self._text[start].isspace():
            start += 1
        stop = self._text.find("\n", start)
        return Span(start, len(self._text) if stop < 0 else stop)


def _is_by_others(frame: Frame) -> bool:
    """ "a *police* investigation", "an *internal* audit": the words say that no authority of the article acts."""
    noun = frame.parse.doc[frame.head]
    return noun.pos_ == "NOUN" and any(c.lower_ in _OTHERS for c in (*noun.lefts, *frame.parse.doc[frame.predicate].children))


def _is_by_several(frame: Frame) -> bool:
    """ "*the authorities* of three countries each imposed a fine": whoever they are, it was not one authority."""
    token = frame.parse.doc[frame.predicate]
    verb = next((t for t in (token, *token.ancestors) if t.pos_ == "VERB"), token)
    return any(s.tag_ == "NNS" and s.lemma_ in _BODIES for s in (*subjects(verb), *children(token, "nsubj")))


def named_elsewhere(claims: Sequence[Claim]) -> list[Claim]:
    """The claims; one without an actor takes the one party that the article names for an act of that kind, status and target.

    Where the article names who sued, complained or appealed, a lawsuit, complaint or appeal that still has no actor is a mere reference.
    """
    named: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        if claim.actor and claim.type in _TOLD_AGAIN:
            named.setdefault(_status(claim), []).append(claim)
    kinds = {type_ for type_, _, _ in named} & _REFERRED_TO
    told = [_named(claim, named) for claim in claims]
    return [c for c in told if c.actor or not c.rule.startswith(WITHOUT_AGENT) or not (
        c.type in kinds or c.type in _BY_SOMEBODY or (c.type in _OF_SOMEBODY and not c.target))]


def _named(claim: Claim, named: Mapping[tuple[str, str, str], Sequence[Claim]]) -> Claim:
    if claim.actor or claim.type not in _TOLD_AGAIN:
        return claim
    alike = [c for c in named.get(_status(claim), ()) if _may_be_one(claim, c)]
    actors = {c.actor for c in alike}
    if len(actors) != 1 or set(alike[0].actor) & set(claim.target):
        return claim
    return replace(claim, actor=alike[0].actor, rule=f"{claim.rule}; actor: named where the act is told again")


def _may_be_one(claim: Claim, other: Claim) -> bool:
    """Whether nothing that both say differs: target, sum, date."""
    targets = not claim.target or not other.target or bool(set(claim.target) & set(other.target))
    sums = claim.amount is None or other.amount is None or claim.amount.value == other.amount.value
    dates = claim.when is None or other.when is None or (
        claim.when.earliest <= other.when.latest and other.when.earliest <= claim.when.latest)
    return targets and sums and dates


def _status(claim: Claim) -> tuple[str, str, str]:
    return claim.type, claim.polarity, claim.modality
