"""Step 1, read: from paths to documents as they were found.

    read_documents(["news/", "-"]) -> RawDocument | ReadError, in a stable order

Formats: text and Markdown (with or without front matter), HTML, RSS and Atom, JSON Lines and JSON arrays, PDF, WARC; each also
packed with gzip. Folders are walked.
Nothing that is wrong with one document stops the others: an error is a value that names the document and the reason.
Nothing is read beyond `ReadLimits`: sizes are asked for before reading, and standard input is read up to the limit.
"""
from __future__ import annotations

import io
import os
import stat
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import BinaryIO

from ingest.model import RawDocument, ReadError
from ingest.readers import decoding, feeds, formats, front_matter, pdf, records, warc
from ingest.readers.limits import ReadLimits, size
from ingest.readers.streams import GZIP, Bomb, Bytes, Cut, Rest, Unzipped, read_up_to

__all__ = ["ReadLimits", "read_documents"]

DEFAULT = ReadLimits()
HEAD = 4096                              # bytes by which the format is told


def read_documents(paths: Iterable[str], limits: ReadLimits = DEFAULT, stdin: BinaryIO | None = None) -> Iterator[RawDocument | ReadError]:
    """Every document of the given files and folders, in the given order; `-` is standard input (bytes; that of the process by default).

    Folders are walked in sorted order; hidden files and files of other suffixes are passed over, links to folders are not followed.
    """
    for path in map(os.fspath, paths):
        if path == "-":
            yield from _guarded("-", partial(_read_stream, "-", None, stdin or sys.stdin.buffer, limits))
        elif os.path.isdir(path):
            yield from _walk(path, limits)
        else:
            yield from _guarded(_shown(path), partial(_read_file, path, _shown(path), limits))


def _walk(folder: str, limits: ReadLimits) -> Iterator[RawDocument | ReadError]:
    found = False
    faults: list[OSError] = []
    base = folder.rstrip(os.sep).count(os.sep)
    for parent, folders, files in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if parent.rstrip(os.sep).count(os.sep) - base >= limits.max_depth and folders:
            yield ReadError(_shown(parent), f"lies {limits.max_depth} folders deep; folders below it are not read, give them as paths of their own")
            folders.clear()
        for name in sorted(files):
            if not name.startswith(".") and formats.by_name(name):
                found = True
                path = os.path.join(parent, name)
                yield from _guarded(_shown(path), partial(_read_file, path, _shown(path), limits))
    for fault in faults:
        yield ReadError(_shown(str(fault.filename)), f"cannot be opened ({fault.strerror})")
    if not found and not faults:
        yield ReadError(_shown(folder), f"holds no document; expected files ending in {' '.join(sorted(formats.SUFFIXES))}")


def _shown(path: str) -> str:
    """A path as text: file names are bytes, and what of them is no UTF-8 cannot be printed."""
    return os.fsencode(path).decode("utf-8", "replace")


def _guarded(source: str, read: Callable[[], Iterator[RawDocument | ReadError]]) -> Iterator[RawDocument | ReadError]:
    """What `read()` gives, with the faults of the operating system and of decoding turned into values."""
    try:
        yield from read()
    except ReadError as e:
        yield e
    except FileNotFoundError:
        yield ReadError(source, "does not exist; check the path")
    except zlib.error as e:
        yield ReadError(source, f"is damaged gzip data ({e}); fetch it again")
    except (decoding.Undecodable, front_matter.BrokenFrontMatter, Bomb, Cut) as e:
        yield ReadError(source, str(e))
    except OSError as e:
        yield ReadError(source, f"cannot be read ({e.strerror or e})")
    except ValueError as e:              # a path with a NUL character
        yield ReadError(source, f"cannot be read ({e})")


def _read_file(path: str, source: str, limits: ReadLimits) -> Iterator[RawDocument | ReadError]:
    status = os.stat(path)
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISFIFO(status.st_mode)):
        raise ReadError(source, "is neither a file nor a folder")
    kind = formats.by_name(path)
    if status.st_size > limits.max_bytes and kind not in formats.STREAMED:
        raise ReadError(source, _too_large(f"is {size(status.st_size)}", limits))
    with open(path, "rb") as stream:
        yield from _read_stream(source, kind, stream, limits)


def _read_stream(source: str, kind: formats.Format | None, stream: Bytes, limits: ReadLimits) -> Iterator[RawDocument | ReadError]:
    glance = min(HEAD, limits.max_bytes + 1)
    head = read_up_to(stream, glance)
    stream = Rest(head, stream)
    if head.startswith(GZIP) and kind != "warc":
        stream = Unzipped(stream)
        head = stream.read(glance)       # of an archive of many parts only the first
        stream = Rest(head, stream)
    kind = formats.by_start(head) or (None if kind == "pdf" else kind)           # an error page may be stored under the name of a PDF
    if kind is None and len(head) == glance and formats.sniff(head.decode("utf-8", "ignore")) == "jsonl":
        kind = "jsonl"                   # which may be larger than what is looked at below
    if kind == "warc":
        yield from warc.read_warc(source, stream, limits)
    elif kind == "jsonl":
        yield from records.read_lines(source, stream, limits)
    else:
        data = read_up_to(stream, limits.max_bytes + 1)
        if len(data) > limits.max_bytes:
            raise ReadError(source, _too_large(f"is larger than {size(limits.max_bytes)}", limits))
        if not data.strip():
            raise ReadError(source, "is empty" if not data else "holds only white space")
        yield from _documents(source, kind, data, limits)


def _documents(source: str, kind: formats.Format | None, data: bytes, limits: ReadLimits) -> Iterator[RawDocument | ReadError]:
    """The documents in the bytes of one file."""
    if kind == "pdf":
        yield from pdf.read_pdf(source, data, limits)
        return
    if kind == "xml" and not feeds.is_html(data):
        if what := decoding.binary_kind(data) if not data.startswith((b"\xff\xfe", b"\xfe\xff")) else None:
            raise decoding.Undecodable(f"is {what}, not a feed")
        yield from feeds.read_feed(source, data, limits)
        return
    text = decoding.decode(data, html=kind != "text")
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise ReadError(source, "holds only white space")
    if kind is None:
        kind = formats.sniff(text)
        if kind == "xml" and not feeds.is_html(data):
            yield from feeds.read_feed(source, data, limits)
            return
    if kind in ("text", "markdown") and formats.HTML_START.match(text):
        kind = "html"                    # a page saved under the wrong name
    if kind == "jsonl" or (kind == "json" and _is_lines(text)):
        yield from records.read_lines(source, io.BytesIO(text.encode("utf-8", "surrogatepass")), limits)
    elif kind == "json":
        yield from records.read_json(source, text, limits)
    elif kind in ("html", "xml"):
        yield RawDocument(source, text, "text/html")
    else:
        meta, body = front_matter.split(text)
        if not body.strip():
            raise ReadError(source, "has front matter but no text after it")
        yield RawDocument(source, body, "text/markdown" if kind == "markdown" else "text/plain", meta)


def _is_lines(text: str) -> bool:
    """Whether a file named .json holds one object a line."""
    lines = text.strip().split("\n", 1)
    return len(lines) == 2 and lines[0].strip().startswith("{") and lines[0].strip().endswith("}") and lines[1].lstrip().startswith("{")


def _too_large(given: str, limits: ReadLimits) -> str:
    return (f"{given}, more than the limit of {size(limits.max_bytes)} for one document; split it, raise max_bytes, "
            "or write JSON Lines (.jsonl), where each line is a document")

