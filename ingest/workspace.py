"""The writer's side of a data folder: the journal, and a store that the journal can rebuild at any time.

    DATA/workspace/lock      one writer at a time
    DATA/workspace/journal   accepted documents and withdrawals: the truth
    DATA/workspace/store     Oxigraph; every quad stands in its named graph and, as a triple, in the default graph

An article is written to the journal, on disk, before the store hears of it. The store notes how far in the journal it is
(`State`, in a graph of its own that no release has), so that whatever a crash left undone is done on the next opening:
replaying a record replaces one graph, and replacing it twice is replacing it once. A store that cannot be read, belongs to
another journal or was written by another version of the program is rebuilt from the journal.
"""
from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from typing import Literal as OneOf
from urllib.parse import quote

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from ingest.journal import Entry, Head, Journal, document_hash, sync
from ingest.model import WorkspaceError
from ontology.vocab import DCTERMS, GRAPH, PROV, RDF, XSD

STATE_GRAPH = NamedNode(GRAPH.provenance.value + "#state")       # private: how far the store is, and the hash of every graph
STATE = NamedNode(GRAPH.provenance.value + "#journal")
GROUND = (GRAPH.ontology, GRAPH.registers)
BATCH = 500                              # records replayed between two notes of how far the store is

Outcome = OneOf["added", "changed", "unchanged"]
MapDocument = Callable[[Mapping[str, Any]], Sequence[Quad]]


@dataclass(frozen=True, slots=True)
class Submission:
    """A validated article: its IRI, its extraction document and the quads it maps to."""

    article: str
    document: Mapping[str, Any]
    quads: Sequence[Quad]


