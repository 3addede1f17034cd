"""From one document to everything it lets us assert. Read this file first: each step is a line of `Pipeline.read`.

The pipeline is pure: no store, no network, no clock; what it knows comes in with `Knowledge` and the parser.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.amounts import find_amounts
from ingest.claims import Reported, assemble
from ingest.cleaning import clean
from ingest.confidence import LEAST
from ingest.dates import find_dates
from ingest.explanation import Explanation, describe
from ingest.frames import find_frames
from ingest.gate import Gate
from ingest.house import house
from ingest.lexicon import Lexicon
from ingest.mentions import find_mentions
from ingest.model import Amount, Article, Frame, Mention, ProvisionRef, RawDocument, Reading, Sentence, Statement, When
from ingest.names import NOBODY, Names, find_names, outside_names
from ingest.parsing import DEFAULT_MODEL, Parser
from ingest.provisions import InstrumentNames, find_provisions
from ingest.quotations import attribute, find_fragments, find_quotations, listen, sentences_beside
from ingest.referents import Referents
from ingest.relevance import is_relevant
from ingest.resolution import find_parties, resolve, with_voices
from ingest.segmentation import segment
from ingest.triggers import TriggerIndex
from ontology.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Trace:
    """What every step gave for one document, in order; `explain` prints it, `reading` is the outcome."""

    article: Article
    sentences: tuple[Sentence, ...]
    candidates: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    names: Names
    statements: tuple[Statement, ...]
    frames: tuple[Frame, ...]
    dates: tuple[When, ...]
    amounts: tuple[Amount, ...]
    provisions: tuple[ProvisionRef, ...]
    reading: Reading


class Pipeline:
    """The steps with what they need, compiled once; one instance for each process."""

    def __init__(self, known: Knowledge, parser: Parser, least: float = LEAST) -> None:
        """Claims whose confidence is below `least` (0 to 1) are not told."""
        self.known = known
        self._least = least
        self._parser = parser
        self._lexicon = Lexicon.of(known)
        self._gate = Gate(known.triggers)
        self._triggers = TriggerIndex(known.triggers)
        self._states = frozenset(e.id for e in known.of_kind("jurisdiction") if e.type == "subdivision")
        self._instruments = InstrumentNames.of(known.of_kind("instrument"))

    @classmethod
    def load(cls, known: Knowledge, spacy_model: str = DEFAULT_MODEL, least: float = LEAST) -> Pipeline:
        """Raises IngestError when the spaCy pipeline is not installed."""
        return cls(known, Parser.load(spacy_model), least)

    def read(self, raw: RawDocument) -> Reading:
        """The extraction document of one raw document. Raises ReadError when nothing readable is in it."""
        return self.trace(raw).reading

    def explain(self, raw: RawDocument) -> Explanation:
        """What each step did and why, as (step, lines)."""
        return describe(self.trace(raw))

    def trace(self, raw: RawDocument) -> Trace:
        """What every step gives for one raw document. Raises ReadError when nothing readable is in it."""
        article = clean(raw)
        text = article.text
        mentions = find_mentions(text, self.known, self._lexicon, article.publisher)
        kinds = {m.entity: self.known.entries[m.entity].kind for m in mentions}
        if article.language != "en" or not is_relevant(text, mentions, kinds):
            return self._unread(article, mentions)
        sentences = segment(text)
        quotations = find_quotations(text)
        candidates = self._gate.candidates(text, sentences, sentences_beside(quotations, sentences, text))
        courts = {m.entity: "court" for m in mentions if self.known.entries[m.entity].type == "court"}
        parses = self._parser.parse(text, candidates, mentions, kinds | courts)
        names = find_names(parses, mentions, text, kinds)
        every = tuple(sorted((*outside_names(mentions, names, self._states), *names.mentions), key=lambda m: (m.span, m.entity)))
        parties = find_parties(every, names.entities, self.known, article.published)
        refs = resolve(parses, every, parties, names.posts, names.defined, self.known, names.weak,
                       house(text, quotations, article.publisher), text, article.published)
        voices = listen(sorted((*quotations, *find_fragments(text, quotations))), parses, refs, text)
        spoken = attribute(voices)
        with_voices(refs, parses, spoken, voices.by_verb())
        statements = tuple(s for s in spoken if s.span in quotations)
        frames = tuple(f for parse in parses for f in find_frames(parse, self._triggers, refs, dict(self.known.types)))
        dates = find_dates(text, article.published)
        amounts = find_amounts(text, country=_main_country(mentions, self.known))
        provisions = find_provisions(text, self._instruments, default=_main_instrument(mentions, self.known))
        reading = assemble(Reported(article, every, names, parses, refs, statements, frames, dates, amounts, provisions), self.known, self._least)
        return Trace(article, sentences, candidates, mentions, names, statements, frames, dates, amounts, provisions, reading)

    def _unread(self, article: Article, mentions: tuple[Mention, ...]) -> Trace:
        """What is kept of an article that tells of no act, or in a language that is not read: itself, and what it speaks of."""
        refs = Referents({}, {}, {}, self.known)
        reading = assemble(Reported(article, mentions, NOBODY, (), refs, (), (), (), (), ()), self.known)
        return Trace(article, (), (), mentions, NOBODY, (), (), (), (), (), reading)


def _main_country(mentions: Iterable[Mention], known: Knowledge) -> str | None:
    """The country of the authority an article speaks of most: its crowns and dollars are meant."""
    entries = (known.entries[m.entity] for m in mentions)
    return _most_frequent(e.country for e in entries if e.kind == "regulator" and e.country)


def _main_instrument(mentions: Iterable[Mention], known: Knowledge) -> str | None:
    """The law that a provision cited without its law belongs to: the one an article speaks of most, or the one its authority applies.

    A law named once or twice in passing does not stand for the law of data protection where a data protection authority acts.
    """
    counts = Counter(m.entity for m in mentions if known.entries[m.entity].kind == "instrument")
    named = min(counts, key=lambda law: (-counts[law], law), default=None)
    applied = _applied_law(mentions, known)
    in_passing = named is None or (counts[named] <= 2 and not named.endswith("gdpr"))
    return applied if applied and in_passing else named


def _applied_law(mentions: Iterable[Mention], known: Knowledge) -> str | None:
    """The law of data protection in the country of the data protection authority that an article speaks of most."""
    bodies = (known.entries[m.entity] for m in mentions)
    country = _most_frequent(e.country for e in bodies if e.kind == "regulator" and e.type == "dpa" and e.country)
    eea = known.entries["EEA"].members if "EEA" in known.entries else ()
    law = "gdpr" if country == "EU" or country in eea else "uk-gdpr" if country == "GB" else None
    return law if law in known.entries else None


def _most_frequent(values: Iterable[str]) -> str | None:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value), default=None)
