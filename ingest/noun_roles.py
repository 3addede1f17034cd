"""The roles of a noun that reports an act: "by", "of", "from", possessors, compounds and the support verb that carries it.

"The DPC *issued* a **ban**", "Meta *received* **permission** from the DPC".
"""
from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ingest.modality_words import RESULTING
from ingest.model import WITHOUT_AGENT, Parse
from ingest.referents import Referents
from ingest.role_parties import (
    REGULATOR_LIKE,
    TARGET_PREPOSITIONS,
    Roles,
    attached,
    doers,
    headline_passive,
    is_authority,
    may_act,
    of_a_place,
    parties_of,
    subject_of_passive,
)
from ingest.sanctions import only_counted, stated
from ingest.syntax import DEMAND_NOUNS, VERBAL, agents, children, direct_objects, governors, is_passive, is_sum, possessors, prepositional, subjects
from ingest.triggers import Fit
from ingest.wordlists import words
from ontology.knowledge import ActionType

if TYPE_CHECKING:
    from ingest.tokens import Token

# Support verbs carry a noun of action: the subject of the first group acts, that of the second is acted upon.
GIVING = words(
    "address announce apply approve begin bring calculate carry close commence conclude conduct confirm deal deliver deserve dole draft drop",
    "enact end enter extend file fix give grant hand have hit hold impose inflict initiate issue join launch lead levy lift lodge lose",
    "make mete mount offer open order pass pay perform prepare present pronounce propose provide publish pursue raise reach reiterate",
    "release repeat run send serve set show sign signal slap start step submit take undertake unveil voice express adopt",
    "consider contemplate envisage explore intend mull plan promise threaten weigh",
)
RECEIVING = words("attract avoid await draw earn endure escape face gain get incur meet obtain receive risk secure see suffer undergo win")
_UPHOLDING = words("affirm confirm endorse maintain sustain uphold")          # what is upheld stands: "upheld the fine imposed by the CNIL"
_CONTESTING = words("appeal challenge contest dispute fight pay")                # "appealed the fine *imposed by the CNIL*" tells of both
_TAKEN = words("action decision measure move position proceeding stand step view")       # "took the criticism seriously" is no criticism
_QUANTITIES = words("batch flurry number one pair raft round series set slate slew spate string total wave")
_STRIKING = words("hit issue present punish sanction serve slap threaten")               # "hit X with a fine"
# Whoever seeks permission would be given it; that it was given is not said.
SEEKING = words("ask await demand need request seek urge want")
# Acts that are told also where nobody is named, by a noun alone.
_TOLD_ALONE = words(
    "fine ban preliminary-ban order-suspension reprimand grant-injunction",
    "open-inquiry request-information inspect",
    "appeal file-complaint petition sue",
)
# What the subject of a verb that says how high a sanction is has to do with it.
_CARRYING = {"paid": "receives"}
# What an authority acts by.
_PAPERS = words("decision determination judgement judgment notice order resolution ruling")
_HAPPENING = words("apply arise attach await begin continue expire follow loom remain result run start")
_CONCEIVABLE = words("conceivable inevitable likely pending possible unlikely")


def noun_roles(fit: Fit, parse: Parse, refs: Referents, kind: ActionType) -> Roles | None:
    noun = fit.token
    sum_said = stated(noun) if kind.id == "fine" else None
    support, role = (sum_said.verb, _CARRYING.get(sum_said.how, "gives")) if sum_said else _support(noun)
    if support is not None and not sum_said and kind.id == "fine" and only_counted(support, noun):
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
    unnamed = generic = paper = False
    if support is not None and role in ("receives", "seeks"):
        receivers = subjects(support) if not is_passive(support) else subject_of_passive(support)
        target = parties_of(receivers, parse, refs)
        settle(prepositional(support, "from", "by"), "giver after from/by")
        imposed = bool(target) and role == "receives" and kind.actor_kind == "regulator"
        somebody = not target and _has_sum(noun) and any(t.pos_ == "NOUN" for t in receivers)
        generic = not actor and (bool(sum_said) or imposed or somebody)
    elif support is not None:
        acting = agents(support) if is_passive(support) else doers(support, fit, parse, refs, kind)
        settle(acting, "subject of the support verb")
        paper = not actor and regulatory and bool(acting) and all(t.lemma_ in _PAPERS for t in acting)
        if paper:                          # "issued a *decision* imposing a fine": whoever made it imposes
            settle([s for t in acting for s in (*possessors(t), *agents(t), *(subjects(t.head) if t.dep_ == "dobj" else ()))], "whoever decided so")
            acting = []
        if not actor and headline_passive(support, parse) and kind.actor_kind == "regulator":
            target = parties_of(acting, parse, refs)              # "Acme hit with a €2 million fine"
            settle(agents(support), "agent of the support verb")
            acting = [] if target else acting
        if sum_said and not actor and any(t in noun.subtree or noun in t.subtree for t in acting):
            acting = []                    # "the fine amounted to €5,000": nobody is said to act
        generic = is_authority(acting) if acting else paper or bool(sum_said) or is_passive(support) or bool(target)
        unnamed = bool(acting) and not actor and not generic
    settle(prepositional(noun, "between", "of") if kind.actor_kind != "regulator" or not regulatory else
           [t for t in prepositional(noun, "of", "between") if any(refs.kind(p) in REGULATOR_LIKE for p in refs.acting(parse, t))], "noun with of")
    settle([c for c in children(noun, "compound", "nmod", "amod") if refs.acting(parse, c)], "compound before the noun")
    if not actor and regulatory and support is not None and role == "gives":
        placed, bodies = of_a_place(agents(support) if is_passive(support) else subjects(support), parse, refs)
        if placed:
            actor, rule, unnamed, generic = bodies, "the body of that place", False, True
    if not actor and regulatory:           # "an *EU* probe", "the *Irish* request"
        place = next((p for c in noun.lefts if (p := refs.places.get((parse.sentence.index, c.i)))), None)
        if place and (kind.actor_kind != "court" or not refs.bodies(place, "regulator")):         # "the *UK* decision" is its regulator's
            actor, rule = refs.bodies(place, kind.actor_kind), "the body of that place"
    if fit.trigger.frame == "actor-from":
        settle(prepositional(noun, "with"), "party after with")         # "after talks with the ICO": either side may be named
    if not target:
        target = _noun_target(noun, support, parse, refs, actor)
    if not actor and support is None:
        told = _told(noun) if kind.id in _TOLD_ALONE else None
        if told is None:
            return None                    # the noun only refers ("the fine", "its inquiry")
        return Roles(actor, target, told, f"{WITHOUT_AGENT}: a noun alone", generic=True)
    if not actor and unnamed:
        return None
    if not actor and generic and support is not None and (
            sum_said or paper or role == "receives" or is_passive(support) or headline_passive(support, parse)) and not agents(support):
        rule = WITHOUT_AGENT
    return Roles(actor, target, predicate, rule or "noun of action", unnamed, role == "seeks", generic and not actor, bool(sum_said))


