"""Articles as JSON: JSON Lines, an array, one object, or an object that holds a list (JSON Feed, news APIs).

A record needs a text under one of `TEXT`; what else it may say is in `fields`.
"""
from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Protocol

from ingest.model import RawDocument, ReadError
from ingest.readers import decoding
from ingest.readers.fields import FIELDS, field_of, rank
from ingest.readers.formats import is_markup
from ingest.readers.limits import ReadLimits, size

TEXT = ("text", "body", "content", "content_text", "article_text", "articleBody", "maintext", "full_text", "fulltext", "content_html", "html",
        "markdown", "description", "summary")
LISTS = ("items", "articles", "results", "documents", "entries", "data")
EARLIEST_STAMP, LATEST_STAMP = 631_152_000, 4_102_444_800      # 1990 and 2100 in Unix seconds: outside, a number is no time


class Lines(Protocol):
    """A stream of bytes that can be read line by line."""

    def readline(self, limit: int = -1, /) -> bytes: ...


def read_lines(source: str, stream: Lines, limits: ReadLimits) -> Iterator[RawDocument | ReadError]:
    """JSON Lines, one line in memory at a time. A broken line is one error that names it; blank lines are skipped."""
    number, some = 0, False
    while line := stream.readline(limits.max_bytes + 1):
        number += 1
        name, long = f"{source}:{number}", len(line) > limits.max_bytes
        while long and not line.endswith(b"\n") and (line := stream.readline(1 << 20)):
            pass                         # the rest of a line that is too long is skipped piece by piece
        if long:
            some = True
            yield ReadError(name, f"line {number} is larger than the limit of {size(limits.max_bytes)} for one document; shorten it or raise max_bytes")
        elif number == 1 and (what := decoding.binary_kind(line)):
            yield ReadError(source, f"is {what}, not JSON Lines")
            return
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            some = True
            yield _parsed(name, line, f"line {number}", limits)
    if not some:
        yield ReadError(source, "is empty; expected one JSON object on each line")


def read_json(source: str, text: str, limits: ReadLimits) -> Iterator[RawDocument | ReadError]:
    """One record, an array of records, or an object that holds such an array. Raises nothing: faults are values."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as e:
        yield ReadError(source, f"is not JSON ({_fault(e)}); mend it, or write one object a line and name the file .jsonl")
        return
    if isinstance(value, dict) and not any(isinstance(value.get(key), str) for key in TEXT[:-2]):
        publisher = value.get("title")               # JSON Feed names itself here
        records = next((value[key] for key in LISTS if isinstance(value.get(key), list)), None)
        if records is not None:
            extra = {"publisher": publisher} if isinstance(publisher, str) else {}
            value = [{**extra, **record} if isinstance(record, dict) else record for record in records]
    if not isinstance(value, list):
        yield document(source, value, "the document", limits)
        return
    if not value:
        yield ReadError(source, "holds an empty list; nothing to read")
    for number, record in enumerate(value[:limits.max_entries], 1):
        yield document(f"{source}#{number}", record, f"entry {number}", limits)
    if len(value) > limits.max_entries:
        yield ReadError(source, f"holds {len(value)} entries, more than the limit of {limits.max_entries}; write JSON Lines (.jsonl), which has no such limit")


def document(source: str, record: Any, where: str, limits: ReadLimits) -> RawDocument | ReadError:
    """One record as a document."""
    if not isinstance(record, dict):
        return ReadError(source, f"{where} is a JSON {_json_type(record)}; expected an object with a text under {', '.join(TEXT[:4])} …")
    if _deeper(record, limits.max_depth):
        return ReadError(source, f"{where} is nested deeper than {limits.max_depth} levels; expected a flat object with a text and its metadata")
    key = next((key for key in TEXT if isinstance(record.get(key), str) and record[key].strip()), None)
    if key is None:
        blank = next((key for key in TEXT if key in record), None)
        return ReadError(source, f"{where} has no text: " + (f"{blank!r} is empty" if blank else f"expected one of the keys {', '.join(TEXT[:6])} …"))
    content = record[key]
    markup = key in ("content_html", "html") or is_markup(content)
    meta = [("container", "record")]
    keys = sorted((k for k in record if field_of(k)), key=rank)
    for name in FIELDS:
        values = next((found for k in keys if field_of(k) == name and (found := _values(record[k]))), [])
        if name == "published":
            values = [_stamp(value) for value in values]
        meta += [(name, value) for value in (values if name == "authors" else values[:1])]
    return RawDocument(source, content, "text/html" if markup else "text/markdown" if key == "markdown" else "text/plain", tuple(meta))


def _parsed(source: str, line: bytes, where: str, limits: ReadLimits) -> RawDocument | ReadError:
    try:
        return document(source, json.loads(decoding.decode(line)), where, limits)
    except (ValueError, RecursionError, decoding.Undecodable) as e:
        return ReadError(source, f"{where} is not a JSON object ({_fault(e)}); mend or remove the line")


def _values(value: Any) -> list[str]:
    """Names and texts, whatever they are wrapped in: "a", ["a"], {"name": "a"}, [{"name": "a"}]."""
    if isinstance(value, list):
        return [text for item in value[:50] if not isinstance(item, list) for text in _values(item)]
    if isinstance(value, dict):
        return _values(next((value[key] for key in ("name", "title", "url") if isinstance(value.get(key), str)), None))
    return [str(value).strip()] if isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value).strip() else []


def _stamp(value: str) -> str:
    """A Unix time in seconds or milliseconds as an ISO day (UTC); everything else as it is."""
    try:
        number = float(value)
    except ValueError:
        return value
    seconds = number / 1000 if number > LATEST_STAMP else number
    return datetime.fromtimestamp(seconds, UTC).date().isoformat() if EARLIEST_STAMP <= seconds <= LATEST_STAMP else value


def _deeper(value: Any, levels: int) -> bool:
    layer = [value]
    while layer:
        if levels < 0:
            return True
        layer = [item for each in layer if isinstance(each, (dict, list)) for item in (each.values() if isinstance(each, dict) else each)]
        levels -= 1
    return False


def _fault(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at line {error.lineno} column {error.colno}"
    return str(error)


def _json_type(value: Any) -> str:
    return {"NoneType": "null", "bool": "boolean", "int": "number", "float": "number", "str": "string", "list": "array"}.get(type(value).__name__, "value")
