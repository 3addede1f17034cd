"""The derived graph: actions, conflicts, copies of articles, and the things that no register describes.

A function of the consolidation and of the names that articles gave: the same set of articles gives the same bytes.
"""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from pyoxigraph import Literal, NamedNode, Quad

from ingest.deeds import Conflict, ConsolidatedAction, Consolidation, Time
from ingest.model import Entity
from ingest.provision_labels import label, styles
from ontology import iris
from ontology.dataset import load_graph_quads
from ontology.knowledge import Knowledge
from ontology.vocab import DCTERMS, DPV, ELI, GRAPH, ORG, PROV, RA, RDF, SCHEMA, SEM, SKOS, XSD

STATUS = {"actual": RA.Actual, "planned": RA.Planned, "requested": RA.Requested, "alleged": RA.Alleged, "possible": RA.Possible, "negated": RA.Negated}
CONFLICT_KIND = {"existence": RA.ExistenceConflict, "amount": RA.AmountConflict, "date": RA.DateConflict,
                 "legal_basis": RA.LegalBasisConflict, "actor": RA.ActorConflict}
CLASSES = {
    "regulator": (RA.Regulator, RA.Organization, ORG.Organization), "organization": (RA.Organization, ORG.Organization),
    "person": (RA.Person, SCHEMA.Person), "product": (RA.Product, SCHEMA.Product), "jurisdiction": (RA.Jurisdiction,),
    "instrument": (RA.LegalInstrument, ELI.LegalResource), "legal_basis": (RA.LegalBasis,), "practice": (RA.Practice, DPV.Process),
}
Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]


def derived_quads(consolidation: Consolidation, entities: Iterable[Entity], known: Knowledge,
                  copies: Mapping[str, str] | None = None) -> tuple[Quad, ...]:
    """The graph `…/graph/derived`, sorted.

    `entities`: every use of an entity that no register has, one for each article. `copies`: article → the article it copies.
    """
    triples: set[Triple] = set()
    for action in consolidation.actions:
        triples |= {*_action(action, known)}
    for conflict in consolidation.conflicts:
        triples |= {*_conflict(conflict)}
    triples |= {*_known(consolidation)}
    triples |= {*_entities(entities)}
    triples |= {*_provisions({p for a in consolidation.actions for c in a.claims for p in c.provision}, known)}
    triples |= {(NamedNode(copy), RA.nearDuplicateOf, NamedNode(original)) for copy, original in (copies or {}).items() if copy != original}
    return tuple(sorted((Quad(s, p, o, GRAPH.derived) for s, p, o in triples), key=str))


