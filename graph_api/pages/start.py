"""The start page, the guide, the page of an error."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from graph_api import errors, inbound, negotiation
from graph_api.asking import rows
from graph_api.named_queries import NamedQuery
from graph_api.pages import reading, templates, things
from graph_api.settings import Settings, described
from graph_api.store.protocol import Snapshot, Store

COUNTED = (("articles", "ra:Article"), ("claims", "ra:Claim"), ("actions", "ra:Action"), ("conflicts", "ra:Conflict"))
NEWEST = 8
EXAMPLES = ("actions_by_regulator", "conflicts", "fines_by_year", "requests_to_stop", "timeline", "legal_bases", "denied", "plans")


async def counts(graph: Snapshot) -> dict[str, int]:
    """How much the release holds, as its manifest says, or counted where it does not."""
    known = graph.release.manifest.get("counts", {})
    found = {}
    for name, type in COUNTED:
        if isinstance(known, Mapping) and isinstance(known.get(name), int):
            found[name] = known[name]
        else:
            found[name] = int((await rows(graph, f"SELECT (COUNT(*) AS ?n) WHERE {{ ?x a {type} }}"))[0]["n"])
    return found


def router(settings: Settings, store: Store, queries: Mapping[str, NamedQuery]) -> APIRouter:
    routes = APIRouter()
    examples = [queries[name] for name in EXAMPLES if name in queries] or list(queries.values())[:8]

    async def read(graph: Snapshot) -> dict[str, Any]:
        return {"counts": await counts(graph), "actions": await reading.actions(graph, "?action ra:firstReported ?any .", NEWEST),
                "conflicts": await things.conflicts(graph, "?conflict a ra:Conflict .", 3), "release": graph.release}

    async def start(request: Request) -> Response:
        try:
            async with store.snapshot() as graph:
                found = await inbound.unless_gone(request, read(graph))
        except errors.NotReady as error:
            return templates.answer(request, "start.html", status=error.status, headers=error.headers, examples=examples,
                                    waiting=error.detail)
        return templates.answer(request, "start.html", examples=examples, waiting="", **found)

    async def guide(request: Request) -> Response:
        values = [(name, getattr(settings, name), help) for name, _, help in described(public=True)]
        catalogue = sorted(errors.problems(), key=lambda kind: (kind.status, kind.__name__))
        base = settings.public_url or str(request.base_url).rstrip("/")
        return templates.answer(request, "guide.html", limits=values, problems=catalogue, base=base)

    for path, endpoint in (("/", start), ("/docs", guide)):
        routes.add_route(path, endpoint, methods=["GET", "HEAD"], include_in_schema=False)
    return routes


async def error_page(request: Request, error: errors.ApiError) -> Response | None:
    """A page for an error when a person with a browser asks."""
    if not negotiation.prefers_html(request.headers.get("accept")):
        return None
    return templates.answer(request, "error.html", status=error.status, headers=error.headers, error=error)
