"""The shared articles, told as one story: what happened in each jurisdiction, in order, and what of it is disputed.

Skipped with a reason where the development data is not beside the checkout.
"""
from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, Store

from graph_api import named_queries
from ingest.consolidation import consolidate
from ingest.deeds import Consolidation
from ingest.derived import derived_quads, entity_names
from ingest.graphs import both
from ingest.mapping import map_reading, minted, reported_claims
from ingest.model import ReadError
from ingest.readers import read_documents
from ontology.dataset import load_graph_quads
from ontology.knowledge import load

QUERY = named_queries.load(Path(__file__).resolve().parents[1] / "queries")["practice_timeline"]
TOLD = {"pause": "pause", "approve": "approval", "resume": "resume", "start-processing": "start"}


@pytest.fixture(scope="module")
def told(shared: Path, pipeline) -> tuple[Consolidation, Store]:  # type: ignore[no-untyped-def]
    known = load()
    readings = [pipeline.read(d) for d in read_documents([str(shared / "articles")]) if not isinstance(d, ReadError)]
    entities = [entity for reading in readings for entity in minted(reading, known)]
    found = consolidate([c for reading in readings for c in reported_claims(reading, known)], known, entity_names(entities))
    store = Store()
    store.extend(both(load_graph_quads()))
    store.extend(both(derived_quads(found, entities, known)))
    for reading in readings:
        store.extend(both(map_reading(reading, known, "test").quads))
    return found, store


def steps(store: Store, jurisdiction: str, **given: str) -> list[str]:
    """What was done about the company's training, in order: each action once."""
    rows = store.query(named_queries.bind(QUERY, {"practice": "ai-training", "organization": "meta", "jurisdiction": jurisdiction, **given}))
    assert isinstance(rows, QuerySolutions)
    seen: dict[str, str] = {}
    for row in rows:
        type = TOLD.get(row["type"].value.rpartition("/")[2])
        if type:
            assert row["quote"].value
            assert row["title"].value
            seen[row["action"].value] = " ".join((*(("disputed",) if row["disputed"].value == "true" else ()),
                                                  *(("planned",) if row["status"].value == "planned" else ()), type))
    return [step for n, step in enumerate(seen.values()) if step not in list(seen.values())[:n]]


def test_in_britain_a_pause_an_approval_in_dispute_a_resumption_and_a_planned_start(told: tuple[Consolidation, Store]) -> None:
    assert steps(told[1], "GB") == ["pause", "disputed approval", "resume", "planned start"]


def test_in_the_union_a_pause_and_later_a_planned_start(told: tuple[Consolidation, Store]) -> None:
    assert [step for step in steps(told[1], "EU") if step in ("pause", "planned start")] == ["pause", "planned start"]


def test_before_the_last_article_nobody_knew_of_the_start_in_the_union(told: tuple[Consolidation, Store]) -> None:
    assert "planned start" not in steps(told[1], "EU", asOf="2025-04-14")
    assert "planned start" in steps(told[1], "EU", asOf="2025-04-15")


def test_the_one_conflict_is_whether_the_authority_gave_its_permission(told: tuple[Consolidation, Store]) -> None:
    [conflict] = told[0].conflicts
    assert conflict.kind == "existence"
    assert "permission" in conflict.explanation
    assert "has not provided regulatory approval" in conflict.explanation


def test_all_undated_articles_are_bounded_and_say_why(told: tuple[Consolidation, Store]) -> None:
    undated = {c.source.iri for a in told[0].actions for c in a.claims if not c.source.published}
    assert undated == set(told[0].bounds)
    assert all(b.reason.startswith("Not dated; inferred, since") for b in told[0].bounds.values())
