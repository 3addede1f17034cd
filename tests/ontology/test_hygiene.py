"""Each hygiene query lets good data pass and finds in bad data just the faults that its `#!` lines name."""
from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from ontology.hygiene import PREFIX, hygiene_faults, hygiene_queries
from ontology.turtle import parse_file

DATA = Path(__file__).parent / "hygiene"
QUERIES = dict(hygiene_queries())


def rows(query: str, path: Path) -> set[str]:
    store = ox.Store()
    store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    return {f"{row['thing'].value}: {row['fault'].value}" for row in found}


def expected(path: Path) -> set[str]:
    return {line.removeprefix("#! ") for line in path.read_text("utf-8").splitlines() if line.startswith("#! ")}


def test_there_are_queries_and_each_has_bad_data() -> None:
    assert {path.stem.removeprefix("bad-") for path in DATA.glob("bad-*.ttl")} == {name.removeprefix(PREFIX) for name in QUERIES} != set()


@pytest.mark.parametrize("name", QUERIES)
def test_good_data_gives_no_row(name: str) -> None:
    assert rows(QUERIES[name], DATA / "good.ttl") == set()


@pytest.mark.parametrize("name", QUERIES)
def test_bad_data_gives_each_fault(name: str) -> None:
    path = DATA / f"bad-{name.removeprefix(PREFIX)}.ttl"
    assert rows(QUERIES[name], path) == expected(path) != set()


def test_a_fault_names_the_query_as_its_file() -> None:
    faults = hygiene_faults(parse_file(DATA / "bad-broader_has_no_circle.ttl"))
    assert [str(fault) for fault in faults] == [f"ontology_broader_has_no_circle.rq: practice/{x}: is broader than itself" for x in "ab"]
