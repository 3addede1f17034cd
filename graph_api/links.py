"""From the IRI of a thing to the address where people read about it, and back.

    …/id/action/KEY                 /page/action/KEY
    …/id/article/KEY#char=10,80     /page/article/KEY#char-10-80     the sentence, marked in the text
    …/ontology#Claim                /ontology#Claim
    anything else on the web        itself
"""
from __future__ import annotations

import re

from ontology import iris
from ontology.errors import InvalidIri
from ontology.vocab import PREFIXES, RA

PART = re.compile(r"#(char|position|quote|mention)=(\d+),(\d+)(?:;.*)?$")


def page(iri: str) -> str | None:
    """Where to read about an IRI; None where nowhere (urn:, mailto: and the like)."""
    if iri.startswith(iris.BASE):
        path, _, fragment = iri.removeprefix(iris.BASE).partition("#")
        if found := PART.search(iri):
            fragment = anchor(int(found[2]), int(found[3]))
        return f"/page/{path}" + (f"#{fragment}" if fragment else "")
    if iri.startswith(RA.NS):
        return f"/ontology#{iri.removeprefix(RA.NS)}"
    return iri if iri.startswith(("https://", "http://")) else None


def anchor(start: int, end: int) -> str:
    """The id of a marked passage on the page of its article."""
    return f"char-{start}-{end}"


def short(iri: str) -> str:
    """An IRI as people write it: `fine`, `ra:Claim`, or as it is."""
    if iri.startswith(iris.BASE):
        try:
            return iris.parse(iri.partition("#")[0])[1] + (f"#{iri.partition('#')[2]}" if "#" in iri else "")
        except InvalidIri:
            return iri.removeprefix(iris.BASE)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
