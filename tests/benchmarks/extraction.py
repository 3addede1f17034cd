"""How fast articles are read, per core, beside spaCy's pipeline over the same full text; and whether memory stays flat.

    python -m tests.benchmarks.extraction        (part of `make bench`)

Relevant articles are those of the project (sample and development split), news that nobody needs is made by `everyday_news`.
Rates are per processor second of one process, so that a busy machine changes them little; the language model computes in one thread.
"""
from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from ingest.model import RawDocument, ReadError
from ingest.parsing import Parser
from ingest.pipeline import Pipeline
from ingest.readers import read_documents
from ontology import knowledge
from tests.benchmarks import everyday_news

ROOT = Path(__file__).resolve().parents[2]
WORDS = 400                              # of an article, to which rates are scaled
ROUNDS = 5
NOBODY_NEEDS = 500                       # articles of everyday news
IN_TEN = 9                               # of them for each relevant article, in the mix
PIPED = 60                               # documents that spaCy's pipeline reads: more say nothing new
LONG_RUN = 10_000                        # articles over which memory is watched


def main() -> None:
    start = time.perf_counter()
    known = knowledge.load()
    parser = Parser.load()
    pipeline = Pipeline(known, parser)
    print(f"start-up: {time.perf_counter() - start:.2f} s (of the clock)")
    print(f"\narticles of {WORDS} words a processor second (load of the machine: {os.getloadavg()[0]:.1f})")
    print(f"{'':26}{'RegAtlas':>10}{'nlp.pipe':>10}{'ratio':>8}")
    for name, documents in kinds().items():
        ours = len_in_articles(documents) / seconds(partial(read, pipeline, documents))
        spacy = len_in_articles(documents[:PIPED]) / seconds(partial(pipe, parser, documents[:PIPED]))
        print(f"{name:26}{ours:10,.1f}{spacy:10,.1f}{ours / spacy:8.1f}")
    print(f"\nresident memory while {LONG_RUN:,} articles are read, one in ten of them relevant")
    for count, held in memory(pipeline, LONG_RUN):
        print(f"{count:10,}{held:8.0f} MiB")


def kinds() -> dict[str, list[RawDocument]]:
    """The articles of each row of the table."""
    paths = [str(ROOT / "samples/articles"), *map(str, sorted((ROOT / "tests/data/articles/dev").glob("*.txt")))]
    relevant = [d for d in read_documents(paths) if not isinstance(d, ReadError)]
    everyday = [d for _, d in zip(range(NOBODY_NEEDS), news())]
    mix = [d for n, article in enumerate(relevant[:20]) for d in (article, *everyday[n * IN_TEN:(n + 1) * IN_TEN])]
    return {"relevant": relevant, "news that nobody needs": everyday, "one relevant in ten": mix}


def news() -> Iterator[RawDocument]:
    number = 0
    while True:
        yield RawDocument(f"{number}.txt", everyday_news.article(number, WORDS))
        number += 1


def read(pipeline: Pipeline, documents: Iterable[RawDocument]) -> None:
    for document in documents:
        pipeline.read(document)


def pipe(parser: Parser, documents: Iterable[RawDocument]) -> None:
    for _ in parser._nlp.pipe(d.content for d in documents):
        pass


def seconds(task: Callable[[], None]) -> float:
    """Processor seconds that a task takes: the median of some rounds, after one that is not counted."""
    taken = []
    for _ in range(ROUNDS + 1):
        start = time.process_time()
        task()
        taken.append(time.process_time() - start)
    return statistics.median(taken[1:])


def len_in_articles(documents: Sequence[RawDocument]) -> float:
    """How many articles of 400 words so much text makes."""
    return sum(len(d.content.split()) for d in documents) / WORDS


def memory(pipeline: Pipeline, articles: int) -> Iterator[tuple[int, float]]:
    """Resident memory in MiB, at each tenth of the way."""
    relevant = kinds()["relevant"]
    for n, document in zip(range(articles), news()):
        pipeline.read(document if n % (IN_TEN + 1) else relevant[n % len(relevant)])
        if (n + 1) % (articles // 10) == 0:
            yield n + 1, resident()


def resident() -> float:
    """MiB that this process holds in memory now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main()
