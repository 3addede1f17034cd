"""The roles of a verb that reports an act: from subject, object and agent, through passives, adjectives and reporters."""
from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ingest import parties
from ingest.model import A_BODY, WITHOUT_AGENT, Parse
from ingest.referents import Referents
from ingest.reporting import reporters
from ingest.role_parties import (
    REGULATOR_LIKE,
    TARGET_PREPOSITIONS,
    Roles,
    are_people,
    doers,
    is_authority,
    is_the_one,
    may_act,
    of_a_place,
    parties_of,
    subject_of_passive,
    verb_target,
)
from ingest.syntax import agents, children, direct_objects, governed_verb, is_passive, possessors, prepositional, subjects
from ingest.told_roles import FRAMES as TOLD_FRAMES
from ingest.told_roles import told_roles
from ingest.triggers import Fit
from ingest.wordlists import words
from ontology.knowledge import ActionType, Trigger

if TYPE_CHECKING:
    from ingest.tokens import Token


def verb_roles(fit: Fit, parse: Parse, refs: Referents, kind: ActionType) -> Roles | None:
    verb = fit.token
    if fit.trigger.part_of_speech == "adjective":
        # the parser takes many such participles for passives: "is disappointed by", "is committed to"
        copula = verb.head if verb.pos_ == "ADJ" and verb.dep_ in ("acomp", "attr", "oprd") else verb
        actor_tokens = subject_of_passive(verb) if verb.pos_ == "VERB" else subjects(copula)
        rule = "predicative adjective"
        target = parties_of(prepositional(verb, *TARGET_PREPOSITIONS), parse, refs)
        return Roles(parties_of(actor_tokens, parse, refs), target, copula, rule, bool(actor_tokens))
    if fit.trigger.frame == "actor-from":
        receivers = subjects(verb) if not is_passive(verb) else subject_of_passive(verb)
        carrying = [*direct_objects(verb), *(t for t in fit.consumed if t.pos_ == "NOUN")]
        near = ("from", "by", "at", "before", "in") if kind.actor_kind == "court" else ("from", "by")
        givers = prepositional(verb, *near) + [n for o in (*carrying, *children(verb, "xcomp")) for n in prepositional(o, *near)]
        rule = WITHOUT_AGENT if not givers and kind.actor_kind == "regulator" else "receiver subject, actor after from/by"
        return Roles(parties_of(givers, parse, refs), parties_of(receivers, parse, refs), verb, rule)
    if fit.trigger.frame in TOLD_FRAMES:
        return told_roles(fit, parse, refs)
    if fit.trigger.frame == "actor-imposer":
        return _obliged(verb, parse, refs)
    if fit.trigger.frame == "actor-object":
        return Roles(parties_of(direct_objects(verb), parse, refs), parties_of(subjects(verb), parse, refs), verb, "actor is the object")
    passive = is_passive(verb)
    actor_tokens = _agents_of_passive(verb) if passive else doers(verb, fit, parse, refs, kind)
    actor = parties_of(actor_tokens, parse, refs)
    rule = "agent of the passive" if passive else "subject of the verb"
    if not passive and not actor and actor_tokens:
        # a thing that belongs to a party acts for it: "Meta's chatbot", "the ICO's decision"
        things = [t for t in actor_tokens if t.pos_ in ("NOUN", "PROPN") and (t.lemma_ in _EXTENSIONS or fit.trigger.subjects)]
        actor, rule = _owners(things, fit.trigger, kind, parse, refs), "owner of the subject"
    target = verb_target(verb, parse, refs, actor, passive)
    if passive and not actor_tokens and kind.actor_kind == "company":
        owned = [n for s in subject_of_passive(verb) for n in (s, *prepositional(s, "of", "for", "in"))]
        owners = [p for n in owned for p in (*possessors(n), *agents(n), *children(n, "compound"))]
        told = [n for s in subject_of_passive(verb) if s.lemma_ in _SERVED for n in prepositional(s, "of", "at")]
        actor, rule = parties_of([*owners, *told], parse, refs), "owner of what the passive tells of"     # "*customers of X* were told"
    placed = False
    if not actor and kind.actor_kind in ("regulator", "court"):
        placed, actor = of_a_place(actor_tokens, parse, refs)
        rule = "the body of that place" if actor else rule
    papers = _INSTRUMENTS.get(kind.actor_kind, frozenset())
    instrument = not passive and any(t.lemma_ in papers or fit.trigger.subjects for t in actor_tokens)
    of_anybody = not fit.trigger.actor_kinds or "person" in fit.trigger.actor_kinds
    by_authority = is_authority(actor_tokens) and any(may_act(party, fit.trigger, kind) for party in REGULATOR_LIKE)
    by_people = are_people(actor_tokens, kind) and of_anybody
    generic = not actor and (instrument or placed or by_authority or by_people if actor_tokens else passive)
    if generic and (instrument or not actor_tokens):
        rule = WITHOUT_AGENT
    elif generic and by_authority and not placed and any(is_the_one(t) for t in actor_tokens):
        rule = A_BODY
    predicate = next((c for c in children(verb, "xcomp") if verb.lemma_ == "have"), verb)           # "had to *pay*", "has yet to *pay*"
    return Roles(actor, target, predicate, rule, not actor and not generic and (bool(actor_tokens) or not passive), generic=generic)


