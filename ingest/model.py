"""The values that travel between the steps of the pipeline, and the extraction document they add up to.

Everything here is frozen: a step takes values and returns new ones. Offsets are code points of `Article.text`,
end exclusive, and `span.of(article.text)` is always the exact words; a claim without such a span cannot be made.

Errors (one root; the command line and the reports print `str(error)`):

    IngestError
    ├── ReadError            one document cannot be read: the others go on
    ├── InvalidExtraction    an extraction document breaks its contract
    ├── InvalidGraph         an article graph breaks a SHACL shape
    └── WorkspaceError       the data folder cannot be used
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from ontology.model import Trigger

if TYPE_CHECKING:
    from ingest.tokens import Doc

Polarity = Literal["affirmed", "negated"]
Modality = Literal["actual", "planned", "requested", "alleged", "possible"]
Attribution = Literal["direct", "indirect", "narrator"]
Kind = Literal["regulator", "organization", "person", "product", "legal_basis", "instrument", "jurisdiction", "practice"]
WITHOUT_AGENT = "passive without an agent"      # a rule of role assignment: the sentence says what was done and not by whom
A_BODY = "a body without a name"         # another: "the regulator" did it, which the text names elsewhere if at all
How = Literal["name", "alias", "acronym", "description", "coreference", "ner"]


class IngestError(Exception):
    """Root of everything that `ingest` raises on purpose; the message says what was given, expected, and what to do."""


class ReadError(IngestError):
    """One document cannot be read. `source` names it, `reason` says why."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source, self.reason = source, reason

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str]]:
        return ReadError, (self.source, self.reason)         # it travels between processes


class InvalidExtraction(IngestError):
    """An extraction document breaks the contract of design §4 (for example evidence that is not in the text)."""


class InvalidGraph(IngestError):
    """An article graph breaks a shape; nothing of it is stored."""


class WorkspaceError(IngestError):
    """The data folder is missing, locked by another writer, or damaged."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points `start` (inclusive) to `end` (exclusive) of the clean text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start:self.end]

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One document as it was found, before anything was understood.

    `media_type` is one of text/plain, text/markdown, text/html; `meta` is what the container said
    (front matter, feed entry): keys title, url, publisher, authors, published, retrieved.
    """

    source: str
    content: str
    media_type: str = "text/plain"
    meta: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A clean article. `published` is the day shown to readers; `dates_found` keeps every date that was stated with where."""

    source: str
    id: str                              # the IRI
    title: str
    text: str
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    dates_found: tuple[tuple[str, date], ...] = ()
    language: str = "en"

    def quote(self, span: Span) -> str:
        return self.text[span.start:span.end]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The `index`-th sentence of a text, in its `paragraph`-th paragraph."""

    index: int
    paragraph: int
    span: Span


@dataclass(frozen=True, slots=True)
class Parse:
    """A sentence with its dependency parse (spaCy; Universal POS, ClearNLP dependency labels)."""

    sentence: Sentence
    doc: Doc

    def span(self, first: int, last: int) -> Span:
        """Where the tokens `first` to `last` (inclusive) stand in the article's text."""
        start = self.sentence.span.start
        return Span(start + self.doc[first].idx, start + self.doc[last].idx + len(self.doc[last]))


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing a document speaks of: an entry of a register, or a new one with a minted slug (`registered` is False)."""

    id: str
    iri: str
    kind: Kind
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    registered: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the text that denote an entity. A plural ("the two regulators") gives one mention for each."""

    entity: str                          # an Entity.id
    span: Span
    how: How


@dataclass(frozen=True, slots=True)
class When:
    """A date as precise as the words and no more: an EDTF string with its first and last day.

    `span` is where the words stand; `role` is "deadline" for "by"/"before"/"within", "law" in the name of one, else "event".
    """

    edtf: str
    earliest: date
    latest: date
    words: str
    span: Span | None = None
    role: str = "event"


@dataclass(frozen=True, slots=True)
class Amount:
    """Money: `value` in units of `currency` (ISO 4217). `span` is where the words stand."""

    value: float
    currency: str
    span: Span | None = None
    upper_bound: bool = False            # "up to 20 million euros"


