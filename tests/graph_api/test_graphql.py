from __future__ import annotations

import asyncio
import itertools
import json
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
import sample_release
from graphql import build_schema

from graph_api.gql.definitions import definition
from graph_api.gql.limits import measure
from graph_api.gql.limits import parse as parse_document
from graph_api.gql.loading import Loaders
from graph_api.gql.paging import Cursor
from graph_api.gql.schema import SCHEMA, SDL, sdl
from graph_api.settings import Settings
from graph_api.store.oxigraph import OxigraphStore
from ontology.vocab import RA

DEEP = """query ($n: Int!) { actions(first: $n) { totalCount pageInfo { hasNextPage } nodes {
  id type { name broader { name } } actors { name ... on Regulator { acronyms country { name } } } targets { name } legalBases { name } status
  claims { nodes { polarity claimant { name } evidence { quote start end speaker { name } article { title } } } } } } }"""
TYPES = {"Accept": "application/graphql-response+json"}


def ask(client: httpx.Client, query: str, **variables: Any) -> Any:
    answer = client.post("/graphql", json={"query": query, "variables": variables})
    assert answer.status_code == 200, answer.text
    assert "errors" not in answer.json(), answer.text
    return answer.json()["data"]


def test_the_committed_schema_is_the_schema() -> None:
    assert SDL.read_text("utf-8") == sdl(), "the schema changed: `python -m graph_api.gql.schema` writes it, and CHANGELOG.md announces it"


def test_the_schema_is_described_in_the_words_of_the_ontology() -> None:
    schema = build_schema(sdl())
    claim = schema.get_type("Claim")
    assert claim is not None
    assert claim.description == definition(RA.Claim)
    assert claim.fields["actors"].description == definition(RA.actor)


def test_actions_of_a_regulator_are_those_of_the_named_query(client: httpx.Client) -> None:
    data = ask(client, """{ regulator(id: "gb-ico") { name actions { totalCount nodes { id claims { nodes { evidence { quote } } } } } } }""")
    by_graphql = {(action["id"], evidence["quote"]) for action in data["regulator"]["actions"]["nodes"]
                  for claim in action["claims"]["nodes"] for evidence in claim["evidence"]}
    rows = client.get("/queries/actions_by_regulator", params={"regulator": "gb-ico", "format": "json"}).json()["results"]["bindings"]
    assert by_graphql == {(row["action"]["value"], row["quote"]["value"]) for row in rows}
    assert data["regulator"]["actions"]["totalCount"] == 4


def test_evidence_is_the_words_at_its_offsets_in_code_points(client: httpx.Client) -> None:
    data = ask(client, "{ claims(first: 50) { nodes { evidence { quote start end before page article { text } } } } }")
    passages = [evidence for claim in data["claims"]["nodes"] for evidence in claim["evidence"]]
    assert len(passages) == 10
    for passage in passages:
        text = passage["article"]["text"]
        assert text[passage["start"]:passage["end"]] == passage["quote"]
        assert text[:passage["start"]].endswith(passage["before"])
        assert passage["page"].endswith(f"#char-{passage['start']}-{passage['end']}")


def test_a_claim_says_who_says_so(client: httpx.Client) -> None:
    data = ask(client, """{ claims(filter: {attribution: [DIRECT]}) { nodes { attribution claimant { __typename name } onBehalfOf { name }
        evidence { speaker { name } } article { publisher } } } }""")
    voices = {(claim["claimant"]["__typename"], claim["claimant"]["name"], claim["evidence"][0]["speaker"]["name"]) for claim in data["claims"]["nodes"]}
    assert voices == {("Person", "Ann Example", "Ann Example"),
                      ("Regulator", "Information Commissioner's Office", "Information Commissioner's Office")}


FILTERS = [
    ("actions", '{type: [CORRECTIVE_ACTION]}', 2),
    ("actions", '{type: [CORRECTIVE_ACTION], includeNarrower: false}', 0),
    ("actions", '{actor: ["gb-ico"], status: [NEGATED]}', 1),
    ("actions", '{actor: ["gb-ico", "ie-dpc"], target: ["meta"]}', 6),
    ("actions", f'{{target: ["{sample_release.META}"]}}', 6),
    ("actions", '{legalBasis: ["legitimate-interests"]}', 2),
    ("actions", '{from: "2024-06-11", to: "2024-06-30"}', 1),
    ("actions", '{to: "2023-12-31"}', 1),
    ("actions", '{text: "APPROV"}', 2),
    ("actions", '{jurisdiction: ["GB"], practice: ["ai-training"]}', 3),
    ("claims", '{polarity: [NEGATED]}', 1),
    ("claims", '{modality: [PLANNED, POSSIBLE]}', 3),
    ("claims", '{text: "\\" } } DROP"}', 0),
    ("claims", '{actor: []}', 0),
    ("articles", '{publisher: ["Example Wire"]}', 3),
    ("articles", '{publishedFrom: "2024-09-17"}', 1),
    ("articles", '{text: "noyb"}', 1),
    ("conflicts", '{kind: [AMOUNT]}', 1),
    ("conflicts", '{party: ["gb-ico"]}', 1),
    ("statements", '{onBehalfOf: ["ie-dpc"]}', 1),
    ("organizations", '{text: "facebook, inc"}', 1),
    ("regulators", '{country: ["IE"]}', 1),
    ("conflicts", '{asOf: "1990-01-01"}', 0),
    ("claims", '{asOf: "1990-01-01"}', 0),
    ("conflicts", '{kind: [AMOUNT], asOf: "2990-01-01"}', 1),
]


