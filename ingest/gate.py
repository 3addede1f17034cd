"""Which sentences can hold a claim: one linear scan over all trigger words, before anything expensive runs.

Word forms are made from lemmas by the regular rules of English plus the irregular verbs that triggers use; a form too
many costs a parse, a form too few a claim, so the rules are generous.
"""
from __future__ import annotations

import re
from collections.abc import Iterable

import ahocorasick

from ingest.lexicon import fold
from ingest.model import Mention, Sentence
from ontology.knowledge import Trigger

_IRREGULAR = {
    "find": "found", "hold": "held", "give": "gave given", "take": "took taken", "make": "made", "begin": "began begun", "bring": "brought", "seek": "sought",
    "tell": "told", "withdraw": "withdrew withdrawn", "put": "putting", "let": "letting", "send": "sent", "pay": "paid", "say": "said", "write": "wrote written",
    "forbid": "forbade forbidden", "hit": "hitting", "strike": "struck stricken", "stand": "stood", "throw": "threw thrown", "go": "went gone going goes",
    "uphold": "upheld", "overturn": "", "lose": "lost", "win": "won winning", "get": "got gotten getting", "keep": "kept", "leave": "left", "break": "broke broken",
    "undertake": "undertook undertaken", "rethink": "rethought", "withhold": "withheld", "understand": "understood", "be": "is are was were been being",
    "have": "has had having", "set": "setting", "cut": "cutting", "shut": "shutting", "drop": "dropped dropping", "ban": "banned banning", "bar": "barred barring",
    "stop": "stopped stopping", "permit": "permitted permitting", "admit": "admitted admitting", "commit": "committed committing", "refer": "referred referring",
    "defer": "deferred deferring", "submit": "submitted submitting", "meet": "met", "speak": "spoke spoken", "think": "thought", "buy": "bought", "sell": "sold",
    "sue": "suing", "rebut": "rebutted", "axe": "axing", "quit": "quitting", "feel": "felt", "deal": "dealt", "lift": "lifted", "blow": "blew blown",
    "bear": "bore borne", "bind": "bound", "choose": "chose chosen", "come": "came", "draw": "drew drawn", "fall": "fell fallen", "fight": "fought",
    "forgo": "forwent forgone", "grow": "grew grown", "hide": "hid hidden", "lay": "laid", "light": "lit", "mean": "meant", "oversee": "oversaw overseen",
    "quiz": "quizzed quizzing", "run": "ran running", "see": "saw seen", "shoot": "shot", "show": "shown", "sit": "sat", "sting": "stung",
    "swear": "swore sworn", "trial": "trialled trialling", "wind": "wound",
}
_DOUBLING = re.compile(r"[^aeiou][aeiou][bdglmnprt]$")
_SAYING = "say said says told tell added stated states according"


def word_forms(lemma: str) -> frozenset[str]:
    """Inflected forms of an English lemma, the lemma included."""
    lemma = lemma.casefold()
    forms = {lemma, lemma + "s", lemma + "es", lemma + "ed", lemma + "ing", lemma + "d"}
    if lemma.endswith("e"):
        forms |= {lemma[:-1] + "ing", lemma[:-1] + "ed"}
    if lemma.endswith("y"):
        forms |= {lemma[:-1] + "ies", lemma[:-1] + "ied"}
    if _DOUBLING.search(lemma):
        forms |= {lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    forms |= set(_IRREGULAR.get(lemma, "").split())
    return frozenset(forms)


class Gate:
    """A compiled set of trigger word forms. Read-only after it is built."""

    def __init__(self, triggers: Iterable[Trigger]) -> None:
        self._automaton = ahocorasick.Automaton()
        words = {form for trigger in triggers for lemma in trigger.lemmas for form in word_forms(lemma)} | set(_SAYING.split())
        for word in sorted(words):
            self._automaton.add_word(word, len(word))
        self._automaton.make_automaton()

    def trigger_words(self, text: str) -> tuple[int, ...]:
        """Start offsets of trigger word forms at word boundaries."""
        folded = fold(text)
        found = []
        for last, length in self._automaton.iter(folded):
            start = last - length + 1
            if (start == 0 or not folded[start - 1].isalnum()) and (last + 1 == len(folded) or not folded[last + 1].isalnum()):
                found.append(start)
        return tuple(found)

    def candidates(self, text: str, sentences: Iterable[Sentence], mentions: Iterable[Mention], parties: frozenset[str]) -> tuple[Sentence, ...]:
        """Sentences to parse: those with a trigger word, if the article names any party, and the sentence before each (for "it")."""
        sentences = tuple(sentences)
        if not any(m.entity in parties for m in mentions):
            return ()
        starts = iter(sorted(self.trigger_words(text)))
        position = next(starts, None)
        chosen: set[int] = set()
        for sentence in sentences:
            while position is not None and position < sentence.span.start:
                position = next(starts, None)
            if position is None:
                break
            if position < sentence.span.end:
                chosen.add(sentence.index)
                if sentence.index and sentences[sentence.index - 1].paragraph == sentence.paragraph:
                    chosen.add(sentence.index - 1)
        return tuple(s for s in sentences if s.index in chosen)
