"""The page of one thing: action, claim, conflict, organization, article, or anything else that the graph describes."""
from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from graph_api.asking import bindings, iri, rows
from graph_api.pages import reading
from graph_api.pages.marking import marked
from graph_api.pages.templates import money
from graph_api.store.protocol import Snapshot
from ontology.vocab import DCTERMS, OA, RDF, SCHEMA, SKOS

Context = dict[str, Any]
HIDDEN = {SCHEMA.articleBody.value, OA.hasSelector.value, RDF.type.value, SKOS.prefLabel.value}


async def one(graph: Snapshot, query: str) -> dict[str, str]:
    """The first row of a query; empty when there is none."""
    found = await rows(graph, query + " LIMIT 1")
    return found[0] if found else {}


async def action(graph: Snapshot, node: str) -> Context:
    x = iri(node)
    facts = await one(graph, f"""SELECT * WHERE {{
        OPTIONAL {{ {x} ra:actionType ?type }} OPTIONAL {{ {x} ra:actionType/skos:prefLabel ?typeName }} OPTIONAL {{ {x} ra:status/skos:notation ?status }}
        OPTIONAL {{ {x} ra:stated ?when }} OPTIONAL {{ {x} ra:earliest ?earliest }} OPTIONAL {{ {x} ra:latest ?latest }}
        OPTIONAL {{ {x} ra:amount ?amount }} OPTIONAL {{ {x} ra:currency ?currency }} OPTIONAL {{ {x} ra:firstReported ?first }}
        OPTIONAL {{ {x} ra:sourceCount ?sources }} }}""")
    roles = await reading.slots(graph, node)
    related = await rows(graph, f"""SELECT ?how ?action WHERE {{
        {{ VALUES (?link ?how) {{ (ra:inResponseTo "Answers") (ra:reverses "Reverses") (ra:follows "Follows") }} {x} ?link ?action }} UNION
        {{ VALUES (?link ?how) {{ (ra:inResponseTo "Answered by") (ra:reverses "Reversed by") (ra:follows "Followed by") }} ?action ?link {x} }}
        }} ORDER BY ?how ?action""")
    cards = {card.iri: card for card in await reading.cards(graph, list(dict.fromkeys(row["action"] for row in related)))}
    return {"template": "action.html", "roles": roles, "facts": facts, "headline": headline(facts, roles), "sum": money(facts.get("amount"), facts.get("currency")),
            "claims": await claims(graph, f"{x} ra:reportedBy ?thing ."), "conflicts": await conflicts(graph, f"?conflict ra:concerns {x} ."),
            "related": [(row["how"], cards[row["action"]]) for row in related if row["action"] in cards]}


async def claim(graph: Snapshot, node: str) -> Context:
    x = iri(node)
    facts = await one(graph, f"""SELECT * WHERE {{
        OPTIONAL {{ {x} ra:actionType ?type }} OPTIONAL {{ {x} ra:actionType/skos:prefLabel ?typeName }} OPTIONAL {{ {x} ra:polarity/skos:notation ?polarity }}
        OPTIONAL {{ {x} ra:modality/skos:notation ?modality }} OPTIONAL {{ {x} ra:attribution/skos:prefLabel ?attribution }}
        OPTIONAL {{ {x} ra:stated ?when }} OPTIONAL {{ {x} ra:earliest ?earliest }} OPTIONAL {{ {x} ra:latest ?latest }}
        OPTIONAL {{ {x} ra:amount ?amount }} OPTIONAL {{ {x} ra:currency ?currency }} OPTIONAL {{ {x} ra:trigger ?trigger }}
        OPTIONAL {{ {x} ra:rule ?rule }} OPTIONAL {{ {x} ra:confidence ?confidence }} OPTIONAL {{ {x} ra:extractor ?extractor }} }}""")
    voices = await rows(graph, f"SELECT ?who ?whoName WHERE {{ {x} ra:claimant|ra:onBehalfOf ?who OPTIONAL {{ ?who skos:prefLabel ?whoName }} }} ORDER BY ?who")
    roles = await reading.slots(graph, node)
    return {"template": "claim.html", "roles": roles, "facts": facts, "headline": headline(facts, roles), "sum": money(facts.get("amount"), facts.get("currency")),
            "voices": reading.pairs(voices, "who"), "said": await reading.said(graph, f"VALUES ?thing {{ {x} }}"),
            "actions": await reading.actions(graph, f"?action ra:reportedBy {x} ."), "conflicts": await conflicts(graph, f"?conflict ra:side {x} .")}


