"""The knowledge of this package as Python keeps its compiled modules: in a file beside them, made anew when anything it came from changes.

Reading the Turtle takes most of a second, the file a few hundredths. It may be deleted at any time; where none can be written, the
Turtle is read every time.
"""
from __future__ import annotations

import hashlib
import os
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from importlib.util import cache_from_source
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ontology.model import Knowledge

PREFIX = "knowledge-"


def compiled(folder: Path, read: Callable[[Path], Knowledge]) -> Knowledge:
    """What `read` makes of a folder of Turtle that has modules of Python beside it, read once for each state of both."""
    file = Path(cache_from_source(str(folder / "x.py"))).parent / f"{PREFIX}{_state(folder)}.pickle"
    with suppress(OSError, EOFError, pickle.UnpicklingError, TypeError, ValueError, KeyError):
        return _from_bytes(file.read_bytes())
    known = read(folder)
    with suppress(OSError):                # a folder of somebody else's: then the next process reads the Turtle too
        _write(file, _to_bytes(known))
    return known


def _state(folder: Path) -> str:
    """A digest of everything that the knowledge is made from: the Turtle, the modules that read it, the version of Python."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for path in sorted([*folder.glob("*.ttl"), *folder.glob("*.py")]):
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()


def _to_bytes(known: Knowledge) -> bytes:
    """Mappings that cannot be changed cannot be pickled: they go as plain ones."""
    values = [dict(value) if isinstance(value, MappingProxyType) else value for value in (getattr(known, f.name) for f in fields(Knowledge))]
    return pickle.dumps(values, pickle.HIGHEST_PROTOCOL)


def _from_bytes(content: bytes) -> Knowledge:
    values: list[Any] = [MappingProxyType(value) if isinstance(value, dict) else value for value in _Values(BytesIO(content)).load()]
    return Knowledge(*values)


class _Values(pickle.Unpickler):
    """Reads the values of `ontology.model` and nothing else, whatever the file says."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "ontology.model" or (module, name) in (("datetime", "date"), ("builtins", "frozenset")):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no value of the ontology")


def _write(file: Path, content: bytes) -> None:
    """Write a file as a whole and take away those of earlier states."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(file)
    for old in file.parent.glob(f"{PREFIX}*.pickle"):
        if old != file:
            old.unlink(missing_ok=True)
