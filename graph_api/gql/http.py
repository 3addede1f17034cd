"""GraphQL over HTTP (the draft of the GraphQL Foundation): POST with application/json, GET for queries, a page for people.

The media type of the answer decides the status of a request that is well-formed HTTP and cannot be executed (a syntax or validation
error): 400, and 200 only for a client that names `application/json` in Accept, as the draft asks for the sake of old clients. A body that
is no JSON, or is not a GraphQL request, is 400 for everybody. Errors of the store in single fields leave the status at 200, as the
specification has it.
"""
from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from graphql import DocumentNode, GraphQLError, GraphQLSyntaxError, OperationDefinitionNode

from graph_api import errors, inbound, negotiation
from graph_api.gql import limits
from graph_api.gql.loading import Loaders
from graph_api.gql.problems import formatted, problem
from graph_api.gql.schema import SCHEMA, sdl
from graph_api.inbound import Form
from graph_api.negotiation import HTML, Offer
from graph_api.pages import templates
from graph_api.settings import Settings
from graph_api.store.protocol import Store

RESPONSE = Offer("json", "application/graphql-response+json")
JSON = Offer("json", "application/json")
OFFERS = (JSON, RESPONSE, HTML)
METHODS = ("GET", "POST", "OPTIONS")
EXAMPLE = """{
  actions(first: 5, filter: {type: [CORRECTIVE_ACTION]}) {
    totalCount
    nodes {
      type { name } actors { name } targets { name } status when { edtf }
      claims { nodes { evidence { quote page article { title published } } } }
    }
  }
}
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A GraphQL request: document, variables, and which of its operations."""

    query: str
    variables: dict[str, Any] | None
    operation: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """What is sent: a status of its own for requests that could not be executed."""

    body: dict[str, Any]
    status: int = 200


class Unreadable(Exception):
    """The request is not a GraphQL request; the error says why, with locations where there are any."""

    def __init__(self, error: GraphQLError, status: int = 400, locations: list[dict[str, int]] | None = None,
                 headers: dict[str, str] | None = None) -> None:
        self.error, self.status, self.headers = error, status, headers or {}
        self.body = {"errors": [formatted(error, "BAD_REQUEST") | ({"locations": locations} if locations else {})]}


def bad(message: str, code: str = "BAD_REQUEST", **more: Any) -> Unreadable:
    return Unreadable(problem(code, message), **more)


async def decode(request: Request, settings: Settings) -> Asked | None:
    """The request; None for a GET without a query. Raises Unreadable, or TooLarge for a body over its bound."""
    if request.method == "GET":
        form = inbound.query_form(request)
        if form.one("query") is None and not form.all("variables"):
            return None
        return asked({**only(form, "query"), **only(form, "operationName"), **{k: document(v) for k, v in only(form, "variables").items()}})
    kind, charset = inbound.media_type(request)
    if kind != "application/json":
        raise bad(f"Content-Type is {kind or 'missing'}; expected application/json.", status=415, headers={"Accept": "application/json"})
    if charset != "utf-8":
        raise bad(f"The charset {charset} is not read; expected utf-8.", status=415)
    raw = await inbound.body(request, settings.max_body)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise bad(f"The body is not UTF-8: byte {error.start} cannot stand there.", "BAD_JSON") from error
    return asked(document(text))


def only(form: Form, name: str) -> dict[str, str]:
    value = form.one(name)
    return {} if value is None or value == "" else {name: value}


