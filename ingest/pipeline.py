"""From one document to everything it lets us assert. Read this file first: each step is a line of `Pipeline.read`.

The pipeline is pure: no store, no network, no clock; what it knows comes in with `Knowledge` and the parser.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.amounts import find_amounts
from ingest.claims import Reported, assemble
from ingest.cleaning import clean
from ingest.dates import find_dates
from ingest.explanation import Explanation, describe
from ingest.frames import find_frames
from ingest.gate import Gate
from ingest.lexicon import Lexicon
from ingest.mentions import find_mentions
from ingest.model import Amount, Article, Entity, Frame, Mention, Parse, ProvisionRef, RawDocument, Reading, Sentence, Span, Statement, When
from ingest.names import Names, find_names
from ingest.parsing import DEFAULT_MODEL, Parser
from ingest.parties import party_kind
from ingest.provisions import InstrumentNames, find_provisions
from ingest.quotations import attribute, find_quotations
from ingest.referents import Party, Referents
from ingest.resolution import resolve, with_voices
from ingest.segmentation import segment
from ingest.triggers import TriggerIndex
from ontology.knowledge import Knowledge

# Words by which a text shows what kind of house writes it as "we"; without any of them an authority is taken to.
_HOUSES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("", re.compile(r"\b(?:our (?:clients?|team|lawyers|attorneys)|law firm|solicitors|attorneys at law|client alert|legal advice|we advise|LLP)\b", re.IGNORECASE)),
    ("civil-society", re.compile(r"\b(?:our complaints?|our supporters|we (?:have )?(?:therefore )?(?:filed|lodged)|we ask the (?:authority|court))\b", re.IGNORECASE)),
    ("company", re.compile(r"\bour (?:users|customers|members|app|apps|services?|products?|platforms?|website|passengers|guests|shareholders|models?)\b", re.IGNORECASE)),
)


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

    def __init__(self, known: Knowledge, parser: Parser) -> None:
        self.known = known
        self._parser = parser
        self._lexicon = Lexicon.of(known)
        self._gate = Gate(known.triggers)
        self._triggers = TriggerIndex(known.triggers)
        self._instruments = InstrumentNames.of(known.of_kind("instrument"))
        self._parties = frozenset(e.id for e in known.entries.values() if e.kind in ("regulator", "organization", "product", "instrument"))

    @classmethod
    def load(cls, known: Knowledge, spacy_model: str = DEFAULT_MODEL) -> Pipeline:
        return cls(known, Parser.load(spacy_model))

    def read(self, raw: RawDocument) -> Reading:
        """The extraction document of one raw document. Raises ReadError when nothing readable is in it."""
        return self.trace(raw).reading

    def explain(self, raw: RawDocument) -> Explanation:
        """What each step did and why, as (step, lines)."""
        return describe(self.trace(raw), self.known)

    def trace(self, raw: RawDocument) -> Trace:
        article = clean(raw)
        text = article.text
        sentences = segment(text)
        mentions = find_mentions(text, self.known, self._lexicon)
        candidates = self._gate.candidates(text, sentences, mentions, self._parties) if article.language == "en" else ()
        kinds = {m.entity: self.known.entries[m.entity].kind for m in mentions}
        parses = self._parser.parse(text, candidates, mentions, kinds)
        names = find_names(parses, mentions, text, kinds)
        every = tuple(sorted((*mentions, *names.mentions), key=lambda m: (m.span, m.entity)))
        quotations = find_quotations(text)
        refs = self._resolve(parses, every, names, _house(text, quotations))
        statements = attribute(quotations, parses, refs, text)
        with_voices(refs, parses, statements)
        frames = tuple(f for parse in parses for f in find_frames(parse, self._triggers, refs, dict(self.known.types)))
        dates = find_dates(text, article.published)
        amounts = find_amounts(text, country=_main_country(mentions, self.known))
        main = _main_instrument(mentions, self.known)
        provisions = find_provisions(text, self._instruments, default=main)
        reading = assemble(Reported(article, every, names, parses, refs, statements, frames, dates, amounts, provisions), self.known)
        return Trace(article, sentences, candidates, mentions, names, statements, frames, dates, amounts, provisions, reading)

    def _resolve(self, parses: Sequence[Parse], mentions: Sequence[Mention], names: Names, house: str) -> Referents:
        parties: dict[str, Party] = {}
        new: dict[str, Entity] = {e.id: e for e in names.entities}
        for mention in mentions:
            entry = self.known.entries.get(mention.entity)
            if entry is not None:
                if entry.kind in ("regulator", "organization", "product", "jurisdiction", "person"):
                    kind = "jurisdiction" if entry.kind == "jurisdiction" else party_kind(entry.id, entry.kind, entry.name, self.known)
                    parties[entry.id] = Party(entry.id, kind, entry.owner)
                    if entry.owner and entry.owner in self.known.entries:
                        owner = self.known.entries[entry.owner]
                        parties.setdefault(owner.id, Party(owner.id, party_kind(owner.id, owner.kind, owner.name, self.known)))
            elif mention.entity in new:
                entity = new[mention.entity]
                parties[entity.id] = Party(entity.id, party_kind(entity.id, entity.kind, entity.name, self.known))
        return resolve(parses, mentions, parties, names.posts, names.defined, self.known, names.weak, house)


def _house(text: str, quotations: Sequence[Span]) -> str:
    """The kind of party that writes as "we", from the words outside quotations."""
    outside, start = [], 0
    for span in quotations:
        outside.append(text[start:span.start])
        start = span.end
    own = " ".join((*outside, text[start:]))
    return next((house for house, words in _HOUSES if words.search(own)), "authority")


def _main_country(mentions: Sequence[Mention], known: Knowledge) -> str | None:
    """The country of the authority an article speaks of most: its crowns and dollars are meant."""
    counts = Counter(known.entries[m.entity].country for m in mentions if known.entries[m.entity].kind == "regulator" and known.entries[m.entity].country)
    return max(sorted(c for c in counts if c), key=lambda c: counts[c]) if counts else None


def _main_instrument(mentions: Sequence[Mention], known: Knowledge) -> str | None:
    """The law an article speaks of most: a provision cited without its law is that law's."""
    counts: dict[str, int] = {}
    for mention in mentions:
        if known.entries[mention.entity].kind == "instrument":
            counts[mention.entity] = counts.get(mention.entity, 0) + 1
    return max(sorted(counts), key=lambda i: counts[i]) if counts else None
