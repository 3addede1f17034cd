"""The journal loses nothing that it acknowledged, and says so when something else did."""
from __future__ import annotations

from pathlib import Path

import pytest

from ingest.journal import Entry, Journal, document_hash, scan
from ingest.model import WorkspaceError

TRICKY = 'said ,"document": so'                               # what separates a head from its document


def entry(number: int) -> Entry:
    document = {"article": {"text": f"Text {number} “é” {TRICKY}\n"}}
    return Entry("article", f"https://example.org/{number}", "2024-09-17T10:00:00Z", "2024-09-17T09:59:00Z", "regatlas test", document)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    journal = Journal.open(tmp_path / "journal")
    journal.append([entry(0), entry(1)])
    journal.append([Entry("withdrawal", "https://example.org/0", "2024-09-18T10:00:00Z", "2024-09-18T10:00:00Z", "regatlas test", reason=TRICKY)])
    return tmp_path / "journal"


def test_what_was_appended_is_read_back(path: Path) -> None:
    journal = Journal.open(path)
    said = [(h.kind, h.article[-1], h.reason) for h in journal.heads]
    assert said == [("article", "0", ""), ("article", "1", ""), ("withdrawal", "0", TRICKY)]
    assert journal.document(journal.heads[1]) == entry(1).document
    assert journal.heads[1].hash == document_hash(entry(1).document or {})
    assert journal.latest()["https://example.org/0"].kind == "withdrawal"


def test_every_line_is_json(path: Path) -> None:
    import json

    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [r["record"]["kind"] for r in records] == ["article", "article", "withdrawal"]
    assert records[0]["record"]["document"] == entry(0).document


def test_a_torn_last_line_is_cut_and_the_rest_goes_on(path: Path) -> None:
    whole = path.read_bytes()
    Journal.open(path).append([entry(7)])
    longer = path.read_bytes()
    for length in range(len(whole) + 1, len(longer) - 1):
        path.write_bytes(longer[:length])
        assert len(Journal.open(path).heads) == 3
        assert path.read_bytes() == whole
    Journal.open(path).append([entry(7)])
    assert path.read_bytes() == longer


def test_a_last_line_that_lacks_only_its_newline_is_kept(path: Path) -> None:
    whole = path.read_bytes()
    for spoilt in (whole[:-1], whole[:-1] + b"\x0b"):
        path.write_bytes(spoilt)
        assert len(Journal.open(path).heads) == 3
        assert path.read_bytes() == whole


def test_a_flipped_byte_anywhere_is_healed_or_named_and_never_loses_a_record(path: Path) -> None:
    whole = path.read_bytes()
    ends = [head.end for head in Journal.open(path).heads]
    for position in range(len(whole)):
        damaged = bytearray(whole)
        damaged[position] ^= 0x01
        path.write_bytes(damaged)
        if position == len(whole) - 1:                       # only the very last newline can be mended
            assert len(Journal.open(path).heads) == 3
            assert path.read_bytes() == whole
            continue
        start = max((end for end in ends if end <= position), default=0)
        with pytest.raises(WorkspaceError, match=f"byte {start} is damaged"):
            Journal.open(path)
        assert path.read_bytes() == bytes(damaged)           # nothing was changed


def test_a_lost_doubled_or_moved_line_is_noticed(path: Path) -> None:
    one, two, three = path.read_bytes().splitlines(keepends=True)
    for lines in ([two, three], [one, three], [one, one, two, three], [two, one, three]):
        path.write_bytes(b"".join(lines))
        with pytest.raises(WorkspaceError, match="is damaged"):
            scan(path)


def test_an_append_that_fails_leaves_the_journal_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, journal = path.read_bytes(), Journal.open(path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("ingest.journal.os.fsync", full)
        with pytest.raises(WorkspaceError, match="No space left on device"):
            journal.append([entry(9)])
    assert path.read_bytes() == whole
    assert len(journal.heads) == 3
    journal.append([entry(9)])
    assert len(Journal.open(path).heads) == 4


def test_the_path_an_article_was_read_from_is_not_part_of_what_it_says() -> None:
    def hash_of(source: str, text: str = "x") -> str:
        return document_hash({"article": {"source": source, "text": text}})

    assert hash_of("/home/a.txt") == hash_of("b/c.txt")
    assert hash_of("https://example.org/a") != hash_of("https://example.org/b")
    assert hash_of("/home/a.txt") != hash_of("/home/a.txt", "y")
