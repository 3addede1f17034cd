"""Requests a second and the 99th percentile of /sparql beside other servers over the same release: `make bench`, or this file with `--help`.

Eight typical queries, at 1, 8 and 32 connections, each server in turn before the next query begins, so that what else the machine does
strikes all of them. Measured by `wrk`, which must be installed. Columns:

    cached       this server, one query repeated (from the second on it is a hit: the rate of hits is printed)
    fresh        this server, another query each time (a number in a comment), so that each is evaluated, in a process that can be killed
    oxigraph     `oxigraph serve-read-only` (PyPI `oxigraph`), another query each time; it has no cache, repeated ones take as long
    rdflib       `rdflib-endpoint`, the graph in memory, another query each time
    NAME         whatever `--other NAME=URL` says is running, with the same data loaded (Virtuoso, Fuseki …)

The bounds on one client are off, since all load comes from one. Times mean something on an idle machine only; its load is printed. What else
the machine does changes the processor time of a request much less.
"""
from __future__ import annotations

import argparse
import asyncio
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "graph_api")]
PREFIXES = """PREFIX ra: <https://w3id.org/regatlas/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX schema: <https://schema.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX id: <https://w3id.org/regatlas/id/organization/> """
QUERIES = {
    "look-up": "SELECT ?p ?o { id:ie-dpc ?p ?o }",
    "label": 'SELECT ?s { ?s skos:prefLabel "Meta Platforms"@en }',
    "ask": "ASK { ?a ra:actor id:ie-dpc ; ra:target id:meta }",
    "join": "SELECT ?claim ?quote ?day { ?claim a ra:Claim ; ra:actor id:ie-dpc ; ra:evidence/oa:hasSelector/oa:exact ?quote ; ra:earliest ?day } LIMIT 50",
    "dates": 'SELECT ?a ?day { ?a a ra:Action ; ra:earliest ?day FILTER (?day >= "1995-01-01"^^xsd:date && ?day < "1995-02-01"^^xsd:date) }',
    "optional": "SELECT ?a ?amount ?place { ?a ra:actor id:gb-ico ; a ra:Action OPTIONAL { ?a ra:amount ?amount } OPTIONAL { ?a ra:jurisdiction ?place } }",
    "counts": "SELECT ?actor ?place (COUNT(?a) AS ?n) { ?a a ra:Action ; ra:actor ?actor ; ra:jurisdiction ?place } GROUP BY ?actor ?place ORDER BY DESC(?n)",
    "construct": "CONSTRUCT { ?a ra:actor ?who ; ra:amount ?n } WHERE { ?a a ra:Action ; ra:actor ?who ; ra:amount ?n } LIMIT 200",
}
SCRIPT = """
local n, process = 0, 0
function setup(thread) process = process + 1; thread:set("me", process) end
function request() n = n + 1; return wrk.format("GET", wrk.path .. "%20%23" .. me .. "-" .. n .. "-" .. os.time()) end
"""


