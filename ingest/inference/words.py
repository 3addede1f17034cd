"""Part of speech and lemma of words whose tag and place in the tree are known: a pipeline's attribute ruler and lemmatizer, remembered.

Both decide by a word's form, tag and arc, a few rules also by the word beside it ("gon na", "there *is*"). What they once said
of such a word they would say again, so they are asked only what is new.
"""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

REMEMBERED = 50_000                      # words; then memory is cleared, so that a crawl does not fill it
READ = {"TAG", "DEP", "LOWER", "IS_SPACE"}
"""What the rules may look at of a word."""

Analysis = tuple[str, str]
"""Universal part of speech, lemma."""


class NotReadable(Exception):
    """The rules of a pipeline look at more than is known here."""


class Words:
    """The attribute ruler and the lemmatizer of a spaCy pipeline."""

    def __init__(self, vocab: Any, ruler: Any, lemmatizer: Any) -> None:
        """Raises NotReadable when the rules look at more than a word and its neighbour by form, tag and arc."""
        self._vocab, self._ruler, self._lemmatizer = vocab, ruler, lemmatizer
        patterns = [pattern for rule in ruler.patterns for pattern in rule["patterns"]]
        if any(len(pattern) > 2 or not READ.issuperset(key for word in pattern for key in word) for pattern in patterns):
            raise NotReadable
        lowers = [condition.lower for pattern in patterns for condition in map(_Condition, pattern) if condition.lower]
        self._forms = frozenset(form for values in lowers for form in values.listed)
        self._kinds_of_forms = [values for values in lowers if not values.listed]
        self._second: dict[str, list[Pair]] = defaultdict(list)        # rules for two words by the form of the second
        self._any_second: list[Pair] = []                    # … and those that do not name it
        for pattern in patterns:
            if len(pattern) == 2:
                pair = _Condition(pattern[0]), _Condition(pattern[1])
                for form in pair[1].forms:
                    self._second[form].append(pair)
                if not pair[1].forms:
                    self._any_second.append(pair)
        index = lemmatizer.lookups.get_table("lemma_index")
        for part, lemmas in index.items():
            index[part] = frozenset(lemmas)                  # the lemmatizer asks what is in it, of lists of thousands
        self._known: dict[tuple[str, str, str], Analysis] = {}
        self._ruled: dict[tuple[str, ...], tuple[str, str, str]] = {}
        self._lemmas: dict[tuple[str, str, str], str] = {}

    def __call__(self, words: Sequence[str], lowers: Sequence[str], tags: Sequence[str], labels: Sequence[str]) -> tuple[list[str], list[str]]:
        """Lemmas and parts of speech of the words of a sentence; `labels` are those of the arcs to their governors."""
        if max(len(self._known), len(self._ruled), len(self._lemmas)) > REMEMBERED:
            for memory in (self._known, self._ruled, self._lemmas):
                memory.clear()
        known, keys = self._known, list(zip(words, tags, labels, strict=True))
        for key in {key for key in keys if key not in known}:
            known[key] = self._analysis(key[0], self._rule((key[0].lower(),), key[1:2], key[2:]))
        found = [known[key] for key in keys]
        for n in self._paired(lowers, tags, labels):
            around = slice(max(0, n - 1), n + 2)
            found[n] = self._analysis(words[n], self._rule(lowers[around], tags[around], labels[around], n - around.start))
        return [lemma for _, lemma in found], [pos for pos, _ in found]

    def _paired(self, lowers: Sequence[str], tags: Sequence[str], labels: Sequence[str]) -> Iterator[int]:
        """The words of which a rule says something because of the word beside them."""
        for n in range(len(lowers) - 1):
            for first, second in (*self._second.get(lowers[n + 1], ()), *self._any_second):
                if first.fits(lowers[n], tags[n], labels[n]) and second.fits(lowers[n + 1], tags[n + 1], labels[n + 1]):
                    yield n
                    yield n + 1

    def _rule(self, lowers: Sequence[str], tags: Sequence[str], labels: Sequence[str], n: int = 0) -> tuple[str, str, str]:
        """Part of speech, morphology and (where the rules give one) lemma of the `n`-th of some words."""
        named = [form if form in self._forms or form.isspace() or any(kind.hold(form) for kind in self._kinds_of_forms) else "" for form in lowers]
        key = (str(n), *named, *tags, *labels)
        found = self._ruled.get(key)
        if found is None:
            token = self._ruler(self._doc(lowers, tags=list(tags), deps=list(labels)))[n]
            found = self._ruled[key] = (token.pos_, str(token.morph), token.lemma_)
        return found

    def _analysis(self, word: str, ruled: tuple[str, str, str]) -> Analysis:
        pos, morph, lemma = ruled
        if lemma:
            return pos, lemma
        key = (word, pos, morph)
        if key not in self._lemmas:
            self._lemmas[key] = self._lemmatizer(self._doc([word], pos=[pos], morphs=[morph]))[0].lemma_
            if len(self._lemmatizer.cache) > REMEMBERED:
                self._lemmatizer.cache.clear()
        return pos, self._lemmas[key]

    def _doc(self, words: Sequence[str], **annotated: Any) -> Any:
        from spacy.tokens import Doc

        return Doc(self._vocab, words=list(words), **annotated)


class _Condition:
    """What a rule asks of one word."""

    def __init__(self, wanted: Mapping[str, Any]) -> None:
        """Raises NotReadable when it asks in a way that is not known here."""
        self.lower, self._tag, self._dep = (_Values(wanted[key]) if key in wanted else None for key in ("LOWER", "TAG", "DEP"))
        self._space: bool | None = wanted.get("IS_SPACE")
        self.forms = self.lower.listed if self.lower else frozenset()

    def fits(self, lower: str, tag: str, label: str) -> bool:
        return ((self.lower is None or self.lower.hold(lower)) and (self._tag is None or self._tag.hold(tag))
                and (self._dep is None or self._dep.hold(label)) and self._space in (None, lower.isspace()))


class _Values:
    """The values that a condition allows."""

    def __init__(self, wanted: Any) -> None:
        self.listed: frozenset[str] = frozenset()
        self._barred: frozenset[str] = frozenset()
        self._expression: re.Pattern[str] | None = None
        values: Any
        how, values = next(iter(wanted.items())) if isinstance(wanted, dict) and len(wanted) == 1 else ("IN", [wanted])
        if how == "IN" and all(isinstance(value, str) for value in values):
            self.listed = frozenset(values)
        elif how == "NOT_IN":
            self._barred = frozenset(values)
        elif how == "REGEX":
            self._expression = re.compile(values)
        else:
            raise NotReadable

    def hold(self, value: str) -> bool:
        if self._expression is not None:
            return self._expression.search(value) is not None
        return value in self.listed if self.listed else value not in self._barred


Pair = tuple[_Condition, _Condition]
