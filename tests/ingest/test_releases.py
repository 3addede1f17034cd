"""A release is a function of the articles, is published whole or not at all, and shows every later damage."""
from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count, permutations
from pathlib import Path
from random import Random

import pytest
from made_readings import KNOWN, euros, organization, reading, says, when
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from ingest import building, releases
from ingest.checksums import checksums
from ingest.duplicates import find_copies
from ingest.graphs import count as count_all
from ingest.model import InvalidExtraction, InvalidGraph, Reading, Voice, WorkspaceError
from ingest.publishing import Library, open_library
from ingest.releases import Manifest, current, read_manifest, read_releases, rollback
from ingest.verification import verify
from ontology.vocab import GRAPH, OWL, PROV, RA, RDF

PROGRAM = "regatlas test"
APPROVED = reading(says("The ICO gave Meta permission.", "approve", "gb-ico", "meta"), url="https://news.example/a",
                   published="2024-09-17", title="Green light")
DENIED = reading(says("The ICO has not approved it.", "approve", "gb-ico", polarity="negated", attribution="direct", claimant=Voice(None, "gb-ico")),
                 url="https://news.example/b", published="2024-09-18", title="No green light", statement=Voice(None, "gb-ico"))
FINED = reading(says("The DPC fined Widget Works 5 million euros.", "fine", "ie-dpc", "widget-works", amount=euros(5e6), when=when("2023-05")),
                url="https://news.example/c", new=(organization("Widget Works", "WW"),))
FINED_AGAIN = reading(says("The DPC fined WIDGET WORKS 5 million euros.", "fine", "ie-dpc", "widget-works", amount=euros(5e6), when=when("2023-05")),
                      url="https://news.example/d", new=(organization("WIDGET WORKS"),))
GROUND = [Quad(RA.Claim, RDF.type, OWL.Class, GRAPH.ontology), Quad(NamedNode(KNOWN.entries["meta"].iri), RDF.type, RA.Organization, GRAPH.registers)]
ALL = (APPROVED, DENIED, FINED, FINED_AGAIN)


@contextmanager
def library(data: Path, start: int = 0, keep: int = releases.KEEP, ground: list[Quad] = GROUND, program: str = PROGRAM) -> Iterator[Library]:
    ticks = count(start)
    with open_library(data, KNOWN, program, keep, clock=lambda: f"2024-09-17T10:{next(ticks):02}:00Z", ground=ground) as opened:
        yield opened


def published(data: Path, *readings: object, keep: int = releases.KEEP) -> Manifest:
    with library(data, keep=keep) as opened:
        opened.accept(readings)  # type: ignore[arg-type]
        return opened.publish().manifest


def quads(data: Path, release: str = "current") -> list[str]:
    """Canonical N-Quads of a release but for the times: sorted lines, no blank nodes."""
    folder = data / "current" if release == "current" else data / "releases" / release
    store = Store.read_only(str(folder / "store"))
    times = {q.triple for q in store.quads_for_pattern(None, None, None, GRAPH.provenance)}
    return sorted(str(q) for q in store if q.triple not in times)


# --- what is in it ----------------------------------------------------------------------------------------------------------

def test_a_release_holds_every_graph_and_the_default_graph_is_their_set(tmp_path: Path) -> None:
    manifest = published(tmp_path, *ALL)
    store = Store.read_only(str(tmp_path / "current/store"))
    default = [q.triple for q in store.quads_for_pattern(None, None, None, DefaultGraph())]
    named = {q.triple for q in store if q.graph_name != DefaultGraph()}
    assert set(default) == named
    assert {g.value for g in store.named_graphs()} == {GRAPH.derived.value, GRAPH.registers.value, GRAPH.ontology.value, GRAPH.provenance.value,
                                                       *(r.article.id for r in ALL)}
    assert manifest.counts == {"articles": 4, "claims": 4, "actions": 2, "conflicts": 1, "statements": 1, "entities": 2, "triples": len(default)}
    assert manifest.id == current(tmp_path) == json.loads((tmp_path / "current/manifest.json").read_text())["id"]


def test_times_stand_in_the_provenance_graph_only(tmp_path: Path) -> None:
    published(tmp_path, *ALL)
    store = Store.read_only(str(tmp_path / "current/store"))
    dated = {q.graph_name for q in store if q.object.value.startswith("2024-09-17T")}
    assert dated == {GRAPH.provenance, DefaultGraph()}
    assert {q.subject.value for q in store.quads_for_pattern(None, PROV.generatedAtTime, None, GRAPH.provenance)} > {r.article.id for r in ALL}


