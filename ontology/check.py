"""What is in the ontology and what is wrong with it, all at once.

Each kind of fault has one finder, so that one slip is told once: the loader (`knowledge.inspect`), both Turtle libraries, the
constants of `vocab.py`, foreign terms (`foreign.py`), OWL 2 DL (`profile.py`), SHACL (`shapes/`) and hygiene (`hygiene.py`).
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import rdflib
from pyoxigraph import NamedNode, Quad, Triple

from ontology import shapes
from ontology.dataset import load_graph_quads
from ontology.errors import Fault
from ontology.foreign import foreign_faults
from ontology.hygiene import hygiene_faults
from ontology.knowledge import Knowledge, inspect
from ontology.profile import profile_faults
from ontology.turtle import FOLDER, OWN_TERMS, RETIRED, read_triples, short
from ontology.vocab import GRAPH, OWL, RA, RDF

VOCABULARY = ("core.ttl", RETIRED)


@dataclass(frozen=True, slots=True)
class Report:
    """`counts` says how much there is of what, in reading order; `faults` is empty when all is well."""

    version: str
    terms: int
    sentences: int
    counts: tuple[tuple[str, int], ...]
    faults: tuple[Fault, ...]

    @property
    def summary(self) -> str:
        return ", ".join((_many(self.terms, "term"), _many(self.sentences, "trigger sentence"), _many(len(self.faults), "fault")))

    def __str__(self) -> str:
        width = max(len(f"{count:,}") for _, count in self.counts)
        counts = (f"  {count:>{width},}  {name}" for name, count in self.counts)
        return "\n".join([f"ontology {self.version or 'without a version'}", *counts, *map(str, self.faults), self.summary])


def check(folder: Path = FOLDER) -> Report:
    """Read everything and hold it to every rule. Files that are not Turtle are the only faults told then: others could follow from them."""
    known, faults = inspect(folder)
    triples, unreadable = read_triples(folder)
    if unreadable:
        return _report(known, (), tuple(unreadable))
    quads = load_graph_quads(folder)
    found = {*faults, *_read_by_both(folder, triples), *_constants(triples), *foreign_faults(triples), *profile_faults(triples),
             *hygiene_faults(quads), *_in_two_graphs(quads), *_misshapen(quads, "registers"),
             *_misshapen(_vocabulary(triples), "vocabulary")}
    return _report(known, quads, tuple(sorted(found)))


def _misshapen(triples: Iterable[Triple | Quad], profile: shapes.Profile) -> list[Fault]:
    return [Fault(f"shapes/{profile}", short(found.focus), found.message + (f" (found {found.value})" if found.value else ""))
            for found in shapes.violations(triples, profile)]


def _vocabulary(triples: Iterable[tuple[str, Triple]]) -> list[Triple]:
    """What the files of the vocabulary say of its own terms; declarations of foreign ones are not its to describe."""
    ours = (RA.NS, RA.NS.rstrip("#"))
    return [triple for file, triple in triples if file in VOCABULARY and isinstance(triple.subject, NamedNode)
            and (triple.subject.value.startswith(ours[0]) or triple.subject.value == ours[1])]


def _read_by_both(folder: Path, triples: Iterable[tuple[str, Triple]]) -> list[Fault]:
    """rdflib reads each file as pyoxigraph does: as Turtle, and with as many triples."""
    counts = Counter(file for file, _ in set(triples))
    faults = []
    for file in sorted(path.name for path in folder.glob("*.ttl")):
        try:
            found = len(rdflib.Graph(bind_namespaces="none").parse(folder / file, format="turtle"))
        except Exception as error:                                   # rdflib raises whatever its parser stumbles over
            faults.append(Fault(file, "(syntax)", f"rdflib cannot read it: {error}"))
            continue
        if found != counts[file]:
            faults.append(Fault(file, "(syntax)", f"has {found} triples in rdflib, {counts[file]} in pyoxigraph"))
    return faults


def _constants(triples: Iterable[tuple[str, Triple]]) -> list[Fault]:
    """Every constant of `vocab.RA` is a term of core.ttl. (The other way, the loader faults a term without a constant.)"""
    described = {triple.subject.value for file, triple in triples
                 if file == "core.ttl" and triple.predicate == RDF.type and isinstance(triple.subject, NamedNode)}
    return [Fault("vocab.py", short(term), "is a constant here, but core.ttl does not describe it")
            for term in sorted(OWN_TERMS - described)]


def _in_two_graphs(quads: tuple[Quad, ...]) -> list[Fault]:
    """Every triple stands in exactly one named graph, so that a replaced graph takes nothing from another."""
    times = Counter(quad.triple for quad in quads)
    return [Fault("several files", short(str(getattr(triple.subject, "value", triple.subject))),
                  f"{short(triple.predicate.value)} is said both in a register and in a file of the ontology")
            for triple, count in times.items() if count > 1]


def _report(known: Knowledge, quads: tuple[Quad, ...], faults: tuple[Fault, ...]) -> Report:
    terms = {quad.subject.value for quad in quads if quad.predicate == RDF.type and isinstance(quad.subject, NamedNode)
             and quad.subject.value.startswith(RA.NS)}
    retired = {quad.subject.value for quad in quads if quad.predicate == OWL.deprecated and isinstance(quad.subject, NamedNode)}
    kinds = Counter(entry.kind for entry in known.entries.values())
    leaves = sum(type.leaf for type in known.types.values())
    graphs = Counter(quad.graph_name for quad in quads)
    counts = (
        ("terms of the vocabulary", len(terms - retired)),
        ("deprecated terms", len(terms & retired)),
        *((f"entries of kind {kind}", count) for kind, count in sorted(kinds.items())),
        ("periods of ownership", len(known.ownerships)),
        ("action types", leaves),
        ("groups of action types", len(known.types) - leaves),
        ("triggers", len(known.triggers)),
        *((f"triples in graph {name}", graphs[graph]) for name, graph in (("ontology", GRAPH.ontology), ("registers", GRAPH.registers))),
    )
    sentences = sum(bool(trigger.example) + bool(trigger.counter_example) for trigger in known.triggers)
    return Report(known.version, len(terms - retired), sentences, counts, faults)


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
