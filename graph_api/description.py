"""What the service says of itself: SPARQL 1.1 Service Description, VoID statistics of the data set, example queries, limits.

Sent for `/sparql` without a query and for `/.well-known/void`, so that clients (Comunica, YASGUI, planners of federated queries) need no
configuration. Example queries are the named questions, as executables of SHACL-SPARQL (`sh:select`), each said to run at this endpoint.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

import pyoxigraph as ox
from fastapi import APIRouter, Request, Response

from graph_api import inbound, negotiation
from graph_api.named_queries import NamedQuery
from graph_api.negotiation import Offer
from graph_api.settings import Settings, described
from graph_api.statistics import Counted, Statistics
from graph_api.store.evaluator import GRAPHS
from graph_api.store.protocol import Store
from ontology import iris
from ontology.vocab import DCTERMS, GRAPH, PREFIXES, RDF, RDFS, SCHEMA, XSD

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
VOID = "http://rdfs.org/ns/void#"
SH = "http://www.w3.org/ns/shacl#"
LIMIT = "https://w3id.org/regatlas/limit#"
WRITES = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples", "RDF_XML",
          "JSON-LD", "TriG", "N-Quads")
PATIENCE = 5.0
"""Seconds that a description waits for its statistics."""
Node = ox.NamedNode | ox.BlankNode
Triples = Iterator[ox.Triple]


def node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def integer(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=XSD.integer)


class Describing:
    """The description of one endpoint, as triples."""

    def __init__(self, base: str, settings: Settings, queries: Mapping[str, NamedQuery]) -> None:
        self.base, self.settings, self.queries = base, settings, queries
        self.endpoint, self.dataset = node(f"{base}/sparql"), node(f"{base}/.well-known/void#dataset")

    def triples(self, found: Statistics | None) -> Triples:
        yield from self.service()
        yield from self.limits()
        yield from self.data(found)
        yield from self.examples()

    def service(self) -> Triples:
        this, graph = self.endpoint, node(f"{self.base}/.well-known/void#default-graph")
        yield from said(this, RDF.type, node(SD + "Service"))
        yield from said(this, node(SD + "endpoint"), this)
        yield from said(this, node(SD + "supportedLanguage"), node(SD + "SPARQL11Query"))
        yield from said(this, node(SD + "resultFormat"), *(node(FORMATS + name) for name in WRITES))
        yield from said(this, node(SD + "defaultDataset"), self.dataset)
        yield from said(self.dataset, RDF.type, node(SD + "Dataset"), node(VOID + "Dataset"))
        yield from said(self.dataset, node(SD + "defaultGraph"), graph)
        yield from said(graph, RDF.type, node(SD + "Graph"))
        for name in (GRAPH.derived, GRAPH.registers, GRAPH.ontology, GRAPH.provenance):
            named = ox.BlankNode(f"graph-{name.value.rpartition('/')[2]}")
            yield from said(self.dataset, node(SD + "namedGraph"), named)
            yield from said(named, RDF.type, node(SD + "NamedGraph"))
            yield from said(named, node(SD + "name"), name)

    def limits(self) -> Triples:
        yield from said(self.endpoint, RDFS.seeAlso, node(f"{self.base}/limits"))
        for name, _, help in described(public=True):
            if not name.startswith("max_graphql"):
                value = getattr(self.settings, name)
                datatype = XSD.integer if isinstance(value, int) else XSD.decimal
                yield from said(self.endpoint, node(LIMIT + name), ox.Literal(str(value), datatype=datatype))
                yield from said(node(LIMIT + name), RDFS.comment, ox.Literal(help, language="en"))

    def data(self, found: Statistics | None) -> Triples:
        this = self.dataset
        yield from said(this, DCTERMS.title, ox.Literal("RegAtlas", language="en"))
        yield from said(this, node(VOID + "sparqlEndpoint"), self.endpoint)
        yield from said(this, node(VOID + "uriSpace"), ox.Literal(iris.BASE))
        yield from said(this, node(VOID + "uriLookupEndpoint"), node(f"{self.base}/id/"))
        yield from said(this, node(VOID + "feature"), *(node(FORMATS + name) for name in WRITES[4:]))
        yield from said(this, node(VOID + "vocabulary"), *(node(namespace) for namespace in PREFIXES.values()))
        if found is None:
            return
        yield from said(this, node("http://purl.org/dc/terms/identifier"), ox.Literal(found.release))
        for name, count in found.totals.items():
            yield from said(this, node(VOID + name), integer(count))
        if found.classes:
            yield from said(this, node(VOID + "classes"), integer(len(found.classes)))
            yield from said(this, node(VOID + "properties"), integer(len(found.properties)))
        for n, (kind, count, example) in enumerate(found.classes):
            part = ox.BlankNode(f"class-{n}")
            yield from said(this, node(VOID + "classPartition"), part)
            yield from said(part, node(VOID + "class"), node(kind))
            yield from said(part, node(VOID + "entities"), integer(count))
            if example.startswith(iris.BASE) and "#" not in example:
                yield from said(this, node(VOID + "exampleResource"), node(example))
        for n, (name, count) in enumerate(found.properties):
            part = ox.BlankNode(f"property-{n}")
            yield from said(this, node(VOID + "propertyPartition"), part)
            yield from said(part, node(VOID + "property"), node(name))
            yield from said(part, node(VOID + "triples"), integer(count))
        for n, (name, to, count) in enumerate(found.links):
            links, target = node(f"{self.base}/.well-known/void#links-{n}"), node(to)
            yield from said(links, RDF.type, node(VOID + "Linkset"))
            yield from said(links, node(VOID + "linkPredicate"), node(name))
            yield from said(links, node(VOID + "subjectsTarget"), this)
            yield from said(links, node(VOID + "objectsTarget"), target)
            yield from said(links, node(VOID + "triples"), integer(count))
            yield from said(this, node(VOID + "subset"), links)

    def examples(self) -> Triples:
        for name, query in self.queries.items():
            this = node(f"{self.base}/queries/{name}")
            yield from said(this, RDF.type, node(SH + "SPARQLExecutable"), node(SH + "SPARQLSelectExecutable"))
            yield from said(this, RDFS.comment, ox.Literal(query.answers or query.summary, language="en"))
            yield from said(this, node(SH + "select"), ox.Literal(query.text))
            yield from said(this, node(SCHEMA.NS + "target"), self.endpoint)


def said(subject: Node, predicate: ox.NamedNode, *objects: Node | ox.Literal) -> Triples:
    return (ox.Triple(subject, predicate, value) for value in objects)


def written(triples: Iterable[ox.Triple], format: str) -> bytes:
    prefixes = {**PREFIXES, "sd": SD, "formats": FORMATS, "void": VOID, "sh": SH, "limit": LIMIT}
    return cast(bytes, ox.serialize(triples, format=GRAPHS[format], prefixes=prefixes if format in ("turtle", "rdfxml", "trig") else None))


class Descriptions:
    """Makes descriptions and keeps those of the release that is served."""

    def __init__(self, settings: Settings, store: Store, queries: Mapping[str, NamedQuery]) -> None:
        self.settings, self.queries = settings, queries
        self.store, self.counted = store, Counted(store)

    async def answer(self, request: Request, offer: Offer) -> Response:
        """The description in a graph format; without statistics where there is no release or counting takes long."""
        found: Statistics | None = None
        try:
            found = await self.counted.get(PATIENCE)
        except Exception:                                    # a service describes itself even where its data cannot be counted
            found = None
        describing = Describing(inbound.own_address(request, self.settings), self.settings, self.queries)
        keep = "public, no-cache" if found and found.totals else "no-store"
        return Response(written(describing.triples(found), offer.format),
                        headers={"Vary": "Accept", "Content-Type": offer.content_type, "Cache-Control": keep})


def router(descriptions: Descriptions, settings: Settings) -> APIRouter:
    routes = APIRouter()

    async def void(request: Request) -> Response:
        form = inbound.query_form(request)
        return await descriptions.answer(request, negotiation.choose(negotiation.accepted(request), negotiation.GRAPHS, form.one("format")))

    async def limits() -> dict[str, Any]:
        return {"limits": [{"name": name, "value": getattr(settings, name), "about": help} for name, _, help in described(public=True)]}

    routes.add_route("/.well-known/void", void, methods=["GET", "HEAD"], include_in_schema=False)
    routes.add_api_route("/limits", limits, methods=["GET"], summary="What a request may cost, and how much of it")
    routes.add_api_route("/limits", limits, methods=["HEAD"], include_in_schema=False)
    return routes
