"""Tokens as vectors: hash embeddings of a word's form, mixed, then convolutions over its neighbours (spaCy's `Tok2Vec.v2`)."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

PIECES = 3                               # of each maxout unit
TINY = 1e-8                              # added to a variance


class Maxout:
    """A layer whose units are the best of three, normalised to mean 0 and variance 1 and then scaled."""

    def __init__(self, maxout: Any, norm: Any) -> None:
        units, pieces, width = maxout.get_param("W").shape
        assert pieces == PIECES
        # first pieces of all units, then second, then third: the best of each is a comparison of whole arrays
        self.weights: Floats = np.ascontiguousarray(maxout.get_param("W").transpose(2, 1, 0).reshape(width, pieces * units))
        self.bias: Floats = maxout.get_param("b").T.reshape(-1).copy()
        self.units, self.scale, self.shift = units, norm.get_param("G"), norm.get_param("b")

    def __call__(self, vectors: Floats) -> Floats:
        n = self.units
        pieces = vectors @ self.weights
        pieces += self.bias
        best = np.maximum(pieces[:, :n], pieces[:, n:2 * n])
        np.maximum(best, pieces[:, 2 * n:], out=best)
        best -= best.mean(axis=1, keepdims=True)
        best *= (np.einsum("ij,ij->i", best, best)[:, None] / np.float32(n) + np.float32(TINY)) ** np.float32(-0.5)
        best *= self.scale
        best += self.shift
        return best


class Encoder:
    """The token-to-vector network of one component of a spaCy pipeline."""

    def __init__(self, model: Any) -> None:
        """`model` is the thinc model of a `Tok2Vec.v2` with `MultiHashEmbed.v2` and `MaxoutWindowEncoder.v2` of window 1."""
        def parts(name: str) -> list[Any]:
            return [node for node in model.walk() if node.name == name]

        self.features: list[str] = parts("extract_features")[0].attrs["columns"]
        self._embeddings = parts("hashembed")
        layers = [Maxout(maxout, norm) for maxout, norm in zip(parts("maxout"), parts("layernorm"), strict=True)]
        width = layers[0].units
        embedded = width * len(self._embeddings)
        self._mixer = next(layer for layer in layers if layer.weights.shape[0] == embedded)
        self._convolutions = [layer for layer in layers if layer is not self._mixer]
        assert all(layer.weights.shape[0] == 3 * width for layer in self._convolutions)
        self.width, self._reach = width, len(self._convolutions)

    def __call__(self, features: Sequence[NDArray[np.uint64]]) -> Floats:
        """The vectors of the tokens of sentences, one below the other; each sentence is given by the features of its tokens."""
        lengths = [len(sentence) for sentence in features]
        # Sentences stand so far apart that none sees the next one.
        places = np.arange(sum(lengths)) + np.repeat(np.arange(1, len(lengths) + 1) * self._reach, lengths)
        vectors = np.zeros((len(places) + (len(lengths) + 1) * self._reach, self.width), np.float32)
        vectors[places] = self._embed(np.concatenate(features))
        window = np.zeros((len(vectors), 3 * self.width), np.float32)
        left, middle, right = (slice(n * self.width, (n + 1) * self.width) for n in range(3))
        for convolution in self._convolutions:
            window[1:, left], window[:, middle], window[:-1, right] = vectors[:-1], vectors, vectors[1:]
            vectors = vectors + convolution(window)
        return vectors[places]

    def _embed(self, features: NDArray[np.uint64]) -> Floats:
        """The vectors of tokens regardless of their neighbours: computed once for each distinct token."""
        rows: dict[bytes, int] = {}
        size = features.shape[1] * 8
        raw = np.ascontiguousarray(features).tobytes()
        which = [rows.setdefault(raw[at:at + size], len(rows)) for at in range(0, len(raw), size)]
        distinct = np.frombuffer(b"".join(rows), np.uint64).reshape(len(rows), -1)
        embedded = [embedding(np.ascontiguousarray(distinct[:, n]), False)[0] for n, embedding in enumerate(self._embeddings)]
        return self._mixer(np.hstack(embedded))[which]
