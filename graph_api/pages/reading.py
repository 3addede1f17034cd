"""What the pages ask the graph: a bounded number of queries for each, through the store port like everybody else's."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph_api.asking import Row, iri, iris_of, rows
from graph_api.store.protocol import Snapshot

Pair = tuple[str, str]
LISTED = 50
"""Actions, quotations or references that a page lists; the questions give all of them."""
VALUES_WITH_LABELS = (("actor", "Actor"), ("target", "Target"), ("practice", "Practice"), ("jurisdiction", "Jurisdiction"),
                      ("legalBasis", "Legal basis"), ("instrument", "Law"), ("provision", "Provision"))


@dataclass(frozen=True, slots=True)
class Card:
    """An action in a list."""

    iri: str
    title: str
    status: str
    when: str
    reported: str
    quote: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Said:
    """A claim or statement with its words and where they stand."""

    iri: str
    quote: str
    evidence: str
    start: int
    end: int
    prefix: str
    suffix: str
    article: str
    title: str
    published: str
    publisher: str


def pairs(found: Iterable[Row], name: str) -> list[Pair]:
    """The distinct (IRI, label) of a variable and its `…Name`, in the order of the rows."""
    return list(dict.fromkeys((row[name], row.get(f"{name}Name", "")) for row in found if name in row))


def title(found: Sequence[Row]) -> str:
    """An action or claim in one line: who, what, to whom."""
    actors, targets = (", ".join(label or key for key, label in pairs(found, name)) for name in ("actor", "target"))
    return " · ".join(filter(None, (actors or "Somebody", found[0].get("typeName", "?"), targets)))


async def actions(graph: Snapshot, pattern: str, limit: int = LISTED) -> list[Card]:
    """The newest actions that fit a pattern on ?action."""
    listed = await rows(graph, f"""SELECT DISTINCT ?action ?order WHERE {{
        {pattern} ?action a ra:Action .
        OPTIONAL {{ ?action ra:earliest ?earliest }} OPTIONAL {{ ?action ra:firstReported ?reported }}
        BIND (COALESCE(?earliest, ?reported) AS ?order) }} ORDER BY DESC(?order) ?action LIMIT {limit}""")
    return await cards(graph, [row["action"] for row in listed])


async def cards(graph: Snapshot, ids: Sequence[str]) -> list[Card]:
    """Cards of actions, in the order given; one query."""
    if not ids:
        return []
    found = await rows(graph, f"""SELECT * WHERE {{
        VALUES ?action {{ {iris_of(ids)} }}
        ?action ra:actionType/skos:prefLabel ?typeName .
        OPTIONAL {{ ?action ra:status/skos:notation ?status }}
        OPTIONAL {{ ?action ra:actor ?actor OPTIONAL {{ ?actor skos:prefLabel ?actorName }} }}
        OPTIONAL {{ ?action ra:target ?target OPTIONAL {{ ?target skos:prefLabel ?targetName }} }}
        OPTIONAL {{ ?action ra:stated ?when }} OPTIONAL {{ ?action ra:firstReported ?first }}
        OPTIONAL {{ ?action ra:reportedBy ?claim
            OPTIONAL {{ ?claim ra:evidence ?evidence OPTIONAL {{ ?evidence oa:hasSelector/oa:exact ?quote }} }} }} }}
        ORDER BY ?action ?evidence ?actor ?target""")
    grouped: dict[str, list[Row]] = {}
    for row in found:
        grouped.setdefault(row["action"], []).append(row)
    return [Card(id, title(group), *(group[0].get(name, "") for name in ("status", "when", "first", "quote", "evidence")))
            for id in ids if (group := grouped.get(id))]


async def said(graph: Snapshot, pattern: str, limit: int = LISTED) -> list[Said]:
    """Claims or statements (?thing of a pattern) with their words, in the order of their articles' dates and of the text."""
    found = await rows(graph, f"""SELECT ?thing ?quote ?evidence ?start ?end ?prefix ?suffix ?article ?title ?published ?publisher WHERE {{
        {pattern} ?thing ra:evidence ?evidence ; ra:reportedIn ?article .
        ?evidence oa:hasSelector ?position, ?words . ?position oa:start ?start ; oa:end ?end . ?words oa:exact ?quote .
        OPTIONAL {{ ?words oa:prefix ?prefix }} OPTIONAL {{ ?words oa:suffix ?suffix }}
        OPTIONAL {{ ?article schema:headline ?title }} OPTIONAL {{ ?article schema:datePublished ?published }}
        OPTIONAL {{ ?article schema:publisher ?publisher }} }} ORDER BY ?published ?article ?start ?thing LIMIT {limit}""")
    return [Said(r["thing"], r["quote"], r["evidence"], int(r["start"]), int(r["end"]), r.get("prefix", ""), r.get("suffix", ""),
                 r["article"], r.get("title", "An article"), r.get("published", ""), r.get("publisher", "")) for r in found]


async def slots(graph: Snapshot, node: str) -> list[tuple[str, list[Pair]]]:
    """The roles of one action or claim with labels: [("Actor", [(IRI, label)]), …]; one query."""
    found = await rows(graph, f"""SELECT ?slot ?value ?valueName WHERE {{
        VALUES ?slot {{ {" ".join(f"ra:{name}" for name, _ in VALUES_WITH_LABELS)} }}
        {iri(node)} ?slot ?value . OPTIONAL {{ ?value skos:prefLabel ?valueName }} }} ORDER BY ?value""")
    return [(label, pairs([r for r in found if r["slot"].endswith(f"#{name}")], "value")) for name, label in VALUES_WITH_LABELS]


async def labels(graph: Snapshot, ids: Iterable[str]) -> dict[str, str]:
    """skos:prefLabel, rdfs:label or headline of things."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    found = await rows(graph, f"""SELECT ?thing (MIN(STR(?label)) AS ?name) WHERE {{
        VALUES ?thing {{ {iris_of(wanted)} }} ?thing skos:prefLabel|rdfs:label|schema:headline ?label }} GROUP BY ?thing""")
    return {row["thing"]: row["name"] for row in found if "thing" in row}
