"""One writer; what was accepted is in the journal; the next release goes on from the last one, or from nothing when that is of no use."""
from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from made_readings import KNOWN, reading, says
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from ingest.graphs import both, replace
from ingest.graphs import count as count_all
from ingest.model import Reading, WorkspaceError
from ingest.publishing import Library, open_library
from ingest.verification import verify
from ingest.workspace import Submission, Workspace, open_workspace
from ontology.vocab import GRAPH, PROV, RA, RDF, SCHEMA

PROGRAM = "regatlas test"
GROUND = [Quad(RA.Claim, RDF.type, RA.ActionType, GRAPH.ontology), Quad(RA.Action, RDF.type, RA.ActionType, GRAPH.registers)]
A = reading(says("The ICO fined Meta.", "fine", "gb-ico", "meta"), url="https://news.example/a")
A_CHANGED = reading(says("The ICO fined Meta again.", "fine", "gb-ico", "meta"), url="https://news.example/a")
B = reading(says("The DPC warned Google.", "warn", "ie-dpc", "google"), url="https://news.example/b")


def submit(made: Reading) -> Submission:
    return Submission(made.article.id, made.to_json())


@contextmanager
def opened(data: Path) -> Iterator[Workspace]:
    ticks = count()
    with open_workspace(data, PROGRAM, clock=lambda: f"2024-09-17T10:00:{next(ticks):02}Z") as workspace:
        yield workspace


@contextmanager
def library(data: Path, program: str = PROGRAM) -> Iterator[Library]:
    ticks = count()
    with open_library(data, KNOWN, program, clock=lambda: f"2024-09-17T10:00:{next(ticks):02}Z", ground=GROUND) as made:
        yield made


def content(data: Path) -> set[str]:
    """Every quad of the current release but the times."""
    store = Store.read_only(str((data / "current").resolve() / "store"))
    return {str(q) for q in store if q.graph_name != GRAPH.provenance and not q.predicate.value.startswith(PROV.NS)
            and not q.subject.value.startswith(GRAPH.provenance.value)}


# --- the journal first ------------------------------------------------------------------------------------------------------

