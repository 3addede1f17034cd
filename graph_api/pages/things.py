"""The page of one thing: action, claim, conflict, organization, article, or anything else that the graph describes."""
from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from graph_api.asking import Row, bindings, iri, iris_of, optional, rows
from graph_api.pages import reading
from graph_api.pages.marking import marked
from graph_api.pages.templates import money
from graph_api.store.protocol import Snapshot
from ontology.vocab import DCTERMS, OA, RA, RDF, SCHEMA, SKOS

Context = dict[str, Any]
HIDDEN = {RA.hasTrigger.value, SCHEMA.articleBody.value, OA.hasSelector.value, RDF.type.value, SKOS.prefLabel.value}
DEED = {"type": "ra:actionType", "typeName": "ra:actionType/skos:prefLabel", "when": "ra:stated", "earliest": "ra:earliest",
        "latest": "ra:latest", "amount": "ra:amount", "currency": "ra:currency"}
ACTION = DEED | {"status": "ra:status/skos:notation", "first": "ra:firstReported", "sources": "ra:sourceCount"}
CLAIM = DEED | {"polarity": "ra:polarity/skos:notation", "modality": "ra:modality/skos:notation",
                "attribution": "ra:attribution/skos:prefLabel",
                "trigger": "ra:trigger", "rule": "ra:rule", "confidence": "ra:confidence", "extractor": "ra:extractor"}
ARTICLE = {"title": "schema:headline", "publisher": "schema:publisher", "author": "schema:author", "published": "schema:datePublished",
           "url": "schema:url"}
ORGANIZATION = {"name": "skos:prefLabel", "other": "skos:altLabel", "acronym": "ra:acronym", "kind": "ra:regulatorType|ra:organizationType",
                "homepage": "foaf:homepage"}
ROLES = ("ra:actor", "ra:target", "ra:practice", "ra:jurisdiction", "ra:legalBasis", "ra:instrument", "ra:provision", "ra:actionType")
NOT_BACK = (*ROLES, "schema:mentions", "oa:hasBody", "ra:denotes")


async def one(graph: Snapshot, where: str) -> Row:
    """The first row of a pattern; empty when there is none."""
    return next(iter(await rows(graph, f"SELECT * WHERE {{ {where} }} LIMIT 1")), {})


async def action(graph: Snapshot, node: str) -> Context:
    x = iri(node)
    facts, roles = await one(graph, optional(x, ACTION)), await reading.slots(graph, node)
    related = await rows(graph, f"""SELECT ?how ?action WHERE {{
        {{ VALUES (?link ?how) {{ (ra:inResponseTo "Answers") (ra:reverses "Reverses") (ra:follows "Follows") }} {x} ?link ?action }} UNION
        {{ VALUES (?link ?how) {{ (ra:inResponseTo "Answered by") (ra:reverses "Reversed by") (ra:follows "Followed by") }}
           ?action ?link {x} }} }} ORDER BY ?how ?action""")
    cards = {card.iri: card for card in await reading.cards(graph, list(dict.fromkeys(row["action"] for row in related)))}
    return {"template": "action.html", "roles": roles, "facts": facts, "headline": headline(facts, roles),
            "sum": money(facts.get("amount"), facts.get("currency")),
            "claims": await claims(graph, f"{x} ra:reportedBy ?thing ."),
            "conflicts": await conflicts(graph, f"?conflict ra:concerns {x} ."),
            "related": [(row["how"], cards[row["action"]]) for row in related if row["action"] in cards]}


async def claim(graph: Snapshot, node: str) -> Context:
    x = iri(node)
    facts, roles = await one(graph, optional(x, CLAIM)), await reading.slots(graph, node)
    voices = await rows(graph, f"""SELECT ?who ?whoName WHERE {{
        {x} ra:claimant|ra:onBehalfOf ?who OPTIONAL {{ ?who skos:prefLabel ?whoName }} }} ORDER BY ?who""")
    return {"template": "claim.html", "roles": roles, "facts": facts, "headline": headline(facts, roles),
            "sum": money(facts.get("amount"), facts.get("currency")), "voices": reading.pairs(voices, "who"),
            "said": await reading.said(graph, f"VALUES ?thing {{ {x} }}"),
            "actions": await reading.actions(graph, f"?action ra:reportedBy {x} ."),
            "conflicts": await conflicts(graph, f"?conflict ra:side {x} .")}