async def conflict(graph: Snapshot, node: str) -> Context:
    found = await conflicts(graph, f"VALUES ?conflict {{ {iri(node)} }}")
    return {"template": "conflict.html", "conflict": found[0] if found else None, "actions": await reading.actions(graph, f"{iri(node)} ra:concerns ?action ."),
            "headline": found[0]["explanation"] if found else "A conflict"}


async def organization(graph: Snapshot, node: str) -> Context:
    x = iri(node)
    facts = await rows(graph, f"""SELECT * WHERE {{
        OPTIONAL {{ {x} skos:prefLabel ?name }} OPTIONAL {{ {x} skos:altLabel ?other }} OPTIONAL {{ {x} ra:acronym ?acronym }}
        OPTIONAL {{ {x} ra:regulatorType|ra:organizationType ?kind }} OPTIONAL {{ {x} ra:country ?country OPTIONAL {{ ?country skos:prefLabel ?countryName }} }}
        OPTIONAL {{ {x} foaf:homepage ?homepage }} OPTIONAL {{ ?product ra:owner {x} OPTIONAL {{ ?product skos:prefLabel ?productName }} }} }} LIMIT 200""")
    names = sorted({row[key] for row in facts for key in ("other", "acronym") if key in row})
    first = facts[0] if facts else {}
    return {"template": "organization.html", "headline": first.get("name", node), "names": names, "kind": first.get("kind", ""),
            "facts": [("Country", reading.pairs(facts, "country")), ("Products", reading.pairs(facts, "product")), ("Website", reading.pairs(facts, "homepage"))],
            "did": await reading.actions(graph, f"?action ra:actor {x} ."), "met": await reading.actions(graph, f"?action ra:target {x} ."),
            "statements": await reading.said(graph, f"?thing a ra:Statement ; ra:onBehalfOf {x} .", 20),
            "conflicts": await conflicts(graph, f"?side ra:actor|ra:target {x} . ?conflict ra:side ?side ."), "iri": node}


async def article(graph: Snapshot, node: str) -> Context:
    x = iri(node)
    facts = await rows(graph, f"""SELECT * WHERE {{
        {x} schema:articleBody ?text . OPTIONAL {{ {x} schema:headline ?title }} OPTIONAL {{ {x} schema:publisher ?publisher }} OPTIONAL {{ {x} schema:author ?author }}
        OPTIONAL {{ {x} schema:datePublished ?published }} OPTIONAL {{ {x} schema:url ?url }} }} LIMIT 20""")
    found = await claims(graph, f"?thing a ra:Claim ; ra:reportedIn {x} .", 1000)
    statements = await reading.said(graph, f"?thing a ra:Statement ; ra:reportedIn {x} .", 1000)
    first = facts[0] if facts else {}
    spans = [(item.start, item.end) for item in (*(c["said"] for c in found), *statements)]
    return {"template": "article.html", "headline": first.get("title", "An article"), "facts": first, "authors": sorted({r["author"] for r in facts if "author" in r}),
            "text": marked(first.get("text", ""), spans), "claims": found, "statements": statements}


