"""`/queries`: the catalogue of named queries, and `/queries/NAME`: one of them, with its parameters in the query string.

Formats: json, csv, tsv, xml, html, and `rq`, the SPARQL with the parameters filled in. `limit` and `offset` page through the rows.
"""
from __future__ import annotations

import json
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from graph_api import inbound, named_queries, negotiation
from graph_api.errors import ApiError, BadRequest, NotFound
from graph_api.inbound import Form
from graph_api.named_queries import RESERVED, NamedQuery
from graph_api.negotiation import HTML, Offer
from graph_api.pages import results, templates
from graph_api.store.protocol import Answer, Store

LIST = (Offer("json", "application/json"), HTML)
ROWS = (*negotiation.RESULTS, HTML, Offer("rq", "application/sparql-query"))
PAGE = 100
"""Rows of a page for people, where no limit is given."""


def router(store: Store, queries: Mapping[str, NamedQuery]) -> APIRouter:
    routes = APIRouter()

    async def catalogue(request: Request) -> Response:
        offer = negotiation.choose(request.headers.get("accept"), LIST, inbound.query_form(request).one("format"))
        if offer is HTML:
            return templates.answer(request, "queries.html", queries=queries.values())
        body = json.dumps({"queries": [described(query) for query in queries.values()]}, indent=1, ensure_ascii=False)
        return Response(body, headers={"Content-Type": "application/json", "Vary": "Accept"})

    async def run(request: Request) -> Response:
        query = find(queries, request.path_params["name"])
        form = inbound.query_form(request)
        offer = negotiation.choose(request.headers.get("accept"), ROWS, form.one("format"))
        try:
            given, limit, offset = arguments(form)
            text = named_queries.bind(query, given)
        except BadRequest as error:
            if offer is HTML:
                return templates.answer(request, "query.html", status=error.status, query=query, given=dict(form.pairs), error=error,
                                        table=None, text=query.text, seconds=0.0, links={}, downloads=[])
            raise
        if offer.format == "rq":
            return Response(named_queries.page(text, limit, offset), headers={"Content-Type": offer.content_type, "Vary": "Accept"})
        if offer is HTML:
            return await shown(request, query, given, text, limit, offset)
        found = await ask(request, named_queries.page(text, limit, offset), offer.format)
        return Response(found.body, headers={**found_headers(found), "Content-Type": offer.content_type})

    async def ask(request: Request, text: str, format: str) -> Answer:
        async with store.snapshot() as graph:
            return await inbound.unless_gone(request, graph.query(text, format))

    async def shown(request: Request, query: NamedQuery, given: dict[str, str], text: str, limit: int | None, offset: int) -> Response:
        """The page of a question: one row more than shown is asked for, so that we know whether there is a next page."""
        size = limit or PAGE
        error: ApiError | None = None
        table, seconds, headers = None, 0.0, {}
        try:
            found = await ask(request, named_queries.page(text, size + 1, offset), "json")
            table, seconds, headers = results.table(found), found.seconds, found_headers(found)
        except ApiError as raised:
            error = raised
        links = {}
        here = {**given, **({"limit": limit} if limit else {})}
        if offset:
            links["prev"] = "?" + urlencode({**here, "offset": max(0, offset - size)})
        if table and len(table.rows) > size:
            links["next"] = "?" + urlencode({**here, "offset": offset + size})
            table = results.Table(table.names, table.rows[:size], size)
        downloads = [(format, "?" + urlencode({**given, "format": format})) for format in ("json", "csv", "tsv", "xml", "rq")]
        return templates.answer(request, "query.html", status=error.status if error else 200, headers=headers, query=query, given=given,
                                error=error, table=table, text=text, seconds=seconds, links=links, downloads=downloads)

    routes.add_route("/queries", catalogue, methods=["GET", "HEAD"], include_in_schema=False)
    routes.add_route("/queries/{name}", run, methods=["GET", "HEAD"], include_in_schema=False)
    return routes


def found_headers(found: Answer) -> dict[str, str]:
    return {"Vary": "Accept", "Server-Timing": f"query;dur={found.seconds * 1000:.1f}", "X-Release": found.release}


def find(queries: Mapping[str, NamedQuery], name: str) -> NamedQuery:
    if name in queries:
        return queries[name]
    near = get_close_matches(name, queries, 3)
    hint = f"Did you mean {' or '.join(near)}?" if near else "GET /queries lists those there are."
    raise NotFound(f"There is no question {name!r}. {hint}", near=near)


def arguments(form: Form) -> tuple[dict[str, str], int | None, int]:
    """(parameters, limit, offset) of a request; raises BadRequest for one that is repeated or no number."""
    given = {name: form.one(name) or "" for name in dict.fromkeys(key for key, _ in form.pairs) if name not in RESERVED}
    limit, offset = (named_queries.number(name, form.one(name)) for name in ("limit", "offset"))
    return {name: value for name, value in given.items() if value.strip()}, limit, offset or 0


def described(query: NamedQuery) -> dict[str, Any]:
    parameters = [{"name": p.name, "type": p.type, "about": p.about, "example": p.example, **({"kind": p.kind} if p.kind else {})}
                  for p in query.parameters]
    return {"name": query.name, "url": f"/queries/{query.name}", "summary": query.summary, "answers": query.answers,
            "parameters": parameters}


def openapi(queries: Mapping[str, NamedQuery]) -> dict[str, Any]:
    """One operation for each question."""
    schemas = {"iri": {"type": "string"}, "text": {"type": "string"}, "date": {"type": "string", "format": "date"},
               "integer": {"type": "integer"}}
    answers = {"200": {"description": "The rows.", "content": {offer.media_type: {} for offer in ROWS}},
               "default": {"description": "What went wrong.", "content": {"application/problem+json": {}}}}
    paging = [{"name": name, "in": "query", "schema": {"type": "integer", "minimum": 0}, "description": f"{name.title()} of rows."}
              for name in ("limit", "offset")]
    return {f"/queries/{q.name}": {"get": {
        "summary": q.summary, "description": q.answers, "responses": answers, "operationId": f"query_{q.name}", "tags": ["questions"],
        "parameters": [{"name": p.name, "in": "query", "description": p.about, "example": p.example, "schema": schemas[p.type]}
                       for p in q.parameters] + paging}} for q in queries.values()}
