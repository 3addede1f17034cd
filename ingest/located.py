"""Things that have a place in a text, to be asked which of them stand in a sentence without looking at all of them."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import Generic, TypeVar

from ingest.model import Span

T = TypeVar("T")


class Located(Generic[T]):
    """A set of things in the order of the text; `place` says where each stands, None: nowhere, and it is left out."""

    def __init__(self, things: Iterable[T], place: Callable[[T], Span | None]) -> None:
        placed = sorted(((span, thing) for thing in things if (span := place(thing)) is not None), key=lambda each: (each[0].start, each[0].end))
        self._spans = [span for span, _ in placed]
        self._things = [thing for _, thing in placed]
        self._starts = [span.start for span in self._spans]
        self._reach = list(accumulate((span.end for span in self._spans), max))      # how far everything up to here goes

    def inside(self, span: Span) -> list[T]:
        """What lies within `span`."""
        first, end = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [self._things[i] for i in range(first, end) if self._spans[i].end <= span.end]

    def touching(self, span: Span) -> list[T]:
        """What shares a character with `span`."""
        first, end = bisect_left(self._reach, span.start + 1), bisect_left(self._starts, span.end)
        return [self._things[i] for i in range(first, end) if self._spans[i].overlaps(span)]