@dataclass(frozen=True, slots=True)
class ProvisionRef:
    """A cited provision in canonical form, such as `gdpr:6(1)(f)`; `instrument` is a register id.

    `between`: it is not named itself but stands between the ends of a range of so many provisions ("Articles 15 to 22" is 8).
    """

    canonical: str
    instrument: str
    span: Span | None = None
    between: int = 0


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says something: a person, for an organization; either may be unknown."""

    person: str | None = None
    organization: str | None = None

    def __bool__(self) -> bool:
        return bool(self.person or self.organization)


@dataclass(frozen=True, slots=True)
class Statement:
    """A direct quotation: `span` covers the words between the quotation marks."""

    span: Span
    speaker: Voice = Voice()


@dataclass(frozen=True, slots=True)
class Frame:
    """One act in one sentence. `head` and `predicate` are token indexes: the trigger, and the verb that asserts it."""

    parse: Parse
    trigger: Trigger
    head: int
    predicate: int
    words: tuple[int, ...]                # indexes of the trigger's tokens
    actor: tuple[str, ...]
    target: tuple[str, ...]
    polarity: Polarity
    modality: Modality
    because: tuple[str, ...]
    rule: str
    weight: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One act that an article reports (annotation conventions of the project); all ids are register ids or minted slugs."""

    type: str
    evidence: Span
    trigger: str                         # "type:words", the trigger that fired
    rule: str                            # the rule that assigned the roles
    trigger_span: Span
    actor: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    practice: tuple[str, ...] = ()
    jurisdiction: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    amount: Amount | None = None
    when: When | None = None
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    attribution: Attribution = "narrator"
    claimant: Voice = Voice()
    confidence: float = 0.5
    answers: tuple[str, ...] = ()        # ids of the claims that this act is said to respond to ("after a request from …")
    id: str = ""                         # the IRI, minted when the claim is complete


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document lets us assert: what `extract` prints and `map` reads."""

    article: Article
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    statements: tuple[Statement, ...] = ()
    provisions: tuple[str, ...] = ()     # what the text is about, also outside claims …
    passing: tuple[str, ...] = ()        # … and what it cites in passing: competence, procedure, terms, whole chapters

    def to_json(self) -> dict[str, Any]:
        """The extraction document of design §4, ready for `json.dumps`."""
        text = self.article.text

        def span(s: Span) -> dict[str, Any]:
            return {"start": s.start, "end": s.end, "text": s.of(text)}

        def voice(v: Voice) -> dict[str, Any] | None:
            return {"person": v.person, "organization": v.organization} if v else None

        a = self.article
        return {
            "article": {"source": a.source, "id": a.id, "title": a.title, "url": a.url, "publisher": a.publisher,
                        "authors": list(a.authors), "published": a.published and a.published.isoformat(),
                        "dates_found": [{"where": w, "date": d.isoformat()} for w, d in a.dates_found],
                        "language": a.language, "text": text},
            "entities": [{"id": e.id, "iri": e.iri, "kind": e.kind, "name": e.name, "aliases": list(e.aliases),
                          "country": e.country, "registered": e.registered} for e in self.entities],
            "mentions": [{"entity": m.entity, **span(m.span), "how": m.how} for m in self.mentions],
            "claims": [{
                "id": c.id, "type": c.type, "actor": list(c.actor), "target": list(c.target), "practice": list(c.practice),
                "jurisdiction": list(c.jurisdiction), "legal_basis": list(c.legal_basis), "instrument": list(c.instrument),
                "provisions": list(c.provisions),
                "amount": c.amount and {"value": c.amount.value, "currency": c.amount.currency},
                "when": c.when and {"edtf": c.when.edtf, "earliest": c.when.earliest.isoformat(),
                                    "latest": c.when.latest.isoformat(), "words": c.when.words},
                "polarity": c.polarity, "modality": c.modality, "attribution": c.attribution, "claimant": voice(c.claimant),
                "evidence": span(c.evidence), "trigger": c.trigger, "trigger_span": span(c.trigger_span), "rule": c.rule,
                "in_response_to": list(c.answers), "confidence": c.confidence} for c in self.claims],
            "statements": [{"speaker": voice(s.speaker), **span(s.span)} for s in self.statements],
            "provisions": list(self.provisions),
            "provisions_in_passing": list(self.passing),
        }
