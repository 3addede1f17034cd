"""One article becomes one graph: complete, canonical, and conforming to the shapes."""
from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256

from made_readings import KNOWN, euros, organization, person, reading, says, when
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, serialize

from ingest.extraction_json import reading_from_json
from ingest.mapping import map_reading, minted, reported_claims
from ingest.model import Reading, Span, Voice
from ingest.validation import ARTICLE_SHAPES, find_faults, load_shapes
from ontology.vocab import DCTERMS, OA, RA, SCHEMA, XSD, sparql_prefixes

PROGRAM = "regatlas test"


def full() -> Reading:
    return reading_from_json(reading(
        says("The ICO has not approved the plan of Meta 😀.", "approve", "gb-ico", "meta", jurisdiction="GB", practice="ai-training", polarity="negated",
             attribution="direct", claimant=Voice("stephen-almond", "gb-ico"), when=when("2024-09")),
        says("Ireland fined Meta 5.5 million euros.", "fine", "ie-dpc", "meta", amount=euros(5_500_000), instrument="gdpr", provisions=("gdpr:6(1)(f)",)),
        published="2024-09-17", url="https://news.example/a", source="https://news.example/a?page=1", publisher="The Example",
        new=(person("Stephen Almond"), organization("Widget Works", "WW")), statement=Voice("stephen-almond", "gb-ico")).to_json(), KNOWN)


def ask(made: Reading, query: str) -> list[tuple[str | None, ...]]:
    store = Store()
    store.extend(map_reading(made, KNOWN, PROGRAM).quads)
    rows = store.query(sparql_prefixes() + query, use_default_graph_as_union=True)
    return [tuple(value and value.value for value in row) for row in rows]


def test_a_claim_carries_what_was_said_by_whom_and_where_it_stands() -> None:
    rows = ask(full(), """SELECT ?actor ?target ?polarity ?attribution ?claimant ?for ?stated ?exact ?start ?end WHERE {
        ?c a ra:Claim ; ra:actionType <https://w3id.org/regatlas/id/action-type/approve> ; ra:actor ?actor ; ra:target ?target ; ra:polarity ?polarity ;
           ra:attribution ?attribution ; ra:claimant ?claimant ; ra:onBehalfOf ?for ; ra:stated ?stated ; ra:evidence ?e .
        ?e oa:hasSelector ?p, ?q . ?p oa:start ?start ; oa:end ?end . ?q oa:exact ?exact }""")
    thing = "https://w3id.org/regatlas/id/"
    assert rows == [(f"{thing}organization/gb-ico", f"{thing}organization/meta", RA.Negated.value, RA.Direct.value, f"{thing}person/stephen-almond",
                     f"{thing}organization/gb-ico", "2024-09", "The ICO has not approved the plan of Meta 😀.", "0", "44")]


def test_an_amount_is_a_decimal_without_exponent_and_a_date_has_its_days() -> None:
    quads = map_reading(full(), KNOWN, PROGRAM).quads
    assert {q.object for q in quads if q.predicate == RA.amount} == {Literal("5500000", datatype=XSD.decimal)}
    assert {q.object for q in quads if q.predicate == RA.latest} == {Literal("2024-09-30", datatype=XSD.date)}


def test_prefix_and_suffix_are_32_code_points_or_what_there_is() -> None:
    made = full()
    quads = map_reading(made, KNOWN, PROGRAM).quads
    second = made.claims[1].evidence
    quote = NamedNode(f"{made.article.id}#quote={second.start},{second.end}")
    assert {q.object.value for q in quads if q.subject == quote and q.predicate == OA.prefix} == {made.article.text[second.start - 32:second.start]}
    assert {q.object.value for q in quads if q.subject == quote and q.predicate == OA.suffix} == {""}


def test_the_text_is_there_with_its_hash_and_length_in_code_points() -> None:
    text = full().article.text
    assert ask(full(), "SELECT ?hash ?length WHERE { ?a a ra:Article ; ra:textHash ?hash ; ra:textLength ?length }") \
        == [(sha256(text.encode()).hexdigest(), str(len(text)))]


def test_a_source_is_published_only_when_it_is_a_url() -> None:
    local = replace(full(), article=replace(full().article, source="/home/me/a.txt"))
    assert any(q.predicate == DCTERMS.source for q in map_reading(full(), KNOWN, PROGRAM).quads)
    assert not any("/home/me" in str(q) for q in map_reading(local, KNOWN, PROGRAM).quads)


def test_an_untitled_undated_article_has_neither_title_nor_date() -> None:
    bare = reading(says("The ICO fined Meta.", "fine", "gb-ico", "meta"), title="")
    predicates = {q.predicate for q in map_reading(bare, KNOWN, PROGRAM).quads}
    assert not predicates & {SCHEMA.headline, SCHEMA.datePublished, SCHEMA.url, SCHEMA.publisher}


def test_new_things_are_named_but_not_described_in_the_graph_of_the_article() -> None:
    made = full()
    graph = map_reading(made, KNOWN, PROGRAM)
    assert [e.id for e in minted(made, KNOWN)] == ["widget-works", "stephen-almond"]
    described = {q.subject.value for q in graph.quads}
    assert not described & {e.iri for e in made.entities}
    assert {q.graph_name.value for q in graph.quads} == {made.article.id}


def test_the_same_document_gives_the_same_bytes_however_it_came() -> None:
    made = full()
    again = reading_from_json(json.loads(json.dumps(made.to_json())), KNOWN)
    shuffled = replace(made, claims=made.claims[::-1], entities=made.entities[::-1], mentions=made.mentions[::-1])
    one, two, three = (serialize(map_reading(r, KNOWN, PROGRAM).quads, format=RdfFormat.N_QUADS) for r in (made, again, shuffled))
    assert one == two == three


def test_the_graph_conforms_to_the_shapes() -> None:
    assert find_faults(map_reading(full(), KNOWN, PROGRAM).quads, load_shapes(ARTICLE_SHAPES)) == ()


def test_claims_for_consolidation_speak_in_iris_and_keep_their_words() -> None:
    claim = reported_claims(full(), KNOWN, original="the first print")[0]
    assert claim.actor == {"https://w3id.org/regatlas/id/organization/gb-ico"}
    assert (claim.quote, claim.negated, claim.source.original) == ("The ICO has not approved the plan of Meta 😀.", True, "the first print")
    assert claim.claimant == {"https://w3id.org/regatlas/id/organization/gb-ico", "https://w3id.org/regatlas/id/person/stephen-almond"}


def test_a_mention_is_an_annotation_of_the_words() -> None:
    made = full()
    node = NamedNode(f"{made.article.id}#mention=0,3;gb-ico")
    assert Span(0, 3).of(made.article.text) == "The"
    about = {(q.predicate, q.object.value) for q in map_reading(made, KNOWN, PROGRAM).quads if q.subject == node}
    assert {(RA.denotes, "https://w3id.org/regatlas/id/organization/gb-ico"), (OA.hasTarget, f"{made.article.id}#char=0,3"), (RA.how, "name")} <= about
