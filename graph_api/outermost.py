"""The outermost ASGI layer: headers that every answer carries, cross-origin preflight, counting, and the last resort for errors.

Everything here is public and read-only, so any origin may read it (CORS `*`, no credentials). Pages load nothing from elsewhere and run no
script that is not a file of this server; the Content-Security-Policy says so.
"""
from __future__ import annotations

import json
import logging
import re
import secrets
import time

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_api import errors
from graph_api.clients import CLIENT, client_of
from graph_api.health import Metrics

log = logging.getLogger("graph_api.requests")
ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
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
        began, status, started, name = time.perf_counter(), 500, False, request_id(scope)

        async def send_with_headers(message: Message) -> None:
            nonlocal status, started
            if message["type"] == "http.response.start":
                status, started = message["status"], True
                message["headers"] = [*message.get("headers", ()), *HEADERS, (b"x-request-id", name)]
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except Exception as raised:                          # what nobody foresaw: logged, and the client told nothing of our insides
            if started:
                raise
            request = Request(scope)
            await errors.response(request, errors.translate(request, raised))(scope, receive, send_with_headers)
        finally:
            seconds = time.perf_counter() - began
            self.metrics.observe(scope["method"], endpoint(scope), status, seconds)
            record(scope, name, status, seconds)


def request_id(scope: Scope) -> bytes:
    """What a request is called in the log: what its client calls it, where that is a short word, else eight random bytes."""
    given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
    return given if ID.fullmatch(given) else secrets.token_hex(8).encode()


def record(scope: Scope, name: bytes, status: int, seconds: float) -> None:
    """One line of JSON for a request at level info; what was asked stands in it at level debug only."""
    if not log.isEnabledFor(logging.INFO):
        return
    line = {"request": name.decode(), "client": CLIENT.get(), "method": scope["method"], "endpoint": endpoint(scope), "status": status,
            "seconds": round(seconds, 6)}
    if log.isEnabledFor(logging.DEBUG):
        line |= {"path": scope["path"], "query": scope["query_string"].decode("latin-1")}
    log.info(json.dumps(line))


def endpoint(scope: Scope) -> str:
    """The function that answers (`sparql.sparql`), so that the number of series stays small whatever addresses are asked for."""
    function = scope.get("endpoint")
    name = getattr(function, "__name__", None) or type(function).__name__.lower()
    return f"{function.__module__.removeprefix('graph_api.')}.{name}" if function else "none"
