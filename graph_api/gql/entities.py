"""Parties, places and laws: everything that claims and actions point at."""
from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from pyoxigraph import NamedNode

from graph_api.gql.definitions import definition
from graph_api.gql.filters import ActionFilter, StatementFilter, pattern
from graph_api.gql.loading import ORDERS, Connecting, Loaders, Record
from graph_api.gql.paging import DEFAULT, After, Connection, Cursor, First, bounded, connection
from ontology import iris
from ontology.errors import InvalidIri
from ontology.vocab import RA, SKOS

if TYPE_CHECKING:
    from graph_api.gql.types import Action, Statement

Info = strawberry.Info[Loaders, None]
LaterAction = Annotated["Action", strawberry.lazy("graph_api.gql.types")]
LaterStatement = Annotated["Statement", strawberry.lazy("graph_api.gql.types")]


@strawberry.interface(description="Anything that has a name of its own.")
class Node:
    record: strawberry.Private[Record]

    @strawberry.field(description="The IRI. It leads to a page about the thing and to the triples about it.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(self.record.iri)


@strawberry.interface(description="A party, place, law, practice or type: what claims and actions point at.")
class Entity(Node):
    @strawberry.field(description="The short id, as in gb-ico.")
    def key(self) -> str:
        return key(self.record.iri)

    @strawberry.field(description="The name; the short id where there is none.")
    def name(self) -> str:
        return self.record.one(SKOS.prefLabel) or key(self.record.iri)

    @strawberry.field(description="Other names, acronyms included.")
    def alternative_names(self) -> list[str]:
        return sorted({*self.record.all(SKOS.altLabel), *self.record.all(RA.acronym)})

    @strawberry.field(description="What it is, in a sentence.")
    def definition(self) -> str | None:
        return self.record.one(SKOS.definition)


def texts(property: NamedNode) -> Any:
    """A field with all the values of a literal property."""

    def resolve(self: Node) -> list[str]:
        return self.record.all(property)

    return strawberry.field(resolver=resolve, description=definition(property))


def text(property: NamedNode, description: str | None = None) -> Any:
    """A field with the value of a literal property."""

    def resolve(self: Node) -> str | None:
        return self.record.one(property)

    return strawberry.field(resolver=resolve, description=description or definition(property))


def things(property: NamedNode, type: Any, description: str | None = None) -> Any:
    """A field with the things that a property points at; one query for the whole level."""

    async def resolve(self: Node, info: Info) -> Any:
        return [wrap(record) for record in await info.context.many(self.record.all(property))]

    return strawberry.field(resolver=resolve, graphql_type=list[type], description=description or definition(property))


def thing(property: NamedNode, type: Any, description: str | None = None) -> Any:
    """A field with the thing that a property points at, or null."""

    async def resolve(self: Node, info: Info) -> Any:
        iri = self.record.one(property)
        return wrap(await info.context.records.load(iri)) if iri else None

    return strawberry.field(resolver=resolve, graphql_type=type | None, description=description or definition(property))


async def children(info: Info, parent: Node, link: str, where: str, order: str, first: int, after: str | None) -> Connection[Any]:
    """A connection below an object: `link` joins ?parent and ?node, `where` says which nodes."""
    loaders, place = info.context, Cursor.decode(after) if after else None
    connecting = Connecting(link, where, ORDERS[order])
    found = await loaders.nested(connecting, bounded(first, loaders.settings.max_page), place).load(parent.record.iri)
    loaders.give(len(found[:first]))
    nodes = [wrap(record) for record in await loaders.many([cursor.iri for cursor in found[:first]])]
    return connection(found, nodes, first, place, lambda: loaders.counts(connecting).load(parent.record.iri))


@strawberry.type
class Party(Entity):
    """What organizations and regulators have in common; no type of the schema."""

    country = thing(RA.country, Annotated["Jurisdiction", strawberry.lazy("graph_api.gql.entities")])

    @strawberry.field(description="What it did, newest first.")
    async def actions(self, info: Info, filter: ActionFilter | None = None, first: First = DEFAULT,
                      after: After = None) -> Connection[LaterAction]:
        return await children(info, self, "?node ra:actor ?parent .", pattern("ra:Action", filter), "reported", first, after)

    @strawberry.field(description="What was done to it or asked of it, newest first.")
    async def actions_against(self, info: Info, filter: ActionFilter | None = None, first: First = DEFAULT,
                              after: After = None) -> Connection[LaterAction]:
        return await children(info, self, "?node ra:target ?parent .", pattern("ra:Action", filter), "reported", first, after)

    @strawberry.field(description="What was said on its behalf, word for word.")
    async def statements(self, info: Info, filter: StatementFilter | None = None, first: First = DEFAULT,
                         after: After = None) -> Connection[LaterStatement]:
        return await children(info, self, "?node ra:onBehalfOf ?parent .", pattern("ra:Statement", filter), "iri", first, after)


@strawberry.type(description=definition(RA.Organization) + " Regulators and courts have a type of their own.")
class Organization(Party):
    kind = text(RA.organizationType)


@strawberry.type(description=definition(RA.Regulator))
class Regulator(Party):
    kind = text(RA.regulatorType)
    acronyms = texts(RA.acronym)


@strawberry.type(description=definition(RA.Person))
class Person(Entity):
    pass


@strawberry.type(description=definition(RA.Product))
class Product(Entity):
    owner = thing(RA.owner, Organization)


@strawberry.type(description=definition(RA.Jurisdiction))
class Jurisdiction(Entity):
    kind = text(RA.jurisdictionType)


@strawberry.type(description=definition(RA.LegalInstrument))
class LegalInstrument(Entity):
    jurisdictions = things(RA.jurisdiction, Jurisdiction)


@strawberry.type(description=definition(RA.Provision))
class Provision(Entity):
    pass


@strawberry.type(description=definition(RA.LegalBasis))
class LegalBasis(Entity):
    instruments = things(RA.instrument, LegalInstrument)
    provisions = things(RA.provision, Provision)


@strawberry.type(description=definition(RA.Practice))
class Practice(Entity):
    pass


@strawberry.type(description=definition(RA.ActionType))
class ActionType(Entity):
    broader = things(SKOS.broader, Annotated["ActionType", strawberry.lazy("graph_api.gql.entities")], "The type above it.")
    contrary = things(RA.contrary, Annotated["ActionType", strawberry.lazy("graph_api.gql.entities")])


BY_KIND: dict[str, type[Node]] = {"organization": Organization, "person": Person, "product": Product, "jurisdiction": Jurisdiction,
                                  "instrument": LegalInstrument, "provision": Provision, "legal-basis": LegalBasis, "practice": Practice,
                                  "action-type": ActionType}
"""Kind in the IRI → type; `types.py` adds its own."""


def wrap(record: Record) -> Any:
    """The object of the right type for a thing, by its IRI; None for a name that is not ours."""
    try:
        kind = iris.parse(record.iri)[0]
    except InvalidIri:
        return None
    return (Regulator if kind == "organization" and record.is_a(RA.Regulator) else BY_KIND[kind])(record=record)


def key(iri: str) -> str:
    return iris.parse(iri)[1]


