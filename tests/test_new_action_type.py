"""A new kind of act is one block of Turtle: with it, and no line of Python, every part of the system knows the kind.

The block is added to a copy of `ontology/`; the other packages run beside that copy, in processes of their own.
"""
from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ontology.knowledge import Knowledge
from ontology.turtle import OWN_TERMS

ROOT = Path(__file__).resolve().parents[1]
BLOCK = """
<admit-to-sandbox> a ra:ActionType, skos:Concept ; dcterms:identifier "admit-to-sandbox" ; skos:prefLabel "Admission to a sandbox"@en ;
    skos:inScheme <https://w3id.org/regatlas/ontology/action-types> ; skos:broader <cooperation-action> ; ra:actorKind "regulator" ;
    skos:definition "A cooperation by which an authority lets a company try out a product under its eyes."@en ;
    skos:scopeNote "Advice without a trial is an engagement."@en ; skos:example "A place in a test environment."@en ;
    ra:hasTrigger <admit-to-sandbox#admit> .
<admit-to-sandbox#admit> a ra:Trigger ; ra:partOfSpeech "verb" ; ra:lemma "admit" ; ra:preposition "to", "into" ; ra:prepositionObject "sandbox" ;
    ra:triggerActorKind "regulator" ;
    skos:example "The ICO admitted Zephyr Air to its sandbox."@en ; ra:counterExample "The nurse admitted the boy to the ward."@en .
"""
SENTENCE = "The ICO admitted Zephyr Air to its regulatory sandbox on 4 March 2024."
NAME, IRI = "Admission to a sandbox", "https://w3id.org/regatlas/id/action-type/admit-to-sandbox"
REGATLAS = "from regatlas import main; main()"


class Copy:
    """A folder with its own `ontology` (and the queries that its check runs), before the rest of the project on the path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "ontology", folder / "ontology", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "queries", folder / "queries")
        self.environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))}

    def run(self, code: str, *arguments: str, stdin: str = "") -> str:
        done = subprocess.run([sys.executable, "-c", code, *arguments], input=stdin, capture_output=True, text=True, cwd=self.folder,
                              env=self.environment, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    made = Copy(tmp_path_factory.mktemp("copy"))
    with (made.folder / "ontology" / "actions.ttl").open("a", encoding="utf-8") as file:
        file.write(BLOCK)
    return made


def extracted(claims: str) -> list[tuple[str, list[str], list[str]]]:
    return [(claim["type"], claim["actor"], claim["target"]) for claim in json.loads(claims)["claims"]]


def test_without_the_block_nobody_knows_the_kind(tmp_path: Path) -> None:
    assert NAME not in (ROOT / "ontology" / "actions.ttl").read_text("utf-8")
    untouched = Copy(tmp_path)
    found = extracted(untouched.run(REGATLAS, "extract", "-", stdin=SENTENCE))
    assert "admit-to-sandbox" not in {type for type, *_ in found}


def test_the_check_has_no_fault_and_two_sentences_more(copy: Copy, known: Knowledge) -> None:
    sentences = 2 * len(known.triggers) + 2
    assert copy.run(REGATLAS, "ontology", "check").splitlines()[-1] == f"{len(OWN_TERMS)} terms, {sentences:,} trigger sentences, 0 faults"


def test_the_loader_knows_it(copy: Copy) -> None:
    code = "from ontology.knowledge import load; t = load().types['admit-to-sandbox']; print(t.broader, t.leaf, t.actor_kind)"
    assert copy.run(code).split() == ["cooperation-action", "True", "regulator"]


def test_the_extractor_finds_it(copy: Copy) -> None:
    found = extracted(copy.run(REGATLAS, "extract", "-", stdin=SENTENCE))
    assert ("admit-to-sandbox", ["gb-ico"], ["zephyr-air"]) in found


def test_the_enum_of_graphql_knows_it(copy: Copy) -> None:
    schema = copy.run("from graph_api.gql.schema import sdl; print(sdl())")
    enum = schema.partition("enum ActionTypeName {")[2].partition("\n}")[0]
    assert "ADMIT_TO_SANDBOX" in enum
    assert "lets a company try out a product under its eyes" in enum


def test_the_documentation_knows_it(copy: Copy) -> None:
    page = copy.run(REGATLAS, "ontology", "print", "--format", "html")
    assert f'<h5><code>admit-to-sandbox</code> {NAME}</h5>' in page
    assert "The ICO admitted Zephyr Air to its sandbox." in page
    assert IRI in copy.run(REGATLAS, "ontology", "print")


# --- through a release to its readers --------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def client(copy: Copy) -> Iterator[httpx.Client]:
    """A server over a release that holds the sentence."""
    (copy.folder / "article.md").write_text(f"---\ntitle: Sandbox opens\ndate: 2024-03-05\n---\n\n{SENTENCE}\n", "utf-8")
    copy.run(REGATLAS, "ingest", "article.md", "--data", "data")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", REGATLAS, "serve", "--data", "data", "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=copy.folder, env=copy.environment)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            for _ in range(600):
                assert process.poll() is None
                try:
                    if client.get("/health/ready").status_code == 200:
                        break
                except httpx.TransportError:
                    pass
                time.sleep(0.1)
            yield client
    finally:
        process.terminate()
        process.wait(30)


def test_graphql_answers_with_it(client: httpx.Client) -> None:
    query = "{ actions(filter: {type: [ADMIT_TO_SANDBOX]}) { nodes { type { name } claims { nodes { evidence { quote } } } } } }"
    answer = client.post("/graphql", json={"query": query}).json()
    [action] = answer["data"]["actions"]["nodes"]
    assert action == {"type": {"name": NAME}, "claims": {"nodes": [{"evidence": [{"quote": SENTENCE}]}]}}


def test_pages_show_it(client: httpx.Client) -> None:
    browser = {"Accept": "text/html"}
    page = client.get("/page/action-type/admit-to-sandbox", headers=browser)
    assert page.status_code == 200
    assert NAME in page.text
    assert "lets a company try out a product under its eyes" in page.text
    assert NAME in client.get("/", headers=browser).text
    assert NAME in client.get("/ontology", headers=browser).text
