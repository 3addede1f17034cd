from __future__ import annotations

import time

import pytest

from graph_api.errors import InvalidParameter, NotAcceptable
from graph_api.negotiation import GRAPHS, HTML, RESULTS, choose, parse_accept, prefers_html

CHOICES = [  # Accept | media type sent
    (None, "application/sparql-results+json"),
    ("*/*", "application/sparql-results+json"),
    ("", "application/sparql-results+json"),
    ("text/csv", "text/csv"),
    ("text/*", "text/csv"),
    ("application/json", "application/json"),
    ("application/sparql-results+xml, */*;q=0.1", "application/sparql-results+xml"),
    ("text/csv;q=0.5, text/tab-separated-values;q=0.6", "text/tab-separated-values"),
    ("*/*, application/sparql-results+json;q=0", "application/sparql-results+xml"),
    ("text/*;q=0.9, text/csv;q=0.1", "text/tab-separated-values"),
    ("TEXT/CSV; Q=1.0", "text/csv"),
    ("nonsense, text/csv", "text/csv"),
]


@pytest.mark.parametrize(("accept", "sent"), CHOICES, ids=[str(a) for a, _ in CHOICES])
def test_the_most_wanted_format_is_sent_and_between_equals_the_first_of_ours(accept: str | None, sent: str) -> None:
    assert choose(accept, RESULTS).media_type == sent


@pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0", "*/*;q=0", "nonsense"])
def test_nothing_acceptable_is_said_with_the_list_of_what_there_is(accept: str) -> None:
    with pytest.raises(NotAcceptable) as raised:
        choose(accept, RESULTS)
    assert "text/csv" in raised.value.members["available"]


@pytest.mark.parametrize(("format", "sent"), [("csv", "text/csv"), ("JSON", "application/sparql-results+json"), ("text/csv", "text/csv")])
def test_format_wins_over_accept(format: str, sent: str) -> None:
    assert choose("image/png", RESULTS, format).media_type == sent


def test_a_format_that_there_is_not_is_said_with_those_there_are() -> None:
    with pytest.raises(InvalidParameter, match="turtle, ntriples, rdfxml, jsonld"):
        choose(None, GRAPHS, "csv")


@pytest.mark.parametrize(("accept", "html"), [
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", True), ("*/*", False), (None, False),
    ("text/turtle, text/html;q=0.5", False), ("text/html;q=0", False),
])
def test_only_a_browser_gets_pages_unasked(accept: str | None, html: bool) -> None:
    assert prefers_html(accept) is html
    if html:
        assert choose(accept, (*RESULTS, HTML)) is HTML


def test_a_header_of_any_length_and_shape_is_read_in_no_time() -> None:
    began = time.perf_counter()
    for header in ('"\\' * 50_000, '"' * 100_000, "text/csv;" * 20_000, ",;" * 50_000, 'a/b;c="' * 20_000):
        parse_accept(header)
    assert time.perf_counter() - began < 2.0
