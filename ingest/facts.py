"""What consolidation needs of an article, kept in the ledger so that no document is read twice: its claims, its new names, its wording.

The bytes are a pickle of plain values and of the classes in `ALLOWED`; nothing else can be loaded from them.
"""
from __future__ import annotations

import io
import pickle
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from ingest.deeds import ReportedClaim
from ingest.duplicates import Print, Sketch, sketch, wording
from ingest.mapping import minted, reported_claims
from ingest.model import Entity, Reading
from ontology.knowledge import Knowledge

ALLOWED = {("ingest.deeds", "ReportedClaim"), ("ingest.deeds", "Source"), ("ingest.deeds", "Sum"), ("ingest.deeds", "Time"), ("ingest.model", "Entity"),
           ("datetime", "date"), ("decimal", "Decimal"), ("builtins", "frozenset")}


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """Of one article. The claims do not know yet which article this one is a copy of."""

    print: Print
    claims: tuple[ReportedClaim, ...]
    entities: tuple[Entity, ...]


def facts_of(reading: Reading, known: Knowledge) -> Facts:
    article = reading.article
    made = Print(article.id, article.published, wording(article.text), sketch(article.text))
    return Facts(made, reported_claims(reading, known), minted(reading, known))


def told(facts: Facts, original: str) -> Iterable[ReportedClaim]:
    """The claims of an article that is a copy of `original` (or that article itself)."""
    if original == facts.print.id:
        return facts.claims
    return (replace(claim, source=replace(claim.source, original=original)) for claim in facts.claims)


def pack(facts: Facts) -> bytes:
    made, parts = facts.print, facts.print.sketch
    values = (made.id, made.published, made.wording, parts.shingles.tobytes(), parts.fingerprint, sorted(parts.words), sorted(parts.names),
              sorted(parts.figures), facts.claims, facts.entities)
    return zlib.compress(pickle.dumps(values, protocol=5), 1)


def unpack(packed: bytes) -> Facts:
    """Raises ValueError for what `pack` did not make."""
    try:
        id, published, words, shingles, fingerprint, all_words, names, figures, claims, entities = _Unpickler(io.BytesIO(zlib.decompress(packed))).load()
    except (pickle.UnpicklingError, zlib.error, EOFError, TypeError, AttributeError, ImportError, IndexError) as error:
        raise ValueError(f"facts of an article cannot be read ({error})") from error
    assert published is None or isinstance(published, date)
    parts = Sketch(np.frombuffer(shingles, dtype=np.uint32), fingerprint, frozenset(all_words), frozenset(names), frozenset(figures))
    return Facts(Print(id, published, words, parts), claims, entities)


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name} has no place here")
        return super().find_class(module, name)
