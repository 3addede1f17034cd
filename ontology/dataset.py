"""The Turtle of this package as quads, ready to be stored: what belongs to which named graph."""
from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Triple

from ontology.turtle import FOLDER, parse_file
from ontology.vocab import GRAPH, RA

ONTOLOGY_FILES = ("actions", "alignments", "core", "deprecated", "triggers")
"""First words of the files that say what words mean; every other file is a register."""


def dataset_files(folder: Path = FOLDER) -> Mapping[NamedNode, tuple[Path, ...]]:
    """Named graph → its Turtle files, sorted by name."""
    files = sorted(folder.glob("*.ttl"))
    ontology = tuple(path for path in files if path.stem.split("_")[0] in ONTOLOGY_FILES)
    return {GRAPH.ontology: ontology, GRAPH.registers: tuple(path for path in files if path not in ontology)}


def load_graph_quads(folder: Path = FOLDER) -> tuple[Quad, ...]:
    """The quads of the graphs `ontology` and `registers`, sorted; ra:contrary is written both ways, so that queries find both.

    Raises SyntaxError for a file that is not Turtle; `ontology.knowledge.load()` says what else is wrong.
    """
    return _own_quads() if folder == FOLDER else _quads(folder)


@cache
def _own_quads() -> tuple[Quad, ...]:
    return _quads(FOLDER)


def _quads(folder: Path) -> tuple[Quad, ...]:
    quads = {Quad(triple.subject, triple.predicate, triple.object, graph) for graph, files in dataset_files(folder).items()
             for path in files for triple in close_contrary(parse_file(path))}
    return tuple(sorted(quads, key=str))


def close_contrary(triples: list[Triple]) -> list[Triple]:
    """The triples and, for each ra:contrary among them, its inverse."""
    return [*triples, *(Triple(triple.object, RA.contrary, triple.subject) for triple in triples
              if triple.predicate == RA.contrary and isinstance(triple.object, NamedNode))]
