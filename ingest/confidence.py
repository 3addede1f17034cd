"""How likely a claim is right: a logistic model over how it was read, fitted to the project's own annotated articles.

The weights are in `confidence.json`, a small table from features to log-odds; `make confidence` fits them anew.
A claim that is hardly likely right is left out (below `LEAST`; a pipeline may be given another bound, 0 keeps all).
A feature that the table does not know counts nothing, so a new trigger or rule gets the average of its kind.
"""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from ingest.model import Claim

MODEL = "confidence.json"
# Claims less likely right than this are not told. The articles that the table is fitted to are those that the rules were made with, so
# it promises a little too much for others: what is less likely than this is rather wrong than right there.
LEAST = 0.55


@dataclass(frozen=True, slots=True)
class Confidence:
    """Log-odds of features; `base` is that of a claim without any."""

    base: float
    weights: Mapping[str, float]

    def of(self, features: Iterable[str]) -> float:
        """The probability, from 0.01 to 0.99 and with two decimals, that a claim with these features is right."""
        odds = self.base + sum(self.weights.get(f, 0.0) for f in features)
        return round(min(max(1 / (1 + exp(-odds)), 0.01), 0.99), 2)


@cache
def confidence() -> Confidence:
    """The fitted model that is part of the package."""
    table = json.loads(files("ingest").joinpath(MODEL).read_text("utf-8"))
    return Confidence(table["base"], table["weights"])


def features(claim: Claim, family: str) -> tuple[str, ...]:
    """What the model looks at; `family` is the parent of the claim's type."""
    how, *more = claim.rule.split("; ")
    return tuple(sorted({
        f"rule:{how}", f"type:{claim.type}", f"family:{family}",
        f"polarity:{claim.polarity}", f"modality:{claim.modality}", f"attribution:{claim.attribution}",
        f"actors:{min(len(claim.actor), 2)}", f"targets:{min(len(claim.target), 2)}",
        *(("target guessed",) if any(m.startswith("target:") for m in more) else ()),
        *(("dated",) if claim.when else ()), *(("sum",) if claim.amount else ()),
    }))
