"""Near-duplicates: one wire story in many papers is one source, not many.

A fingerprint is a MinHash of the five-word shingles of a text: the share of equal places in two fingerprints estimates the share
of shingles that the two texts have in common (Jaccard), with a standard error of at most 1/16. It depends on the words alone,
not on their case or punctuation, nor on the machine or the run.

Broder, "On the resemblance and containment of documents" (1997).
"""
from __future__ import annotations

import re
from hashlib import blake2b

import numpy as np

SHINGLE = 5                              # words; shorter runs are shared by unrelated articles about one event
PLACES = 64
COPY = 0.5                               # estimate from which two articles are copies: a third of the shingles differ, say, by cuts
ROWS = 2                                 # places in one key: two texts at COPY share at least one of 32 keys but for one case in 10,000
PRIME = 4_294_967_311                    # the first above 2**32, so that products stay below 2**64
WORD = re.compile(r"[^\W_]+")

Fingerprint = tuple[int, ...]


def _constants() -> tuple[np.ndarray, np.ndarray]:
    """Multipliers and offsets of the 64 permutations, from a hash of their number: the same for ever and everywhere."""
    digests = [int.from_bytes(blake2b(f"regatlas minhash {i}".encode(), digest_size=8).digest(), "big") for i in range(2 * PLACES)]
    return (np.array([d % (2**32 - 1) + 1 for d in digests[:PLACES]], dtype=np.uint64),
            np.array([d % 2**32 for d in digests[PLACES:]], dtype=np.uint64))


MULTIPLIERS, OFFSETS = _constants()


def fingerprint(text: str) -> Fingerprint:
    """64 integers below 2**33 that stand for the words of `text` in order; () for a text without words."""
    words = WORD.findall(text.casefold())
    if not words:
        return ()
    shingles = {" ".join(words[i:i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}
    hashes = np.array(sorted(int.from_bytes(blake2b(s.encode("utf-8", "replace"), digest_size=4).digest(), "big") for s in shingles), dtype=np.uint64)
    lowest = np.full(PLACES, PRIME, dtype=np.uint64)
    for start in range(0, len(hashes), 4096):        # bounds memory for very long texts
        part = (hashes[start:start + 4096, None] * MULTIPLIERS + OFFSETS) % np.uint64(PRIME)
        lowest = np.minimum(lowest, part.min(axis=0))
    return tuple(int(value) for value in lowest)


def near(a: Fingerprint, b: Fingerprint) -> float:
    """Estimated share of common shingles, 0.0 to 1.0; a text without words is near nothing."""
    if not a or not b:
        return 0.0
    return sum(x == y for x, y in zip(a, b, strict=True)) / PLACES


def is_copy(a: Fingerprint, b: Fingerprint) -> bool:
    """Whether two articles tell one story in the same words."""
    return near(a, b) >= COPY


def keys(fingerprint: Fingerprint) -> tuple[str, ...]:
    """Keys to look up candidates by: texts that share none are hardly copies, so nobody compares each with each."""
    return tuple(f"{i // ROWS}:" + "-".join(map(str, fingerprint[i:i + ROWS])) for i in range(0, len(fingerprint), ROWS))
