"""The web application, put together: settings and a store in, an ASGI application out.

    Front            front.py, cache.py: what was asked before
      ├─ /sparql                sparql.py         guard, negotiation → store
      └─ Outermost   headers, cross-origin, counting (around /sparql too)
           FastAPI   routes; one handler for every error
           ├─ /graphs           graph_store.py    the reading half of the Graph Store Protocol
           ├─ /.well-known/void description.py    what the service and its data are, /limits
           ├─ /admin/queries    administration.py what runs, and an end to it
           ├─ /graphql          gql/              thin types, loaders → store
           ├─ /queries          catalogue.py      named_queries → store
           ├─ /id /data         linked_data.py    dereferencing
           ├─ /ontology         ontology_pages.py the vocabulary
           ├─ / /page           pages/            HTML
           └─ /health /metrics  health.py
    Store (store/protocol.py) → pool of evaluator processes (scheduling.py, workers.py) → the release, read-only

The web process never parses or evaluates a SPARQL query.
"""
from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from graph_api import administration, catalogue, description, errors, graph_store, health, linked_data, named_queries, ontology_pages, sparql
from graph_api.cache import Cache
from graph_api.front import Front
from graph_api.gql import http as gql
from graph_api.outermost import Outermost
from graph_api.pages import start
from graph_api.settings import Settings, from_environment
from graph_api.store.oxigraph import OxigraphStore
from graph_api.store.protocol import Store

STATIC = Path(__file__).parent / "static"


def create_app(settings: Settings, store: Store) -> ASGIApp:
    """The application. The store is started and closed with it."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await store.start()
        yield
        await store.close()

    app = FastAPI(title="RegAtlas", lifespan=lifespan, docs_url=None, redoc_url=None,
                  description="What regulators and companies did to each other, as articles report it, with the sentence that says so.")
    metrics, queries = health.Metrics(), named_queries.load(settings.queries)
    app.add_middleware(Outermost, metrics=metrics)
    descriptions = description.Descriptions(settings, store, queries)
    for routes in (start.router(settings, store, queries), graph_store.router(store),
                   description.router(descriptions, settings), administration.router(settings, store), gql.router(settings, store),
                   catalogue.router(store, queries), linked_data.router(store), ontology_pages.router(), health.router(store, metrics)):
        app.include_router(routes)
    app.mount("/static", StaticFiles(directory=STATIC))
    schema = app.openapi

    def openapi() -> dict[str, Any]:
        described = schema()
        described["paths"].update(sparql.OPENAPI, **graph_store.OPENAPI, **gql.OPENAPI, **catalogue.openapi(queries))
        return described

    app.openapi = openapi                                    # type: ignore[method-assign]
    errors.install(app, start.error_page)
    cache = Cache(settings.max_cache)
    metrics.watch(cache, store)
    endpoint = sparql.Sparql(settings, store, descriptions, cache)
    return Front(app, "/sparql", endpoint, start.error_page, store, cache, metrics, settings)


def from_settings() -> ASGIApp:
    """What uvicorn calls in each of its processes; the settings come through the environment."""
    settings = from_environment()
    logging.basicConfig(format="%(message)s")
    logging.getLogger("graph_api").setLevel(settings.log_level.upper())
    return create_app(settings, OxigraphStore(settings))
