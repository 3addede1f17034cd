"""The full-text index of a release: what can be searched, and how it follows the graphs.

    DATA/releases/ID/search.sqlite
        entry   one row a thing: kind, IRI, graph it stands in, title, text (zlib)
        words   SQLite FTS5 over title and text; contentless, so that the text is kept once

An article is indexed by headline and body, a statement by its words, an entity by its name and its other names. The index is a
function of the graphs: what is found, and in which order, does not depend on how the release came about. `graph_api/search.py` reads it.
"""
from __future__ import annotations

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Store

from ingest.ledger import connect
from ontology.vocab import RA, RDF, SCHEMA, SKOS

KINDS = {RA.Article: "article", RA.Statement: "statement", RA.Regulator: "regulator", RA.Organization: "organization", RA.Person: "person",
         RA.Product: "product", RA.Jurisdiction: "jurisdiction", RA.LegalInstrument: "instrument", RA.LegalBasis: "legal_basis", RA.Practice: "practice"}
NARROW_FIRST = tuple(KINDS.values())     # a regulator is an organization too
TITLES, TEXTS = (SCHEMA.headline, SKOS.prefLabel), (SCHEMA.articleBody, SCHEMA.text, SKOS.altLabel, RA.acronym)
TABLES = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, iri TEXT NOT NULL, graph TEXT NOT NULL, title TEXT NOT NULL, text BLOB NOT NULL);
CREATE INDEX entry_graph ON entry (graph, iri);
CREATE VIRTUAL TABLE words USING fts5 (title, text, content='', tokenize="unicode61 remove_diacritics 2");
"""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    kind: str
    iri: str
    title: str
    text: str


def entries(quads: Iterable[Quad]) -> Iterator[Entry]:
    """What the quads of a graph say of things that can be searched, in order."""
    kinds: dict[str, set[str]] = defaultdict(set)
    titles: dict[str, set[str]] = defaultdict(set)
    texts: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            if quad.predicate == RDF.type and isinstance(quad.object, NamedNode) and quad.object in KINDS:
                kinds[quad.subject.value].add(KINDS[quad.object])
            elif isinstance(quad.object, Literal) and quad.predicate in TITLES:
                titles[quad.subject.value].add(quad.object.value)
            elif isinstance(quad.object, Literal) and quad.predicate in TEXTS:
                texts[quad.subject.value].add(quad.object.value)
    for iri in sorted(kinds):
        kind = min(kinds[iri], key=NARROW_FIRST.index)
        yield Entry(kind, iri, "\n".join(sorted(titles[iri])), "\n".join(sorted(texts[iri])))


class SearchIndex:
    """The index of a draft."""

    def __init__(self, path: Path) -> None:
        self.db: sqlite3.Connection = connect(path, TABLES)

    def replace(self, graph: str, quads: Iterable[Quad], iris: Iterable[str] | None = None) -> None:
        """Index a graph anew; of a graph that grows, the things of `iris` only (`quads` need say no more than those)."""
        for where, given in (("graph = ?", (graph,)),) if iris is None else ((("graph = ? AND iri = ?"), (graph, iri)) for iri in sorted(iris)):
            for id, title, text in self.db.execute(f"SELECT id, title, text FROM entry WHERE {where}", given).fetchall():
                self.db.execute("INSERT INTO words (words, rowid, title, text) VALUES ('delete', ?, ?, ?)", (id, title, zlib.decompress(text).decode()))
                self.db.execute("DELETE FROM entry WHERE id = ?", (id,))
        self.add(graph, quads)

    def add(self, graph: str, quads: Iterable[Quad]) -> None:
        """Index a graph that is not indexed yet."""
        for entry in entries(quads):
            row = self.db.execute("INSERT INTO entry (kind, iri, graph, title, text) VALUES (?, ?, ?, ?, ?)",
                                  (entry.kind, entry.iri, graph, entry.title, zlib.compress(entry.text.encode())))
            self.db.execute("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", (row.lastrowid, entry.title, entry.text))

    def follow(self, store: Store, graph: NamedNode, changed: Iterable[Quad]) -> None:
        """Index what changed in a graph that grows; `store` has the change already."""
        subjects = {quad.subject for quad in changed if quad.predicate in (*TITLES, *TEXTS, RDF.type)}
        named = {s.value for s in subjects if isinstance(s, NamedNode)}
        if named:
            self.replace(graph.value, (quad for s in sorted(subjects, key=str) for quad in store.quads_for_pattern(s, None, None, graph)), named)

    def close(self) -> None:
        if self.db.in_transaction:
            self.db.execute("COMMIT")
        self.db.close()
