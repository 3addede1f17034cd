"""Cities, read once from `cities.txt`: which country a text speaks of, and what is a place and no party."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_CAPITALISED = re.compile(r"(?<![\w'’-])(?=([A-ZÀ-Ž][\w-]+(?: [A-ZÀ-Ž][\w-]+){0,3}))")
FILE = Path(__file__).with_name("cities.txt")


def is_city(name: str) -> bool:
    """Whether a name is a city's, also as a dateline writes it ("MILAN")."""
    return name in cities() or (name.isupper() and name.title() in cities())


def cities_in(text: str) -> Counter[str]:
    """How often the cities of each country are named."""
    found: Counter[str] = Counter()
    known, done = cities(), 0
    for match in _CAPITALISED.finditer(text):
        if match.start() < done:
            continue
        words = match[1].split(" ")
        for length in range(len(words), 0, -1):
            name = " ".join(words[:length])
            if name in known:
                found[known[name]] += 1
                done = match.start() + len(name)
                break
    return found


@cache
def cities() -> Mapping[str, str]:
    """City → country (ISO 3166-1 alpha-2)."""
    lines = (line.split() for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return MappingProxyType({name.replace("_", " "): country for country, *names in lines for name in names})
