"""Which parties a reader has in mind at a place of a text: who was named last, who was spoken of, who is meant by "the company"."""
from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ingest.referents import Referents
from ingest.syntax import SUBJECTS

if TYPE_CHECKING:
    from ingest.tokens import Token

# A party is the one meant where it has at least this share of what is said of its kind.
MAIN = 0.6
_RECENT = 12                             # mentions among which "the company" is looked for


class Named(NamedTuple):
    """A party as one token of a sentence names it; `at` is the index of the token."""

    party: str
    subject: bool
    at: int


class Salience:
    """Recency and frequency of parties while reading. `weak` are entities on thin evidence: they count for want of better."""

    def __init__(self, refs: Referents, counts: Counter[str], weak: frozenset[str]) -> None:
        self.refs, self.counts, self.weak = refs, counts, weak
        self.thin: list[str] = []
        self.recent: list[str] = []      # parties of the sentences before, newest last
        self.previous: list[Named] = []  # the last sentence before this one that named a party
        self.sentence: list[Named] = []
        self.person: str | None = None

    def note(self, token: Token, entity: str) -> None:
        """Remember that `token` names `entity`."""
        if entity in self.weak:
            self.thin.append(entity)
            return
        if self.refs.kind(entity) == "person":
            self.person = entity
            if entity not in self.refs.posts:
                return
        party = self.refs.stands(entity)
        if self.refs.kind(party) not in ("jurisdiction", ""):
            self.sentence.append(Named(party, token.dep_ in SUBJECTS, token.i))

    def end_sentence(self) -> None:
        self.previous = self.sentence or self.previous
        self.recent += [n.party for n in self.sentence]
        self.sentence = []

    def previous_subject(self) -> tuple[str, ...]:
        """The party that the sentence before was about."""
        return next(((n.party,) for n in self.previous if n.subject), ())

    def subjects(self) -> list[str]:
        """The parties that this sentence and the one before are about, each once."""
        return list(dict.fromkeys(n.party for n in (*self.previous, *self.sentence) if n.subject))

    def latest(self, *kinds: str, noun: str = "") -> tuple[str, ...]:
        """The main party of a kind where one clearly dominates, else the most recent one; empty where the text has none.

        `noun` is the word it is called by: "the Commission" is a body with Commission in its name, if one was named.
        """
        pool = {p: n for p, n in self.counts.items() if self.refs.kind(p) in kinds}
        pool = pool or {p: 1 for p in self.thin if self.refs.kind(p) in kinds}
        entries = self.refs.known.entries
        pool = {p: n for p, n in pool.items() if noun and p in entries and noun in entries[p].name.casefold()} or pool
        if not pool:
            return ()
        main = max(pool, key=lambda p: (pool[p], p))
        if pool[main] >= MAIN * sum(pool.values()):
            return (main,)
        newest_first = reversed([*self.recent[-_RECENT:], *(n.party for n in self.sentence)])
        return (next((p for p in newest_first if p in pool), main),)
