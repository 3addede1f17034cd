"""`/sparql`: the SPARQL 1.1 Protocol for queries.

GET, POST with a form, POST and QUERY with the query as body; the dataset by `default-graph-uri` and `named-graph-uri`; formats by
Accept or `format=`. Without a query: the service description, or a page to type one in for people. Updates are refused.
Relative IRIs of a query are resolved against the address of our things, so that `<organization/gb-ico>` is one of them.
"""
from __future__ import annotations

import json
import re
from collections.abc import Hashable
from dataclasses import dataclass

from fastapi import Request, Response

from graph_api import guard, inbound, negotiation
from graph_api.cache import Cache, Entry, Flights, entity_tag, matches
from graph_api.clients import CLIENT
from graph_api.description import Descriptions
from graph_api.errors import BadRequest, MethodNotAllowed, Refused, TooManyRequests, UnsupportedMediaType
from graph_api.inbound import Form
from graph_api.pages import results
from graph_api.settings import Settings
from graph_api.spool import SpooledResponse
from graph_api.store.protocol import Answer, Dataset, Store

NAME = "regatlas.request"
"""Where the bytes that a request is known by stand in its scope (see `front.py`)."""
HIT = {"Server-Timing": 'cache;desc="hit"'}
ROWS = (*negotiation.RESULTS, negotiation.HTML)
METHODS = ("GET", "HEAD", "POST", "QUERY", "OPTIONS")
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
DATASET = ("default-graph-uri", "named-graph-uri")
READ_ONLY = "This server only answers questions; updates are refused. Data comes in by `regatlas ingest`."
IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of the protocol, decoded; `query` is None where there was none."""

    query: str | None
    dataset: Dataset
    format: str | None
    explain: bool = False


async def decode(request: Request, settings: Settings) -> Asked:
    """SPARQL 1.1 Protocol §2.1. Raises BadRequest, Refused, RequestTimeout, TooLarge or UnsupportedMediaType."""
    url = inbound.query_form(request)
    if request.method in ("GET", "HEAD"):
        return asked(url)
    kind, charset = inbound.media_type(request)
    if kind == UPDATE:
        raise Refused(READ_ONLY)
    if kind not in (FORM, QUERY):
        given = f"Content-Type is {kind}" if kind else "There is no Content-Type"
        raise UnsupportedMediaType(f"{given}; expected {FORM} or {QUERY}.", headers={"Accept": f"{FORM}, {QUERY}"})
    if charset != "utf-8":
        raise UnsupportedMediaType(f"The charset {charset} is not read; expected utf-8.")
    raw = await inbound.body(request, settings.max_body, settings.body_seconds)
    if url.all("query"):
        raise BadRequest("The query stands in the URL of a request that has a body; it belongs in the body.", parameter="query")
    beside = [(name, value) for name, value in url.pairs if name in (*DATASET, "format", "explain", "update")]
    return asked(Form((Form.parse(raw).pairs if kind == FORM else [("query", inbound.text(raw))]) + beside))


def asked(form: Form) -> Asked:
    if form.all("update") or form.all("using-graph-uri") or form.all("using-named-graph-uri"):
        raise Refused(READ_ONLY)
    default, named = (form.all(name) for name in DATASET)
    for iri in (*default, *named):
        absolute(iri, DATASET[iri not in default])
    dataset = Dataset(default, named) if default or named else Dataset()
    return Asked(form.one("query"), dataset, negotiation.one_format(form.all("format")), form.one("explain") in ("1", "true"))


def absolute(iri: str, parameter: str) -> str:
    """An IRI that names a graph. Raises BadRequest for what is no absolute IRI, and Refused for a file."""
    if not IRI.fullmatch(iri):
        raise BadRequest(f"{iri!r} is not an absolute IRI; a graph of the dataset is named by one.", parameter=parameter)
    if iri.lower().startswith("file:"):
        raise Refused(guard.NO_FILE)
    return iri


class Sparql:
    """The endpoint. What it answers to a question goes into the cache, and comes from there when the same is asked in another way."""

    def __init__(self, settings: Settings, store: Store, descriptions: Descriptions, cache: Cache) -> None:
        self.settings, self.store, self.descriptions, self.cache = settings, store, descriptions, cache
        self.flights: Flights[Answer] = Flights()

    async def __call__(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(METHODS), "Accept-Post": f"{FORM}, {QUERY}",
                                                      "Accept-Query": f'"{QUERY}", "{FORM}"'})
        if request.method not in METHODS:
            raise MethodNotAllowed.of(request.method, "/sparql", METHODS)
        given = await decode(request, self.settings)
        if given.query is not None:
            return await self.answer(request, guard.check(given.query, self.settings), given)
        if request.method in ("POST", "QUERY"):
            raise BadRequest("The form has no parameter query.", parameter="query")
        offer = negotiation.choose(negotiation.accepted(request), (*negotiation.GRAPHS, negotiation.HTML), given.format)
        if offer is negotiation.HTML:
            return results.form(request)
        return await self.descriptions.answer(request, offer)

    async def answer(self, request: Request, query: guard.Checked, given: Asked) -> Response:
        """Evaluate a checked query in the format that the client wants."""
        if given.explain:
            return await self.explained(request, query, given.dataset)
        offers = ROWS if query.kind in ("SELECT", "ASK") else negotiation.GRAPHS
        offer = negotiation.choose(negotiation.accepted(request), offers, given.format)
        if offer is negotiation.HTML:
            found = await self.ask(request, query, given.dataset, "json", spool=False)
            return results.page(request, query.text, found, {"Vary": "Accept", "X-Release": found.release, "Server-Timing": timing(found)})
        release = self.store.release().id
        asked = (release, query.text, given.dataset, offer.media_type)
        headers = {"Content-Type": offer.content_type, "Vary": "Accept", "X-Release": release, "Cache-Control": "no-store"}
        if not query.changing:
            headers.update({"ETag": entity_tag(*asked), "Cache-Control": self.keeping})
            if (known := request.headers.get("if-none-match")) and matches(known, headers["ETag"]):
                return Response(status_code=304, headers=headers)
            if entry := self.cache.at(release).get(asked, request.scope.get(NAME)):
                return Response(entry.body, headers={**headers, **HIT})
        if query.changing:
            found = await self.ask(request, query, given.dataset, offer.format, spool=True)
        else:
            found = await self.ask_together(request, query, given.dataset, offer.format, asked)
        if found.release != release:                         # a new one came in between
            headers.update({"X-Release": found.release, **({} if query.changing else {"ETag": entity_tag(found.release, *asked[1:])})})
        if found.file:
            return SpooledResponse(found.file, {**headers, "Server-Timing": timing(found)})
        if not query.changing and found.release == release and self.cache.takes(len(found.body)):
            kept = Response(found.body, headers={**headers, **HIT}).raw_headers
            brief = Response(status_code=304, headers={**headers, **HIT}).raw_headers
            self.cache.put(release, asked, Entry(headers["ETag"], kept, brief, found.body), request.scope.get(NAME))
        return Response(found.body, headers={**headers, "Server-Timing": timing(found)})

    async def explained(self, request: Request, query: guard.Checked, dataset: Dataset) -> Response:
        """What the query is and costs, as JSON; it is evaluated for that, under the same limits."""
        async with self.store.snapshot() as graph:
            found = await inbound.unless_gone(request, graph.query(query.text, "json", dataset, guess=query.guess, explain=True))
        about = {"release": found.release, "guess": query.guess, "seconds waiting": round(found.waited, 6), **json.loads(found.body)}
        return Response(json.dumps(about, indent=1, ensure_ascii=False) + "\n", headers={
            "Content-Type": "application/json", "Cache-Control": "no-store", "X-Release": found.release, "Server-Timing": timing(found)})

    async def ask(self, request: Request, query: guard.Checked, dataset: Dataset, format: str, *, spool: bool) -> Answer:
        async with self.store.snapshot() as graph:
            return await inbound.unless_gone(request, graph.query(query.text, format, dataset, guess=query.guess, spool=spool))

    async def ask_together(self, request: Request, query: guard.Checked, dataset: Dataset, format: str, asked: Hashable) -> Answer:
        """As `ask`; whoever asks the same at the same time shares the answer, unless it is a file or the share of another client is used up."""

        async def begin() -> Answer:
            async with self.store.snapshot() as graph:
                return await graph.query(query.text, format, dataset, guess=query.guess, spool=True)

        try:
            found, first = await inbound.unless_gone(request, self.flights.join(asked, begin))
            if first or not found.file:
                return found
        except TooManyRequests as error:
            if error.members.get("client") in (None, CLIENT.get()):
                raise
        return await self.ask(request, query, dataset, format, spool=True)

    @property
    def keeping(self) -> str:
        """Cache-Control of an answer: a client may keep it, and asks whether there is a new release."""
        return f"public, max-age={self.settings.max_age}" if self.settings.max_age else "public, no-cache"


def timing(found: Answer) -> str:
    """Server-Timing (W3C): waiting for an evaluator, evaluating and writing, in milliseconds."""
    return f"wait;dur={found.waited * 1000:.1f}, query;dur={found.seconds * 1000:.1f}"


def _parameter(name: str, about: str, *, repeat: bool = False) -> dict[str, object]:
    schema: dict[str, object] = {"type": "array", "items": {"type": "string"}} if repeat else {"type": "string"}
    return {"name": name, "in": "query", "description": about, "schema": schema}


_RESPONSES = {"200": {"description": "The complete answer.",
                      "content": {offer.media_type: {} for offer in (*negotiation.RESULTS, *negotiation.GRAPHS)}},
              "default": {"description": "What went wrong.", "content": {"application/problem+json": {}}}}
OPENAPI = {"/sparql": {
    "get": {"summary": "Ask in SPARQL 1.1", "responses": _RESPONSES, "parameters": [
        _parameter("query", "The query; without it the service description is sent."),
        _parameter("default-graph-uri", "A graph of the default graph.", repeat=True),
        _parameter("named-graph-uri", "A graph that GRAPH can name.", repeat=True),
        _parameter("format", "json, xml, csv, tsv; turtle, ntriples, rdfxml, jsonld, trig, nquads. Wins over Accept."),
        _parameter("explain", "1: instead of the answer its algebra, the time in each phase and the number of rows, as JSON."),
    ]},
    "post": {"summary": "Ask in SPARQL 1.1, the query in the body", "responses": _RESPONSES,
             "requestBody": {"required": True, "content": {QUERY: {"schema": {"type": "string"}}, FORM: {"schema": {"type": "object"}}}}},
}}
