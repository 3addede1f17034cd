"""Every file of `queries/` is valid, runs, is listed in the README; every check has been seen to fail."""
from __future__ import annotations

import re
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_api.named_queries import NamedQuery, bind, load
from ontology.vocab import GRAPH, RA, RDF, SKOS

sys.path.insert(0, str(Path(__file__).parent / "graph_api"))
import sample_release

FOLDER = Path(__file__).parent.parent / "queries"
QUERIES = load(FOLDER)
CHECKS = {name: check for name, check in load(FOLDER / "checks").items() if not name.startswith("ontology_")}
"""Checks of a release; those of the vocabulary have their good and bad Turtle in tests/ontology."""
README = (FOLDER / "README.md").read_text("utf-8")
NO_ROWS_IN_THE_SAMPLE = {"open_inquiries"}


def store(graph: sample_release.Graph) -> ox.Store:
    loaded = ox.Store()
    loaded.extend(graph.quads)
    return loaded


@pytest.fixture(scope="module")
def sample() -> ox.Store:
    return store(sample_release.build())


def test_there_are_ten_questions_and_more() -> None:
    assert len(QUERIES) >= 10
    assert "actions_by_regulator" in QUERIES


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_question_runs_as_it_stands_and_finds_something(query: NamedQuery, sample: ox.Store) -> None:
    rows = list(sample.query(query.text))
    assert bool(rows) != (query.name in NO_ROWS_IN_THE_SAMPLE)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_question_runs_with_each_of_its_examples_and_with_all(query: NamedQuery, sample: ox.Store) -> None:
    everything = len(list(sample.query(query.text)))
    examples = {p.name: p.example for p in query.parameters}
    for given in [*({name: value} for name, value in examples.items()), examples]:
        assert len(list(sample.query(bind(query, given)))) <= everything


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_question_has_a_stable_order_and_no_limit_of_its_own(query: NamedQuery) -> None:
    assert re.search(r"^ORDER BY .+$", query.text.rstrip(), re.MULTILINE)
    assert not re.search(r"\b(LIMIT|OFFSET|LATERAL|SERVICE)\b", query.text)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_question_that_shows_a_quote_shows_where_it_stands(query: NamedQuery, sample: ox.Store) -> None:
    found = sample.query(query.text)
    names = {variable.value for variable in found.variables}
    if "quote" not in names:
        return
    assert "evidence" in names
    for row in found:
        exact = sample.query(f"PREFIX oa: <http://www.w3.org/ns/oa#> SELECT ?x {{ {row['evidence']} oa:hasSelector/oa:exact ?x }}")
        assert row["quote"] in [r["x"] for r in exact]


def test_a_target_that_an_action_lacks_is_not_invented_by_the_parameter(sample: ox.Store) -> None:
    untargeted = sample.query("PREFIX ra: <https://w3id.org/regatlas/ontology#> SELECT ?a { ?a a ra:Action FILTER NOT EXISTS { ?a ra:target ?t } }")
    actions = {row["a"] for row in untargeted}
    assert actions
    rows = sample.query(bind(QUERIES["actions_by_regulator"], {"target": "meta"}))
    assert not actions & {row["action"] for row in rows}


def test_a_broader_type_finds_the_narrower_ones(sample: ox.Store) -> None:
    rows = sample.query(bind(QUERIES["actions_by_regulator"], {"type": "corrective-action"}))
    assert {row["typeName"].value for row in rows} == {"Fine"}


def test_the_readme_lists_every_question_and_every_check_in_its_own_words() -> None:
    for query in (*QUERIES.values(), *CHECKS.values()):
        assert f"`{query.name}`" in README, query.name
        assert query.summary in README, query.name
    for query in QUERIES.values():
        assert query.answers in README, query.name
        assert all(f"`{p.name}`" in README for p in query.parameters), query.name


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_a_sound_release_passes_the_check(check: NamedQuery, sample: ox.Store) -> None:
    assert [(str(row["thing"]), row["fault"].value) for row in sample.query(check.text)] == []