def _agents_of_passive(verb: Token) -> list[Token]:
    """The by-phrase of a passive, also where the parser hangs it elsewhere: "was ordered to pay a fine *by X*", "was fined €5m *by X*"."""
    return (agents(verb) or [n for c in children(verb, "xcomp") if not is_passive(c) for n in agents(c)]
            or [n for o in children(verb, "dobj", "npadvmod", "oprd") for n in agents(o)])


def _obliged(token: Token, parse: Parse, refs: Referents) -> Roles | None:
    """ "X *must* stop", "X *has* six months to comply": who says so obliges X, if it is an authority; None where X is not one company."""
    verb = governed_verb(token)
    bound = subject_of_passive(verb) if is_passive(verb) else subjects(verb)
    target = tuple(p for p in parties_of(bound, parse, refs) if refs.kind(p) == "company")
    if not target and not any((t.lemma_.casefold() in parties.COMPANY_NOUNS and t.tag_ == "NN") or t.lower_ in ("both", "each") for t in bound):
        return None
    said_by = reporters(verb, parse, refs) or refs.voice_at(parse, verb)
    imposer = tuple(dict.fromkeys(refs.posts.get(e) or refs.parties[e].stands_for or e for e in said_by))
    infinitive = next((c for c in children(verb, "xcomp") if verb.lemma_ == "have"), None)
    return Roles(imposer, target, infinitive or verb, "whoever reports the duty" if imposer else WITHOUT_AGENT, generic=not imposer)


def _owners(things: Iterable[Token], trigger: Trigger, kind: ActionType, parse: Parse, refs: Referents) -> tuple[str, ...]:
    """Whom a thing belongs to that acts for its owner: "*Meta's* chatbot", "the *ICO* decision", "an order by the *DPC*"."""
    for look in (possessors, agents, lambda t: prepositional(t, "from"), lambda t: children(t, "compound"), lambda t: prepositional(t, "of", "at")):
        owners = parties_of([p for t in things for p in look(t)], parse, refs)
        found = tuple(p for p in owners if may_act(refs.kind(p), trigger, kind))
        if found:
            return found
    return ()


# People whom a company serves or employs: what they are told they are told by it.
_SERVED = words("client customer employee guest member passenger patient pupil staff student subscriber user worker")
# things that act for whom they belong to: "Acme's chatbot", "the authority's decision"
_EXTENSIONS = words(
    "action announcement app arm assistant blog chamber chatbot college committee decision directorate division feature group inquiry",
    "investigation lawyer letter model move network notice office opinion order panel plan platform policy post probe product report ruling",
    "assessment audit complaint determination directive filing finding judgment lawsuit law review settlement study suit sweep warning",
    "service spokesman spokesperson spokeswoman staff statement subsidiary system team technology tool unit website",
)
# By these somebody of a sort of party acts, whoever it is: "the complaint alleges", "the order requires".
_INSTRUMENTS = {
    "regulator": words(
        "agreement assessment audit decision determination directive enquiry finding inquiry investigation judgement judgment measure notice",
        "order probe report resolution review ruling settlement sweep warning"),
    "court": words("decision finding injunction judgement judgment order ruling"),
    "civil-society": words("case claim complaint filing lawsuit letter petition suit"),
    "any": words("decision injunction judgement judgment notice order ruling"),
}
