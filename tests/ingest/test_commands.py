"""The shell is a thin door: results on stdout, faults on stderr with name and reason, exit codes that scripts can trust."""
from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from made_readings import KNOWN, reading, says

from ingest import commands, reports
from ingest.extraction import extract as extract_all
from ingest.model import RawDocument, ReadError, Reading
from ingest.settings import Settings, described, from_environment, variable

Run = Callable[..., Result]


def read(raw: RawDocument) -> Reading:
    """A reader of one trick: a text that begins "no" cannot be read, "bug" breaks the program, "die" ends its process."""
    first = raw.content.split()[0] if raw.content.split() else ""
    if first == "no":
        raise ReadError(raw.source, "says no")
    if first == "bug":
        raise KeyError("bug")
    if first == "die":
        os._exit(3)
    return reading(says(raw.content.strip(), "fine", "gb-ico", "meta"), source=raw.source, title=raw.content.split(".")[0])


def load_read(model: str = "") -> Callable[[RawDocument], Reading]:
    return read


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.setattr(commands, "load_reader", load_read)
    monkeypatch.setattr(commands, "_known", lambda: KNOWN)
    monkeypatch.setattr("ingest.publishing.load_graph_quads", lambda: ())
    monkeypatch.delenv("REGATLAS_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    group = click.Group("regatlas", commands={command.name or "": command for command in commands.COMMANDS})
    return lambda *words, **more: CliRunner().invoke(group, [str(word) for word in words], **more)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in {"a": "The ICO fined Meta.", "b": "no", "c": "The watchdog fined Meta.", "d": "bug"}.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


# --- extract ----------------------------------------------------------------------------------------------------------------

def test_extract_prints_one_document_a_line_in_order_and_names_what_it_could_not_read(run: Run, news: Path) -> None:
    result = run("extract", news)
    assert result.exit_code == 0
    assert [json.loads(line)["article"]["text"] for line in result.stdout.splitlines()] == ["The ICO fined Meta.", "The watchdog fined Meta."]
    assert f"{news}/b.txt: says no" in result.stderr
    assert f"{news}/d.txt: cannot be understood: KeyError" in result.stderr
    assert "2 read, 2 could not be read" in result.stderr


def test_extract_in_text_shows_the_claims_with_their_words(run: Run, news: Path) -> None:
    assert "Information Commissioner's Office fine Meta\n    “The ICO fined Meta.”" in run("extract", news / "a.txt", "--format", "text").stdout


@pytest.mark.parametrize("paths", [["news/b.txt"], ["nowhere.txt"], ["news/b.txt", "nowhere.txt"]], ids=str)
def test_extract_fails_only_when_nothing_was_usable(run: Run, news: Path, paths: list[str]) -> None:
    result = run("extract", *paths)
    assert (result.exit_code, result.stdout) == (1, "")
    assert paths[0] in result.stderr


def test_several_processes_give_the_same_in_the_same_order(run: Run, news: Path) -> None:
    for number in range(12):
        (news / f"e{number:02}.txt").write_text(f"The ICO fined Meta {number} times.")
    one, two = run("extract", news), run("extract", news, "--jobs", 2)
    assert one.stdout == two.stdout
    assert len(one.stdout.splitlines()) == 14
    assert one.stderr == two.stderr


def test_a_process_that_dies_takes_only_its_document_with_it() -> None:
    texts = ["The ICO fined Meta.", "die", *(f"The ICO fined Meta {n} times." for n in range(9))]
    documents = [RawDocument(f"{n}.txt", text) for n, text in enumerate(texts)]
    outcomes = list(extract_all(documents, load_read, jobs=2))
    assert [o.source for o in outcomes if isinstance(o, ReadError)] == ["1.txt"]
    assert [o.article.source for o in outcomes if isinstance(o, Reading)] == [d.source for d in documents if d.source != "1.txt"]


def test_documents_are_not_taken_faster_than_they_are_read() -> None:
    taken: list[int] = []

    def endless() -> Iterator[RawDocument]:
        for number in range(10_000):
            taken.append(number)
            yield RawDocument(f"{number}.txt", "The ICO fined Meta.")

    outcomes = extract_all(endless(), load_read, jobs=2)
    assert isinstance(next(outcomes), Reading)
    outcomes.close()  # type: ignore[attr-defined]
    assert len(taken) < 20


# --- dates ------------------------------------------------------------------------------------------------------------------

def test_dates_answers_line_for_line_and_names_the_line_that_is_wrong(run: Run) -> None:
    lines = [json.dumps({"text": "It happened on 14 March 2024.", "published": "2024-03-20"}), "not json", json.dumps({"text": 3})]
    result = run("dates", input="\n".join(lines))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert answers[0]["dates"][0]["edtf"] == "2024-03-14"
    assert [len(a["dates"]) for a in answers] == [1, 0, 0]
    assert "line 2:" in result.stderr
    assert "line 3:" in result.stderr
    assert result.exit_code == 1
    assert run("dates", input=lines[0]).exit_code == 0


# --- ingest -----------------------------------------------------------------------------------------------------------------

def test_ingest_publishes_and_counts_before_and_after(run: Run, news: Path) -> None:
    first = run("ingest", news, "--data", "d")
    assert first.exit_code == 0
    assert "2 articles added, 0 changed, 0 unchanged, 2 could not be used" in first.stdout
    assert "b.txt: says no" in first.stderr
    second = run("ingest", news, "--data", "d")
    assert "0 articles added, 0 changed, 2 unchanged" in second.stdout
    (news / "z.txt").write_text("The ICO fined Meta in May.")
    table = run("ingest", news / "z.txt", "--data", "d").stdout
    assert [line.split() for line in table.splitlines() if line.strip().startswith("articles")] == [["articles", "2", "3"]]


def test_ingest_fails_when_nothing_was_usable_and_publishes_nothing_new(run: Run, news: Path) -> None:
    run("ingest", news / "a.txt", "--data", "d")
    before = os.readlink("d/current")
    result = run("ingest", news / "b.txt", "--data", "d")
    assert result.exit_code == 1
    assert "none of 1 documents could be used" in result.stderr
    assert os.readlink("d/current") == before


def test_ingest_takes_extraction_documents_of_another_extractor(run: Run, news: Path) -> None:
    lines = run("extract", news).stdout.splitlines()
    wrong = json.loads(lines[1])
    wrong["claims"][0]["evidence"]["text"] = "Words that nobody wrote."
    Path("x.jsonl").write_text("\n".join([lines[0], json.dumps(wrong), "[]", "{"]))
    result = run("ingest", "x.jsonl", "--extracted", "--data", "d")
    assert result.exit_code == 0
    assert "1 articles added" in result.stdout
    assert "claims[0].evidence: text" in result.stderr
    assert "x.jsonl:3: is not an object" in result.stderr
    assert "x.jsonl:4: is not JSON" in result.stderr


def test_ingest_reports_a_conflict_in_a_sentence(run: Run, news: Path) -> None:
    document = json.loads(run("extract", news / "a.txt").stdout)
    text = "The ICO did not fine Meta."
    claim = {**document["claims"][0], "id": "", "polarity": "negated", "evidence": {"start": 0, "end": len(text), "text": text}, "trigger_span": None}
    denial = {**document, "article": {**document["article"], "id": None, "text": text, "title": "A denial"}, "mentions": [], "claims": [claim]}
    Path("x.jsonl").write_text(json.dumps(document) + "\n" + json.dumps(denial))
    result = run("ingest", "x.jsonl", "--extracted", "--data", "d")
    assert "1 conflict:" in result.stdout
    assert "“The ICO fined Meta.” (The ICO fined Meta) says so; “The ICO did not fine Meta.” (A denial) says the opposite." in result.stdout


def test_ingest_waits_for_no_other_writer(run: Run, news: Path) -> None:
    from ingest.workspace import lock

    run("ingest", news, "--data", "d")
    with lock(Path("d/workspace")):
        result = run("ingest", news, "--data", "d")
    assert result.exit_code == 1
    assert "another process" in result.stderr
    assert "is writing here" in result.stderr


# --- the rest ---------------------------------------------------------------------------------------------------------------

def test_withdraw_takes_an_article_out_and_says_which_release_is_current(run: Run, news: Path) -> None:
    run("ingest", news, "--data", "d")
    article = json.loads(run("extract", news / "a.txt").stdout)["article"]["id"]
    result = run("withdraw", article, "--data", "d", "--reason", "an error")
    assert result.exit_code == 0
    assert Path(os.readlink("d/current")).name in result.stdout
    assert run("withdraw", article, "--data", "d").exit_code == 1


def test_releases_are_listed_for_people_and_for_machines(run: Run, news: Path) -> None:
    for name in "ac":
        run("ingest", news / f"{name}.txt", "--data", "d")
    listed = [json.loads(line) for line in run("releases", "--data", "d", "--format", "jsonl").stdout.splitlines()]
    assert [(r["counts"]["articles"], r["current"]) for r in listed] == [(1, False), (2, True)]
    table = run("releases", "--data", "d").stdout
    assert all(r["id"] in table for r in listed)
    assert table.count("current") == 1
    result = run("rollback", listed[0]["id"][:6], "--data", "d")
    assert result.stdout == f"release {listed[0]['id']} is current\n"
    assert Path(os.readlink("d/current")).name == listed[0]["id"]
    assert run("rollback", "zzz", "--data", "d").exit_code == 1


def test_two_releases_are_compared_thing_by_thing_and_quad_by_quad(run: Run, news: Path) -> None:
    for name in "ac":
        run("ingest", news / f"{name}.txt", "--data", "d")
    one, two = (json.loads(line) for line in run("releases", "--data", "d", "--format", "jsonl").stdout.splitlines())
    found = [json.loads(line) for line in run("diff", one["id"][:6], two["id"], "--data", "d", "--format", "jsonl").stdout.splitlines()]
    assert {(f["change"], f["kind"]) for f in found} >= {("added", "article"), ("added", "claim")}
    assert not any(f["kind"] in ("article", "claim") for f in found if f["change"] == "removed")
    assert "added    article  https://" in run("diff", one["id"], two["id"], "--data", "d").stdout
    patch = run("diff", one["id"], two["id"], "--data", "d", "--format", "rdf-patch").stdout.splitlines()
    back = run("diff", two["id"], one["id"], "--data", "d", "--format", "rdf-patch").stdout.splitlines()
    assert (patch[2], patch[-1]) == ("TX .", "TC .")
    assert {line[2:] for line in patch if line.startswith("A ")} == {line[2:] for line in back if line.startswith("D ")}
    assert run("diff", "zzz", two["id"], "--data", "d").exit_code == 1


def test_rebuild_mends_a_damaged_release(run: Run, news: Path) -> None:
    run("ingest", news, "--data", "d")
    before = os.readlink("d/current")
    Path("d/current/graphs.sha256").write_text("")
    assert run("verify", "--data", "d").exit_code == 1
    result = run("rebuild", "--data", "d")
    assert (result.exit_code, os.readlink("d/current")) == (0, before)
    assert run("verify", "--data", "d").exit_code == 0


def test_verify_says_what_is_wrong(run: Run, news: Path) -> None:
    run("ingest", news, "--data", "d")
    assert (run("verify", "--data", "d").exit_code, run("verify", "--data", "d").stdout) == (0, "d: the journal and 1 release(s) are sound\n")
    manifest = Path("d/current/manifest.json")
    manifest.write_text(manifest.read_text().replace('"sha256": "', '"sha256": "0', 1))
    result = run("verify", "--data", "d")
    assert result.exit_code == 1
    assert "has changed" in result.stdout


@pytest.mark.parametrize("command", [["withdraw", "x"], ["releases"], ["verify"], ["rollback", "x"], ["rebuild"], ["diff", "x", "y"]], ids=lambda c: c[0])
def test_a_folder_without_data_is_wrong_usage(run: Run, command: list[str]) -> None:
    result = run(*command, "--data", "nowhere")
    assert result.exit_code == 2
    assert "nowhere is not a data folder" in result.stderr
    assert not Path("nowhere").exists()


@pytest.mark.parametrize("words", [["extract"], ["ingest"], ["extract", "a.txt", "--format", "xml"], ["ingest", "a.txt", "--jobs", "0"], ["explain"]], ids=str)
def test_wrong_usage_exits_with_2(run: Run, words: list[str]) -> None:
    assert run(*words).exit_code == 2


# --- settings ---------------------------------------------------------------------------------------------------------------

def test_an_option_counts_before_the_variable_and_the_variable_before_the_default() -> None:
    environ = {"REGATLAS_DATA": "/from/variable", "REGATLAS_JOBS": "3"}
    assert from_environment(environ, jobs=5) == Settings(data=Path("/from/variable"), jobs=5)
    assert from_environment({}) == Settings()


@pytest.mark.parametrize("environ", [{"REGATLAS_JOBS": "many"}, {"REGATLAS_JOBS": "0"}, {"REGATLAS_MAX_BYTES": "-1"}], ids=str)
def test_a_wrong_variable_is_wrong_usage_that_names_it(run: Run, environ: dict[str, str]) -> None:
    result = run("extract", "a.txt", env=environ)
    assert result.exit_code == 2
    assert next(iter(environ)) in result.stderr


def test_every_setting_can_be_read_from_its_variable() -> None:
    environ = {variable(name): str(default) for name, default, _ in described()}
    assert from_environment(environ) == Settings()


def test_every_option_that_is_a_setting_says_its_variable_and_default(run: Run) -> None:
    text = " ".join(run("ingest", "--help").stdout.split())
    for name, default, _ in described():
        if f"--{name.replace('_', '-')} " in text:
            assert f"[{variable(name)}; default: {default}]" in text


def test_every_command_has_help_that_needs_neither_spacy_nor_pyshacl() -> None:
    script = ("import sys, click\nfrom ingest.commands import COMMANDS\n"
              "assert all(c.help and c.get_short_help_str() for c in COMMANDS)\n"
              "[c.get_help(click.Context(c)) for c in COMMANDS]\n"
              "print(sorted({'spacy', 'pyshacl', 'rdflib', 'trafilatura'} & {m.split('.')[0] for m in sys.modules}))")
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=root, check=True).stdout == "[]\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_a_bar_shows_how_many_are_read_how_fast_and_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    said, silent = Terminal(), io.StringIO()
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("TERM", "xterm")
    items = [ReadError(f"{n}.txt", "is empty") for n in range(3)]
    monkeypatch.setattr(sys, "stderr", said)
    assert list(reports.progress(items, ["0.txt", "1.txt", "2.txt"])) == items
    monkeypatch.setattr(sys, "stderr", silent)
    assert list(reports.progress(items, ["0.txt", "1.txt", "2.txt"])) == items
    assert "3/3" in said.getvalue()
    assert "documents/s" in said.getvalue()
    assert silent.getvalue() == ""
