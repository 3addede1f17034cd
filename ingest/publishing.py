"""From readings to a release: check and record; then what the journal has had since the last release is mapped, consolidated, published.

The only module besides `pipeline` and the commands that composes steps. `Library` is what a program embeds that has readings
of its own (from a cluster, from another extractor) and wants them in a data folder.
"""
from __future__ import annotations

import errno
import logging
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad, Store

from ingest import releases
from ingest.building import DamagedBase, Draft, open_draft
from ingest.consolidation import consolidate
from ingest.corrections import Correction, read_corrections, renamed
from ingest.deeds import Conflict, ReportedClaim
from ingest.derived import derived_quads, entity_names
from ingest.duplicates import find_copied
from ingest.extraction_json import reading_from_json
from ingest.facts import Facts, facts_of, pack, told, unpack
from ingest.graphs import graph_hash
from ingest.journal import Mark, document_hash
from ingest.mapping import map_reading
from ingest.model import Entity, IngestError, Reading, WorkspaceError
from ingest.redirects import redirect_quads, redirects
from ingest.releases import Manifest
from ingest.validation import validate
from ingest.verification import verify_release
from ingest.workspace import Outcome, Submission, Workspace, open_workspace, utc_now
from ontology.dataset import load_graph_quads
from ontology.knowledge import Knowledge
from ontology.vocab import DCTERMS, GRAPH, RA

log = logging.getLogger(__name__)
GROUND = (GRAPH.ontology, GRAPH.registers, GRAPH.corrections)
CORRECTIONS = Path("workspace") / "corrections.ttl"
UNUSABLE = (DamagedBase, sqlite3.Error, OSError, RuntimeError, ValueError)       # what a damaged base can bring about
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES)
MAPPED = 2000                            # articles whose graphs are kept from acceptance to publication; those of more are made again
ROOM = 2**26                             # bytes; with less the disk is full, whatever else may be wrong


@dataclass(frozen=True, slots=True)
class Published:
    """The release that holds everything on record, and the conflicts in it."""

    manifest: Manifest
    conflicts: tuple[Conflict, ...]


