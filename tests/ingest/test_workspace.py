"""One writer, a store that follows the journal whatever happens, and a default graph that is the set of all graphs."""
from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from made_readings import KNOWN, reading, says
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from ingest.extraction_json import reading_from_json
from ingest.mapping import map_reading
from ingest.model import Reading, WorkspaceError
from ingest.workspace import STATE_GRAPH, MapDocument, Submission, Workspace, open_workspace
from ontology.vocab import GRAPH, PROV, RA, RDF

PROGRAM = "regatlas test"
GROUND = [Quad(RA.Claim, RDF.type, RA.ActionType, GRAPH.ontology), Quad(RA.Action, RDF.type, RA.ActionType, GRAPH.registers)]
A = reading(says("The ICO fined Meta.", "fine", "gb-ico", "meta"), url="https://news.example/a")
A_CHANGED = reading(says("The ICO fined Meta again.", "fine", "gb-ico", "meta"), url="https://news.example/a")
B = reading(says("The DPC warned Google.", "warn", "ie-dpc", "google"), url="https://news.example/b")


def map_document(document: object) -> tuple[Quad, ...]:
    return map_reading(reading_from_json(document, KNOWN), KNOWN, PROGRAM).quads  # type: ignore[arg-type]


def submit(made: Reading) -> Submission:
    return Submission(made.article.id, made.to_json(), map_document(made.to_json()))


@contextmanager
def opened(data: Path, map_document: MapDocument = map_document, software: str = PROGRAM) -> Iterator[Workspace]:
    ticks = count()
    with open_workspace(data, GROUND, map_document, software, clock=lambda: f"2024-09-17T10:00:{next(ticks):02}Z") as workspace:
        yield workspace


def content(workspace: Workspace) -> set[str]:
    """Every quad but the times and the private graph."""
    return {str(q) for q in workspace.store if q.graph_name not in (STATE_GRAPH, GRAPH.provenance) and not q.predicate.value.startswith(PROV.NS)}


def assert_default_is_union(store: Store) -> None:
    default = {q.triple for q in store.quads_for_pattern(None, None, None, DefaultGraph())}
    named = {q.triple for q in store if q.graph_name not in (DefaultGraph(), STATE_GRAPH)}
    assert default == named


