"""Names of sentences, token by token: where one begins, goes on, ends, or stands alone (spaCy's `EntityRecognizer`, greedy)."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ingest.inference.encoder import Floats
from ingest.inference.moves import NOTHING, Moves

IMPOSSIBLE = np.float32(-1e30)
Entity = tuple[int, int, str]
"""First token, token after the last, label."""


class Recogniser:
    """The moves are B(egin), I(n), L(ast), U(nit) with a label, and O(ut)."""

    def __init__(self, pipe: Any) -> None:
        self._moves = Moves(pipe)
        self._meaning = [(name[0], name[2:]) for name in self._moves.names]
        labels = sorted({label for kind, label in self._meaning if kind == "B"})
        # What is possible: outside a name; in its last chance to begin or go on only what ends it; in front of white space nothing.
        allowed = [self._only("BUO"), self._only("UO"), self._only("O")]
        allowed += [self._only("IL", label) for label in labels] + [self._only("L", label) for label in labels]
        self._allowed = np.stack(allowed)
        self._inside = {label: 3 + n for n, label in enumerate(labels)}
        self._labels = len(labels)

    def _only(self, kinds: str, label: str | None = None) -> Floats:
        """Zero for the moves of these kinds (and this label), else minus infinity. A unit without a label is spaCy's mark for "no name here"."""
        return np.array([0 if kind in kinds and (named or kind == "O") and (label is None or named == label) else IMPOSSIBLE
                         for kind, named in self._meaning], np.float32)

    def __call__(self, vectors: Floats, lengths: Sequence[int], starts: Sequence[frozenset[int]], spaces: Sequence[frozenset[int]]) -> list[list[Entity]]:
        """Names of each sentence. `starts`: tokens that begin a sentence of the parse, which no name crosses; `spaces`: white space."""
        prepared = self._moves.prepare(vectors)
        offsets = np.concatenate(([0], np.cumsum(lengths)))[:-1].tolist()
        found: list[list[Entity]] = [[] for _ in lengths]
        begun = [NOTHING] * len(lengths)                     # where the name begins that is open
        label = [""] * len(lengths)
        active = sorted(range(len(lengths)), key=lambda n: -lengths[n])
        for at in range(max(lengths, default=0)):
            while lengths[active[-1]] <= at:
                active.pop()
            shown, possible = [], []
            for n in active:
                last = at + 1 == lengths[n] or at + 1 in starts[n]
                first = offsets[n] + begun[n] if begun[n] != NOTHING else NOTHING
                shown.append([offsets[n] + at, first, offsets[n] + at - 1 if first != NOTHING else NOTHING])
                if first != NOTHING:
                    possible.append(self._inside[label[n]] + (self._labels if last else 0))
                else:
                    possible.append(2 if at in spaces[n] else 1 if last else 0)
            scores = self._moves.score(prepared, shown) + self._allowed[possible]
            for n, move in zip(active, scores.argmax(axis=1).tolist(), strict=True):
                kind, named = self._meaning[move]
                if kind == "B":
                    begun[n], label[n] = at, named
                elif kind == "L":
                    found[n].append((begun[n], at + 1, named))
                    begun[n] = NOTHING
                elif kind == "U":
                    found[n].append((at, at + 1, named))
        return found
