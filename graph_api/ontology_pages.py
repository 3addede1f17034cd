"""`/ontology`: the vocabulary, as RDF or as the page that `ontology.documentation` makes of it.

It comes from the installed package, not from a release: the name of a term leads to what the term means even before there is any data.
"""
from __future__ import annotations

from functools import cache
from typing import cast

import pyoxigraph as ox
from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from graph_api import inbound, negotiation
from graph_api.negotiation import GRAPHS, HTML
from graph_api.pages import templates
from graph_api.store.evaluator import GRAPHS as SERIALIZATIONS
from ontology.documentation import FILES, as_fragment
from ontology.turtle import read_triples
from ontology.vocab import PREFIXES


def router() -> APIRouter:
    routes = APIRouter()

    async def ontology(request: Request) -> Response:
        offer = negotiation.choose(request.headers.get("accept"), (*GRAPHS, HTML), inbound.query_form(request).one("format"))
        if offer is HTML:
            return templates.answer(request, "ontology.html", documentation=Markup(as_fragment()),
                                    headers={"Link": '</ontology>; rel="alternate"; type="text/turtle"'})
        return Response(vocabulary(offer.format), headers={"Content-Type": offer.content_type, "Vary": "Accept"})

    routes.add_route("/ontology", ontology, methods=["GET", "HEAD"], include_in_schema=False)
    return routes


@cache
def vocabulary(format: str) -> bytes:
    """The terms, how they relate to other vocabularies, and the retired ones, in a graph format of the store port."""
    triples = sorted({triple for file, triple in read_triples()[0] if file in FILES}, key=str)
    return cast(bytes, ox.serialize(triples, format=SERIALIZATIONS[format], prefixes=PREFIXES))
