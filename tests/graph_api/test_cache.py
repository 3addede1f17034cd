"""Ready answers: found by what was asked and by the bytes of a request, bounded, and gone with their release."""
from __future__ import annotations

import asyncio
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
import sample_release

from graph_api.cache import SHARE, Cache, Entry, Flights, entity_tag, matches

ALL = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
DIRECT = {"Content-Type": "application/sparql-query"}


def hit(answer: httpx.Response) -> bool:
    assert answer.status_code == 200, answer.text
    return 'cache;desc="hit"' in answer.headers["server-timing"]


def test_the_same_question_is_answered_from_the_cache_however_it_is_sent(serve, data: Path) -> None:
    client = serve(data=data, evaluators=1)
    ways = [lambda: client.get("/sparql", params={"query": ALL}), lambda: client.get("/sparql", params={"query": ALL}),
            lambda: client.post("/sparql", data={"query": ALL}), lambda: client.post("/sparql", data={"query": ALL}),
            lambda: client.post("/sparql", content=ALL, headers=DIRECT), lambda: client.request("QUERY", "/sparql", content=ALL, headers=DIRECT)]
    answers = [way() for way in ways]
    assert [hit(answer) for answer in answers] == [False] + [True] * 5
    assert len({answer.content for answer in answers}) == len({answer.headers["etag"] for answer in answers}) == 1
    head = client.head("/sparql", params={"query": ALL})
    assert hit(head)
    assert (head.content, head.headers["content-length"]) == (b"", str(len(answers[0].content)))
    assert answers[1].headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("change", [{"params": {"query": ALL + " "}}, {"params": {"query": ALL, "default-graph-uri": sample_release.ARTICLE["go"]}},
                                    {"params": {"query": ALL, "format": "csv"}}, {"params": {"query": ALL}, "headers": {"Accept": "text/csv"}}])
def test_another_query_dataset_or_format_is_another_answer(serve, data: Path, change: dict[str, object]) -> None:
    client = serve(data=data, evaluators=1)
    first = client.get("/sparql", params={"query": ALL})
    second = client.get("/sparql", **change)                 # type: ignore[arg-type]
    assert not hit(second)
    assert first.headers["etag"] != second.headers["etag"]


@pytest.mark.parametrize("times", [1, 2])
def test_who_has_the_answer_gets_304(serve, data: Path, times: int) -> None:
    client = serve(data=data, evaluators=1)
    for _ in range(times):
        answer = client.get("/sparql", params={"query": ALL})
    tag = answer.headers["etag"]
    for known in (tag, f'"other", {tag}', "*", tag.removeprefix("W/")):
        again = client.get("/sparql", params={"query": ALL}, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert again.headers["cache-control"] == "public, no-cache"
    assert client.get("/sparql", params={"query": ALL}, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("query", ["SELECT (NOW() AS ?t) {}", "SELECT (RAND() AS ?t) {}", "SELECT (STRUUID() AS ?t) {}"])
def test_what_is_never_the_same_is_not_kept(client: httpx.Client, query: str) -> None:
    answers = [client.get("/sparql", params={"query": query}) for _ in range(2)]
    assert answers[0].text != answers[1].text
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}
    assert "etag" not in answers[0].headers


def test_a_mistake_is_not_kept(client: httpx.Client) -> None:
    for _ in range(2):
        answer = client.get("/sparql", params={"query": "SELECT"})
        assert (answer.status_code, "etag" in answer.headers) == (400, False)


def test_a_new_release_empties_the_cache(serve, tmp_path: Path) -> None:
    sample_release.write(tmp_path, "r1")
    client = serve(data=tmp_path, evaluators=1, release_poll=0.05)
    first = [client.get("/sparql", params={"query": ALL}) for _ in range(2)][1]
    assert hit(first)
    bigger = sample_release.build()
    bigger.add(sample_release.GRAPH.derived, "http://example.org/new", (sample_release.RDF.type, sample_release.RA.Action))
    sample_release.write(tmp_path, "r2", bigger)
    ends = time.monotonic() + 10
    while client.get("/health/ready").json()["release"] != "r2" and time.monotonic() < ends:
        time.sleep(0.05)
    second = client.get("/sparql", params={"query": ALL}, headers={"If-None-Match": first.headers["etag"]})
    assert (second.status_code, second.headers["x-release"], hit(second)) == (200, "r2", False)
    assert second.text != first.text


def test_a_cache_of_nothing_keeps_nothing(serve, data: Path) -> None:
    client = serve(data=data, evaluators=1, max_cache=0)
    assert not any(hit(client.get("/sparql", params={"query": ALL})) for _ in range(2))


def entry(size: int) -> Entry:
    return Entry('W/"x"', [], [], b"x" * size)


def test_bytes_are_bounded_and_the_least_recently_asked_go_first() -> None:
    cache = Cache(100_000).at("r")
    for n in range(50):
        cache.put("r", ("asked", n), entry(5_000), ("bytes", n))
        cache.get(("asked", 0))
        assert cache.size <= 100_000
    assert cache.named(("bytes", 0)) is not None
    assert cache.named(("bytes", 5)) is None
    assert cache.named(("bytes", 49)) is not None
    cache.put("r", "large", entry(100_000 // SHARE))
    cache.put("other", "of another release", entry(1))
    assert cache.get("large") is cache.get("of another release") is None


def test_requests_that_vary_what_does_not_matter_cannot_fill_it() -> None:
    cache = Cache(100_000).at("r")
    cache.put("r", "asked", entry(10))
    for n in range(10_000):
        assert cache.get("asked", ("bytes", n)) is not None
    assert cache.size < 10_000
    assert cache.at("next").size == 0


@pytest.mark.parametrize(("given", "known"), [('W/"a"', True), ('"a"', True), ('"b", W/"a"', True), ("*", True), ('"b"', False), ("a", False), ("", False)])
def test_entity_tags_are_compared_weakly(given: str, known: bool) -> None:
    assert matches(given, 'W/"a"') is known


def test_the_tag_is_made_of_what_was_asked() -> None:
    assert entity_tag("r", "q") == entity_tag("r", "q") != entity_tag("r", "q2")


def test_who_asks_the_same_at_the_same_time_shares_one_evaluation(serve, data: Path) -> None:
    client = serve(data=data, evaluators=1, max_cache=0)
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: httpx.get(client.base_url.join("/sparql"), params={"query": query}, timeout=30), range(12)))
    assert {answer.status_code for answer in answers} == {200}
    evaluated = re.search(r'evaluator_events_total\{event="answered"\} (\d+)', client.get("/metrics").text)
    assert evaluated is not None
    assert int(evaluated[1]) < 12


def test_what_several_wait_for_goes_on_when_one_of_them_leaves_and_ends_with_the_last() -> None:
    async def tell() -> list[object]:
        flights: Flights[str] = Flights()
        began: list[str] = []

        async def work() -> str:
            began.append("begun")
            try:
                await asyncio.sleep(0.05)
            except asyncio.CancelledError:
                began.append("cancelled")
                raise
            return "done"

        first, second = (asyncio.create_task(flights.join("q", work)) for _ in range(2))
        await asyncio.sleep(0.01)
        first.cancel()
        answer = await second
        alone = asyncio.create_task(flights.join("q", work))
        await asyncio.sleep(0.01)
        alone.cancel()
        await asyncio.sleep(0.01)
        return [answer, began, flights._under_way]

    assert asyncio.run(tell()) == [("done", False), ["begun", "begun", "cancelled"], {}]