def test_an_accepted_article_is_in_the_journal_and_in_its_graph(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        assert workspace.accept([submit(A), submit(B)]) == ["added", "added"]
        assert workspace.live == tuple(sorted((A.article.id, B.article.id)))
        assert set(workspace.store.quads_for_pattern(None, None, None, NamedNode(A.article.id))) == set(submit(A).quads)
        assert_default_is_union(workspace.store)
        assert [d["article"]["id"] for d in workspace.documents()] == sorted((A.article.id, B.article.id))


def test_the_same_article_again_changes_not_a_byte(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        workspace.accept([submit(A)])
    journal = (tmp_path / "workspace/journal").read_bytes()
    with opened(tmp_path) as workspace:
        before = set(workspace.store)
        assert workspace.accept([submit(A)]) == ["unchanged"]
        assert set(workspace.store) == before
    assert (tmp_path / "workspace/journal").read_bytes() == journal


def test_a_changed_article_replaces_its_graph(tmp_path: Path) -> None:
    with opened(tmp_path / "changed") as changed, opened(tmp_path / "fresh") as fresh:
        changed.accept([submit(A), submit(B)])
        assert changed.accept([submit(A_CHANGED)]) == ["changed"]
        fresh.accept([submit(B), submit(A_CHANGED)])
        assert content(changed) == content(fresh)
        assert changed.graph_hashes() == fresh.graph_hashes()
        assert_default_is_union(changed.store)


def test_of_two_versions_in_one_batch_the_last_counts(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        assert workspace.accept([submit(A), submit(A_CHANGED), submit(A_CHANGED)]) == ["added", "changed", "unchanged"]
        assert "again" in str(content(workspace))


def test_a_withdrawn_article_leaves_a_tombstone_and_nothing_else(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        workspace.accept([submit(A), submit(B)])
        workspace.withdraw(A.article.id, "the publisher took it back")
        assert (workspace.live, workspace.withdrawn) == ((B.article.id,), (A.article.id,))
        left = {q.predicate for q in workspace.store.quads_for_pattern(NamedNode(A.article.id), None, None, None)}
        assert PROV.invalidatedAtTime in left
        assert PROV.generatedAtTime not in left
        assert RDF.type not in left
        assert_default_is_union(workspace.store)
        assert workspace.accept([submit(A)]) == ["added"]
        assert workspace.withdrawn == ()
        assert not list(workspace.store.quads_for_pattern(NamedNode(A.article.id), PROV.invalidatedAtTime, None, None))


@pytest.mark.parametrize("article", [A.article.id, "https://elsewhere.example/x"], ids=["withdrawn already", "unknown"])
def test_only_an_article_that_is_there_can_be_withdrawn(tmp_path: Path, article: str) -> None:
    with opened(tmp_path) as workspace:
        workspace.accept([submit(A)])
        workspace.withdraw(A.article.id, "")
        with pytest.raises(WorkspaceError, match=r"was withdrawn already|is not in this data folder"):
            workspace.withdraw(article, "")


def test_a_triple_of_two_graphs_stays_in_the_default_graph_until_both_let_go(tmp_path: Path) -> None:
    triple = (RA.Claim, RDF.type, RA.ActionType)             # the ground says it too
    with opened(tmp_path) as workspace:
        workspace.replace_graph(GRAPH.derived, [Quad(*triple, GRAPH.derived)])
        workspace.replace_graph(GRAPH.derived, [])
        assert Quad(*triple) in workspace.store
        workspace.replace_graph(GRAPH.ontology, [])
        assert Quad(*triple) not in workspace.store


# --- crashes --------------------------------------------------------------------------------------------------------------

class Crash(BaseException):
    """The process dies here."""


def crash_while(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def die(*_: object) -> None:
        raise Crash

    monkeypatch.setattr(workspace, name, die)


@pytest.mark.parametrize("step", ["replace_graph", "_apply_all", "_mark"])
def test_what_the_journal_has_and_the_store_has_not_is_done_on_the_next_opening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    with opened(tmp_path / "plain") as plain:
        plain.accept([submit(A), submit(B)])
        plain.accept([submit(A_CHANGED)])
        expected, hashes = content(plain), plain.graph_hashes()
    with opened(tmp_path / "crashed") as workspace:
        workspace.accept([submit(A), submit(B)])
    with pytest.raises(Crash), opened(tmp_path / "crashed") as workspace:  # noqa: PT012
        crash_while(workspace, monkeypatch, step)
        workspace.accept([submit(A_CHANGED)])
    with opened(tmp_path / "crashed") as healed:
        assert content(healed) == expected
        assert healed.graph_hashes() == hashes
        assert_default_is_union(healed.store)


@pytest.mark.parametrize("loss", ["deleted", "damaged", "from another journal", "from another program"])
def test_a_store_that_is_no_use_is_rebuilt_from_the_journal(tmp_path: Path, loss: str) -> None:
    with opened(tmp_path) as workspace:
        workspace.accept([submit(A), submit(B)])
        workspace.accept([submit(A_CHANGED)])
        workspace.withdraw(B.article.id, "")
        expected, hashes, times = content(workspace), workspace.graph_hashes(), set(workspace.store.quads_for_pattern(None, None, None, GRAPH.provenance))
    store = tmp_path / "workspace/store"
    if loss == "deleted":
        subprocess.run(["rm", "-r", store], check=True)
    elif loss == "damaged":
        (store / "CURRENT").write_text("MANIFEST-999999\n")
    elif loss == "from another journal":
        with opened(tmp_path / "other") as other:
            other.accept([submit(A)])
        del other
        subprocess.run(["rm", "-r", store], check=True)
        (tmp_path / "other/workspace/store").rename(store)
    with opened(tmp_path, software="regatlas other" if loss == "from another program" else PROGRAM) as healed:
        assert content(healed) == expected
        assert healed.graph_hashes() == hashes
        assert set(healed.store.quads_for_pattern(None, None, None, GRAPH.provenance)) == times
        assert_default_is_union(healed.store)


def test_a_torn_journal_loses_only_what_was_not_acknowledged(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        workspace.accept([submit(A)])
    with (tmp_path / "workspace/journal").open("ab") as file:
        file.write(b'{"sha256":"0123')
    with opened(tmp_path) as workspace:
        assert workspace.live == (A.article.id,)
        assert workspace.accept([submit(B)]) == ["added"]


def test_a_damaged_journal_is_an_error_that_names_the_place_and_changes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        workspace.accept([submit(A), submit(B)])
    path = tmp_path / "workspace/journal"
    damaged = bytearray(path.read_bytes())
    damaged[300] ^= 0xFF
    path.write_bytes(damaged)
    with pytest.raises(WorkspaceError, match="record at byte 0 is damaged"), opened(tmp_path):
        pass
    assert path.read_bytes() == damaged


# --- one writer -------------------------------------------------------------------------------------------------------------

def test_a_second_writer_is_told_who_has_the_workspace(tmp_path: Path) -> None:
    with opened(tmp_path):
        with pytest.raises(WorkspaceError, match=rf"another process \(id {os.getpid()}\) is writing here"), opened(tmp_path):
            pass
        script = f"import fcntl, os; fcntl.flock(os.open({str(tmp_path / 'workspace/lock')!r}, os.O_RDWR), fcntl.LOCK_EX | fcntl.LOCK_NB)"
        assert subprocess.run([sys.executable, "-c", script], capture_output=True).returncode == 1
    with opened(tmp_path):
        pass


def test_a_folder_that_cannot_be_written_is_an_error_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WorkspaceError, match="cannot be used as a data folder"), opened(tmp_path / "file"):
        pass
