"""How good each move of a transition system is in a state: spaCy's `TransitionBasedParser.v2`.

A state shows a few tokens (the next word, the word on top of the stack …). What a token adds to the score in each of these
places is computed once for all tokens; a state then only sums the rows of the tokens that it shows.
"""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.inference.encoder import Floats

NOTHING = -1                             # a place of a state where no token stands


class Moves:
    """The scoring network of a parser or a recogniser. `names` are its moves, such as "L-nsubj" or "B-ORG"."""

    def __init__(self, pipe: Any) -> None:
        lower, upper = pipe.model.get_ref("lower"), pipe.model.get_ref("upper")
        self.names: list[str] = [pipe.moves.get_class_name(n) for n in range(pipe.moves.n_moves)]
        linear = next(node for node in pipe.model.get_ref("tok2vec").walk() if node.name == "linear")
        self._narrow, self._narrow_bias = np.ascontiguousarray(linear.get_param("W").T), linear.get_param("b")
        weights = lower.get_param("W")     # place, unit, piece, input; below: the first pieces of all units, then the second
        self._places, self._units, pieces, inputs = weights.shape
        assert pieces == 2
        self._weights: Floats = np.ascontiguousarray(weights.transpose(3, 0, 2, 1).reshape(inputs, -1))
        self._nothing: Floats = lower.get_param("pad").transpose(0, 1, 3, 2).reshape(1, -1)
        self._bias: Floats = lower.get_param("b").T.reshape(-1).copy()
        self._out: Floats = np.ascontiguousarray(upper.get_param("W").T)
        self._out_bias: Floats = upper.get_param("b")
        self._steps = np.arange(self._places)

    def prepare(self, vectors: Floats) -> Floats:
        """A row for each place of each token, after those of "nothing"; what `score` sums."""
        tokens = (vectors @ self._narrow + self._narrow_bias) @ self._weights
        return np.concatenate((self._nothing, tokens)).reshape(-1, 2 * self._units)

    def score(self, prepared: Floats, shown: Sequence[Sequence[int]]) -> Floats:
        """Scores of all moves in several states; `shown` holds the tokens of each state by place, counted through all sentences."""
        rows: NDArray[np.int64] = (np.array(shown) + 1) * self._places + self._steps
        total = prepared.take(rows, axis=0).sum(axis=1)
        total += self._bias
        hidden = np.maximum(total[:, :self._units], total[:, self._units:])
        scores: Floats = hidden @ self._out
        scores += self._out_bias
        return scores
