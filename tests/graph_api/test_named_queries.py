from __future__ import annotations

import csv
import io
from pathlib import Path

import httpx
import pytest
import sample_release

from graph_api.errors import InvalidParameter
from graph_api.named_queries import InvalidQueryFile, NamedQuery, bind, load, page, parse

GOOD = """#+ summary = "S."
#+ answers = "A?"
#+ [parameters.who]
#+ type = "iri"
#+ about = "Who."
#+ example = "gb-ico"
#+ kind = "organization"
#+ [parameters.day]
#+ type = "date"
#+ about = "When."
#+ example = "2024-01-31"
#+ [parameters.words]
#+ type = "text"
#+ about = "What."
#+ example = "x"
#+ [parameters.number]
#+ type = "integer"
#+ about = "How many."
#+ example = "3"
SELECT ?s WHERE {
  VALUES ?who { UNDEF }
  VALUES ?day { UNDEF }
  VALUES ?words { UNDEF }
  VALUES ?number { UNDEF }
  ?s ?p ?who .
} ORDER BY ?s
"""


def test_a_file_is_read_with_its_parameters() -> None:
    query = parse("good", GOOD)
    assert (query.summary, [p.name for p in query.parameters]) == ("S.", ["who", "day", "words", "number"])


def test_every_fault_of_a_header_is_said_at_once() -> None:
    bad = GOOD.replace('"date"', '"day"').replace('#+ about = "What."\n', "").replace('summary = "S."', "summary = 1").replace("?number { UNDEF", "?n { UNDEF")
    with pytest.raises(InvalidQueryFile) as raised:
        parse("bad", bad + '#+ [parameters.limit]\n#+ typ = "text"\n')
    said = "\n".join(raised.value.faults)
    for fault in ("parameters.day.type", "parameters.words.about", "summary", "parameters.number: the query has no line",
                  "VALUES ?n { UNDEF }: the header has no", "limit is taken", "parameters.limit.typ: there is no such key"):
        assert fault in said, fault


def test_toml_that_does_not_parse_names_the_file() -> None:
    with pytest.raises(InvalidQueryFile, match=r"worse\.rq: header"):
        parse("worse", '#+ summary = "unclosed\n' + GOOD)


