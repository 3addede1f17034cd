"""The compiled knowledge is the knowledge of the Turtle, whatever happens to its file."""
from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from ontology.compiled import compiled
from ontology.knowledge import Knowledge


class Reader:
    """Counts how often the Turtle is read."""

    def __init__(self, known: Knowledge) -> None:
        self.known, self.times = known, 0

    def __call__(self, folder: Path) -> Knowledge:
        self.times += 1
        return self.known


@pytest.fixture
def reader(known: Knowledge) -> Reader:
    return Reader(known)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    (tmp_path / "reader.py").write_text("X = 1")
    return tmp_path


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("__pycache__/*.pickle"))


def test_the_turtle_is_read_once_and_the_knowledge_is_the_same(folder: Path, reader: Reader, known: Knowledge) -> None:
    assert [compiled(folder, reader) for _ in range(3)] == [known] * 3
    assert list(compiled(folder, reader).entries) == list(known.entries)
    assert reader.times == 1 and len(files(folder)) == 1


@pytest.mark.parametrize("changed", ["a.ttl", "reader.py", "b.ttl"])
def test_it_is_read_anew_when_something_changed(folder: Path, reader: Reader, changed: str) -> None:
    compiled(folder, reader)
    (folder / changed).write_text("<urn:a> <urn:b> <urn:d> .")
    compiled(folder, reader)
    assert reader.times == 2 and len(files(folder)) == 1


@pytest.mark.parametrize("content", [b"", b"nonsense", pickle.dumps([1, 2]), pickle.dumps(Path("/"))],
                         ids=["empty", "damaged", "of another kind", "with other things in it"])
def test_a_file_that_cannot_be_used_is_made_anew(folder: Path, reader: Reader, known: Knowledge, content: bytes) -> None:
    compiled(folder, reader)
    files(folder)[0].write_bytes(content)
    assert compiled(folder, reader) == known and reader.times == 2
    assert compiled(folder, reader) == known and reader.times == 2


def test_without_a_place_to_write_the_turtle_is_read_every_time(folder: Path, reader: Reader, known: Knowledge) -> None:
    (folder / "__pycache__").write_text("a file where the folder would be")
    assert [compiled(folder, reader) for _ in range(2)] == [known] * 2 and reader.times == 2