def utc_now() -> str:
    """Now, as ISO 8601 with seconds. The only clock of the ingestion; tests pass their own."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Workspace:
    """An open, locked workspace; make one with `open_workspace`."""

    def __init__(self, data: Path, journal: Journal, store: Store, software: str, map_document: MapDocument,
                 clock: Callable[[], str]) -> None:
        self.data, self.journal, self.store = data, journal, store
        self.software, self.map_document, self.clock = software, map_document, clock
        self.run = clock()
        self.latest = journal.latest()

    # --- what is there ---

    @property
    def live(self) -> tuple[str, ...]:
        """IRIs of the articles that are neither withdrawn nor unknown, sorted."""
        return tuple(sorted(iri for iri, head in self.latest.items() if head.kind == "article"))

    @property
    def withdrawn(self) -> tuple[str, ...]:
        return tuple(sorted(iri for iri, head in self.latest.items() if head.kind == "withdrawal"))

    def documents(self) -> Iterator[dict[str, Any]]:
        """The extraction documents of the live articles, by IRI."""
        for _, document in self.journal.documents([self.latest[iri] for iri in self.live]):
            yield document

    def holds(self, article: str, document: Mapping[str, Any]) -> bool:
        """Is this document the one on record for a live article?"""
        head = self.latest.get(article)
        return head is not None and head.kind == "article" and head.hash == document_hash(document)

    def graph_hashes(self) -> dict[str, str]:
        """Graph IRI → SHA-256 of its canonical N-Quads, provenance included."""
        noted = self.store.quads_for_pattern(None, DCTERMS.identifier, None, STATE_GRAPH)
        return {q.subject.value: q.object.value for q in noted
                if isinstance(q.subject, NamedNode) and isinstance(q.object, Literal) and q.subject != STATE}

    # --- changing it ---

    def accept(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """Record articles and store their graphs. When this returns, the disk has them.

        A document that is the one on record is "unchanged" and leaves no trace; of two for one article in a batch the last counts.
        """
        outcomes: list[Outcome] = []
        entries: dict[str, tuple[Entry, Sequence[Quad]]] = {}
        hashes: dict[str, str] = {}
        for submission in submissions:
            before = self.latest.get(submission.article)
            known = hashes.get(submission.article, before.hash if before and before.kind == "article" else None)
            hashes[submission.article] = document_hash(submission.document)
            same = hashes[submission.article] == known
            outcomes.append("unchanged" if same else "changed" if known else "added")
            if not same:
                entry = Entry("article", submission.article, self.clock(), self.run, self.software, submission.document)
                entries[submission.article] = entry, submission.quads
        heads = self._record([entry for entry, _ in entries.values()])
        self._apply_all([(head, quads) for head, (_, quads) in zip(heads, entries.values(), strict=True)])
        return outcomes

    def withdraw(self, article: str, reason: str) -> None:
        """Take an article out; a tombstone says since when and why. Raises WorkspaceError when it is not there."""
        head = self.latest.get(article)
        if head is None or head.kind != "article":
            state = "was withdrawn already" if head else "is not in this data folder"
            raise WorkspaceError(f"{article}: the article {state}; give the IRI of an article that `SELECT ?a {{ ?a a ra:Article }}` lists.")
        entry = Entry("withdrawal", article, self.clock(), self.run, self.software, reason=reason)
        self._apply_all([(head, ()) for head in self._record([entry])])

    def replace_graph(self, graph: NamedNode, quads: Iterable[Quad]) -> None:
        """Make a named graph hold exactly these quads, and the default graph what follows from it."""
        replace(self.store, set(self.store.quads_for_pattern(None, None, None, graph)), new := set(quads))
        self._mark(graph, graph_hash(new) if new else None)

    # --- inside ---

    def _record(self, entries: Sequence[Entry]) -> list[Head]:
        heads = self.journal.append(entries) if entries else []
        self.latest |= {head.article: head for head in heads}
        return heads

    def _apply_all(self, changes: Sequence[tuple[Head, Sequence[Quad]]]) -> None:
        """Store what the journal has, and note how far the store is: the last thing written, so that it never claims too much."""
        try:
            for head, quads in changes:
                self.replace_graph(NamedNode(head.article), quads)
                self.store.extend(both(of_run(head)))
                old = set(self.store.quads_for_pattern(NamedNode(head.article), None, None, GRAPH.provenance))
                replace(self.store, old, set(of_article(head)))
            if changes:
                self._mark(STATE, state(self.journal, self.software))
        except OSError as error:
            raise WorkspaceError(f"{self.data}: the store cannot be written ({error}); what was accepted is safe in the journal "
                                 "and will be stored when a command opens this folder again.") from error

    def _mark(self, subject: NamedNode, text: str | None) -> None:
        old = set(self.store.quads_for_pattern(subject, DCTERMS.identifier, None, STATE_GRAPH))
        new = set() if text is None else {Quad(subject, DCTERMS.identifier, Literal(text), STATE_GRAPH)}
        self.store.extend(new - old)
        for quad in old - new:
            self.store.remove(quad)

    def catch_up(self) -> None:
        """Do what the journal says and the store has not done yet."""
        done = position(self.store, self.journal, self.software)
        pending = [head for head in self.journal.heads if head.offset >= done]
        if not done and pending:
            self._load_all()
        for start in range(0, len(pending) if done else 0, BATCH):
            self._apply_all([(head, self._quads(head)) for head in pending[start:start + BATCH] if head == self.latest[head.article]])
        self.store.extend(both(quad for head in pending for quad in of_run(head)))
        if pending:
            self._mark(STATE, state(self.journal, self.software))

    def _load_all(self) -> None:
        """Fill an empty store with everything on record."""
        def quads() -> Iterator[Quad]:
            for head in self.latest.values():
                graph = set(self._quads(head))
                if graph:
                    yield Quad(NamedNode(head.article), DCTERMS.identifier, Literal(graph_hash(graph)), STATE_GRAPH)
                yield from both({*graph, *of_article(head), *of_run(head)})
        self.store.bulk_extend(quads())

    def _quads(self, head: Head) -> Sequence[Quad]:
        return () if head.kind == "withdrawal" else self.map_document(self.journal.document(head))


@contextmanager
def open_workspace(data: Path, ground: Iterable[Quad], map_document: MapDocument, software: str,
                   clock: Callable[[], str] = utc_now) -> Iterator[Workspace]:
    """The workspace of a data folder, made when missing, locked until the block ends.

    `ground`: the quads of the ontology and the registers; `map_document`: an extraction document to the quads of its article.
    Raises WorkspaceError when another writer has it, when the folder cannot be written, or when the journal is damaged.
    """
    folder = data / "workspace"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkspaceError(f"{data}: cannot be used as a data folder ({error.strerror}); give a folder that you may write to.") from error
    with lock(folder):
        sync(data)
        journal = Journal.open(folder / "journal")
        workspace = Workspace(data, journal, _open_store(folder / "store", journal, software), software, map_document, clock)
        try:
            workspace.catch_up()
            quads = set(ground)
            for graph in GROUND:
                part = {q for q in quads if q.graph_name == graph}
                if workspace.graph_hashes().get(graph.value) != graph_hash(part):
                    workspace.replace_graph(graph, part)
            yield workspace
        finally:
            del workspace.store                              # Oxigraph closes a store when nobody holds it any more


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


# --- the store ----------------------------------------------------------------------------------------------------------

def replace(store: Store, old: set[Quad], new: set[Quad]) -> None:
    """Change quads of named graphs from `old` to `new`, keeping the default graph the set of all their triples.

    A removed quad leaves the default graph first: after a crash in between, the named graph still shows what is left to do.
    """
    for quad in old - new:
        elsewhere = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        if not any(other.graph_name not in (quad.graph_name, DefaultGraph(), STATE_GRAPH) for other in elsewhere):
            store.remove(in_default(quad))
        store.remove(quad)
    store.extend(both(new - old))


def in_default(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())


def both(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Every quad in its named graph and in the default graph."""
    for quad in quads:
        yield quad
        yield in_default(quad)


