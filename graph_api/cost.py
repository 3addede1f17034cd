"""How long a query will take, before it has run: what it took last time, or else a guess from its words.

The guess reads tokens, it parses nothing; it only decides who goes first, so it may be wrong. What it looks for is what makes queries endless:
patterns that share no variable (products), paths without a bound, sorting and searching of everything.
"""
from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b

Token = tuple[str, str]
"""The group of a token (see `guard.TOKEN`) and its words."""
USUAL = 0.02
LONG = 0.5
"""Seconds; what is guessed to take longer waits with the long ones."""
BREAKS = frozenset({".", "{", "}"})
KNOWN = 10_000


def guess(tokens: Sequence[Token]) -> float:
    """Seconds, very roughly."""
    words = {said.upper() for group, said in tokens if group == "word"}
    seconds = USUAL + 0.5 * _paths(tokens) + 0.1 * _everything(tokens)
    seconds += 2.0 * max(0, _parts(tokens) - (3 if "UNION" in words else 1))
    if "ORDER" in words and "LIMIT" not in words:
        seconds += 0.3
    return seconds + (0.3 if "REGEX" in words else 0.0)


def _paths(tokens: Sequence[Token]) -> int:
    """How many paths may be of any length: `*` or `+` behind a property or a group, before an object."""
    return sum(1 for before, here, after in zip(tokens, tokens[1:], tokens[2:])
               if here[1] in "*+" and before[0] in ("prefixed", "iri", "close") and after[0] in ("variable", "prefixed", "iri", "string", "close", "other"))


def _everything(tokens: Sequence[Token]) -> int:
    """How many patterns are three variables."""
    return sum(1 for three in zip(tokens, tokens[1:], tokens[2:]) if all(group == "variable" for group, _ in three))


def _parts(tokens: Sequence[Token]) -> int:
    """Into how many groups the patterns fall that have no variable in common; more than one is a product."""
    leader: dict[str, str] = {}

    def lead(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    statement: list[Token] = []
    patterns: set[str] = set()
    inside = False
    for token in (*tokens, ("close", "}")):
        if token[1] not in BREAKS:
            statement.append(token)
            continue
        names = [said[1:] for group, said in statement if group == "variable"] if inside else []
        for name in names:
            leader.setdefault(name, name)
            leader[lead(name)] = lead(names[0])
        if names and statement[0][0] != "word":
            patterns.add(names[0])
        inside, statement = inside or token[1] == "{", []
    return len({lead(name) for name in patterns})


class History:
    """What queries took, by their text; the least recently asked are forgotten."""

    def __init__(self) -> None:
        self._seconds: OrderedDict[bytes, float] = OrderedDict()

    def estimate(self, query: str, otherwise: float) -> float:
        return self._seconds.get(_key(query), otherwise)

    def took(self, query: str, seconds: float) -> None:
        key = _key(query)
        before = self._seconds.pop(key, None)
        self._seconds[key] = seconds if before is None else (before + seconds) / 2
        if len(self._seconds) > KNOWN:
            self._seconds.popitem(last=False)


def _key(query: str) -> bytes:
    return blake2b(query.encode("utf-8", "replace"), digest_size=12).digest()