def test_an_accepted_article_is_in_the_journal(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        assert workspace.accept([submit(A), submit(B)]) == ["added", "added"]
    with opened(tmp_path) as workspace:
        assert workspace.live == tuple(sorted((A.article.id, B.article.id)))
        assert [d["article"]["id"] for d in workspace.documents()] == sorted((A.article.id, B.article.id))


def test_the_same_article_again_changes_not_a_byte(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        workspace.accept([submit(A)])
    journal = (tmp_path / "workspace/journal").read_bytes()
    with opened(tmp_path) as workspace:
        assert workspace.accept([submit(A)]) == ["unchanged"]
    assert (tmp_path / "workspace/journal").read_bytes() == journal


def test_of_two_versions_in_one_batch_the_last_counts(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        assert workspace.accept([submit(A), submit(A_CHANGED), submit(A_CHANGED)]) == ["added", "changed", "unchanged"]
        assert [d["article"]["text"] for d in workspace.documents()] == [A_CHANGED.article.text]


def test_what_is_known_of_an_article_is_the_same_before_and_after_a_release(tmp_path: Path) -> None:
    for _ in range(2):
        with library(tmp_path) as made:
            assert made.accept([A]) == (["added"] if not made.workspace.base else ["unchanged"])
            if not made.workspace.base:
                made.publish()
                assert made.accept([A, B]) == ["unchanged", "added"]
                made.publish()
            assert (len(made.workspace.live), made.workspace.pending) == (2, {})


def test_a_changed_article_replaces_its_graph(tmp_path: Path) -> None:
    with library(tmp_path / "changed") as changed, library(tmp_path / "fresh") as fresh:
        changed.accept([A, B])
        changed.publish()
        assert changed.accept([A_CHANGED]) == ["changed"]
        fresh.accept([B, A_CHANGED])
        assert changed.publish().manifest.id == fresh.publish().manifest.id
    assert content(tmp_path / "changed") == content(tmp_path / "fresh")


def test_a_withdrawn_article_leaves_a_tombstone_and_nothing_else(tmp_path: Path) -> None:
    with library(tmp_path) as made:
        made.accept([A, B])
        made.publish()
        made.withdraw(A.article.id, "the publisher took it back")
        made.publish()
        assert (made.workspace.live, made.workspace.withdrawn) == ((B.article.id,), (A.article.id,))
        left = {q.predicate for q in Store.read_only(str(tmp_path / "current/store")).quads_for_pattern(NamedNode(A.article.id), None, None, None)}
        assert PROV.invalidatedAtTime in left
        assert not {PROV.generatedAtTime, RDF.type} & left
        assert made.accept([A]) == ["added"]
        made.publish()
        assert made.workspace.withdrawn == ()
        store = Store.read_only(str((tmp_path / "current").resolve() / "store"))
        assert list(store.quads_for_pattern(NamedNode(A.article.id), RDF.type, RA.Article, None))
    assert verify(tmp_path) == ()


@pytest.mark.parametrize("article", [A.article.id, "https://elsewhere.example/x"], ids=["withdrawn already", "unknown"])
def test_only_an_article_that_is_there_can_be_withdrawn(tmp_path: Path, article: str) -> None:
    with opened(tmp_path) as workspace:
        workspace.accept([submit(A)])
        workspace.withdraw(A.article.id, "")
        with pytest.raises(WorkspaceError, match=r"was withdrawn already|is not in this data folder"):
            workspace.withdraw(article, "")


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


# --- the release to go on from -----------------------------------------------------------------------------------------------

def spoil_table(release: Path) -> None:
    for table in release.glob("store/*.sst"):
        table.write_bytes(table.read_bytes()[:-1])


def spoil_store(release: Path) -> None:
    (release / "store/CURRENT").write_text("MANIFEST-999999\n")


def spoil_ledger(release: Path) -> None:
    with sqlite3.connect(release / "ledger.sqlite") as db:
        db.execute("UPDATE head SET hash = 'x'")


def lose_releases(release: Path) -> None:
    shutil.rmtree(release.parent)
    (release.parent.parent / "current").unlink()


def lose_ledger(release: Path) -> None:
    (release / "ledger.sqlite").unlink()


@pytest.mark.parametrize("loss", [spoil_table, spoil_store, spoil_ledger, lose_ledger, lose_releases], ids=lambda f: f.__name__)
def test_a_release_that_is_damaged_is_no_base_and_everything_is_made_anew_from_the_journal(tmp_path: Path, loss: object,
                                                                                           caplog: pytest.LogCaptureFixture) -> None:
    for name in ("spoilt", "sound"):
        with library(tmp_path / name) as made:
            made.accept([A])
            made.publish()
            release = (tmp_path / name / "current").resolve()
        if name == "spoilt":
            loss(release)  # type: ignore[operator]
            assert verify(tmp_path / name) != () or loss is lose_releases
        with library(tmp_path / name) as made:
            made.accept([A_CHANGED, B])
            made.publish()
    assert content(tmp_path / "spoilt") == content(tmp_path / "sound")
    assert os.readlink(tmp_path / "spoilt/current") == os.readlink(tmp_path / "sound/current")
    assert [f for f in verify(tmp_path / "spoilt") if release.name not in f] == []
    assert loss is lose_releases or "damaged" in caplog.text or "cannot be added to" in caplog.text


def test_a_release_of_another_journal_or_program_is_no_base(tmp_path: Path) -> None:
    with library(tmp_path) as made:
        made.accept([A])
        made.publish()
    with library(tmp_path, "regatlas other") as made:
        assert made.workspace.base is None
    (tmp_path / "workspace/journal").unlink()
    with library(tmp_path) as made:
        made.accept([A_CHANGED, B])
        assert made.workspace.base is None
        made.publish()
        assert made.workspace.live == tuple(sorted((A.article.id, B.article.id)))


# --- graphs ---------------------------------------------------------------------------------------------------------------

def test_a_triple_of_two_graphs_stays_in_the_default_graph_until_both_let_go() -> None:
    store, one, two = Store(), Quad(RA.Claim, RDF.type, RA.Claim, GRAPH.ontology), Quad(RA.Claim, RDF.type, RA.Claim, GRAPH.derived)
    assert replace(store, set(), {one, two}) == {"triples": 1, "claims": 1, "entities": 0}
    assert replace(store, {two}, set()) == {"entities": 0}
    assert Quad(*one.triple) in store
    assert replace(store, {one}, set()) == {"triples": -1, "claims": -1, "entities": 0}
    assert len(store) == 0


def test_counts_follow_every_change() -> None:
    store, total = Store(), dict.fromkeys(count_all(Store()), 0)
    a, b = (NamedNode(x.article.id) for x in (A, B))
    mentions = [Quad(a, SCHEMA.mentions, RA.Claim, a), Quad(b, SCHEMA.mentions, RA.Claim, b), Quad(b, SCHEMA.mentions, RA.Action, b)]
    steps = [((), mentions[:1]), ((), mentions[1:]), (mentions[:1], ()), (mentions[1:], mentions[:2]), (mentions[:2], ())]
    for old, new in steps:
        for name, change in replace(store, set(old), set(new)).items():
            total[name] += change
        assert total == count_all(store)
    assert {q.graph_name for q in both(mentions)} == {a, b, DefaultGraph()}


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
