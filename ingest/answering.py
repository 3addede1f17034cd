"""Which act a sentence says to be the answer to which other: "paused it *following* a request", "fined after a complaint".

Only what the words say: an act that hangs by "following", "after", "in response to" or "at … request" on what a company, an authority or a
court does. An authority's act is answered by a company; a complaint, by an authority, a court or a company; a referral, by an authority.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.model import Claim, Frame
from ingest.wordlists import words
from ontology.knowledge import ActionType

if TYPE_CHECKING:
    from ingest.tokens import Token

_AFTER = words("after following upon amid")
_AT = words("at on upon under by")                   # "at the request of", "under an order of": with what is answered as their object
_REPLY = words("response answer reply reaction deference obedience compliance")          # "in response to"
_REPLYING = words("respond reply answer react bow yield accede heed comply follow obey")  # "responded to our request"
_COMPANY = ("processing-change", "company-response")
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "regulatory-action": _COMPANY, "court-action": (*_COMPANY, "corrective-action", "approval-action"),
    "civil-action": (*_COMPANY, "regulatory-action", "court-action"),
    "cooperation-action": ("inquiry-action", "corrective-action", "advisory-action", "court-action"),
    "appeal": ("court-action",),
}
"""What is answered → what can answer it."""


def answering(claims: Sequence[Claim], frames: Iterable[Sequence[Frame]], types: Mapping[str, ActionType]) -> list[Claim]:
    """The claims, each with the ids of those that its sentence says it answers. `frames`: those of each sentence."""
    answered: dict[str, set[str]] = {}
    for told in frames:
        for later in told:
            for earlier in told:
                if later is not earlier and _may_answer(later.trigger.action_type, earlier.trigger.action_type, types) and _hangs_on(earlier, later):
                    for reply in _claims_of(later, claims):
                        answered.setdefault(reply.id, set()).update(asked.id for asked in _claims_of(earlier, claims) if _addressed(asked, reply))
    return [replace(c, answers=tuple(sorted(answered[c.id]))) if answered.get(c.id) else c for c in claims]


def _claims_of(frame: Frame, claims: Iterable[Claim]) -> list[Claim]:
    head = frame.parse.span(frame.head, frame.head)
    return [c for c in claims if c.type == frame.trigger.action_type and c.evidence == frame.parse.sentence.span and c.trigger_span.overlaps(head)]


def _addressed(asked: Claim, reply: Claim) -> bool:
    """Whether one party's act is the answer to another's: not its own, and not one that was addressed to somebody else."""
    apart = asked.id != reply.id and asked.actor and not set(asked.actor) & set(reply.actor)
    to_it = not asked.target or bool({*asked.target} & {*reply.actor, *reply.target})
    return bool(apart and to_it and reply.polarity == "affirmed" and asked.polarity == "affirmed")


def _may_answer(reply: str, asked: str, types: Mapping[str, ActionType]) -> bool:
    above = _above(reply, types)
    return any(above & {*replies} for kind, replies in ANSWERS.items() if kind in _above(asked, types))


def _above(type: str, types: Mapping[str, ActionType]) -> set[str]:
    found, step = set[str](), type
    while step and step not in found:
        found.add(step)
        step = (types[step].broader if step in types else None) or ""
    return found


def _hangs_on(asked: Frame, reply: Frame) -> bool:
    """Whether the words of one act hang on those of the other by a word that makes it the answer."""
    doc, tops = asked.parse.doc, {reply.predicate, reply.head}
    for start in dict.fromkeys((asked.head, asked.predicate)):
        path, token = [doc[start]], doc[start]
        while token.i not in tops and token.head.i != token.i:
            token = token.head
            path.append(token)
        if token.i in tops and _links(path):
            return True
    return False


def _links(path: Sequence[Token]) -> bool:
    """Whether a way up the tree, from what is answered to the answer, passes through such a word."""
    top, below = path[-1], path[:-1]
    if not below:
        return False
    for n, token in enumerate(below):
        under = below[n - 1] if n else None
        if token.dep_ in ("prep", "mark", "pcomp") and token.lower_ in _AFTER:
            return True
        if token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in _AFTER for c in token.children):
            return True
        if token.dep_ == "advcl" and any(c.lower_ in _AFTER and c.i < token.i for c in token.children if c.dep_ in ("prep", "advmod")):
            return True
        if token.dep_ == "prep" and token.lower_ in _AT and under is not None and n == 1:
            return True
        if token.lower_ in _REPLY and n and below[n - 1].lower_ == "to":
            return True
    return top.lemma_ in _REPLYING and len(below) <= 2 and (below[0].dep_ in ("dobj", "obj") or below[-1].lower_ == "to")
