"""Every release can be searched: ranked, marked, the same however it came about, and whatever somebody types."""
from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_readings import KNOWN, organization, reading, says
from pyoxigraph import Literal, NamedNode, Quad

from graph_api.errors import NotReady
from graph_api.search import Found, search
from ingest.model import Reading, Voice
from ingest.publishing import open_library
from ontology.vocab import GRAPH, RA, RDF, SKOS

META = NamedNode(KNOWN.entries["meta"].iri)
GROUND = [Quad(META, RDF.type, RA.Organization, GRAPH.registers), Quad(META, SKOS.prefLabel, Literal("Meta", language="en"), GRAPH.registers),
          Quad(META, SKOS.altLabel, Literal("Facebook Inc.", language="en"), GRAPH.registers)]
FINE = reading(says("The DPC fined Meta over cafés and faces.", "fine", "ie-dpc", "meta"), url="https://n.example/a", title="Record fine")
SAID = reading(says("We regret nothing about the fine.", "dispute-finding", "meta"), url="https://n.example/b", title="Regrets", statement=Voice(None, "meta"))
NEW = reading(says("The DPC warned Widget Works of a fine.", "warn", "ie-dpc", "widget-works"), url="https://n.example/c", title="A warning",
              new=(organization("Widget Works", "WW Limited"),))
CHANGED = reading(says("The DPC praised Meta.", "engage", "ie-dpc", "meta"), url="https://n.example/a", title="Praise")


def release(data: Path, *batches: list[Reading], withdraw: Reading | None = None) -> Path:
    with open_library(data, KNOWN, "regatlas test", ground=GROUND) as library:
        for batch in batches:
            library.accept(batch)
            library.publish()
        if withdraw:
            library.withdraw(withdraw.article.id, "")
            library.publish()
    return (data / "current").resolve()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release(tmp_path_factory.mktemp("search"), [FINE, SAID, NEW])


def names(found: Found) -> list[tuple[str, str]]:
    return [(hit.kind, hit.title) for hit in found.hits]


def test_titles_count_more_than_texts_and_words_are_marked(made: Path) -> None:
    found = search(made, "FINE", kinds=["article"])
    assert names(found)[0][1] == "Record fine"
    assert found.total == 3
    assert ("fine", True) in next(hit.snippet for hit in found.hits if hit.title == "Regrets")


@pytest.mark.parametrize(("text", "expected"), [
    ("cafes faces", ("article", "Record fine")), ("Facebook", ("organization", "Meta")), ("ww limited", ("organization", "Widget Works")),
    ('"regret nothing"', ("statement", "")), ("warning unheard-of", ("article", "A warning")),
], ids=["without accents", "an alias in a register", "an alias in an article", "a phrase in a statement", "some of the words"])
def test_things_are_found_by_their_names_and_words(made: Path, text: str, expected: tuple[str, str]) -> None:
    assert expected in names(search(made, text))


@pytest.mark.parametrize("text", ['"nothing regret"', "", "  ", "zebra", "***", '"', "'", "()", "\ud800"])
def test_what_is_not_there_is_not_found(made: Path, text: str) -> None:
    assert search(made, text) == Found(0, ())


@pytest.mark.parametrize("text", ['fine"', "fine*", "title:fine", "fine NEAR/2", "fine) OR (", "fine -", "^fine", "{fine}: x", "fine;DROP TABLE entry",
                                  "fine\x00"])
def test_operators_are_words_like_others(made: Path, text: str) -> None:
    assert search(made, text).total >= 3


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=60), limit=st.integers(-5, 500), offset=st.integers(-5, 10**6))
def test_no_query_is_an_error(made: Path, text: str, limit: int, offset: int) -> None:
    assert len(search(made, text, limit=limit, offset=offset).hits) <= 100


def test_pages_follow_one_another(made: Path) -> None:
    whole = search(made, "fine")
    assert [search(made, "fine", limit=1, offset=n).hits[0] for n in range(whole.total)] == list(whole.hits)


def test_what_is_found_does_not_depend_on_how_the_release_came_about(made: Path, tmp_path: Path) -> None:
    queries = ("fine", "meta", "DPC warned", "widget", "regret", "ww")
    expected = [search(made, query) for query in queries]
    for number, (a, b, c) in enumerate(permutations([FINE, SAID, NEW])):
        assert [search(release(tmp_path / str(number), [a], [b, c]), query) for query in queries] == expected
    detour = release(tmp_path / "detour", [CHANGED, SAID], [NEW, FINE])
    assert [search(detour, query) for query in queries] == expected
    assert search(detour, "praised").total == 0
    assert search(release(tmp_path / "withdrawn", [FINE, SAID, NEW], withdraw=NEW), "widget") == Found(0, ())


def test_the_same_release_has_the_same_index_byte_for_byte(made: Path, tmp_path: Path) -> None:
    again = release(tmp_path, [NEW, FINE, SAID])
    assert (again / "search.sqlite").read_bytes() == (made / "search.sqlite").read_bytes()


def test_a_release_without_an_index_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match="has no search index"):
        search(tmp_path, "fine")
