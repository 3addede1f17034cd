"""Where the names of a text stand, so that it can be asked quickly where one stands again and whether a place is still free."""
from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ingest.model import Span

_WORD = re.compile(r"\w+")


class Spans(dict[Span, str]):
    """Where a name stands and how it is written there, without article, title and genitive; no two share a character."""

    def __init__(self, text: str, names: Iterable[Span] = ()) -> None:
        """`names` are places that are taken and hold no name of this table; they may overlap."""
        super().__init__()
        self._taken = bytearray(len(text))
        for span in names:
            self._mark(span, 1)

    def __setitem__(self, span: Span, name: str) -> None:
        super().__setitem__(span, name)
        self._mark(span, 1)

    def __delitem__(self, span: Span) -> None:
        super().__delitem__(span)
        self._mark(span, 0)

    def free(self, span: Span) -> bool:
        """Whether nothing of the table stands where `span` is."""
        return self._taken.find(1, span.start, span.end) < 0

    def _mark(self, span: Span, value: int) -> None:
        self._taken[span.start:span.end] = bytes((value,)) * (span.end - span.start)


def free(span: Span, *tables: Spans) -> bool:
    """Whether nothing of any table stands where `span` is."""
    return all(table.free(span) for table in tables)


def places_of(name: str, text: str) -> list[Span]:
    """Where `name` stands in `text` and is no part of a longer word; each look-up costs what is found, not the length of the text."""
    first = _WORD.match(name)
    if first is None:
        return [Span(*m.span()) for m in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]
    found: list[Span] = []
    for start in _words(text).get(first[0], ()):
        end = start + len(name)
        if (text.startswith(name, start) and text[start - 1:start] != "-" and not _goes_on(text[end:end + 1])
                and (not found or start >= found[-1].end)):
            found.append(Span(start, end))
    return found


def _goes_on(character: str) -> bool:
    return character == "-" or _WORD.match(character) is not None


@lru_cache(maxsize=2)                    # the text that is being read
def _words(text: str) -> dict[str, list[int]]:
    """The places of every word of a text."""
    places: dict[str, list[int]] = {}
    for match in _WORD.finditer(text):
        places.setdefault(match[0], []).append(match.start())
    return places