def document(text: str) -> Any:
    """JSON. Raises Unreadable with line and column."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        raise bad(f"The JSON cannot be read: {error.msg}.", "BAD_JSON", locations=[place]) from error
    except (RecursionError, ValueError) as error:
        raise bad("The JSON is nested too deeply or has a number that is too long.", "BAD_JSON") from error


def asked(given: Any) -> Asked:
    if isinstance(given, list):
        raise bad("A list of requests was sent; send them one by one, or ask for several things in one document.")
    if not isinstance(given, dict):
        raise bad('Expected a JSON object with a text "query".')
    query, variables, operation, extensions = (given.get(key) for key in ("query", "variables", "operationName", "extensions"))
    if not isinstance(query, str):
        raise bad('Expected a text under "query".')
    for name, value, kind, said in (("variables", variables, dict, "an object"), ("operationName", operation, str, "a text"),
                                    ("extensions", extensions, dict, "an object")):
        if value is not None and not isinstance(value, kind):
            raise bad(f'Expected {said} under "{name}".')
    return Asked(query, variables, operation)


async def execute(given: Asked, store: Store, settings: Settings) -> Result:
    """Run one request on one snapshot of the release."""
    try:
        chosen(limits.check(given.query, given.variables, settings), given.operation)
    except GraphQLSyntaxError as error:
        return Result({"errors": [formatted(error, "SYNTAX")]}, 400)
    except GraphQLError as error:
        return Result({"errors": [formatted(error, "INVALID")]}, 400)
    async with store.snapshot() as graph:
        result = await SCHEMA.execute(given.query, variable_values=given.variables, operation_name=given.operation,
                                      context_value=Loaders(graph, settings))
    found = [formatted(error, "INVALID" if error.path is None else "BAD_REQUEST") for error in result.errors or ()]
    if found and result.data is None and all("path" not in error for error in found):
        return Result({"errors": found}, 400)
    return Result(({"errors": found} if found else {}) | {"data": result.data})


def chosen(document: DocumentNode, operation: str | None) -> None:
    """GraphQL §6.1: the operation to run must be named when there are several, and must be there. Raises a GraphQL error."""
    names = [node.name.value if node.name else "" for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if operation is None and len(names) > 1:
        raise problem("INVALID", f"The document has {len(names)} operations; say which under operationName: {', '.join(names)}.")
    if operation is not None and operation not in names:
        raise problem("INVALID", f"The document has no operation {operation!r}; it has {', '.join(filter(None, names)) or 'one without a name'}.")


def router(settings: Settings, store: Store) -> APIRouter:
    routes = APIRouter()

    async def graphql(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
        accept = request.headers.get("accept")
        offer = negotiation.choose(accept, OFFERS if request.method == "GET" else OFFERS[:2])
        try:
            given = await decode(request, settings)
            if given is None and offer is HTML:
                return templates.answer(request, "graphql.html", text=EXAMPLE, answered="")
            if given is None:
                raise bad("There is no query; GET /graphql/schema.graphql shows what can be asked.")
            result = await inbound.unless_gone(request, execute(given, store, settings))
        except Unreadable as unreadable:
            return sent(JSON if offer is HTML else offer, unreadable.body, unreadable.status, unreadable.headers)
        except errors.ApiError as error:
            failed = GraphQLError(error.detail, original_error=error)
            return sent(JSON if offer is HTML else offer, {"errors": [formatted(failed, "")]}, error.status, error.headers)
        if offer is HTML:
            answered = json.dumps(result.body, indent=2, ensure_ascii=False)
            return templates.answer(request, "graphql.html", text=given.query, answered=answered)
        lenient = offer is JSON and any((r.type, r.subtype) == ("application", "json") for r in negotiation.parse_accept(accept or ""))
        return sent(offer, result.body, 200 if lenient else result.status, {})

    async def schema(request: Request) -> Response:
        return Response(sdl(), media_type="text/plain; charset=utf-8")

    routes.add_route("/graphql", graphql, methods=METHODS, include_in_schema=False)
    routes.add_route("/graphql/schema.graphql", schema, methods=["GET"], include_in_schema=False)
    return routes


def sent(offer: Offer, body: dict[str, Any], status: int, headers: dict[str, str]) -> Response:
    packed = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Response(packed, status, {**headers, "Content-Type": f"{offer.media_type}; charset=utf-8", "Vary": "Accept"})


OPENAPI = {"/graphql": {"post": {
    "summary": "Ask in GraphQL", "description": "The schema is at /graphql/schema.graphql.",
    "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object", "required": ["query"], "properties": {
        "query": {"type": "string"}, "variables": {"type": "object"}, "operationName": {"type": "string"}}},
        "example": {"query": EXAMPLE}}}},
    "responses": {"200": {"description": "data and errors", "content": {"application/json": {}, "application/graphql-response+json": {}}},
                  "400": {"description": "The request cannot be read, or does not fit the schema."}}}}}
