"""Which parties a reader has in mind at a place of a text: who was named last, who was spoken of, who is meant by "the company"."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ingest.referents import Referents
from ingest.syntax import SUBJECTS
from ingest.wordlists import words

if TYPE_CHECKING:
    from ingest.tokens import Token

# A party is the one meant where it has at least this share of what is said of its kind.
MAIN = 0.6
_RECENT = 12                             # mentions among which "the company" is looked for
# Nouns that every body of a kind is called by, whatever its name.
_ANY_BODY = words("agency authority body court dpa enforcer judge regulator supervisor tribunal watchdog")


class Named(NamedTuple):
    """A party as one token of a sentence names it; `at` is the index of the token, `phrase` that of the first of its coordination."""

    party: str
    subject: bool
    at: int
    phrase: int


class Salience:
    """Recency and frequency of parties while reading. `weak` are entities on thin evidence: they count for want of better.

    `called` are the words by which the text names each party, in lower case ("european", "commission").
    """

    def __init__(self, refs: Referents, counts: Counter[str], weak: frozenset[str], called: Mapping[str, frozenset[str]]) -> None:
        self.refs, self.counts, self.weak, self.called = refs, counts, weak, called
        self._of_kind: dict[str, list[str]] = {}             # the parties that are named, by kind
        for party in counts:
            self._of_kind.setdefault(refs.kind(party), []).append(party)
        self.thin: list[str] = []
        self.recent: list[str] = []      # parties of the sentences before, newest last
        self.previous: list[Named] = []  # the last sentence before this one that named a party
        self.sentence: list[Named] = []
        self.person: str | None = None
        self.spokesperson: str | None = None     # whom somebody without a name spoke for, after the last person named

    def note(self, token: Token, entity: str) -> None:
        """Remember that `token` names `entity`."""
        if entity in self.weak:
            self.thin.append(entity)
            return
        if self.refs.kind(entity) == "person":
            self.person, self.spokesperson = entity, None
            if entity not in self.refs.posts:
                return
        party = self.refs.stands(entity)
        if self.refs.kind(party) not in ("jurisdiction", ""):
            first = _first_of_phrase(token)
            self.sentence.append(Named(party, first.dep_ in SUBJECTS, token.i, first.i))
            self.sentence.sort(key=lambda n: n.at)      # names are noted before descriptions

    def end_sentence(self) -> None:
        self.previous = self.sentence or self.previous
        self.recent += [n.party for n in self.sentence]
        self.sentence = []

    def previous_subject(self) -> tuple[str, ...]:
        """The party that the sentence before was about."""
        return next(((n.party,) for n in self.previous if n.subject), ())

    def group(self, before: int, fits: Callable[[str], bool] = lambda party: True) -> tuple[str, ...]:
        """The last two parties and more that were named together ("Acme and Bolt"), subjects first; empty where none were."""
        for named in ([n for n in self.sentence if n.at < before], self.previous):
            phrases: dict[tuple[bool, int], list[str]] = {}
            for n in named:
                if fits(n.party):
                    phrases.setdefault((not n.subject, n.phrase), []).append(n.party)
            for key in sorted(phrases):
                together = tuple(dict.fromkeys(phrases[key]))
                if len(together) > 1:
                    return together
        return ()

    def all_of(self, kind: str) -> tuple[str, ...]:
        """All parties of a kind that the text names, the most frequent first."""
        return tuple(sorted(self._of_kind.get(kind, ()), key=lambda p: (-self.counts[p], p)))

    def latest(self, *kinds: str, noun: str = "", fits: Callable[[str], bool] | None = None, newest: bool = False,
               before: int | None = None, but: Collection[str] = ()) -> tuple[str, ...]:
        """The main party of a kind where one clearly dominates, else the most recent one; empty where the text has none.

        `noun` is the word it is called by: "the Commission" is a body that the text calls by that word, if there is one.
        `fits` says what else is known of it ("the Chinese start-up"); it counts only where some party fits.
        `newest` prefers the most recent one in any case. Of this sentence only what stands in front of token `before` counts as
        recent; `but` are parties that the phrase cannot mean, because its own verb says what is done to them.
        """
        pool = {p: self.counts[p] for kind in dict.fromkeys(kinds) for p in self._of_kind.get(kind, ()) if p not in but}
        pool = pool or {p: 1 for p in self.thin if self.refs.kind(p) in kinds and p not in but}
        called = {p: n for p, n in pool.items() if noun in self.called.get(p, ())}
        if noun and noun not in _ANY_BODY:
            pool = called
        if fits is not None:
            pool = {p: n for p, n in pool.items() if fits(p)} or pool
        if not pool:
            return ()
        main = max(pool, key=lambda p: (pool[p], p))
        if not newest and pool[main] >= MAIN * sum(pool.values()):
            return (main,)
        if called:
            pool = called
            main = max(pool, key=lambda p: (pool[p], p))
        newest_first = reversed([*self.recent[-_RECENT:], *(n.party for n in self.sentence if before is None or n.at < before)])
        return (next((p for p in newest_first if p in pool), main),)


def _first_of_phrase(token: Token) -> Token:
    """The first noun of the coordination that a token stands in; it has the role of all."""
    while token.dep_ in ("conj", "compound", "appos") and token.head.i != token.i and token.head.pos_ in ("NOUN", "PROPN", "PRON", "X"):
        token = token.head
    return token
