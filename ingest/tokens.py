"""Parsed sentences as plain values: what the steps read of a dependency parse, without the parser that made it.

The attributes are those of spaCy's `Doc` and `Token` and mean the same (Universal POS, Penn tags, ClearNLP labels), but each is
read many times and costs nothing here. Everything is built once by the parser and never changed, save `Token.kind`, which the
parser sets before it hands the sentence out, and `Doc.answers`, which `ingest.syntax` fills.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload


class Token:
    """A word or mark. `idx` is its first code point in the sentence; a root is its own `head`; `children` stand in order."""

    __slots__ = ("children", "dep_", "doc", "ent_type_", "head", "i", "idx", "kind", "lemma_", "lower_", "pos_", "tag_", "text")

    def __init__(self, i: int, idx: int, text: str, lower: str, lemma: str, pos: str, tag: str, dep: str) -> None:
        self.i, self.idx, self.text, self.lower_ = i, idx, text, lower
        self.lemma_, self.pos_, self.tag_, self.dep_ = lemma, pos, tag, dep
        self.ent_type_ = ""                # type of the named entity it belongs to (OntoNotes: ORG, PERSON, GPE …)
        self.kind = ""                     # kind of the register entry it belongs to (model.Kind)
        self.doc: Doc
        self.head: Token = self
        self.children: list[Token] = []

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return f"{self.text}/{self.dep_}"

    def nbor(self, distance: int = 1) -> Token:
        """The token so many places to the right (left, if negative). Raises IndexError where there is none."""
        if self.i + distance < 0:
            raise IndexError(f"no token stands {-distance} places before token {self.i}")
        return self.doc.tokens[self.i + distance]

    @property
    def lefts(self) -> Iterator[Token]:
        return (child for child in self.children if child.i < self.i)

    @property
    def rights(self) -> Iterator[Token]:
        return (child for child in self.children if child.i > self.i)

    @property
    def subtree(self) -> list[Token]:
        """The token and everything below it, in the order of the text."""
        found = [self]
        for token in found:                # grows while it is read
            found += token.children
        return sorted(found, key=lambda token: token.i) if len(found) > 1 else found

    @property
    def left_edge(self) -> Token:
        """The first token of the subtree."""
        return self.subtree[0]

    @property
    def right_edge(self) -> Token:
        """The last token of the subtree."""
        return self.subtree[-1]

    @property
    def ancestors(self) -> Iterator[Token]:
        """The governors, nearest first, up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A named entity that the recogniser found; offsets are code points of the sentence."""

    text: str
    label_: str
    start_char: int
    end_char: int


class Doc:
    """A parsed sentence."""

    __slots__ = ("answers", "ents", "text", "tokens")

    def __init__(self, text: str, tokens: Sequence[Token], heads: Sequence[int], ents: Sequence[tuple[int, int, str]]) -> None:
        """`heads` gives for each token the index of its governor; `ents` are (first token, token after the last, label)."""
        self.text, self.tokens = text, tokens
        self.answers: dict[tuple[str, int], tuple[Token, ...]] = {}       # of questions about its grammar, by question and token
        for token, head in zip(tokens, heads, strict=True):
            token.doc = self
            if head != token.i:
                token.head = tokens[head]
                token.head.children.append(token)
        found = []
        for start, end, label in ents:
            for token in tokens[start:end]:
                token.ent_type_ = label
            first, after = tokens[start].idx, tokens[end - 1].idx + len(tokens[end - 1])
            found.append(NamedSpan(text[first:after], label, first, after))
        self.ents = tuple(found)

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Token]: ...

    def __getitem__(self, at: int | slice) -> Token | Sequence[Token]:
        return self.tokens[at]
