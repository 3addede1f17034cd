"""The journal: every accepted document, append-only, checksummed, on disk before anything is acknowledged.

The file is JSON Lines. A line is

    {"sha256":"<64 hex digits>","record":{"at":…,"kind":…,"article":…,…}}

where the SHA-256 covers the digest of the line before (none for the first) followed by the bytes of the record. The chain
therefore notices a changed byte, and also a line that was lost, doubled or moved. Everything else in the data folder can be
rebuilt from this file. On opening,

* a last line without its newline whose record is whole gets its newline back;
* any other last line without a newline was never acknowledged (the power went while it was written) and is cut off;
* a fault anywhere else is damage to acknowledged records: `WorkspaceError` names the byte offset, nothing is changed.

A release knows the last record that is in it. Opened from there, only the records behind it are read and checked, so that a
long history costs nothing; `scan`, which `regatlas verify` runs, checks everything.
"""
from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import FileIO
from pathlib import Path
from typing import Any, BinaryIO

from ingest.model import WorkspaceError

GENESIS = ""                             # what the first record is chained to
OPENING, MIDDLE, CLOSING = b'{"sha256":"', b'","record":', b"}"
RECORD = len(OPENING) + 64 + len(MIDDLE)
DOCUMENT = b',"document":'               # a head holds no raw quotation mark, so the first match starts the document


@dataclass(frozen=True, slots=True)
class Head:
    """What a record says besides its document; `offset` and `length` are bytes of the file, newline included.

    kind      "article" (accepted, with its extraction document) or "withdrawal" (with the reason)
    article   the IRI
    at, run   when it was recorded, and when that run of the program began; UTC, ISO 8601
    program   which program recorded it, with its version
    hash      SHA-256 of the canonical extraction document; empty for a withdrawal
    reason    why an article was withdrawn
    digest    SHA-256 of the chain up to and including this record
    """

    offset: int
    length: int
    digest: str
    kind: str
    article: str
    at: str
    run: str
    program: str
    hash: str = ""
    reason: str = ""

    @property
    def end(self) -> int:
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Entry:
    """A record to be written; `document` is the extraction document of design §4, for kind "article"."""

    kind: str
    article: str
    at: str
    run: str
    program: str
    document: Mapping[str, Any] | None = None
    reason: str = ""


