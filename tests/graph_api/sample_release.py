"""A small release, written by hand in the shape that `ingest` gives: four articles, two regulators, one company, two conflicts.

`write(data, id)` makes `data/releases/ID` and lets `data/current` name it. Nothing here comes from a real article.
"""
from __future__ import annotations

import json
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from ontology import iris
from ontology.turtle import FOLDER, parse_file
from ontology.vocab import DCTERMS, GRAPH, OA, ORG, PROV, RA, RDF, SCHEMA, SKOS, XSD

Node = NamedNode | Literal
ICO, DPC, META, NOYB = (iris.mint("organization", key) for key in ("gb-ico", "ie-dpc", "meta", "noyb"))
ANN = iris.mint("person", "ann-example")
GB, IE, EU = (iris.mint("jurisdiction", key) for key in ("GB", "IE", "EU"))
TRAINING, TRANSFERS = iris.mint("practice", "ai-training"), iris.mint("practice", "transfers")
INTERESTS, GDPR = iris.mint("legal-basis", "legitimate-interests"), iris.mint("instrument", "gdpr")
ART46 = iris.mint("provision", "gdpr:46(1)")
FACEBOOK = iris.mint("product", "facebook")

TEXTS = {
    "pause": ("Meta pauses AI plans", "2024-06-14", "Example Wire",
              "Meta has paused its plan to train AI models on posts.\n\nThe ICO had asked the company on 10 June to pause.\n\n"
              "“We welcome the decision and will stay in touch,” said Ann Example of the DPC."),
    "go": ("Regulator nods", "2024-09-16", "Example Wire",
           "The ICO approved the plan, Meta said 👍. Meta plans to resume the training on the basis of legitimate interests."),
    "no": ("No approval was given", "2024-09-17", "Example Gazette",
           "“The ICO has not provided regulatory approval for the processing,” a spokesperson said.\n\n"
           "In 2023 the DPC fined Meta 1.2 billion euros under Article 46(1) of the GDPR & <i>its guidance</i>."),
    "fine": ("Record fine", "2023-05-22", "Example Wire", "The Irish DPC has fined Meta 1.3 billion euros for data transfers, which noyb welcomed."),
    "undated": ("Without a day", None, None, "The ICO might fine Meta."),
}
ARTICLE = {key: iris.mint_article(f"https://news.example/{key}", text) for key, (_, _, _, text) in TEXTS.items()}


