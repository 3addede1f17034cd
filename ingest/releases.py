"""Releases: immutable copies of the store that readers open, and the switch between them.

    DATA/releases/ID/store          Oxigraph, opened read-only by any number of readers
    DATA/releases/ID/graphs.sha256  "HASH  GRAPH" a line: every named graph but the provenance, and the withdrawn articles
    DATA/releases/ID/manifest.json  what it is, what it counts, checksums of every file
    DATA/current                    symbolic link to releases/ID, replaced in one step

ID is the first 16 hexadecimal characters of the SHA-256 of `graphs.sha256`, whose hashes are over canonical N-Quads: the
same articles, registers and program make the same release, in whatever order they came. Times stand in the provenance graph
only. A release is built beside the others under a hidden name, synced, and renamed: there is no half-written release.
Rule for old ones: the current release and the last `KEEP` are kept. Oxigraph opens the files of a store when it first needs them,
so a reader must open the folder that `current` names, not the link itself, and move on before `KEEP` more releases are out.
"""
from __future__ import annotations

import json
import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store

from ingest.journal import scan, sync
from ingest.model import WorkspaceError
from ontology.vocab import DCTERMS, GRAPH, PROV, RA, RDF, SCHEMA, XSD

KEEP = 5
FORMAT = 1                               # of the folder; a reader that knows less must refuse
WITHDRAWN = "withdrawn"                  # stands where a hash would, so that a tombstone makes another release
COUNTS = {"articles": RA.Article, "claims": RA.Claim, "actions": RA.Action, "conflicts": RA.Conflict, "statements": RA.Statement}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release is. `sequence` orders releases; `files` maps each path to its bytes and SHA-256."""

    id: str
    sequence: int
    previous: str | None
    software: str
    ontology: str
    counts: Mapping[str, int]
    provenance: str                      # SHA-256 of that graph's canonical N-Quads
    files: Mapping[str, Mapping[str, Any]]
    format: int = FORMAT


def content(graph_hashes: Mapping[str, str], withdrawn: Iterable[str]) -> str:
    """The text of `graphs.sha256`: what a release holds, and nothing about when or how it came there."""
    lines = {graph: digest for graph, digest in graph_hashes.items() if graph != GRAPH.provenance.value} | dict.fromkeys(withdrawn, WITHDRAWN)
    return "".join(f"{digest}  {graph}\n" for graph, digest in sorted(lines.items()))


def release_id(text: str) -> str:
    """The name of a release, from its `graphs.sha256`."""
    return sha256(text.encode()).hexdigest()[:16]


def publish(data: Path, store: Store, private: NamedNode, graphs: str, software: str, ontology: str, at: str, keep: int = KEEP) -> Manifest:
    """Make a release of the writer's store and make it current.

    `private`: the graph that no release has; `graphs`: from `content`; `at`: now, ISO 8601, for the provenance.
    A release of this content that exists already is made current again. Raises WorkspaceError when the disk refuses.
    """
    id, folder = release_id(graphs), data / "releases"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for half in folder.glob(".*"):
            shutil.rmtree(half)
        if not _exists(folder / id):
            building, previous = folder / f".{id}", current(data)
            _build(building, store, private, graphs, _provenance(id, previous, at))
            manifest = _describe(building, id, read_releases(data), previous, software, ontology)
            _write(building / "manifest.json", json.dumps(asdict(manifest), indent=1, sort_keys=True) + "\n")
            for path in [*building.rglob("*"), building]:
                _sync_path(path)
            building.rename(folder / id)
            sync(folder)
        switch(data, id)
        prune(data, keep)
        return read_manifest(folder / id)
    except OSError as error:
        raise WorkspaceError(f"{data}: the release cannot be written ({error}); the articles are safe in the journal and the release "
                             "before it is still current. Free some space, then repeat the command.") from error


def _exists(folder: Path) -> bool:
    """Is there this release? One without a readable manifest is cleared away."""
    try:
        return bool(read_manifest(folder).id)
    except WorkspaceError:
        if folder.exists():
            shutil.rmtree(folder)
        return False


def _provenance(id: str, previous: str | None, at: str) -> Iterator[Quad]:
    """When a release was made, and from which it goes on."""
    release = NamedNode(f"{GRAPH.provenance.value}#release-{id}")
    yield Quad(release, RDF.type, PROV.Entity, GRAPH.provenance)
    yield Quad(release, DCTERMS.identifier, Literal(id), GRAPH.provenance)
    yield Quad(release, PROV.generatedAtTime, Literal(at, datatype=XSD.dateTime), GRAPH.provenance)
    if previous:
        yield Quad(release, PROV.wasRevisionOf, NamedNode(f"{GRAPH.provenance.value}#release-{previous}"), GRAPH.provenance)


def _build(building: Path, store: Store, private: NamedNode, graphs: str, provenance: Iterable[Quad]) -> None:
    building.mkdir()
    store.flush()
    store.backup(str(building / "store"))                    # hard links: the files of the store never change once written
    copy = Store(str(building / "store"))
    copy.remove_graph(private)
    for quad in provenance:
        copy.extend([quad, Quad(quad.subject, quad.predicate, quad.object)])
    copy.flush()
    del copy
    for leftover in ("LOCK", "LOG"):                         # of the process that wrote it; readers need neither
        (building / "store" / leftover).unlink(missing_ok=True)
    _write(building / "graphs.sha256", graphs)


def _describe(building: Path, id: str, others: Iterable[Manifest], previous: str | None, software: str, ontology: str) -> Manifest:
    others = tuple(others)
    store = Store.read_only(str(building / "store"))
    known = {inode: digest for m in others for inode, digest in _inodes(building.parent / m.id, m).items()}
    return Manifest(id, 1 + max((m.sequence for m in others), default=0), previous, software, ontology, count(store),
                    _graph_hash(store.quads_for_pattern(None, None, None, GRAPH.provenance)), _checksums(building, known))


def count(store: Store) -> dict[str, int]:
    """How many things of each class the default graph has; `entities` are those that articles mention, `triples` all."""
    def one(query: str) -> int:
        rows = store.query(query)
        assert isinstance(rows, QuerySolutions)
        return int(next(rows)["n"].value)

    counts = {name: one(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ ?x a {cls} }}") for name, cls in COUNTS.items()}
    return counts | {"entities": one(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ ?a {SCHEMA.mentions} ?x }}"),
                     "triples": one("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")}


# --- which one is current -------------------------------------------------------------------------------------------------

def current(data: Path) -> str | None:
    """The id of the current release; None before the first."""
    try:
        return Path(os.readlink(data / "current")).name
    except OSError:
        return None


def switch(data: Path, id: str) -> None:
    """Make a release current, in one step: a reader sees the old link or the new one."""
    beside = data / ".current"
    beside.unlink(missing_ok=True)
    beside.symlink_to(Path("releases") / id)
    os.replace(beside, data / "current")
    sync(data)


def rollback(data: Path, id: str) -> Manifest:
    """Make an older release current; `id` may be cut short. The workspace keeps every article: the next ingest publishes them again."""
    found = [m for m in read_releases(data) if id and m.id.startswith(id)]
    if len(found) != 1:
        known = ", ".join(m.id for m in read_releases(data)) or "none"
        raise WorkspaceError(f"{id!r} is {'the beginning of several releases' if found else 'not a release'} of {data}; there are: {known}.")
    switch(data, found[0].id)
    return found[0]


def read_releases(data: Path) -> tuple[Manifest, ...]:
    """All releases, oldest first."""
    return tuple(sorted((read_manifest(path.parent) for path in (data / "releases").glob("[!.]*/manifest.json")), key=lambda m: m.sequence))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a release folder. Raises WorkspaceError when it cannot be understood."""
    try:
        manifest = Manifest(**json.loads((folder / "manifest.json").read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise WorkspaceError(f"{folder}: the manifest cannot be read ({error}); roll back to another release, or delete this folder.") from error
    if manifest.format != FORMAT:
        raise WorkspaceError(f"{folder}: has format {manifest.format!r}, this program knows {FORMAT}; use the program that wrote it.")
    return manifest


def prune(data: Path, keep: int = KEEP) -> tuple[str, ...]:
    """Delete all but the last releases and the current one; the ids deleted."""
    old = [m.id for m in read_releases(data)][:-keep]
    gone = tuple(id for id in old if id != current(data))
    for id in gone:
        hidden = data / "releases" / f".{id}"
        (data / "releases" / id).rename(hidden)              # a folder that is half deleted must not look like a release
        shutil.rmtree(hidden)
    return gone


# --- is everything sound? -------------------------------------------------------------------------------------------------

def verify(data: Path) -> tuple[str, ...]:
    """Every fault of a data folder, one line each; none means that journal and releases are what was written. Changes nothing."""
    faults: list[str] = []
    journal, link = data / "workspace" / "journal", data / "current"
    folders = sorted(path for path in (data / "releases").glob("[!.]*") if path.is_dir())
    if journal.exists():
        try:
            scan(journal)
        except WorkspaceError as error:
            faults.append(str(error))
    elif folders:
        faults.append(f"{journal}: is missing; the releases can be served, but nothing can be added to them")
    for folder in folders:
        faults += verify_release(folder)
    named = current(data) in {folder.name for folder in folders} and (link / "manifest.json").is_file()
    if not named and (folders or link.is_symlink()):         # before the first release there is nothing to name
        ids = ", ".join(folder.name for folder in folders) or "none"
        faults.append(f"{link}: does not name a release; `regatlas rollback` can choose one of {ids}")
    return tuple(faults)


def verify_release(folder: Path) -> list[str]:
    """The faults of one release: files that changed, graphs that are not what they were, a default graph that is not their union."""
    try:
        manifest = read_manifest(folder)
    except WorkspaceError as error:
        return [str(error)]
    found = _checksums(folder, {})
    faults = [f"{folder}/{name}: {'is missing' if name not in found else 'was added' if name not in manifest.files else 'has changed'}"
              for name in sorted({*found, *manifest.files}) if found.get(name) != manifest.files.get(name)]
    return faults or _verify_content(folder, manifest)       # a store with damaged files need not even open


def _verify_content(folder: Path, manifest: Manifest) -> list[str]:
    graphs: dict[str, list[str]] = defaultdict(list)
    triples, default = set[str](), set[str]()
    for quad in Store.read_only(str(folder / "store")):
        triple = f"{quad.subject} {quad.predicate} {quad.object}"
        if quad.graph_name == DefaultGraph():
            default.add(triple)
        else:
            triples.add(triple)
            graphs[quad.graph_name.value].append(f"{quad} .\n")
    hashes = {graph: sha256("".join(sorted(lines)).encode()).hexdigest() for graph, lines in graphs.items()}
    lines = (folder / "graphs.sha256").read_text(encoding="utf-8").splitlines(keepends=True)
    withdrawn = [line.split()[1] for line in lines if line.startswith(f"{WITHDRAWN}  ")]
    faults = [f"{folder}: the content line '{line.strip()}' stands in only one of graphs.sha256 and the store"
              for line in sorted({*lines} ^ {*content(hashes, withdrawn).splitlines(keepends=True)})]
    if release_id("".join(lines)) != manifest.id or folder.name != manifest.id:
        faults.append(f"{folder}: is named {folder.name}, but its content makes it {release_id(''.join(lines))}")
    if hashes.get(GRAPH.provenance.value, _graph_hash(())) != manifest.provenance:
        faults.append(f"{folder}: the provenance graph is not the one of the manifest")
    if default != triples:
        faults.append(f"{folder}: the default graph lacks {len(triples - default)} triples of the named graphs and has {len(default - triples)} of its own")
    return faults


def _graph_hash(quads: Iterable[Quad]) -> str:
    return sha256("".join(sorted(f"{quad} .\n" for quad in quads)).encode()).hexdigest()


# --- files ----------------------------------------------------------------------------------------------------------------

def _checksums(folder: Path, known: Mapping[int, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Every file but the manifest and what a reader may leave: its bytes and SHA-256. `known`: by inode, files that never change."""
    found: dict[str, Mapping[str, Any]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in ("manifest.json", "LOCK", "LOG"):
            status = path.stat()
            seen = known.get(status.st_ino)
            if seen is None or seen["bytes"] != status.st_size:
                with path.open("rb") as file:
                    seen = {"bytes": status.st_size, "sha256": file_digest(file, "sha256").hexdigest()}
            found[path.relative_to(folder).as_posix()] = seen
    return found


def _inodes(folder: Path, manifest: Manifest) -> dict[int, Mapping[str, Any]]:
    """The checksums of files that are shared between releases by hard links: tables of the store are never written twice."""
    return {(folder / name).stat().st_ino: entry for name, entry in manifest.files.items() if name.endswith(".sst") and (folder / name).exists()}


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _sync_path(path: Path) -> None:
    if path.is_dir():
        sync(path)
    else:
        with path.open("rb") as file:
            os.fsync(file.fileno())
