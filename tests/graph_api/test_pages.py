from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest
import rdflib
import sample_release
from hypothesis import given
from hypothesis import strategies as st

from graph_api.links import page as page_of
from graph_api.links import short
from graph_api.pages.marking import marked
from ontology import iris

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@given(text=st.text(max_size=60), spans=st.lists(st.tuples(st.integers(-2, 62), st.integers(-2, 62)), max_size=8))
def test_marking_changes_no_character_and_gives_each_passage_one_anchor(text: str, spans: list[tuple[int, int]]) -> None:
    out = str(marked(text, spans))
    assert html.unescape(re.sub(r"</?mark[^>]*>", "", out)) == html.unescape(html.escape(text))
    kept = {(start, end) for start, end in spans if 0 <= start < end <= len(text)}
    assert sorted(re.findall(r'id="char-(\d+)-(\d+)"', out)) == sorted((str(s), str(e)) for s, e in kept)
    depth = 0
    for tag in re.findall(r"</?mark", out):
        depth += 1 if tag == "<mark" else -1
        assert depth >= 0
    assert depth == 0


def test_overlapping_passages_are_each_marked_to_their_end() -> None:
    assert str(marked("abcdef", [(0, 4), (2, 6)])) == '<mark id="char-0-4">ab<mark id="char-2-6">cd</mark></mark><mark>ef</mark>'


def test_an_iri_leads_to_its_page_and_evidence_to_the_sentence() -> None:
    article = sample_release.ARTICLE["no"]
    assert page_of(iris.evidence_iri(article, 1, 64)) == f"/page/article/{article.rpartition('/')[2]}#char-1-64"
    assert page_of("https://w3id.org/regatlas/ontology#Claim") == "/ontology#Claim"
    assert page_of("https://example.org/") == "https://example.org/"
    assert page_of("javascript:alert(1)") is None
    assert short(sample_release.ICO) == "gb-ico"


def test_every_link_of_every_page_leads_somewhere(client: httpx.Client) -> None:
    """Follows links from the start page as a browser would; fragments must be there too."""
    pages: dict[str, str] = {}
    todo, wanted = ["/"], set()
    while todo:
        path = todo.pop()
        if path in pages:
            continue
        answer = client.get(path, headers=BROWSER, follow_redirects=True)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        pages[path] = answer.text if "html" in answer.headers["content-type"] else ""
        for link in map(html.unescape, re.findall(r'href="([^"]*)"', pages[path])):
            target, _, fragment = urljoin(path, link).partition("#")
            if target.startswith("/") and "offset=" not in target:
                todo.append(target)
                if fragment and fragment != "content":
                    wanted.add((target, fragment))
    for target, fragment in wanted:
        assert f'id="{fragment}"' in pages[target], f"{target} has no #{fragment}"
    for kind in ("article", "claim", "action", "conflict", "organization", "action-type", "practice", "jurisdiction", "legal-basis"):
        assert any(path.startswith(f"/page/{kind}/") for path in pages), kind
    assert any("#char-" in f"{target}#{fragment}" for target, fragment in wanted)


def test_pages_load_nothing_from_elsewhere_and_run_no_script(client: httpx.Client) -> None:
    for path in ("/", "/queries", "/queries/timeline", "/sparql", "/graphql", "/ontology", "/docs",
                 sample_release.ARTICLE["no"].replace("https://w3id.org/regatlas/id", "/page")):
        answer = client.get(path, headers=BROWSER)
        assert not re.search(r"<script|<style| style=|\son\w+=|@import", answer.text), path
        assert not re.findall(r'(?:src|action)="(?:https?:)?//', answer.text), path
        assert re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"', answer.text) == ["/static/style.css", "/static/icon.svg"]
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
    assert "url(" not in client.get("/static/style.css").text


def test_an_article_shows_its_text_escaped_with_the_evidence_marked(client: httpx.Client) -> None:
    article = sample_release.ARTICLE["no"]
    page = client.get(article.replace("https://w3id.org/regatlas/id", "/page"), headers=BROWSER).text
    assert '<mark id="char-1-64">The ICO has not provided regulatory approval for the processing</mark>' in page
    assert "&amp; &lt;i&gt;its guidance&lt;/i&gt;" in page


