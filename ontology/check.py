"""What is in the ontology and what is wrong with it: the Turtle, the registers as Python reads them, the shapes."""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from ontology import shapes
from ontology.dataset import load_graph_quads
from ontology.errors import Fault
from ontology.knowledge import Knowledge, inspect
from ontology.turtle import FOLDER, OWN_TERMS, short
from ontology.vocab import GRAPH


@dataclass(frozen=True, slots=True)
class Report:
    """`counts` says how much there is of what, in reading order; `faults` is empty when all is well."""

    version: str
    counts: tuple[tuple[str, int], ...]
    faults: tuple[Fault, ...]

    def __str__(self) -> str:
        width = max(len(f"{count:,}") for _, count in self.counts)
        lines = [f"ontology {self.version or 'without a version'}", *(f"  {count:>{width},}  {name}" for name, count in self.counts),
                 *map(str, self.faults), f"{len(self.faults)} fault{'' if len(self.faults) == 1 else 's'}"]
        return "\n".join(lines)


def check(folder: Path = FOLDER) -> Report:
    """Read everything, hold it to the loader's rules, to the shapes, and to one graph for each triple; report all at once."""
    known, faults = inspect(folder)
    if any(fault.term == "(syntax)" for fault in faults):            # what does not parse cannot be held to shapes
        return Report(known.version, _count(known, ()), faults)
    quads = load_graph_quads(folder)
    broken = {Fault("shapes", short(found.focus), found.message + (f" (found {found.value})" if found.value else ""))
              for found in shapes.violations(quads, "registers")}
    return Report(known.version, _count(known, quads), tuple(sorted({*faults, *broken, *_in_two_graphs(quads)})))


def _in_two_graphs(quads: tuple[Quad, ...]) -> list[Fault]:
    """Every triple stands in exactly one named graph, so that a replaced graph takes nothing from another."""
    times = Counter(quad.triple for quad in quads)
    return [Fault("several files", short(str(getattr(triple.subject, "value", triple.subject))),
                  f"{short(triple.predicate.value)} is said both in a register and in a file of the ontology")
            for triple, count in times.items() if count > 1]


def _count(known: Knowledge, quads: tuple[Quad, ...]) -> tuple[tuple[str, int], ...]:
    kinds = Counter(entry.kind for entry in known.entries.values())
    leaves = sum(type.leaf for type in known.types.values())
    graphs = Counter(quad.graph_name for quad in quads)
    return (
        ("terms of the vocabulary", len(OWN_TERMS)),
        *((f"entries of kind {kind}", count) for kind, count in sorted(kinds.items())),
        ("action types", leaves),
        ("groups of action types", len(known.types) - leaves),
        ("triggers", len(known.triggers)),
        *((f"triples in graph {name}", graphs[graph]) for name, graph in (("ontology", GRAPH.ontology), ("registers", GRAPH.registers))),
    )
