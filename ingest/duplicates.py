"""Near-duplicates: one wire story in many papers is one source, not many.

    find_copies(articles) -> {article: the article that stands for all its copies}, the same for any order

Two articles are copies when they share half of their five-word runs ("shingles", Jaccard), or when one holds nearly all runs of
the other: papers shorten a wire story from its end. Words count, not case, punctuation or layout. Notices written after one
pattern about different cases share their phrases too; they differ in the names that recur in them and in their figures.

Nobody compares each article with each: a MinHash gives keys under which likely copies meet (Broder, "On the resemblance and
containment of documents", 1997), and only those that meet are compared, run by run. Copies of copies are one group.
"""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from ingest.model import Article

SHINGLE = 5                              # words; shorter runs are shared by unrelated articles about one event
PLACES = 128                             # of a fingerprint
ROWS = 2                                 # places in one key: copies share a key but for one pair in 10**8, extracts of a quarter one in 60
COPY = 0.5                               # share of common shingles from which two articles are copies: a third of each may differ, say
EXTRACT, LEAST = 0.8, 0.2                # share of the shorter one's shingles that the longer one has, and of all of both
SHORTEST_EXTRACT = 40                    # shingles: a sentence that is quoted in an article is no extract of it
MOST_STRANGERS = 50                      # under one key: where boilerplate makes thousands meet, each is compared with this many
SAME_FIGURES = 2 / 3                     # share of the shorter one's figures that the longer one has
PRIME = 4_294_967_311                    # the first above 2**32, so that products stay below 2**64
WORD = re.compile(r"[^\W_]+")
FIGURE = re.compile(r"\d[\d.,]*")

Fingerprint = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """What of a text decides whether it is a copy. `shingles`: sorted hashes (uint32); `names`: recurring words with a capital."""

    shingles: np.ndarray
    fingerprint: Fingerprint
    words: frozenset[str]
    names: frozenset[str]
    figures: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """An article as far as copies are concerned: IRI, day of publication, `wording` and `sketch` of its text."""

    id: str
    published: date | None
    wording: str
    sketch: Sketch


def wording(text: str) -> str:
    """A hash of the words of a text in order: the same for texts that differ in case, punctuation and layout only."""
    return blake2b(" ".join(WORD.findall(text.casefold())).encode("utf-8", "replace"), digest_size=16).hexdigest()


def find_copies(articles: Iterable[Article]) -> dict[str, str]:
    """IRI of each article → IRI of the first published among its copies, itself included; undated ones come last."""
    return find_copied(Print(article.id, article.published, wording(article.text), sketch(article.text)) for article in articles)


def find_copied(prints: Iterable[Print]) -> dict[str, str]:
    """The same of articles that were looked at before."""
    alike: dict[str, list[Print]] = defaultdict(list)
    for each in sorted(prints, key=lambda a: (a.published.isoformat() if a.published else "9999", a.id)):
        alike[each.wording].append(each)
    same = list(alike.values())
    sketches = [group[0].sketch for group in same]
    first = list(range(len(same)))       # of each the earliest that is known to belong with it

    def root(i: int) -> int:
        while first[i] != i:
            i = first[i] = first[first[i]]
        return i

    for group in _candidates(sketches):
        strangers: list[int] = []        # members of which none is a copy of another, as far as they were compared
        for i in group:
            for j in reversed(strangers[-MOST_STRANGERS:]):
                low, high = sorted((root(i), root(j)))
                if low == high or is_copy(sketches[i], sketches[j]):
                    first[high] = low
                    break
            else:
                strangers.append(i)
    return {article.id: same[root(i)][0].id for i, group in enumerate(same) for article in group}


def _candidates(sketches: list[Sketch]) -> Iterable[list[int]]:
    """Positions of those that share a key."""
    met: dict[str, list[int]] = defaultdict(list)
    for i, each in enumerate(sketches):
        for key in keys(each.fingerprint):
            met[key].append(i)
    return (group for group in met.values() if len(group) > 1)


