"""Who acts and who is acted upon: the grammatical roles of a verb or a noun that reports an act.

Verbs take their roles from subject, object and agent; nouns from "by", "of", "from", possessors, compounds and the support
verb that carries them ("the DPC *issued* a **ban**", "Meta *received* **permission** from the DPC").
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest import parties
from ingest.model import WITHOUT_AGENT, Parse
from ingest.referents import Referents
from ingest.reporting import reporters
from ingest.sanctions import only_counted, stated
from ingest.syntax import DEMAND_NOUNS, agents, children, clause_verbs, conjuncts, direct_objects, governors, is_passive, possessors, prepositional, subjects
from ingest.triggers import Fit
from ontology.knowledge import ActionType, Trigger

if TYPE_CHECKING:
    from ingest.tokens import Token

# Support verbs carry a noun of action: the subject of the first group acts, that of the second is acted upon.
GIVING = frozenset(
    "issue give grant impose make take launch open start begin initiate commence conduct undertake perform carry announce publish release adopt file lodge"
    " submit levy hand slap hit set raise express voice send serve reach sign enter offer provide deliver pass pronounce approve propose order"
    " confirm lift drop close conclude end bring mount pursue hold have show deserve pay enact extend reiterate repeat hit run step unveil"
    " signal apply deal dole mete inflict fix calculate present draft prepare lead join"
    " consider weigh mull contemplate plan promise threaten explore envisage intend launch".split())
RECEIVING = frozenset("receive get obtain face secure await gain earn incur draw attract risk suffer escape avoid undergo endure win see meet".split())
_TAKEN = frozenset("action decision step measure stand view move position proceeding".split())      # "took the criticism seriously" is no criticism
_QUANTITIES = frozenset("one series number set pair string wave round total flurry raft slew spate batch".split())
_STRIKING = frozenset("hit slap serve issue threaten present punish sanction".split())             # "hit X with a fine"
# Whoever seeks permission would be given it; that it was given is not said.
SEEKING = frozenset("seek request demand await need want ask urge".split())
_TARGET_PREPOSITIONS = ("on", "upon", "against", "into", "with", "to", "for", "at", "over", "of", "about", "from", "including", "between", "by", "regarding")
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

# What the subject of a verb that says how high a sanction is has to do with it.
_CARRYING = {"paid": "receives"}


def find_roles(fit: Fit, parse: Parse, refs: Referents, kind: ActionType) -> Roles | None:
    """The roles of the act that `fit` reports; None where the words only refer to an act."""
    return _noun_roles(fit, parse, refs, kind) if fit.trigger.part_of_speech == "noun" else _verb_roles(fit, parse, refs, kind)


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


def _attached(noun: Token, parse: Parse, refs: Referents) -> tuple[str, ...]:
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


def _verb_roles(fit: Fit, parse: Parse, refs: Referents, kind: ActionType) -> Roles | None:
    verb = fit.token
    if fit.trigger.part_of_speech == "adjective":
        # the parser takes many such participles for passives: "is disappointed by", "is committed to"
        copula = verb.head if verb.pos_ == "ADJ" and verb.dep_ in ("acomp", "attr", "oprd") else verb
        actor_tokens = _subject_of_passive(verb) if verb.pos_ == "VERB" else subjects(copula)
        rule = "predicative adjective"
        target = parties_of(prepositional(verb, *_TARGET_PREPOSITIONS), parse, refs)
        return Roles(parties_of(actor_tokens, parse, refs), target, copula, rule, bool(actor_tokens))
    if fit.trigger.frame == "actor-from":
        receivers = subjects(verb) if not is_passive(verb) else _subject_of_passive(verb)
        givers = prepositional(verb, "from", "by") + [n for o in direct_objects(verb) for n in prepositional(o, "from", "by")]
        actor = parties_of(givers, parse, refs)
        return Roles(actor, parties_of(receivers, parse, refs), verb, "receiver subject, actor after from/by")
    if fit.trigger.frame == "actor-reporter":
        # "X, the authority concluded, violated the law": the act is the finding, its actor whoever says so
        said_by = reporters(verb, parse, refs) or refs.voice_at(parse, verb)
        stands = tuple(dict.fromkeys(refs.posts.get(e) or refs.parties[e].stands_for or e for e in said_by))
        offenders = agents(verb) if is_passive(verb) else subjects(verb)
        offender = parties_of(offenders, parse, refs) or tuple(p for t in offenders for p in _attached(t, parse, refs))
        return Roles(stands, offender, verb, "whoever reports the breach", not stands)
    if fit.trigger.frame == "actor-object":
        return Roles(parties_of(direct_objects(verb), parse, refs), parties_of(subjects(verb), parse, refs), verb, "actor is the object")
    passive = is_passive(verb)
    actor_tokens = agents(verb) if passive else _doers(verb, fit, parse, refs, kind)
    actor = parties_of(actor_tokens, parse, refs)
    rule = "agent of the passive" if passive else "subject of the verb"
    if not passive and not actor and actor_tokens:
        # a thing that belongs to a party acts for it: "Meta's chatbot", "the ICO's decision"
        things = [t for t in actor_tokens if t.pos_ in ("NOUN", "PROPN") and t.lemma_ in _EXTENSIONS]
        actor = parties_of([p for t in things for p in (*possessors(t), *children(t, "compound"))], parse, refs)
        rule = "owner of the subject"
    target = _verb_target(verb, parse, refs, actor, passive)
    if passive and not actor_tokens and kind.actor_kind == "company":
        owned = [n for s in _subject_of_passive(verb) for n in (s, *prepositional(s, "of", "for", "in"))]
        owners = [p for n in owned for p in (*possessors(n), *agents(n), *children(n, "compound"))]
        actor, rule = parties_of(owners, parse, refs), "owner of what the passive tells of"
    generic = not actor and (_authority(actor_tokens) or _people(actor_tokens, kind) if actor_tokens else passive)
    if generic and not actor_tokens:
        rule = WITHOUT_AGENT
    return Roles(actor, target, verb, rule, not actor and not generic and (bool(actor_tokens) or not passive), generic=generic)


def _doers(verb: Token, fit: Fit, parse: Parse, refs: Referents, kind: ActionType) -> list[Token]:
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


# things that act for whom they belong to: "Acme's chatbot", "the authority's decision"
_EXTENSIONS = frozenset(
    "action announcement app arm assistant blog chatbot decision division feature group inquiry investigation lawyer"
    " letter model move network notice office opinion order plan platform policy post probe product report ruling"
    " service spokesman spokesperson spokeswoman staff statement subsidiary system team technology tool unit website".split())


def _authority(tokens: Iterable[Token]) -> bool:
    """Whether the words say that an authority or a court acts, though not which."""
    return any(t.lemma_.casefold() in parties.REGULATOR_NOUNS | parties.COURT_NOUNS for t in tokens)


# Acts that people do whom no article names ("a patient lodged a complaint", "publishers accused X").
_OF_PEOPLE = frozenset("file-complaint sue accuse welcome criticise petition".split())


def _people(tokens: Iterable[Token], kind: ActionType) -> bool:
    return kind.id in _OF_PEOPLE and any(t.lemma_.casefold() in parties.PEOPLE_NOUNS or t.lower_ in ("he", "she", "who") for t in tokens)


def _subject_of_passive(verb: Token) -> list[Token]:
    found = [n for s in children(verb, "nsubjpass") for n in conjuncts(s)]
    if not found:                          # "the rollout *remains* paused": the parser hangs the subject on the copula
        found = [n for a in children(verb, "auxpass") for s in children(a, "nsubj", "nsubjpass") for n in conjuncts(s)]
    if not found and verb.dep_ in ("acl", "relcl"):
        found = conjuncts(verb.head)
    if not found and verb.dep_ == "conj":
        return _subject_of_passive(verb.head) if is_passive(verb.head) else subjects(verb.head)
    if not found and verb.dep_ in ("xcomp", "ccomp", "acomp", "oprd"):
        return subjects(verb.head) or _subject_of_passive(verb.head)
    return found


# Whoever stands in such a relation to a party is another one: "fined a processor of Acme".
_BESIDE = frozenset("client competitor contractor customer employee partner processor subcontractor supplier vendor worker".split())


def _verb_target(verb: Token, parse: Parse, refs: Referents, actor: tuple[str, ...], passive: bool) -> tuple[str, ...]:
    direct = _subject_of_passive(verb) if passive else direct_objects(verb)
    datives = [n for d in children(verb, "dative") for n in (children(d, "pobj") or [d])]
    clauses = [s for c in clause_verbs(verb) for s in children(c, "nsubj", "nsubjpass")]
    for tokens in (direct, datives, clauses, prepositional(verb, *_TARGET_PREPOSITIONS[:-2]), ):
        found = tuple(t for t in parties_of(tokens, parse, refs) if t not in actor)
        if found:
            return found
    for noun in [*direct, *prepositional(verb, *_TARGET_PREPOSITIONS[:-2]), *clauses]:
        if noun.lemma_ in _BESIDE:
            continue
        found = tuple(t for t in _attached(noun, parse, refs) if t not in actor)
        if found:
            return found
    return ()


def _noun_roles(fit: Fit, parse: Parse, refs: Referents, kind: ActionType) -> Roles | None:
    noun = fit.token
    sum_said = stated(noun) if kind.id == "fine" else None
    support, role = (sum_said.verb, _CARRYING.get(sum_said.how, "gives")) if sum_said else _support(noun)
    if support is not None and not sum_said and kind.id == "fine" and only_counted(support):
        return None
    predicate = support or noun
    actor: tuple[str, ...] = ()
    rule = ""
    regulatory = kind.actor_kind in ("regulator", "court")

    def settle(tokens: Iterable[Token], name: str) -> None:
        nonlocal actor, rule
        if not actor:
            found = tuple(p for p in parties_of(tokens, parse, refs) if may_act(refs.kind(p), fit.trigger, kind))
            if found:
                actor, rule = found, name

    settle(agents(noun), "noun with by")
    settle(possessors(noun), "possessor of the noun")
    settle(prepositional(noun, "from"), "noun with from")
    target: tuple[str, ...] = ()
    unnamed = generic = False
    if support is not None and role in ("receives", "seeks"):
        receivers = subjects(support) if not is_passive(support) else _subject_of_passive(support)
        target = parties_of(receivers, parse, refs)
        settle(prepositional(support, "from", "by"), "giver after from/by")
        generic = bool(sum_said) and not actor
    elif support is not None:
        doers = agents(support) if is_passive(support) else _doers(support, fit, parse, refs, kind)
        settle(doers, "subject of the support verb")
        if not actor and headline_passive(support, parse) and kind.actor_kind == "regulator":
            target = parties_of(doers, parse, refs)              # "Acme hit with a €2 million fine"
            settle(agents(support), "agent of the support verb")
            doers = [] if target else doers
        if sum_said and not actor and any(t in noun.subtree or noun in t.subtree for t in doers):
            doers = []                     # "the fine amounted to €5,000": nobody is said to act
        generic = _authority(doers) if doers else bool(sum_said) or is_passive(support) or bool(target)
        unnamed = bool(doers) and not actor and not generic
    settle(prepositional(noun, "between", "of") if kind.actor_kind != "regulator" or not regulatory else
           [t for t in prepositional(noun, "of", "between") if any(refs.kind(p) in REGULATOR_LIKE for p in refs.acting(parse, t))], "noun with of")
    settle([c for c in children(noun, "compound", "nmod", "amod") if refs.acting(parse, c)], "compound before the noun")
    if fit.trigger.frame == "actor-from":
        settle(prepositional(noun, "with"), "party after with")         # "after talks with the ICO": either side may be named
    if not target:
        target = _noun_target(noun, support, parse, refs, actor)
    if not actor and not target and not generic and support is None:
        return None
    if not actor and (support is None or unnamed):
        return None                        # the noun only refers ("the fine", "its inquiry")
    if not actor and generic and support is not None and (sum_said or is_passive(support) or headline_passive(support, parse)) and not agents(support):
        rule = WITHOUT_AGENT
    return Roles(actor, target, predicate, rule or "noun of action", unnamed, role == "seeks", generic and not actor, bool(sum_said))


def _noun_target(noun: Token, support: Token | None, parse: Parse, refs: Referents, actor: tuple[str, ...]) -> tuple[str, ...]:
    pools: list[list[Token]] = []
    if support is not None:
        if is_passive(support) and noun.dep_ == "pobj":
            pools.append(_subject_of_passive(support))              # "X was hit with a fine"
        elif noun.dep_ == "pobj":
            pools.append(direct_objects(support))                   # "hit X with a fine"
        pools.append([n for d in children(support, "dative") for n in (children(d, "pobj") or [d])])
    pools.append(prepositional(noun, *_TARGET_PREPOSITIONS))
    if support is not None:
        pools.append(prepositional(support, *_TARGET_PREPOSITIONS[:-2]))
    pools.append([*children(noun, "compound", "nmod"), *possessors(noun)])
    for pool in pools:
        found = tuple(t for t in parties_of(pool, parse, refs) if t not in actor)
        if found:
            return found
    for token in [t for pool in pools for t in pool]:
        found = tuple(t for t in _attached(token, parse, refs) if t not in actor)
        if found:
            return found
    if noun.lemma_ in DEMAND_NOUNS and support is None:
        # "Meta paused it following a request from the DPC": asked was whoever does the governing deed
        for _, head in governors(noun):
            if head.pos_ == "VERB":
                found = tuple(t for t in parties_of(subjects(head), parse, refs) if t not in actor)
                if found:
                    return found
    return ()


def _support(noun: Token) -> tuple[Token | None, str]:
    """The support verb of a noun of action, and whether its subject "gives" or "receives" it."""
    token = noun
    while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN"):
        token = token.head
    above = next((a for a in token.ancestors if token is not noun and a.lemma_ == noun.lemma_ and a.pos_ == "NOUN"), None)
    token = above or token                 # "a fine of €1m for the leak and a *fine* of €2m": the parser joins the second to the leak
    # "a fine of €1m", "one of the largest fines", "a series of complaints"
    while token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_ in _QUANTITIES:
        token = token.head.head
    head = token.head
    if token.dep_ in ("dobj", "nsubjpass", "attr", "oprd") and head.pos_ in ("VERB", "AUX"):
        if head.lemma_ in RECEIVING and token.dep_ == "dobj":
            return head, "receives"
        if head.lemma_ in SEEKING and token.dep_ == "dobj":
            return head, "seeks"
        if head.lemma_ in GIVING or (head.lemma_ == "take" and token.lemma_ in _TAKEN):
            return head, "gives"
        return None, ""
    if head.pos_ == "VERB" and token.dep_ == "nsubj" and head.lemma_ in ("follow", "come", "land"):
        return None, ""
    if token.dep_ == "pobj" and head.lower_ == "with" and head.head.pos_ == "VERB" and head.head.lemma_ in _STRIKING:
        return head.head, "gives"
    if token.dep_ == "pobj" and head.lower_ == "to" and head.head.lemma_ in ("condemn", "sentence"):
        return head.head, "gives"
    for verb in children(token, "acl", "relcl"):
        if verb.pos_ == "VERB" and verb.lemma_ in GIVING and (is_passive(verb) or verb.dep_ == "relcl"):
            return verb, "gives"           # "the fine imposed by the DPC"
    return None, ""
