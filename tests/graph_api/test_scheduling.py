"""Who goes first, who must wait, who is sent away: queries of many clients on few evaluators."""
from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from graph_api.clients import MINUTE, Spending, client_of
from graph_api.cost import KNOWN, LONG, History, guess
from graph_api.guard import check
from graph_api.settings import Settings
from graph_api.spool import Spool

ALL = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 40000"
BIG_SORT = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
SHORT = [
    ALL,
    "SELECT * { ?c a ra:Claim ; ra:actor ?a . ?a skos:prefLabel ?l FILTER (?l != 'x') } ORDER BY ?l LIMIT 10",
    "SELECT * { ?c ra:evidence/oa:hasSelector ?s . OPTIONAL { ?s oa:exact ?q } }",
    "SELECT (?a * 2 AS ?b) { VALUES ?a { 1 2 } }",
    "SELECT * { { ?a a ra:Claim } UNION { ?b a ra:Action } }",
    "DESCRIBE <http://example.org/>",
]
ENDLESS = [
    PRODUCT,
    "SELECT * { ?a a ra:Claim . ?b a ra:Action }",
    "SELECT * { ?a (ra:x|!ra:x)* ?b . ?b (ra:x|!ra:x)+ ?c }",
    "SELECT * { ?s ?p ?o FILTER REGEX(?o, '(a+)+$') } ORDER BY ?o",
]


@pytest.mark.parametrize("query", SHORT)
def test_a_query_like_most_is_guessed_to_be_short(query: str) -> None:
    assert check(query, Settings()).guess < LONG


@pytest.mark.parametrize("query", ENDLESS)
def test_products_unbounded_paths_and_sorted_searches_are_guessed_to_be_long(query: str) -> None:
    assert check(query, Settings()).guess >= LONG


def test_a_guess_costs_no_more_than_the_length_of_the_query() -> None:
    tokens = [("variable", f"?v{n}") if n % 4 else ("other", ".") for n in range(20_000)]
    began = time.perf_counter()
    guess([("open", "{"), *tokens])
    assert time.perf_counter() - began < 1.0


def test_what_a_query_took_counts_more_than_the_guess_and_is_forgotten_at_last() -> None:
    history = History()
    history.took("a", 2.0)
    history.took("a", 1.0)
    assert (history.estimate("a", 0.1), history.estimate("b", 0.1)) == (1.5, 0.1)
    for n in range(KNOWN):
        history.took(str(n), 1.0)
    assert history.estimate("a", 0.1) == 0.1


def test_seconds_are_counted_for_a_minute() -> None:
    now = [0.0]
    spending = Spending(lambda: now[0])
    spending.spend("a", 30.0)
    now[0] = 20.0
    spending.spend("a", 40.0)
    assert (spending.spent("a"), spending.spent("b"), spending.free_in("a", 60.0)) == (70.0, 0.0, 41)
    now[0] = MINUTE + 1
    assert spending.spent("a") == 40.0
    now[0] = 200.0
    spending.forget()
    assert spending.spent("a") == 0.0


@pytest.mark.parametrize(("address", "client"), [("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
                                                 ("fe80::1%eth0", "fe80::/64"), ("testclient", "testclient"), (None, "unknown")])
def test_a_client_is_an_address_and_of_ipv6_a_network(address: str | None, client: str) -> None:
    assert client_of(address) == client


def ask(client: httpx.Client, query: str, who: str = "192.0.2.1") -> httpx.Response:
    return httpx.get(client.base_url.join("/sparql"), params={"query": query}, headers={"X-Forwarded-For": who}, timeout=30)


def test_simple_queries_are_answered_beside_more_endless_ones_than_there_are_evaluators(serve, data: Path) -> None:
    client = serve(data=data, evaluators=2, deadline=4.0)
    with ThreadPoolExecutor(16) as pool:
        endless = [pool.submit(ask, client, f"{PRODUCT} # {n}") for n in range(12)]
        time.sleep(0.3)
        seconds = []
        for n in range(8):
            began = time.perf_counter()
            assert ask(client, f"{ALL} # {n}").status_code == 200
            seconds.append(time.perf_counter() - began)
        assert sorted(seconds)[5] < 1.0
        ended = [found.result() for found in endless]
    assert {answer.status_code for answer in ended} <= {429, 503}
    assert all("retry-after" in answer.headers for answer in ended)


def test_a_query_that_hides_how_long_it_takes_gives_its_place_to_others(serve, data: Path) -> None:
    client = serve(data=data, evaluators=1, deadline=4.0)
    hidden = "SELECT (COUNT(*) AS ?n) { VALUES ?x { 1 } { ?a ?b ?c } UNION { ?a ?b ?c } { ?d ?e ?f } UNION { ?d ?e ?f } { ?g ?h ?i } UNION { ?g ?h ?i } }"
    with ThreadPoolExecutor(8) as pool:
        endless = [pool.submit(ask, client, f"{hidden} # {n}") for n in range(4)]
        time.sleep(0.5)
        began = time.perf_counter()
        assert ask(client, ALL, "192.0.2.2").status_code == 200
        assert time.perf_counter() - began < 1.0
        assert {found.result().status_code for found in endless} <= {429, 503}


def test_a_client_with_more_queries_than_allowed_gets_429_and_another_an_answer(serve, data: Path) -> None:
    client = serve(data=data, evaluators=1, deadline=2.0, client_queries=3)
    with ThreadPoolExecutor(8) as pool:
        mine = [pool.submit(ask, client, f"{PRODUCT} # {n}") for n in range(6)]
        time.sleep(0.3)
        assert ask(client, ALL, "192.0.2.2").status_code == 200
        answers = [found.result() for found in mine]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert len(refused) == 3
    assert {answer.json()["limit"] for answer in refused} == {"client_queries"}
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in refused)