def test_the_same_articles_in_any_order_make_the_same_release(tmp_path: Path) -> None:
    expected: tuple[str, list[str]] | None = None
    for number, order in enumerate([*permutations(ALL)][::9]):
        data = tmp_path / str(number)
        for one in order:                                    # one by one, each with a release of its own
            manifest = published(data, one)
        found = manifest.id, quads(data)
        assert expected is None or found == expected
        expected = found
    assert published(tmp_path / "at once", *ALL).id == (expected or ("", []))[0]


def test_another_article_withdrawal_register_or_program_makes_another_release(tmp_path: Path) -> None:
    ids = [published(tmp_path, *ALL[:3]).id, published(tmp_path, *ALL).id]
    with library(tmp_path) as opened:
        opened.withdraw(FINED_AGAIN.article.id, "")
        ids.append(opened.publish().manifest.id)
    for changes in ({"ground": GROUND[:1]}, {"program": "regatlas other"}):
        with library(tmp_path, **changes) as opened:  # type: ignore[arg-type]
            ids.append(opened.publish().manifest.id)
    assert len(set(ids)) == 5
    assert verify(tmp_path) == ()


def test_counts_that_were_carried_on_are_those_of_the_store(tmp_path: Path) -> None:
    for one in (*ALL, replace(APPROVED, article=replace(APPROVED.article, title="Another title"))):
        manifest = published(tmp_path, one)
        assert manifest.counts == count_all(Store.read_only(str(tmp_path / "current/store")))
    with library(tmp_path) as opened:
        opened.withdraw(DENIED.article.id, "")
        manifest = opened.publish().manifest
    assert manifest.counts == count_all(Store.read_only(str(tmp_path / "current/store")))


@pytest.mark.parametrize("seed", range(8))
def test_any_order_any_increments_and_withdrawals_make_the_release_that_a_rebuild_makes(tmp_path: Path, seed: int) -> None:
    """Canonical N-Quads, times aside: byte for byte; and the ledger's hashes and counts are those of a fresh release."""
    random, live = Random(seed), dict[str, Reading]()
    stock = [*ALL, *(replace(one, article=replace(one.article, title=f"{one.article.title} again")) for one in ALL)]
    for _ in range(5):
        with library(tmp_path / "grown") as opened:
            for _ in range(random.randint(1, 3)):
                one = random.choice(stock)
                if one.article.id in live and random.random() < 0.4:
                    opened.withdraw(one.article.id, "")
                    del live[one.article.id]
                else:
                    opened.accept([one])
                    live[one.article.id] = one
            grown = opened.publish().manifest
    with library(tmp_path / "anew") as opened:
        gone = [one for one in ALL if one.article.id in opened_tombstones(tmp_path / "grown")]
        opened.accept([*gone, *random.sample([*live.values()], len(live))])
        for one in gone:
            opened.withdraw(one.article.id, "")
        anew = opened.publish().manifest
    assert (grown.id, grown.counts["triples"] - anew.counts["triples"] >= 0, quads(tmp_path / "grown")) == (anew.id, True, quads(tmp_path / "anew"))
    with library(tmp_path / "grown") as opened:
        rebuilt = opened.rebuild().manifest
    assert (rebuilt.id, verify(tmp_path / "grown")) == (grown.id, ())


def opened_tombstones(data: Path) -> set[str]:
    lines = (data / "current/graphs.sha256").read_text().splitlines()
    return {line.split("  ")[1] for line in lines if line.startswith(releases.WITHDRAWN)}


def test_a_rebuild_from_the_journal_alone_is_the_same_release(tmp_path: Path) -> None:
    before = published(tmp_path, *ALL), quads(tmp_path)
    journal = (tmp_path / "workspace/journal").read_bytes()
    (tmp_path / "fresh/workspace").mkdir(parents=True)
    (tmp_path / "fresh/workspace/journal").write_bytes(journal)
    after = published(tmp_path / "fresh"), quads(tmp_path / "fresh")
    assert (after[0].id, after[1]) == (before[0].id, before[1])


def test_conflicts_are_published_with_their_explanation(tmp_path: Path) -> None:
    published(tmp_path, *ALL)
    store = Store.read_only(str(tmp_path / "current/store"))
    (text,) = {q.object.value for q in store.quads_for_pattern(None, RA.explanation, None, DefaultGraph())}
    assert "Green light" in text
    assert "No green light" in text


def test_an_unchanged_article_makes_no_new_release(tmp_path: Path) -> None:
    one, two = published(tmp_path, *ALL), published(tmp_path, *ALL)
    assert one == two
    assert len(read_releases(tmp_path)) == 1


