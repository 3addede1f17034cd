"""Acts and their roles: a trigger in a parsed sentence with who acts and who is acted upon, as sure as the words are.

Where several triggers fit the same words the most specific one speaks; what an order or a finding is about is its content
and no further act.
"""
from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.described import described, introduced, meant_by
from ingest.modality import assess
from ingest.model import WITHOUT_AGENT, Frame, Modality, Parse, Polarity
from ingest.referents import Referents
from ingest.reporting import reporters
from ingest.role_parties import EITHER_SIDE, MUTUAL, REGULATOR_LIKE, Roles, headline_passive, may_act, parties_of
from ingest.roles import find_roles
from ingest.sanctions import imposed, monetary, only_named, per_time, set_aside, stated
from ingest.seeming import no_act
from ingest.syntax import COPULAS, agents, children, is_infinitive, subjects
from ingest.triggers import Fit, TriggerIndex
from ingest.wordlists import words
from ontology.knowledge import ActionType, Trigger

if TYPE_CHECKING:
    from ingest.tokens import Token

# Measures that are told also where nobody is named ("a fine of €1,000 was imposed").
_SANCTIONS = frozenset(
    "fine reprimand warn order-compliance order-deletion order-suspension ban preliminary-ban"
    " find-infringement find-no-infringement".split())
_IMPERSONAL = _SANCTIONS | words(
    "publish-guidance open-inquiry request-information inspect settle-with",
    "file-complaint sue petition accuse criticise welcome appeal",
    "annul-penalty lift-restriction",
)
_OF_SOMEBODY = words("accuse criticise petition welcome")      # … these need somebody at least who does them
_AT_PARTIES = ("fine", "reprimand")       # what stands as their object is always a party
# Measures aimed at somebody: of an article about one company, that company, where the sentence names no other.
_DIRECTED = _SANCTIONS | frozenset("express-concern engage ask-to-pause request-information open-inquiry issue-preliminary-finding".split())
# What is announced or promised is an act of its own ("announced that it will *resume*").
_ANNOUNCING = ("announce-plan", "commit")
# These say what a company does to its own practice: the party acted upon is nobody in particular.
_OWN_PRACTICE = ("processing-change", "transparency-action")


def find_frames(parse: Parse, index: TriggerIndex, refs: Referents, types: dict[str, ActionType]) -> tuple[Frame, ...]:
    """All frames of one sentence; pure given the referents."""
    fits = [f for token in parse.doc for f in index.fits(token)]
    fits.sort(key=_rank)
    frames: list[Frame] = []
    taken: dict[int, int] = {}            # token → weight of the frame that uses it
    told: set[tuple[int, str]] = set()    # tokens that a frame uses, each with the kind of act that it tells
    for fit in fits:
        used = taken.get(fit.token.i)
        if used is not None and used >= fit.weight and not _is_told_beside(fit, frames):
            continue
        frame = _frame(fit, parse, refs, types)
        if frame is None or (frame.predicate, fit.trigger.action_type) in told or _tells_again(fit, told):
            continue                       # "decided to *impose* a fine", "*agreed* to resolve the matter": one act
        frames.append(frame)
        taken[fit.token.i] = fit.weight
        speaks_alone = fit.trigger.action_type not in _ANNOUNCING and fit.trigger.frame != "actor-imposer"
        told.add((fit.token.i, fit.trigger.action_type))
        for token in fit.consumed:
            told.add((token.i, fit.trigger.action_type))
            if speaks_alone:
                taken.setdefault(token.i, fit.weight)
    kept = [f for f in frames if not _is_content(f, frames, types) and not _is_question(f) and not _is_promise_to_pay(f, frames)]
    return tuple(sorted(kept, key=lambda f: (f.head, f.trigger.id)))


def _tells_again(fit: Fit, told: set[tuple[int, str]]) -> bool:
    """Whether a verb only governs the one that has told the act already."""
    return any((t.i, fit.trigger.action_type) in told and t.pos_ == "VERB" and t.head.i == fit.token.i for t in fit.consumed)


def _is_told_beside(fit: Fit, frames: list[Frame]) -> bool:
    """Whether a sanction is told beside the act that speaks of it: "*reduced* the fine to €3,000", "annulled the *ban* imposed by the CNIL"."""
    if fit.trigger.part_of_speech != "noun":
        return False
    if fit.token.lemma_ in _SANCTION_NOUNS and any(agents(v) for v in children(fit.token, "acl")):
        return True
    if fit.trigger.action_type != "fine":
        return False
    upheld = any(f.trigger.action_type == "uphold" and fit.token.i in f.words for f in frames)
    return stated(fit.token) is not None or (upheld and imposed(fit.token))


