"""Articles, claims, actions, conflicts and statements, with their evidence."""
from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import strawberry
from pyoxigraph import NamedNode

from graph_api import links
from graph_api.gql.definitions import definition
from graph_api.gql.entities import (
    BY_KIND,
    ActionType,
    Entity,
    Info,
    Jurisdiction,
    LegalBasis,
    LegalInstrument,
    Node,
    Person,
    Practice,
    Provision,
    children,
    text,
    thing,
    things,
    wrap,
)
from graph_api.gql.enums import Attribution, ConflictKind, Modality, Polarity, Status
from graph_api.gql.filters import ClaimFilter, ConflictFilter, StatementFilter, pattern
from graph_api.gql.loading import Passage, Record
from graph_api.gql.paging import DEFAULT, After, Connection, First
from ontology import iris
from ontology.vocab import RA, SCHEMA

HERE = "graph_api.gql.types"


@strawberry.type(description="When something takes place: as precise as the words are, and no more.")
class When:
    edtf: str | None = strawberry.field(description=definition(RA.stated))
    earliest: date | None = strawberry.field(description=definition(RA.earliest))
    latest: date | None = strawberry.field(description=definition(RA.latest))


@strawberry.type(description="A sum of money.")
class Amount:
    value: Decimal = strawberry.field(description=definition(RA.amount))
    currency: str | None = strawberry.field(description=definition(RA.currency))


@strawberry.type(description=definition(RA.Evidence))
class Evidence:
    passage: strawberry.Private[Passage]
    voice: strawberry.Private[str | None]

    @strawberry.field(description="The exact words.")
    def quote(self) -> str:
        return self.passage.quote

    @strawberry.field(description="Code points of the article's text before the words.")
    def start(self) -> int:
        return self.passage.start

    @strawberry.field(description="Code points of the article's text up to the end of the words.")
    def end(self) -> int:
        return self.passage.end

    @strawberry.field(description="What stands before the words.")
    def before(self) -> str:
        return self.passage.prefix

    @strawberry.field(description="What stands behind the words.")
    def after(self) -> str:
        return self.passage.suffix

    @strawberry.field(description="The address, on this server, of the words marked in their article.")
    def page(self) -> str:
        return links.page(iris.evidence_iri(self.passage.article, self.passage.start, self.passage.end)) or ""

    @strawberry.field(description="The article in which the words stand.")
    async def article(self, info: Info) -> Article:
        found: Article = wrap(await info.context.records.load(self.passage.article))
        return found

    @strawberry.field(description="Who says so: the person where known, else the organization; null where the article itself speaks.")
    async def speaker(self, info: Info) -> Entity | None:
        return wrap(await info.context.records.load(self.voice)) if self.voice else None


async def passages(record: Record, info: Info, *voices: NamedNode) -> list[Evidence]:
    voice = next((iri for iri in map(record.one, voices) if iri), None)
    return [Evidence(passage=passage, voice=voice) for passage in await info.context.evidence.load(record.iri)]


def member(enum: Any, iri: str | None) -> Any:
    """A value of an enum by its IRI; null where the graph has none or one that the schema does not know."""
    return next((value for value in enum if value.value == iri), None)


@strawberry.type
class Deed(Node):
    """What actions and claims have in common; no type of the schema."""

    actors = things(RA.actor, Entity)
    targets = things(RA.target, Entity)
    practices = things(RA.practice, Practice)
    jurisdictions = things(RA.jurisdiction, Jurisdiction)
    legal_bases = things(RA.legalBasis, LegalBasis)
    instruments = things(RA.instrument, LegalInstrument)
    provisions = things(RA.provision, Provision)

    @strawberry.field(description=definition(RA.actionType))
    async def type(self, info: Info) -> ActionType | None:
        iri = self.record.one(RA.actionType)
        return wrap(await info.context.records.load(iri)) if iri else None

    @strawberry.field(description=definition(RA.amount))
    def amount(self) -> Amount | None:
        value = self.record.one(RA.amount)
        return Amount(value=Decimal(value), currency=self.record.one(RA.currency)) if value else None

    @strawberry.field(description="When it takes place, where the words say so.")
    def when(self) -> When | None:
        edtf, *days = (self.record.one(p) for p in (RA.stated, RA.earliest, RA.latest))
        earliest, latest = (date.fromisoformat(day) if day else None for day in days)
        return When(edtf=edtf, earliest=earliest, latest=latest) if edtf or earliest else None

    @strawberry.field(description=definition(RA.polarity))
    def polarity(self) -> Polarity | None:
        return member(Polarity, self.record.one(RA.polarity))

    @strawberry.field(description=definition(RA.modality))
    def modality(self) -> Modality | None:
        return member(Modality, self.record.one(RA.modality))


