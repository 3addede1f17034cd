"""GraphQL errors with a code. The codes:

    SYNTAX BAD_JSON BAD_REQUEST        the request cannot be read (400, with locations)
    INVALID                            the document does not fit the schema (400, with locations)
    OVER_LIMIT                         a limit, named in extensions.limit
    BAD_CURSOR BAD_ID BAD_RANGE        an argument that cannot be right
    QUERY_TIMEOUT TOO_BUSY NOT_READY … the store could not answer: the names of `graph_api.errors`
    INTERNAL                           our mistake; the log has the traceback
"""
from __future__ import annotations

import logging
from typing import Any

from graphql import GraphQLError

from graph_api.errors import ApiError

log = logging.getLogger(__name__)


def problem(code: str, message: str, **extensions: Any) -> GraphQLError:
    return GraphQLError(message, extensions={"code": code, **extensions})


def formatted(error: GraphQLError, code: str) -> dict[str, Any]:
    """An error as the client sees it; `code` where the error has none. What nobody foresaw is logged and not told."""
    cause = error.original_error
    if isinstance(cause, ApiError):
        shown = GraphQLError(cause.detail, error.nodes, error.source, error.positions, error.path,
                             extensions={"code": cause.code().replace("-", "_").upper(), **cause.members})
    elif cause is not None and not isinstance(cause, GraphQLError):
        log.error("a resolver failed at %s", error.path, exc_info=cause)
        shown = GraphQLError("The fault is on this side and has been logged.", error.nodes, error.source, error.positions, error.path,
                             extensions={"code": "INTERNAL"})
    else:
        shown = error
        shown.extensions = {"code": code, **(getattr(cause, "extensions", None) or {}), **(error.extensions or {})}
    return dict(shown.formatted)
