"""Who owned what when, out of the Turtle. A period may be known to the day, the month or the year, and is never more precise than that."""
from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from pyoxigraph import NamedNode

from ontology import iris
from ontology.errors import Fault
from ontology.model import Ownership
from ontology.reader import TermReader
from ontology.turtle import Source, short
from ontology.vocab import DCTERMS, ORG, RA, SCHEMA, XSD

OPEN = ".."
"""EDTF (ISO 8601-2) for an end that has not come."""
Bounds = tuple[date, date]


def bounds(stated: str) -> Bounds:
    """The first and the last day of an EDTF year, month or day: `2014-10` is 1 to 31 October 2014. Raises ValueError for anything else."""
    if not (found := re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", stated)):
        raise ValueError(f"{stated!r} is no year, month or day")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if day and month:
        return (exact := date(year, month, day)), exact
    if month:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def read_ownerships(source: Source) -> tuple[tuple[Ownership, ...], list[Fault]]:
    """All periods in the order of what is owned and of time, and all faults."""
    owners: dict[str, list[str]] = {}
    for owner in sorted(source.values):
        for owned in source.links(owner, SCHEMA.owns):
            owners.setdefault(owned, []).append(owner)
    found: list[Ownership] = []
    faults: list[Fault] = []
    for term in sorted({*owners, *source.of_class(SCHEMA.OwnershipInfo)}):
        read = TermReader(source, term)
        if period := _period(read, owners.get(term, [])):
            found.append(period)
        faults += read.faults
    periods = tuple(sorted(found, key=lambda p: (p.thing, p.first, p.owner)))
    return periods, faults + _contradictions(source, periods)


def _period(read: TermReader, owners: list[str]) -> Ownership | None:
    source = read.source
    if not source.has_class(read.term, SCHEMA.OwnershipInfo):
        read.faults.append(Fault(source.file_of(owners[0]), short(read.term),
                                 f"is owned by {short(owners[0])}, but no file describes it as schema:OwnershipInfo"))
        return None
    if not source.objects(read.term, DCTERMS.source):
        read.fault("needs dcterms:source")
    thing = _owned(read)
    owner = iris.parse(owners[0])[1] if len(owners) == 1 and source.has_class(owners[0], RA.Organization) else None
    if owner is None:
        read.fault(f"needs one organization that schema:owns it, has {', '.join(map(short, owners)) or 'none'}")
    first, last = _day(read, SCHEMA.ownedFrom, required=True), _day(read, SCHEMA.ownedThrough)
    if thing is None or owner is None or first is None:
        return None
    start, end = _stated(read, first, last)
    if read.term != iris.ownership_iri(thing, start):
        read.fault(f"is named by its thing and its beginning, <{iris.ownership_iri(thing, start)}>")
    if last and last < first:
        read.fault(f"ends on {last}, before it begins on {first}")
    return Ownership(iris.parse(thing)[1], owner, first, last, bounds(start)[1], bounds(end)[0] if end != OPEN else None)


def _owned(read: TermReader) -> str | None:
    things = read.source.links(read.term, SCHEMA.typeOfGood)
    known = [thing for thing in things if any(read.source.has_class(thing, cls) for cls in (RA.Product, RA.Organization))]
    if len(things) != 1 or known != list(things):
        found = ", ".join(map(short, things)) or "none"
        read.fault(f"needs one schema:typeOfGood, a product or organization of the registers, has {found}")
        return None
    return known[0]


def _day(read: TermReader, predicate: NamedNode, required: bool = False) -> date | None:
    text = read.text(predicate, required)
    values = read.source.objects(read.term, predicate)
    try:
        if text and any(getattr(value, "datatype", None) != XSD.date for value in values):
            raise ValueError
        return date.fromisoformat(text) if text else None
    except ValueError:
        read.fault(f"{short(predicate.value)} must be an xsd:date, is {text!r}")
        return None


def _stated(read: TermReader, first: date, last: date | None) -> tuple[str, str]:
    """Beginning and end as EDTF; `ra:stated`, where given, must have the two days as its first and last possible ones."""
    exact = first.isoformat(), last.isoformat() if last else OPEN
    stated = read.text(RA.stated)
    if not stated:
        return exact
    start, slash, end = stated.partition("/")
    try:
        outer = bounds(start)[0], None if end == OPEN else bounds(end)[1]
    except ValueError as error:
        read.fault(f"ra:stated {stated!r} must be BEGINNING/END (an open end is ..): {error}")
        return exact
    if outer != (first, last) or not slash:
        read.fault(f"ra:stated {stated!r} runs from {outer[0]} to {outer[1] or OPEN}; "
                   f"schema:ownedFrom and schema:ownedThrough say {first} to {last or OPEN}")
        return exact
    return start, end


def _contradictions(source: Source, periods: Iterable[Ownership]) -> list[Fault]:
    """A thing has one owner at a time, and the owner in a period that lasts is the one that its own entry names."""
    faults: list[Fault] = []
    by_thing: dict[str, list[Ownership]] = {}
    for period in periods:
        by_thing.setdefault(period.thing, []).append(period)
    entries = {iris.parse(term)[1]: term for cls in (RA.Product, RA.Organization) for term in source.of_class(cls)
               if term.startswith(iris.BASE)}
    for thing, of in by_thing.items():
        term = entries[thing]
        faults += [Fault(source.file_of(term), short(term), f"is owned by {a.owner} and by {b.owner} on {b.sure_from}")
                   for a, b in pairwise(of) if a.sure_through is None or b.sure_from <= a.sure_through]
        named = {iris.parse(link)[1] for predicate in (RA.owner, ORG.subOrganizationOf) for link in source.links(term, predicate)}
        if of[-1].last is None and named and of[-1].owner not in named:
            faults.append(Fault(source.file_of(term), short(term), f"names {', '.join(sorted(named))} as its owner; "
                                                                   f"its last period of ownership names {of[-1].owner}"))
    return faults
