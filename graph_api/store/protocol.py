"""The one door to the graph: SPARQL, GraphQL, named queries, pages and linked data all ask through this port.

A query goes in as text, an answer comes out as bytes in the format that was asked for; no row is rebuilt on the way. Formats:

    SELECT, ASK           json xml csv tsv
    CONSTRUCT, DESCRIBE   turtle ntriples rdfxml jsonld trig nquads
"""
from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from graph_api.cost import USUAL
from graph_api.spool import Spooled

RESULT_FORMATS = ("json", "xml", "csv", "tsv")
GRAPH_FORMATS = ("turtle", "ntriples", "rdfxml", "jsonld", "trig", "nquads")


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs a query sees (SPARQL 1.1 Protocol §2.1.4): IRIs, or None where the protocol leaves it to the query."""

    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


WHOLE = Dataset()


@dataclass(frozen=True, slots=True)
class Release:
    """An immutable published graph. `manifest` is what its maker says of it: counts, versions, checksums."""

    id: str
    path: Path
    manifest: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer. `seconds` is evaluation and writing together, as the evaluator measured them, `waited` the time before.

    A large one is in `file` when the asker said it can take it from there (`spool`); `body` is empty then.
    """

    body: bytes
    format: str
    seconds: float
    release: str
    waited: float = 0.0
    file: Spooled | None = None


class Snapshot(Protocol):
    """One release for as long as it is held, so that an answer made of several queries is of one piece."""

    release: Release
    lateral: bool                        # whether LATERAL (SPARQL 1.2 proposal 6) may be used in our own queries

    async def query(self, text: str, format: str = "json", dataset: Dataset = WHOLE, *, guess: float = USUAL, spool: bool = False,
                    explain: bool = False) -> Answer:
        """`guess` is how many seconds it may take, as far as that can be told (see `cost.py`); with `explain` the answer is
        JSON about the query (see `explaining.py`).

        Raises QuerySyntaxError, EvaluationFailed, QueryTimeout, QueryCancelled, EvaluatorLost, TooBusy, TooManyRequests or TooLarge.
        """
        ...


class Store(Protocol):
    """Read access to the current release; moves to a new one by itself."""

    async def start(self) -> None:
        """Open the current release if there is one; there may be none yet."""
        ...

    async def close(self) -> None: ...

    def release(self) -> Release:
        """The release that the next question is answered from. Raises NotReady with the reason."""
        ...

    def snapshot(self) -> AbstractAsyncContextManager[Snapshot]:
        """Hold the current release. Raises NotReady."""
        ...
