"""Streams of bytes that are read within bounds: what was looked at is not lost, what is compressed cannot swell without end."""
from __future__ import annotations

import io
import zlib
from typing import Protocol

from ingest.readers.limits import size

PIECE = 1 << 16
GZIP = b"\x1f\x8b\x08"
ANYTHING = 50_000_000                    # bytes that one compressed piece may unpack to however small it is
SWELLS = 200                             # times its size beyond that: text packs to a fifth or a tenth, a bomb to a thousandth


class Bomb(ValueError):
    """Compressed data that unpacks to far more than text does."""


class Cut(ValueError):
    """Compressed data that ends before its end."""


class Bytes(Protocol):
    """Any stream of bytes."""

    def read(self, count: int, /) -> bytes: ...

    def readline(self, limit: int = -1, /) -> bytes: ...


def read_up_to(stream: Bytes, count: int) -> bytes:
    """The next `count` bytes, fewer at the end of the stream."""
    parts, left = [], count
    while left > 0 and (part := stream.read(min(left, 1 << 20))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


class Rest(io.RawIOBase):
    """What was already read of a stream, followed by what was not."""

    def __init__(self, start: bytes, stream: Bytes) -> None:
        self._start, self._stream = io.BytesIO(start), stream

    def read(self, count: int = -1, /) -> bytes:
        return self._start.read(count) or self._stream.read(count)

    def readline(self, limit: int | None = -1, /) -> bytes:
        limit = -1 if limit is None else limit
        line = self._start.readline(limit)
        if line.endswith(b"\n") or 0 <= limit <= len(line):
            return line
        return line + self._stream.readline(limit - len(line) if limit >= 0 else -1)


class Unzipped:
    """The content of gzip data of one or many members. Raises `Bomb` and `Cut`; zlib.error when the data are damaged."""

    def __init__(self, stream: Bytes) -> None:
        self._stream, self._packed, self._ready = stream, b"", io.BytesIO()
        self._member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._taken = self._given = 0    # bytes of this member

    def read(self, count: int = -1, /) -> bytes:
        """At most `count` bytes, some unless the data have ended; what comes before a fault is given before the fault is raised."""
        if part := self._ready.read(count):
            return part
        self._ready = io.BytesIO(self._unpack())
        return self._ready.read(count)

    def readline(self, limit: int = -1, /) -> bytes:
        line = self._ready.readline(limit)
        while not line.endswith(b"\n") and not 0 <= limit <= len(line) and (out := self._unpack()):
            self._ready = io.BytesIO(out)
            line += self._ready.readline(limit - len(line) if limit >= 0 else -1)
        return line

    def _unpack(self) -> bytes:
        while True:
            if self._member.eof:
                self._packed = self._member.unused_data
                self._member, self._taken, self._given = zlib.decompressobj(16 + zlib.MAX_WBITS), 0, 0
            fresh = self._packed or self._stream.read(PIECE)
            if not fresh.strip(b"\0") and not self._taken:       # the end, or the zeros that tapes and some programs add
                if not fresh:
                    return b""
                continue
            if not fresh:
                raise Cut("ends in the middle of its compressed data: it was cut off; fetch it again")
            out = self._member.decompress(fresh, 16 * PIECE)
            self._packed = self._member.unconsumed_tail
            self._taken += len(fresh) - len(self._packed) - len(self._member.unused_data)
            self._given += len(out)
            if self._given > max(ANYTHING, SWELLS * self._taken):
                raise Bomb(f"unpacks {size(self._taken)} to more than {size(self._given)}, which no text does; unpack it yourself if you trust it")
            if out:
                return out


def inflate(data: bytes, limit: int) -> bytes:
    """The content of gzip or zlib data, of which at most `limit` + 1 bytes; data of neither kind as they are."""
    for wbits in (32 + zlib.MAX_WBITS, -zlib.MAX_WBITS):     # servers call both raw and wrapped deflate "deflate"
        try:
            return zlib.decompressobj(wbits).decompress(data, limit + 1)
        except zlib.error:
            continue
    return data
