"""What most needs a person's eyes in a release: what contradicts itself, names that no register knows, and readings that may be wrong.

Every item has the IRIs that a file of corrections can name.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, QuerySolutions, Store

from ontology.vocab import sparql_prefixes

DOUBTFUL = 0.6                           # confidence below which a claim is wrong about as often as not

CONFLICTS = """SELECT ?thing ?why (GROUP_CONCAT(DISTINCT STR(?side); separator=" ") AS ?with) WHERE {
  ?thing a ra:Conflict ; ra:explanation ?why ; ra:side ?side } GROUP BY ?thing ?why ORDER BY ?thing"""
NAMES = """SELECT ?thing (CONCAT(?name, ", in ", STR(COUNT(DISTINCT ?claim)), " claims") AS ?why)
  (GROUP_CONCAT(DISTINCT STR(?claim); separator=" ") AS ?with) WHERE {
  GRAPH <https://w3id.org/regatlas/graph/derived> { ?thing skos:prefLabel ?name }
  ?claim ra:actor|ra:target ?thing ; a ra:Claim } GROUP BY ?thing ?name ORDER BY DESC(COUNT(DISTINCT ?claim)) ?thing"""
CLAIMS = """SELECT ?thing (CONCAT(?type, ", confidence ", STR(?confidence), ": “", ?quote, "”") AS ?why) (STR(?action) AS ?with) WHERE {
  ?thing a ra:Claim ; ra:confidence ?confidence ; ra:actionType/skos:prefLabel ?type ; ra:evidence/oa:hasSelector/oa:exact ?quote .
  ?action ra:reportedBy ?thing FILTER (?confidence < %s) } ORDER BY ?confidence ?thing"""
QUESTIONS = (("conflict", CONFLICTS), ("unresolved name", NAMES), ("doubtful claim", CLAIMS % DOUBTFUL))


@dataclass(frozen=True, slots=True)
class Item:
    """Something to look at: its kind and IRI, the reason in words, and the other IRIs that it is about."""

    kind: str
    iri: str
    why: str
    others: tuple[str, ...]


def review(store: Store, limit: int) -> Iterator[Item]:
    """Of each kind the first `limit` items, worst first."""
    for kind, question in QUESTIONS:
        rows = store.query(f"{sparql_prefixes()}\n{question} LIMIT {limit}")
        assert isinstance(rows, QuerySolutions)
        for row in rows:
            if isinstance(row["thing"], NamedNode):
                others = tuple(sorted(row["with"].value.split()))
                yield Item(kind, row["thing"].value, " ".join(row["why"].value.split()), others)
