"""What comes in over HTTP: forms decoded once, bodies read up to a bound, and clients that leave before the answer."""
from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.requests import ClientDisconnect

from graph_api.errors import BadRequest, RequestTimeout, TooLarge, UnsupportedMediaType
from graph_api.settings import Settings

T = TypeVar("T")

MAX_FIELDS = 1000
UNWATCHED = 0.03
"""Seconds of work that are not worth watching the connection."""
ADDRESS = re.compile(r"https?://(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?")


class Form:
    """Names and values of a query string or an urlencoded body, in their order; a name may be repeated."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self.pairs = pairs

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.pairs if key == name)

    def one(self, name: str) -> str | None:
        """The value of a name that may stand once. Raises BadRequest when it is repeated."""
        values = self.all(name)
        if len(values) > 1:
            raise BadRequest(f"The parameter {name} is given {len(values)} times; expected once.", parameter=name)
        return values[0] if values else None

    @classmethod
    def parse(cls, encoded: bytes) -> Form:
        """application/x-www-form-urlencoded, UTF-8. Raises BadRequest."""
        try:
            return cls(parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS))
        except UnicodeDecodeError as error:
            raise BadRequest("The parameters are not percent-encoded UTF-8.") from error
        except ValueError as error:
            raise BadRequest(f"More than {MAX_FIELDS} parameters were given.") from error


def own_address(request: Request, settings: Settings) -> str:
    """How the client reaches this server, without a last slash. A Host that is none is not repeated."""
    if settings.public_url:
        return settings.public_url.rstrip("/")
    given = str(request.base_url).rstrip("/")
    return given if ADDRESS.fullmatch(given) else f"http://{settings.host}:{settings.port}"


def query_form(request: Request) -> Form:
    return Form.parse(request.scope["query_string"])


def media_type(request: Request) -> tuple[str, str]:
    """(type, charset) of the request's body, lower case; the charset is utf-8 where none is named."""
    name, *parameters = request.headers.get("content-type", "").split(";")
    charset = "utf-8"
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset":
            charset = value.strip().strip('"').lower()
    return name.strip().lower(), "utf-8" if charset in ("utf8", "utf-8", "us-ascii") else charset


async def body(request: Request, bound: int, seconds: float = 30.0) -> bytes:
    """The body. Raises TooLarge over `bound` bytes, without reading on, and RequestTimeout when it is not there within `seconds`."""
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("", "identity"):
        raise UnsupportedMediaType(f"Content-Encoding is {coding}; expected identity, a body as it is.", headers={"Accept-Encoding": "identity"})
    parts, size = [], 0
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                size += len(part)
                if size > bound:
                    raise TooLarge(f"The limit max_body allows {bound:,} bytes in a request; this one has more.",
                                   limit="max_body", allowed=bound)
                parts.append(part)
    except TimeoutError as error:
        raise RequestTimeout(f"The body was not complete after {seconds:g} seconds, the limit body_seconds.", limit="body_seconds",
                             allowed=seconds, headers={"Connection": "close"}) from error
    except ClientDisconnect as error:
        raise BadRequest("The connection closed before the body was complete.") from error
    return b"".join(parts)


def text(raw: bytes) -> str:
    """A body as text. Raises BadRequest with the byte where UTF-8 ends."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"The body is not UTF-8: byte {error.start} cannot stand there.") from error


async def unless_gone(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The result of `work`, which is cancelled when the client closes the connection. The body must have been read."""

    doing = asyncio.ensure_future(work)
    try:
        await asyncio.wait({doing}, timeout=UNWATCHED)
    except asyncio.CancelledError:
        doing.cancel()
        raise
    if doing.done():
        return doing.result()

    async def gone() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    leaving = asyncio.ensure_future(gone())
    try:
        await asyncio.wait({doing, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if doing.done():
            return doing.result()
        raise BadRequest("The client closed the connection before the answer was ready.")
    finally:
        for task in (doing, leaving):
            task.cancel()
        await asyncio.gather(doing, leaving, return_exceptions=True)
