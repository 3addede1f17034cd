"""The questions that the vocabulary exists for, asked of the bundled sample. `python tests/test_competency_questions.py` writes the expected rows anew."""
from __future__ import annotations

import csv
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from rdflib.plugins.sparql import prepareQuery

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from graph_api.named_queries import NamedQuery, bind, load  # noqa: E402
from regatlas import main  # noqa: E402

FOLDER = ROOT / "queries" / "cq"
EXPECTED = FOLDER / "expected"
QUESTIONS = load(FOLDER)
README = (FOLDER / "README.md").read_text("utf-8")


def ingested(data: Path) -> ox.Store:
    """The sample, read by the real command line into `data`; its release, opened to be asked."""
    result = CliRunner().invoke(main, ["ingest", str(ROOT / "samples" / "articles"), "--data", str(data)])
    assert result.exit_code == 0, result.output
    return ox.Store.read_only(str(data / "current" / "store"))


def answer(store: ox.Store, query: str) -> bytes:
    """SPARQL 1.1 CSV (RFC 4180, UTF-8, first line the names)."""
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    written = found.serialize(format=ox.QueryResultsFormat.CSV)
    assert written is not None
    return written


def rows(written: bytes) -> list[tuple[str, ...]]:
    """Names first, then the answers in an order of their own: what is tied in the order of a query may come either way."""
    head, *body = csv.reader(written.decode("utf-8").splitlines(keepends=True))
    return [tuple(head), *sorted(map(tuple, body))]


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    return ingested(tmp_path_factory.mktemp("competency"))


def test_there_are_forty_questions_and_no_two_are_the_same() -> None:
    assert len(QUESTIONS) == 40
    assert len({question.answers for question in QUESTIONS.values()}) == 40
    assert len({question.summary for question in QUESTIONS.values()}) == 40
    assert all(question.answers.endswith("?") for question in QUESTIONS.values())


def test_the_readme_lists_every_question_in_its_own_words() -> None:
    for question in QUESTIONS.values():
        assert f"`{question.name}`" in README, question.name
        assert question.answers in README, question.name
        assert all(f"`{p.name}`" in README for p in question.parameters), question.name


def test_every_question_has_expected_rows_and_nothing_else_has() -> None:
    assert {path.stem for path in EXPECTED.iterdir()} == set(QUESTIONS)


def test_nearly_every_question_has_an_answer_in_the_sample() -> None:
    empty = [name for name in QUESTIONS if len(rows((EXPECTED / f"{name}.csv").read_bytes())) == 1]
    assert len(empty) <= 5, empty


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_the_answer_is_the_expected_one(question: NamedQuery, store: ox.Store) -> None:
    found, expected = rows(answer(store, question.text)), rows((EXPECTED / f"{question.name}.csv").read_bytes())
    assert found[0] == expected[0]
    more, less = Counter(found[1:]) - Counter(expected[1:]), Counter(expected[1:]) - Counter(found[1:])
    assert (more, less) == (Counter(), Counter()), f"new rows: {list(more)}\nmissing rows: {list(less)}\nIf this is right: python tests/{Path(__file__).name}"


def test_the_examples_of_parameters_narrow_the_answer_and_nearly_all_find_something(store: ox.Store) -> None:
    without = []
    for question in QUESTIONS.values():
        everything = len(rows(answer(store, question.text)))
        for parameter in question.parameters:
            some = len(rows(answer(store, bind(question, {parameter.name: parameter.example}))))
            assert some <= everything, (question.name, parameter.name)
            without += [(question.name, parameter.name)] if some == 1 else []
    assert len(without) <= 3, without


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_is_plain_sparql_with_an_order_and_no_limit(question: NamedQuery) -> None:
    prepareQuery(question.text)
    assert "\nORDER BY " in question.text
    assert not {"LIMIT", "OFFSET", "SERVICE", "LATERAL"} & set(question.text.split())


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_that_shows_a_sentence_shows_where_it_stands(question: NamedQuery) -> None:
    names = rows((EXPECTED / f"{question.name}.csv").read_bytes())[0]
    for name in names:
        if name.lower().endswith("quote"):
            assert name[:-5] + ("evidence" if name == "quote" else "Evidence") in names


def write() -> None:
    """The expected rows anew, and how long each question took."""
    took: dict[str, float] = {}
    EXPECTED.mkdir(exist_ok=True)
    for path in EXPECTED.glob("*.csv"):
        path.unlink()
    with tempfile.TemporaryDirectory() as folder:
        store = ingested(Path(folder))
        for name, question in QUESTIONS.items():
            start = time.perf_counter()
            written = answer(store, question.text)
            took[name] = time.perf_counter() - start
            (EXPECTED / f"{name}.csv").write_bytes(written)
            print(f"{name}: {len(rows(written)) - 1} rows, {took[name] * 1000:.0f} ms")
    slowest = max(took, key=lambda name: took[name])
    print(f"Slowest: {slowest}, {took[slowest] * 1000:.0f} ms")


if __name__ == "__main__":
    write()