@pytest.mark.parametrize(("root", "filter", "count"), FILTERS, ids=[f"{r} {f}" for r, f, _ in FILTERS])
def test_filters_find_what_they_say(client: httpx.Client, root: str, filter: str, count: int) -> None:
    found = ask(client, f"{{ {root}(filter: {filter}) {{ totalCount nodes {{ id }} }} }}")[root]
    assert (found["totalCount"], len(found["nodes"])) == (count, count)


def test_pages_follow_each_other_without_gap_or_overlap(client: httpx.Client) -> None:
    seen: list[str] = []
    after, pages = None, 0
    while True:
        page = ask(client, "query ($after: String) { actions(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }",
                   after=after)["actions"]
        seen += [node["id"] for node in page["nodes"]]
        after, pages = page["pageInfo"]["endCursor"], pages + 1
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert pages == 5
    assert len(seen) == len(set(seen)) == 9
    assert seen == [n["id"] for n in ask(client, "{ actions { nodes { id } } }")["actions"]["nodes"]]


def test_a_cursor_stays_good_when_a_new_release_brings_newer_actions(serve, tmp_path: Path) -> None:
    sample_release.write(tmp_path, "r1")
    client = serve(data=tmp_path, evaluators=1, release_poll=0.05)
    query = "query ($after: String) { release { id } actions(first: 3, after: $after) { nodes { id } pageInfo { endCursor } } }"
    first = ask(client, query)
    second = ask(client, query, after=first["actions"]["pageInfo"]["endCursor"])["actions"]["nodes"]
    graph = sample_release.build()
    day = ("2030-01-01",) * 3
    claim = graph.claim("go", "Meta plans", "pause", sample_release.META, when=day)
    graph.action([claim], "pause", sample_release.META, None, "2030-01-01", when=day)
    sample_release.write(tmp_path, "r2", graph)
    ends = time.monotonic() + 10
    while ask(client, query)["release"]["id"] != "r2" and time.monotonic() < ends:
        time.sleep(0.05)
    assert ask(client, query, after=first["actions"]["pageInfo"]["endCursor"])["actions"]["nodes"] == second


def test_anything_can_be_had_by_its_iri(client: httpx.Client) -> None:
    query = "query ($id: ID!) { node(id: $id) { __typename id ... on Entity { key name alternativeNames } } }"
    assert ask(client, query, id=sample_release.META)["node"] == {
        "__typename": "Organization", "id": sample_release.META, "key": "meta", "name": "Meta Platforms", "alternativeNames": ["Facebook, Inc.", "Meta"]}
    assert ask(client, query, id=sample_release.ICO)["node"]["__typename"] == "Regulator"
    assert ask(client, query, id=sample_release.ART46)["node"]["__typename"] == "Provision"
    assert ask(client, query, id="https://w3id.org/regatlas/id/action/nothing")["node"] is None
    assert ask(client, query, id="http://elsewhere.example/")["node"] is None


def test_a_regulator_is_no_organization_and_the_other_way_round(client: httpx.Client) -> None:
    assert ask(client, '{ organization(id: "gb-ico") { id } regulator(id: "meta") { id } }') == {"organization": None, "regulator": None}


def test_conflicts_give_both_sides(client: httpx.Client) -> None:
    data = ask(client, "{ conflicts { nodes { kind explanation sides { evidence { quote } action { id status } } concerns { id } } } }")
    existence = next(c for c in data["conflicts"]["nodes"] if c["kind"] == "EXISTENCE")
    assert {side["action"]["status"] for side in existence["sides"]} == {"ACTUAL", "NEGATED"}
    assert len({side["evidence"][0]["quote"] for side in existence["sides"]}) == 2
    assert {action["id"] for action in existence["concerns"]} == {side["action"]["id"] for side in existence["sides"]}