class Graph:
    """Quads of one release; `add` writes each triple to its graph and to the default graph, as releases do."""

    def __init__(self) -> None:
        self.quads: set[Quad] = set()

    def add(self, graph: NamedNode, subject: str | NamedNode, *pairs: tuple[NamedNode, str | Node]) -> None:
        node = NamedNode(subject) if isinstance(subject, str) else subject
        for predicate, value in pairs:
            term = NamedNode(value) if isinstance(value, str) else value
            self.quads |= {Quad(node, predicate, term, g) for g in (graph, DefaultGraph())}

    def evidence(self, article: str, words: str) -> tuple[str, int, int]:
        text = TEXTS[article][3]
        start = text.index(words)
        end, iri, graph = start + len(words), ARTICLE[article], NamedNode(ARTICLE[article])
        node = iris.evidence_iri(iri, start, end)
        self.add(graph, node, (RDF.type, RA.Evidence), (RDF.type, OA.SpecificResource), (OA.hasSource, iri),
                 (OA.hasSelector, iris.position_iri(iri, start, end)), (OA.hasSelector, iris.quote_iri(iri, start, end)))
        self.add(graph, iris.position_iri(iri, start, end), (RDF.type, OA.TextPositionSelector), (OA.start, number(start)), (OA.end, number(end)))
        self.add(graph, iris.quote_iri(iri, start, end), (RDF.type, OA.TextQuoteSelector), (OA.exact, Literal(words)),
                 (OA.prefix, Literal(text[max(0, start - 32):start])), (OA.suffix, Literal(text[end:end + 32])))
        return node, start, end

    def article(self, key: str) -> None:
        title, day, publisher, text = TEXTS[key]
        node, graph = ARTICLE[key], NamedNode(ARTICLE[key])
        self.add(graph, node, (RDF.type, RA.Article), (RDF.type, SCHEMA.NewsArticle), (RDF.type, PROV.Entity), (SCHEMA.headline, en(title)),
                 (SCHEMA.articleBody, Literal(text)), (SCHEMA.inLanguage, Literal("en")), (RA.textHash, Literal("0" * 64)),
                 (RA.textLength, number(len(text))), (SCHEMA.url, Literal(f"https://news.example/{key}", datatype=XSD.anyURI)))
        if day and publisher:
            self.add(graph, node, (SCHEMA.datePublished, date(day)), (SCHEMA.publisher, Literal(publisher)))

    def claim(self, article: str, words: str, type: str, actor: str, target: str | None = None, *, polarity: NamedNode = RA.Affirmed,
              modality: NamedNode = RA.Actual, attribution: NamedNode = RA.Narrator, when: tuple[str, str, str] | None = None,
              amount: str | None = None, **slots: str) -> str:
        node, start, end = self.evidence(article, words)
        graph = NamedNode(ARTICLE[article])
        claim = iris.mint_claim(ARTICLE[article], start, end, type, [actor], [target] if target else [], polarity.value, modality.value)
        self.add(graph, claim, (RDF.type, RA.Claim), (RDF.type, SCHEMA.Claim), (RDF.type, PROV.Entity), (RA.reportedIn, ARTICLE[article]),
                 (RA.actionType, iris.mint("action-type", type)), (RA.actor, actor), (RA.polarity, polarity), (RA.modality, modality),
                 (RA.attribution, attribution), (RA.evidence, node), (RA.trigger, Literal(f"{type}:{type}")), (RA.rule, Literal("actor-subject")),
                 (RA.confidence, Literal(Decimal("0.9"))), (RA.extractor, Literal("regatlas 0.1.0")))
        self.slots(graph, claim, target, when, amount, slots)
        if TEXTS[article][1]:
            self.add(GRAPH.derived, claim, (RA.knownSince, date(TEXTS[article][1])))
        return claim

    def slots(self, graph: NamedNode, node: str, target: str | None, when: tuple[str, str, str] | None, amount: str | None,
              slots: dict[str, str]) -> None:
        if target:
            self.add(graph, node, (RA.target, target))
        if when:
            self.add(graph, node, (RA.stated, Literal(when[0])), (RA.earliest, date(when[1])), (RA.latest, date(when[2])))
        if amount:
            self.add(graph, node, (RA.amount, Literal(Decimal(amount))), (RA.currency, Literal("EUR")))
        for name, value in slots.items():
            self.add(graph, node, (getattr(RA, name), value))

    def action(self, claims: list[str], type: str, actor: str, target: str | None, first: str | None, *, status: NamedNode = RA.Actual,
               when: tuple[str, str, str] | None = None, amount: str | None = None, **slots: str) -> str:
        node = iris.mint_action(min(claims))
        self.add(GRAPH.derived, node, (RDF.type, RA.Action), (RDF.type, PROV.Activity), (RA.actionType, iris.mint("action-type", type)),
                 (RA.actor, actor), (RA.status, status), (RA.polarity, RA.Negated if status == RA.Negated else RA.Affirmed),
                 (RA.modality, RA.Actual if status == RA.Negated else status), (RA.sourceCount, number(len(claims))))
        for claim in claims:
            self.add(GRAPH.derived, node, (RA.reportedBy, claim))
        if first:
            self.add(GRAPH.derived, node, (RA.firstReported, date(first)), (RA.knownSince, date(first)))
        self.slots(GRAPH.derived, node, target, when, amount, slots)
        return node

    def conflict(self, kind: NamedNode, claims: list[str], concerns: list[str], explanation: str) -> str:
        node = iris.mint_conflict(claims, kind.value)
        self.add(GRAPH.derived, node, (RDF.type, RA.Conflict), (RA.conflictKind, kind), (RA.explanation, en(explanation)), (RA.knownSince, date("2024-09-18")),
                 *((RA.side, claim) for claim in claims), *((RA.concerns, action) for action in concerns))
        return node

    def entity(self, iri: str, label: str, *types: NamedNode, **properties: str | Node) -> None:
        self.add(GRAPH.registers, iri, (SKOS.prefLabel, en(label)), (DCTERMS.identifier, Literal(iris.parse(iri)[1])),
                 *((RDF.type, t) for t in types), *((getattr(RA, name), value) for name, value in properties.items()))


def en(text: str) -> Literal:
    return Literal(text, language="en")


