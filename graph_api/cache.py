"""Ready answers of one release, bounded in bytes; a new release empties it.

An answer is known by what was asked (release, query, dataset, media type), and found by the bytes of a request (its URL, Accept, body), so that a
repeated request is answered without being read. What cannot be the same twice (NOW, RAND, UUID …) is not kept. The entity tag is made of
what was asked, so it is weak: two evaluations may write the same rows in another order.
"""
from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Generic, TypeVar

T = TypeVar("T")

Headers = Sequence[tuple[bytes, bytes]]
OVERHEAD = 500
"""Bytes that an entry or a name of one costs besides its contents, roughly."""
SHARE = 8
"""An answer over this part of the bound is not kept: it would drive out all others."""


def entity_tag(*asked: Hashable) -> str:
    return f'W/"{blake2b(repr(asked).encode("utf-8", "replace"), digest_size=12).hexdigest()}"'


def matches(if_none_match: str, tag: str) -> bool:
    """Whether a client has this already (RFC 9110 §13.1.2, weak comparison)."""
    return if_none_match.strip() == "*" or any(given.strip().removeprefix("W/") == tag.removeprefix("W/") for given in if_none_match.split(","))


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer as it is sent: `headers` are complete, `brief` are those of a 304."""

    tag: str
    headers: Headers
    brief: Headers
    body: bytes


class Cache:
    """`bound` is bytes; 0 keeps nothing."""

    def __init__(self, bound: int) -> None:
        self.bound, self.size, self.release = bound, 0, ""
        self.hits = self.misses = 0
        self._entries: OrderedDict[Hashable, tuple[Entry, list[Hashable], int]] = OrderedDict()
        self._names: dict[Hashable, Hashable] = {}

    def at(self, release: str) -> Cache:
        """This cache, emptied if it is of another release."""
        if release != self.release:
            self._entries.clear()
            self._names.clear()
            self.release, self.size = release, 0
        return self

    def named(self, request: Hashable) -> Entry | None:
        """The answer to a request with these bytes."""
        key = self._names.get(request)
        if key is None:
            return None
        self._entries.move_to_end(key)
        self.hits += 1
        return self._entries[key][0]

    def get(self, asked: Hashable, request: Hashable = None) -> Entry | None:
        """The answer to a question; the bytes of the request that asked it this time become a name of it."""
        if found := self._entries.get(asked):
            self._entries.move_to_end(asked)
            self._name(asked, request)
            self.hits += 1
            return found[0]
        self.misses += 1
        return None

    def takes(self, size: int) -> bool:
        """Whether an answer of so many bytes is kept at all."""
        return size + OVERHEAD <= self.bound // SHARE

    def put(self, release: str, asked: Hashable, entry: Entry, request: Hashable = None) -> None:
        size = len(entry.body) + len(repr(asked)) + OVERHEAD
        if release != self.release or size > self.bound // SHARE or asked in self._entries:
            return
        self._entries[asked] = (entry, [], size)
        self.size += size
        self._name(asked, request)
        self._shrink()

    def _name(self, asked: Hashable, request: Hashable) -> None:
        if request is None or request in self._names:
            return
        entry, names, size = self._entries[asked]
        if len(names) >= 8:                                  # a client that varies what does not matter shall not fill the cache with names
            return
        more = OVERHEAD + len(repr(request))
        self._entries[asked] = (entry, [*names, request], size + more)
        self._names[request] = asked
        self.size += more
        self._shrink()

    def _shrink(self) -> None:
        while self.size > self.bound and self._entries:
            _, (_, names, size) = self._entries.popitem(last=False)
            self.size -= size
            for name in names:
                del self._names[name]


class Flights(Generic[T]):
    """Questions that are being answered just now: who asks the same waits for the same answer. One that nobody waits for any more is cancelled."""

    def __init__(self) -> None:
        self._under_way: dict[Hashable, tuple[asyncio.Task[T], list[int]]] = {}

    async def join(self, asked: Hashable, start: Callable[[], Coroutine[Any, Any, T]]) -> tuple[T, bool]:
        """The answer, and whether this call began it. Raises what the question raises."""
        first = asked not in self._under_way
        if first:
            self._under_way[asked] = (asyncio.ensure_future(start()), [0])
        task, waiting = self._under_way[asked]
        waiting[0] += 1
        try:
            return await asyncio.shield(task), first
        finally:
            waiting[0] -= 1
            if not waiting[0]:
                task.cancel()
            if (not waiting[0] or task.done()) and self._under_way.get(asked, (None,))[0] is task:
                del self._under_way[asked]
