"""Errors of this package; `str(error)` is the whole message for people.

    OntologyError
    ├── InvalidIri        (ValueError) a key that cannot be minted, or an IRI that none of our mint functions made
    └── InvalidOntology   (ValueError) faults in the Turtle, all of them at once
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class OntologyError(Exception):
    """Root of everything that `ontology` raises on purpose."""


class InvalidIri(OntologyError, ValueError):
    """What was given, what was expected."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault in the Turtle: the file it stands in, the term (an IRI or its short form) and what is wrong."""

    file: str
    term: str
    fault: str

    def __str__(self) -> str:
        return f"{self.file}: {self.term}: {self.fault}"


class InvalidOntology(OntologyError, ValueError):
    """The registers or triggers cannot be used; `faults` lists every reason, sorted."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        count = len(self.faults)
        super().__init__("\n".join([f"{count} fault{'s' if count != 1 else ''} in the ontology; mend the Turtle:",
                                    *(f"  {fault}" for fault in self.faults)]))
