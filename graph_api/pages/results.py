from __future__ import annotations

from fastapi import Request, Response

from graph_api.store.protocol import Answer


def page(request: Request, query: str, found: Answer, headers: dict[str, str]) -> Response:
    return Response(found.body, headers={**headers, "Content-Type": "application/json"})


def form(request: Request) -> Response:
    return Response("")
