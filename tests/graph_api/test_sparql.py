from __future__ import annotations

import csv
import io
import json
import socket
import threading
import time
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib
import sample_release

ALL = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
CLAIMS = "PREFIX ra: <https://w3id.org/regatlas/ontology#> "


def count(answer: httpx.Response) -> int:
    assert answer.status_code == 200, answer.text
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def test_the_three_ways_to_send_a_query_give_the_same_answer(client: httpx.Client) -> None:
    answers = [client.get("/sparql", params={"query": ALL}), client.post("/sparql", data={"query": ALL}),
               client.post("/sparql", content=ALL, headers=DIRECT)]
    assert len({count(answer) for answer in answers}) == 1
    assert count(answers[0]) > 500


def test_head_says_what_get_would_and_sends_nothing(client: httpx.Client) -> None:
    answer = client.head("/sparql", params={"query": ALL})
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, b"", "application/sparql-results+json")
    assert int(answer.headers["content-length"]) > 0


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
def test_results_come_in_each_of_the_four_formats(client: httpx.Client, format: str) -> None:
    query = CLAIMS + "SELECT ?c ?q { ?c a ra:Conflict ; ra:explanation ?q } ORDER BY ?c"
    answer = client.get("/sparql", params={"query": query, "format": format})
    assert answer.headers["vary"] == "Accept"
    if format == "csv":
        assert len(list(csv.DictReader(io.StringIO(answer.text)))) == 2
    else:
        rows = list(ox.parse_query_results(answer.content, format=getattr(ox.QueryResultsFormat, format.upper())))
        assert len(rows) == 2
        assert rows[0]["q"].language == "en"


COMMAS = """SELECT ?a ?b ?c ?d { VALUES (?a ?b ?c ?d) {
  (<https://w3id.org/regatlas/id/article/x#char=1,2> "one, \\"two\\"" <https://w3id.org/regatlas/id/article/x#mention=3,4;y> UNDEF)
  (<https://w3id.org/regatlas/id/article/x#char=1> 2 "line\\nbreak" "x,https://w3id.org/regatlas/id/article/x#char=1,2")
  %s } }"""


@pytest.mark.parametrize("further", ["", "(<http://example.org/a,b,c> UNDEF <http://example.org/d,e> 'f')"], ids=["ours", "others"])
def test_csv_keeps_its_columns_where_iris_hold_commas(client: httpx.Client, further: str) -> None:
    query = COMMAS % further
    by_json = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    names, *rows = list(csv.reader(io.StringIO(client.get("/sparql", params={"query": query, "format": "csv"}).text, newline="")))
    assert [dict(zip(names, row, strict=True)) for row in rows] == [
        {name: row.get(name, {"value": ""})["value"] for name in names} for row in by_json]


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
def test_ask_answers_in_each_of_the_four_formats(client: httpx.Client, format: str) -> None:
    assert "true" in client.get("/sparql", params={"query": "ASK { ?s ?p ?o }", "format": format}).text


@pytest.mark.parametrize(("media_type", "format"), [("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/rdf+xml", "xml"),
                                                ("application/ld+json", "json-ld")])
def test_graphs_come_in_each_of_the_four_formats(client: httpx.Client, media_type: str, format: str) -> None:
    query = CLAIMS + "CONSTRUCT { ?c ra:explanation ?q } WHERE { ?c ra:explanation ?q }"
    answer = client.post("/sparql", data={"query": query}, headers={"Accept": media_type})
    assert answer.headers["content-type"].startswith(media_type)
    assert len(rdflib.Graph().parse(data=answer.text, format=format)) == 2


