"""WARC: the pages of a crawl come out, one document each; what is no page is passed over, and nothing swells without end."""
from __future__ import annotations

import gzip
import io
import time
import zlib
from pathlib import Path

import pytest

from ingest.cleaning import clean
from ingest.model import RawDocument, ReadError
from ingest.readers import DEFAULT, ReadLimits, read_documents

PAGE = ("<html><head><title>Alpha Bank fined</title><link rel='canonical' href='https://news.example/alpha'></head><body><article><h1>Alpha Bank fined</h1>"
        "<p>The regulator has fined Alpha Bank €2 million because it kept the letters of former customers for twelve years.</p></article></body></html>")


def record(kind: str, body: bytes, uri: str = "https://news.example/alpha?utm=1", content_type: str = "application/http; msgtype=response") -> bytes:
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2024-09-18T10:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n")
    return head.encode() + body + b"\r\n\r\n"


def answer(body: bytes, status: str = "200 OK", **heads: str) -> bytes:
    heads = {"Content-Type": "text/html; charset=utf-8", **{name.replace("_", "-"): value for name, value in heads.items()}}
    return (f"HTTP/1.1 {status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in heads.items()) + "\r\n").encode() + body


def chunked(body: bytes) -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(body[i:i + 100]), body[i:i + 100]) for i in range(0, len(body), 100)) + b"0\r\n\r\n"


def read(data: bytes, limits: ReadLimits = DEFAULT) -> list[RawDocument | ReadError]:
    return list(read_documents(["-"], limits, io.BytesIO(data)))


ALL = [record("warcinfo", b"software: test\r\n", content_type="application/warc-fields"), record("request", b"GET / HTTP/1.1\r\n\r\n"),
       record("response", answer(PAGE.encode())), record("response", answer(b"\x89PNG", Content_Type="image/png")),
       record("response", answer(b"moved", "301 Moved Permanently")), record("response", answer(b"gone", "404 Not Found")),
       record("revisit", answer(b"")), record("resource", b"Alpha Bank was fined.", content_type="text/plain"),
       record("conversion", "Alpha Bank was fined again – twice.".encode(), content_type="text/plain")]


@pytest.mark.parametrize("packed", [lambda records: b"".join(records), lambda records: b"".join(map(gzip.compress, records)),
                                    lambda records: gzip.compress(b"".join(records))], ids=["plain", "each record packed", "packed as a whole"])
def test_pages_and_texts_of_an_archive_are_documents_and_all_else_is_passed_over(packed: object, tmp_path: Path) -> None:
    data = packed(ALL)  # type: ignore[operator]
    found = read(data)
    assert [(d.source, d.media_type, d.content) for d in found if isinstance(d, RawDocument)] == [
        ("-#3", "text/html", PAGE), ("-#8", "text/plain", "Alpha Bank was fined."), ("-#9", "text/plain", "Alpha Bank was fined again – twice.")]
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(data)
    assert [d.source for d in read_documents([str(tmp_path)])] == [f"{path}#3", f"{path}#8", f"{path}#9"]


def test_a_page_knows_its_address_and_the_one_that_it_gives_itself_counts_more() -> None:
    (document,) = read(record("response", answer(PAGE.encode())))
    assert isinstance(document, RawDocument)
    assert dict(document.meta) == {"container": "crawl", "url": "https://news.example/alpha?utm=1", "retrieved": "2024-09-18T10:00:00Z"}
    assert clean(document).url == "https://news.example/alpha"
    (bare,) = read(record("response", answer(PAGE.replace("rel='canonical'", "").encode())))
    assert isinstance(bare, RawDocument)
    assert clean(bare).url == "https://news.example/alpha?utm=1"


@pytest.mark.parametrize("page", [
    answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip"),
    answer(zlib.compress(PAGE.encode()), Content_Encoding="deflate"),
    answer(zlib.compress(PAGE.encode())[2:-4], Content_Encoding="deflate"),
    answer(PAGE.encode(), Content_Encoding="gzip"),
    answer(chunked(PAGE.encode()), Transfer_Encoding="chunked"),
    answer(chunked(gzip.compress(PAGE.encode())), Transfer_Encoding="chunked", Content_Encoding="gzip"),
    answer(PAGE.encode("windows-1252"), Content_Type="text/html; charset=ISO-8859-1"),
    answer(PAGE.encode("utf-16")),
    answer(PAGE.encode(), Content_Type="TEXT/HTML"),
], ids=["gzip", "zlib", "deflate", "gzip only in name", "chunks", "chunks of gzip", "western", "UTF-16", "no charset"])
def test_a_page_is_unwrapped_whatever_the_server_wrapped_it_in(page: bytes) -> None:
    (document,) = read(record("response", page))
    assert isinstance(document, RawDocument), str(document)
    assert document.content == PAGE


def spaces(megabytes: int) -> bytes:
    return gzip.compress(b" " * megabytes * 1_000_000, 9)


FAULTY = [
    ("no page", record("response", answer(b"moved", "302 Found")), ["holds 1 records and no page"]),
    ("cut off", gzip.compress(ALL[2]) + gzip.compress(ALL[2])[:-30], [None, "cut off"]),
    ("no archive", b"WARC/1.0 is a format.\n", ["no page|is no WARC"]),
    ("a wrong length", ALL[2].replace(b"Content-Length: ", b"Content-Length: x") + ALL[2], ["does not say how long it is"]),
    ("a page too large", record("response", answer(b"<html>" + b"a" * 200_000)) + ALL[2], ["larger than the limit of 100 kB", None]),
    ("a page that swells", record("response", answer(spaces(60), Content_Encoding="gzip")) + ALL[2], ["larger than the limit of 100 kB", None]),
    ("a record that swells", gzip.compress(ALL[2]) + gzip.compress(record("response", answer(b"<html>" + b" " * 70_000_000)), 9),
     [None, "larger than the limit of 100 kB", "which no text does"]),
    ("an endless head", b"WARC/1.0\r\nWARC-Type: " + b"a" * 55_000_000, ["line of more than 50 MB"]),
    ("bytes of no known text", record("response", answer("Суд оштрафовал компанию".encode("cp1251"))) + ALL[2], ["does not read as Windows-1252", None]),
]


@pytest.mark.parametrize(("data", "expected"), [(data, expected) for _, data, expected in FAULTY], ids=[name for name, _, _ in FAULTY])
def test_what_is_wrong_with_an_archive_is_told_and_the_pages_beside_it_are_read(data: bytes, expected: list[str | None]) -> None:
    start = time.process_time()
    found = read(data, ReadLimits(max_bytes=100_000))
    assert time.process_time() - start < 5
    assert len(found) == len(expected), list(map(str, found))
    for outcome, reason in zip(found, expected, strict=True):
        assert isinstance(outcome, RawDocument) if reason is None else any(part in str(outcome) for part in reason.split("|")), str(outcome)


def test_an_archive_may_be_larger_than_one_document() -> None:
    found = read(ALL[2] * 50, ReadLimits(max_bytes=2 * len(PAGE)))
    assert [type(each) for each in found] == [RawDocument] * 50
