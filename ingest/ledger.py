"""The ledger of a release: how far in the journal it is, the last record of every article, and the hash of every graph.

    DATA/releases/ID/ledger.sqlite

It is a function of the journal, travels with the release (copied, changed, checksummed with it) and lets the next release begin
where this one ended. Reading it never needs the journal; losing it costs a rebuild and nothing else.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, fields
from pathlib import Path
from urllib.parse import quote

from ingest.journal import START, Head, Mark

COLUMNS = tuple(f.name for f in fields(Head))
SCHEMA = f"""
CREATE TABLE head ({", ".join(COLUMNS)}, PRIMARY KEY (article)) WITHOUT ROWID;
CREATE INDEX head_kind ON head (kind);
CREATE TABLE graph (iri TEXT PRIMARY KEY, hash TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE facts (article TEXT PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE number (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
"""


def connect(path: Path, tables: str | None) -> sqlite3.Connection:
    """A data base that is read, or (given the tables that it has) a draft's own copy that is written and made when missing."""
    fresh = not path.exists()
    mode = "ro&immutable=1" if tables is None else "rwc"
    db = sqlite3.connect(f"file:{quote(str(path))}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False)
    if tables is not None:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE"):
            db.execute(f"PRAGMA {pragma}")
        if fresh:
            db.executescript(tables)
        db.execute("BEGIN")
    return db


class Ledger:
    """An open ledger. Writers change a copy that nobody else sees yet, so nothing is synced here."""

    def __init__(self, path: Path, writable: bool = False) -> None:
        self.path = path
        self.db = connect(path, SCHEMA if writable else None)

    def close(self) -> None:
        if self.db.in_transaction:
            self.db.execute("COMMIT")
        self.db.close()

    # --- how far ---

    @property
    def mark(self) -> Mark:
        """Up to where the journal is in this release."""
        return Mark(int(self.number("end", 0)), str(self.number("digest", START.digest)))

    @property
    def last(self) -> int:
        """Bytes of the record that ends at the mark."""
        return int(self.number("last", 0))

    def set_mark(self, mark: Mark, last: int) -> None:
        for name, value in (("end", mark.end), ("digest", mark.digest), ("last", last)):
            self.set_number(name, value)

    # --- records ---

    def head(self, article: str) -> Head | None:
        row = self.db.execute(f"SELECT {', '.join(COLUMNS)} FROM head WHERE article = ?", (article,)).fetchone()
        return Head(*row) if row else None

    def heads(self, kind: str) -> Iterator[Head]:
        """The last records that are of a kind, by article."""
        return (Head(*row) for row in self.db.execute(f"SELECT {', '.join(COLUMNS)} FROM head WHERE kind = ? ORDER BY article", (kind,)))

    def articles(self, kind: str) -> set[str]:
        return {row[0] for row in self.db.execute("SELECT article FROM head WHERE kind = ?", (kind,))}

    def put(self, heads: Iterable[Head]) -> None:
        self.db.executemany(f"INSERT OR REPLACE INTO head VALUES ({', '.join('?' * len(COLUMNS))})", map(astuple, heads))

    # --- facts ---

    def facts(self) -> Iterator[bytes]:
        """What was kept of every live article (`facts.pack`), by article."""
        return (row[0] for row in self.db.execute("SELECT packed FROM facts ORDER BY article"))

    def keep_facts(self, article: str, packed: bytes | None) -> None:
        """None: of an article that is withdrawn nothing is kept."""
        if packed is None:
            self.db.execute("DELETE FROM facts WHERE article = ?", (article,))
        else:
            self.db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (article, packed))

    # --- graphs and figures ---

    def graph_hash(self, graph: str) -> str | None:
        row = self.db.execute("SELECT hash FROM graph WHERE iri = ?", (graph,)).fetchone()
        return row[0] if row else None

    def graph_hashes(self) -> dict[str, str]:
        return dict(self.db.execute("SELECT iri, hash FROM graph"))

    def set_graph_hash(self, graph: str, hash: str | None) -> None:
        if hash is None:
            self.db.execute("DELETE FROM graph WHERE iri = ?", (graph,))
        else:
            self.db.execute("INSERT OR REPLACE INTO graph VALUES (?, ?)", (graph, hash))

    def number(self, name: str, default: int | str = 0) -> int | str:
        row = self.db.execute("SELECT value FROM number WHERE name = ?", (name,)).fetchone()
        return row[0] if row else default

    def set_number(self, name: str, value: int | str) -> None:
        self.db.execute("INSERT OR REPLACE INTO number VALUES (?, ?)", (name, value))

    def counts(self, names: Iterable[str]) -> dict[str, int]:
        return {name: int(self.number(f"count {name}", 0)) for name in names}

    def add_counts(self, changes: Mapping[str, int]) -> None:
        for name, change in changes.items():
            self.set_number(f"count {name}", int(self.number(f"count {name}", 0)) + change)
