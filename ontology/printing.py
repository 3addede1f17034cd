"""The ontology and registers as one document, the same bytes every time."""
from __future__ import annotations

import json
from typing import Any

from pyoxigraph import RdfFormat, serialize

from ontology.dataset import load_graph_quads
from ontology.shapes import to_rdflib
from ontology.turtle import FOLDER
from ontology.vocab import PREFIXES


def context() -> dict[str, Any]:
    """The JSON-LD 1.1 context: short names for the vocabulary and for the foreign terms beside it."""
    found: dict[str, Any] = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return found


def as_turtle() -> bytes:
    """Everything as Turtle, sorted by subject."""
    triples = sorted((quad.triple for quad in load_graph_quads()), key=str)
    found = serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES)
    assert found is not None                                 # None only when written to a file
    return found


def as_jsonld() -> bytes:
    """Everything as JSON-LD, compacted with `context.jsonld`; nodes sorted by id, values sorted."""
    document = json.loads(to_rdflib(load_graph_quads()).serialize(format="json-ld", context=context()))
    document["graph"] = sorted((_sorted(node) for node in document["graph"]), key=lambda node: node["id"])
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _sorted(node: dict[str, Any]) -> dict[str, Any]:
    return {key: sorted(value, key=json.dumps) if isinstance(value, list) else value for key, value in sorted(node.items())}