class Library:
    """An open data folder that takes readings; make one with `open_library`."""

    def __init__(self, workspace: Workspace, known: Knowledge, software: str, keep: int, ground: Mapping[NamedNode, set[Quad]],
                 corrections: tuple[Correction, ...] = ()) -> None:
        self.workspace, self.known, self.software, self.keep, self.ground = workspace, known, software, keep, ground
        self._mapped: dict[str, tuple[str, tuple[Quad, ...]]] = {}           # article → hash of its document, its graph
        self.corrections = corrections
        self.names = renamed({}, corrections)

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
        if len(self._mapped) > MAPPED:
            self._mapped.clear()
        return [next(stored) if isinstance(o, Submission) else o for o in outcomes]

    def withdraw(self, article: str, reason: str) -> None:
        """Take an article out, leaving a tombstone."""
        self.workspace.withdraw(article, reason)

    def publish(self) -> Published:
        """Make the release of everything on record current; the same content is the same release.

        It goes on from the last release; when that turns out to be damaged, the release is made from the journal alone.
        """
        try:
            return self._publish()
        except UNUSABLE as error:
            if self.workspace.base is None or self._disk_is_full(error):
                raise self._cannot_write(error) from error
            log.warning("release %s cannot be added to (%s); everything is made anew from the journal", self.workspace.base.id, error)
            return self.rebuild()

    def rebuild(self) -> Published:
        """Make the release of everything on record from the journal alone. A damaged release of this content is replaced, others are deleted."""
        for damaged in [f for f in sorted((self.workspace.data / "releases").glob("[!.]*")) if verify_release(f)]:
            log.warning("release %s is damaged and deleted", damaged.name)
            releases.discard(self.workspace.data, damaged.name)
        try:
            self.workspace.forget_base()
            return self._publish()
        except UNUSABLE as error:
            raise self._cannot_write(error) from error

    def _publish(self) -> Published:
        data, base, conflicts = self.workspace.data, self.workspace.base, tuple[Conflict, ...]()
        if base and not self.workspace.journal.heads:
            manifest = base
        else:
            with open_draft(data, base) as draft:
                conflicts = self._write(draft)
                journal, heads = self.workspace.journal, self.workspace.journal.heads
                manifest = draft.finish(self.software, self.known.version, Mark(journal.end, journal.digest), heads[-1].length if heads else 0,
                                        self.workspace.clock())
        releases.switch(data, manifest.id)
        self.workspace.rebase(manifest)
        releases.prune(data, self.keep)
        return Published(manifest, conflicts)

    def _write(self, draft: Draft) -> tuple[Conflict, ...]:
        """Change a draft to what is on record now."""
        changes = self.workspace.pending
        if draft.fresh:
            draft.fill(self.ground.items())
            draft.fill(self._graphs(draft))
        else:
            for graph, quads in self._graphs(draft):
                draft.replace_graph(graph, quads)
        for article in sorted(article for article, head in changes.items() if head.kind == "withdrawal"):
            draft.ledger.keep_facts(article, None)
            draft.replace_graph(NamedNode(article), ())
        draft.record(changes.values(), self.workspace.journal.heads)
        quads, conflicts = self._derive(map(unpack, draft.ledger.facts()))
        self._redirect(draft, quads)
        draft.fill([(GRAPH.derived, quads)]) if draft.fresh else draft.replace_graph(GRAPH.derived, quads)
        return conflicts

    def _redirect(self, draft: Draft, quads: Iterable[Quad]) -> None:
        """Let the names of actions that vanish since the last release lead to what took their place."""
        last = releases.current(self.workspace.data)
        try:
            store = draft.store if not draft.fresh else Store.read_only(str(self.workspace.data / "releases" / last / "store")) if last else Store()
            old = set(store.quads_for_pattern(None, DCTERMS.isReplacedBy, None, GRAPH.provenance))
            before = list(store.quads_for_pattern(None, RA.reportedBy, None, GRAPH.derived))
        except (OSError, RuntimeError) as error:
            log.warning("release %s cannot be read (%s); names of actions that are no more may not resolve", last, error)
            return
        new = redirect_quads(redirects(before, quads, {str(q.subject)[1:-1]: str(q.object)[1:-1] for q in old}))
        draft.fill([(GRAPH.provenance, new)]) if draft.fresh else draft.change(GRAPH.provenance, old, new)

    def _graphs(self, draft: Draft) -> Iterator[tuple[NamedNode, tuple[Quad, ...]]]:
        """The graphs of the articles that are new or changed; what consolidation needs of them goes to the ledger."""
        heads = [head for _, head in sorted(self.workspace.pending.items()) if head.kind == "article"]
        for head, document in self.workspace.journal.documents(heads):
            reading = reading_from_json(document, self.known)
            draft.ledger.keep_facts(head.article, pack(facts_of(reading, self.known)))
            hash, quads = self._mapped.pop(head.article, ("", ()))
            if hash != head.hash:
                quads = map_reading(reading, self.known, str(document.get("extractor", self.software))).quads
            yield NamedNode(head.article), quads

    def claims(self, articles: Iterable[Facts] | None = None) -> tuple[list[ReportedClaim], list[Entity], dict[str, str]]:
        """Everything claimed before any correction, every use of an entity that no register has, and article → what it copies.

        `articles`: what is known of each; read from the journal when left out.
        """
        if articles is None:
            articles = (facts_of(reading_from_json(document, self.known), self.known) for document in self.workspace.documents())
        found = list(articles)
        originals = find_copied(facts.print for facts in found)
        claims = [claim for facts in found for claim in told(facts, originals[facts.print.id])]
        return claims, [entity for facts in found for entity in facts.entities], originals

    def _derive(self, articles: Iterable[Facts]) -> tuple[tuple[Quad, ...], tuple[Conflict, ...]]:
        claims, entities, originals = self.claims(articles)
        entities = [replace(e, name=name) if (name := self.names.get(e.iri)) else e for e in entities]
        consolidation = consolidate(claims, self.known, entity_names(entities), self.corrections)
        return derived_quads(consolidation, entities, self.known, originals), consolidation.conflicts

    def _prepare(self, document: Mapping[str, Any]) -> Outcome | Submission:
        reading = reading_from_json(document, self.known)
        if self.workspace.holds(reading.article.id, document):
            return "unchanged"
        graph = map_reading(reading, self.known, str(document["extractor"]))
        validate(graph.iri, graph.quads)
        self._mapped[graph.iri] = document_hash(document), graph.quads
        return Submission(graph.iri, document)

    def _disk_is_full(self, error: Exception) -> bool:
        return getattr(error, "errno", None) in NO_ROOM or shutil.disk_usage(self.workspace.data).free < ROOM

    def _cannot_write(self, error: Exception) -> WorkspaceError:
        return WorkspaceError(f"{self.workspace.data}: the release cannot be written ({error}); the articles are safe in the journal and the "
                              "release before it is still current. Free some space, then repeat the command.")


@contextmanager
def open_library(data: Path, known: Knowledge, software: str, keep: int = releases.KEEP, clock: Callable[[], str] = utc_now,
                 ground: Iterable[Quad] | None = None) -> Iterator[Library]:
    """A data folder, locked for this process until the block ends. Raises WorkspaceError.

    `ground`: the quads of the ontology and registers that `known` came from; this package's own when left out.
    """
    path = data / CORRECTIONS
    corrections, kept = read_corrections(path.read_text(encoding="utf-8"), known, str(path)) if path.exists() else ((), frozenset())
    quads = set(load_graph_quads() if ground is None else ground) | kept
    parts = {graph: {quad for quad in quads if quad.graph_name == graph} for graph in GROUND}
    hashes = {graph.value: graph_hash(part) if part else None for graph, part in parts.items()}
    with open_workspace(data, software, hashes, clock) as workspace:
        yield Library(workspace, known, software, keep, parts, corrections)
