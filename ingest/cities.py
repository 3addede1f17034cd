"""Cities, read once from `cities.txt`: which country a text speaks of, and what is a place and no party."""
from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).with_name("cities.txt")


def is_city(name: str) -> bool:
    """Whether a name is a city's, also as a dateline writes it ("MILAN")."""
    return name in cities() or (name.isupper() and name.title() in cities())


@cache
def cities() -> Mapping[str, str]:
    """City → country (ISO 3166-1 alpha-2)."""
    lines = (line.split() for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return MappingProxyType({name.replace("_", " "): country for country, *names in lines for name in names})
