"""What the main steps cost, beside what they are measured against. Run by `make bench`; nothing here asserts a time.

Articles are the bundled sample; "irrelevant" is the same length of text about nothing that the registers know.
"""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from ingest.model import RawDocument, ReadError
from ingest.parsing import Parser
from ingest.pipeline import Pipeline
from ingest.readers import read_documents
from ontology import dataset, knowledge
from regatlas import main

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "articles"
QUESTIONS = Path(__file__).resolve().parents[2] / "queries"
Benchmark = Callable[..., Any]


@pytest.fixture(scope="module")
def documents() -> list[RawDocument]:
    return [d for d in read_documents([str(SAMPLE)]) if not isinstance(d, ReadError)]


@pytest.fixture(scope="module")
def irrelevant(documents: list[RawDocument]) -> list[RawDocument]:
    words = "The orchestra played in the park while children flew kites above the pond and nobody minded the rain. "
    return [RawDocument(f"{n}.txt", words * max(1, len(d.content) // len(words))) for n, d in enumerate(documents)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    data = tmp_path_factory.mktemp("bench")
    assert CliRunner().invoke(main, ["ingest", str(SAMPLE), "--data", str(data)]).exit_code == 0
    return ox.Store.read_only(str((data / "current").resolve() / "store"))


def test_start_up_of_the_ontology(benchmark: Benchmark) -> None:
    benchmark.pedantic(knowledge._load, args=(dataset.FOLDER,), rounds=3)


def test_reading_the_sample(benchmark: Benchmark, pipeline: Pipeline, documents: list[RawDocument]) -> None:
    benchmark.pedantic(lambda: [pipeline.read(d) for d in documents], rounds=5, warmup_rounds=1)


def test_reading_irrelevant_text(benchmark: Benchmark, pipeline: Pipeline, irrelevant: list[RawDocument]) -> None:
    benchmark.pedantic(lambda: [pipeline.read(d) for d in irrelevant], rounds=5, warmup_rounds=1)


def test_baseline_parser_alone_over_the_sample(benchmark: Benchmark, parser: Parser, documents: list[RawDocument]) -> None:
    benchmark.pedantic(lambda: list(parser._nlp.pipe([d.content for d in documents])), rounds=5, warmup_rounds=1)


@pytest.mark.parametrize("name", ["actions_by_regulator", "conflicts", "fines_by_year", "timeline"])
def test_asking(benchmark: Benchmark, store: ox.Store, name: str) -> None:
    text = (QUESTIONS / f"{name}.rq").read_text("utf-8")
    benchmark(lambda: store.query(text).serialize(format=ox.QueryResultsFormat.JSON))  # type: ignore[union-attr]
