"""Register entries out of the Turtle: authorities, organizations, products, instruments, legal bases, jurisdictions, practices."""
from __future__ import annotations

from pyoxigraph import NamedNode

from ontology import iris
from ontology.errors import Fault
from ontology.model import RegisterEntry
from ontology.reader import TermReader
from ontology.turtle import Source, short
from ontology.vocab import DCTERMS, ORG, RA, SKOS

CLASSES: dict[str, NamedNode] = {
    "regulator": RA.Regulator,
    "organization": RA.Organization,
    "person": RA.Person,
    "product": RA.Product,
    "jurisdiction": RA.Jurisdiction,
    "instrument": RA.LegalInstrument,
    "legal_basis": RA.LegalBasis,
    "practice": RA.Practice,
}
"""Kind in the extraction document → class. A regulator is also an organization: the first kind that fits counts."""

TYPE_PROPERTY = {"regulator": RA.regulatorType, "organization": RA.organizationType, "jurisdiction": RA.jurisdictionType}
JURISDICTION_TYPES = ("country", "group", "subdivision")


def read_entries(source: Source) -> tuple[dict[str, RegisterEntry], list[Fault]]:
    """All entries by id, in the order of ids, and all faults. An entry with faults is left out only when it has no id."""
    entries: dict[str, RegisterEntry] = {}
    faults: list[Fault] = []
    for term, kind in sorted(_terms(source).items()):
        entry, found = _read_entry(source, term, kind)
        faults += found
        if not entry.id:
            continue
        if entry.id in entries:
            faults.append(Fault(source.file_of(term), short(term),
                                f"has the id of {short(entries[entry.id].iri)}; ids are unique across registers"))
        entries.setdefault(entry.id, entry)
    return dict(sorted(entries.items())), faults + _check_provisions(source)


def _terms(source: Source) -> dict[str, str]:
    terms: dict[str, str] = {}
    for kind, cls in CLASSES.items():
        for term in source.of_class(cls):
            terms.setdefault(term, kind)
    return terms


def _read_entry(source: Source, term: str, kind: str) -> tuple[RegisterEntry, list[Fault]]:
    read = TermReader(source, term)
    name = read.label()
    names = (*read.texts(SKOS.altLabel), *source.texts(term, SKOS.prefLabel))
    country = read.reference(RA.country, "jurisdiction", RA.Jurisdiction)
    if kind == "jurisdiction":
        country = read.reference(DCTERMS.isPartOf, "jurisdiction", RA.Jurisdiction)
    elif kind == "instrument":
        country = read.reference(RA.jurisdiction, "jurisdiction", RA.Jurisdiction)
    elif kind == "regulator" and not source.objects(term, RA.country):
        read.fault("needs ra:country")
    instrument = read.reference(RA.instrument, "instrument", RA.LegalInstrument)
    entry = RegisterEntry(
        id=read.identifier(iris.KIND_OF_ENTITY[kind]),
        iri=term,
        kind=kind,
        name=name,
        type=_type(read, kind),
        aliases=tuple(dict.fromkeys(alias for alias in sorted(names) if alias != name)),
        acronyms=read.texts(RA.acronym),
        adjectives=read.texts(RA.adjective),
        country=country,
        region=read.reference(RA.jurisdiction, "jurisdiction", RA.Jurisdiction) if kind == "regulator" else None,
        owner=read.reference(RA.owner, "organization", RA.Organization),
        parent=read.reference(ORG.subOrganizationOf, "organization", RA.Organization),
        members=read.references(DCTERMS.hasPart, "jurisdiction", RA.Jurisdiction) if kind == "jurisdiction" else (),
        instrument=instrument,
        provision=_provision(read, instrument),
        definition=read.text(SKOS.definition),
    )
    return entry, read.faults


def _type(read: TermReader, kind: str) -> str:
    if kind == "jurisdiction":
        return read.choice(RA.jurisdictionType, JURISDICTION_TYPES, required=True)
    return read.text(TYPE_PROPERTY[kind], required=True) if kind in TYPE_PROPERTY else ""


def _provision(read: TermReader, instrument: str | None) -> str | None:
    """`6(1)(f)` out of …/id/provision/gdpr:6(1)(f), whose first part must be the instrument of the legal basis."""
    key = read.reference(RA.provision, "provision", RA.Provision)
    if key is None:
        return None
    law, _, place = key.partition(":")
    if law != instrument:
        read.fault(f"ra:provision {key!r} is not in its ra:instrument {instrument!r}")
    return place


def _check_provisions(source: Source) -> list[Fault]:
    """A provision is named by its instrument and its place (`gdpr:6(1)(f)`) and is part of just that instrument."""
    faults: list[Fault] = []
    for term in source.of_class(RA.Provision):
        read = TermReader(source, term)
        law = read.reference(DCTERMS.isPartOf, "instrument", RA.LegalInstrument)
        try:
            kind, key = iris.parse(term)
        except iris.InvalidIri as error:
            read.fault(str(error))
        else:
            if kind != "provision" or not law or not key.startswith(f"{law}:"):
                read.fault(f"is dcterms:isPartOf {law!r}; expected the instrument that its name begins with")
        faults += read.faults
    return faults
