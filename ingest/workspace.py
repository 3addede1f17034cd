"""The writer's side of a data folder: who may write, what was accepted, and which release that can be added to.

    DATA/workspace/lock      one writer at a time
    DATA/workspace/journal   accepted documents and withdrawals: the truth

An article is acknowledged when the journal is on disk, and nothing else is kept between runs but releases, which are made
whole or not at all. There is no store that could fall behind the journal: the next release is the last one (`base`) and what the
journal has had since. A release that does not fit the journal, or was made by another version of the program or of the
registers, is no base, and the next one is made from the journal alone.
"""
from __future__ import annotations

import fcntl
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from typing import Literal as OneOf

from ingest import journal as journals
from ingest.checksums import checksum
from ingest.journal import Entry, Head, Journal, document_hash, sync
from ingest.ledger import Ledger
from ingest.model import WorkspaceError
from ingest.releases import Manifest, read_releases

Outcome = OneOf["added", "changed", "unchanged"]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Submission:
    """A validated article: its IRI and its extraction document."""

    article: str
    document: Mapping[str, Any]


def utc_now() -> str:
    """Now, as ISO 8601 with seconds. The only clock of the ingestion; tests pass their own."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Workspace:
    """An open, locked workspace; make one with `open_workspace`."""

    def __init__(self, data: Path, software: str, ground: Mapping[str, str | None], clock: Callable[[], str]) -> None:
        self.data, self.software, self.clock = data, software, clock
        self.run = clock()
        self.path = data / "workspace" / "journal"
        self.base: Manifest | None = None
        self.ledger: Ledger | None = None
        self._choose_base(ground)
        self._open_journal()

    def _choose_base(self, ground: Mapping[str, str | None]) -> None:
        """The latest release that the journal goes on from, if this program made it from these registers."""
        found = read_releases(self.data)
        for folder in sorted({path.name for path in (self.data / "releases").glob("[!.]*")} - {manifest.id for manifest in found}):
            log.warning("release %s cannot be added to, its manifest cannot be read or is of another format", folder)
        for manifest in reversed(found):
            path = self.data / "releases" / manifest.id / "ledger.sqlite"
            if manifest.software != self.software:
                continue
            try:
                if checksum(path) != manifest.files.get("ledger.sqlite"):
                    raise ValueError("it has changed since it was written")
                ledger = Ledger(path)
                hashes = {graph: ledger.graph_hash(graph) for graph in ground}
                if hashes == dict(ground) and journals.holds(self.path, ledger.mark, ledger.last):
                    self.base, self.ledger = manifest, ledger
                    return
                ledger.close()
            except (sqlite3.Error, OSError, ValueError, TypeError) as error:
                log.warning("release %s cannot be added to, its ledger is damaged (%s)", manifest.id, error)

    def _open_journal(self) -> None:
        self.journal = Journal.open(self.path, self.ledger.mark) if self.ledger else Journal.open(self.path)
        self.pending = {head.article: head for head in self.journal.heads}

    def rebase(self, manifest: Manifest) -> None:
        """Go on from a release that has just been made of everything on record."""
        ledger = Ledger(self.data / "releases" / manifest.id / "ledger.sqlite")
        if (ledger.mark.end, ledger.mark.digest) != (self.journal.end, self.journal.digest):
            ledger.close()                                   # an older release of the same content: the journal has gone on since
            return
        self.close()
        self.base, self.ledger, self.pending = manifest, ledger, {}
        self.journal = Journal(self.path, (), ledger.mark)

    def forget_base(self) -> None:
        """Take the journal for all there is: the next release is made from it alone."""
        self.close()
        self.base = self.ledger = None
        self._open_journal()

    def close(self) -> None:
        if self.ledger:
            self.ledger.close()

    # --- what is there ---

    def head(self, article: str) -> Head | None:
        """The last record of an article."""
        return self.pending.get(article) or (self.ledger.head(article) if self.ledger else None)

    @property
    def live(self) -> tuple[str, ...]:
        """IRIs of the articles that are neither withdrawn nor unknown, sorted."""
        return self._articles("article")

    @property
    def withdrawn(self) -> tuple[str, ...]:
        return self._articles("withdrawal")

    def _articles(self, kind: str) -> tuple[str, ...]:
        before = self.ledger.articles(kind) if self.ledger else set()
        return tuple(sorted((before - self.pending.keys()) | {iri for iri, head in self.pending.items() if head.kind == kind}))

    def documents(self) -> Iterator[dict[str, Any]]:
        """The extraction documents of the live articles, by IRI."""
        heads = (self.head(iri) for iri in self.live)
        for _, document in self.journal.documents([head for head in heads if head]):
            yield document

    def holds(self, article: str, document: Mapping[str, Any]) -> bool:
        """Is this document the one on record for a live article?"""
        head = self.head(article)
        return head is not None and head.kind == "article" and head.hash == document_hash(document)

    # --- changing it ---

    def accept(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """Record articles. When this returns, the disk has them.

        A document that is the one on record is "unchanged" and leaves no trace; of two for one article in a batch the last counts.
        """
        outcomes: list[Outcome] = []
        entries: dict[str, Entry] = {}
        hashes: dict[str, str] = {}
        for submission in submissions:
            before = self.head(submission.article)
            known = hashes.get(submission.article, before.hash if before and before.kind == "article" else None)
            hashes[submission.article] = document_hash(submission.document)
            same = hashes[submission.article] == known
            outcomes.append("unchanged" if same else "changed" if known else "added")
            if not same:
                entries[submission.article] = Entry("article", submission.article, self.clock(), self.run, self.software, submission.document)
        self._record([*entries.values()])
        return outcomes

    def withdraw(self, article: str, reason: str) -> None:
        """Take an article out; a tombstone says since when and why. Raises WorkspaceError when it is not there."""
        head = self.head(article)
        if head is None or head.kind != "article":
            state = "was withdrawn already" if head else "is not in this data folder"
            raise WorkspaceError(f"{article}: the article {state}; give the IRI of an article that `SELECT ?a {{ ?a a ra:Article }}` lists.")
        self._record([Entry("withdrawal", article, self.clock(), self.run, self.software, reason=reason)])

    def _record(self, entries: Sequence[Entry]) -> None:
        self.pending |= {head.article: head for head in (self.journal.append(entries) if entries else [])}


@contextmanager
def open_workspace(data: Path, software: str, ground: Mapping[str, str | None] | None = None, clock: Callable[[], str] = utc_now) -> Iterator[Workspace]:
    """The workspace of a data folder, made when missing, locked until the block ends.

    `ground`: graph → hash of the ontology and the registers that articles are read with.
    Raises WorkspaceError when another writer has it, when the folder cannot be written, or when the journal is damaged.
    """
    folder = data / "workspace"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sync(data)
    except OSError as error:
        raise WorkspaceError(f"{data}: cannot be used as a data folder ({error.strerror}); give a folder that you may write to.") from error
    with lock(folder):
        workspace = Workspace(data, software, ground or {}, clock)
        try:
            yield workspace
        finally:
            workspace.close()


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold a workspace for this process; WorkspaceError when another one has it. The system frees it if the process dies."""
    path = folder / "lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(handle, 32).decode("ascii", "replace").strip() or "unknown"
            raise WorkspaceError(f"{folder}: another process (id {holder}) is writing here; wait until it ends, or use another --data folder.") from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)
