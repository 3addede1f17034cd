"""From readings to a release: map, validate, record; then consolidate all that is on record, derive, publish.

The only module besides `pipeline` and the commands that composes steps. `Library` is what a program embeds that has readings
of its own (from a cluster, from another extractor) and wants them in a data folder.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import Quad

from ingest import releases
from ingest.consolidation import consolidate
from ingest.deeds import Conflict, ReportedClaim
from ingest.derived import derived_quads, entity_names
from ingest.duplicates import find_copies
from ingest.extraction_json import reading_from_json
from ingest.mapping import map_reading, minted, reported_claims
from ingest.model import Entity, IngestError, Reading
from ingest.releases import Manifest
from ingest.validation import validate
from ingest.workspace import STATE_GRAPH, Outcome, Submission, Workspace, open_workspace, utc_now
from ontology.dataset import load_graph_quads
from ontology.knowledge import Knowledge
from ontology.vocab import GRAPH


@dataclass(frozen=True, slots=True)
class Published:
    """The release that holds everything on record, and the conflicts in it."""

    manifest: Manifest
    conflicts: tuple[Conflict, ...]


class Library:
    """An open data folder that takes readings; make one with `open_library`."""

    def __init__(self, workspace: Workspace, known: Knowledge, software: str, keep: int) -> None:
        self.workspace, self.known, self.software, self.keep = workspace, known, software, keep

    def accept(self, readings: Iterable[Reading]) -> list[Outcome | IngestError]:
        """Record readings in one batch: for each, what became of it, or why nothing of it was stored."""
        return self.accept_documents([reading.to_json() for reading in readings])

    def accept_documents(self, documents: Iterable[Mapping[str, Any]]) -> list[Outcome | IngestError]:
        """The same for extraction documents, whoever made them. Each is held to the contract and to the shapes."""
        outcomes: list[Outcome | IngestError | Submission] = []
        for document in documents:
            try:
                outcomes.append(self._prepare({"extractor": self.software, **document}))
            except IngestError as error:
                outcomes.append(error)
        stored = iter(self.workspace.accept([o for o in outcomes if isinstance(o, Submission)]))
        return [next(stored) if isinstance(o, Submission) else o for o in outcomes]

    def withdraw(self, article: str, reason: str) -> None:
        """Take an article out, leaving a tombstone."""
        self.workspace.withdraw(article, reason)

    def publish(self) -> Published:
        """Consolidate everything on record and make the release of it current; the same content is the same release."""
        claims: list[ReportedClaim] = []
        entities: list[Entity] = []
        readings = [reading_from_json(document, self.known) for document in self.workspace.documents()]
        originals = find_copies(reading.article for reading in readings)
        for reading in readings:
            claims += reported_claims(reading, self.known, originals[reading.article.id])
            entities += minted(reading, self.known)
        consolidation = consolidate(claims, self.known, entity_names(entities))
        self.workspace.replace_graph(GRAPH.derived, derived_quads(consolidation, entities, self.known, originals))
        graphs = releases.content(self.workspace.graph_hashes(), self.workspace.withdrawn)
        manifest = releases.publish(self.workspace.data, self.workspace.store, STATE_GRAPH, graphs, self.software, self.known.version,
                                    self.workspace.clock(), self.keep)
        return Published(manifest, consolidation.conflicts)

    def _prepare(self, document: Mapping[str, Any]) -> Outcome | Submission:
        reading = reading_from_json(document, self.known)
        if self.workspace.holds(reading.article.id, document):
            return "unchanged"
        graph = map_reading(reading, self.known, str(document["extractor"]))
        validate(graph.iri, graph.quads)
        return Submission(graph.iri, document, graph.quads)


@contextmanager
def open_library(data: Path, known: Knowledge, software: str, keep: int = releases.KEEP, clock: Callable[[], str] = utc_now,
                 ground: Iterable[Quad] | None = None) -> Iterator[Library]:
    """A data folder, locked for this process until the block ends. Raises WorkspaceError.

    `ground`: the quads of the ontology and registers that `known` came from; this package's own when left out.
    """
    def map_document(document: Mapping[str, Any]) -> Sequence[Quad]:
        return map_reading(reading_from_json(document, known), known, str(document.get("extractor", software))).quads

    with open_workspace(data, load_graph_quads() if ground is None else ground, map_document, software, clock) as workspace:
        yield Library(workspace, known, software, keep)