def _noun_target(noun: Token, support: Token | None, parse: Parse, refs: Referents, actor: tuple[str, ...]) -> tuple[str, ...]:
    pools: list[list[Token]] = []
    if support is not None:
        if is_passive(support) and noun.dep_ == "pobj":
            pools.append(subject_of_passive(support))              # "X was hit with a fine"
        elif noun.dep_ == "pobj":
            pools.append(direct_objects(support))                   # "hit X with a fine"
        pools.append([n for d in children(support, "dative") for n in (children(d, "pobj") or [d])])
        pools.append([o for o in children(support, "dobj") if noun.dep_ == "dobj" and o.i < noun.i])         # "issued Acme a fine", read as two objects
    pools.append(prepositional(noun, *TARGET_PREPOSITIONS))
    if support is not None:
        pools.append(prepositional(support, *TARGET_PREPOSITIONS[:-2]))
    pools.append([*children(noun, "compound", "nmod"), *possessors(noun)])
    for pool in pools:
        found = tuple(t for t in parties_of(pool, parse, refs) if t not in actor)
        if found:
            return found
    for token in [t for pool in pools for t in pool]:
        found = tuple(t for t in attached(token, parse, refs) if t not in actor)
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


def _is_quantity(token: Token, preposition: str) -> bool:
    """Whether a phrase counts what follows: "a *series* of complaints", "*two* of the largest fines", "$92 *million* in penalties"."""
    return token.pos_ == "NUM" or (preposition == "of" and token.lemma_ in _QUANTITIES)


def _told(noun: Token) -> Token | None:
    """What asserts an act that a noun tells without a support verb; None where the noun only refers to it.

    "There is no *fine*", "an *appeal* is likely", "after *complaints* by users", "a *fine* of €5m on X".
    """
    head = noun.head
    if noun.dep_ == "attr" and head.lemma_ == "be" and children(head, "expl"):
        return head
    if noun.dep_ in ("nsubj", "nsubjpass") and head.pos_ in VERBAL and (
            head.lemma_ in _HAPPENING or any(a.lower_ in _CONCEIVABLE for a in children(head, "acomp"))):
        return head
    if noun.dep_ == "pobj" and head.head.lemma_ in RESULTING and head.head.pos_ == "VERB":
        return head.head                   # "could result in a *penalty*"
    if any(c.dep_ == "poss" or c.lower_ in ("the", "this", "that", "these", "those") for c in noun.children):
        return None
    return noun if _has_sum(noun) or (noun.dep_ == "pobj" and head.lower_ in ("after", "following")) else None


def _has_sum(noun: Token) -> bool:
    """Whether money stands in the phrase: "a €5m *fine*", "a *fine* of 5 million euros"."""
    near = [*noun.lefts, *prepositional(noun, "of", "totalling", "totaling", "worth")]
    return any(is_sum(t) for part in near for t in part.subtree)


def _support(noun: Token) -> tuple[Token | None, str]:
    """The support verb of a noun of action, and whether its subject "gives" or "receives" it."""
    token = noun
    while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN"):
        token = token.head
    above = next((a for a in token.ancestors if token is not noun and a.lemma_ == noun.lemma_ and a.pos_ == "NOUN"), None)
    token = above or token                 # "a fine of €1m for the leak and a *fine* of €2m": the parser joins the second to the leak
    # "a fine of €1m", "one of the largest fines", "a series of complaints"
    while token.dep_ == "pobj" and token.head.lower_ in ("of", "in") and _is_quantity(token.head.head, token.head.lower_):
        token = token.head.head
    head = token.head
    if token.dep_ in ("dobj", "nsubjpass", "attr", "oprd") and head.pos_ in ("VERB", "AUX"):
        if head.lemma_ in RECEIVING and token.dep_ == "dobj":
            return head, "receives"
        if head.lemma_ in SEEKING and token.dep_ == "dobj":
            return head, "seeks"
        if head.lemma_ in GIVING or (head.lemma_ == "take" and token.lemma_ in _TAKEN):
            return head, "gives"
        contested = head.lemma_ in _CONTESTING and any(agents(v) for v in children(token, "acl"))
        if head.lemma_ not in _UPHOLDING and not contested and token.dep_ != "attr":
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