def sketch(text: str) -> Sketch:
    """A text without words is near nothing."""
    words = WORD.findall(text)
    folded = [word.casefold() for word in words]
    counts, lower = Counter(folded), {word for word in words if word[0].islower()}
    names = {word.casefold() for word in words if word[0].isupper() and counts[word.casefold()] > 1 and word.casefold() not in lower}
    shingles = _shingles(folded)
    figures = frozenset(figure.strip(".,") for figure in FIGURE.findall(text))
    return Sketch(shingles, _minhash(shingles), frozenset(folded), frozenset(names), figures)


def is_copy(a: Sketch, b: Sketch) -> bool:
    """Whether two articles tell one story in the same words."""
    short, long = sorted((a, b), key=lambda each: (len(each.shingles), each.fingerprint, sorted(each.figures)))
    if not len(short.shingles):
        return False
    common = len(np.intersect1d(short.shingles, long.shingles, assume_unique=True))
    share = common / (len(short.shingles) + len(long.shingles) - common)
    extract = common >= EXTRACT * len(short.shingles) and share >= LEAST and len(short.shingles) >= SHORTEST_EXTRACT
    if share < COPY and not extract:
        return False
    return short.names <= long.words and len(short.figures & long.figures) >= SAME_FIGURES * len(short.figures)


def fingerprint(text: str) -> Fingerprint:
    """128 integers below 2**33 that stand for the words of `text` in order; () for a text without words."""
    return sketch(text).fingerprint


def near(a: Fingerprint, b: Fingerprint) -> float:
    """Estimated share of common shingles, 0.0 to 1.0, with a standard error of at most 0.045."""
    if not a or not b:
        return 0.0
    return sum(x == y for x, y in zip(a, b, strict=True)) / PLACES


def keys(fingerprint: Fingerprint) -> tuple[str, ...]:
    """Keys to look up candidates by: texts that share none are hardly copies."""
    return tuple(f"{i // ROWS}:" + "-".join(map(str, fingerprint[i:i + ROWS])) for i in range(0, len(fingerprint), ROWS))


def _constants(purpose: str, count: int) -> np.ndarray:
    """Random-looking 64-bit numbers from a hash of their number: the same for ever and everywhere."""
    digests = [blake2b(f"regatlas {purpose} {i}".encode(), digest_size=8).digest() for i in range(count)]
    return np.array([int.from_bytes(digest, "big") for digest in digests], dtype=np.uint64)


MULTIPLIERS = _constants("multiplier", PLACES) % np.uint64(2**32 - 1) + np.uint64(1)
OFFSETS = _constants("offset", PLACES) % np.uint64(2**32)
POSITIONS = _constants("position", SHINGLE) | np.uint64(1)


@lru_cache(maxsize=100_000)
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def _shingles(words: list[str]) -> np.ndarray:
    """Sorted, unique 32-bit hashes of all runs of five words; of a shorter text, of all of it."""
    if not words:
        return np.empty(0, dtype=np.uint32)
    hashes = np.fromiter(map(_hash, words), dtype=np.uint64, count=len(words))
    size = min(SHINGLE, len(words))
    runs = np.zeros(len(words) - size + 1, dtype=np.uint64)
    for i in range(size):
        runs += hashes[i:len(words) - size + 1 + i] * POSITIONS[i]       # modulo 2**64
    return np.unique((runs >> np.uint64(32)).astype(np.uint32))


def _minhash(shingles: np.ndarray) -> Fingerprint:
    if not len(shingles):
        return ()
    lowest = np.full(PLACES, PRIME, dtype=np.uint64)
    for start in range(0, len(shingles), 4096):      # bounds memory for very long texts
        part = (shingles[start:start + 4096, None].astype(np.uint64) * MULTIPLIERS + OFFSETS) % np.uint64(PRIME)
        lowest = np.minimum(lowest, part.min(axis=0))
    return tuple(int(value) for value in lowest)
