"""Dependency trees of sentences by the arc-eager transition system (spaCy's `DependencyParser`, greedy and non-monotonic)."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ingest.inference.encoder import Floats
from ingest.inference.moves import NOTHING, Moves

IMPOSSIBLE = np.float32(-1e30)
ROOT = "ROOT"
LIFTED = "||"                            # "dobj||conj": the parser hung it one level too high, its governor is a `conj` below
MARKS = "SDLRB"                          # shift, reduce, left arc, right arc, break

Tree = tuple[list[int], list[str]]
"""The governor of each token (itself for a root), and the label of the arc."""


class State:
    """A sentence of which a part is parsed: a stack, what of the buffer was put back, and the arcs so far."""

    __slots__ = ("back", "first", "heads", "labels", "lefts", "length", "next", "offset", "rights", "second", "stack", "starts", "unshiftable")

    def __init__(self, length: int, offset: int) -> None:
        """`offset`: how many tokens stand in the sentences before."""
        self.length, self.offset, self.next = length, offset, 0
        self.stack: list[int] = []
        self.back: list[int] = []
        self.heads = [NOTHING] * length
        self.labels = [""] * length
        self.lefts: dict[int, list[int]] = {}                # children by governor, in the order they were found
        self.rights: dict[int, list[int]] = {}
        self.starts = {0}                  # tokens that begin a sentence
        self.unshiftable: set[int] = set()

    def finished(self) -> bool:
        return not self.stack and self.next >= self.length and not self.back

    def look(self) -> tuple[list[int], int]:
        """What the network looks at (two words of the buffer, three of the stack, their latest children), and which kinds of moves
        may be made (a bit for each of MARKS)."""
        stack, back, offset, length, at, lefts, rights = self.stack, self.back, self.offset, self.length, self.next, self.lefts, self.rights
        waiting = len(back)
        b0 = back[-1] if waiting else at if at < length else NOTHING
        at += 1 - waiting
        b1 = back[-2] if waiting > 1 else at if at < length else NOTHING
        self.first, self.second = b0, b1
        shown = [NOTHING] * 8
        if b1 >= 0:
            shown[1] = b1 + offset
        if b0 >= 0:
            shown[0] = b0 + offset
            if lefts.get(b0):
                shown[5] = lefts[b0][-1] + offset
        possible = 16 if b1 == b0 + 1 and b1 > 0 and b1 not in self.starts else 0
        if not stack:
            return shown, possible | 1
        s0 = stack[-1]
        shown[2] = s0 + offset
        if lefts.get(s0):
            shown[6] = lefts[s0][-1] + offset
        if rights.get(s0):
            shown[7] = rights[s0][-1] + offset
        if len(stack) > 1:
            shown[3] = stack[-2] + offset
            if len(stack) > 2:
                shown[4] = stack[-3] + offset
        if b0 < 0 or b0 in self.starts:
            return shown, possible | 2
        return shown, possible | (15 if b1 >= 0 and b0 not in self.unshiftable else 14)

    def do(self, kind: str, label: str) -> None:
        """Make a move that the last `look` found possible."""
        if kind == "S":
            self._push()
        elif kind == "D":
            top = self.stack.pop()
            if self.heads[top] == NOTHING and self.stack:
                self.unshiftable.add(top)
                self.back.append(top)
        elif kind == "L":
            self._arc(self.first, self.stack.pop(), label)
            self.unshiftable.discard(self.first)
        elif kind == "R":
            self._arc(self.stack[-1], self.first, label)
            self._push()
        else:
            self.starts.add(self.second)

    def _push(self) -> None:
        if self.back:
            self.back.pop()
        else:
            self.next += 1
        self.stack.append(self.first)

    def _arc(self, head: int, child: int, label: str) -> None:
        before = self.heads[child]
        if before != NOTHING:
            (self.lefts if before > child else self.rights)[before].remove(child)
        (self.lefts if head > child else self.rights).setdefault(head, []).append(child)
        self.heads[child], self.labels[child] = head, label


class TreeBuilder:
    """A greedy parser: in each state the best possible move."""

    def __init__(self, pipe: Any) -> None:
        self._moves = Moves(pipe)
        self._meaning = [(name[0], name[2:]) for name in self._moves.names]
        kinds = np.array([1 << MARKS.index(kind) for kind, _ in self._meaning])
        self._allowed = np.stack([np.where(kinds & possible, np.float32(0), IMPOSSIBLE) for possible in range(1 << len(MARKS))])

    def __call__(self, vectors: Floats, lengths: Sequence[int]) -> list[Tree]:
        """The trees of sentences whose tokens' vectors stand one below the other."""
        prepared = self._moves.prepare(vectors)
        states, offset = [], 0
        for length in lengths:
            states.append(State(length, offset))
            offset += length
        active = [state for state in states if not state.finished()]
        while active:
            shown, possible = zip(*(state.look() for state in active), strict=True)
            scores = self._moves.score(prepared, shown)
            scores += self._allowed[list(possible)]
            for state, move in zip(active, scores.argmax(axis=1).tolist(), strict=True):
                state.do(*self._meaning[move])
            active = [state for state in active if not state.finished()]
        return [_tree(state) for state in states]


def _tree(state: State) -> Tree:
    heads = [n if head == NOTHING else head for n, head in enumerate(state.heads)]
    labels = [ROOT if head == n else label for n, (head, label) in enumerate(zip(heads, state.labels, strict=True))]
    for n, label in enumerate(labels):
        if LIFTED in label:
            labels[n], wanted = label.split(LIFTED)
            heads[n] = _lowered(n, wanted, heads, labels)
    return heads, labels


def _lowered(token: int, wanted: str, heads: list[int], labels: list[str]) -> int:
    """The nearest descendant of a token's governor whose label is `wanted`, level by level from the left; else the governor."""
    level = [heads[token]]
    seen = {token, heads[token]}
    while level:
        below = []
        for governor in level:
            for child, head in enumerate(heads):
                if head != governor or child in seen:
                    continue
                if labels[child] == wanted:
                    return child
                seen.add(child)
                below.append(child)
        level = below
    return heads[token]


def sentence_starts(heads: Sequence[int]) -> frozenset[int]:
    """Where the trees of a parse begin: the leftmost token below each root."""
    roots: dict[int, int] = {}
    for token in range(len(heads)):
        root = token
        while heads[root] != root:
            root = heads[root]
        roots.setdefault(root, token)
    return frozenset(roots.values())
