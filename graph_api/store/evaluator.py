"""The process that parses and evaluates queries: `python -m graph_api.store.evaluator FD STORE MEMORY FOLDER`.

It answers one request at a time over the socket FD until that closes. It can be killed at any moment; it opens the store read-only, has
no network where the kernel allows that, at most MEMORY MiB of address space (0: no bound), and an alarm that ends it when its
parent no longer could. Large answers go to files of FOLDER. Frames, both ways: two big-endian 64-bit lengths, a JSON head, a body.

    request   {"format", "default", "named", "max_bytes", "seconds", "explain"} + query text
    answer    {"ok": true, "seconds", "work"} + answer, with "file" and "size" where it is in a file,
              or {"ok": false, "fault": syntax|evaluation|size|memory|form, "message", …}
"""
from __future__ import annotations

import ctypes
import io
import json
import os
import resource
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any, cast

import pyoxigraph as ox

from graph_api.store import csv_results
from graph_api.store.explaining import explain
from ontology.iris import BASE
from ontology.vocab import PREFIXES

LENGTHS = struct.Struct("!QQ")
RESULTS = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "csv": ox.QueryResultsFormat.CSV,
           "tsv": ox.QueryResultsFormat.TSV}
GRAPHS = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "rdfxml": ox.RdfFormat.RDF_XML,
          "jsonld": ox.RdfFormat.JSON_LD, "trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}
PREFIXED = ("turtle", "rdfxml", "trig")
IN_MEMORY = 1 << 20
GRACE = 5.0
"""Seconds past the deadline after which an evaluator ends itself; the parent ends it at the deadline."""
CLONE_NEWNET = 0x40000000
CLONE_NEWUSER = 0x10000000


class Full(Exception):
    """The answer is over its bound."""


