"""Which of the tokens of a sentence are parties that may act: what the roles of verbs and of nouns share."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest import parties
from ingest.model import Parse
from ingest.referents import Referents
from ingest.syntax import agents, children, clause_verbs, conjuncts, direct_objects, is_headline, is_passive, possessors, prepositional, subjects
from ingest.triggers import Fit
from ingest.wordlists import words
from ontology.knowledge import ActionType, Trigger

if TYPE_CHECKING:
    from ingest.tokens import Token

TARGET_PREPOSITIONS = ("on", "upon", "against", "into", "with", "to", "for", "at", "over", "of", "about", "from", "including", "between", "by", "regarding")
_ATTACHING = ("from", "by", "of", "including", "against", "on", "with", "into", "at", "between", "like", "for", "to")
REGULATOR_LIKE = ("regulator", "court", "legislator")
_KIND_OK: dict[str, tuple[str, ...]] = {
    "regulator": ("regulator", "court", "legislator"),
    "company": ("company", "civil-society"),
    "civil-society": ("civil-society", "company", "person", "regulator", "legislator"),
    "court": ("court", "regulator"),
    "any": ("regulator", "court", "legislator", "company", "civil-society", "person"),
}
# Either party of a talk may be told as the one who talks.
MUTUAL = ("engage", "joint-action", "settle-with")
EITHER_SIDE = ("engage", "settle-with")  # … and the kind of party that a trigger asks for may be either of them


@dataclass(frozen=True, slots=True)
class Roles:
    actor: tuple[str, ...]
    target: tuple[str, ...]
    predicate: Token
    rule: str
    unnamed: bool = False                 # the sentence has a subject, but it is no party we know
    sought: bool = False                  # asked for, not given
    generic: bool = False                 # "the DPA fined a bank": parties of the right kind that no name is known for
    settled: bool = False                 # what the sanction comes to is said: judging, lowering or having to pay it leaves it a fact


def headline_passive(predicate: Token, parse: Parse) -> bool:
    return predicate.tag_ in ("VBD", "VBN") and parse.doc.text.rstrip()[-1:] not in (".", "!", "?", "”", '"') and not children(predicate, "aux", "auxpass")


def may_act(party: str, trigger: Trigger, kind: ActionType) -> bool:
    if kind.id in EITHER_SIDE:
        return party in _KIND_OK["any"]
    if trigger.actor_kinds:
        return party in trigger.actor_kinds
    return party in _KIND_OK.get(kind.actor_kind, _KIND_OK["any"])


def parties_of(tokens: Iterable[Token], parse: Parse, refs: Referents) -> tuple[str, ...]:
    found: list[str] = []
    for token in tokens:
        # "the privacy group Acme": the parser takes either noun for the head
        named = refs.acting(parse, token) or tuple(e for a in children(token, "appos") for e in refs.acting(parse, a))
        found += named
    return tuple(dict.fromkeys(found))


def attached(noun: Token, parse: Parse, refs: Referents) -> tuple[str, ...]:
    """Parties inside a noun phrase: "a commitment *from Meta*", "*Meta's* use", "developers, *including Meta*", "*TikTok* accounts"."""
    inside = [*possessors(noun), *agents(noun), *prepositional(noun, *_ATTACHING), *children(noun, "compound", "nmod", "appos")]
    found = parties_of(inside, parse, refs)
    if found:
        return found
    for inner in prepositional(noun, "of", "from", "by", "on", "into", "about", "over", "with", "against", "for"):
        found = parties_of([*possessors(inner), *children(inner, "compound"), *prepositional(inner, "of", "by", "from", "at")], parse, refs)
        if found:
            return found
    return ()


def is_authority(tokens: Iterable[Token]) -> bool:
    """Whether the words say that an authority or a court acts, though not which."""
    return any(t.lemma_.casefold() in parties.REGULATOR_NOUNS | parties.COURT_NOUNS for t in tokens)


def is_the_one(token: Token) -> bool:
    """Whether a noun means somebody in particular: "*the* regulators", in a headline also "Regulator fines X"; not "*other* regulators"."""
    before = {t.lower_ for t in token.lefts}
    if before & _OTHERS:
        return False
    return bool(before & _DEFINITE) or token.tag_ == "NNP" or (is_headline(token.doc) and token.tag_ == "NN")


_DEFINITE = words("both that the these this those")
_OTHERS = words("another different foreign fellow many more most other several some various")
# Acts that people do whom no article names ("a patient lodged a complaint", "publishers accused X").
_OF_PEOPLE = frozenset("file-complaint sue".split())
_OF_CRITICS = frozenset("accuse welcome criticise petition".split())


def are_people(tokens: Iterable[Token], kind: ActionType) -> bool:
    if kind.id in _OF_CRITICS:
        return any(t.lemma_.casefold() in parties.CRITIC_NOUNS or t.lower_ == "they" for t in tokens)
    return kind.id in _OF_PEOPLE and any(t.lemma_.casefold() in parties.PEOPLE_NOUNS or t.lower_ in ("he", "she", "who") for t in tokens)


def doers(verb: Token, fit: Fit, parse: Parse, refs: Referents, kind: ActionType) -> list[Token]:
    """The subjects of a verb. The parser takes "held that X violated the law and *fined* it" for X's fining: who may not act so did not."""
    found = subjects(verb)
    first = verb
    while first.dep_ == "conj" and first.head.pos_ == "VERB":
        first = first.head
    if first is verb or first.dep_ != "ccomp" or children(verb, "nsubj") or is_passive(first.head):
        return found
    above = subjects(first.head)

    def may(tokens: list[Token]) -> bool:
        return any(may_act(refs.kind(p), fit.trigger, kind) for p in parties_of(tokens, parse, refs))

    return above if not may(found) and may(above) else found


