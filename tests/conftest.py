"""What many tests share: the ontology as shipped, the parser, the pipeline; each loaded once."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ingest.model import Reading
    from ingest.parsing import Parser
    from ingest.pipeline import Pipeline
    from ontology.knowledge import Knowledge

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def known() -> Knowledge:
    from ontology.knowledge import load

    return load()


@pytest.fixture(scope="session")
def parser() -> Parser:
    from ingest.parsing import Parser

    return Parser.load()


@pytest.fixture(scope="session")
def pipeline(known: Knowledge, parser: Parser) -> Pipeline:
    from ingest.pipeline import Pipeline

    return Pipeline(known, parser)


@pytest.fixture(scope="session")
def read(pipeline: Pipeline) -> Callable[..., Reading]:
    """Read a text as an article of its own, published on 20 March 2024 unless told otherwise."""

    from ingest.model import RawDocument

    def reader(text: str, published: str = "2024-03-20", source: str = "test.txt") -> Reading:
        return pipeline.read(RawDocument(source, text, "text/plain", (("published", published),) if published else ()))

    return reader


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development data beside the checkout; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the development data (../shared) is not on this machine")
    return SHARED
