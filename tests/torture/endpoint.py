"""What clients can do to the SPARQL endpoint, done to it on purpose: `make torture`, or `python tests/torture/endpoint.py --help`.

    runaway     queries without end, all at once (products, unbounded paths, huge sorts, regular expressions), while simple ones go on beside them
    hostile     nesting, sizes, encodings, broken HTTP, slow clients, clients that leave, SERVICE, LOAD and FROM at a canary on this machine

Counted as a fault (exit 1): a runaway that gets anything but 408, 429 or 503, or no answer within 15 s; a query that is still at work a second
after its deadline; a simple query without an answer within a second; more than 2 GB in all processes together; a server that is
not idle 5 s after the last request; a web process that ended; a request to the canary; an answer with status 500.
"""
from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "graph_api")]

DEADLINE, TOKEN = 5.0, "torture"
TICKS, PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
RUNAWAYS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "SELECT (COUNT(*) AS ?n) { ?a (!<x:x>|^!<x:x>)* ?b . ?b (!<x:x>|^!<x:x>)+ ?c . ?d ?e ?f }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER REGEX(CONCAT(STR(?c), STR(?f), STR(?i)), '(a|aa)+(b|bb)+$') }",
)
SIMPLE = "SELECT ?a { ?a a <https://w3id.org/regatlas/ontology#Action> } LIMIT 5"


async def call(port: int, raw: bytes, seconds: float = 20.0) -> tuple[int, bytes]:
    """(status, body) of one request on a connection of its own; 0 where the server closed it without an answer, -1 where none came."""
    writer = None
    try:
        async with asyncio.timeout(seconds):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(raw)
            await writer.drain()
            answer = await reader.read()
    except TimeoutError:
        return -1, b""
    except OSError:
        return 0, b""
    finally:
        if writer:
            writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    return (int(head.split()[1]) if head.startswith(b"HTTP/1.1 ") else 0), body


def get(target: str, *headers: str) -> bytes:
    return "\r\n".join((f"GET {target} HTTP/1.1", "Host: x", "Connection: close", *headers, "", "")).encode()


def post(body: bytes, kind: str, *headers: str, method: str = "POST") -> bytes:
    lines = (f"{method} /sparql HTTP/1.1", "Host: x", "Connection: close", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers, "", "")
    return "\r\n".join(lines).encode() + body


def asking(query: str) -> bytes:
    return get("/sparql?query=" + quote(query, safe=""))


# -------------------------------------------------------------------- the server and what it uses

