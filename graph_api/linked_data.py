"""Linked data: every IRI of ours leads to what is known about the thing.

    /id/KIND/KEY     303 to /page/… or /data/… as the client wants
    /data/KIND/KEY   the triples about the thing, with the evidence of a claim and the labels of what it names
    /page/KIND/KEY   the page about it

An unknown thing is 404; one that was merged into another redirects (308) to it.
"""
from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from graph_api import inbound, negotiation
from graph_api.asking import PREFIXES, iri, rows
from graph_api.errors import NotFound
from graph_api.negotiation import GRAPHS, HTML
from graph_api.pages import templates, things
from graph_api.store.protocol import Snapshot, Store
from ontology import iris
from ontology.errors import InvalidIri

ABOUT = """CONSTRUCT {{ ?s ?p ?o . ?o skos:prefLabel ?label }} WHERE {{
  {{ VALUES ?s {{ {x} }} ?s ?p ?o }} UNION {{ {x} ra:evidence ?s . ?s ?p ?o }} UNION {{ {x} ra:evidence/oa:hasSelector ?s . ?s ?p ?o }}
  OPTIONAL {{ ?o skos:prefLabel ?label }} }}"""
ARTICLE = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {x} {{ ?s ?p ?o }} }}"


def router(store: Store) -> APIRouter:
    routes = APIRouter()

    async def identify(request: Request) -> Response:
        node = named(request)
        offer = negotiation.choose(request.headers.get("accept"), (*GRAPHS, HTML))
        async with store.snapshot() as graph:
            if moved := await settle(graph, node):
                return RedirectResponse("/id/" + moved.removeprefix(iris.BASE), 308)
        where = "/page/" if offer is HTML else "/data/"
        return RedirectResponse(where + node.removeprefix(iris.BASE), 303, {"Vary": "Accept"})

    async def data(request: Request) -> Response:
        node = named(request)
        offer = negotiation.choose(request.headers.get("accept"), GRAPHS, inbound.query_form(request).one("format"))
        async with store.snapshot() as graph:
            if moved := await settle(graph, node):
                return RedirectResponse("/data/" + moved.removeprefix(iris.BASE), 308)
            query = ARTICLE if iris.parse(node)[0] == "article" else ABOUT
            found = await inbound.unless_gone(request, graph.query(PREFIXES + query.format(x=iri(node)), offer.format))
        address = node.removeprefix(iris.BASE)
        return Response(found.body, headers={"Content-Type": offer.content_type, "Vary": "Accept", "X-Release": found.release,
                                             "Link": f'</page/{address}>; rel="alternate"; type="text/html", <{node}>; rel="describes"'})

    async def page(request: Request) -> Response:
        node = named(request)
        async with store.snapshot() as graph:
            if moved := await settle(graph, node):
                return RedirectResponse("/page/" + moved.removeprefix(iris.BASE), 308)
            read = things.READERS.get(iris.parse(node)[0], things.anything)
            context: things.Context = await inbound.unless_gone(request, read(graph, node))
        address = node.removeprefix(iris.BASE)
        return templates.answer(request, context.pop("template"), iri=node, data=f"/data/{address}",
                                headers={"Link": f'</data/{address}>; rel="alternate"; type="text/turtle"'},
                                **{key: value for key, value in context.items() if key != "iri"})

    for path, endpoint in (("/id/{kind}/{key:path}", identify), ("/data/{kind}/{key:path}", data), ("/page/{kind}/{key:path}", page)):
        routes.add_route(path, endpoint, methods=["GET", "HEAD"], include_in_schema=False)
    return routes


def named(request: Request) -> str:
    """The IRI that the address stands for. Raises NotFound for what can be no name."""
    try:
        return iris.mint(request.path_params["kind"], request.path_params["key"])
    except InvalidIri as error:
        raise NotFound(f"{error}.") from error


async def settle(graph: Snapshot, node: str) -> str | None:
    """The thing that `node` was merged into, or None when it is itself. Raises NotFound when nothing is known of it."""
    found = await rows(graph, f"SELECT ?p ?o WHERE {{ {iri(node)} ?p ?o FILTER (?p IN (rdf:type, dcterms:isReplacedBy)) }} LIMIT 20")
    if not found and not await rows(graph, f"SELECT ?p WHERE {{ {iri(node)} ?p ?o }} LIMIT 1"):
        raise NotFound(f"Release {graph.release.id} knows nothing of {node}.")
    return next((row["o"] for row in found if row["p"].endswith("isReplacedBy") and row["o"].startswith(iris.BASE)), None)