def of_a_place(tokens: Iterable[Token], parse: Parse, refs: Referents) -> tuple[bool, tuple[str, ...]]:
    """Whether a place or a body without a name acts, and which body that is: "*Italy* bans X", "a *French court* upheld it", "the *judges*".

    The body is the only one of the text that is of that kind and place; a state that acts may be any of its authorities.
    """
    for token in tokens:
        court, authority = token.lemma_.casefold() in parties.COURT_NOUNS, token.lemma_.casefold() in parties.REGULATOR_NOUNS
        own = refs.places.get((parse.sentence.index, token.i))
        modifier = next((p for c in token.lefts if (p := refs.places.get((parse.sentence.index, c.i)))), None)
        if own is not None and token.pos_ == "PROPN":
            return True, refs.bodies(own, "regulator")
        if court or (authority and modifier is not None):
            return True, refs.bodies(modifier, "court" if court else "regulator")
    return False, ()


# Whoever stands in such a relation to a party is another one: "fined a processor of Acme".
_BESIDE = words("client competitor contractor customer employee partner processor subcontractor supplier vendor worker")


def subject_of_passive(verb: Token) -> list[Token]:
    found = [n for s in children(verb, "nsubjpass") for n in conjuncts(s)]
    if not found:                          # "the rollout *remains* paused": the parser hangs the subject on the copula
        found = [n for a in children(verb, "auxpass") for s in children(a, "nsubj", "nsubjpass") for n in conjuncts(s)]
    if not found and verb.dep_ in ("acl", "relcl"):
        found = conjuncts(verb.head)
    if not found and verb.dep_ == "conj":
        return subject_of_passive(verb.head) if is_passive(verb.head) else subjects(verb.head)
    if not found and verb.dep_ in ("xcomp", "ccomp", "acomp", "oprd"):
        return subjects(verb.head) or subject_of_passive(verb.head)
    return found


def verb_target(verb: Token, parse: Parse, refs: Referents, actor: tuple[str, ...], passive: bool) -> tuple[str, ...]:
    """Whom a verb is done to or about: its object, dative, the subject of its clause, what follows its prepositions."""
    direct = subject_of_passive(verb) if passive else direct_objects(verb)
    datives = [n for d in children(verb, "dative") for n in (children(d, "pobj") or [d])]
    clauses = [s for c in clause_verbs(verb) for s in children(c, "nsubj", "nsubjpass")]
    for tokens in (direct, datives, clauses, prepositional(verb, *TARGET_PREPOSITIONS[:-2]), ):
        found = tuple(t for t in parties_of(tokens, parse, refs) if t not in actor)
        if found:
            return found
    for noun in [*direct, *prepositional(verb, *TARGET_PREPOSITIONS[:-2]), *clauses]:
        if noun.lemma_ in _BESIDE:
            continue
        found = tuple(t for t in attached(noun, parse, refs) if t not in actor)
        if found:
            return found
    return ()
