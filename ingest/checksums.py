"""Checksums and syncing of the files of a release."""
from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import file_digest
from pathlib import Path
from typing import Any

from ingest.journal import sync

UNCHECKED = ("manifest.json", "LOCK", "LOG")                 # the manifest itself, and what a reader may leave
Checksum = Mapping[str, Any]                                 # {"bytes": …, "sha256": …}


def checksum(path: Path) -> Checksum:
    with path.open("rb") as file:
        return {"bytes": path.stat().st_size, "sha256": file_digest(file, "sha256").hexdigest()}


def checksums(folder: Path, known: Mapping[int, Checksum] | None = None) -> dict[str, Checksum]:
    """Path → checksum of every file. `known`: by inode, files that are shared with an older release and never change."""
    found: dict[str, Checksum] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in UNCHECKED:
            status = path.stat()
            seen = (known or {}).get(status.st_ino)
            found[path.relative_to(folder).as_posix()] = seen if seen and seen["bytes"] == status.st_size else checksum(path)
    return found


def inodes(folder: Path, files: Mapping[str, Checksum]) -> dict[int, Checksum]:
    """The checksums of tables of a store, which are never written twice and shared by hard links."""
    return {(folder / name).stat().st_ino: entry for name, entry in files.items() if name.endswith(".sst") and (folder / name).exists()}


def sync_all(folder: Path) -> None:
    """Wait until the disk has every file below a folder, and the folders."""
    for path in [*folder.rglob("*"), folder]:
        if path.is_dir():
            sync(path)
        else:
            with path.open("rb") as file:
                os.fsync(file.fileno())
