"""`/graphs`: the reading half of the SPARQL 1.1 Graph Store HTTP Protocol.

    /graphs?default             the default graph
    /graphs?graph=IRI           a named graph (indirect identification, §4.2)
    /graphs/id/article/KEY      the same by its place below https://w3id.org/regatlas/ (direct identification, §4.1)

GET and HEAD; what would change a graph is 405. Every article is a graph of its own; `/graphs/graph/derived` holds actions and conflicts.
"""
from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from graph_api import inbound, negotiation
from graph_api.asking import iri
from graph_api.errors import BadRequest, MethodNotAllowed, NotFound
from graph_api.sparql import absolute
from graph_api.spool import SpooledResponse
from graph_api.store.protocol import Store
from ontology import iris

METHODS = ("GET", "HEAD", "OPTIONS")
ROOT = iris.BASE.removesuffix("id/")
KEPT = "/:()~!$&'*+,;=@-._"


def named(request: Request) -> str | None:
    """The graph that is asked for, None for the default graph. Raises BadRequest."""
    form = inbound.query_form(request)
    below = request.path_params.get("path", "")
    graph, default = form.one("graph"), form.one("default")
    if sum((bool(below), graph is not None, default is not None)) != 1:
        raise BadRequest("Name one graph: /graphs?default, /graphs?graph=IRI, or /graphs/id/article/KEY.", parameter="graph")
    if below:
        return absolute(ROOT + quote(below, safe=KEPT), "path")
    return None if graph is None else absolute(graph, "graph")


def router(store: Store) -> APIRouter:
    routes = APIRouter()

    async def graphs(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
        if request.method not in METHODS:
            raise MethodNotAllowed.of(request.method, "/graphs", METHODS)
        node = named(request)
        offer = negotiation.choose(negotiation.accepted(request), negotiation.GRAPHS, inbound.query_form(request).one("format"))
        pattern = "?s ?p ?o" if node is None else f"GRAPH {iri(node)} {{ ?s ?p ?o }}"
        async with store.snapshot() as graph:
            known = await inbound.unless_gone(request, graph.query(f"ASK {{ {pattern} }}"))
            if node is not None and b"true" not in known.body:
                raise NotFound(f"Release {graph.release.id} has no graph {node}.")
            found = await inbound.unless_gone(request, graph.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}", offer.format, spool=True))
        headers = {"Content-Type": offer.content_type, "Vary": "Accept", "X-Release": found.release}
        return SpooledResponse(found.file, headers) if found.file else Response(found.body, headers=headers)

    for path in ("/graphs", "/graphs/{path:path}"):
        routes.add_route(path, graphs, methods=[*METHODS, "PUT", "POST", "DELETE", "PATCH"], include_in_schema=False)
    return routes


OPENAPI = {"/graphs": {"get": {
    "summary": "A graph (SPARQL 1.1 Graph Store HTTP Protocol)",
    "parameters": [{"name": "graph", "in": "query", "description": "The IRI of a named graph.", "schema": {"type": "string"}},
                   {"name": "default", "in": "query", "description": "The default graph; takes no value.", "allowEmptyValue": True,
                    "schema": {"type": "string"}}],
    "responses": {"200": {"description": "Its triples.", "content": {offer.media_type: {} for offer in negotiation.GRAPHS}},
                  "default": {"description": "What went wrong.", "content": {"application/problem+json": {}}}},
}}}