def test_a_wrong_document_leaves_the_store_unchanged_and_the_others_go_in(tmp_path: Path) -> None:
    wrong = {**DENIED.to_json(), "claims": [{**DENIED.to_json()["claims"][0], "polarity": "maybe"}]}
    misshapen = {**FINED.to_json(), "mentions": [FINED.to_json()["mentions"][0], {**FINED.to_json()["mentions"][0], "how": "ner"}]}
    with library(tmp_path) as opened:
        outcomes = opened.accept_documents([APPROVED.to_json(), wrong, misshapen])
        assert outcomes[0] == "added"
        assert isinstance(outcomes[1], InvalidExtraction)
        assert isinstance(outcomes[2], InvalidGraph)
        assert opened.workspace.live == (APPROVED.article.id,)
        opened.publish()
    store = Store.read_only(str(tmp_path / "current/store"))
    assert not list(store.quads_for_pattern(None, None, None, NamedNode(DENIED.article.id)))


def test_a_copy_of_an_article_is_no_second_source() -> None:
    wordings = "The  DPC fined: Meta!", "The DPC fined Meta", "The DPC fines Meta."
    text = [says(words, "fine", "ie-dpc", "meta") for words in wordings]
    first, copy, other = (reading(t, url=f"https://{n}.example/", published=f"2024-09-1{9 - n}").article for n, t in enumerate(text))
    assert find_copies([first, copy, other]) == {first.id: copy.id, copy.id: copy.id, other.id: other.id}


def test_a_shortened_print_of_a_wire_story_is_linked_and_counts_as_no_second_source(tmp_path: Path) -> None:
    fined, slots = says("The DPC fined Meta 5 million euros.", "fine", "ie-dpc", "meta", amount=euros(5e6), when=when("2023-05"))
    story = [f"The {word} detail of the story takes a few words more." for word in ("first", "second", "third", "fourth", "fifth", "sixth")]
    texts = {"wire": [fined, *story], "cut": [fined, *story[:4]], "own": [fined, "It is a record."]}
    wire, cut, own = (reading((" ".join(text), slots), url=f"https://{name}.example/", published=f"2023-05-0{day}")
                      for day, (name, text) in enumerate(texts.items(), 3))
    published(tmp_path, own, cut, wire)
    store = Store.read_only(str(tmp_path / "current" / "store"))
    assert [(q.subject.value, q.object.value) for q in store.quads_for_pattern(None, RA.nearDuplicateOf, None, GRAPH.derived)] == [
        (cut.article.id, wire.article.id)]
    actions = {q.subject for q in store.quads_for_pattern(None, RA.reportedBy, None, GRAPH.derived)}
    assert [q.object.value for q in store.quads_for_pattern(None, RA.sourceCount, None, GRAPH.derived) if q.subject in actions] == ["2"]


# --- switching ----------------------------------------------------------------------------------------------------------------

def test_rolling_back_is_a_switch_and_the_next_publication_goes_forward_again(tmp_path: Path) -> None:
    one, two = published(tmp_path, APPROVED), published(tmp_path, DENIED)
    assert two.previous == one.id
    assert rollback(tmp_path, one.id[:5]).id == current(tmp_path) == one.id
    assert published(tmp_path, DENIED) == two
    assert current(tmp_path) == two.id


@pytest.mark.parametrize("id", ["", "zzz", "../../etc"])
def test_rolling_back_to_nothing_is_an_error_that_lists_what_there_is(tmp_path: Path, id: str) -> None:
    one = published(tmp_path, APPROVED)
    with pytest.raises(WorkspaceError, match=one.id):
        rollback(tmp_path, id)
    assert current(tmp_path) == one.id


def test_old_releases_go_by_the_rule_but_never_the_current_one(tmp_path: Path) -> None:
    made = [published(tmp_path, one, keep=2).id for one in ALL]
    assert [m.id for m in read_releases(tmp_path)] == made[-2:]
    rollback(tmp_path, made[-2])
    releases.prune(tmp_path, keep=1)
    assert [m.id for m in read_releases(tmp_path)] == made[-2:]


def test_an_open_release_goes_on_answering_while_others_are_published(tmp_path: Path) -> None:
    published(tmp_path, APPROVED)
    reader = Store.read_only(str((tmp_path / "current").resolve() / "store"))
    for one in ALL[1:]:
        published(tmp_path, one)
    assert len(list(reader.quads_for_pattern(None, RDF.type, RA.Claim, DefaultGraph()))) == 1


