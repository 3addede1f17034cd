from __future__ import annotations

import contextlib
import time

import pytest

from graph_api.errors import OverLimit, Refused, TooLarge
from graph_api.guard import check
from graph_api.settings import Settings

SETTINGS = Settings()
FORMS = [
    ("SELECT * { ?s ?p ?o }", "SELECT"),
    ("# SERVICE\nBASE <http://a/> PREFIX select: <b> ask{}", "ASK"),
    ("PREFIX a: <http://a/>construct{?s a:x 'SERVICE <x> {}'}{}", "CONSTRUCT"),
    ("DESCRIBE <http://a/select>", "DESCRIBE"),
    ("SELECT * { ?s <http://a/service> ?service ; ex:service 'LOAD'@en }", "SELECT"),
    ("", "SELECT"),
    ("this is no query", "SELECT"),
]
REFUSED = [
    ("INSERT DATA { <a> <b> <c> }", "INSERT"),
    ("PREFIX a: <http://a/> delete where { ?s ?p ?o }", "DELETE"),
    ("LOAD <http://a/>", "LOAD"),
    ("SELECT * { SERVICE <http://a/> { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { BIND(true AS ?x) ?s ?p trueSERVICE<http://a/>{ ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { FILTER(1<'a>') SERVICE <http://a/> { ?s ?p ?o } }", "SERVICE"),
    (r"SELECT * { ?s ex:a·\'b 1 . SERVICE <http://a/> { ?s ?p ?o } FILTER('x') }", "SERVICE"),
    ("SELECT * { ?s ?p ?o.SERVICE#x\n<http://a/>{ ?s ?p ?o } }", "SERVICE"),
    ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM <file:"),
    (r"SELECT * FROM NAMED <\u0066ile:///etc/passwd> { ?s ?p ?o }", "FROM <file:"),
    ("PREFIX f: <FILE:///etc/> SELECT * FROM f:passwd { ?s ?p ?o }", "FROM <file:"),
]


@pytest.mark.parametrize(("query", "kind"), FORMS, ids=[q[:30] for q, _ in FORMS])
def test_the_form_of_a_query_is_its_first_word_after_the_prologue(query: str, kind: str) -> None:
    assert check(query, SETTINGS).kind == kind


@pytest.mark.parametrize(("query", "said"), REFUSED, ids=[q[:40] for q, _ in REFUSED])
def test_what_this_server_never_does_is_refused_by_name(query: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        check(query, SETTINGS)


@pytest.mark.parametrize(("query", "limit"), [
    ("SELECT * " + "{" * 51, "max_query_depth"),
    ("SELECT * { FILTER(" + "!" * 60 + "true) }", "max_query_depth"),
    ("SELECT * { FILTER(1<" + "(" * 60 + "1) }>", "max_query_depth"),
    ("SELECT * { " + "?s ?p ?o . " * 6000 + "}", "max_query_tokens"),
])
def test_what_would_end_the_parser_is_refused_with_the_name_of_the_limit(query: str, limit: str) -> None:
    with pytest.raises(OverLimit) as raised:
        check(query, SETTINGS)
    assert raised.value.members["limit"] == limit


def test_a_query_that_is_too_long_is_refused_and_one_at_the_limit_is_not() -> None:
    with pytest.raises(TooLarge):
        check("x" * 100_001, SETTINGS)
    assert check("#" * 100_000, SETTINGS).kind == "SELECT"


def test_a_line_of_dashes_in_a_comment_is_no_nesting() -> None:
    assert check("# " + "-" * 90 + "\nASK { }", SETTINGS).kind == "ASK"


@pytest.mark.parametrize("part", ['"""\\"', "'", '"', "<", "SERVICE", "?", ":", "a:b\\", "'''a'' ", "{[(", "1<'"])
def test_no_text_takes_longer_than_its_length(part: str) -> None:
    began = time.perf_counter()
    with contextlib.suppress(OverLimit, Refused):
        check((part * 100_000)[:100_000], SETTINGS)
    assert time.perf_counter() - began < 2.0
