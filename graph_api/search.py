"""Full-text search in a release: ranked, with the words marked where they stand.

    search(release, "facial recognition", kinds=("article",), limit=10) → Found(total, hits)

The words of a query must all occur; where nothing has them all, any of them. "Words in quotation marks" are a phrase. Nothing in a
query is syntax besides: operators of the index (`NEAR`, `*`, `:`, brackets) are words like others, so that no query is an error.
"""
from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from graph_api.errors import NotReady

MOST_WORDS, MOST_HITS, DEEPEST = 32, 100, 10_000         # of a query, of a page, of the offset
SNIPPET = 24                             # words
TITLE_WEIGHT, TEXT_WEIGHT = 4.0, 1.0     # of a word in the title (or name) against one in the text
PART = re.compile(r'"([^"]*)"|(\S+)')
WORD = re.compile(r"\w+")
BEGIN, END = "\ue000", "\ue001"          # private characters, which no clean text has


@dataclass(frozen=True, slots=True)
class Hit:
    """`snippet` is a list of (words, do they match?); `score` grows with relevance."""

    kind: str
    iri: str
    title: str
    snippet: tuple[tuple[str, bool], ...]
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """`total` counts all that match, `hits` is one page of them, best first, equally good ones by IRI."""

    total: int
    hits: tuple[Hit, ...]


def search(release: Path, text: str, kinds: Iterable[str] = (), limit: int = 10, offset: int = 0) -> Found:
    """Things of a release folder whose title, text or names have the words of `text`. `kinds`: as in the extraction document, "article" and
    "statement" besides; all when empty. Raises NotReady when the release has no index."""
    path, wanted = release / "search.sqlite", tuple(kinds)
    if not path.is_file():
        raise NotReady(f"{release.name} has no search index: publish again with this version (`regatlas rebuild`).")
    phrases = terms(text)
    if not phrases:
        return Found(0, ())
    db = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)
    try:
        for query in (" AND ".join(phrases), " OR ".join(phrases)):
            found = _page(db, query, wanted, max(0, min(limit, MOST_HITS)), max(0, min(offset, DEEPEST)))
            if found.total:
                break
        return found
    finally:
        db.close()


def terms(text: str) -> list[str]:
    """The words and phrases of a query, each as an FTS5 string."""
    clean = text.encode("utf-8", "ignore").decode()
    parts = (" ".join(WORD.findall(part)) for phrase, word in PART.findall(clean) for part in ([phrase] if phrase else WORD.findall(word)))
    return [f'"{part}"' for part in dict.fromkeys(parts) if part][:MOST_WORDS]


def _page(db: sqlite3.Connection, query: str, kinds: tuple[str, ...], limit: int, offset: int) -> Found:
    where = f"words MATCH ?{' AND kind IN (' + ', '.join('?' * len(kinds)) + ')' if kinds else ''}"
    tables = "words JOIN entry ON entry.id = words.rowid"
    total: int = db.execute(f"SELECT COUNT(*) FROM {tables} WHERE {where}", (query, *kinds)).fetchone()[0]
    rows = db.execute(f"SELECT kind, iri, entry.title, entry.text, bm25(words, {TITLE_WEIGHT}, {TEXT_WEIGHT}) AS score FROM {tables} WHERE {where} "
                      "ORDER BY score, iri LIMIT ? OFFSET ?", (query, *kinds, limit, offset)).fetchall()
    texts = [zlib.decompress(text).decode() for _, _, _, text, _ in rows]
    return Found(total, tuple(Hit(kind, iri, title, snippet, round(-score, 6)) for (kind, iri, title, _, score), snippet
                              in zip(rows, _snippets([row[2] for row in rows], texts, query), strict=True)))


def _snippets(titles: list[str], texts: list[str], query: str) -> list[tuple[tuple[str, bool], ...]]:
    """The best words of each text, from a small index of these texts alone."""
    db = sqlite3.connect(":memory:")
    try:
        db.execute('CREATE VIRTUAL TABLE page USING fts5 (title, text, tokenize="unicode61 remove_diacritics 2")')
        db.executemany("INSERT INTO page (rowid, title, text) VALUES (?, ?, ?)", ((n, t, x) for n, (t, x) in enumerate(zip(titles, texts, strict=True))))
        found = dict(db.execute("SELECT rowid, snippet(page, 1, ?, ?, '…', ?) FROM page WHERE page MATCH ?", (BEGIN, END, SNIPPET, query)))
    finally:
        db.close()
    return [_pieces(found.get(n, "")) for n in range(len(titles))]


def _pieces(marked: str) -> tuple[tuple[str, bool], ...]:
    pieces: list[tuple[str, bool]] = []
    for part in marked.split(BEGIN):
        hit, end, rest = part.partition(END)
        pieces += [(hit, True), (rest, False)] if end else [(part, False)]
    return tuple((" ".join(words.split("\n")), matches) for words, matches in pieces if words)