def _rank(fit: Fit) -> tuple[int, int, int, str]:
    """The most specific fit first; of the duties of one "must" the one that stands nearest."""
    nearest = min((t.i for t in fit.consumed), default=0) if fit.trigger.frame == "actor-imposer" else 0
    return -fit.weight, fit.token.i, nearest, fit.trigger.id


_SANCTION_NOUNS = words("ban decision fine order penalty reprimand sanction suspension")
_ASKING = words(
    "ask analyse analyze assess check clarify determine establish evaluate examine inquire investigate look probe question review study test verify",
    "centre center concern consider depend focus relate",
)


# What these acts are about is told as their content, not as a further act ("found that X *failed to inform* users").
_WITH_CONTENT = frozenset(
    "find-infringement find-no-infringement issue-preliminary-finding open-inquiry reprimand fine"
    " order-suspension preliminary-ban ban order-compliance order-deletion ask-to-pause grant-injunction"
    " accuse file-complaint sue petition warn express-concern refer-question".split())


_STOPPING = words("cancel-plan delete-data pause resume withdraw-product")          # done by the company of the article where nobody is named
_BEGINNING = ("start-processing", "announce-plan")
_EXPRESSED = ("accept-finding", "welcome", "express-concern")
_HOLDING = ("pause", "stop-processing", "cancel-plan", "resume", "withdraw-product")


def _held_by(holder: Frame, frame: Frame) -> bool:
    """Whether a beginning is what the other act pauses, ends or takes up again: it hangs on it."""
    doc = frame.parse.doc
    head = doc[frame.head]
    return (holder.actor == frame.actor and holder.trigger.action_type in _HOLDING and holder.head != frame.head
            and (doc[holder.head] in head.ancestors or holder.predicate in (head.head.i, head.head.head.i)))


def _is_content(frame: Frame, frames: list[Frame], types: dict[str, ActionType]) -> bool:
    """Whether the frame tells what another act of the sentence orders, finds or alleges a company to do."""
    if types[frame.trigger.action_type].actor_kind != "company" and not (frame.polarity == "negated" or frame.modality == "possible"):
        return False
    doc = frame.parse.doc
    informing = _family(types[frame.trigger.action_type], types) == "transparency-action"
    if frame.trigger.action_type in _BEGINNING and any(_held_by(f, frame) for f in frames):
        return True                        # "suspend work to *train*", "the *rollout* remains paused"
    above: set[int] = set()
    token = doc[frame.predicate]
    while token.head.i != token.i:
        if token.dep_ in ("advcl", "relcl", "parataxis") and not is_infinitive(token) and token.dep_ != "advcl":
            break
        if token.dep_ == "conj" and any(c.dep_ == "nsubj" for c in token.children):
            break
        token = token.head
        above.add(token.i)
    for holder in frames:
        if holder is frame or holder.trigger.action_type not in _WITH_CONTENT or holder.trigger.action_type == frame.trigger.action_type:
            continue
        duty = holder.trigger.frame == "actor-imposer"
        if holder.actor != frame.actor and (holder.head in above or (duty and holder.predicate == frame.predicate)) and not (duty and informing):
            return True
    return False


def _is_promise_to_pay(frame: Frame, frames: list[Frame]) -> bool:
    """ "agreed to *pay* a penalty", "to settle": told by the payment or the settlement itself."""
    if frame.trigger.action_type != "commit":
        return False
    return any(f.trigger.action_type in ("pay-penalty", "settle-with") and f.head in frame.words and f.head != frame.head and f.actor == frame.actor
               for f in frames)


def _is_question(frame: Frame) -> bool:
    """ "is examining whether X can be held liable": asked, not said. What one leaves open of one's own act is possible."""
    doc = frame.parse.doc
    token = doc[frame.predicate]
    if doc[-1].text == "?" and len(doc) > 1:
        return True
    clause = token.head if token.dep_ in ("conj", "xcomp") else token
    own = children(clause, "nsubj", "nsubjpass")
    if not any(c.lower_ == "whether" and c.dep_ == "mark" for t in (token, clause) for c in t.children):
        return False
    if own and (clause.head.lemma_ in _ASKING or clause.head.head.lemma_ in _ASKING):
        return True
    return bool(children(clause.head, "nsubj")) and any(s.pos_ != "PRON" for s in own) and clause.head.lemma_ not in COPULAS


