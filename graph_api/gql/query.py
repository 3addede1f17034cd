"""The roots of the schema."""
from __future__ import annotations

from typing import Annotated, Any

import strawberry

from graph_api.gql.entities import Info, Node, Organization, Regulator, wrap
from graph_api.gql.filters import (
    ActionFilter,
    ArticleFilter,
    ClaimFilter,
    ConflictFilter,
    OrganizationFilter,
    StatementFilter,
    pattern,
    resolve,
)
from graph_api.gql.loading import ORDERS
from graph_api.gql.paging import DEFAULT, After, Connection, Cursor, First, bounded, connection
from graph_api.gql.types import Action, Article, Claim, Conflict, Statement
from ontology import iris
from ontology.errors import InvalidIri

Id = Annotated[strawberry.ID, strawberry.argument(description="The IRI, or the short id.")]
ORGANIZATION = "ra:Organization . FILTER NOT EXISTS { ?node a ra:Regulator }"


async def roots(info: Info, where: str, order: str, first: int, after: str | None) -> Connection[Any]:
    """A page of everything that fits a pattern."""
    loaders, place = info.context, Cursor.decode(after) if after else None
    found = await loaders.page(where, ORDERS[order], bounded(first, loaders.settings.max_page), place)
    loaders.give(len(found[:first]))
    nodes = [wrap(record) for record in await loaders.many([cursor.iri for cursor in found[:first]])]
    return connection(found, nodes, first, place, lambda: loaders.count(where))


async def one(info: Info, kind: str, id: str, type: type[Node]) -> Any:
    """The thing of a kind, or null when the release knows nothing of it or it is of another kind."""
    record = await info.context.records.load(resolve(kind, id))
    found = wrap(record) if record.values else None
    return found if isinstance(found, type) else None


@strawberry.type(description="The release that answers.")
class Release:
    id: str = strawberry.field(description="Its name; it changes when anything in the graph does.")


@strawberry.type
class Query:
    @strawberry.field(description="Anything by its IRI.")
    async def node(self, info: Info, id: strawberry.ID) -> Node | None:
        try:
            iris.parse(id)
        except InvalidIri:
            return None
        record = await info.context.records.load(id)
        found: Node | None = wrap(record) if record.values else None
        return found

    @strawberry.field(description="An article.")
    async def article(self, info: Info, id: Id) -> Article | None:
        found: Article | None = await one(info, "article", id, Article)
        return found

    @strawberry.field(description="Articles, newest first.")
    async def articles(self, info: Info, filter: ArticleFilter | None = None, first: First = DEFAULT,
                       after: After = None) -> Connection[Article]:
        return await roots(info, pattern("ra:Article", filter), "published", first, after)

    @strawberry.field(description="A claim.")
    async def claim(self, info: Info, id: Id) -> Claim | None:
        found: Claim | None = await one(info, "claim", id, Claim)
        return found

    @strawberry.field(description="Claims by the time of what they claim, newest first, undated ones last.")
    async def claims(self, info: Info, filter: ClaimFilter | None = None, first: First = DEFAULT, after: After = None) -> Connection[Claim]:
        return await roots(info, pattern("ra:Claim", filter), "time", first, after)

    @strawberry.field(description="An action.")
    async def action(self, info: Info, id: Id) -> Action | None:
        found: Action | None = await one(info, "action", id, Action)
        return found

    @strawberry.field(description="Actions by their time, or by the day they were first reported, newest first.")
    async def actions(self, info: Info, filter: ActionFilter | None = None, first: First = DEFAULT,
                      after: After = None) -> Connection[Action]:
        return await roots(info, pattern("ra:Action", filter), "reported", first, after)

    @strawberry.field(description="A conflict.")
    async def conflict(self, info: Info, id: Id) -> Conflict | None:
        found: Conflict | None = await one(info, "conflict", id, Conflict)
        return found

    @strawberry.field(description="Contradictions between articles.")
    async def conflicts(self, info: Info, filter: ConflictFilter | None = None, first: First = DEFAULT,
                        after: After = None) -> Connection[Conflict]:
        return await roots(info, pattern("ra:Conflict", filter), "iri", first, after)

    @strawberry.field(description="A statement.")
    async def statement(self, info: Info, id: Id) -> Statement | None:
        found: Statement | None = await one(info, "statement", id, Statement)
        return found

    @strawberry.field(description="Direct quotations.")
    async def statements(self, info: Info, filter: StatementFilter | None = None, first: First = DEFAULT,
                         after: After = None) -> Connection[Statement]:
        return await roots(info, pattern("ra:Statement", filter), "iri", first, after)

    @strawberry.field(description="An organization that is no regulator.")
    async def organization(self, info: Info, id: Id) -> Organization | None:
        found: Organization | None = await one(info, "organization", id, Organization)
        return found

    @strawberry.field(description="Organizations that are no regulators, by name.")
    async def organizations(self, info: Info, filter: OrganizationFilter | None = None, first: First = DEFAULT,
                            after: After = None) -> Connection[Organization]:
        return await roots(info, pattern(ORGANIZATION, filter), "name", first, after)

    @strawberry.field(description="A regulator or court.")
    async def regulator(self, info: Info, id: Id) -> Regulator | None:
        found: Regulator | None = await one(info, "organization", id, Regulator)
        return found

    @strawberry.field(description="Regulators and courts, by name.")
    async def regulators(self, info: Info, filter: OrganizationFilter | None = None, first: First = DEFAULT,
                         after: After = None) -> Connection[Regulator]:
        return await roots(info, pattern("ra:Regulator", filter), "name", first, after)

    @strawberry.field(description="The release that answers.")
    def release(self, info: Info) -> Release:
        return Release(id=info.context.graph.release.id)


