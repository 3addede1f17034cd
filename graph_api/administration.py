"""`/admin/queries`: which queries run and wait, and an end to one of them. Only with the token of the settings (`Authorization: Bearer …`).

    GET    /admin/queries        {"queries": [{"id", "state", "client", "seconds", "release", "query"}, …]}
    DELETE /admin/queries/ID     204; the client gets 503

Where no token is set there is no such address. Each web process knows its own queries; the number before the dash of an id is its process.
"""
from __future__ import annotations

import asyncio
import hmac
from typing import Any

from fastapi import APIRouter, Request, Response

from graph_api.errors import ApiError, NotFound
from graph_api.scheduling import Job
from graph_api.settings import Settings
from graph_api.store.oxigraph import OxigraphStore
from graph_api.store.protocol import Store

SHOWN = 2000
"""Characters of a query that are shown."""


class Unauthorized(ApiError):
    status, title = 401, "A token is needed"


def allow(request: Request, settings: Settings) -> None:
    """Raises NotFound where there is no administration, Unauthorized without the right token."""
    if not settings.admin_token:
        raise NotFound(f"{request.url.path} is not an address of this server; the setting admin_token makes it one.")
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not hmac.compare_digest(token.strip().encode(), settings.admin_token.encode()):
        raise Unauthorized("The token is missing or wrong; expected Authorization: Bearer TOKEN.", headers={"WWW-Authenticate": "Bearer"})


def shown(job: Job, release: str) -> dict[str, Any]:
    state = ("long" if job.long else "running") if job.evaluator and not job.future.done() else "waiting"
    return {"id": job.id, "state": state, "client": job.client, "seconds": round(asyncio.get_running_loop().time() - job.arrived, 3),
            "release": release, "query": job.text[:SHOWN]}


def router(settings: Settings, store: Store) -> APIRouter:
    routes = APIRouter()
    pools = (lambda: [(opened.pool, opened.release.id) for opened in store.opened]) if isinstance(store, OxigraphStore) else list

    @routes.get("/admin/queries", summary="Queries that run and wait (token)")
    async def queries(request: Request) -> dict[str, Any]:
        allow(request, settings)
        return {"queries": [shown(job, release) for pool, release in pools() for job in pool.jobs()]}

    @routes.delete("/admin/queries/{id}", summary="End a query (token)", status_code=204)
    async def cancel(request: Request, id: str) -> Response:
        allow(request, settings)
        if not any([pool.cancel(id) for pool, _ in pools()]):
            raise NotFound(f"There is no query {id!r} here; GET /admin/queries lists those there are.")
        return Response(status_code=204)

    return routes
