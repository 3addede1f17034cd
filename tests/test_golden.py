"""One article from text to graph, quad by quad: whoever changes what is written sees it here.

After an intended change, write the golden anew with `python tests/test_golden.py` and read the difference before committing it.
"""
from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from ingest.mapping import map_reading
from ingest.pipeline import Pipeline
from ingest.readers import read_documents
from ontology.knowledge import Knowledge, load
from ontology.vocab import PREFIXES

CASES = sorted(p for p in (Path(__file__).parent / "data" / "golden").iterdir() if p.is_dir())


def graph_of(folder: Path, known: Knowledge, pipeline: Pipeline) -> list[ox.Quad]:
    document = next(iter(read_documents([str(folder / "article.md")])))
    return list(map_reading(pipeline.read(document), known, "regatlas golden").quads)  # type: ignore[arg-type]


def written(folder: Path) -> set[ox.Quad]:
    return set(ox.parse(path=str(folder / "graph.trig"), format=ox.RdfFormat.TRIG))


@pytest.mark.parametrize("folder", CASES, ids=[c.name for c in CASES])
def test_an_article_becomes_its_golden_graph(folder: Path, known: Knowledge, pipeline: Pipeline) -> None:
    made = set(graph_of(folder, known, pipeline))
    assert sorted(map(str, made - written(folder))) == []
    assert sorted(map(str, written(folder) - made)) == []


@pytest.mark.parametrize("folder", CASES, ids=[c.name for c in CASES])
def test_another_text_is_another_graph(folder: Path, known: Knowledge, pipeline: Pipeline, tmp_path: Path) -> None:
    (tmp_path / "article.md").write_text((folder / "article.md").read_text("utf-8").replace("2.4 million", "3.4 million"), "utf-8")
    assert set(graph_of(tmp_path, known, pipeline)) != written(folder)


if __name__ == "__main__":
    knowledge = load()
    for case in CASES:
        quads = graph_of(case, knowledge, Pipeline.load(knowledge))
        (case / "graph.trig").write_bytes(ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=PREFIXES) or b"")