async def conflict(graph: Snapshot, node: str) -> Context:
    found = await conflicts(graph, f"VALUES ?conflict {{ {iri(node)} }}")
    return {"template": "conflict.html", "conflict": found[0] if found else None,
            "headline": found[0]["columns"][0][0]["title"] if found and found[0]["columns"] else "A contradiction",
            "actions": await reading.actions(graph, f"{iri(node)} ra:concerns ?action .")}


async def organization(graph: Snapshot, node: str) -> Context:
    x = iri(node)
    facts = await rows(graph, f"SELECT * WHERE {{ {optional(x, ORGANIZATION)} }} ORDER BY ?other ?acronym LIMIT 200")
    country = await rows(graph, f"""SELECT ?place ?placeName WHERE {{
        {x} ra:country ?place OPTIONAL {{ ?place skos:prefLabel ?placeName }} }}""")
    products = await rows(graph, f"""SELECT ?product ?productName WHERE {{
        ?product ra:owner {x} OPTIONAL {{ ?product skos:prefLabel ?productName }} }} ORDER BY ?productName LIMIT {reading.LISTED}""")
    first = facts[0] if facts else {}
    return {"template": "organization.html", "headline": first.get("name", node), "kind": first.get("kind", ""),
            "names": sorted({row[key] for row in facts for key in ("other", "acronym") if key in row}),
            "facts": [("Country", reading.pairs(country, "place")), ("Products", reading.pairs(products, "product")),
                      ("Website", reading.pairs(facts, "homepage"))],
            "did": await reading.actions(graph, f"?action ra:actor {x} ."), "met": await reading.actions(graph, f"?action ra:target {x} ."),
            "statements": await reading.said(graph, f"?thing a ra:Statement ; ra:onBehalfOf {x} .", 20),
            "conflicts": await conflicts(graph, f"?side ra:actor|ra:target {x} . ?conflict ra:side ?side .")}


async def article(graph: Snapshot, node: str) -> Context:
    x = iri(node)
    facts = await rows(graph, f"SELECT * WHERE {{ {x} schema:articleBody ?text . {optional(x, ARTICLE)} }} ORDER BY ?author LIMIT 50")
    found = await claims(graph, f"?thing a ra:Claim ; ra:reportedIn {x} .", 1000)
    statements = await reading.said(graph, f"?thing a ra:Statement ; ra:reportedIn {x} .", 1000)
    first = facts[0] if facts else {}
    passages = [(item.start, item.end) for item in (*(c["said"] for c in found), *statements)]
    return {"template": "article.html", "headline": first.get("title", "An article"), "facts": first,
            "authors": sorted({row["author"] for row in facts if "author" in row}),
            "text": marked(first.get("text", ""), passages), "claims": found, "statements": statements}


async def claims(graph: Snapshot, pattern: str, limit: int = reading.LISTED) -> list[Context]:
    """Claims with their words, one line each, and how they are meant."""
    said = await reading.said(graph, pattern, limit)
    if not said:
        return []
    found = await rows(graph, f"""SELECT * WHERE {{
        VALUES ?claim {{ {iris_of(item.iri for item in said)} }} ?claim ra:actionType/skos:prefLabel ?typeName .
        OPTIONAL {{ ?claim ra:actor ?actor OPTIONAL {{ ?actor skos:prefLabel ?actorName }} }}
        OPTIONAL {{ ?claim ra:target ?target OPTIONAL {{ ?target skos:prefLabel ?targetName }} }}
        OPTIONAL {{ ?claim ra:claimant ?who OPTIONAL {{ ?who skos:prefLabel ?whoName }} }}
        {optional("?claim", {key: CLAIM[key] for key in ("polarity", "modality", "attribution")})} }} ORDER BY ?claim ?actor ?target""")
    grouped: dict[str, list[Row]] = {}
    for row in found:
        grouped.setdefault(row["claim"], []).append(row)
    return [{"said": item, "iri": item.iri, "title": reading.title(group), "who": reading.pairs(group, "who"),
             "attribution": group[0].get("attribution", ""),
             "status": "negated" if group[0].get("polarity") == "negated" else group[0].get("modality", "")}
            for item in said if (group := grouped.get(item.iri))]


