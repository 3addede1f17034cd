"""Every case of `protocol_cases.py`, sent to a running server."""
from __future__ import annotations

import re

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from protocol_cases import CASES, Case

VOID = rdflib.Namespace("http://rdfs.org/ns/void#")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_request_gets_what_its_section_says(client: httpx.Client, case: Case) -> None:
    request = client.build_request(case.method, case.target, content=case.body or None)
    request.headers = httpx.Headers([(k, v) for k, v in request.headers.items() if k not in ("accept", "content-type")] + list(case.sent))
    answer = client.send(request)
    assert answer.status_code == case.status, answer.text
    if case.kind:
        assert answer.headers["content-type"].split(";")[0] == case.kind
    assert case.said in answer.text
    for name, part in case.headers.items():
        assert part in answer.headers[name]
    if case.method == "HEAD":
        assert answer.content == b""


def test_there_are_at_least_a_hundred_cases_and_each_names_its_section() -> None:
    assert len(CASES) >= 100
    assert all(re.fullmatch(r"[PGSVHQCEUD] §[\d.]+", case.section) for case in CASES)
    assert len({str(case) for case in CASES}) == len(CASES)


def test_the_statistics_of_the_description_are_those_of_the_data(client: httpx.Client) -> None:
    graph = rdflib.Graph().parse(data=client.get("/.well-known/void").text, format="turtle")
    data = next(graph.subjects(rdflib.RDF.type, VOID.Dataset))
    counted = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) { ?s ?p ?o }"}).json()["results"]["bindings"][0]
    assert int(graph.value(data, VOID.triples)) == int(counted["n"]["value"])
    assert int(graph.value(data, VOID.distinctSubjects)) == int(counted["m"]["value"])
    parts = {graph.value(part, VOID["class"]): int(graph.value(part, VOID.entities)) for part in graph.objects(data, VOID.classPartition)}
    assert parts[rdflib.URIRef("https://w3id.org/regatlas/ontology#Claim")] == 10
    per_property = [int(graph.value(part, VOID.triples)) for part in graph.objects(data, VOID.propertyPartition)]
    assert sum(per_property) == int(counted["n"]["value"])


def test_the_example_queries_of_the_description_run(client: httpx.Client) -> None:
    graph = rdflib.Graph().parse(data=client.get("/.well-known/void").text, format="turtle")
    texts = list(graph.objects(predicate=rdflib.URIRef("http://www.w3.org/ns/shacl#select")))
    assert len(texts) >= 10
    for text in texts:
        assert client.post("/sparql", data={"query": str(text)}).status_code == 200


@pytest.mark.parametrize("host", ["zq wj", "<zq>", "zq\"y", "evil.example/<a>"])
def test_a_host_that_is_none_is_not_repeated(client: httpx.Client, host: str) -> None:
    answer = client.get("/sparql", headers={"Host": host, "Accept": "application/n-triples"})
    assert answer.status_code in (200, 400)
    assert host not in answer.text


@pytest.mark.parametrize(("kind", "format"), [("application/trig", ox.RdfFormat.TRIG), ("application/n-quads", ox.RdfFormat.N_QUADS)])
def test_quad_formats_hold_the_triples_in_the_default_graph(client: httpx.Client, kind: str, format: ox.RdfFormat) -> None:
    answer = client.get("/sparql", params={"query": "CONSTRUCT WHERE { ?s ?p ?o }"}, headers={"Accept": kind})
    quads = list(ox.parse(answer.content, format=format))
    assert len(quads) > 500
    assert {quad.graph_name for quad in quads} == {ox.DefaultGraph()}
