"""What storing and publishing cost as the data grows: `make scale`, or `python tests/benchmarks/scale.py 1000 10000`.

For each size: synthetic documents are ingested in batches and published, then a hundred more are, by the commands' own functions.

    articles/s      accepting (contract, mapping, shapes, journal on disk), and the first publication
    MB              peak of resident memory; bytes a article: of the journal and of the release
    100 more        seconds to accept a hundred articles and to publish them, start of the library included

Seconds are of one core (CPU time of all threads), so that a busy machine gives the same figures.
"""
from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE)]

from synthetic import documents  # noqa: E402

from ingest.publishing import open_library  # noqa: E402
from ontology.knowledge import load  # noqa: E402

BATCH, MORE = 500, 100
COLUMNS = ("articles", "claims", "actions", "conflicts", "accepted/s", "published/s", "peak MB", "journal B/a", "release B/a",
           "100 more: accept s", "publish s")


def measure(size: int, data: Path) -> list[str]:
    known = load()
    source, accepting = documents(size + MORE, known), 0.0
    with open_library(data, known, "regatlas benchmark") as library:
        while batch := list(islice(source, min(BATCH, size - len(library.workspace.pending)))):
            began = time.process_time()
            refused = [outcome for outcome in library.accept_documents(batch) if not isinstance(outcome, str)]
            accepting += time.process_time() - began
            assert not refused, refused[0]
        began = time.process_time()
        manifest = library.publish().manifest
        publishing = time.process_time() - began
    release = sum(entry["bytes"] for entry in manifest.files.values())
    journal = (data / "workspace" / "journal").stat().st_size
    more = list(source)
    ready = time.process_time()
    with open_library(data, known, "regatlas benchmark") as library:
        library.accept_documents(more)
        taken = time.process_time()
        library.publish()
    done = time.process_time()
    figures = [manifest.counts["articles"], manifest.counts["claims"], manifest.counts["actions"], manifest.counts["conflicts"], size / accepting,
               size / publishing, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, journal / size, release / size]
    return [f"{figure:,.0f}" for figure in figures] + [f"{taken - ready:.2f}", f"{done - taken:.2f}"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 10_000])
    print(" | ".join(COLUMNS), flush=True)
    for size in parser.parse_args().sizes:
        read, write = os.pipe()
        if not os.fork():                                    # a process for each size, so that each has a peak of its own
            with tempfile.TemporaryDirectory() as folder:
                os.write(write, " | ".join(f"{value:>{len(name)}}" for name, value in zip(COLUMNS, measure(size, Path(folder)), strict=True)).encode())
            os._exit(0)
        os.close(write)
        os.wait()
        print(os.read(read, 10_000).decode() or f"{size}: failed", flush=True)


if __name__ == "__main__":
    main()