def entity_names(entities: Iterable[Entity]) -> dict[str, str]:
    """IRI → the name that most articles use; of equally many the first in alphabetical order."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for entity in entities:
        counts[entity.iri][entity.name] += 1
    return {iri: min(found, key=lambda name: (-found[name], name)) for iri, found in counts.items()}


def _action(action: ConsolidatedAction, known: Knowledge) -> Iterator[Triple]:
    node = NamedNode(action.iri)
    for type in (RA.Action, PROV.Activity, SEM.Event):
        yield node, RDF.type, type
    yield from _description(node, action, known)
    for slot, values in ((RA.inResponseTo, action.in_response_to), (RA.reverses, action.reverses), (RA.follows, action.follows),
                         (RA.reportedBy, (c.iri for c in action.claims))):
        for value in values:
            yield node, slot, NamedNode(value)
    for given in action.history:
        step = NamedNode(iris.status_iri(action.iri, given.status))
        yield node, RA.statusChange, step
        yield step, RDF.type, RA.StatusChange
        yield step, RA.status, STATUS[given.status]
        yield step, RA.givenBy, NamedNode(given.claim)
        yield from _when(step, given.when)
        yield from _day(step, RA.knownSince, given.known)
    for past in action.earlier:
        assert past.known and past.until
        view = NamedNode(iris.past_iri(action.iri, past.known.isoformat()))
        yield view, RDF.type, RA.PastDescription
        yield view, RA.describes, node
        yield from _description(view, past, known)
        yield from _day(view, RA.knownUntil, past.until)


def _description(node: NamedNode, action: ConsolidatedAction, known: Knowledge) -> Iterator[Triple]:
    """What is known of an action, now or in the past."""
    yield node, RA.actionType, NamedNode(known.types[action.type].iri)
    yield node, RA.status, STATUS[action.status]
    for slot, values in ((RA.actor, action.actor), (RA.target, action.target), (RA.practice, action.practice), (RA.jurisdiction, action.jurisdiction),
                         (RA.legalBasis, action.legal_basis), (RA.instrument, action.instrument), (RA.provision, action.provision)):
        for value in values:
            yield node, slot, NamedNode(value)
    if action.amount:
        yield node, RA.amount, Literal(f"{action.amount.value.normalize():f}", datatype=XSD.decimal)
        yield node, RA.currency, Literal(action.amount.currency)
    yield from _when(node, action.when)
    yield from _day(node, RA.firstReported, action.first_reported)
    yield from _day(node, RA.knownSince, action.known)
    yield node, RA.sourceCount, Literal(str(action.sources), datatype=XSD.integer)


def _when(node: NamedNode, when: Time | None) -> Iterator[Triple]:
    if when:
        yield node, RA.stated, Literal(when.stated)
        yield from _day(node, RA.earliest, when.earliest)
        yield from _day(node, RA.latest, when.latest)


def _day(node: NamedNode, property: NamedNode, day: date | None) -> Iterator[Triple]:
    if day:
        yield node, property, Literal(day.isoformat(), datatype=XSD.date)


def _known(consolidation: Consolidation) -> Iterator[Triple]:
    """Since when each claim counts as known, and how undated articles are bounded."""
    for claim in (c for action in consolidation.actions for c in action.claims):
        bounds = consolidation.bounds.get(claim.source.iri)
        yield from _day(NamedNode(claim.iri), RA.knownSince, claim.source.published or (bounds.latest if bounds else None))
    for article, bounds in consolidation.bounds.items():
        yield from _day(NamedNode(article), RA.publishedEarliest, bounds.earliest)
        yield from _day(NamedNode(article), RA.publishedLatest, bounds.latest)
        yield NamedNode(article), RA.publishedBecause, Literal(bounds.reason, language="en")


def _conflict(conflict: Conflict) -> Iterator[Triple]:
    node = NamedNode(conflict.iri)
    yield node, RDF.type, RA.Conflict
    yield node, RA.conflictKind, CONFLICT_KIND[conflict.kind]
    yield node, RA.explanation, Literal(conflict.explanation, language="en")
    yield from _day(node, RA.knownSince, conflict.known)
    for side in conflict.sides:
        yield node, RA.side, NamedNode(side)
    for action in conflict.concerns:
        yield node, RA.concerns, NamedNode(action)


def _entities(entities: Iterable[Entity]) -> Iterator[Triple]:
    entities = tuple(entities)
    names = entity_names(entities)
    for entity in entities:
        node, name = NamedNode(entity.iri), names[entity.iri]
        for type in CLASSES[entity.kind]:
            yield node, RDF.type, type
        yield node, DCTERMS.identifier, Literal(iris.parse(entity.iri)[1])
        yield node, SKOS.prefLabel, Literal(name, language="en")
        for alias in {entity.name, *entity.aliases} - {name}:
            yield node, SKOS.altLabel, Literal(alias, language="en")


def _provisions(provisions: Iterable[str], known: Knowledge) -> Iterator[Triple]:
    """A cited provision, placed in its law: `gdpr:6(1)(f)` is a part of `gdpr`. One that a register describes is left to it."""
    instruments = {e.id: e for e in known.of_kind("instrument")}
    register = load_graph_quads()
    described = {q.subject.value for q in register if q.predicate == RDF.type and q.object == RA.Provision and isinstance(q.subject, NamedNode)}
    style = styles((iris.parse(q.subject.value)[1], q.object.value) for q in register
                   if q.predicate == SKOS.prefLabel and isinstance(q.subject, NamedNode) and isinstance(q.object, Literal) and q.subject.value in described)
    for iri in set(provisions) - described:
        key = iris.parse(iri)[1]
        node, instrument = NamedNode(iri), instruments.get(key.partition(":")[0])
        yield node, RDF.type, RA.Provision
        yield node, RDF.type, ELI.LegalResourceSubdivision
        yield node, DCTERMS.identifier, Literal(key)
        yield node, SKOS.prefLabel, Literal(label(key, instruments, style), language="en")
        if instrument:
            yield node, DCTERMS.isPartOf, NamedNode(instrument.iri)
