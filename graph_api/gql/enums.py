"""Enums from the schemes of the ontology: polarity, modality, attribution, kinds of conflict, status, action types."""
from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any

import strawberry
from pyoxigraph import NamedNode

from graph_api.gql.definitions import definition
from ontology import iris, knowledge
from ontology.vocab import RA


def from_terms(name: str, about: NamedNode, terms: Sequence[NamedNode], suffix: str = "") -> Any:
    """An enum whose values are IRIs: ra:ExistenceConflict is EXISTENCE."""
    members = {term.value.removeprefix(RA.NS).removesuffix(suffix): term for term in terms}
    spelt = {"".join(f"_{c}" if c.isupper() and i else c for i, c in enumerate(key)).upper(): term for key, term in members.items()}
    described = {key: strawberry.enum_value(term.value, description=definition(term)) for key, term in spelt.items()}
    return make(name, described, definition(about))


def make(name: str, members: dict[str, Any], description: str) -> Any:
    """An enum whose members come from data, which the type checker cannot follow."""
    build: Any = Enum
    return strawberry.enum(build(name, members), description=description)


Polarity = from_terms("Polarity", RA.Polarity, (RA.Affirmed, RA.Negated))
Modality = from_terms("Modality", RA.Modality, (RA.Actual, RA.Planned, RA.Requested, RA.Alleged, RA.Possible))
Status = from_terms("Status", RA.status, (RA.Actual, RA.Planned, RA.Requested, RA.Alleged, RA.Possible, RA.Negated))
Attribution = from_terms("Attribution", RA.Attribution, (RA.Direct, RA.Indirect, RA.Narrator))
ConflictKind = from_terms("ConflictKind", RA.ConflictKind, (RA.ExistenceConflict, RA.AmountConflict, RA.DateConflict, RA.LegalBasisConflict,
                                                           RA.ActorConflict), "Conflict")
TYPES = knowledge.load().types
ActionTypeName = make("ActionTypeName", {
    id.replace("-", "_").upper(): strawberry.enum_value(iris.mint("action-type", id), description=type.definition)
    for id, type in sorted(TYPES.items())}, definition(RA.ActionType))


def narrower(type_iris: Sequence[str]) -> list[str]:
    """The types and every type below them, as IRIs, sorted."""
    wanted = {iris.parse(iri)[1] for iri in type_iris}
    grown = True
    while grown:
        below = {id for id, type in TYPES.items() if type.broader in wanted}
        grown = not below <= wanted
        wanted |= below
    return sorted(iris.mint("action-type", id) for id in wanted)
