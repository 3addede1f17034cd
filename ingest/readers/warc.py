"""WARC, the archive format of web crawlers (ISO 28500): one document a page of text, streamed, compressed or not.

Read are answers with status 200 (`response`), pages stored without their HTTP head (`resource`), and texts made from pages
(`conversion`). Pictures, scripts, redirects and repetitions (`revisit`) are passed over: a crawl is mostly these.
"""
from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from ingest.model import RawDocument, ReadError
from ingest.readers import decoding
from ingest.readers.formats import HTML_START
from ingest.readers.limits import ReadLimits, size
from ingest.readers.streams import GZIP, Bomb, Bytes, Cut, Rest, Unzipped, inflate, read_up_to

TYPES = {"text/html": "text/html", "application/xhtml+xml": "text/html", "text/plain": "text/plain", "text/markdown": "text/markdown"}
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
LONGEST_LINE = 50_000_000               # bytes: a head without an end would be collected in memory
FAULTS = (ArchiveLoadFailed, ValueError, OSError, EOFError, AssertionError, AttributeError, IndexError, KeyError, TypeError, zlib.error)


def read_warc(source: str, stream: Bytes, limits: ReadLimits) -> Iterator[RawDocument | ReadError]:
    """The pages of an archive as `source#1`, `source#2` …, numbered by record; what cannot be read is an error among them."""
    head = read_up_to(stream, 4)
    whole: Bytes = Rest(head, stream)
    records = ArchiveIterator(_Lines(Unzipped(whole) if head.startswith(GZIP) else whole), block_size=1 << 20)
    number = pages = 0
    try:
        for number, record in enumerate(records, 1):
            if not (record.rec_headers.get_header("Content-Length") or "").strip().isdigit():
                raise ValueError(f"record {number} does not say how long it is")
            if page := _page(f"{source}#{number}", record, limits):
                pages += 1
                yield page
    except FAULTS as fault:              # a broken head leaves warcio without its place; where the next record starts is anyone's guess
        reason = str(fault) if isinstance(fault, (Bomb, Cut, _Endless)) else f"is no WARC file or is broken ({type(fault).__name__}: {fault})"[:300]
        yield ReadError(source, f"{reason}; {pages} pages could be read before record {number + 1}")
        return
    if not pages:
        yield ReadError(source, f"holds {number} records and no page among them; expected responses with status 200 of type {', '.join(TYPES)}")


def _page(source: str, record: ArcWarcRecord, limits: ReadLimits) -> RawDocument | ReadError | None:
    """The document in a record; None for what is no page."""
    if record.rec_type not in ("response", "resource", "conversion"):
        return None
    http = record.http_headers
    if http is not None and (http.get_statuscode() or "200") != "200":
        return None
    declared = (http.get_header("Content-Type") if http is not None else record.rec_headers.get_header("Content-Type")) or ""
    media_type = TYPES.get(declared.split(";")[0].strip().lower(), "")
    if declared and not media_type:
        return None
    data = _body(record, limits.max_bytes)
    if len(data) > limits.max_bytes:
        return ReadError(source, f"{record.rec_headers.get_header('WARC-Target-URI')} is larger than the limit of {size(limits.max_bytes)} for one document; "
                                 "raise max_bytes")
    charset = CHARSET.search(declared)
    try:
        text = decoding.decode(data, html=media_type != "text/plain", charset=charset[1] if charset else None)
    except decoding.Undecodable as fault:
        return ReadError(source, f"{record.rec_headers.get_header('WARC-Target-URI')} {fault}") if media_type else None
    if not text.strip() or not (media_type or HTML_START.match(text)):
        return None
    meta = (("container", "crawl"), ("url", (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")),
            ("retrieved", record.rec_headers.get_header("WARC-Date") or ""))
    return RawDocument(source, text, "text/html" if HTML_START.match(text) else media_type, tuple((name, value) for name, value in meta if value))


def _body(record: ArcWarcRecord, limit: int) -> bytes:
    """The bytes of the page, at most `limit` + 1, out of whatever the server wrapped them in."""
    http, stream = record.http_headers, record.raw_stream
    if http is not None and "chunked" in (http.get_header("Transfer-Encoding") or "").lower():
        stream = ChunkedDataReader(stream)
    data = read_up_to(stream, limit + 1)
    encoding = ((http.get_header("Content-Encoding") if http is not None else None) or "").strip().lower()
    return inflate(data, limit) if encoding in ("gzip", "x-gzip", "deflate") and len(data) <= limit else data


class _Endless(ValueError):
    """A line that does not end."""


class _Lines(io.RawIOBase):
    """A stream in which no line is longer than `LONGEST_LINE`."""

    def __init__(self, stream: Bytes) -> None:
        self._stream, self._since, self._at = stream, 0, 0

    def read(self, count: int = -1, /) -> bytes:
        data = self._stream.read(count)
        last = data.rfind(b"\n")
        self._since = self._since + len(data) if last < 0 else len(data) - last
        self._at += len(data)
        if self._since > LONGEST_LINE:
            raise _Endless(f"holds a line of more than {size(LONGEST_LINE)}, which is no WARC header and no page")
        return data

    def tell(self) -> int:
        return self._at