class Sink:
    """A binary file that keeps what is written, up to `bound` bytes: the first `IN_MEMORY` in memory, more in a file of `folder`."""

    made = 0

    def __init__(self, bound: int, folder: str) -> None:
        self.bound, self.folder, self.size = bound, folder, 0
        self.parts: list[bytes] = []
        self.file: IO[bytes] | None = None
        self.name = ""

    def write(self, data: bytes) -> int:
        self.size += len(data)
        if self.size > self.bound:
            self.drop()
            raise Full
        if self.file is None and self.size > IN_MEMORY:
            Sink.made += 1
            self.name = f"{os.getpid()}-{Sink.made}"
            self.file = open(os.path.join(self.folder, self.name), "xb", opener=private)  # noqa: SIM115  (closed by `finish`)
            self.file.writelines(self.parts)
            self.parts = []
        if self.file is not None:
            self.file.write(data)
        else:
            self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back before `finish`."""

    def finish(self) -> tuple[dict[str, Any], bytes]:
        """What to say in the head, and the body where it is not in a file."""
        if self.file is None:
            return {}, b"".join(self.parts)
        self.file.close()
        return {"file": self.name, "size": self.size}, b""

    def drop(self) -> None:
        if self.file is not None:
            self.file.close()
            os.unlink(self.file.name)
            self.file = None


def private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def evaluate(store: ox.Store, query: str, head: dict[str, Any], folder: str) -> tuple[dict[str, Any], bytes]:
    """The answer to one query in `head["format"]`: what to say of it, and the body where it is not in a file of `folder`."""
    default, named = ([ox.NamedNode(iri) for iri in iris] if (iris := head.get(key)) is not None else None for key in ("default", "named"))
    if default is not None or named is not None:
        default, named = default or [], named or []          # SPARQL 1.1 Protocol §2.1.4: only the graphs that were given

    def ask() -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        return store.query(query, base_iri=BASE, default_graph=cast("Any", default), named_graphs=cast("Any", named))

    if head.get("explain"):
        return {}, explain(query, ask, BASE)
    found, format = ask(), head["format"]
    graph = isinstance(found, ox.QueryTriples)
    if format not in (GRAPHS if graph else RESULTS):
        raise TypeError(f"the format {format} is for {'SELECT and ASK; this query makes a graph' if graph else 'graphs; this query makes rows'}")
    if format == "csv" and isinstance(found, ox.QuerySolutions):
        return as_csv(found, ask, head["max_bytes"], folder).finish()
    out = Sink(head["max_bytes"], folder)
    sink = cast("IO[bytes]", out)                            # pyoxigraph calls write and flush, nothing else
    try:
        if not isinstance(found, ox.QueryTriples):
            found.serialize(sink, format=RESULTS[format])
        elif format in PREFIXED:
            ox.serialize(found, sink, format=GRAPHS[format], prefixes=PREFIXES)
        else:
            found.serialize(sink, format=GRAPHS[format])
    except BaseException:
        out.drop()
        raise
    return out.finish()


def as_csv(found: ox.QuerySolutions, ask: Callable[[], Any], bound: int, folder: str) -> Sink:
    """CSV that every reader understands (see `csv_results.py`); the query is asked again only when it cannot be mended."""
    columns, out = len(found.variables), Sink(bound, folder)
    raw = io.BytesIO()
    found.serialize(cast("IO[bytes]", Capped(raw, bound)), format=ox.QueryResultsFormat.CSV)
    fixed = csv_results.mended(raw.getvalue(), columns)
    for line in [fixed] if fixed is not None else csv_results.rebuilt(ask()):
        out.write(line)
    return out


class Capped:
    """A writer that stops at `bound` bytes."""

    def __init__(self, file: io.BytesIO, bound: int) -> None:
        self.file, self.bound = file, bound

    def write(self, data: bytes) -> int:
        if self.file.tell() + len(data) > self.bound:
            raise Full
        return self.file.write(data)

    def flush(self) -> None:
        """Nothing is held back."""


def answer(store: ox.Store, query: str, head: dict[str, Any], folder: str) -> tuple[dict[str, Any], bytes]:
    """The head and body to send back, whatever happens."""
    began = time.perf_counter()
    try:
        said, body = evaluate(store, query, head, folder)
    except SyntaxError as error:
        return fault("syntax", message=str(error)), b""
    except (RuntimeError, OSError, ValueError) as error:
        return fault("evaluation", message=str(error)), b""
    except TypeError as error:
        return fault("form", message=str(error)), b""
    except Full:
        return fault("size", message=""), b""
    except MemoryError:
        return fault("memory", message=""), b""
    return {"ok": True, "seconds": time.perf_counter() - began, **said}, body


def fault(kind: str, **members: Any) -> dict[str, Any]:
    return {"ok": False, "fault": kind, **members}


def isolate(memory: int) -> None:
    """No network if the kernel lets us, and a bound on memory (MiB)."""
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "unshare") and libc.unshare(CLONE_NEWNET) != 0:
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory * 2**20, memory * 2**20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def receive(channel: socket.socket) -> tuple[dict[str, Any], bytes] | None:
    """The next frame; None when the other side has gone."""
    lengths = _exactly(channel, LENGTHS.size)
    if lengths is None:
        return None
    head_size, body_size = LENGTHS.unpack(lengths)
    head, body = _exactly(channel, head_size), _exactly(channel, body_size)
    return None if head is None or body is None else (json.loads(head), body)


def frame(head: dict[str, Any], body: bytes) -> tuple[bytes, bytes]:
    """What to send: lengths and head, then the body (not copied)."""
    packed = json.dumps(head).encode()
    return LENGTHS.pack(len(packed), len(body)) + packed, body


def _exactly(channel: socket.socket, size: int) -> bytes | None:
    buffer, got = bytearray(size), 0
    with memoryview(buffer) as view:
        while got < size:
            if not (more := channel.recv_into(view[got:])):
                return None
            got += more
    return bytes(buffer)


def main(fd: int, path: str, memory: int, folder: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)             # Ctrl-C is for the server, which closes the socket
    isolate(memory)
    channel = socket.socket(fileno=fd)
    try:
        store = ox.Store.read_only(path)
        store.query("ASK { }")
        ready = {"ok": True}
    except Exception as error:                               # the reason goes to the parent, which says it at /health/ready
        store, ready = None, fault("open", message=f"{type(error).__name__}: {error}")
    channel.sendall(b"".join(frame({**ready, "work": time.process_time()}, b"")))
    while store is not None and (request := receive(channel)):
        head, query = request
        signal.setitimer(signal.ITIMER_REAL, head["seconds"] + GRACE)
        said, body = answer(store, query.decode(), head, folder)
        for part in frame({**said, "work": time.process_time()}, body):
            channel.sendall(part)
        signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    with suppress(BrokenPipeError, ConnectionResetError):    # the server has gone
        main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4])
