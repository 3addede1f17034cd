"""Releases: immutable folders that readers open, and the switch between them.

    DATA/releases/ID/store          Oxigraph, opened read-only by any number of readers
    DATA/releases/ID/search.sqlite  full-text index of titles, texts, names and quotes
    DATA/releases/ID/ledger.sqlite  what the next release starts from; readers do not need it
    DATA/releases/ID/graphs.sha256  "HASH  GRAPH" a line: the program, every named graph but the provenance, the withdrawn articles
    DATA/releases/ID/manifest.json  what it is, what it counts, checksums of every file
    DATA/current                    symbolic link to releases/ID, replaced in one step

ID is the first 16 hexadecimal characters of the SHA-256 of `graphs.sha256`, whose hashes are over canonical N-Quads: the
same articles, registers and program make the same release, in whatever order they came. Times stand in the provenance graph
only. `building` makes releases, `verification` checks them.
Rule for old ones: the current release and the last `KEEP` are kept. Oxigraph opens the files of a store when it first needs them,
so a reader must open the folder that `current` names, not the link itself, and move on before `KEEP` more releases are out.
"""
from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from ingest.journal import sync
from ingest.model import WorkspaceError
from ontology.vocab import GRAPH

KEEP = 5
FORMAT = 2                               # of the folder; a reader that knows less must refuse
WITHDRAWN = "withdrawn"                  # stands where a hash would, so that a tombstone makes another release
PROGRAM = "program: "                    # stands where a graph would: another program reads the same articles differently


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release is. `sequence` orders releases; `files` maps each path to its bytes and SHA-256."""

    id: str
    sequence: int
    previous: str | None
    software: str
    ontology: str
    counts: Mapping[str, int]
    provenance: str                      # hash of that graph (`graphs.sum_hash`)
    files: Mapping[str, Mapping[str, Any]]
    format: int = FORMAT
    sha256: str = ""                     # of the manifest itself, this line left out


def content(software: str, graph_hashes: Mapping[str, str], withdrawn: Iterable[str]) -> str:
    """The text of `graphs.sha256`: what a release holds, and nothing about when or how it came there."""
    lines = {graph: digest for graph, digest in graph_hashes.items() if graph != GRAPH.provenance.value} | dict.fromkeys(withdrawn, WITHDRAWN)
    program = {PROGRAM + software: sha256(software.encode()).hexdigest()}
    return "".join(f"{digest}  {graph}\n" for graph, digest in sorted({**program, **lines}.items()))


def release_id(text: str) -> str:
    """The name of a release, from its `graphs.sha256`."""
    return sha256(text.encode()).hexdigest()[:16]


# --- which one is current -------------------------------------------------------------------------------------------------

def current(data: Path) -> str | None:
    """The id of the current release; None before the first."""
    try:
        return Path(os.readlink(data / "current")).name
    except OSError:
        return None


def switch(data: Path, id: str) -> None:
    """Make a release current, in one step: a reader sees the old link or the new one."""
    if current(data) == id:
        return
    beside = data / ".current"
    beside.unlink(missing_ok=True)
    beside.symlink_to(Path("releases") / id)
    os.replace(beside, data / "current")
    sync(data)


def rollback(data: Path, id: str) -> Manifest:
    """Make an older release current; `id` may be cut short. The workspace keeps every article: the next ingest publishes them again."""
    manifest = find_release(data, id)
    switch(data, manifest.id)
    return manifest


def find_release(data: Path, id: str) -> Manifest:
    """The release of an id, which may be cut short. Raises WorkspaceError that lists what there is."""
    found = [m for m in read_releases(data) if id and m.id.startswith(id)]
    if len(found) != 1:
        known = ", ".join(m.id for m in read_releases(data)) or "none"
        raise WorkspaceError(f"{id!r} is {'the beginning of several releases' if found else 'not a release'} of {data}; there are: {known}.")
    return found[0]


def read_releases(data: Path) -> tuple[Manifest, ...]:
    """All releases that this program understands, oldest first; `regatlas verify` names those with a damaged manifest."""
    found = []
    for folder in (data / "releases").glob("[!.]*"):
        try:
            found.append(read_manifest(folder))
        except WorkspaceError:
            continue
    return tuple(sorted(found, key=lambda m: (m.sequence, m.id)))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a release folder. Raises WorkspaceError when it cannot be understood."""
    try:
        manifest = Manifest(**json.loads((folder / "manifest.json").read_bytes()))
        known = manifest.format == FORMAT
    except (OSError, ValueError, TypeError) as error:
        raise WorkspaceError(f"{folder}: the manifest cannot be read ({error}); `regatlas rebuild` makes the release anew from the journal.") from error
    if not known:
        raise WorkspaceError(f"{folder}: has format {manifest.format!r}, this program knows {FORMAT}; "
                             "use the program that wrote it, or make it anew with `regatlas rebuild`.")
    if manifest.sha256 != seal(manifest):
        raise WorkspaceError(f"{folder}: the manifest has changed since it was written; `regatlas rebuild` makes the release anew from the journal.")
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> Manifest:
    """Write the manifest of a release folder, sealed."""
    sealed = replace(manifest, sha256=seal(manifest))
    (folder / "manifest.json").write_text(json.dumps(asdict(sealed), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return sealed


def seal(manifest: Manifest) -> str:
    """SHA-256 of a manifest but for its seal."""
    return sha256(json.dumps(asdict(replace(manifest, sha256="")), sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


def prune(data: Path, keep: int = KEEP) -> tuple[str, ...]:
    """Delete all but the last releases and the current one; the ids deleted."""
    old = [m.id for m in read_releases(data)][:-keep]
    gone = tuple(id for id in old if id != current(data))
    for id in gone:
        discard(data, id)
    return gone


def discard(data: Path, id: str) -> None:
    """Delete a release. Its folder is hidden first: one that is half deleted must not look like a release."""
    hidden = data / "releases" / f".{id}.old"
    shutil.rmtree(hidden, ignore_errors=True)
    (data / "releases" / id).rename(hidden)
    sync(data / "releases")
    shutil.rmtree(hidden, ignore_errors=True)
