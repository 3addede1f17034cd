"""Relay connections: pages of `first` items `after` an opaque cursor, totals only when they are asked for.

A cursor holds the place of an item in the order (its key and IRI), not its number, so it stays good when a new release brings other
items before it. Relay Cursor Connections Specification, forward paging.
"""
from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Generic, NamedTuple, TypeVar

import strawberry

from graph_api import asking
from graph_api.gql.problems import problem

T = TypeVar("T")
DEFAULT = 20


class Cursor(NamedTuple):
    """A place in an order."""

    key: str
    iri: str

    def encode(self) -> str:
        return base64.urlsafe_b64encode(json.dumps(self, ensure_ascii=False, separators=(",", ":")).encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> Cursor:
        """Raises a GraphQL error for what `encode` did not make."""
        try:
            key, iri = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            if not isinstance(key, str) or not isinstance(iri, str):
                raise ValueError
            asking.iri(iri)
            asking.text(key)
        except (ValueError, TypeError, binascii.Error, UnicodeError, RecursionError) as error:
            raise problem("BAD_CURSOR", f"{text[:60]!r} is no cursor; pass an endCursor of an earlier page, or leave after out.") from error
        return cls(key, iri)


@dataclass(frozen=True, slots=True)
class Order:
    """A stable order of ?node: a pattern that binds ?key, and its direction; equal keys go by IRI."""

    key: str
    newest_first: bool

    @property
    def by(self) -> str:
        return f"ORDER BY {'DESC(?key)' if self.newest_first else '?key'} ?node"

    def after(self, cursor: Cursor | None) -> str:
        if cursor is None:
            return ""
        beyond, key, iri = "<" if self.newest_first else ">", asking.text(cursor.key), asking.text(cursor.iri)
        return f"FILTER (?key {beyond} {key} || (?key = {key} && STR(?node) > {iri}))"


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type(description="An item of a page, with its place in the list.")
class Edge(Generic[T]):
    cursor: str = strawberry.field(description="Pass it as `after` to go on behind this item.")
    node: T


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    page_info: PageInfo
    edges: list[Edge[T]]
    count: strawberry.Private[Callable[[], Awaitable[int]]]

    @strawberry.field(description="The items of the page, without their cursors.")
    def nodes(self) -> list[T]:
        return [edge.node for edge in self.edges]

    @strawberry.field(description="How many items the whole list has; counted only when asked for.")
    async def total_count(self) -> int:
        return await self.count()


First = Annotated[int, strawberry.argument(description="Items of the page.")]
After = Annotated[str | None, strawberry.argument(description="The cursor behind which the page begins.")]


def bounded(first: int, most: int) -> int:
    """`first` as given. Raises a GraphQL error outside 0..most."""
    if not 0 <= first <= most:
        raise problem("OVER_LIMIT", f"first is {first}; the limit max_page allows 0 to {most}. Page with after: endCursor.",
                      limit="max_page", allowed=most)
    return first


def connection(found: list[Cursor], nodes: list[T], first: int, after: Cursor | None, count: Callable[[], Awaitable[int]]) -> Connection[T]:
    """A page from its keys (one more than shown, when there is a next page) and the nodes of those shown."""
    shown = found[:first]
    edges = [Edge(cursor=place.encode(), node=node) for place, node in zip(shown, nodes, strict=True)]
    info = PageInfo(has_next_page=len(found) > first, has_previous_page=after is not None,
                    start_cursor=edges[0].cursor if edges else None, end_cursor=edges[-1].cursor if edges else None)
    return Connection(page_info=info, edges=edges, count=count)
