"""Turtle files as an index of terms that remembers where each term is described.

Only what any file can get wrong is checked here: syntax, blank nodes, terms of `ra:` that the vocabulary does not have, and
one term described in two files. What the terms mean is the business of `registers.py` and `action_types.py`.
"""
from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from ontology.errors import Fault
from ontology.vocab import PREFIXES, RA, RDF

FOLDER = Path(__file__).parent
NODES = (NamedNode, Literal)
RETIRED = "deprecated.ttl"
"""Holds terms that nothing should use any more: published, so that old data can be read, but not loaded. `check` names who uses them."""
OWN_TERMS = frozenset(term.value for term in vars(RA).values() if isinstance(term, NamedNode))


@dataclass(frozen=True, slots=True)
class Source:
    """What some Turtle files say. `described_in` holds, for every term with a class, the file that gives it one."""

    values: Mapping[str, Mapping[str, tuple[NamedNode | Literal, ...]]]    # subject → predicate → objects, sorted
    classes: Mapping[str, tuple[str, ...]]                               # class → its instances, sorted
    described_in: Mapping[str, str]

    def of_class(self, cls: NamedNode) -> tuple[str, ...]:
        return self.classes.get(cls.value, ())

    def has_class(self, term: str, cls: NamedNode) -> bool:
        return cls in self.objects(term, RDF.type)

    def objects(self, term: str, predicate: NamedNode) -> tuple[NamedNode | Literal, ...]:
        return self.values.get(term, {}).get(predicate.value, ())

    def links(self, term: str, predicate: NamedNode) -> tuple[str, ...]:
        """IRIs among the values."""
        return tuple(value.value for value in self.objects(term, predicate) if isinstance(value, NamedNode))

    def texts(self, term: str, predicate: NamedNode, language: str | None = None) -> tuple[str, ...]:
        """Literals among the values; with a language, only those in it."""
        return tuple(value.value for value in self.objects(term, predicate)
                     if isinstance(value, Literal) and (language is None or value.language == language))

    def file_of(self, term: str) -> str:
        return self.described_in.get(term, "?")


def read_folder(folder: Path = FOLDER) -> tuple[Source, list[Fault]]:
    """All Turtle files directly in a folder but the one of retired terms. A file that does not parse is a fault and adds nothing."""
    every, faults = read_triples(folder)
    triples = [(file, triple) for file, triple in every if file != RETIRED]
    retired = {triple.subject.value for file, triple in every if file == RETIRED and isinstance(triple.subject, NamedNode)}
    faults += _check_terms(triples, OWN_TERMS | retired)
    source, index_faults = index(triples)
    return source, faults + index_faults


def read_triples(folder: Path = FOLDER) -> tuple[list[tuple[str, Triple]], list[Fault]]:
    """Every triple of the Turtle files directly in a folder with the name of its file, and the files that are not Turtle."""
    triples: list[tuple[str, Triple]] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.ttl")):
        try:
            found = parse_file(path)
        except (SyntaxError, ValueError) as error:                   # ValueError: bytes that are not UTF-8
            faults.append(Fault(path.name, "(syntax)", str(error)))
            continue
        triples += ((path.name, triple) for triple in found)
    return triples, faults


def parse_file(path: Path) -> list[Triple]:
    """The triples of a Turtle file; raises SyntaxError with the line when it is not Turtle."""
    return [quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE)]


def index(triples: Iterable[tuple[str, Triple]]) -> tuple[Source, list[Fault]]:
    """Index triples (each with the name of its file). The order of the files and triples is no matter."""
    values: dict[str, dict[str, set[NamedNode | Literal]]] = {}
    classes: dict[str, set[str]] = {}
    files: dict[str, set[str]] = {}
    for file, triple in triples:
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        if not isinstance(subject, NamedNode) or not isinstance(value, NODES):
            continue                                                 # blank nodes are already a fault
        values.setdefault(subject.value, {}).setdefault(predicate.value, set()).add(value)
        if predicate == RDF.type and isinstance(value, NamedNode):
            classes.setdefault(value.value, set()).add(subject.value)
            files.setdefault(subject.value, set()).add(file)
    faults = [Fault(min(names), short(term), f"is described in several files: {', '.join(sorted(names))}")
              for term, names in files.items() if len(names) > 1]
    return Source({term: {name: tuple(sorted(objects, key=str)) for name, objects in found.items()} for term, found in values.items()},
                  {cls: tuple(sorted(terms)) for cls, terms in classes.items()},
                  {term: min(names) for term, names in files.items()}), faults


def short(iri: str) -> str:
    """`ra:Claim` for the IRI of a known vocabulary, `organization/gb-ico` for a thing of ours, else the IRI."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix("https://w3id.org/regatlas/id/")


def _check_terms(triples: Iterable[tuple[str, Triple]], terms: Collection[str]) -> list[Fault]:
    faults: set[Fault] = set()
    for file, triple in triples:
        nodes = (triple.subject, triple.predicate, triple.object)
        if any(isinstance(node, BlankNode) for node in nodes):
            named = next((short(node.value) for node in nodes if isinstance(node, NamedNode)), "?")
            faults.add(Fault(file, named, "has a blank node: give the thing an IRI, so that every build writes the same bytes"))
        for node in nodes:
            if isinstance(node, NamedNode) and node.value.startswith(RA.NS) and node.value not in terms:
                term = triple.subject.value if isinstance(triple.subject, NamedNode) else "?"
                faults.add(Fault(file, short(term), f"uses {short(node.value)}, which the vocabulary does not have"))
    return sorted(faults)
