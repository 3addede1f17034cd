"""Who acts and who is acted upon: the grammatical roles of a verb or a noun that reports an act."""
from __future__ import annotations

from ingest.model import Parse
from ingest.noun_roles import noun_roles
from ingest.referents import Referents
from ingest.role_parties import Roles
from ingest.triggers import Fit
from ingest.verb_roles import verb_roles
from ontology.knowledge import ActionType


def find_roles(fit: Fit, parse: Parse, refs: Referents, kind: ActionType) -> Roles | None:
    """The roles of the act that `fit` reports; None where the words only refer to an act."""
    return noun_roles(fit, parse, refs, kind) if fit.trigger.part_of_speech == "noun" else verb_roles(fit, parse, refs, kind)
