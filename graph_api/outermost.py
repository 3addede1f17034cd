"""The outermost ASGI layer: headers that every answer carries, cross-origin preflight, counting, and the last resort for errors.

Everything here is public and read-only, so any origin may read it (CORS `*`, no credentials). Pages load nothing from elsewhere and run no
script that is not a file of this server; the Content-Security-Policy says so.
"""
from __future__ import annotations

import time

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_api import errors
from graph_api.clients import CLIENT, client_of
from graph_api.health import Metrics

HEADERS = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"Accept-Post, Accept-Query, Allow, ETag, Link, Retry-After, Server-Timing, X-Release, X-Request-Id"),
    (b"content-security-policy", b"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
                                 b"frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)
PREFLIGHT = (
    (b"access-control-allow-methods", b"GET, HEAD, POST, QUERY, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Content-Type, If-None-Match, X-Requested-With, X-Request-Id, *"),
    (b"access-control-max-age", b"86400"),
)


class Outermost:
    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS" and any(name == b"access-control-request-method" for name, _ in scope["headers"]):
            await send({"type": "http.response.start", "status": 204, "headers": [*HEADERS, *PREFLIGHT]})
            await send({"type": "http.response.body", "body": b""})
            return
        CLIENT.set(client_of(scope["client"][0] if scope.get("client") else None))
        began, status, started = time.perf_counter(), 500, False

        async def send_with_headers(message: Message) -> None:
            nonlocal status, started
            if message["type"] == "http.response.start":
                status, started = message["status"], True
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except Exception as raised:                          # what nobody foresaw: logged, and the client told nothing of our insides
            if started:
                raise
            request = Request(scope)
            await errors.response(request, errors.translate(request, raised))(scope, receive, send_with_headers)
        finally:
            self.metrics.observe(scope["method"], endpoint(scope), status, time.perf_counter() - began)


def endpoint(scope: Scope) -> str:
    """The function that answers (`sparql.sparql`), so that the number of series stays small whatever addresses are asked for."""
    function = scope.get("endpoint")
    name = getattr(function, "__name__", None) or type(function).__name__.lower()
    return f"{function.__module__.removeprefix('graph_api.')}.{name}" if function else "none"
