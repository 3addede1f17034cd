"""A release in the making: begun from an older one (or from nothing), changed graph by graph, put on disk, and renamed into place.

The folder has a hidden name until everything in it is synced, so there is no half-written release: what a crash or a full disk
leaves behind is deleted by the next one. Tables of the store never change once written, so the draft shares them with its base by
hard links; every other file is copied. Nothing here reads the journal.
"""
from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store

from ingest.checksums import checksums, inodes, sync_all
from ingest.graphs import COUNTS, SUMMED, both, count, graph_hash, of_article, of_release, of_run, replace, sum_hash
from ingest.journal import Head, Mark, sync
from ingest.ledger import Ledger
from ingest.model import WorkspaceError
from ingest.releases import Manifest, content, current, discard, read_manifest, read_releases, release_id, write_manifest
from ingest.search_index import SearchIndex
from ontology.vocab import GRAPH

COPIED = ("ledger.sqlite", "search.sqlite")


class DamagedBase(WorkspaceError):
    """The release to start from is not what was written; the next one must be made from the journal alone."""


class Draft:
    """An unpublished release. `fresh` when it was begun from nothing: then graphs are only added, in bulk."""

    def __init__(self, data: Path, folder: Path, base: Manifest | None) -> None:
        self.data, self.folder, self.base, self.fresh = data, folder, base, base is None
        self.store = Store(str(folder / "store"))
        self.ledger = Ledger(folder / "ledger.sqlite", writable=True)
        self.search = SearchIndex(folder / "search.sqlite")

    # --- graphs ---

    def fill(self, graphs: Iterable[tuple[NamedNode, Iterable[Quad]]]) -> None:
        """Add whole graphs to an empty draft."""
        def quads() -> Iterator[Quad]:
            for graph, found in graphs:
                unique = set(found)
                if unique and graph not in SUMMED:
                    self.ledger.set_graph_hash(graph.value, graph_hash(unique))
                elif unique:
                    self.ledger.set_graph_hash(graph.value, sum_hash(self.ledger.graph_hash(graph.value), unique))
                self.search.add(graph.value, unique)
                yield from both(unique)
        self.store.bulk_extend(quads())

    def replace_graph(self, graph: NamedNode, quads: Iterable[Quad]) -> None:
        """Make a named graph hold exactly these quads, and the default graph what follows from it."""
        known = self.ledger.graph_hash(graph.value)
        old = set(self.store.quads_for_pattern(None, None, None, graph)) if known else set()
        self.change(graph, old, set(quads))

    def change(self, graph: NamedNode, old: set[Quad], new: set[Quad]) -> None:
        """Replace some quads of a named graph. For a graph that is not `SUMMED` they must be all of it."""
        added, removed = new - old, old - new
        if not (added or removed):
            return
        self.ledger.add_counts(replace(self.store, old, new))
        if graph in SUMMED:
            self.ledger.set_graph_hash(graph.value, sum_hash(self.ledger.graph_hash(graph.value), added, removed))
            self.search.follow(self.store, graph, added | removed)
        else:
            self.search.replace(graph.value, new)
            self.ledger.set_graph_hash(graph.value, graph_hash(new) if new else None)

    def record(self, heads: Iterable[Head], earlier: Iterable[Head] = ()) -> None:
        """Note the last records of articles, and in the provenance when and how they came. `earlier`: records that were replaced."""
        heads = list(heads)
        self.ledger.put(heads)
        runs = {quad for head in {(h.run, h.program): h for h in (*heads, *earlier)}.values() for quad in of_run(head)}
        if self.fresh:
            self.fill([(GRAPH.provenance, {*runs, *(quad for head in heads for quad in of_article(head))})])
            return
        for head in heads:
            old = set(self.store.quads_for_pattern(NamedNode(head.article), None, None, GRAPH.provenance))
            self.change(GRAPH.provenance, old, set(of_article(head)))
        self.change(GRAPH.provenance, set(), {quad for quad in runs if quad not in self.store})

    # --- the end ---

    def finish(self, software: str, ontology: str, mark: Mark, last: int, at: str) -> Manifest:
        """Put the draft on disk as a release; one of this content that exists already is kept instead. The result is not yet current."""
        self.ledger.set_mark(mark, last)
        graphs = content(software, self.ledger.graph_hashes(), sorted(self.ledger.articles("withdrawal")))
        name, previous = release_id(graphs), current(self.data)
        final = self.folder.parent / name
        if final.exists():
            try:
                return read_manifest(final)
            except WorkspaceError:                           # nobody can use it
                discard(self.data, name)
        self._sign(name, previous, at)
        self._close_store()
        if self.fresh:
            counts = count(Store.read_only(str(self.folder / "store")))
            for key, value in counts.items():
                self.ledger.set_number(f"count {key}", value)
        counts, provenance = self.ledger.counts(COUNTS), self.ledger.graph_hash(GRAPH.provenance.value) or ""
        self.ledger.close()
        self.search.close()
        (self.folder / "graphs.sha256").write_text(graphs, encoding="utf-8")
        others = read_releases(self.data)
        known = inodes(self.folder.parent / self.base.id, self.base.files) if self.base else {}
        manifest = Manifest(name, 1 + max((m.sequence for m in others), default=0), previous, software, ontology, counts, provenance,
                            checksums(self.folder, known))
        manifest = write_manifest(self.folder, manifest)
        sync_all(self.folder)
        self.folder.rename(final)
        sync(final.parent)
        return manifest

    def _sign(self, name: str, previous: str | None, at: str) -> None:
        quads = set(of_release(name, previous, at))
        if self.fresh:
            self.fill([(GRAPH.provenance, quads)])
        else:
            self.change(GRAPH.provenance, set(), quads)

    def _close_store(self) -> None:
        self.store.flush()
        del self.store
        Store(str(self.folder / "store"))                    # opening it once more clears away the logs of what is in tables now
        for leftover in ("LOCK", "LOG"):                     # of the process that wrote it; readers need neither
            (self.folder / "store" / leftover).unlink(missing_ok=True)


@contextmanager
def open_draft(data: Path, base: Manifest | None) -> Iterator[Draft]:
    """A draft begun from a release, or from nothing. What is not finished when the block ends is deleted.

    Raises DamagedBase when a file of the base is not what its manifest says (tables of the store: only their size is looked at).
    """
    folder = data / "releases"
    folder.mkdir(parents=True, exist_ok=True)
    for half in folder.glob(".*"):
        shutil.rmtree(half)
    building = folder / ".building"
    draft = None
    try:
        building.mkdir()
        if base:
            _clone(folder / base.id, building, base)
        draft = Draft(data, building, base)
        yield draft
    finally:
        if draft:
            draft.ledger.db.close()
            draft.search.db.close()
            draft.__dict__.pop("store", None)
        shutil.rmtree(building, ignore_errors=True)


def _clone(source: Path, target: Path, manifest: Manifest) -> None:
    (target / "store").mkdir()
    for name, expected in manifest.files.items():
        if name.startswith("store/") or name in COPIED:
            if not (source / name).is_file() or (source / name).stat().st_size != expected["bytes"]:
                raise DamagedBase(f"{source / name}: is missing or has another length than its manifest says")
            if name.endswith(".sst"):
                (target / name).hardlink_to(source / name)
            else:
                shutil.copyfile(source / name, target / name)
                with (target / name).open("rb") as file:
                    if file_digest(file, "sha256").hexdigest() != expected["sha256"]:
                        raise DamagedBase(f"{source / name}: has changed since it was written")