@pytest.mark.parametrize("step", ["_clone", "checksums", "sync_all", "sync", "switch", "prune"])
def test_a_crash_while_publishing_leaves_the_old_release_or_the_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    old = published(tmp_path, APPROVED)

    class Crash(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(releases if step in ("switch", "prune") else building, step, die)
        with pytest.raises(Crash):
            published(tmp_path, DENIED)
    assert verify(tmp_path) == ()
    assert (current(tmp_path) == old.id) == (step != "prune")
    assert published(tmp_path).counts["articles"] == 2
    assert verify(tmp_path) == ()
    assert not list((tmp_path / "releases").glob(".*"))


def test_a_full_disk_leaves_the_old_release_current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = published(tmp_path, APPROVED)
    with library(tmp_path) as opened:
        opened.accept([DENIED])
        with monkeypatch.context() as patch:
            patch.setattr(building, "write_manifest", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
            with pytest.raises(WorkspaceError, match="No space left on device"):
                opened.publish()
        assert current(tmp_path) == old.id
        assert opened.publish().manifest.counts["articles"] == 2


# --- verifying ------------------------------------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("sound")
    published(data, APPROVED, DENIED)
    published(data, FINED)
    return data


@pytest.fixture
def data(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "data", symlinks=True))


def test_what_was_not_touched_is_sound(data: Path) -> None:
    assert verify(data) == ()


def test_a_folder_in_which_nothing_was_published_yet_is_sound(tmp_path: Path) -> None:
    with library(tmp_path) as opened:
        opened.accept([APPROVED])
    assert verify(tmp_path) == ()


def test_a_journal_that_is_gone_is_found(data: Path) -> None:
    (data / "workspace/journal").unlink()
    assert any("journal: is missing" in fault for fault in verify(data))


def test_reading_a_release_does_not_change_it(data: Path) -> None:
    Store.read_only(str(data / "current/store"))
    assert verify(data) == ()


def test_a_flipped_byte_in_any_file_of_a_release_is_found(data: Path) -> None:
    for path in sorted((data / "current").resolve().rglob("*")):
        if path.is_file() and path.stat().st_size:
            whole = path.read_bytes()
            damaged = bytearray(whole)
            damaged[len(whole) // 2] ^= 0x10
            path.write_bytes(damaged)
            assert any(str(path.parent.name) in fault or path.name in fault for fault in verify(data)), path
            path.write_bytes(whole)
    assert verify(data) == ()


def test_a_missing_or_an_added_file_is_found(data: Path) -> None:
    store = (data / "current/store").resolve()
    (store / "extra.sst").write_text("x")
    table = next(path for path in store.glob("*.sst") if path.name != "extra.sst")
    table.unlink()
    faults = "\n".join(verify(data))
    assert "extra.sst: was added" in faults
    assert f"{table.name}: is missing" in faults


def test_a_changed_graph_is_named_even_when_every_file_is_what_the_manifest_says(data: Path) -> None:
    folder = (data / "current").resolve()
    store = Store(str(folder / "store"))
    store.add(Quad(RA.Claim, RA.actor, RA.Action, NamedNode(APPROVED.article.id)))
    store.flush()
    del store
    releases.write_manifest(folder, replace(read_manifest(folder), files=checksums(folder)))
    faults = "\n".join(verify(data))
    assert APPROVED.article.id in faults
    assert "the default graph lacks 1 triples" in faults


@pytest.mark.parametrize("target", ["releases/nothing", "workspace"])
def test_a_link_that_names_no_release_is_found(data: Path, target: str) -> None:
    (data / "current").unlink()
    os.symlink(target, data / "current")
    assert any("does not name a release" in fault for fault in verify(data))


def test_a_damaged_journal_is_found_and_a_torn_one_is_not_a_fault(data: Path) -> None:
    path = data / "workspace/journal"
    with path.open("ab") as file:
        file.write(b'{"sha256":')
    assert verify(data) == ()
    path.write_bytes(path.read_bytes()[50:])
    assert any("record at byte 0 is damaged" in fault for fault in verify(data))


def test_a_manifest_of_another_format_is_refused(data: Path) -> None:
    path = data / "current/manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 99}))
    with pytest.raises(WorkspaceError, match="format 99"):
        read_manifest(data / "current")
    path.write_text("{")
    with pytest.raises(WorkspaceError, match="cannot be read"):
        read_manifest(data / "current")


def test_a_release_with_a_broken_manifest_is_made_again(data: Path) -> None:
    (data / "current/manifest.json").write_text("{")
    assert published(data).counts["articles"] == 3
    assert verify(data) == ()