async def claims(graph: Snapshot, pattern: str, limit: int = reading.LISTED) -> list[Context]:
    """Claims with their words, one line each, and how they are meant."""
    said = await reading.said(graph, pattern, limit)
    if not said:
        return []
    wanted = " ".join(iri(item.iri) for item in said)
    found = await rows(graph, f"""SELECT ?claim ?typeName ?actor ?actorName ?target ?targetName ?polarity ?modality ?attribution ?who ?whoName WHERE {{
        VALUES ?claim {{ {wanted} }} ?claim ra:actionType/skos:prefLabel ?typeName .
        OPTIONAL {{ ?claim ra:actor ?actor OPTIONAL {{ ?actor skos:prefLabel ?actorName }} }}
        OPTIONAL {{ ?claim ra:target ?target OPTIONAL {{ ?target skos:prefLabel ?targetName }} }}
        OPTIONAL {{ ?claim ra:polarity/skos:notation ?polarity }} OPTIONAL {{ ?claim ra:modality/skos:notation ?modality }}
        OPTIONAL {{ ?claim ra:attribution/skos:prefLabel ?attribution }}
        OPTIONAL {{ ?claim ra:claimant ?who OPTIONAL {{ ?who skos:prefLabel ?whoName }} }} }} ORDER BY ?claim ?actor ?target""")
    grouped: dict[str, list[dict[str, str]]] = {}
    for row in found:
        grouped.setdefault(row["claim"], []).append(row)
    return [{"said": item, "iri": item.iri, "title": reading.title(group), "who": reading.pairs(group, "who"), "attribution": group[0].get("attribution", ""),
             "status": "negated" if group[0].get("polarity") == "negated" else group[0].get("modality", "")}
            for item in said if (group := grouped.get(item.iri))]


async def conflicts(graph: Snapshot, pattern: str, limit: int = 10) -> list[Context]:
    """Conflicts with their sides."""
    found = await rows(graph, f"""SELECT DISTINCT ?conflict ?kind ?explanation WHERE {{ {pattern} ?conflict ra:conflictKind/skos:prefLabel ?kind ; ra:explanation ?explanation }}
        ORDER BY ?kind ?conflict LIMIT {limit}""")
    if not found:
        return []
    wanted = " ".join(iri(row["conflict"]) for row in found)
    sides = await rows(graph, f"SELECT ?conflict ?claim WHERE {{ VALUES ?conflict {{ {wanted} }} ?conflict ra:side ?claim }} ORDER BY ?claim")
    known = {item["iri"]: item for item in await claims(graph, f"VALUES ?thing {{ {' '.join(sorted({iri(row['claim']) for row in sides}))} }}", 10 * limit)}
    return [{"iri": row["conflict"], "kind": row["kind"], "explanation": row["explanation"],
             "sides": [known[side["claim"]] for side in sides if side["conflict"] == row["conflict"] and side["claim"] in known]} for row in found]


async def anything(graph: Snapshot, node: str) -> Context:
    """Every property with labels, and the actions that name the thing in a role."""
    x = iri(node)
    found = await bindings(graph, f"SELECT ?p ?o WHERE {{ {x} ?p ?o }} ORDER BY ?p ?o LIMIT 1000")
    back = await rows(graph, f"SELECT ?s ?p WHERE {{ ?s ?p {x} FILTER (?p NOT IN (ra:actor, ra:target, ra:practice, ra:jurisdiction, ra:legalBasis, "
                             f"ra:instrument, ra:provision, ra:actionType, schema:mentions, oa:hasBody, ra:denotes)) }} LIMIT {reading.LISTED}")
    ids = {term["value"] for row in found for term in row.values() if term["type"] == "uri"} | {v for row in back for v in row.values()}
    names = await reading.labels(graph, {i for i in ids if not i.startswith("mailto:")})
    properties: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        if row["p"]["value"] not in HIDDEN:
            properties.setdefault(row["p"]["value"], []).append(row["o"])
    title = next((row["o"]["value"] for row in found if row["p"]["value"] == SKOS.prefLabel.value), "")
    types = [row["o"]["value"] for row in found if row["p"]["value"] == RDF.type.value]
    return {"template": "thing.html", "headline": title or names.get(node, ""), "types": types, "properties": properties, "names": names,
            "definition": next((row["o"]["value"] for row in found if row["p"]["value"] in (SKOS.definition.value, DCTERMS.description.value)), ""),
            "back": back, "actions": await reading.actions(graph, f"?action {reading.SLOTS} {x} ."), "iri": node}


def headline(facts: dict[str, str], roles: list[tuple[str, list[reading.Pair]]]) -> str:
    named = dict(roles)
    actors, targets = (", ".join(name or key for key, name in named.get(role, [])) for role in ("Actor", "Target"))
    return " · ".join(filter(None, (actors or "Somebody", facts.get("typeName", "an action"), targets)))


READERS: dict[str, Callable[[Snapshot, str], Awaitable[Context]]] = {
    "action": action, "claim": claim, "conflict": conflict, "organization": organization, "article": article}
