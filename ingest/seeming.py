"""Words that look like an act and tell none: questions and conditions, answers to the press, what is said of one's own staff."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.modality_words import CONDITIONS
from ingest.syntax import agents, children, direct_objects, is_infinitive, is_passive
from ingest.triggers import Fit
from ingest.wordlists import words
from ontology.knowledge import ActionType

if TYPE_CHECKING:
    from ingest.tokens import Token

_STATING = words("accuse find-infringement find-no-infringement issue-preliminary-finding warn")
_MEASURES = words("ban decision deadline fine injunction investigation judgment judgement order penalty proceeding ruling sanction suspension verdict")
_ASKED_BY_PRESS = words("answer ask contact decline engage reach reply request respond return")
_SAYING = words("add claim comment confirm explain say tell")
_ORDERING = words("open-inquiry order-compliance request-information")
_OWN_UNITS = words("arm department director division investigator official officer staff team unit")


def no_act(fit: Fit, kind: ActionType) -> bool:
    """Whether the words at a trigger tell no act of this kind."""
    looks = (_is_left_open, _ends_a_measure, _is_own_matter, _is_plight, _is_plea, _is_interview)
    return _is_to_the_press(fit.token) or _is_compared_with(fit.token) or any(look(fit, kind) for look in looks)


def _is_left_open(fit: Fit, kind: ActionType) -> bool:
    """What is said to be stated is only a question or a condition: "will consider *whether* X failed", "*should* X fail to comply"."""
    if kind.id not in _STATING:
        return False
    clauses = [t for t in fit.consumed if t.pos_ in ("VERB", "AUX", "ADJ") and t.i > fit.token.i]
    return any((c.dep_ == "mark" and c.lower_ in CONDITIONS) or _is_inverted(c, t) for t in clauses for c in t.children)


def _is_inverted(word: Token, verb: Token) -> bool:
    return word.dep_ == "aux" and word.lower_ == "should" and any(word.i < s.i for s in children(verb, "nsubj"))


def _ends_a_measure(fit: Fit, kind: ActionType) -> bool:
    """A measure and no practice is held up: "any *fine* will be suspended", "wants the *order* frozen"."""
    if kind.id == "petition":              # "appealed the *decision* to block the deal"
        return fit.token.lemma_ == "appeal" and fit.token.pos_ == "VERB" and bool(direct_objects(fit.token))
    if kind.id != "order-suspension" or fit.token.pos_ != "VERB":
        return False
    held_up = direct_objects(fit.token) + (children(fit.token, "nsubj") if fit.token.tag_ == "VBN" else [])
    return any(t.lemma_ in _MEASURES for t in held_up)


def _is_to_the_press(token: Token) -> bool:
    """ "did not respond to requests for *comment*", "we reached out to X for *comment*"."""
    if token.lemma_ not in _ASKED_BY_PRESS:
        return False
    return any(t.lower_ in ("comment", "comments") and t.dep_ == "pobj" and t.head.lower_ == "for" for t in token.subtree)


def _is_compared_with(token: Token) -> bool:
    """ "earlier *than planned*", "more *than expected*": what something is compared with."""
    return token.tag_ == "VBN" and any(c.lower_ == "than" and c.i == token.i - 1 for c in (*token.children, token.head))


def _is_interview(fit: Fit, kind: ActionType) -> bool:
    """ "*speaking with* the paper, a spokesperson said": no talks with a party."""
    return kind.id == "engage" and fit.token.tag_ == "VBG" and fit.token.dep_ == "advcl" and fit.token.head.lemma_ in _SAYING


def _is_plea(fit: Fit, kind: ActionType) -> bool:
    """ "*appealed to* users *to* object": nobody contests a decision."""
    if kind.id != "appeal" or fit.token.lemma_ != "appeal" or fit.token.pos_ != "VERB" or direct_objects(fit.token):
        return False
    return any(map(is_infinitive, children(fit.token, "xcomp", "advcl"))) and any(p.lower_ == "to" for p in children(fit.token, "prep"))


def _is_own_matter(fit: Fit, kind: ActionType) -> bool:
    """What somebody tells the own staff to do: "ordered *its investigation unit* to report"."""
    if kind.id not in _ORDERING or fit.token.pos_ != "VERB":
        return False
    return any(o.lemma_ in _OWN_UNITS and any(c.lower_ in ("its", "their") for c in o.lefts) for o in direct_objects(fit.token))


def _is_plight(fit: Fit, kind: ActionType) -> bool:
    """Circumstances and no authority: "was *forced* to halt production" after a fire."""
    return kind.id.startswith("order-") and fit.token.lemma_ == "force" and is_passive(fit.token) and not agents(fit.token)
