"""Articles in, answers out: the bundled sample through the real command line and a real server."""
from __future__ import annotations

import json
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from regatlas import main

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = sorted((ROOT / "samples" / "articles").iterdir())
ACTIONS = """
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX ra: <https://w3id.org/regatlas/ontology#>
SELECT ?action ?regulator ?quote WHERE {
  ?action a ra:Action ; ra:actor ?regulator ; ra:reportedBy ?claim . ?regulator a ra:Regulator .
  ?claim ra:evidence/oa:hasSelector/oa:exact ?quote .
}"""
THE_SAME = """query Page($after: String) {
  actions(first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { id actors { __typename id } claims(first: 50) { nodes { evidence { quote } } } }
  }
}"""


def ingest(data: Path, *paths: Path) -> Result:
    return CliRunner().invoke(main, ["ingest", *map(str, paths), "--data", str(data)])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    result = ingest(folder, *SAMPLE)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[httpx.Client]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, str(ROOT / "regatlas.py"), "serve", "--data", str(data), "--port", str(port)],
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            for _ in range(600):
                assert process.poll() is None, process.stderr and process.stderr.read()
                try:
                    if client.get("/health/ready").status_code == 200:
                        break
                except httpx.TransportError:
                    pass
                time.sleep(0.1)
            yield client
    finally:
        process.terminate()
        process.wait(10)


def manifest(data: Path) -> dict[str, object]:
    return json.loads((data / "current" / "manifest.json").read_text("utf-8"))  # type: ignore[no-any-return]


def test_the_sample_goes_in_and_its_two_contradictions_are_found(data: Path) -> None:
    counts = manifest(data)["counts"]
    assert isinstance(counts, dict)
    assert counts["articles"] == 12
    assert counts["conflicts"] >= 2


def test_the_same_articles_in_another_order_are_the_same_release(data: Path, tmp_path: Path) -> None:
    shuffled = SAMPLE[:]
    random.Random(7).shuffle(shuffled)
    assert ingest(tmp_path, *shuffled[:5]).exit_code == 0
    assert ingest(tmp_path, *shuffled[5:]).exit_code == 0
    assert manifest(tmp_path)["id"] == manifest(data)["id"]


def test_fewer_articles_are_another_release(data: Path, tmp_path: Path) -> None:
    assert ingest(tmp_path, *SAMPLE[:2]).exit_code == 0
    assert manifest(tmp_path)["id"] != manifest(data)["id"]


def test_sparql_and_graphql_give_the_same_actions_of_regulators_with_their_quotes(server: httpx.Client) -> None:
    answer = server.post("/sparql", data={"query": ACTIONS}, headers={"accept": "application/sparql-results+json"})
    rows = {(b["action"]["value"], b["regulator"]["value"], b["quote"]["value"]) for b in answer.json()["results"]["bindings"]}
    assert len(rows) > 30
    same, after = set(), None
    while True:
        page = server.post("/graphql", json={"query": THE_SAME, "variables": {"after": after}}).json()
        assert "errors" not in page
        found = page["data"]["actions"]
        same |= {(a["id"], r["id"], e["quote"]) for a in found["nodes"] for r in a["actors"] if r["__typename"] == "Regulator"
                 for c in a["claims"]["nodes"] for e in c["evidence"]}
        after = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            break
    assert same == rows


@pytest.mark.parametrize(("path", "body"), [
    ("/sparql", {"data": {"query": "SELECT ?a WHERE {\n ?a ?b }"}}),
    ("/graphql", {"json": {"query": "{ actions {\n nodes { ) } }"}}),
], ids=["sparql", "graphql"])
def test_a_malformed_request_gets_400_with_line_and_column(server: httpx.Client, path: str, body: dict[str, object]) -> None:
    answer = server.post(path, **body)  # type: ignore[arg-type]
    assert answer.status_code == 400
    problem = answer.json()
    place = problem if path == "/sparql" else problem["errors"][0]["locations"][0]
    assert (place["line"], place["column"] > 0) == (2, True)


def test_what_cannot_be_read_is_named_and_the_rest_goes_in(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "empty.txt").write_text("")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (folder / "large.txt").write_bytes(b"word " * 10_000_001)
    (folder / "encoded.txt").write_bytes("Die Behörde".encode()[:6] + b"\xff\xfe\x81\x8d")
    (folder / "broken.md").write_text("---\ntitle: [unclosed\n---\nText")
    (folder / "good.txt").write_text("The CNIL fined Google 50 million euros on 21 January 2019.")
    result = ingest(tmp_path / "data", folder)
    assert result.exit_code == 0
    for name in ("empty.txt", "picture.txt", "large.txt", "encoded.txt", "broken.md"):
        assert name in result.output
    counts = manifest(tmp_path / "data")["counts"]
    assert isinstance(counts, dict)
    assert counts["articles"] == 1


def test_nothing_usable_is_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    assert ingest(tmp_path / "data", tmp_path / "empty.txt").exit_code == 1
