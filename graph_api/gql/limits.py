"""Bounds on a GraphQL document, before it is validated: tokens, nesting, depth, aliases, and how many things it could ask for.

The last is the cost, an upper bound made of the pages: `actions(first: 50) { nodes { claims(first: 20) … } }` can give 50 actions with
20 claims each. (What an answer really holds is bounded while it is made, see `loading.py`.) Fragments are measured once, so that fragments
of fragments cost no more than their text.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    Source,
    TokenKind,
    VariableNode,
    build_schema,
    get_named_type,
    parse,
)
from graphql.language.lexer import Lexer

from graph_api.gql.paging import DEFAULT
from graph_api.gql.problems import problem
from graph_api.gql.schema import sdl
from graph_api.settings import Settings

NESTING = 60
"""Brackets of any kind inside each other; graphql-core's parser recurses."""
INTROSPECTION_DEPTH = 20
OPEN = {TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L}
CLOSE = {TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R}


@dataclass(frozen=True, slots=True)
class Measure:
    depth: int = 0
    aliases: int = 0
    cost: int = 0
    introspection: int = 0

    def beside(self, other: Measure) -> Measure:
        return Measure(max(self.depth, other.depth), self.aliases + other.aliases, self.cost + other.cost,
                       max(self.introspection, other.introspection))


@cache
def schema() -> GraphQLSchema:
    return build_schema(sdl())


def check(text: str, variables: Mapping[str, Any] | None, settings: Settings) -> DocumentNode:
    """The parsed document. Raises GraphQLSyntaxError with locations, or a GraphQL error that names the limit."""
    source, count, nesting = Source(text), 0, 0
    lexer = Lexer(source)
    while (token := lexer.advance()).kind is not TokenKind.EOF:
        count += 1
        nesting += (token.kind in OPEN) - (token.kind in CLOSE)
        bound("max_graphql_tokens", settings.max_graphql_tokens, count)
        bound("nesting of brackets", NESTING, nesting)
    document = parse(source, no_location=False)
    measured = measure(document, variables or {})
    bound("max_graphql_depth", settings.max_graphql_depth, measured.depth)
    bound("depth of introspection", INTROSPECTION_DEPTH, measured.introspection)
    bound("max_graphql_aliases", settings.max_graphql_aliases, measured.aliases)
    bound("max_graphql_cost", settings.max_graphql_cost, measured.cost)
    return document


def bound(limit: str, allowed: int, given: int) -> None:
    if given > allowed:
        raise problem("OVER_LIMIT", f"The limit {limit} allows {allowed:,}; the document has {given:,}. Ask for less at a time.",
                      limit=limit, allowed=allowed, given=given)


def measure(document: DocumentNode, variables: Mapping[str, Any]) -> Measure:
    """All operations of a document together; fragments in circles count once (validation refuses them)."""
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    known: dict[str, Measure] = {}

    def selections(node: SelectionSetNode | None, parent: GraphQLNamedType | None) -> Measure:
        total = Measure()
        for selection in node.selections if node else ():
            match selection:
                case FieldNode():
                    total = total.beside(field(selection, parent))
                case InlineFragmentNode():
                    on = selection.type_condition
                    total = total.beside(selections(selection.selection_set, schema().get_type(on.name.value) if on else parent))
                case FragmentSpreadNode():
                    total = total.beside(spread(selection.name.value))
        return total

    def spread(name: str) -> Measure:
        if name not in known:
            known[name] = Measure()
            if fragment := fragments.get(name):
                known[name] = selections(fragment.selection_set, schema().get_type(fragment.type_condition.name.value))
        return known[name]

    def field(node: FieldNode, parent: GraphQLNamedType | None) -> Measure:
        definition = getattr(parent, "fields", {}).get(node.name.value)
        type = get_named_type(definition.type) if definition else None
        below = selections(node.selection_set, type)
        alias = 1 if node.alias else 0
        if node.name.value.startswith("__") or parent is None:
            return Measure(0, below.aliases + alias, below.cost, 1 + max(below.introspection, below.depth))
        times = size(node) if type is not None and type.name.endswith("Connection") else 1
        own = 1 if node.selection_set and times == 1 else 0
        return Measure(1 + below.depth, below.aliases + alias, own + times * below.cost, below.introspection)

    def size(node: FieldNode) -> int:
        for argument in node.arguments or ():
            if argument.name.value == "first":
                value = argument.value
                given = variables.get(value.name.value, DEFAULT) if isinstance(value, VariableNode) else None
                if isinstance(value, IntValueNode):
                    return max(0, int(value.value))
                return given if isinstance(given, int) and given > 0 else DEFAULT
        return DEFAULT

    total = Measure()
    for operation in document.definitions:
        if isinstance(operation, OperationDefinitionNode):
            total = total.beside(selections(operation.selection_set, schema().query_type))
    return total
