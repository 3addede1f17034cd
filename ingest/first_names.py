"""First names of people, read once from `first_names.txt`: what tells a person from a company of two words."""
from __future__ import annotations

from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("first_names.txt")


@cache
def first_names() -> frozenset[str]:
    """All names of the file; `#` starts a comment line."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


def is_first_name(word: str) -> bool:
    """Whether a word is a first name, also a double one ("Jean-Claude") and one in capitals ("JANE")."""
    if word.isupper() and len(word) > 2:
        word = word.title()
    names = first_names()
    return word in names or ("-" in word and all(part in names for part in word.split("-")))
