"""Descriptions of types and fields: the definitions of the ontology, so that they are written once."""
from __future__ import annotations

from functools import cache
from importlib.resources import files

from pyoxigraph import NamedNode, RdfFormat, parse

from ontology.vocab import RDFS, SKOS


@cache
def _known() -> dict[str, str]:
    quads = list(parse((files("ontology") / "core.ttl").read_bytes(), format=RdfFormat.TURTLE))
    found = {q.subject.value: q.object.value for q in quads if q.predicate == RDFS.comment}
    return found | {q.subject.value: q.object.value for q in quads if q.predicate == SKOS.definition}


def definition(term: NamedNode) -> str:
    """What a term of the vocabulary means. Raises KeyError for a term that has no definition."""
    return _known()[term.value]