def number(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


def date(day: str) -> Literal:
    return Literal(day, datatype=XSD.date)


def action_types(graph: Graph) -> Iterator[str]:
    for key, label, broader in (
            ("regulatory-action", "Regulatory action", None), ("corrective-action", "Corrective measure", "regulatory-action"),
            ("fine", "Fine", "corrective-action"), ("approve", "Approve", "regulatory-action"), ("ask-to-pause", "Ask to pause", "regulatory-action"),
            ("company-action", "Company action", None), ("pause", "Pause", "company-action"), ("resume", "Resume", "company-action"),
            ("rely-on-basis", "Rely on legal basis", "company-action"), ("welcome", "Welcome", None)):
        iri = iris.mint("action-type", key)
        graph.add(GRAPH.ontology, iri, (RDF.type, RA.ActionType), (RDF.type, SKOS.Concept), (SKOS.prefLabel, en(label)),
                  (SKOS.definition, en(f"What is meant by {label.lower()}.")), (DCTERMS.identifier, Literal(key)))
        if broader:
            graph.add(GRAPH.ontology, iri, (SKOS.broader, iris.mint("action-type", broader)))
        yield iri


def build(extra: int = 0) -> Graph:
    """The release; `extra` more fines of Meta by the DPC, one a day from 2020-01-01, for tests of paging and of counting."""
    g = Graph()
    for triple in parse_file(FOLDER / "core.ttl"):
        g.quads |= {Quad(triple.subject, triple.predicate, triple.object, graph) for graph in (GRAPH.ontology, DefaultGraph())}
    list(action_types(g))
    for iri, label, acronym, country in ((ICO, "Information Commissioner's Office", "ICO", GB), (DPC, "Data Protection Commission", "DPC", IE)):
        g.entity(iri, label, RA.Regulator, RA.Organization, ORG.Organization, acronym=Literal(acronym), country=country, regulatorType=Literal("dpa"))
    g.entity(META, "Meta Platforms", RA.Organization, ORG.Organization, organizationType=Literal("company"))
    g.add(GRAPH.registers, META, (SKOS.altLabel, en("Facebook, Inc.")), (SKOS.altLabel, en("Meta")))
    g.entity(NOYB, "noyb", RA.Organization, ORG.Organization, organizationType=Literal("ngo"))
    g.entity(FACEBOOK, "Facebook", RA.Product, owner=META)
    for iri, label, kind in ((GB, "United Kingdom", RA.Jurisdiction), (IE, "Ireland", RA.Jurisdiction), (EU, "European Union", RA.Jurisdiction),
                             (TRAINING, "AI model training", RA.Practice), (TRANSFERS, "Transfers", RA.Practice),
                             (INTERESTS, "Legitimate interests", RA.LegalBasis), (GDPR, "General Data Protection Regulation", RA.LegalInstrument),
                             (ART46, "Article 46(1) GDPR", RA.Provision)):
        g.entity(iri, label, kind)
    g.add(GRAPH.derived, ANN, (RDF.type, RA.Person), (RDF.type, SCHEMA.Person), (SKOS.prefLabel, en("Ann Example")))
    for key in TEXTS:
        g.article(key)
    june, september, y2023 = ("2024-06", "2024-06-01", "2024-06-30"), ("2024-09", "2024-09-01", "2024-09-30"), ("2023", "2023-01-01", "2023-12-31")
    asked = g.claim("pause", "The ICO had asked the company on 10 June to pause.", "ask-to-pause", ICO, META,
                    when=("2024-06-10", "2024-06-10", "2024-06-10"), jurisdiction=GB, practice=TRAINING)
    paused = g.claim("pause", "Meta has paused its plan to train AI models on posts.", "pause", META, when=june, practice=TRAINING)
    welcomed = g.claim("pause", "“We welcome the decision and will stay in touch,” said Ann Example of the DPC.", "welcome", DPC, META,
                       attribution=RA.Direct, claimant=ANN, onBehalfOf=DPC)
    approved = g.claim("go", "The ICO approved the plan, Meta said 👍.", "approve", ICO, META, attribution=RA.Indirect, claimant=META,
                       when=september, jurisdiction=GB, practice=TRAINING)
    relies = g.claim("go", "Meta plans to resume the training on the basis of legitimate interests.", "rely-on-basis", META,
                     modality=RA.Planned, legalBasis=INTERESTS, practice=TRAINING, when=september)
    resumes = g.claim("go", "Meta plans to resume the training on the basis of legitimate interests.", "resume", META,
                      modality=RA.Planned, legalBasis=INTERESTS, practice=TRAINING, when=september)
    denied = g.claim("no", "The ICO has not provided regulatory approval for the processing", "approve", ICO, META, polarity=RA.Negated,
                     attribution=RA.Direct, claimant=ICO, when=september, jurisdiction=GB, practice=TRAINING)
    fined12 = g.claim("no", "In 2023 the DPC fined Meta 1.2 billion euros under Article 46(1) of the GDPR", "fine", DPC, META,
                      amount="1200000000", when=y2023, instrument=GDPR, provision=ART46, jurisdiction=IE)
    fined13 = g.claim("fine", "The Irish DPC has fined Meta 1.3 billion euros for data transfers", "fine", DPC, META, amount="1300000000",
                      when=("2023-05-22", "2023-05-22", "2023-05-22"), practice=TRANSFERS, jurisdiction=IE)
    might = g.claim("undated", "The ICO might fine Meta.", "fine", ICO, META, modality=RA.Possible)
    asking = g.action([asked], "ask-to-pause", ICO, META, "2024-06-14", when=("2024-06-10", "2024-06-10", "2024-06-10"), jurisdiction=GB,
                      practice=TRAINING)
    g.action([paused], "pause", META, None, "2024-06-14", when=june, practice=TRAINING, inResponseTo=asking)
    g.action([welcomed], "welcome", DPC, META, "2024-06-14")
    yes = g.action([approved], "approve", ICO, META, "2024-09-16", when=september, jurisdiction=GB, practice=TRAINING)
    no = g.action([denied], "approve", ICO, META, "2024-09-17", status=RA.Negated, when=september, jurisdiction=GB, practice=TRAINING)
    g.action([relies], "rely-on-basis", META, None, "2024-09-16", status=RA.Planned, when=september, legalBasis=INTERESTS, practice=TRAINING)
    g.action([resumes], "resume", META, None, "2024-09-16", status=RA.Planned, when=september, legalBasis=INTERESTS, practice=TRAINING)
    fine = g.action([fined12, fined13], "fine", DPC, META, "2023-05-22", when=("2023-05-22", "2023-05-22", "2023-05-22"), amount="1300000000",
                    practice=TRANSFERS, instrument=GDPR, provision=ART46, jurisdiction=IE)
    g.action([might], "fine", ICO, META, None, status=RA.Possible)
    g.conflict(RA.ExistenceConflict, [approved, denied], [yes, no], "One article says that the ICO approved, the other that it did not.")
    g.conflict(RA.AmountConflict, [fined12, fined13], [fine], "One article says 1.2 billion euro, the other 1.3 billion.")
    said, start, end = g.evidence("pause", "We welcome the decision and will stay in touch,")
    g.add(NamedNode(ARTICLE["pause"]), iris.mint_statement(ARTICLE["pause"], start, end), (RDF.type, RA.Statement),
          (RDF.type, SCHEMA.Quotation), (SCHEMA.text, Literal("We welcome the decision and will stay in touch,")), (RA.speaker, ANN),
          (RA.onBehalfOf, DPC), (RA.evidence, said), (RA.reportedIn, ARTICLE["pause"]))
    for n in range(extra):
        day = f"{1990 + n // 336}-{1 + n // 28 % 12:02}-{1 + n % 28:02}"
        words = f"The DPC fined Meta {1000 + n} euros."
        key = f"extra-{n}"
        TEXTS[key] = (f"Fine number {n}", day, "Example Wire", words)
        ARTICLE[key] = iris.mint_article(f"https://news.example/{key}", words)
        g.article(key)
        when, place = (day, day, day), (GB, IE, EU)[n % 3]
        claim = g.claim(key, words, "fine", DPC, META, amount=str(1000 + n), when=when, jurisdiction=place)
        g.action([claim], "fine", DPC, META, day, when=when, amount=str(1000 + n), jurisdiction=place)
        del TEXTS[key], ARTICLE[key]
    return g


def write(data: Path, id: str = "r1", graph: Graph | None = None) -> Path:
    """A release on disk, and `current` switched to it."""
    quads = (graph or build()).quads
    folder = data / "releases" / id
    folder.mkdir(parents=True)
    store = Store(str(folder / "store"))
    store.bulk_extend(sorted(quads, key=str))
    store.flush()
    del store
    (folder / "manifest.json").write_text(json.dumps({"id": id, "counts": {"articles": len(TEXTS)}, "versions": {"regatlas": "0.1.0"}}))
    link = data / f".current-{id}"
    link.symlink_to(Path("releases") / id)
    os.replace(link, data / "current")
    return folder