async def count_queries(data: Path, first: int) -> tuple[int, int]:
    """(items, SPARQL queries) of the deep document."""
    settings = Settings(data=data, evaluators=1)
    store = OxigraphStore(settings)
    await store.look()
    try:
        async with store.snapshot() as graph:
            loaders = Loaders(graph, settings)
            result = await SCHEMA.execute(DEEP, variable_values={"n": first}, context_value=loaders)
            assert result.errors is None
            assert result.data is not None
            return len(result.data["actions"]["nodes"]), len(loaders.queries)
    finally:
        await store.close()


def test_the_number_of_queries_depends_on_the_depth_and_not_on_the_size(tmp_path: Path) -> None:
    sample_release.write(tmp_path, "r1", sample_release.build(100))
    few, many = asyncio.run(count_queries(tmp_path, 5)), asyncio.run(count_queries(tmp_path, 100))
    assert (few[0], many[0]) == (5, 100)
    assert abs(many[1] - few[1]) <= 1                        # two answers that come at the same time may be read in one batch or in two
    assert max(many[1], few[1]) <= 10


def test_a_store_without_lateral_gives_the_same_pages(tmp_path: Path) -> None:
    sample_release.write(tmp_path, "r1", sample_release.build(30))
    query = '{ regulators { nodes { name actions(first: 3) { totalCount pageInfo { hasNextPage } nodes { id } } } } }'

    async def run(lateral: bool) -> Any:
        settings = Settings(data=tmp_path, evaluators=1)
        store = OxigraphStore(settings)
        await store.look()
        try:
            async with store.snapshot() as graph:
                graph.lateral = lateral
                return (await SCHEMA.execute(query, context_value=Loaders(graph, settings))).data
        finally:
            await store.close()

    assert asyncio.run(run(True)) == asyncio.run(run(False))


MALFORMED: list[tuple[dict[str, Any], int, str]] = [
    ({"json": {"query": "{"}}, 400, "SYNTAX"),
    ({"json": {"query": "{ actions {\n  nodez { id } } }"}}, 400, "INVALID"),
    ({"json": {"query": "{ actions(filter: {type: [NO_SUCH]}) { nodes { id } } }"}}, 400, "INVALID"),
    ({"json": {"query": "query ($n: Int!) { actions(first: $n) { nodes { id } } }", "variables": {"n": "x"}}}, 400, "INVALID"),
    ({"json": {"query": "query a { release { id } } query b { release { id } }"}}, 400, "INVALID"),
    ({"json": {"query": "mutation { x }"}}, 400, "INVALID"),
    ({"json": {"query": "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"}}, 400, "INVALID"),
    ({"content": b'{"query": ', "headers": {"Content-Type": "application/json"}}, 400, "BAD_JSON"),
    ({"content": b"\xff\xfe", "headers": {"Content-Type": "application/json"}}, 400, "BAD_JSON"),
    ({"content": b"[" * 50_000, "headers": {"Content-Type": "application/json"}}, 400, "BAD_JSON"),
    ({"content": b'{"query": "{ release { id } }", "variables": ' + b'{"a":' * 50_000 + b"1" + b"}" * 50_000 + b"}",
      "headers": {"Content-Type": "application/json"}}, 400, "BAD_JSON"),
    ({"content": b"", "headers": {"Content-Type": "application/json"}}, 400, "BAD_JSON"),
    ({"json": None, "content": b"null", "headers": {"Content-Type": "application/json"}}, 400, "BAD_REQUEST"),
    ({"json": [{"query": "{ release { id } }"}]}, 400, "BAD_REQUEST"),
    ({"json": {"query": 7}}, 400, "BAD_REQUEST"),
    ({"json": {"query": "{ release { id } }", "variables": [1]}}, 400, "BAD_REQUEST"),
    ({"content": b"{ release { id } }", "headers": {"Content-Type": "application/graphql"}}, 415, "BAD_REQUEST"),
    ({"content": b"x" * 2_000_000, "headers": {"Content-Type": "application/json"}}, 413, "TOO_LARGE"),
    ({"json": {"query": "{ release { id } } #" + "{" * 10}}, 200, ""),
]


@pytest.mark.parametrize(("sent", "status", "code"), MALFORMED)
def test_a_request_that_cannot_be_executed_says_why(client: httpx.Client, sent: dict[str, Any], status: int, code: str) -> None:
    answer = client.post("/graphql", **{key: value for key, value in sent.items() if value is not None})
    assert answer.status_code == status, answer.text
    if code:
        error = answer.json()["errors"][0]
        assert error["extensions"]["code"] == code
        assert "data" not in answer.json()
        if code == "SYNTAX" or "nodez" in str(sent) or sent.get("content") == b'{"query": ':
            assert set(error["locations"][0]) == {"line", "column"}


