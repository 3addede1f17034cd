"""What people know better: corrections in Turtle, applied whenever actions are consolidated, so that they outlive every new reading.

    <#one-fine> a ra:Correction ; ra:merges <…/action/a>, <…/action/b> ;          one deed (actions or claims)
    <#two>      a ra:Correction ; ra:splitsOff <…/claim/c>, <…/claim/d> ;         these claims are a deed of their own
    <#misread>  a ra:Correction ; ra:rejects <…/claim/e> ;                        nothing of the kind is said there
    <#in-may>   a ra:Correction ; ra:redates <…/claim/f> ; ra:stated "2024-05" ;  the act; of an article, its publication (a day)
    <#ruling>   a ra:Correction ; ra:relabels <…/claim/g> ; ra:actionType <…> ;   the type; of a new entity, its skos:prefLabel
                dcterms:creator "Ann Example" ; dcterms:created "2025-03-01"^^xsd:date ; rdfs:comment "why" .

An action is named by its first claim, so that a correction of an action is one of that claim, whatever becomes of the action.
`read_corrections` reports all faults at once; what a correction is about may be missing (the article was withdrawn): it then waits.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from ingest.deeds import ReportedClaim, Time
from ingest.model import IngestError
from ontology import iris
from ontology.errors import InvalidIri
from ontology.knowledge import Knowledge
from ontology.ownership import bounds
from ontology.vocab import DCTERMS, GRAPH, RA, RDF, SKOS, XSD

OPERATIONS = {RA.merges: {"action", "claim"}, RA.splitsOff: {"claim"}, RA.rejects: {"claim"}, RA.redates: {"claim", "article"},
              RA.relabels: {"claim", "organization", "person", "product"}}
NAMES = {operation: f"ra:{operation.value.rpartition('#')[2]}" for operation in OPERATIONS}
BASE = GRAPH.corrections.value


class InvalidCorrections(IngestError):
    """A file of corrections breaks its rules; the message lists every fault, the name of the correction first."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction. `things` are sorted IRIs; `when`, `type` (an id) and `label` are what a redating or relabelling sets."""

    iri: str
    operation: NamedNode
    things: tuple[str, ...]
    author: str
    day: date
    reason: str = ""
    when: Time | None = None
    type: str | None = None
    label: str | None = None