async def conflicts(graph: Snapshot, pattern: str, limit: int = 10) -> list[Context]:
    """Conflicts with their sides."""
    found = await rows(graph, f"""SELECT DISTINCT ?conflict ?kind ?explanation WHERE {{
        {pattern} ?conflict ra:conflictKind/skos:prefLabel ?kind ; ra:explanation ?explanation }} ORDER BY ?kind ?conflict LIMIT {limit}""")
    if not found:
        return []
    sides = await rows(graph, f"""SELECT ?conflict ?claim WHERE {{
        VALUES ?conflict {{ {iris_of(row["conflict"] for row in found)} }} ?conflict ra:side ?claim }} ORDER BY ?claim""")
    of_sides = f"VALUES ?thing {{ {iris_of(sorted({row['claim'] for row in sides}))} }}"
    known = {item["iri"]: item for item in await claims(graph, of_sides, 10 * limit)}
    return [{"iri": row["conflict"], "kind": row["kind"], "explanation": row["explanation"],
             "columns": columns([known[side["claim"]] for side in sides if side["conflict"] == row["conflict"] and side["claim"] in known])}
            for row in found]


def columns(sides: list[Context]) -> list[list[Context]]:
    """The sides of a conflict, those that say the same under each other: by what they say of the deed, else by their articles."""
    for key in (lambda side: side["status"], lambda side: side["said"].article):
        grouped: dict[str, list[Context]] = {}
        for side in sides:
            grouped.setdefault(key(side), []).append(side)
        if len(grouped) > 1:
            return list(grouped.values())
    return [[side] for side in sides]


async def triggers(graph: Snapshot, node: str) -> list[Row]:
    """The triggers of an action type: name, a sentence that must fire, one that must not."""
    found = await rows(graph, f"""SELECT ?trigger ?example ?counter WHERE {{ {iri(node)} ra:hasTrigger ?trigger
        {optional("?trigger", {"example": "skos:example", "counter": "ra:counterExample"})} }} ORDER BY ?trigger""")
    return [row | {"name": row["trigger"].partition("#")[2]} for row in found]


async def anything(graph: Snapshot, node: str) -> Context:
    """Every property with labels, and the actions that name the thing in a role."""
    x = iri(node)
    found = await bindings(graph, f"SELECT ?p ?o WHERE {{ {x} ?p ?o }} ORDER BY ?p ?o LIMIT 1000")
    back = await rows(graph, f"""SELECT ?s ?p WHERE {{
        ?s ?p {x} FILTER (?p NOT IN ({", ".join(NOT_BACK)})) }} ORDER BY ?p ?s LIMIT {reading.LISTED}""")
    ids = {term["value"] for row in found for term in row.values() if term["type"] == "uri"}
    names = await reading.labels(graph, ids | {value for row in back for value in row.values()})
    properties: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        properties.setdefault(row["p"]["value"], []).append(row["o"])

    def first(*wanted: str) -> str:
        return next((term["value"] for property in wanted for term in properties.get(property, [])), "")

    return {"template": "thing.html", "headline": first(SKOS.prefLabel.value), "names": names, "back": back,
            "types": [term["value"] for term in properties.get(RDF.type.value, [])],
            "properties": {property: terms for property, terms in properties.items() if property not in HIDDEN},
            "triggers": await triggers(graph, node),
            "definition": first(SKOS.definition.value, DCTERMS.description.value),
            "actions": await reading.actions(graph, f"?action {'|'.join(ROLES)} {x} .")}


def headline(facts: Row, roles: list[tuple[str, list[reading.Pair]]]) -> str:
    named = dict(roles)
    actors, targets = (", ".join(name or key for key, name in named.get(role, [])) for role in ("Actor", "Target"))
    return " · ".join(filter(None, (actors or "Somebody", facts.get("typeName", "an action"), targets)))


READERS: dict[str, Callable[[Snapshot, str], Coroutine[Any, Any, Context]]] = {
    "action": action, "claim": claim, "conflict": conflict, "organization": organization, "article": article}
