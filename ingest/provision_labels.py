"""What a provision that no register describes is called: as the register calls its neighbours ("Article 13(9) GDPR")."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from ontology.knowledge import RegisterEntry

RECITAL = "recital-"
_SECTIONED = re.compile(r"(?!Regulation|Directive).*(?:\bActs?\b|[Gg]esetz\b|\bCode\b)")


def styles(described: Iterable[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Law → the words before and after the place in most of its labels; `described` are (identifier, label), such as
    ("gdpr:6(1)(f)", "Article 6(1)(f) GDPR")."""
    seen: dict[str, Counter[tuple[str, str]]] = {}
    for key, label in described:
        law, _, place = key.partition(":")
        before, found, after = label.partition(place)
        if found and RECITAL not in place:
            seen.setdefault(law, Counter())[before, after] += 1
    return {law: min(counts, key=lambda style: (-counts[style], style)) for law, counts in seen.items()}


def label(key: str, instruments: Mapping[str, RegisterEntry], styles: Mapping[str, tuple[str, str]]) -> str:
    """The label of the provision `key` ("gdpr:13(9)"); the key itself where its law is unknown."""
    law, _, place = key.partition(":")
    instrument = instruments.get(law)
    if instrument is None:
        return key
    name = min(instrument.acronyms, key=lambda a: (len(a), a), default=instrument.name)
    head = "Section " if _SECTIONED.match(instrument.name) else "Article "
    before, after = styles.get(law, (head, f" {name}"))
    return f"Recital {place.removeprefix(RECITAL)}{after}" if place.startswith(RECITAL) else f"{before}{place}{after}"
