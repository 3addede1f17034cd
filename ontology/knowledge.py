"""The Turtle of `ontology/` as frozen Python: registers, action types and triggers, parsed once.

`load()` is the only door. Errors name the file, the term and the fault; all faults are reported at once.
"""
from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType

from ontology.action_types import read_action_types
from ontology.compiled import compiled
from ontology.errors import Fault, InvalidOntology
from ontology.model import ActionType, Knowledge, Ownership, RegisterEntry, Trigger
from ontology.ownership import read_ownerships
from ontology.registers import read_entries
from ontology.turtle import FOLDER, Source, read_folder
from ontology.vocab import OWL

__all__ = ["ActionType", "Knowledge", "Ownership", "RegisterEntry", "Trigger", "inspect", "load"]


def load(folder: Path | None = None) -> Knowledge:
    """The registers, action types and triggers of a folder of Turtle (default: this package's own, read once a process).

    Raises `InvalidOntology` with every fault that was found.
    """
    return _load_own() if folder is None else _load(folder)


def inspect(folder: Path = FOLDER) -> tuple[Knowledge, tuple[Fault, ...]]:
    """All that could be read from a folder, and all that is wrong with it, sorted; never raises for what a file holds."""
    source, faults = read_folder(folder)
    entries, entry_faults = read_entries(source)
    types, triggers, type_faults = read_action_types(source)
    ownerships, ownership_faults = read_ownerships(source)
    version, version_faults = _version(source)
    known = Knowledge(MappingProxyType(entries), MappingProxyType(types), triggers, version, ownerships)
    return known, tuple(sorted({*faults, *entry_faults, *type_faults, *ownership_faults, *version_faults}))


def _load(folder: Path) -> Knowledge:
    known, faults = inspect(folder)
    if faults:
        raise InvalidOntology(faults)
    return known


@cache
def _load_own() -> Knowledge:
    return compiled(FOLDER, _load)


def _version(source: Source) -> tuple[str, list[Fault]]:
    versions = sorted({text for term in source.of_class(OWL.Ontology) for text in source.texts(term, OWL.versionInfo)})
    if len(versions) == 1:
        return versions[0], []
    return "", [Fault("core.ttl", "owl:Ontology", f"needs one owl:versionInfo, has {len(versions)}")]