def read_corrections(turtle: str, known: Knowledge, name: str = "corrections") -> tuple[tuple[Correction, ...], frozenset[Quad]]:
    """The corrections of a text, by IRI, and the quads that keep them as provenance. Raises InvalidCorrections with every fault."""
    try:
        triples = list(parse(turtle.encode(), RdfFormat.TURTLE, base_iri=BASE))
    except (SyntaxError, ValueError) as error:
        raise InvalidCorrections(f"{name}: is not Turtle: {error}") from error
    of: dict[NamedNode, dict[NamedNode, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
    faults: list[str] = []
    for triple in triples:
        if not isinstance(triple.subject, NamedNode) or not isinstance(triple.object, NamedNode | Literal):
            faults.append(f"{triple.subject}: blank nodes and quoted triples have no place here; give every correction a name, such as <#wrong-merge>")
        else:
            of[triple.subject][triple.predicate].append(triple.object)
    found = []
    for subject in sorted(of, key=str):
        reader = _Reader(subject, of[subject], known)
        correction = reader.correction()
        faults += reader.faults
        if correction:
            found.append(correction)
    if faults:
        raise InvalidCorrections(f"{name}: {len(faults)} fault{'s' if len(faults) > 1 else ''}, nothing was applied\n"
                                 + "\n".join(f"  {fault}" for fault in faults))
    return tuple(found), frozenset(Quad(t.subject, t.predicate, t.object, GRAPH.corrections) for t in triples)


class _Reader:
    def __init__(self, subject: NamedNode, values: Mapping[NamedNode, Sequence[NamedNode | Literal]], known: Knowledge) -> None:
        self.subject, self.values, self.known = subject, values, known
        self.faults: list[str] = []

    def fault(self, text: str) -> None:
        self.faults.append(f"<{self.subject.value.replace(BASE, '')}>: {text}")

    def correction(self) -> Correction | None:
        if RA.Correction not in self.values.get(RDF.type, ()):
            self.fault("is not said to be a ra:Correction")
        operations = [operation for operation in OPERATIONS if operation in self.values]
        author, day = self.text(DCTERMS.creator, "dcterms:creator, a text"), self.day()
        if len(operations) != 1:
            self.fault(f"needs one of {', '.join(NAMES.values())}, has {len(operations)}")
            return None
        [operation] = operations
        things = self.things(operation)
        if operation == RA.merges and len(things) < 2:
            self.fault("ra:merges needs two or more actions or claims")
        when = self.when(things) if operation == RA.redates else None
        type = self.type() if operation == RA.relabels and RA.actionType in self.values else None
        label = self.text(SKOS.prefLabel, "skos:prefLabel, a text") if operation == RA.relabels and type is None else None
        if operation == RA.relabels and any(("/claim/" in thing) != (type is not None) for thing in things):
            self.fault("ra:relabels a claim with ra:actionType, an entity with skos:prefLabel")
        reason = " ".join(v.value for p, found in self.values.items() if p.value.endswith("#comment") for v in found)
        return Correction(self.subject.value, operation, things, author, day, reason, when, type, label)

    def things(self, operation: NamedNode) -> tuple[str, ...]:
        found = []
        for value in self.values[operation]:
            try:
                kind = iris.parse(value.value)[0] if isinstance(value, NamedNode) else "literal"
            except InvalidIri as error:
                kind = str(error)
            if kind not in OPERATIONS[operation]:
                self.fault(f"{NAMES[operation]} {value} is no {' or '.join(sorted(OPERATIONS[operation]))} ({kind})")
            found.append(value.value)
        return tuple(sorted(found))

    def text(self, property: NamedNode, what: str) -> str:
        found = [v.value for v in self.values.get(property, ()) if isinstance(v, Literal) and v.value.strip()]
        if len(found) != 1:
            self.fault(f"needs one {what}")
        return found[0] if found else ""

    def day(self) -> date:
        found = [v for v in self.values.get(DCTERMS.created, ()) if isinstance(v, Literal) and v.datatype == XSD.date]
        try:
            [value] = found
            return date.fromisoformat(value.value)
        except ValueError:
            self.fault('needs one dcterms:created, a day such as "2025-03-01"^^xsd:date')
            return date.min

    def when(self, things: Iterable[str]) -> Time | None:
        stated = self.text(RA.stated, 'ra:stated, such as "2024-05"')
        try:
            first, last = bounds(stated)
        except ValueError:
            self.fault(f"ra:stated {stated!r} is no year, month or day such as 2024, 2024-05 or 2024-05-21")
            return None
        if first != last and any("/article/" in thing for thing in things):
            self.fault(f"ra:stated {stated!r} is no day; an article is published on one")
        return Time(stated, first, last)

    def type(self) -> str | None:
        found = {type.iri: id for id, type in self.known.types.items()}
        values = [v.value for v in self.values[RA.actionType]]
        if len(values) == 1 and values[0] in found:
            return found[values[0]]
        self.fault(f"ra:actionType {' '.join(values)} is no action type of the ontology")
        return None


# --- applying -------------------------------------------------------------------------------------------------------------

def corrected(claims: Iterable[ReportedClaim], corrections: Iterable[Correction]) -> list[ReportedClaim]:
    """The claims as people say that they are: without the rejected ones, redated, with other types."""
    by: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        for thing in correction.things:
            by[thing].append(correction)
    found = []
    for claim in claims:
        about = by.get(claim.iri, [])
        if any(c.operation == RA.rejects for c in about):
            continue
        for correction in sorted(about, key=_latest_last):
            claim = replace(claim, when=correction.when or claim.when, type=correction.type or claim.type)
        for correction in sorted(by.get(claim.source.iri, ()), key=_latest_last):
            if correction.when:
                claim = replace(claim, source=replace(claim.source, published=correction.when.earliest))
        found.append(claim)
    return found


def renamed(names: Mapping[str, str], corrections: Iterable[Correction]) -> dict[str, str]:
    """Names of entities, as corrected."""
    return dict(names) | {thing: c.label for c in sorted(corrections, key=_latest_last) if c.label for thing in c.things}


def groups(corrections: Iterable[Correction], claims: Iterable[str]) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """Claims that are one deed, and claims that are a deed of their own; an action stands for the claim that it is named after."""
    claims = frozenset(claims)
    named = {iris.mint_action(iri): iri for iri in claims}

    def those(correction: Correction) -> frozenset[str]:
        return frozenset(named.get(thing, thing) for thing in correction.things) & claims

    corrections = sorted(corrections, key=_latest_last)
    merges = [those(c) for c in corrections if c.operation == RA.merges]
    splits = [those(c) for c in corrections if c.operation == RA.splitsOff]
    return [group for group in merges if len(group) > 1], [group for group in splits if group]


def without_effect(corrections: Iterable[Correction], claims: Iterable[ReportedClaim], entities: Iterable[str]) -> list[str]:
    """Corrections of things that are not there (any more), one line each."""
    claims = list(claims)
    there = {*entities} | {c.iri for c in claims} | {c.source.iri for c in claims} | {iris.mint_action(c.iri) for c in claims}
    return [f"<{c.iri.replace(BASE, '')}>: {thing} is not in this data folder" for c in corrections for thing in c.things if thing not in there]


def _latest_last(correction: Correction) -> tuple[date, str]:
    return correction.day, correction.iri