def graph_hash(quads: Iterable[Quad]) -> str:
    """SHA-256 of a graph's canonical N-Quads: one sorted line a quad (RDFC-1.0, which sorting is where there are no blank nodes)."""
    return sha256("".join(sorted(f"{quad} .\n" for quad in quads)).encode()).hexdigest()


def state(journal: Journal, software: str) -> str:
    return f"{journal.end} {journal.digest} {software}"


def position(store: Store, journal: Journal, software: str) -> int:
    """Up to which byte of this journal the store is; 0 when it does not say, or says it of another journal or program."""
    noted = {q.object.value for q in store.quads_for_pattern(STATE, DCTERMS.identifier, None, STATE_GRAPH) if isinstance(q.object, Literal)}
    known = {f"{head.end} {head.digest} {software}": head.end for head in journal.heads}
    return max((known.get(text, 0) for text in noted), default=0)


def store_is_empty(store: Store) -> bool:
    return next(store.quads_for_pattern(None, None, None), None) is None


def _open_store(path: Path, journal: Journal, software: str) -> Store:
    try:
        store = Store(str(path))
        if store_is_empty(store) or not journal.heads or position(store, journal, software):
            return store
        del store
    except OSError:
        pass                                                         # unreadable: the journal has everything
    shutil.rmtree(path, ignore_errors=True)
    return Store(str(path))


# --- provenance ---------------------------------------------------------------------------------------------------------

def of_article(head: Head) -> Iterator[Quad]:
    """When and in which run an article was taken in, or taken out and why."""
    article, run, at = NamedNode(head.article), _run(head), Literal(head.at, datatype=XSD.dateTime)
    if head.kind == "article":
        yield Quad(article, PROV.generatedAtTime, at, GRAPH.provenance)
        yield Quad(article, PROV.wasGeneratedBy, run, GRAPH.provenance)
    else:
        yield Quad(article, PROV.invalidatedAtTime, at, GRAPH.provenance)
        yield Quad(article, PROV.wasInvalidatedBy, run, GRAPH.provenance)
        yield Quad(article, DCTERMS.description, Literal(head.reason), GRAPH.provenance)


def of_run(head: Head) -> Iterator[Quad]:
    """The run of the program that wrote a record."""
    run, program = _run(head), NamedNode(f"{GRAPH.provenance.value}#{quote(head.program.replace(' ', '-'))}")
    yield Quad(run, RDF.type, PROV.Activity, GRAPH.provenance)
    yield Quad(run, PROV.startedAtTime, Literal(head.run, datatype=XSD.dateTime), GRAPH.provenance)
    yield Quad(run, PROV.wasAssociatedWith, program, GRAPH.provenance)
    yield Quad(program, RDF.type, PROV.SoftwareAgent, GRAPH.provenance)
    yield Quad(program, DCTERMS.title, Literal(head.program), GRAPH.provenance)


def _run(head: Head) -> NamedNode:
    return NamedNode(f"{GRAPH.provenance.value}#run-{head.run}")
