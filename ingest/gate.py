"""Which sentences can hold a claim: one linear scan over all trigger words, before anything expensive runs.

Word forms are made from lemmas by the regular rules of English plus the irregular verbs that triggers use; a form too
many costs a parse, a form too few a claim, so the rules are generous.
"""
from __future__ import annotations

import re
from collections.abc import Iterable

import ahocorasick

from ingest.lexicon import fold
from ingest.model import Sentence
from ingest.wordlists import words
from ontology.knowledge import Trigger

# Forms of the verbs of triggers that the rules of `word_forms` do not make.
_IRREGULAR = {
    "be": "is are was were been", "bear": "bore borne", "begin": "began begun", "bind": "bound", "blow": "blew blown",
    "break": "broke broken", "bring": "brought", "build": "built", "buy": "bought", "choose": "chose chosen", "come": "came",
    "deal": "dealt", "dig": "dug", "do": "did done", "draw": "drew drawn", "fall": "fell fallen", "feed": "fed", "feel": "felt",
    "fight": "fought", "find": "found", "forbid": "forbade forbidden", "forget": "forgot forgotten", "forgo": "forwent forgone",
    "freeze": "froze frozen", "get": "got gotten", "give": "gave given", "go": "went gone", "grow": "grew grown", "have": "has had",
    "hear": "heard", "hide": "hid hidden", "hold": "held", "keep": "kept", "know": "knew known", "lay": "laid", "lead": "led",
    "leave": "left", "lend": "lent", "lie": "lay lain", "light": "lit", "lose": "lost", "make": "made", "mean": "meant", "meet": "met",
    "mislead": "misled", "misunderstand": "misunderstood", "override": "overrode overridden", "oversee": "oversaw overseen", "pay": "paid",
    "quit": "quitting", "quiz": "quizzed quizzing", "rebuild": "rebuilt", "redo": "redid redone", "repay": "repaid",
    "rethink": "rethought", "rewrite": "rewrote rewritten", "ring": "rang rung", "run": "ran", "say": "said", "see": "saw seen",
    "seek": "sought", "sell": "sold", "send": "sent", "shoot": "shot", "show": "shown", "sit": "sat", "speak": "spoke spoken",
    "stand": "stood", "steal": "stole stolen", "sting": "stung", "strike": "struck stricken", "swear": "swore sworn", "sweep": "swept",
    "take": "took taken", "tear": "tore torn", "tell": "told", "think": "thought", "throw": "threw thrown", "trial": "trialled trialling",
    "undergo": "underwent undergone", "understand": "understood", "undertake": "undertook undertaken", "unwind": "unwound",
    "uphold": "upheld", "win": "won", "wind": "wound", "withdraw": "withdrew withdrawn", "withhold": "withheld", "write": "wrote written",
}
_DOUBLING = re.compile(r"[^aeiou][aeiou][bdglmnprt]$")
# Sentences that only report are parsed too: they say whose words the next ones are.
_SAYING = words("say said says", "tell told", "added stated states", "according")


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
        words = {form for trigger in triggers for lemma in trigger.lemmas for form in word_forms(lemma)} | _SAYING
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

    def candidates(self, text: str, sentences: Iterable[Sentence], speaking: frozenset[int] = frozenset()) -> tuple[Sentence, ...]:
        """Sentences of a relevant text to parse: those with a trigger word, and the sentence before each (for "it").

        `speaking` are indexes of sentences that say whose words a quotation is.
        """
        sentences = tuple(sentences)
        starts = iter(sorted(self.trigger_words(text)))
        position = next(starts, None)
        chosen = set(speaking)
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
