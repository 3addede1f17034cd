"""From a reading to RDF: the named graph of one article, the claims for consolidation, and the new things it names.

`map_reading` is a function of what the extraction document says and nothing else, so that a graph mapped from the journal
years later has the same bytes. The graph speaks *of* entities but never describes them: registers and derived data do, which
is why an article can be replaced or withdrawn by dropping its graph. Web Annotation: Evidence is an oa:SpecificResource with
two selectors; offsets are code points of `schema:articleBody`.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Quad

from ingest.deeds import ReportedClaim, Source, Sum, Time
from ingest.model import Article, Claim, Entity, Reading, Span, Voice
from ontology import iris
from ontology.knowledge import Knowledge
from ontology.vocab import DCTERMS, OA, PROV, RA, RDF, SCHEMA, XSD

CONTEXT = 32                             # code points of prefix and suffix, enough to find a quote again in an edited page
POLARITY = {"affirmed": RA.Affirmed, "negated": RA.Negated}
MODALITY = {"actual": RA.Actual, "planned": RA.Planned, "requested": RA.Requested, "alleged": RA.Alleged, "possible": RA.Possible}
ATTRIBUTION = {"direct": RA.Direct, "indirect": RA.Indirect, "narrator": RA.Narrator}
Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]
TRIGGERS: dict[int, tuple[Knowledge, Mapping[str, str]]] = {}


@dataclass(frozen=True, slots=True)
class ArticleGraph:
    """The named graph of an article: its IRI, and its quads in canonical order (sorted N-Quads, no blank nodes)."""

    iri: str
    quads: tuple[Quad, ...]


def map_reading(reading: Reading, known: Knowledge, extractor: str) -> ArticleGraph:
    """The graph of an article. `extractor`: program and version, as in "regatlas 0.1.0"."""
    mapper = _Mapper(reading, known, extractor)
    graph = NamedNode(reading.article.id)
    quads = {Quad(s, p, o, graph) for s, p, o in mapper.triples()}
    return ArticleGraph(reading.article.id, tuple(sorted(quads, key=str)))


def minted(reading: Reading, known: Knowledge) -> tuple[Entity, ...]:
    """The entities that no register describes, sorted by IRI: derived data must."""
    return tuple(sorted((e for e in reading.entities if e.id not in known.entries or known.entries[e.id].iri != e.iri), key=lambda e: e.iri))


def reported_claims(reading: Reading, known: Knowledge, original: str = "") -> tuple[ReportedClaim, ...]:
    """The claims of a reading as consolidation takes them. `original`: IRI of the article that this one is a copy of."""
    article = reading.article
    source = Source(article.id, article.title, article.publisher, article.published, original or article.id)
    name = _Names(reading, known)
    context = name.all(party for c in reading.claims for party in (*c.actor, *c.target))
    return tuple(ReportedClaim(
        iri=c.id or claim_iri(article, c), source=source, quote=c.evidence.of(article.text), type=c.type,
        actor=name.all(c.actor), target=name.all(c.target), practice=name.all(c.practice), jurisdiction=name.all(c.jurisdiction),
        legal_basis=name.all(c.legal_basis), instrument=name.all(c.instrument),
        provision=frozenset(iris.mint("provision", p) for p in c.provisions),
        amount=Sum(decimal(c.amount.value), c.amount.currency) if c.amount else None,
        when=Time(c.when.edtf, c.when.earliest, c.when.latest) if c.when else None,
        negated=c.polarity == "negated", modality=c.modality,
        claimant=name.all(filter(None, (c.claimant.person, c.claimant.organization))),
        context=context, answers=frozenset(c.answers), confidence=c.confidence) for c in reading.claims)


def claim_iri(article: Article, claim: Claim) -> str:
    """The IRI of a claim, as `ontology.iris` mints it."""
    return iris.mint_claim(article.id, claim.evidence.start, claim.evidence.end, claim.type, claim.actor, claim.target, claim.polarity, claim.modality)


def decimal(value: float) -> Decimal:
    """The shortest decimal that reads back as this float: 0.1 is 0.1."""
    return Decimal(repr(float(value)))


def _trigger_iris(known: Knowledge) -> Mapping[str, str]:
    """What claims call their trigger by → its IRI. Made once of each ontology: there are thousands."""
    found = TRIGGERS.get(id(known))
    if found is None or found[0] is not known:
        found = TRIGGERS[id(known)] = known, {key: t.iri for t in known.triggers for key in (t.id, f"{t.action_type}:{t.id}", t.iri)}
    return found[1]


class _Names:
    """Short id → IRI, by the declarations of the document and then by the registers."""

    def __init__(self, reading: Reading, known: Knowledge) -> None:
        self.declared = {e.id: e.iri for e in reading.entities}
        self.known = known

    def __call__(self, id: str) -> str:
        return self.declared.get(id) or self.known.entries[id].iri

    def all(self, ids: Iterable[str]) -> frozenset[str]:
        return frozenset(self(id) for id in ids)


class _Mapper:
    def __init__(self, reading: Reading, known: Knowledge, extractor: str) -> None:
        self.reading, self.known, self.extractor = reading, known, extractor
        self.article = reading.article
        self.node = NamedNode(self.article.id)
        self.name = _Names(reading, known)
        self.triggers = _trigger_iris(known)

    def triples(self) -> Iterator[Triple]:
        yield from self.article_triples()
        for claim in self.reading.claims:
            yield from self.claim_triples(claim)
        for statement in self.reading.statements:
            span, node = statement.span, NamedNode(iris.mint_statement(self.article.id, statement.span.start, statement.span.end))
            yield node, RDF.type, RA.Statement
            yield node, RDF.type, SCHEMA.Quotation
            yield node, SCHEMA.text, Literal(span.of(self.article.text))
            yield node, RA.reportedIn, self.node
            yield from self.speaker(node, statement.speaker)
            yield from self.evidence(node, span)
        for mention in self.reading.mentions:
            span, entity = mention.span, NamedNode(self.name(mention.entity))
            node = NamedNode(iris.mention_iri(self.article.id, span.start, span.end, mention.entity))
            target = NamedNode(iris.evidence_iri(self.article.id, span.start, span.end))
            yield node, RDF.type, RA.Mention
            yield node, RDF.type, OA.Annotation
            yield node, RA.denotes, entity
            yield node, RA.how, Literal(mention.how)
            yield node, OA.hasBody, entity
            yield node, OA.hasTarget, target
            yield self.node, SCHEMA.mentions, entity
            yield from self.evidence(node, span)

    def article_triples(self) -> Iterator[Triple]:
        a, node = self.article, self.node
        for type in (RA.Article, SCHEMA.NewsArticle, PROV.Entity):
            yield node, RDF.type, type
        if a.title:
            yield node, SCHEMA.headline, Literal(a.title)
        yield node, SCHEMA.inLanguage, Literal(a.language)
        yield node, SCHEMA.articleBody, Literal(a.text)
        yield node, RA.textHash, Literal(sha256(a.text.encode()).hexdigest())
        yield node, RA.textLength, Literal(str(len(a.text)), datatype=XSD.integer)
        if a.url:
            yield node, SCHEMA.url, Literal(a.url, datatype=XSD.anyURI)
        if a.publisher:
            yield node, SCHEMA.publisher, Literal(a.publisher)
        for author in a.authors:
            yield node, SCHEMA.author, Literal(author)
        if a.published:
            yield node, SCHEMA.datePublished, Literal(a.published.isoformat(), datatype=XSD.date)
        if iris.canonical_url(a.source):                     # a path would tell more about the machine than about the article
            yield node, DCTERMS.source, Literal(a.source, datatype=XSD.anyURI)

    def claim_triples(self, claim: Claim) -> Iterator[Triple]:
        node = NamedNode(claim.id or claim_iri(self.article, claim))
        for type in (RA.Claim, SCHEMA.Claim, PROV.Entity):
            yield node, RDF.type, type
        yield node, RA.reportedIn, self.node
        yield node, RA.actionType, NamedNode(self.known.types[claim.type].iri)
        for slot, ids in ((RA.actor, claim.actor), (RA.target, claim.target), (RA.practice, claim.practice), (RA.jurisdiction, claim.jurisdiction),
                          (RA.legalBasis, claim.legal_basis), (RA.instrument, claim.instrument)):
            for id in ids:
                yield node, slot, NamedNode(self.name(id))
        for provision in claim.provisions:
            yield node, RA.provision, NamedNode(iris.mint("provision", provision))
        if claim.amount:
            yield node, RA.amount, decimal_literal(decimal(claim.amount.value))
            yield node, RA.currency, Literal(claim.amount.currency)
        if claim.when:
            yield node, RA.stated, Literal(claim.when.edtf)
            yield node, RA.earliest, Literal(claim.when.earliest.isoformat(), datatype=XSD.date)
            yield node, RA.latest, Literal(claim.when.latest.isoformat(), datatype=XSD.date)
        for answered in claim.answers:
            yield node, RA.inResponseTo, NamedNode(answered)
        yield node, RA.polarity, POLARITY[claim.polarity]
        yield node, RA.modality, MODALITY[claim.modality]
        yield node, RA.attribution, ATTRIBUTION[claim.attribution]
        trigger = self.triggers.get(claim.trigger)
        yield node, RA.trigger, NamedNode(trigger) if trigger else Literal(claim.trigger)
        yield node, RA.rule, Literal(claim.rule)
        yield node, RA.confidence, decimal_literal(decimal(claim.confidence))
        yield node, RA.extractor, Literal(self.extractor)
        if claim.claimant:
            yield node, RA.claimant, NamedNode(self.name(claim.claimant.person or claim.claimant.organization or ""))
        if claim.claimant.organization:
            yield node, RA.onBehalfOf, NamedNode(self.name(claim.claimant.organization))
        yield from self.evidence(node, claim.evidence)

    def speaker(self, node: NamedNode, voice: Voice) -> Iterator[Triple]:
        if voice.person:
            yield node, RA.speaker, NamedNode(self.name(voice.person))
        if voice.organization:
            yield node, RA.onBehalfOf, NamedNode(self.name(voice.organization))

    def evidence(self, node: NamedNode, span: Span) -> Iterator[Triple]:
        iri, text = self.article.id, self.article.text
        evidence, position, quote = (NamedNode(mint(iri, span.start, span.end)) for mint in (iris.evidence_iri, iris.position_iri, iris.quote_iri))
        yield node, RA.evidence, evidence
        yield evidence, RDF.type, RA.Evidence
        yield evidence, RDF.type, OA.SpecificResource
        yield evidence, OA.hasSource, self.node
        yield evidence, OA.hasSelector, position
        yield evidence, OA.hasSelector, quote
        yield position, RDF.type, OA.TextPositionSelector
        yield position, OA.start, Literal(str(span.start), datatype=XSD.integer)
        yield position, OA.end, Literal(str(span.end), datatype=XSD.integer)
        yield quote, RDF.type, OA.TextQuoteSelector
        yield quote, OA.exact, Literal(text[span.start:span.end])
        yield quote, OA.prefix, Literal(text[max(0, span.start - CONTEXT):span.start])
        yield quote, OA.suffix, Literal(text[span.end:span.end + CONTEXT])


def decimal_literal(value: Decimal) -> Literal:
    """An xsd:decimal without exponent and without zeros at the end."""
    return Literal(f"{value.normalize():f}", datatype=XSD.decimal)
