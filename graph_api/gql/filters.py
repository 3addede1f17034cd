"""What can be asked for: the input types, and the SPARQL patterns on ?node that they become.

Every value reaches the query as a term. Conditions are joined by and; the values of one condition by or.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count

import strawberry
from pyoxigraph import Literal

from graph_api import asking
from graph_api.gql.definitions import definition
from graph_api.gql.enums import ActionTypeName, Attribution, ConflictKind, Modality, Polarity, Status, narrower
from graph_api.gql.problems import problem
from ontology import iris
from ontology.errors import InvalidIri
from ontology.vocab import RA, XSD

Ids = list[strawberry.ID] | None


def any_of(about: str) -> str:
    return f"{about} Any of the given ones, by IRI or short id."


@strawberry.input(description="Conditions on articles.")
class ArticleFilter:
    publisher: list[str] | None = strawberry.field(default=None, description="Any of these publishers, exactly as named.")
    published_from: date | None = strawberry.field(default=None, description="Published on this day or later.")
    published_to: date | None = strawberry.field(default=None, description="Published on this day or before.")
    mentions: Ids = strawberry.field(default=None, description=any_of("Speaks of an organization."))
    text: str | None = strawberry.field(default=None, description="Words of the headline or the text, in any case.")


KNOWN_BY = "Known by this day: the articles that bear it out had appeared. (Fields say what is known today.)"


@strawberry.input
class DeedFilter:
    """What conditions on actions and on claims have in common; no type of the schema."""

    type: list[ActionTypeName] | None = strawberry.field(
        default=None, description="Any of these types or, unless told otherwise, of types below them.")
    include_narrower: bool = strawberry.field(default=True, description="Whether the types below the given ones count.")
    actor: Ids = strawberry.field(default=None, description=any_of(definition(RA.actor)))
    target: Ids = strawberry.field(default=None, description=any_of(definition(RA.target)))
    jurisdiction: Ids = strawberry.field(default=None, description=any_of(definition(RA.jurisdiction)))
    legal_basis: Ids = strawberry.field(default=None, description=any_of(definition(RA.legalBasis)))
    instrument: Ids = strawberry.field(default=None, description=any_of(definition(RA.instrument)))
    practice: Ids = strawberry.field(default=None, description=any_of(definition(RA.practice)))
    polarity: list[Polarity] | None = strawberry.field(default=None, description=definition(RA.polarity))
    modality: list[Modality] | None = strawberry.field(default=None, description=definition(RA.modality))
    from_: date | None = strawberry.field(
        default=None, name="from", description="Can have taken place on this day or later; undated ones drop out.")
    to: date | None = strawberry.field(default=None, description="Can have taken place on this day or before; undated ones drop out.")
    text: str | None = strawberry.field(default=None, description="Words of a sentence that reports it, in any case.")
    as_of: date | None = strawberry.field(default=None, description=KNOWN_BY)


@strawberry.input(description="Conditions on actions.")
class ActionFilter(DeedFilter):
    status: list[Status] | None = strawberry.field(default=None, description=definition(RA.status))


@strawberry.input(description="Conditions on claims.")
class ClaimFilter(DeedFilter):
    attribution: list[Attribution] | None = strawberry.field(default=None, description=definition(RA.attribution))
    article: Ids = strawberry.field(default=None, description=any_of(definition(RA.reportedIn)))


@strawberry.input(description="Conditions on conflicts.")
class ConflictFilter:
    kind: list[ConflictKind] | None = strawberry.field(default=None, description=definition(RA.conflictKind))
    party: Ids = strawberry.field(default=None, description=any_of("Acts, or is acted upon, by one of the sides."))
    as_of: date | None = strawberry.field(default=None, description=KNOWN_BY)


@strawberry.input(description="Conditions on statements.")
class StatementFilter:
    on_behalf_of: Ids = strawberry.field(default=None, description=any_of(definition(RA.onBehalfOf)))
    text: str | None = strawberry.field(default=None, description="Words of the quotation, in any case.")


@strawberry.input(description="Conditions on organizations and regulators.")
class OrganizationFilter:
    country: Ids = strawberry.field(default=None, description=any_of(definition(RA.country)))
    text: str | None = strawberry.field(default=None, description="A part of a name or acronym, in any case.")


KINDS = {"actor": "organization", "target": "organization", "jurisdiction": "jurisdiction", "legal_basis": "legal-basis",
         "instrument": "instrument", "practice": "practice",
         "article": "article", "on_behalf_of": "organization", "party": "organization", "mentions": "organization",
         "country": "jurisdiction"}
PATHS = {"actor": "ra:actor", "target": "ra:target", "jurisdiction": "ra:jurisdiction", "legal_basis": "ra:legalBasis",
         "instrument": "ra:instrument", "practice": "ra:practice",
         "article": "ra:reportedIn", "on_behalf_of": "ra:onBehalfOf", "party": "ra:side/(ra:actor|ra:target)",
         "mentions": "schema:mentions", "country": "ra:country", "polarity": "ra:polarity", "modality": "ra:modality",
         "attribution": "ra:attribution",
         "status": "ra:status", "kind": "ra:conflictKind"}
TEXTS = {"ArticleFilter": "schema:headline|schema:articleBody", "ActionFilter": "ra:reportedBy/ra:evidence/oa:hasSelector/oa:exact",
         "ClaimFilter": "ra:evidence/oa:hasSelector/oa:exact", "StatementFilter": "schema:text",
         "OrganizationFilter": "skos:prefLabel|skos:altLabel|ra:acronym"}
Filter = ArticleFilter | ActionFilter | ClaimFilter | ConflictFilter | StatementFilter | OrganizationFilter


def pattern(kind: str, filter: Filter | None) -> str:
    """The pattern of ?node for a class (as `ra:Claim`) and a filter."""
    return " ".join((f"?node a {kind} .", *(_conditions(filter) if filter else ())))


def resolve(kind: str, id: str) -> str:
    """The IRI of an id argument: an IRI as it is, a short id as a thing of `kind`. Raises a GraphQL error."""
    try:
        found = id if id.startswith(("https://", "http://")) else iris.mint(kind, id)
        asking.iri(found)
    except (InvalidIri, ValueError) as error:
        raise problem("BAD_ID", f"{id!r} is neither an IRI nor a short id: {error}") from error
    return found


def _conditions(filter: Filter) -> Iterator[str]:
    names = (f"?f{number}" for number in count())
    for field, path in PATHS.items():
        given = getattr(filter, field, None)
        if given is not None:
            found = [resolve(KINDS[field], id) for id in given] if field in KINDS else [member.value for member in given]
            yield _any(path, found, next(names))
    types = getattr(filter, "type", None)
    if types is not None:
        found = [member.value for member in types]
        yield _any("ra:actionType", narrower(found) if getattr(filter, "include_narrower", True) else found, next(names))
    if isinstance(filter, ArticleFilter):
        yield from _range(filter.published_from, filter.published_to, "schema:datePublished", "schema:datePublished")
        if filter.publisher is not None:
            name = next(names)
            yield f"VALUES {name} {{ {' '.join(asking.text(p) for p in filter.publisher)} }} ?node schema:publisher {name} ."
    if isinstance(filter, ActionFilter | ClaimFilter):
        yield from _range(filter.from_, filter.to, "ra:latest", "ra:earliest")
    if as_of := getattr(filter, "as_of", None):
        yield f"?node ra:knownSince ?known . FILTER (?known <= {Literal(as_of.isoformat(), datatype=XSD.date)})"
    if text := getattr(filter, "text", None):
        path = TEXTS[type(filter).__name__]
        yield f"FILTER EXISTS {{ ?node {path} ?words FILTER (CONTAINS(LCASE(STR(?words)), {asking.text(text.lower())})) }}"


def _any(path: str, found: Iterable[str], name: str) -> str:
    return f"VALUES {name} {{ {asking.iris_of(found)} }} ?node {path} {name} ."


def _range(start: date | None, end: date | None, last: str, first: str) -> Iterator[str]:
    """What overlaps the days `start` to `end`, both included; `last` and `first` are the properties of its own bounds."""
    if start and end and start > end:
        raise problem("BAD_RANGE", f"The range begins on {start} and ends on {end}; expected the earlier day first.")
    if start:
        yield f"?node {last} ?lastDay . FILTER (?lastDay >= {Literal(start.isoformat(), datatype=XSD.date)})"
    if end:
        yield f"?node {first} ?firstDay . FILTER (?firstDay <= {Literal(end.isoformat(), datatype=XSD.date)})"