def test_the_start_page_counts_and_shows_contradictions_with_both_quotes(client: httpx.Client) -> None:
    page = client.get("/", headers=BROWSER).text
    assert "<strong>10</strong>claims" in page
    assert "The ICO approved the plan, Meta said 👍." in page
    assert "The ICO has not provided regulatory approval" in page


def test_the_start_page_says_what_to_do_when_there_is_no_release(serve, tmp_path: Path) -> None:
    answer = serve(data=tmp_path, evaluators=1).get("/", headers=BROWSER)
    assert answer.status_code == 503
    assert "regatlas ingest" in answer.text


def test_the_guide_documents_every_public_limit_and_every_problem(client: httpx.Client) -> None:
    page = client.get("/docs", headers=BROWSER).text
    for word in ("max_query_depth", "deadline", "max_graphql_cost", "query-timeout", "not-acceptable", "/sparql", "/graphql"):
        assert word in page


# --- linked data ----------------------------------------------------------------------------------------------------

def path_of(iri: str, door: str) -> str:
    return iri.replace("https://w3id.org/regatlas/id", door)


@pytest.mark.parametrize(("accept", "leads_to"), [
    ("text/html", "/page"), ("text/turtle", "/data"), ("application/ld+json", "/data"), ("*/*", "/data"), (BROWSER["Accept"], "/page")])
def test_a_name_leads_to_what_the_client_wants(client: httpx.Client, accept: str, leads_to: str) -> None:
    answer = client.get(path_of(sample_release.ICO, "/id"), headers={"Accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, path_of(sample_release.ICO, leads_to))
    assert answer.headers["vary"] == "Accept"


@pytest.mark.parametrize(("format", "parser"), [("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld"), ("rdfxml", "xml")])
def test_data_about_a_claim_has_its_evidence_and_labels(client: httpx.Client, format: str, parser: str) -> None:
    claim = client.get("/queries/denied").json()["results"]["bindings"][0]["claim"]["value"]
    graph = rdflib.Graph().parse(data=client.get(path_of(claim, "/data"), params={"format": format}).content, format=parser)
    values = {str(value) for value in graph.objects()}
    assert {"The ICO has not provided regulatory approval for the processing", "Information Commissioner's Office"} <= values


def test_data_of_an_article_is_its_named_graph(client: httpx.Client) -> None:
    article = sample_release.ARTICLE["go"]
    graph = rdflib.Graph().parse(data=client.get(path_of(article, "/data")).text, format="turtle")
    count = client.get("/sparql", params={"query": f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{article}> {{ ?s ?p ?o }} }}"})
    assert len(graph) == int(count.json()["results"]["bindings"][0]["n"]["value"])


def test_a_name_with_brackets_and_colons_is_found(client: httpx.Client) -> None:
    for address in (path_of(sample_release.ART46, "/data"), path_of(sample_release.ART46, "/data").replace("(", "%28").replace(":", "%3A")):
        assert "Article 46(1) GDPR" in client.get(address).text


@pytest.mark.parametrize("path", ["/id/organization/nobody", "/data/action/0", "/page/claim/0", "/id/nothing/x", "/page/organization/..", "/data/article/%FF"])
def test_an_unknown_name_is_not_found(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404
    page = client.get(path, headers=BROWSER)
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")


def test_a_merged_name_leads_to_the_one_that_stayed(serve, tmp_path: Path) -> None:
    graph = sample_release.build()
    old, new = iris.mint("action", "gone"), iris.mint("organization", "gb-ico")
    graph.add(sample_release.GRAPH.derived, old, (sample_release.DCTERMS.isReplacedBy, new))
    sample_release.write(tmp_path, "r1", graph)
    answer = serve(data=tmp_path, evaluators=1).get("/id/action/gone")
    assert (answer.status_code, answer.headers["location"]) == (308, "/id/organization/gb-ico")


@pytest.mark.parametrize(("accept", "start"), [
    ("text/turtle", "@prefix"), ("application/ld+json", "["), ("application/n-triples", "<"), ("text/html", "<!doctype html>")])
def test_the_vocabulary_comes_in_the_format_that_is_wanted(client: httpx.Client, accept: str, start: str) -> None:
    answer = client.get("/ontology", headers={"Accept": accept})
    assert answer.headers["content-type"].startswith(accept)
    assert answer.text.startswith(start)
    assert "Conflict" in answer.text
