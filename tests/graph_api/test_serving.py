"""The command line, and the server as a process of its own with clients that others wrote."""
from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import sample_release
from click.testing import CliRunner
from SPARQLWrapper import CSV, JSON, SPARQLWrapper

from graph_api.commands import query as query_command
from graph_api.commands import serve as serve_command
from graph_api.settings import Settings, described, from_environment, variable

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    """A server with two web processes."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from graph_api.commands import serve; serve()", "--data", str(data), "--port", str(port), "--workers", "2",
               "--evaluators", "1"]
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                if httpx.get(f"{url}/health/ready").status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        yield url
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def test_sparqlwrapper_gets_rows_and_graphs(address: str) -> None:
    client = SPARQLWrapper(f"{address}/sparql")
    client.setQuery("PREFIX ra: <https://w3id.org/regatlas/ontology#> SELECT ?c { ?c a ra:Claim }")
    client.setReturnFormat(JSON)
    assert len(client.query().convert()["results"]["bindings"]) == 10
    client.setMethod("POST")
    client.setReturnFormat(CSV)
    assert client.query().convert().decode().count("\r\n") == 11
    client.setQuery(f"DESCRIBE <{sample_release.ICO}>")
    client.setReturnFormat("turtle")
    assert b"Information Commissioner" in client.query().convert()


def test_a_signal_ends_the_server_and_its_evaluators(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", "from graph_api.commands import serve; serve()", "--data", str(data), "--port", str(port)],
                               cwd=ROOT)
    for _ in range(200):
        try:
            if httpx.get(f"http://127.0.0.1:{port}/health/ready").status_code == 200:
                break
        except httpx.TransportError:
            time.sleep(0.05)
    evaluators = children(process.pid)
    assert evaluators
    process.send_signal(signal.SIGTERM)
    process.wait(20)
    time.sleep(0.3)
    assert not [pid for pid in evaluators if Path(f"/proc/{pid}").exists()]


def children(pid: int) -> list[int]:
    """The processes that a process has started (Linux)."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return found


@pytest.mark.parametrize(("arguments", "said"), [
    (["actions_by_regulator", "-p", "regulator=gb-ico", "--format", "csv"], "The ICO approved the plan"),
    (["conflicts", "--format", "json"], '"bindings"'),
    (["fines_by_year"], "1300000000"),
    (["open_inquiries"], "no rows"),
])
def test_a_question_is_answered_on_the_terminal(data: Path, arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(query_command, [*arguments, "--data", str(data)])
    assert result.exit_code == 0, result.output
    assert said in result.stdout


def test_a_file_and_stdin_are_questions_too(data: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("ASK { ?s ?p ?o }")
    assert CliRunner().invoke(query_command, [str(tmp_path / "mine.rq"), "--data", str(data)]).stdout.strip() == "true"
    counted = CliRunner().invoke(query_command, ["-", "--format", "tsv", "--data", str(data)], input="SELECT (1 AS ?one) { }")
    assert counted.stdout.split() == ["?one", "1"]


@pytest.mark.parametrize(("arguments", "code", "said"), [
    (["no_such_question"], 2, "actions_by_regulator"),
    (["timeline", "-p", "organization"], 2, "NAME=VALUE"),
    (["timeline", "-p", "from=yesterday"], 1, "YYYY-MM-DD"),
    (["timeline", "-p", "nobody=1"], 1, "no such parameter"),
])
def test_a_mistake_on_the_terminal_is_a_sentence(data: Path, arguments: list[str], code: int, said: str) -> None:
    result = CliRunner().invoke(query_command, [*arguments, "--data", str(data)])
    assert result.exit_code == code
    assert said in result.output


def test_a_folder_without_a_release_says_how_to_make_one(tmp_path: Path) -> None:
    result = CliRunner().invoke(query_command, ["conflicts", "--data", str(tmp_path)])
    assert result.exit_code == 1
    assert "regatlas ingest" in result.output


def test_a_malformed_query_in_a_file_names_line_and_column(data: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.rq").write_text("SELECT * {\n  ?s ?p }")
    result = CliRunner().invoke(query_command, [str(tmp_path / "bad.rq"), "--data", str(data)])
    assert result.exit_code == 1
    assert "Line 2, column" in result.output


def test_every_setting_is_an_option_with_its_help_and_variable() -> None:
    shown = " ".join(CliRunner().invoke(serve_command, ["--help"], terminal_width=200).output.split())
    for name, _, help in described():
        assert f"--{name.replace('_', '-')}" in shown
        assert variable(name) in shown
        assert " ".join(help.split())[:60] in shown


def test_settings_go_through_the_environment_and_back() -> None:
    settings = Settings(port=9, deadline=2.5, data=Path("elsewhere"), memory=0)
    assert from_environment(settings.to_environment()) == settings


@pytest.mark.parametrize(("variables", "said"), [({"REGATLAS_PORT": "many"}, "REGATLAS_PORT is 'many'; expected int"),
                                                 ({"REGATLAS_MEMORY": "100"}, "at least 1024"), ({"REGATLAS_EVALUATORS": "0"}, "more than 0")])
def test_a_setting_that_cannot_be_used_is_named(variables: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        from_environment(variables)