@contextmanager
def serving(data: Path, *options: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from graph_api.commands import serve; serve()", "--data", str(data), "--port", str(port), "--deadline", str(DEADLINE),
               "--admin-token", TOKEN, *options]
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        ends = time.monotonic() + 30
        while asyncio.run(call(port, get("/health/ready")))[0] != 200:
            if time.monotonic() > ends or server.poll() is not None:
                raise SystemExit("the server did not start")
            time.sleep(0.05)
        yield port, server
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def family(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += family(int(child))
    return found


def memory(pid: int) -> int:
    """Bytes in memory of a process and all below it, what they share counted once for each."""
    total = 0
    for member in family(pid):
        with suppress(OSError, IndexError):
            total += int(Path(f"/proc/{member}/statm").read_text().split()[1]) * PAGE
    return total


def work(pid: int) -> float:
    """Seconds of processor time of a process and all below it."""
    total = 0.0
    for member in family(pid):
        with suppress(OSError, IndexError):
            fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / TICKS
    return total


# -------------------------------------------------------------------- queries without end

async def runaways(port: int, pid: int, count: int) -> tuple[dict[str, object], list[str]]:
    statuses: Counter[int] = Counter()
    longest = most = 0.0
    simple: list[float] = []
    late: list[float] = []
    unanswered: Counter[int] = Counter()
    over = asyncio.Event()

    async def run(n: int) -> None:
        nonlocal longest
        began = time.perf_counter()
        status, _ = await call(port, asking(f"{RUNAWAYS[n % len(RUNAWAYS)]} # {n}"))
        statuses[status] += 1
        longest = max(longest, time.perf_counter() - began)

    async def beside() -> None:
        n = 0
        while not over.is_set():
            began, n = time.perf_counter(), n + 1
            status, _ = await call(port, asking(f"{SIMPLE} # {n}"))
            simple.append(time.perf_counter() - began)
            if status != 200:
                unanswered[status] += 1
            await asyncio.sleep(0.05)

    async def look() -> None:
        nonlocal most
        while not over.is_set():
            most = max(most, await asyncio.to_thread(memory, pid))
            status, body = await call(port, get("/admin/queries", f"Authorization: Bearer {TOKEN}"))
            if status == 200:
                late.extend(q["seconds"] for q in json.loads(body)["queries"] if q["seconds"] > DEADLINE)
            await asyncio.sleep(0.2)

    watching = [asyncio.create_task(beside()), asyncio.create_task(look())]
    await asyncio.sleep(0.3)
    await asyncio.gather(*(run(n) for n in range(count)))
    over.set()
    await asyncio.gather(*watching)
    idle = await until_idle(pid)
    said: dict[str, object] = {"runaways": count, "statuses": dict(statuses), "longest_s": round(longest, 2), "late_s": round(max(late, default=0.0), 2),
                               "simple": len(simple), "simple_p50_s": round(sorted(simple)[len(simple) // 2], 3), "simple_max_s": round(max(simple), 3),
                               "memory_mb": round(most / 1e6), "idle_after_s": idle}
    faults = []
    if wrong := set(statuses) - {408, 429, 503}:
        faults.append(f"runaways got {sorted(wrong)}")
    if longest > 15:
        faults.append(f"a runaway lasted {longest:.1f} s")
    if late and max(late) > DEADLINE + 1:
        faults.append(f"a query was at work {max(late):.1f} s after it came")
    if unanswered:
        faults.append(f"simple queries got {dict(unanswered)}")
    if max(simple) > 1:
        faults.append(f"a simple query took {max(simple):.2f} s")
    if most > 2e9:
        faults.append(f"{most / 1e9:.1f} GB in memory")
    if idle > 5:
        faults.append("the server is not idle")
    return said, faults


async def until_idle(pid: int) -> float:
    """Seconds until the processes use less than a twentieth of a core for half a second; 99 where that never comes."""
    began = time.perf_counter()
    while time.perf_counter() - began < 15:
        before = await asyncio.to_thread(work, pid)
        await asyncio.sleep(0.5)
        if await asyncio.to_thread(work, pid) - before < 0.03:
            return round(time.perf_counter() - began - 0.5, 1)
    return 99.0


# -------------------------------------------------------------------- hostile requests

def hostile(random: Random, canary: int) -> tuple[bytes, float | None]:
    """One request, and after how many seconds its client leaves (None: it waits for the answer)."""
    away = f"http://127.0.0.1:{canary}/"
    sparql = ("application/sparql-query", "application/x-www-form-urlencoded", "text/plain", "application/json", "a" * 5000, "")
    deep = random.randrange(1, 3000)
    queries = (
        "SELECT * " + "{" * deep + "}" * deep, "SELECT * { FILTER(" + "(" * deep + "1" + ")" * deep + ") }", "SELECT * { FILTER(" + "!" * deep + "true) }",
        "SELECT * { ?s " + "(" * deep + "<a:a>" + ")" * deep + " ?o }", "SELECT * { ?s ?p " + "[ ?p " * deep + "1" + "]" * deep + " }",
        "SELECT * { FILTER(" + "-" * deep + "1) }", "SELECT * { ?s " + "^" * deep + "<a:a> ?o }", 
        "SELECT * { " + "OPTIONAL { " * deep + "}" * deep + "}",
        "SELECT * { VALUES ?x { " + "1 " * deep * 10 + "} }", "SELECT * { FILTER(" + "1 + " * deep + "1) }", "#" * deep * 100, "ASK { FILTER EXISTS " * 40,
        f"SELECT * {{ SERVICE <{away}> {{ ?s ?p ?o }} }}", f"SELECT * {{ SERVICE SILENT <{away}> {{ }} }}", f"LOAD <{away}>",
        f"ASK FROM <{away}> {{ ?s ?p ?o }}",
        f"PREFIX a: <{away}> SELECT * {{ ?s ?p ?o.SERVICE a:x {{ ?s ?p ?o }} }}", f"SELECT * FROM NAMED <{away}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        f"SELECT * {{ FILTER(1<'a>') SERVICE <{away}> {{ ?s ?p ?o }} }}", f"SELECT * {{ \\u0053ERVICE <{away}> {{ }} }}",
        "ASK FROM <file:///etc/passwd> { ?s ?p ?o }",
        f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{away}> {{ ?s ?p ?o }} }}", f"DESCRIBE <{away}>",
        "SELECT (REPLACE('" + "a" * deep + "', '(a+)+b', '') AS ?x) { }",
        "SELECT * { ?s ?p '" + "\\u0000" * 50 + "' }", "SELECT * { ?s ?p ?o } LIMIT " + "9" * deep, "SELECT * { ?s ?p " + "9" * deep + " }",
        random.choice(RUNAWAYS),
    )
    query = random.choice(queries)
    match random.randrange(12):
        case 0 | 1 | 2:
            return asking(query[:20_000]), None
        case 3 | 4 | 5:
            return post(query.encode("utf-8", "replace"), "application/sparql-query", method=random.choice(("POST", "QUERY"))), None
        case 6:
            return post(random.randbytes(random.randrange(2000)), random.choice(sparql)), None
        case 7:
            return post(query.encode(random.choice(("utf-16", "utf-32", "latin-1", "utf-8")), "replace"), random.choice(sparql)), None
        case 8:
            names = random.choices(("query", "default-graph-uri", "x", "format"), k=random.randrange(200))
            return get("/sparql?" + "&".join(f"{name}={quote(away)}" for name in names)), None
        case 9:
            return random.choice((random.randbytes(300), b"GET /sparql HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 5000 + b"\r\n", get("/sparql?query=%" * 200),
                                  b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nzz\r\n",
                                  get(f"/sparql?query={quote(SIMPLE)}", "Accept: " + random.choice(('"\\' * 2000, ",;" * 4000, "*/*;q=" * 900))),
                                  get("/graphs?graph=" + quote(away)), get("/graphs/../../etc/passwd"), get(f"/queries/{quote(query[:500])}"))), None
        case 10:
            whole = post(query.encode("utf-8", "replace"), "application/sparql-query")
            return whole[:random.randrange(len(whole))], random.random() * 0.2
    return asking(query[:20_000]), random.random() * 0.05


async def attack(port: int, server: subprocess.Popen[bytes], count: int, seed: int) -> tuple[dict[str, object], list[str]]:
    random, statuses, called = Random(seed), Counter[int](), 0

    async def canary_called(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal called
        called += 1
        writer.close()

    canary = await asyncio.start_server(canary_called, "127.0.0.1", 0)
    requests = iter([hostile(random, canary.sockets[0].getsockname()[1]) for _ in range(count)])
    began, alive = time.perf_counter(), 0.0

    async def client() -> None:
        for raw, leaves in requests:
            statuses[(await call(port, raw, 30.0))[0] if leaves is None else await left(port, raw, leaves)] += 1

    async def slow() -> None:
        """A client that sends a byte of its request now and then, and never all of it."""
        with suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            for byte in post(SIMPLE.encode(), "application/sparql-query")[:60]:
                writer.write(bytes([byte]))
                await asyncio.sleep(0.2)
            writer.close()

    async def look() -> None:
        nonlocal alive
        while True:
            started = time.perf_counter()
            status, _ = await call(port, get("/health/live"))
            alive = max(alive, time.perf_counter() - started if status == 200 else 99.0)
            await asyncio.sleep(0.2)

    watching = [asyncio.create_task(look()), *(asyncio.create_task(slow()) for _ in range(100))]
    await asyncio.gather(*(client() for _ in range(40)))
    seconds = time.perf_counter() - began
    for task in watching:
        task.cancel()
    await asyncio.gather(*watching, return_exceptions=True)
    canary.close()
    after, _ = await call(port, asking(SIMPLE))
    said: dict[str, object] = {"hostile": count, "statuses": dict(sorted(statuses.items())), "seconds": round(seconds, 1), "live_max_s": round(alive, 2),
                               "canary_calls": called, "after": after}
    possible = {"the server ended": server.poll() is not None, f"the canary was called {called} times": called > 0,
                "an answer had status 500": 500 in statuses, "a request had no answer within 30 s": -1 in statuses,
                f"a simple query got {after} afterwards": after != 200, f"the server did not answer for {alive:.1f} s": alive > 5}
    faults = [fault for fault, found in possible.items() if found]
    return said, faults


async def left(port: int, raw: bytes, seconds: float) -> int:
    """A client that sends, waits a little and goes: no status, -2."""
    with suppress(OSError):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(raw)
        await asyncio.sleep(seconds)
        writer.transport.abort()
    return -2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a data folder with a release (default: the small release of the tests, with 1,000 more articles)")
    parser.add_argument("--runaways", type=int, default=200)
    parser.add_argument("--hostile", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        data = given.data or Path(folder)
        if not given.data:
            import sample_release
            sample_release.write(data, graph=sample_release.build(1000))
        print(f"load of the machine before: {os.getloadavg()[0]:.1f}", flush=True)
        with serving(data) as (port, server):
            if given.runaways:
                said, faults = asyncio.run(runaways(port, server.pid, given.runaways))
                print(json.dumps(said), flush=True)
                failed += faults
            if given.hostile:
                said, faults = asyncio.run(attack(port, server, given.hostile, given.seed))
                print(json.dumps(said), flush=True)
                failed += faults
    for fault in failed:
        print(f"FAULT: {fault}")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