@strawberry.type(description=definition(RA.Claim))
class Claim(Deed):
    claimant = thing(RA.claimant, Entity)
    on_behalf_of = thing(RA.onBehalfOf, Entity)
    trigger = text(RA.trigger)
    rule = text(RA.rule)
    extractor = text(RA.extractor)

    @strawberry.field(description=definition(RA.attribution))
    def attribution(self) -> Attribution | None:
        return member(Attribution, self.record.one(RA.attribution))

    @strawberry.field(description=definition(RA.confidence))
    def confidence(self) -> float | None:
        value = self.record.one(RA.confidence)
        return float(value) if value else None

    @strawberry.field(description=definition(RA.reportedIn))
    async def article(self, info: Info) -> Article | None:
        iri = self.record.one(RA.reportedIn)
        return wrap(await info.context.records.load(iri)) if iri else None

    @strawberry.field(description=definition(RA.evidence))
    async def evidence(self, info: Info) -> list[Evidence]:
        return await passages(self.record, info, RA.claimant, RA.onBehalfOf)

    @strawberry.field(description="The action that the claim is gathered in.")
    async def action(self, info: Info) -> Action | None:
        found = await children(info, self, "?node ra:reportedBy ?parent .", pattern("ra:Action", None), "iri", 1, None)
        return next(iter(found.nodes()), None)

    @strawberry.field(description="The conflicts of which the claim is a side.")
    async def conflicts(self, info: Info, first: First = DEFAULT, after: After = None) -> Connection[Conflict]:
        return await children(info, self, "?node ra:side ?parent .", pattern("ra:Conflict", None), "iri", first, after)


@strawberry.type(description=definition(RA.Action))
class Action(Deed):
    in_response_to = things(RA.inResponseTo, Annotated["Action", strawberry.lazy(HERE)])
    reverses = things(RA.reverses, Annotated["Action", strawberry.lazy(HERE)])
    follows = things(RA.follows, Annotated["Action", strawberry.lazy(HERE)])

    @strawberry.field(description=definition(RA.status))
    def status(self) -> Status | None:
        return member(Status, self.record.one(RA.status))

    @strawberry.field(description=definition(RA.firstReported))
    def first_reported(self) -> date | None:
        day = self.record.one(RA.firstReported)
        return date.fromisoformat(day) if day else None

    @strawberry.field(description=definition(RA.sourceCount))
    def source_count(self) -> int | None:
        value = self.record.one(RA.sourceCount)
        return int(value) if value else None

    @strawberry.field(description="The claims of which the action was derived.")
    async def claims(self, info: Info, filter: ClaimFilter | None = None, first: First = DEFAULT, after: After = None) -> Connection[Claim]:
        return await children(info, self, "?parent ra:reportedBy ?node .", pattern("ra:Claim", filter), "iri", first, after)

    @strawberry.field(description="The conflicts that are about the action.")
    async def conflicts(self, info: Info, filter: ConflictFilter | None = None, first: First = DEFAULT,
                        after: After = None) -> Connection[Conflict]:
        return await children(info, self, "?node ra:concerns ?parent .", pattern("ra:Conflict", filter), "iri", first, after)


@strawberry.type(description=definition(RA.Conflict))
class Conflict(Node):
    explanation = text(RA.explanation)
    sides = things(RA.side, Claim)
    concerns = things(RA.concerns, Action)

    @strawberry.field(description=definition(RA.conflictKind))
    def kind(self) -> ConflictKind | None:
        return member(ConflictKind, self.record.one(RA.conflictKind))


@strawberry.type(description=definition(RA.Statement))
class Statement(Node):
    text = text(SCHEMA.text, "The words that were said.")
    speaker = thing(RA.speaker, Person)
    on_behalf_of = thing(RA.onBehalfOf, Entity)

    @strawberry.field(description=definition(RA.reportedIn))
    async def article(self, info: Info) -> Article | None:
        iri = self.record.one(RA.reportedIn)
        return wrap(await info.context.records.load(iri)) if iri else None

    @strawberry.field(description=definition(RA.evidence))
    async def evidence(self, info: Info) -> list[Evidence]:
        return await passages(self.record, info, RA.speaker, RA.onBehalfOf)


@strawberry.type(description=definition(RA.Article))
class Article(Node):
    title = text(SCHEMA.headline, "The headline.")
    url = text(SCHEMA.url, "Where it was published.")
    publisher = text(SCHEMA.publisher, "Who published it.")
    language = text(SCHEMA.inLanguage, "The language, as BCP 47 has it.")

    @strawberry.field(description="The people named as its authors.")
    def authors(self) -> list[str]:
        return self.record.all(SCHEMA.author)

    @strawberry.field(description="The day of publication, where it is known.")
    def published(self) -> date | None:
        day = self.record.one(SCHEMA.datePublished)
        return date.fromisoformat(day[:10]) if day else None

    @strawberry.field(description="The clean text, to which all offsets refer.")
    async def text(self, info: Info) -> str:
        return await info.context.texts.load(self.record.iri)

    @strawberry.field(description="What it reports.")
    async def claims(self, info: Info, filter: ClaimFilter | None = None, first: First = DEFAULT, after: After = None) -> Connection[Claim]:
        return await children(info, self, "?node ra:reportedIn ?parent .", pattern("ra:Claim", filter), "iri", first, after)

    @strawberry.field(description="What is quoted in it, word for word.")
    async def statements(self, info: Info, filter: StatementFilter | None = None, first: First = DEFAULT,
                         after: After = None) -> Connection[Statement]:
        return await children(info, self, "?node ra:reportedIn ?parent .", pattern("ra:Statement", filter), "iri", first, after)


BY_KIND |= {"article": Article, "claim": Claim, "action": Action, "conflict": Conflict, "statement": Statement}
