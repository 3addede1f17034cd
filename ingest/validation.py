"""SHACL validation: an article graph conforms to the shapes of `ontology/shapes`, or it is not stored at all."""
from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox

from ingest.model import InvalidGraph
from ontology.errors import OntologyError
from ontology.shapes import Profile, compiled
from ontology.shapes.engine import Compiled, Violation, compile_shapes

ARTICLE_SHAPES: Profile = "article"
DERIVED_SHAPES: Profile = "derived"


def validate(iri: str, quads: Iterable[ox.Quad], shapes: Compiled | None = None) -> None:
    """Check the graph of an article. Raises InvalidGraph that lists every fault as node, path and message."""
    faults = find_faults(quads, shapes or load_shapes(ARTICLE_SHAPES))
    if faults:
        raise InvalidGraph(f"{iri}: {len(faults)} fault{'s' if len(faults) > 1 else ''} in the graph, nothing of it was stored\n"
                           + "\n".join(f"  {fault}" for fault in faults))


def find_faults(quads: Iterable[ox.Quad], shapes: Compiled) -> tuple[str, ...]:
    """Every violation, sorted: `<node> path: message (got value)`."""
    return tuple(sorted(map(_fault, shapes.violations(quads))))


@cache
def load_shapes(profile: Profile = ARTICLE_SHAPES) -> Compiled:
    """The shapes of a profile, compiled once a process."""
    return compiled(profile)


def read_shapes(turtle: Iterable[str]) -> Compiled:
    """Shapes from Turtle texts. Raises InvalidGraph for what cannot be checked here."""
    try:
        return compile_shapes(turtle)
    except OntologyError as error:
        raise InvalidGraph(str(error)) from error


def _fault(found: Violation) -> str:
    return f"<{found.focus}> {found.path + ': ' if found.path else ''}{found.message}" + (f" (got {found.value})" if found.value else "")
