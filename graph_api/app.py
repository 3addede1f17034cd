"""The web application, put together: settings and a store in, an ASGI application out.

    Outermost        headers, cross-origin, counting
      └─ FastAPI     routes; one handler for every error
           ├─ /sparql           sparql.py         guard, negotiation → store
           ├─ /graphql          gql/              thin types, loaders → store
           ├─ /queries          catalogue.py      named_queries → store
           ├─ /id /data         linked_data.py    dereferencing
           ├─ / /page           pages/            HTML
           └─ /health /metrics  health.py
    Store (store/protocol.py) → pool of evaluator processes (workers.py) → the release, read-only

The web process never parses or evaluates a SPARQL query.
"""
from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.types import ASGIApp

from graph_api import errors, health, sparql
from graph_api.outermost import Outermost
from graph_api.settings import Settings, from_environment
from graph_api.store.oxigraph import OxigraphStore
from graph_api.store.protocol import Store


def create_app(settings: Settings, store: Store) -> FastAPI:
    """The application. The store is started and closed with it."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await store.start()
        yield
        await store.close()

    app = FastAPI(title="RegAtlas", lifespan=lifespan, docs_url=None, redoc_url=None,
                  description="What regulators and companies did to each other, as news articles report it, with the sentence that says so.")
    metrics = health.Metrics()
    app.add_middleware(Outermost, metrics=metrics)
    for routes in (sparql.router(settings, store), health.router(store, metrics)):
        app.include_router(routes)

    schema = app.openapi

    def openapi() -> dict[str, Any]:
        described = schema()
        described["paths"].update(sparql.OPENAPI)
        return described

    app.openapi = openapi                                    # type: ignore[method-assign]

    async def page(request: Request, error: errors.ApiError) -> Response | None:
        return None

    errors.install(app, page)
    return app


def from_settings() -> ASGIApp:
    """What uvicorn calls in each of its processes; the settings come through the environment."""
    settings = from_environment()
    return create_app(settings, OxigraphStore(settings))
