"""Word lists, written so that they can be read: one theme a line, words separated by spaces."""
from __future__ import annotations


def words(*lines: str) -> frozenset[str]:
    """The words of all lines as one set; a word may stand under two themes."""
    return frozenset(word for line in lines for word in line.split())