@contextmanager
def running(command: list[str], url: str) -> Iterator[tuple[str, int]]:
    """A server as long as it is needed: its URL and process id, once it answers."""
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        for _ in range(1200):
            try:
                urllib.request.urlopen(f"{url}?query={quote('ASK {}')}", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield url, server.pid
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def ours(data: Path, *options: str) -> tuple[list[str], str]:
    at = port()
    command = [sys.executable, "-c", "from graph_api.commands import serve; serve()", "--data", str(data), "--port", str(at), "--workers", "2",
               "--evaluators", "2", "--client-queries", "0", "--client-long", "0", "--client-seconds", "0", *options]
    return command, f"http://127.0.0.1:{at}/sparql"


def measure(url: str, query: str, connections: int, seconds: int, *, fresh: bool) -> tuple[float, float, int]:
    """(requests a second, 99th percentile in ms, answers that were errors) of one server."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT if fresh else "")
        script.flush()
        said = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "--latency", "-s", script.name,
                               f"{url}?query={quote(PREFIXES + query, safe='')}"], capture_output=True, text=True, check=True).stdout
    rate, latency = re.search(r"Requests/sec:\s+([\d.]+)", said), re.search(r"99%\s+([\d.]+)(us|ms|s|m)", said)
    errors = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    factor = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
    return float(rate[1]) if rate else 0.0, float(latency[1]) * factor[latency[2]] if latency else 0.0, int(errors[1]) if errors else 0


def work(pid: int | None) -> float:
    """Seconds of processor time that a process and all below it have used; 0 where it is not known (Linux only)."""
    total = 0.0
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += sum(work(int(child)) for child in (task / "children").read_text().split())
    except (OSError, IndexError):
        pass
    return total


def hit_rate(url: str) -> str:
    """Of one of the web processes, as its metrics tell."""
    with urllib.request.urlopen(url.removesuffix("/sparql") + "/metrics", timeout=10) as answer:
        text = answer.read().decode()
    counts = {outcome: float(value) for outcome, value in re.findall(r'cache_requests_total\{outcome="(\w+)"\} (\S+)', text)}
    return f"{counts['hit'] / max(1.0, counts['hit'] + counts['miss']):.4%}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a data folder with a release (default: the small release of the tests, with 2,000 more articles)")
    parser.add_argument("--seconds", type=int, default=2, help="of each measurement")
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--queries", nargs="+", choices=list(QUERIES), default=list(QUERIES), metavar="NAME", help=f"which of {', '.join(QUERIES)}")
    parser.add_argument("--oxigraph", default=shutil.which("oxigraph"), help="the command of Oxigraph's server")
    here = sys.executable if importlib.util.find_spec("rdflib_endpoint") else None
    parser.add_argument("--rdflib", default=here, help="a Python with rdflib-endpoint and uvicorn")
    parser.add_argument("--other", action="append", default=[], metavar="NAME=URL", help="a further endpoint that is running")
    given = parser.parse_args()
    if not shutil.which("wrk"):
        print("wrk is not installed (apt-get install wrk): the endpoint is not measured")
        return 0
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        data = given.data or Path(folder)
        if not given.data:
            import sample_release
            sample_release.write(data, graph=sample_release.build(2000))
        peers: dict[str, tuple[str, int | None, bool]] = {"cached": (*stack.enter_context(running(*ours(data))), False),
                                                          "fresh": (*stack.enter_context(running(*ours(data, "--max-cache", "0"))), True)}
        store = str((data / "current").resolve() / "store")
        if given.oxigraph:
            at = port()
            command = [given.oxigraph, "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{at}"]
            peers["oxigraph"] = (*stack.enter_context(running(command, f"http://127.0.0.1:{at}/query")), True)
        if given.rdflib:
            at, dump = port(), Path(folder) / "dump.nt"
            import pyoxigraph as ox
            ox.Store.read_only(store).dump(str(dump), format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
            app = ("import sys, rdflib, uvicorn; from rdflib_endpoint import SparqlEndpoint; "
                   "uvicorn.run(SparqlEndpoint(graph=rdflib.Graph().parse(sys.argv[1], format='nt'), path='/'), port=int(sys.argv[2]), log_level='error')")
            peers["rdflib"] = (*stack.enter_context(running([given.rdflib, "-c", app, str(dump), str(at)], f"http://127.0.0.1:{at}/")), True)
        for name, _, url in (other.partition("=") for other in given.other):
            peers[name] = (url, None, True)
        print(f"load of the machine before: {os.getloadavg()[0]:.1f}; {os.cpu_count()} cores; requests/s (99th percentile in ms; "
              "processor ms of each, ! errors)")
        print(f"{'query':10} {'conn':>4} " + " ".join(f"{name:>24}" for name in peers))
        for name, query in ((name, QUERIES[name]) for name in given.queries):
            for connections in given.connections:
                cells = []
                for url, pid, fresh in peers.values():
                    before = work(pid)
                    rate, latency, errors = measure(url, query, connections, given.seconds, fresh=fresh)
                    each = (work(pid) - before) / max(1.0, rate * given.seconds) * 1000
                    cells.append(f"{rate:,.0f} ({latency:,.1f}; {each:.2f}){'!' + str(errors) if errors else ''}")
                print(f"{name:10} {connections:4} " + " ".join(f"{cell:>24}" for cell in cells), flush=True)
        print(f"hits of cached: {hit_rate(peers['cached'][0])}; load of the machine after: {os.getloadavg()[0]:.1f}")
        if "oxigraph" in peers:
            print("a query without end, given a deadline of 2 s: " + asyncio.run(endless(data, given.oxigraph, store)))
    return 0


async def endless(data: Path, oxigraph: str, store: str) -> str:
    """When each server ends a query that would never end, seconds after it was asked."""
    said = []
    query = quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", safe="")
    at = port()
    for name, (command, url) in {"this server": ours(data, "--deadline", "2"), "oxigraph --timeout-s 2": (
            [oxigraph, "serve-read-only", "--timeout-s", "2", "--location", store, "--bind", f"127.0.0.1:{at}"], f"http://127.0.0.1:{at}/query")}.items():
        with running(command, url):
            began = time.perf_counter()
            try:
                await asyncio.to_thread(urllib.request.urlopen, f"{url}?query={query}", None, 15)
                how = "answered"
            except OSError as error:
                how = str(error)
            said.append(f"{name}: {time.perf_counter() - began:.2f} s ({how})")
    return "; ".join(said)


if __name__ == "__main__":
    sys.exit(main())
