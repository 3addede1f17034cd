"""Part of speech and lemma of words whose tag and place in the tree are known: a pipeline's attribute ruler and lemmatizer, remembered.

Both decide by a word's form, tag and arc, a few rules also by the word beside it ("gon na", "there *is*"). What they once said
of such a word they would say again, so they are asked only what is new.
"""
from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
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
        self._forms, self._expressions = _named([word for pattern in patterns for word in pattern])
        self._beside, _ = _named([word for pattern in patterns if len(pattern) > 1 for word in pattern])
        self._known: dict[tuple[str, ...], Analysis] = {}
        self._ruled: dict[tuple[str, ...], tuple[str, str, str]] = {}
        self._lemmas: dict[tuple[str, str, str], str] = {}

    def __call__(self, words: Sequence[str], lowers: Sequence[str], tags: Sequence[str], labels: Sequence[str]) -> list[Analysis]:
        """What each word of a sentence is; `labels` are those of the arcs to their governors."""
        keys: list[tuple[str, ...]] = list(zip(words, tags, labels, strict=True))
        for n, lower in enumerate(lowers):
            if lower in self._beside or self._matching(lower):
                keys[n] = (*keys[n], *self._beside_of(n, lowers, tags, labels))
        known = self._known
        new = [n for n, key in enumerate(keys) if key not in known]
        if new:
            if max(len(known), len(self._ruled), len(self._lemmas)) > REMEMBERED:
                for memory in (known, self._ruled, self._lemmas):
                    memory.clear()
                new = list(range(len(keys)))
            known.update(zip([keys[n] for n in new], self._analyse(new, words, lowers, tags, labels), strict=True))
        return [known[key] for key in keys]

    def _matching(self, lower: str) -> bool:
        """Whether a rule asks for forms like this one."""
        return any(expression.search(lower) for expression in self._expressions)

    def _beside_of(self, n: int, lowers: Sequence[str], tags: Sequence[str], labels: Sequence[str]) -> tuple[str, ...]:
        """What rules may look at of the words beside the `n`-th."""
        return tuple(what for at in (n - 1, n + 1) for what in ((lowers[at], tags[at], labels[at]) if 0 <= at < len(lowers) else ("", "", "")))

    def _analyse(self, new: Sequence[int], words: Sequence[str], lowers: Sequence[str], tags: Sequence[str], labels: Sequence[str]) -> list[Analysis]:
        ruled = [(words[n], *self._rule(n, lowers, tags, labels)) for n in new]
        without = {(word, pos, morph) for word, pos, morph, lemma in ruled if not lemma} - self._lemmas.keys()
        if without:
            self._lemmatize(sorted(without))
        return [(pos, lemma or self._lemmas[word, pos, morph]) for word, pos, morph, lemma in ruled]

    def _rule(self, n: int, lowers: Sequence[str], tags: Sequence[str], labels: Sequence[str]) -> tuple[str, str, str]:
        """Part of speech, morphology and (where the rules give one) lemma of the `n`-th word."""
        lower = lowers[n]
        beside = lower in self._beside or self._matching(lower)
        named = lower if beside or lower in self._forms or lower.isspace() else ""
        key = (named, tags[n], labels[n], *(self._beside_of(n, lowers, tags, labels) if beside else ()))
        found = self._ruled.get(key)
        if found is None:
            first, last = (max(0, n - 1), n + 2) if beside else (n, n + 1)
            doc = self._doc(lowers[first:last], tags=list(tags[first:last]), deps=list(labels[first:last]))
            token = self._ruler(doc)[n - first]
            found = self._ruled[key] = (token.pos_, str(token.morph), token.lemma_)
        return found

    def _lemmatize(self, new: Sequence[tuple[str, str, str]]) -> None:
        words, parts, morphs = zip(*new, strict=True)
        doc = self._lemmatizer(self._doc(words, pos=list(parts), morphs=list(morphs)))
        for key, token in zip(new, doc, strict=True):
            self._lemmas[key] = token.lemma_
        if len(self._lemmatizer.cache) > REMEMBERED:
            self._lemmatizer.cache.clear()

    def _doc(self, words: Sequence[str], **annotated: Any) -> Any:
        from spacy.tokens import Doc

        return Doc(self._vocab, words=list(words), **annotated)


def _named(conditions: Collection[Mapping[str, Any]]) -> tuple[frozenset[str], list[re.Pattern[str]]]:
    """The lower-case forms that conditions name, and the expressions that forms must match."""
    forms: set[str] = set()
    expressions: list[re.Pattern[str]] = []
    for wanted in _of_form(conditions):
        if isinstance(wanted, str):
            forms.add(wanted)
        elif wanted.keys() == {"IN"}:
            forms.update(wanted["IN"])
        elif wanted.keys() == {"REGEX"}:
            expressions.append(re.compile(wanted["REGEX"]))
        else:
            raise NotReadable
    return frozenset(forms), expressions


def _of_form(conditions: Collection[Mapping[str, Any]]) -> Iterator[Any]:
    return (condition["LOWER"] for condition in conditions if "LOWER" in condition)
