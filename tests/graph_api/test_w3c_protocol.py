"""The query cases of the W3C's test suite for the SPARQL 1.1 Protocol, by the names of its manifest; written anew from the specification.

The suite speaks of documents at kasei.us; here they are graphs of a release: each says of itself that it is a document.
"""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
import sample_release
from conftest import serving
from pyoxigraph import NamedNode

from graph_api.settings import Settings

DATA = [f"http://kasei.us/2009/09/sparql/data/data{n}.rdf" for n in range(4)]
DOCUMENT = NamedNode("http://xmlns.com/foaf/0.1/Document")
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
RESULTS = ("application/sparql-results+json", "application/sparql-results+xml")
TABLES = (*RESULTS, "text/csv", "text/tab-separated-values")
GRAPHS = ("application/rdf+xml", "text/turtle", "application/n-triples", "application/ld+json", "text/html")
BOTH = f"<{DATA[1]}> a ?t . <{DATA[2]}> a ?t"
IN_GRAPHS = f"GRAPH ?g1 {{ <{DATA[1]}> a ?t }} GRAPH ?g2 {{ <{DATA[2]}> a ?t }}"


def get(*pairs: tuple[str, str]) -> dict[str, Any]:
    return {"method": "GET", "url": "/sparql?" + urlencode(pairs)}


def post(*pairs: tuple[str, str]) -> dict[str, Any]:
    return {"method": "POST", "url": "/sparql", "content": urlencode(pairs), "headers": {"Content-Type": FORM}}


def direct(query: str, *pairs: tuple[str, str], kind: str | None = DIRECT) -> dict[str, Any]:
    return {"method": "POST", "url": "/sparql?" + urlencode(pairs), "content": query, "headers": {"Content-Type": kind} if kind else {}}


def default(*numbers: int) -> list[tuple[str, str]]:
    return [("default-graph-uri", DATA[n]) for n in numbers]


def named(*numbers: int) -> list[tuple[str, str]]:
    return [("named-graph-uri", DATA[n]) for n in numbers]


GOOD = {
    "query_get": (get(("query", "ASK {}"), *default(0)), RESULTS, True),
    "query_post_form": (post(("query", "ASK {}"), *default(0)), RESULTS, True),
    "query_post_direct": (direct("ASK {}", *default(0)), RESULTS, True),
    "query_dataset_default_graph": (post(("query", f"ASK {{ <{DATA[1]}> ?p ?o }}"), *default(1)), RESULTS, True),
    "query_dataset_default_graphs_get": (get(("query", f"ASK {{ {BOTH} }}"), *default(1, 2)), RESULTS, True),
    "query_dataset_default_graphs_post": (post(("query", f"ASK {{ {BOTH} }}"), *default(1, 2)), RESULTS, True),
    "query_dataset_named_graphs_get": (get(("query", f"ASK {{ {IN_GRAPHS} }}"), *named(1, 2)), RESULTS, True),
    "query_dataset_named_graphs_post": (post(("query", f"ASK {{ {IN_GRAPHS} }}"), *named(1, 2)), RESULTS, True),
    "query_dataset_full": (post(("query", f"ASK {{ <{DATA[3]}> a ?t {IN_GRAPHS} }}"), *default(3), *named(1, 2)), RESULTS, True),
    "query_multiple_dataset": (post(("query", f"ASK FROM <{DATA[3]}> {{ {IN_GRAPHS} }}"), *named(1, 2)), RESULTS, True),
    "query_content_type_select": (post(("query", "SELECT (1 AS ?value) {}"), *default(0)), TABLES, None),
    "query_content_type_ask": (post(("query", "ASK {}"), *default(0)), RESULTS, None),
    "query_content_type_describe": (post(("query", "DESCRIBE <http://example.org/>"), *default(0)), GRAPHS, None),
    "query_content_type_construct": (post(("query", "CONSTRUCT { <s> <p> 1 } WHERE {}"), *default(0)), GRAPHS, None),
}
BAD = {
    "bad_query_method": {"method": "PUT", "url": "/sparql?" + urlencode({"query": "ASK {}"})},
    "bad_multiple_queries": get(("query", "ASK {}"), ("query", "SELECT * {}")),
    "bad_query_wrong_media_type": direct("ASK {}", kind="text/plain"),
    "bad_query_missing_form_type": direct(urlencode({"query": "ASK {}"}), kind=None),
    "bad_query_missing_direct_type": direct("ASK {}", kind=None),
    "bad_query_non_utf8": direct("ASK {}", kind=f"{DIRECT}; charset=UTF-16") | {"content": "ASK {}".encode("utf-16")},
    "bad_query_syntax": get(("query", "ASK {")),
}


@pytest.fixture(scope="module")
def kasei(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    data, graph = tmp_path_factory.mktemp("kasei"), sample_release.Graph()
    for iri in DATA:
        graph.add(NamedNode(iri), iri, (sample_release.RDF.type, DOCUMENT))
    sample_release.write(Path(data), graph=graph)
    with serving(Settings(data=data, evaluators=1)) as client:
        yield client


@pytest.mark.parametrize("name", GOOD)
def test_a_good_case_is_answered_in_one_of_its_media_types(kasei: httpx.Client, name: str) -> None:
    request, types, truth = GOOD[name]
    answer = kasei.request(**request)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].split(";")[0] in types
    if truth is not None:
        assert answer.json()["boolean"] is truth


@pytest.mark.parametrize("name", BAD)
def test_a_bad_case_is_refused(kasei: httpx.Client, name: str) -> None:
    assert 400 <= kasei.request(**BAD[name]).status_code < 500


def test_none_of_the_cases_is_missing() -> None:
    assert len(GOOD) + len(BAD) == 21