def test_a_client_that_used_its_seconds_waits_and_its_short_queries_go_on(serve, data: Path) -> None:
    client = serve(data=data, evaluators=1, deadline=1.0, client_seconds=0.5)
    assert ask(client, PRODUCT).status_code == 503
    refused = ask(client, PRODUCT + " # again")
    assert (refused.status_code, refused.json()["limit"]) == (429, "client_seconds")
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert ask(client, ALL).status_code == 200
    assert ask(client, PRODUCT, "192.0.2.2").status_code == 503


def test_the_largest_query_is_ended_when_all_together_need_too_much_memory(serve, data: Path) -> None:
    client = serve(data=data, evaluators=1, deadline=30.0, memory_total=300)
    answer = ask(client, BIG_SORT)
    assert (answer.status_code, answer.json()["limit"]) == (503, "memory_total")


def test_a_large_answer_comes_whole_from_disk_and_leaves_nothing_there(serve, data: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    client = serve(data=data, evaluators=1)
    for format in ("json", "csv"):
        answer = client.get("/sparql", params={"query": LARGE, "format": format})
        assert len(answer.content) == int(answer.headers["content-length"]) > 2_000_000
        assert (len(answer.json()["results"]["bindings"]) if format == "json" else answer.text.count("\r\n") - 1) == 40_000
    assert int(client.head("/sparql", params={"query": LARGE}).headers["content-length"]) > 2_000_000
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_large_answers_together_are_bounded(serve, data: Path) -> None:
    client = serve(data=data, evaluators=1, max_spool=1_000_000)
    answer = client.get("/sparql", params={"query": LARGE})
    assert (answer.status_code, answer.json()["limit"]) == (503, "max_spool")


def test_what_a_killed_server_left_is_removed_by_the_next(tmp_path: Path) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    gone, here, other = (tmp_path / name for name in (f"regatlas-{ended.pid}-x", f"regatlas-{os.getpid()}-x", "regatlas-notes-x"))
    for folder in (gone, here, other):
        folder.mkdir()
        (folder / "1-1").write_text("part of an answer")
    spool = Spool(1000, str(tmp_path))
    assert (gone.exists(), here.exists(), other.exists(), spool.folder.stat().st_mode & 0o077) == (False, True, True, 0)


def test_a_client_that_leaves_a_large_answer_leaves_no_file(serve, data: Path) -> None:
    client = serve(data=data, evaluators=1)
    for _ in range(3):
        with client.stream("GET", "/sparql", params={"query": LARGE}) as answer:
            next(answer.iter_raw(1000))
    assert client.get("/sparql", params={"query": ALL}).status_code == 200
    deadline = time.monotonic() + 5
    while spooled() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert spooled() == []


def spooled() -> list[str]:
    """Files of answers that this process still holds open, although they have no name any more."""
    links = []
    for fd in Path("/proc/self/fd").iterdir():
        try:
            links.append(os.readlink(fd))
        except OSError:
            continue
    return [link for link in links if "regatlas-" in link and "(deleted)" in link]


def test_an_administrator_sees_what_runs_and_ends_it(serve, data: Path) -> None:
    client = serve(data=data, evaluators=1, deadline=20.0, admin_token="secret")
    allowed = {"Authorization": "Bearer secret"}
    answers: list[httpx.Response] = []
    thread = threading.Thread(target=lambda: answers.append(ask(client, PRODUCT)))
    thread.start()
    ends = time.monotonic() + 5
    while not (listed := client.get("/admin/queries", headers=allowed).json()["queries"]) and time.monotonic() < ends:
        time.sleep(0.02)
    assert [query["query"] for query in listed] == [PRODUCT]
    assert client.delete(f"/admin/queries/{listed[0]['id']}", headers=allowed).status_code == 204
    thread.join(5)
    assert (answers[0].status_code, answers[0].json()["type"].rpartition("/")[2]) == (503, "query-cancelled")
    assert client.delete("/admin/queries/1-0", headers=allowed).status_code == 404
    assert client.get("/admin/queries", headers=allowed).json() == {"queries": []}


@pytest.mark.parametrize("sent", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic secret"}, {"Authorization": "Bearer é".encode()}])
def test_nobody_else_does(serve, data: Path, sent: dict[str, str]) -> None:
    client = serve(data=data, evaluators=1, admin_token="secret")
    answer = client.get("/admin/queries", headers=sent)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert "secret" not in json.dumps(answer.json())


def test_without_a_token_there_is_no_administration(client: httpx.Client) -> None:
    assert client.get("/admin/queries", headers={"Authorization": "Bearer x"}).status_code == 404
