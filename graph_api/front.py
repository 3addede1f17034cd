"""In front of the framework: repeated requests to /sparql are answered from the cache, others go to their endpoint without further layers.

A request is known by its bytes: URL, Accept, and of a POST or QUERY the media type and the body, where that came at once.
"""
from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_api import errors
from graph_api.cache import Cache, matches
from graph_api.health import Metrics
from graph_api.outermost import HEADERS, Outermost
from graph_api.settings import Settings
from graph_api.sparql import NAME
from graph_api.store.protocol import Store

SMALL = 65_536
"""Bytes of a body that may name a request."""
Endpoint = Callable[[Request], Awaitable[Response]]


class Front:
    def __init__(self, app: ASGIApp, path: str, endpoint: Endpoint, page: errors.Page, store: Store, cache: Cache, metrics: Metrics,
                 settings: Settings) -> None:
        self.app, self.path, self.store, self.cache, self.metrics, self.settings = app, path, store, cache, metrics, settings
        self.direct = Outermost(bare(endpoint, page), metrics)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != self.path:
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        name, receive = await self.name(scope, receive)
        try:
            entry = self.cache.at(self.store.release().id).named(name) if name else None
        except errors.NotReady:
            entry = None
        if entry is None:
            scope[NAME] = name
            await self.direct(scope, receive, send)
            return
        known = b", ".join(value for key, value in scope["headers"] if key == b"if-none-match")
        status = 304 if known and matches(known.decode("latin-1"), entry.tag) else 200
        await send({"type": "http.response.start", "status": status, "headers": [*(entry.brief if status == 304 else entry.headers), *HEADERS]})
        await send({"type": "http.response.body", "body": b"" if status == 304 else entry.body})
        self.metrics.observe(scope["method"], "front.cache", status, time.perf_counter() - began)

    async def name(self, scope: Scope, receive: Receive) -> tuple[Hashable, Receive]:
        """The bytes that a request is known by, None where it cannot be known, and how to receive its body all the same."""
        accept = kind = b""
        length = -1
        for key, value in scope["headers"]:
            if key == b"accept":
                accept += value + b", "
            elif key == b"content-type":
                kind += value
            elif key == b"content-length" and value.isdigit():
                length = int(value[:12])
            elif key in (b"content-encoding", b"transfer-encoding"):
                length = SMALL + 1
        if scope["method"] in ("GET", "HEAD"):
            return ((scope["query_string"], accept) if length <= 0 else None), receive
        if scope["method"] not in ("POST", "QUERY") or not 0 < length <= SMALL:
            return None, receive
        try:
            async with asyncio.timeout(self.settings.body_seconds):
                first = await receive()
        except TimeoutError:
            return None, receive
        if first["type"] != "http.request":
            return None, again(first, receive)
        name = None if first.get("more_body") else (scope["query_string"], accept, kind, first.get("body", b""))
        return name, again(first, receive)


def again(first: Message, receive: Receive) -> Receive:
    """`receive` with a message that was taken already put in front."""
    waiting = [first]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay


def bare(endpoint: Endpoint, page: errors.Page) -> ASGIApp:
    """One endpoint as an application; what it raises becomes a problem, or a page for a person with a browser."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        scope["endpoint"] = endpoint
        try:
            response = await endpoint(request)
        except errors.ApiError as error:
            response = await page(request, error) or errors.response(request, error)
        await response(scope, receive, send)

    return app
