"""How much one document may cost before it is refused."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Bounds for one document. Whatever is larger is reported as a `ReadError`, never read whole and never cut silently."""

    max_bytes: int = 10_000_000
    """Bytes of one document as stored: a file, one line of JSON Lines, or what comes in on standard input."""

    max_depth: int = 64
    """Folders below a given folder, and nested objects of a JSON record."""

    max_entries: int = 10_000
    """Entries of one feed or JSON array."""

    max_pages: int = 500
    """Pages of one PDF."""

    max_seconds: int = 60
    """Seconds of one processor that the pages of one PDF may take: about a hundred times what 500 pages of text need."""

    max_memory: int = 1_000_000_000
    """Bytes of memory that reading one PDF may take."""


def size(count: int) -> str:
    """Bytes for people, in decimal units: 50 MB, 1.5 kB, 12 bytes."""
    for unit, factor in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        if count >= factor:
            return f"{count / factor:.1f}".removesuffix(".0") + f" {unit}"
    return f"{count} byte{'' if count == 1 else 's'}"