def canonical(document: Mapping[str, Any]) -> str:
    """An extraction document as one JSON text: sorted keys, no spaces, so that equal documents are equal bytes."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def document_hash(document: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical document, hexadecimal, but for the place it was read from when that is a path:
    the same article from another folder is the same article."""
    article = document.get("article", {})
    if "://" not in str(article.get("source")):
        document = {**document, "article": {**article, "source": None}}
    return sha256(canonical(document).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Mark:
    """A place behind a record: its last byte's successor, and the SHA-256 of the chain up to there."""

    end: int = 0
    digest: str = GENESIS


START = Mark()


class Journal:
    """An open journal. `heads` lists its records behind `mark`, in order; only a holder of the workspace lock may `append`."""

    def __init__(self, path: Path, heads: Sequence[Head] = (), mark: Mark = START) -> None:
        self.path, self.heads, self.mark = path, list(heads), mark

    @classmethod
    def open(cls, path: Path, mark: Mark = START) -> Journal:
        """Check the file from a mark that it `holds`, mend or cut its last line, and list the records. A missing file is made."""
        if not path.exists():
            path.touch()
            sync(path.parent)
        heads, sound = scan(path, mark)
        if sound != path.stat().st_size:
            with path.open("r+b") as file:
                file.seek(sound)
                rest = file.read()
                whole = _whole(rest, heads[-1].digest if heads else mark.digest)
                file.truncate(sound + (whole or 0))
                if whole:
                    file.seek(0, os.SEEK_END)
                    file.write(b"\n")
                file.flush()
                os.fsync(file.fileno())
            heads, _ = scan(path, mark)
        return cls(path, heads, mark)

    @property
    def end(self) -> int:
        """Bytes of sound records."""
        return self.heads[-1].end if self.heads else self.mark.end

    @property
    def digest(self) -> str:
        """SHA-256 of the chain so far: it stands for the whole history."""
        return self.heads[-1].digest if self.heads else self.mark.digest

    def append(self, entries: Sequence[Entry]) -> list[Head]:
        """Write records and wait until the disk has them (one fsync for all). All are recorded, or none."""
        heads, lines, offset, digest = [], [], self.end, self.digest
        for entry in entries:
            record = _record(entry)
            digest = _chain(digest, record)
            line = OPENING + digest.encode() + MIDDLE + record + CLOSING + b"\n"
            heads.append(_head(offset, line, digest))
            lines.append(line)
            offset += len(line)
        with self.path.open("r+b", buffering=0) as file:     # a buffer would try again behind our back when closed
            file.seek(self.end)
            try:
                _write(file, b"".join(lines))
                os.fsync(file.fileno())
            except OSError as error:
                _cut(file, self.end)
                raise WorkspaceError(f"{self.path}: cannot write the journal ({error.strerror}); nothing was recorded. "
                                     "Free some space or choose another data folder, then repeat the command.") from error
        self.heads.extend(heads)
        return heads

    def document(self, head: Head) -> dict[str, Any]:
        """The extraction document of a record of kind "article"."""
        with self.path.open("rb") as file:
            return _document(file, head)

    def documents(self, heads: Sequence[Head]) -> Iterator[tuple[Head, dict[str, Any]]]:
        """The documents of many records, in the order given."""
        with self.path.open("rb") as file:
            for head in heads:
                yield head, _document(file, head)

    def latest(self) -> dict[str, Head]:
        """Article IRI → its last record: an "article" is live, a "withdrawal" is not."""
        return {head.article: head for head in self.heads}


def holds(path: Path, mark: Mark, last: int) -> bool:
    """Does a record of `last` bytes end at the mark and carry its digest? Then the journal goes on from there."""
    if mark == START:
        return True
    try:
        with path.open("rb") as file:
            file.seek(mark.end - last)
            line = file.read(last)
    except (OSError, ValueError):
        return False
    return len(line) == last and line.startswith(OPENING + mark.digest.encode() + MIDDLE) and line.endswith(CLOSING + b"\n")


def scan(path: Path, mark: Mark = START) -> tuple[list[Head], int]:
    """Check every complete line of a journal behind a mark: its records, and the offset behind the last one. Reads only."""
    heads: list[Head] = []
    digest, offset = mark.digest, mark.end
    with path.open("rb") as file:
        file.seek(offset)
        for line in file:
            if not line.endswith(b"\n"):
                break
            expected = _chain(digest, line[RECORD:-2])
            if line != OPENING + expected.encode() + MIDDLE + line[RECORD:-2] + CLOSING + b"\n":
                raise WorkspaceError(f"{path}: the record at byte {offset} is damaged (its SHA-256 is not the one it gives); "
                                     "restore the file from a copy: cutting it here would lose acknowledged articles.")
            heads.append(_head(offset, line, expected))
            digest, offset = expected, offset + len(line)
    return heads, offset


def sync(folder: Path) -> None:
    """Wait until the disk has the folder's list of names."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _record(entry: Entry) -> bytes:
    head = {"at": entry.at, "run": entry.run, "program": entry.program, "kind": entry.kind, "article": entry.article}
    if entry.document is None:
        text = canonical(head | {"reason": entry.reason})
    else:
        text = canonical(head | {"hash": document_hash(entry.document)})[:-1] + DOCUMENT.decode() + canonical(entry.document) + "}"
    return text.encode("utf-8", "surrogatepass")


def _chain(digest: str, record: bytes) -> str:
    return sha256(digest.encode() + record).hexdigest()


def _head(offset: int, line: bytes, digest: str) -> Head:
    head, document, _ = line[RECORD:-2].partition(DOCUMENT)
    return Head(offset, len(line), digest, **json.loads(head + b"}" if document else head))


def _document(file: BinaryIO, head: Head) -> dict[str, Any]:
    file.seek(head.offset)
    text = file.read(head.length)[RECORD:-2].partition(DOCUMENT)[2][:-1].decode("utf-8", "surrogatepass")
    document: dict[str, Any] = json.loads(text)
    return document


def _whole(rest: bytes, digest: str) -> int | None:
    """How many bytes of an unfinished line are a whole record that lacks only its newline (or has another byte there)."""
    for line in (rest, rest[:-1]):
        if line == OPENING + _chain(digest, line[RECORD:-1]).encode() + MIDDLE + line[RECORD:-1] + CLOSING:
            return len(line)
    return None


def _write(file: FileIO, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[file.write(left):]


def _cut(file: FileIO, end: int) -> None:
    """Take back a write that failed; what cannot be taken back now is cut off when the journal is next opened."""
    try:
        os.ftruncate(file.fileno(), end)
    except OSError:
        return
