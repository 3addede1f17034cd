"""The schema. `python -m graph_api.gql.schema` writes it to `schema.graphql`; a test fails when the two differ."""
from __future__ import annotations

from pathlib import Path

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from graph_api.gql import entities, types
from graph_api.gql.query import Query

SDL = Path(__file__).with_name("schema.graphql")


class Schema(strawberry.Schema):
    """Errors are logged where they are told to the client (`problems.py`), and only those that nobody foresaw."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Nothing here."""


SCHEMA = Schema(
    query=Query, config=StrawberryConfig(sort_schema=False),
    types=[*dict.fromkeys(entities.BY_KIND.values()), entities.Regulator, types.Evidence])


def sdl() -> str:
    """The schema in GraphQL's own language."""
    return SCHEMA.as_str().strip() + "\n"


if __name__ == "__main__":
    SDL.write_text(sdl(), "utf-8")
