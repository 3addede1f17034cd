"""Roles that depend on who says so: "X, the authority found, *violated* the law", "the delay *cost* X €5m", "we *comply* with it"."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.model import WITHOUT_AGENT, Parse
from ingest.referents import Referents
from ingest.reporting import is_reported, reporters
from ingest.role_parties import Roles, attached, parties_of, verb_target
from ingest.syntax import agents, is_passive, subjects
from ingest.triggers import Fit

if TYPE_CHECKING:
    from ingest.tokens import Token

FRAMES = ("actor-implied", "actor-reporter", "actor-speaker")
# Clauses that only hang on a noun or a preposition ("for *violating* the law"): nobody vouches for them.
_DEPENDENT = ("pcomp", "acl", "csubj")


def told_roles(fit: Fit, parse: Parse, refs: Referents) -> Roles | None:
    """The roles of a trigger whose frame is one of FRAMES; None where the narrator would have to vouch for a clause and does not."""
    verb, frame = fit.token, fit.trigger.frame
    tellers = _tellers(verb, parse, refs)
    told_of = agents(verb) if is_passive(verb) else subjects(verb)
    named = parties_of(told_of, parse, refs)
    if frame == "actor-speaker":
        itself = tuple(p for p in named if p in tellers)
        return Roles(itself, (), verb, "whoever says so of itself", not itself)
    named = named or tuple(p for t in told_of for p in attached(t, parse, refs))
    if not named and fit.trigger.subjects:                  # "inspectors called at *Acme's* office"
        named = verb_target(verb, parse, refs, tellers, is_passive(verb))
    if frame == "actor-implied" and not tellers:
        by_narrator = not is_reported(verb) and verb.dep_ not in _DEPENDENT
        return Roles((), named, verb, f"{WITHOUT_AGENT}: the narrator tells it", generic=bool(fit.trigger.subjects)) if by_narrator else None
    return Roles(tellers, named, verb, "whoever reports the breach", not tellers)


def _tellers(verb: Token, parse: Parse, refs: Referents) -> tuple[str, ...]:
    """The parties whose words a clause is: a platform stands for its owner, a spokesperson for the organization."""
    said_by = reporters(verb, parse, refs) or refs.voice_at(parse, verb)
    return tuple(dict.fromkeys(refs.posts.get(e) or refs.parties[e].stands_for or e for e in said_by))
