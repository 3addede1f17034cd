"""Everything that a request can meet, as one tree; the HTTP status stands on the class.

    ApiError                        500  root; never raised itself
    ├── BadRequest                  400  a parameter is missing, repeated or unreadable
    │   ├── QuerySyntaxError        400  SPARQL that does not parse; carries line and column
    │   ├── EvaluationFailed        400  SPARQL that parses and cannot be evaluated (an unknown function …)
    │   ├── OverLimit               400  a query with too many tokens or too much nesting; names the limit
    │   └── InvalidParameter        400  a value of a named query that does not fit its type
    ├── Refused                     403  updates, SERVICE, FROM <file:…>
    ├── NotFound                    404
    ├── MethodNotAllowed            405  with Allow
    ├── NotAcceptable               406  lists what there is
    ├── RequestTimeout              408  the body of a request did not come
    ├── TooLarge                    413  a request or an answer over its size; names the limit
    ├── UnsupportedMediaType        415  with Accept
    ├── TooManyRequests             429  a client has used its share; with Retry-After
    ├── ServerFault                 500  our mistake: the log has the traceback
    └── Unavailable                 503  with Retry-After
        ├── NotReady                503  no release is open (yet)
        ├── TooBusy                 503  too many queries are waiting
        ├── QueryCancelled          503  an administrator ended the query
        ├── QueryTimeout            503  the deadline passed; the evaluator was ended
        └── EvaluatorLost           503  the evaluator died (most often: out of its memory)

Every body is an RFC 9457 problem (`application/problem+json`): type, title, status, detail, instance and the extra members
of the error. Readers with a browser get the same words as a page. GraphQL has its own shape (see `gql/http.py`).
"""
from __future__ import annotations

import json
import logging
import re
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, ClassVar

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

log = logging.getLogger(__name__)

PROBLEMS = "https://w3id.org/regatlas/problem/"
MEDIA_TYPE = "application/problem+json"


class ApiError(Exception):
    """Root. `detail` is for people: what was given, what was expected, what to do. `members` are added to the body."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = "The request failed"

    def __init__(self, detail: str, *, headers: dict[str, str] | None = None, **members: Any) -> None:
        super().__init__(detail)
        self.detail, self.headers, self.members = detail, headers or {}, members

    @classmethod
    def code(cls) -> str:
        """The name of the class in kebab case, the last part of the problem's `type`."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", cls.__name__).lower()

    def problem(self, instance: str) -> dict[str, Any]:
        return {"type": PROBLEMS + self.code(), "title": self.title, "status": self.status, "detail": self.detail,
                "instance": instance, **self.members}


class BadRequest(ApiError):
    status, title = 400, "The request cannot be understood"


class QuerySyntaxError(BadRequest):
    title = "The query is not valid SPARQL"


class EvaluationFailed(BadRequest):
    title = "The query cannot be evaluated"


class OverLimit(BadRequest):
    title = "The query is over a limit"

    def __init__(self, limit: str, allowed: int, given: int, advice: str) -> None:
        super().__init__(f"The limit {limit} allows {allowed:,}; the query has {given:,}. {advice}",
                         limit=limit, allowed=allowed, given=given)


class InvalidParameter(BadRequest):
    title = "A parameter does not fit"


class Refused(ApiError):
    status, title = 403, "This server does not do that"


class NotFound(ApiError):
    status, title = 404, "There is nothing here"


class MethodNotAllowed(ApiError):
    status, title = 405, "This method is not possible here"

    @classmethod
    def of(cls, method: str, path: str, allowed: tuple[str, ...]) -> MethodNotAllowed:
        return cls(f"{method[:40]} is not possible at {path}; possible are {', '.join(allowed)}.", headers={"Allow": ", ".join(allowed)})


class NotAcceptable(ApiError):
    status, title = 406, "No acceptable format"


class RequestTimeout(ApiError):
    status, title = 408, "The request did not come in time"


class TooLarge(ApiError):
    status, title = 413, "Too large"


class UnsupportedMediaType(ApiError):
    status, title = 415, "The body has a type that is not understood"


class TooManyRequests(ApiError):
    status, title = 429, "Your share is used up for the moment"

    def __init__(self, detail: str, *, retry_after: int, **members: Any) -> None:
        super().__init__(detail, headers={"Retry-After": str(retry_after)}, **members)


class ServerFault(ApiError):
    status, title = 500, "The server made a mistake"


class Unavailable(ApiError):
    status, title = 503, "Not possible at the moment"

    def __init__(self, detail: str, *, retry_after: int = 5, **members: Any) -> None:
        super().__init__(detail, headers={"Retry-After": str(retry_after)}, **members)


class NotReady(Unavailable):
    title = "No release is open"


class TooBusy(Unavailable):
    title = "Too many queries are waiting"


class QueryTimeout(Unavailable):
    title = "The query took too long"


class QueryCancelled(Unavailable):
    title = "The query was ended"


class EvaluatorLost(Unavailable):
    title = "The query evaluator died"


def problems(root: type[ApiError] = ApiError) -> Iterator[type[ApiError]]:
    """Every kind of error that can be sent."""
    for kind in root.__subclasses__():
        yield kind
        yield from problems(kind)


FROM_STATUS = {cls.status: cls for cls in (BadRequest, Refused, NotFound, MethodNotAllowed, NotAcceptable, TooLarge, UnsupportedMediaType)}

Page = Callable[[Request, ApiError], Awaitable[Response | None]]


def response(request: Request, error: ApiError) -> Response:
    """The problem document of an error."""
    body = json.dumps(error.problem(request.url.path), ensure_ascii=False, indent=1).encode("utf-8", "replace")
    return Response(body + b"\n", error.status, error.headers, MEDIA_TYPE)


def install(app: FastAPI, page: Page) -> None:
    """The one handler for everything but what nobody foresaw (see `outermost.py`). `page` may answer in HTML instead (None: not wanted)."""

    async def handle(request: Request, raised: Exception) -> Response:
        error = translate(request, raised)
        return await page(request, error) or response(request, error)

    for kind in (ApiError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, handle)


def translate(request: Request, raised: Exception) -> ApiError:
    """Any exception as one of ours; what nobody foresaw is logged and tells the client nothing of our insides."""
    if isinstance(raised, ApiError):
        return raised
    if isinstance(raised, RequestValidationError):
        faults = [{"parameter": ".".join(str(part) for part in fault["loc"]), "fault": fault["msg"]} for fault in raised.errors()]
        return InvalidParameter("; ".join(f"{f['parameter']}: {f['fault']}" for f in faults), faults=faults)
    if isinstance(raised, HTTPException):
        kind = FROM_STATUS.get(raised.status_code, BadRequest if raised.status_code < 500 else ServerFault)
        said = {404: f"{request.url.path} is not an address of this server; / lists what there is.",
                405: f"{request.method} is not possible at {request.url.path}."}
        return kind(said.get(raised.status_code, str(raised.detail)), headers=dict(raised.headers or {}))
    log.error("%s %s failed", request.method, request.url.path, exc_info=raised)
    return ServerFault("The fault is on this side and has been logged; the same request may work later.")