def broken(name: str) -> tuple[sample_release.Graph, int]:
    """The sample with the faults that one check must find, and how many rows it must give."""
    g = sample_release.build()
    bad, derived = "https://w3id.org/regatlas/id/claim/bad", GRAPH.derived

    def drop(predicate: ox.NamedNode, subject_type: ox.NamedNode, number: int = 1) -> None:
        things = sorted({q.subject for q in g.quads if q.predicate == RDF.type and q.object == subject_type}, key=str)[:number]
        g.quads = {q for q in g.quads if not (q.subject in things and q.predicate == predicate)}

    match name:
        case "claim_has_evidence":
            drop(RA.evidence, RA.Claim)
            g.add(derived, bad, (RDF.type, RA.Claim), (RA.evidence, sample_release.ARTICLE["go"] + "#char=1,2"))
            return g, 2
        case "evidence_is_in_the_text":
            node = sorted({q.subject for q in g.quads if q.predicate.value.endswith("#exact")}, key=str)[0]
            g.quads = {ox.Quad(q.subject, q.predicate, ox.Literal("never said"), q.graph_name)
                       if q.subject == node and q.predicate.value.endswith("#exact") else q for q in g.quads}
            return g, 1
        case "action_has_claims":
            drop(RA.reportedBy, RA.Action)
            g.add(derived, "https://w3id.org/regatlas/id/action/x", (RDF.type, RA.Action), (RA.reportedBy, bad))
            return g, 2
        case "claim_has_an_action":
            drop(RA.reportedBy, RA.Action, 20)
            return g, len({q.subject for q in g.quads if q.predicate == RDF.type and q.object == RA.Claim})
        case "conflict_has_sides":
            drop(RA.side, RA.Conflict)
            drop(RA.explanation, RA.Conflict)
            return g, 2
        case "parties_have_labels":
            g.add(derived, sample_release.ICO, (SKOS.prefLabel, ox.Literal("Another name", language="en")))
            g.add(derived, bad, (RA.actor, "https://w3id.org/regatlas/id/person/nobody"))
            return g, 2
        case "dates_are_whole":
            day = sample_release.date
            g.add(derived, bad + "1", (RA.earliest, day("2024-01-01")))
            g.add(derived, bad + "2", (RA.latest, day("2024-01-01")))
            g.add(derived, bad + "3", (RA.earliest, day("2024-01-02")), (RA.latest, day("2024-01-01")))
            return g, 3
        case "amounts_have_currencies":
            g.add(derived, bad + "1", (RA.amount, sample_release.number(1)))
            g.add(derived, bad + "2", (RA.currency, ox.Literal("EUR")))
            return g, 2
        case "default_graph_is_the_union":
            node = ox.NamedNode(bad)
            g.quads |= {ox.Quad(node, RA.actor, node, derived), ox.Quad(ox.NamedNode(bad + "2"), RA.actor, node)}
            return g, 2
    raise AssertionError(f"no bad release for the check {name}: a check must be seen to fail")


# The checks of the ontology have their bad data in tests/ontology/hygiene.
OF_RELEASES = {name: check for name, check in CHECKS.items() if not name.startswith("ontology_")}


@pytest.mark.parametrize("check", OF_RELEASES.values(), ids=OF_RELEASES)
def test_a_broken_release_fails_the_check_with_each_fault_once(check: NamedQuery) -> None:
    graph, rows = broken(check.name)
    found = [(str(row["thing"]), row["fault"].value) for row in store(graph).query(check.text)]
    assert len(found) == len(set(found)) == rows, found


# --- as of a day ------------------------------------------------------------------------------------------------------------

KNOWN_BY_THEN = """  OPTIONAL { ?claim ra:knownSince ?known }
  FILTER (!BOUND(?asOf) || ?known <= ?asOf)
"""
SEEN_THEN = """  OPTIONAL { ?past ra:describes ?action ; ra:knownSince ?since ; ra:knownUntil ?until FILTER (?since <= ?asOf && ?asOf < ?until) }
  BIND (COALESCE(?past, ?action) AS ?view)
"""
AS_OF = {name: query for name, query in QUERIES.items() if any(p.name == "asOf" for p in query.parameters)}


@pytest.mark.parametrize("query", AS_OF.values(), ids=AS_OF)
def test_as_of_a_day_is_said_in_one_way(query: NamedQuery) -> None:
    assert KNOWN_BY_THEN in query.text
    assert SEEN_THEN in query.text or "?action" not in query.text
    assert KNOWN_BY_THEN + SEEN_THEN in README


@pytest.mark.parametrize("query", AS_OF.values(), ids=AS_OF)
def test_as_of_the_day_before_the_first_article_nothing_was_known(query: NamedQuery, sample: ox.Store) -> None:
    assert list(sample.query(bind(query, {"asOf": "1990-01-01"}))) == []
    assert len(list(sample.query(bind(query, {"asOf": "2990-01-01"})))) > 0