def _frame(fit: Fit, parse: Parse, refs: Referents, types: dict[str, ActionType]) -> Frame | None:
    trigger, token = fit.trigger, fit.token
    kind = types[trigger.action_type]
    if kind.id == "fine" and not monetary((token, *fit.consumed)):
        return None
    roles = find_roles(fit, parse, refs, kind)
    if roles is None or (kind.id == "fine" and only_named(roles.predicate)) or no_act(fit, kind):
        return None
    actor = tuple(a for a in roles.actor if may_act(refs.kind(a), trigger, kind))
    if roles.actor and not actor:
        by = tuple(p for p in parties_of(agents(roles.predicate), parse, refs) if may_act(refs.kind(p), trigger, kind))
        if kind.actor_kind != "regulator" or not (by or headline_passive(roles.predicate, parse)):
            return None
        # "Acme fined €2 million over trackers", "Acme, a company fined by X,": the auxiliary is left out, the subject is acted upon
        roles = replace(roles, actor=(), target=roles.actor, rule=WITHOUT_AGENT, generic=True)
        actor = by
    target = () if _family(kind, types) in _OWN_PRACTICE else tuple(t for t in roles.target if t not in actor)
    if kind.id in EITHER_SIDE and trigger.actor_kinds and not any(refs.kind(p) in trigger.actor_kinds for p in (*actor, *target)):
        return None
    if _family(kind, types) == "corrective-action":
        target = tuple(t for t in target if refs.kind(t) not in REGULATOR_LIKE or (actor and t not in refs.known.entries))
    if kind.id in MUTUAL:
        if not actor:
            actor = tuple(t for t in target if may_act(refs.kind(t), trigger, kind))[:1]
            target = tuple(t for t in target if t not in actor)
        elif not target:
            actor, target = actor[:1], actor[1:]
    rule = roles.rule
    if not actor and not roles.actor:
        actor, told_by = _introduced(roles, kind, parse, refs) if roles.unnamed else _implied(roles, fit, parse, refs, kind, types)
        rule = f"{rule}; {told_by}" if actor else rule
        roles = replace(roles, unnamed=roles.unnamed and not actor)
    if not actor and (roles.unnamed or not (target or _is_impersonal(roles, kind, trigger))):
        return None
    if not actor and (kind.actor_kind == "court" or fit.trigger.actor_kinds == {"court"}):
        return None                        # without its court a ruling is somebody else's decision
    if not target and (actor or roles.settled or (kind.id == "fine" and roles.generic)) and (kind.actor_kind == "regulator" or kind.id in MUTUAL):
        target = _said_next(token, parse, refs) if kind.id == "fine" and trigger.part_of_speech == "verb" else ()
        noun = described(token, roles.predicate, parse, refs) if kind.id in _AT_PARTIES else None
        if target:
            rule = f"{rule}; target: named next"
        elif noun is not None:
            target = meant_by(noun, parse, refs)
            rule = f"{rule}; target: described" if target else rule
        else:
            others = _other_companies(parse, refs, actor) or (refs.main_company if kind.id in _DIRECTED else ())
            if len(others) == 1:
                target, rule = others, f"{rule}; target: the only company of the {'sentence' if others != refs.main_company else 'article'}"
    assertion = assess(roles.predicate, None if roles.settled else token, deciding=kind.actor_kind in ("regulator", "court"))
    polarity: Polarity = assertion.polarity
    if trigger.polarity == "negated":
        polarity = "negated" if polarity == "affirmed" else "affirmed"
    elif trigger.polarity == "affirmed":   # the negation is part of the words: "found no breach", "will not include"
        polarity = "affirmed"
    if token is not roles.predicate and token.pos_ == "NOUN" and set_aside(token):
        polarity = "negated"
    found: Modality = "requested" if roles.sought else assertion.modality
    if roles.settled and (found == "requested" or (found == "planned" and roles.predicate.lemma_ == "pay")):
        found = "actual"                   # "had to pay a fine": it was imposed
    if found == "requested" and kind.id == "fine" and _ought_by_decision(roles.predicate, parse, refs):
        found = "actual"
    alone = roles.predicate is token and trigger.part_of_speech == "noun"
    if kind.id == "fine" and found == "actual" and per_time([token] if alone else [t for t in (token, *fit.consumed) if t.lemma_ == "pay"]):
        found = "possible"
    if found == "planned" and kind.id in _EXPRESSED and roles.predicate.dep_ == "xcomp" and roles.predicate.head.lemma_ in ("like", "want", "wish"):
        found = "actual"                   # "I want to *apologise*" apologises
    if trigger.modalities and found not in trigger.modalities:
        return None
    modality: Modality = trigger.modality or found  # type: ignore[assignment]
    words = tuple(sorted({token.i, *(t.i for t in fit.consumed)}))
    return Frame(parse, trigger, token.i, roles.predicate.i, words, actor, target, polarity, modality, assertion.because, rule, fit.weight)