def test_old_clients_get_200_for_a_wrong_document_and_new_ones_400(client: httpx.Client) -> None:
    wrong = {"query": "{ nothing }"}
    assert client.post("/graphql", json=wrong, headers={"Accept": "application/json"}).status_code == 200
    answer = client.post("/graphql", json=wrong, headers=TYPES)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/graphql-response+json; charset=utf-8")
    assert client.post("/graphql", json=wrong).headers["content-type"].startswith("application/json")


def test_queries_can_be_sent_by_get(client: httpx.Client) -> None:
    answer = client.get("/graphql", params={"query": "query ($id: ID!) { regulator(id: $id) { key } }", "variables": json.dumps({"id": "gb-ico"})})
    assert answer.json() == {"data": {"regulator": {"key": "gb-ico"}}}
    assert client.get("/graphql").status_code == 400
    assert client.get("/graphql", params={"query": "{ release { id } }", "variables": "{"}).status_code == 400
    assert client.put("/graphql").status_code == 405


BOUNDED = [
    ("{ " + "release { id } " * 1000 + "}", "max_graphql_tokens"),
    ("{ " + " ".join(f"a{i}: release {{ id }}" for i in range(40)) + " }", "max_graphql_aliases"),
    ("{ actions(first: 1) { nodes " + "{ claims(first: 1) { nodes { action " * 5 + "{ id }" + " } } }" * 5 + " } }", "max_graphql_depth"),
    ("{ actions(first: 100) { nodes { claims(first: 100) { nodes { conflicts(first: 100) { nodes { sides { id } } } } } } } }", "max_graphql_cost"),
    ("{ actions(first: 101) { nodes { id } } }", "max_page"),
    ("{ actions(first: -1) { nodes { id } } }", "max_page"),
    ("query a" + "(" * 70, "nesting of brackets"),
    ("{ __schema { types { fields { type { " + "ofType { " * 25 + "name" + " }" * 29 + " }", "depth of introspection"),
]


@pytest.mark.parametrize(("query", "limit"), BOUNDED, ids=[limit for _, limit in BOUNDED])
def test_a_document_over_a_limit_is_refused_quickly_with_its_name(client: httpx.Client, query: str, limit: str) -> None:
    began = time.perf_counter()
    error = client.post("/graphql", json={"query": query}).json()["errors"][0]
    assert (error["extensions"]["code"], error["extensions"]["limit"]) == ("OVER_LIMIT", limit)
    assert time.perf_counter() - began < 1


def test_fragments_of_fragments_are_measured_in_no_time() -> None:
    names = [f"F{i}" for i in range(60)]
    text = "{ ...F0 } " + " ".join(f"fragment {a} on Query {{ ...{b} ...{b} }}" for a, b in itertools.pairwise(names))
    began = time.perf_counter()
    measure(parse_document(text + " fragment F59 on Query { release { id } }"), {})
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize("text", ["zz", "", "e30", "WyIiXQ", "WyIiLCJubyBpcmkiXQ", "é"])
def test_a_cursor_that_we_did_not_make_is_refused(client: httpx.Client, text: str) -> None:
    answer = client.post("/graphql", json={"query": "query ($a: String) { actions(after: $a) { nodes { id } } }", "variables": {"a": text}}).json()
    assert "errors" not in answer if text == "" else answer["errors"][0]["extensions"]["code"] == "BAD_CURSOR"


def test_a_cursor_is_its_own_inverse() -> None:
    cursor = Cursor('2024-01-01 "é"', sample_release.META)
    assert Cursor.decode(cursor.encode()) == cursor


def test_an_impossible_range_and_a_bad_id_are_named(client: httpx.Client) -> None:
    for filter, code in (('{from: "2024-02-01", to: "2024-01-01"}', "BAD_RANGE"), ('{actor: ["https://a b"]}', "BAD_ID"), ('{actor: [""]}', "BAD_ID")):
        error = client.post("/graphql", json={"query": f"{{ actions(filter: {filter}) {{ nodes {{ id }} }} }}"}).json()["errors"][0]
        assert (error["extensions"]["code"], error["path"]) == (code, ["actions"])


def test_a_release_that_is_not_there_is_an_error_in_graphql_s_shape(serve, tmp_path: Path) -> None:
    answer = serve(data=tmp_path, evaluators=1).post("/graphql", json={"query": "{ release { id } }"})
    assert answer.status_code == 503
    assert answer.json()["errors"][0]["extensions"]["code"] == "NOT_READY"


def test_people_get_a_page_that_asks_and_answers(client: httpx.Client) -> None:
    browser = {"Accept": "text/html,*/*;q=0.8"}
    assert "<textarea" in client.get("/graphql", headers=browser).text
    assert "gb-ico" in client.get("/graphql", params={"query": '{ regulator(id: "gb-ico") { key } }'}, headers=browser).text
    assert client.get("/graphql/schema.graphql").text == sdl()