def test_the_faults_of_all_files_are_said_together(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.rq").write_text("SELECT * { ?s ?p ?o }")
    with pytest.raises(InvalidQueryFile, match=r"(?s)one\.rq.*two\.rq"):
        load(tmp_path)


@pytest.mark.parametrize(("given", "line"), [
    ({"who": "gb-ico"}, f"VALUES ?who {{ <{sample_release.ICO}> }}"),
    ({"who": sample_release.ICO}, f"VALUES ?who {{ <{sample_release.ICO}> }}"),
    ({"who": "a b/ü"}, "VALUES ?who { <https://w3id.org/regatlas/id/organization/a%20b%2F%C3%BC> }"),
    ({"day": "2024-02-29"}, 'VALUES ?day { "2024-02-29"^^<http://www.w3.org/2001/XMLSchema#date> }'),
    ({"number": "-7"}, 'VALUES ?number { "-7"^^<http://www.w3.org/2001/XMLSchema#integer> }'),
    ({"words": 'a"} UNION {?s ?p ?o\\'}, 'VALUES ?words { "a\\"} UNION {?s ?p ?o\\\\" }'),
    ({"words": "VALUES ?who { UNDEF }"}, 'VALUES ?words { "VALUES ?who { UNDEF }" }'),
    ({"words": "line\nbreak"}, 'VALUES ?words { "line\\nbreak" }'),
    ({"words": "  "}, "VALUES ?words { UNDEF }"),
])
def test_a_value_becomes_a_term_and_nothing_else(given: dict[str, str], line: str) -> None:
    bound = bind(parse("good", GOOD), given)
    assert line in bound
    changed = [new for old, new in zip(GOOD.splitlines(), bound.splitlines(), strict=True) if old != new]
    assert changed == ([] if line.endswith("{ UNDEF }") else [f"  {line}"])


def test_every_value_that_does_not_fit_is_named_at_once() -> None:
    with pytest.raises(InvalidParameter) as raised:
        bind(parse("good", GOOD), {"who": "https://a b", "day": "31.1.2024", "number": "1.5", "nobody": "x"})
    assert [fault.split(":")[0] for fault in raised.value.members["faults"]] == ["nobody", "who", "day", "number"]


def test_paging_is_added_behind_the_order() -> None:
    assert page("SELECT * {} ORDER BY ?x\n\n", 10, 20).endswith("ORDER BY ?x\nLIMIT 10\nOFFSET 20\n")
    assert page("SELECT * {}", None, 0) == "SELECT * {}\n"


def test_a_query_without_a_header_takes_no_parameters() -> None:
    with pytest.raises(InvalidParameter, match="no such parameter"):
        bind(NamedQuery("x", "", "", (), "SELECT * {}"), {"a": "b"})


# --- over HTTP ------------------------------------------------------------------------------------------------------

def test_the_catalogue_lists_every_question_with_its_parameters(client: httpx.Client) -> None:
    listed = {q["name"]: q for q in client.get("/queries").json()["queries"]}
    assert len(listed) >= 10
    assert [p["name"] for p in listed["actions_by_regulator"]["parameters"]] == ["regulator", "target", "type", "from", "to"]
    assert set(listed) <= {path.removeprefix("/queries/") for path in client.get("/openapi.json").json()["paths"]}


@pytest.mark.parametrize("format", ["json", "csv", "tsv", "xml"])
def test_a_question_answers_in_every_format(client: httpx.Client, format: str) -> None:
    answer = client.get("/queries/actions_by_regulator", params={"regulator": "ie-dpc", "format": format})
    assert answer.status_code == 200
    assert "Data Protection Commission" in answer.text
    if format == "csv":
        assert len(list(csv.DictReader(io.StringIO(answer.text)))) == 3


def test_limit_and_offset_page_through_the_rows(client: httpx.Client) -> None:
    everything = client.get("/queries/actions_by_regulator").json()["results"]["bindings"]
    pages = [client.get("/queries/actions_by_regulator", params={"limit": 3, "offset": offset}).json()["results"]["bindings"] for offset in (0, 3, 6)]
    assert [row for rows in pages for row in rows] == everything


def test_the_query_behind_an_answer_can_be_had_and_run(client: httpx.Client) -> None:
    text = client.get("/queries/denied", params={"organization": "meta", "format": "rq"}).text
    assert f"<{sample_release.META}>" in text
    assert len(client.get("/sparql", params={"query": text}).json()["results"]["bindings"]) == 1


@pytest.mark.parametrize(("path", "status", "said"), [
    ("/queries/action_by_regulators", 404, "actions_by_regulator"),
    ("/queries/timeline?from=yesterday", 400, "YYYY-MM-DD"),
    ("/queries/timeline?organisation=meta", 400, "organisation: timeline has no such parameter"),
    ("/queries/timeline?organization=meta&organization=noyb", 400, "2 times"),
    ("/queries/timeline?limit=many", 400, "limit"),
    ("/queries/timeline?format=pdf", 400, "csv"),
    ("/queries/timeline?organization=%FF", 400, "UTF-8"),
])
def test_a_mistake_names_the_parameter(client: httpx.Client, path: str, status: int, said: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert said in answer.json()["detail"]
    page = client.get(path, headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")


def test_the_page_of_a_question_leads_from_the_quote_to_the_sentence(client: httpx.Client) -> None:
    page = client.get("/queries/denied", headers={"Accept": "text/html"}).text
    key = sample_release.ARTICLE["no"].rpartition("/")[2]
    assert f'href="/page/article/{key}#char-1-64"' in page
    assert 'name="organization"' in page


def test_a_browser_pages_through_a_long_answer(serve, tmp_path: Path) -> None:
    sample_release.write(tmp_path, "r1", sample_release.build(150))
    client = serve(data=tmp_path, evaluators=1)
    first = client.get("/queries/fines", headers={"Accept": "text/html"}).text
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    second = client.get("/queries/fines?offset=100", headers={"Accept": "text/html"}).text
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second