_FINDING = words("conclude consider decide determine find hold resolve rule")


def _ought_by_decision(predicate: Token, parse: Parse, refs: Referents) -> bool:
    """ "the authority decided that a fine should be imposed": what who imposes it says of it is done."""
    verb = predicate.head
    return (predicate.dep_ == "ccomp" and verb.lemma_ in _FINDING and not children(verb, "neg")
            and any(refs.kind(p) in REGULATOR_LIKE for t in subjects(verb) for p in refs.acting(parse, t)))


def _said_next(verb: Token, parse: Parse, refs: Referents) -> tuple[str, ...]:
    """ "fined *Acme* a total of €5m": the name right after the verb, whatever the parser makes of it."""
    following = parse.doc[verb.i + 1] if verb.i + 1 < len(parse.doc) else None
    found = refs.acting(parse, following) if following is not None and following.pos_ == "PROPN" else ()
    return tuple(p for p in found if refs.kind(p) == "company")


def _introduced(roles: Roles, kind: ActionType, parse: Parse, refs: Referents) -> tuple[tuple[str, ...], str]:
    """Who acts where an article opens with a description: "*A hospital* has apologised" is the company that it is about."""
    if kind.actor_kind not in ("company", "any"):
        return (), ""
    meant = introduced(subjects(roles.predicate), parse, refs)
    return meant, "the company that the article introduces" if meant else ""


def _implied(roles: Roles, fit: Fit, parse: Parse, refs: Referents, kind: ActionType, types: dict[str, ActionType]) -> tuple[tuple[str, ...], str]:
    """Who must have acted where the sentence names nobody: the authority or company that reports it, or the company of the article."""
    said_by = dict.fromkeys(refs.posts.get(e) or refs.parties[e].stands_for or e for e in reporters(roles.predicate, parse, refs)[:1])
    reporting = tuple(p for p in said_by if may_act(refs.kind(p), fit.trigger, kind) and refs.kind(p) != "person")
    if reporting and kind.actor_kind in ("regulator", "court", "company") and roles.generic:
        return reporting, "whoever reports it"             # "the data have been deleted, the company said"
    stopped = kind.id in _STOPPING and roles.generic and roles.predicate.dep_ not in ("acl", "relcl", "advcl")
    thing = bool(fit.trigger.subjects) and _family(kind, types) == "processing-change"           # "the training will restart"
    if _family(kind, types) == "transparency-action" or stopped or thing:
        return refs.main_company, "the company of the article"               # "users will be notified"
    return (), ""


def _is_impersonal(roles: Roles, kind: ActionType, trigger: Trigger) -> bool:
    """Whether an act counts though nobody is named: a measure that was taken, or what "consumer groups", "a patient" did."""
    if not roles.generic or kind.id not in _IMPERSONAL:
        return False
    if kind.id == "publish-guidance" and trigger.part_of_speech == "verb" and not trigger.objects:
        return False                       # "users are advised to": by whom?
    return kind.id not in _OF_SOMEBODY or not roles.rule.startswith(WITHOUT_AGENT)


def _other_companies(parse: Parse, refs: Referents, actor: tuple[str, ...]) -> tuple[str, ...]:
    named = parties_of((t for t in parse.doc if t.pos_ in ("NOUN", "PROPN")), parse, refs)
    return tuple(p for p in named if p not in actor and refs.kind(p) == "company")


def _family(kind: ActionType, types: dict[str, ActionType]) -> str:
    return kind.broader or ""