def test_describe_gives_a_graph(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": f"DESCRIBE <{sample_release.ICO}>"})
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    assert "Information Commissioner" in answer.text


def test_offsets_and_characters_beyond_the_first_plane_survive(client: httpx.Client) -> None:
    query = CLAIMS + 'PREFIX oa: <http://www.w3.org/ns/oa#> SELECT ?q { ?s oa:exact ?q FILTER(CONTAINS(?q, "👍")) }'
    assert client.post("/sparql", data={"query": query}).json()["results"]["bindings"][0]["q"]["value"].endswith("👍.")


def test_the_dataset_of_the_protocol_wins_over_that_of_the_query(client: httpx.Client) -> None:
    graph, other = sample_release.ARTICLE["go"], sample_release.ARTICLE["no"]
    inside = count(client.get("/sparql", params={"query": ALL, "default-graph-uri": graph}))
    assert 0 < inside < count(client.get("/sparql", params={"query": ALL}))
    overridden = ALL.replace("{ ?s", f"FROM <{other}> {{ ?s", 1)
    assert count(client.get("/sparql", params={"query": overridden, "default-graph-uri": graph})) == inside
    assert count(client.get("/sparql", params={"query": ALL, "default-graph-uri": [graph, other]})) > inside
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert count(client.get("/sparql", params={"query": named, "named-graph-uri": graph})) == inside
    assert count(client.get("/sparql", params={"query": ALL, "named-graph-uri": graph})) == 0


MALFORMED = [
    ("SELECT * { ?s ?p }", 1), ("SELEC * { ?s ?p ?o }", 1), ("", 1), ("SELECT * {\n  ?s a ra:Claim }", 2), ("SELECT * {\n\n ?s ?p 'open }", 3),
    ("SELECT ?x (COUNT(*) AS ?n) { ?x ?p ?o }", 1), ("ASK { ?s ?p ?o } }", 1), ("\ufeffnonsense 👍", 1), ("SELECT * { ?s <no iri> ?o }", 1),
]


@pytest.mark.parametrize(("query", "line"), MALFORMED, ids=[repr(q[:20]) for q, _ in MALFORMED])
@pytest.mark.parametrize("method", ["GET", "form", "direct"])
def test_a_malformed_query_gets_400_with_line_and_column(client: httpx.Client, query: str, line: int, method: str) -> None:
    answer = {"GET": lambda: client.get("/sparql", params={"query": query}), "form": lambda: client.post("/sparql", data={"query": query}),
              "direct": lambda: client.post("/sparql", content=query.encode(), headers=DIRECT)}[method]()
    problem = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert problem["line"] == line
    assert problem["column"] >= 1
    assert f"Line {line}, column {problem['column']}" in problem["detail"]
    assert {"type", "title", "status", "instance"} <= problem.keys()


def test_an_undeclared_prefix_is_named_with_the_line_that_declares_it(client: httpx.Client) -> None:
    problem = client.get("/sparql", params={"query": "SELECT * { ?s a ra:Claim }"}).json()
    assert "PREFIX ra: <https://w3id.org/regatlas/ontology#>" in problem["detail"]


@pytest.mark.parametrize(("request_", "status", "said"), [
    ({"method": "GET", "params": {"query": [ALL, ALL]}}, 400, "2 times"),
    ({"method": "POST", "content": b"", "headers": FORM}, 400, "query"),
    ({"method": "POST", "content": b"query=%FF%FE", "headers": FORM}, 400, "UTF-8"),
    ({"method": "POST", "content": b"\xff\xfe", "headers": DIRECT}, 400, "UTF-8"),
    ({"method": "POST", "content": ALL.encode(), "headers": {"Content-Type": "text/plain"}}, 415, "application/sparql-query"),
    ({"method": "POST", "content": ALL.encode()}, 415, "Content-Type"),
    ({"method": "POST", "content": ALL.encode(), "headers": {"Content-Type": "application/sparql-query; charset=latin-1"}}, 415, "utf-8"),
    ({"method": "POST", "content": b"INSERT DATA {}", "headers": {"Content-Type": "application/sparql-update"}}, 403, "update"),
    ({"method": "POST", "data": {"update": "CLEAR ALL"}}, 403, "update"),
    ({"method": "GET", "params": {"query": "DELETE WHERE { ?s ?p ?o }"}}, 403, "DELETE"),
    ({"method": "GET", "params": {"query": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}}, 403, "SERVICE"),
    ({"method": "GET", "params": {"query": ALL}, "headers": {"Accept": "image/png"}}, 406, "text/csv"),
    ({"method": "GET", "params": {"query": ALL, "format": "pdf"}}, 400, "tsv"),
    ({"method": "GET", "params": {"query": ALL, "default-graph-uri": "no iri"}}, 400, "absolute IRI"),
    ({"method": "GET", "params": {"query": "SELECT * " + "{" * 60}}, 400, "max_query_depth"),
    ({"method": "POST", "content": b"#" * 200_000, "headers": DIRECT}, 413, "max_query_chars"),
    ({"method": "POST", "content": b"#" * 2_000_000, "headers": DIRECT}, 413, "max_body"),
    ({"method": "GET", "params": {"query": "SELECT (<http://a/f>(1) AS ?x) { }"}}, 400, "http://a/f"),
    ({"method": "PUT"}, 405, "PUT"),
    ({"method": "DELETE"}, 405, "DELETE"),
])
def test_each_mistake_has_its_status_and_says_what_to_do(client: httpx.Client, request_: dict[str, object], status: int, said: str) -> None:
    answer = client.request(url="/sparql", **request_)       # type: ignore[arg-type]
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in json.dumps(answer.json(), ensure_ascii=False)


def test_a_method_that_is_not_possible_names_those_that_are(client: httpx.Client) -> None:
    assert {m.strip() for m in client.put("/sparql").headers["allow"].split(",")} == {"GET", "HEAD", "POST", "QUERY", "OPTIONS"}
    assert client.options("/sparql").headers["allow"] == "GET, HEAD, POST, QUERY, OPTIONS"


def test_any_origin_may_read(client: httpx.Client) -> None:
    preflight = client.options("/sparql", headers={"Origin": "https://other.example", "Access-Control-Request-Method": "POST"})
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert client.get("/sparql", params={"query": ALL}).headers["access-control-allow-origin"] == "*"
    assert client.get("/sparql", params={"query": "x"}).headers["access-control-allow-origin"] == "*"


def test_without_a_query_the_service_describes_itself(client: httpx.Client) -> None:
    graph = rdflib.Graph().parse(data=client.get("/sparql", headers={"Accept": "text/turtle"}).text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert str(next(graph.objects(predicate=sd.endpoint))).endswith("/sparql")


def test_a_query_without_end_is_ended_and_the_next_one_answered(serve, data: Path) -> None:
    client = serve(data=data, evaluators=1, deadline=0.5)
    for _ in range(3):
        began = time.perf_counter()
        answer = client.get("/sparql", params={"query": PRODUCT})
        assert answer.status_code == 503
        assert answer.json()["type"].endswith("/query-timeout")
        assert time.perf_counter() - began < 2
        assert "retry-after" in answer.headers
        assert count(client.get("/sparql", params={"query": ALL})) > 500


def test_an_answer_over_its_bound_is_an_error_and_never_a_part(serve, data: Path) -> None:
    client = serve(data=data, evaluators=1, max_answer=1000)
    answer = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
    assert answer.status_code == 413
    assert answer.json()["limit"] == "max_answer"
    assert count(client.get("/sparql", params={"query": ALL})) > 500


def test_a_query_that_needs_too_much_memory_is_ended_and_the_next_one_answered(serve, data: Path) -> None:
    client = serve(data=data, evaluators=1, memory=1024, deadline=60.0)
    answer = client.get("/sparql", params={"query": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"})
    assert answer.status_code == 503
    assert answer.json()["limit"] == "memory"
    assert count(client.get("/sparql", params={"query": ALL})) > 500


def test_more_waiting_queries_than_allowed_are_sent_away_at_once(serve, data: Path) -> None:
    client = serve(data=data, evaluators=1, deadline=2.0, max_waiting=1)
    statuses: list[int] = []

    def ask() -> None:
        statuses.append(httpx.get(client.base_url.join("/sparql"), params={"query": PRODUCT}, timeout=20).status_code)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [503] * 4
    assert count(client.get("/sparql", params={"query": ALL})) > 500


def test_a_client_that_leaves_frees_its_evaluator(serve, data: Path) -> None:
    client = serve(data=data, evaluators=1, deadline=20.0)
    with socket.create_connection((client.base_url.host, client.base_url.port)) as connection:
        connection.sendall(f"GET /sparql?query={httpx.QueryParams(q=PRODUCT)!s} HTTP/1.1\r\nHost: x\r\n\r\n".replace("q=", "", 1).encode())
        time.sleep(0.3)
    began = time.perf_counter()
    assert count(client.get("/sparql", params={"query": ALL})) > 500
    assert time.perf_counter() - began < 5


def test_a_new_release_takes_over_without_a_failed_request(serve, tmp_path: Path) -> None:
    sample_release.write(tmp_path, "r1")
    client = serve(data=tmp_path, evaluators=2, release_poll=0.05)
    before, seen = count(client.get("/sparql", params={"query": ALL})), set()
    bigger = sample_release.build()
    bigger.add(sample_release.GRAPH.derived, "http://example.org/new", (sample_release.RDF.type, sample_release.RA.Action))
    sample_release.write(tmp_path, "r2", bigger)
    ends = time.monotonic() + 10
    while "r2" not in seen and time.monotonic() < ends:
        answer = client.get("/sparql", params={"query": ALL})
        seen.add(answer.headers["x-release"])
        assert count(answer) == before + (answer.headers["x-release"] == "r2")
    assert client.get("/health/ready").json()["release"] == "r2"


def test_a_server_without_a_release_says_so_and_becomes_ready_by_itself(serve, tmp_path: Path) -> None:
    client = serve(data=tmp_path, evaluators=1, release_poll=0.05)
    assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").status_code == 503
    problem = client.get("/sparql", params={"query": ALL}).json()
    assert (problem["status"], problem["title"]) == (503, "No release is open")
    assert "regatlas ingest" in problem["detail"]
    sample_release.write(tmp_path)
    ends = time.monotonic() + 10
    while client.get("/health/ready").status_code != 200 and time.monotonic() < ends:
        time.sleep(0.05)
    assert count(client.get("/sparql", params={"query": ALL})) > 500


def test_a_release_that_cannot_be_opened_leaves_the_old_one_serving(serve, tmp_path: Path) -> None:
    sample_release.write(tmp_path, "r1")
    client = serve(data=tmp_path, evaluators=1, release_poll=0.05)
    (tmp_path / "releases" / "broken" / "store").mkdir(parents=True)
    (tmp_path / "current").unlink()
    (tmp_path / "current").write_text("broken\n")
    time.sleep(0.5)
    assert client.get("/sparql", params={"query": ALL}).headers["x-release"] == "r1"


def test_metrics_count_by_endpoint_and_not_by_address(client: httpx.Client) -> None:
    client.get("/sparql", params={"query": ALL})
    client.get("/no/such/address")
    text = client.get("/metrics").text
    assert 'regatlas_requests_total{method="GET",endpoint="sparql.sparql",status="200"}' in text
    assert "/no/such/address" not in text


def test_a_request_keeps_its_name_in_the_answer_and_in_the_log(client: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="graph_api.requests"):
        answer = client.get("/sparql", params={"query": "ASK { <http://secret/> ?p ?o }"}, headers={"X-Request-Id": "mine-1"})
        assert answer.headers["x-request-id"] == "mine-1"
        line = next(json.loads(record.message) for record in caplog.records if "mine-1" in record.message)
    assert (line["endpoint"], line["status"], line["client"]) == ("sparql.sparql", 200, "127.0.0.1")
    assert "secret" not in caplog.text
    for unfit in ("two words", "x" * 65, "a,b"):
        assert len(client.get("/sparql", headers={"X-Request-Id": unfit}).headers["x-request-id"]) == 16


def test_metrics_show_what_goes_on_inside(client: httpx.Client) -> None:
    client.get("/sparql", params={"query": ALL})
    text = client.get("/metrics").text
    for name in ('cache_requests_total{outcome="hit"}', "cache_bytes", 'queries{state="running"}', 'evaluator_events_total{event="answered"}',
                 "evaluator_memory_bytes", "spool_bytes"):
        assert f"regatlas_{name} " in text
