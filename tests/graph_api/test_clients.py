"""Clients that others wrote, against a running server. One that is not installed is skipped, and says how to have it."""
from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import rdflib
import sample_release
from conftest import serving
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, N3, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper

from graph_api.settings import Settings

PREFIXES = "PREFIX ra: <https://w3id.org/regatlas/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
CLAIMS = PREFIXES + "SELECT ?c ?type { ?c a ra:Claim ; ra:actionType/skos:prefLabel ?type } ORDER BY ?c"
GO = sample_release.ARTICLE["go"]


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    with serving(Settings(data=data, evaluators=1)) as client:
        yield f"{client.base_url}".rstrip("/") + "/sparql"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("request_method", [URLENCODED, POSTDIRECTLY])
def test_sparqlwrapper_reads_every_format(address: str, method: str, request_method: str) -> None:
    client = SPARQLWrapper(address)
    client.setMethod(method)
    if method == "POST":
        client.setRequestMethod(request_method)
    client.setQuery(CLAIMS)
    client.setReturnFormat(JSON)
    assert len(client.queryAndConvert()["results"]["bindings"]) == 10
    client.setReturnFormat(XML)
    assert client.queryAndConvert().toxml().count("<result>") == 10
    for kind in (CSV, TSV):
        client.setReturnFormat(kind)
        assert len(client.queryAndConvert().splitlines()) == 11
    client.setQuery(f"DESCRIBE <{sample_release.ICO}>")
    for kind in (TURTLE, N3, RDFXML):
        client.setReturnFormat(kind)
        found = client.queryAndConvert()
        assert b"Information Commissioner" in (found if isinstance(found, bytes) else found.serialize(format="turtle").encode())


def test_sparqlwrapper_asks_within_a_dataset(address: str) -> None:
    client = SPARQLWrapper(address)
    client.addDefaultGraph(GO)
    client.setQuery("SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a <https://w3id.org/regatlas/ontology#Article> }")
    client.setReturnFormat(JSON)
    assert client.queryAndConvert()["results"]["bindings"][0]["n"]["value"] == "1"


def test_the_store_of_rdflib_is_a_graph_like_any_other(address: str) -> None:
    graph = rdflib.Graph(SPARQLStore(address, method="POST"))
    assert {str(name) for name in graph.objects(rdflib.URIRef(sample_release.ICO), rdflib.SKOS.prefLabel)} == {"Information Commissioner's Office"}
    assert len(list(graph.query(CLAIMS))) == 10
    article = rdflib.Graph(SPARQLStore(address, method="GET"), identifier=rdflib.URIRef(GO))
    assert (rdflib.URIRef(GO), rdflib.RDF.type, rdflib.URIRef("https://w3id.org/regatlas/ontology#Article")) in article


def test_curl_asks_as_the_guide_says(address: str, tmp_path: Path) -> None:
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    asked = subprocess.run(["curl", "-sS", "-f", address, "-H", "Accept: text/csv", "--data-urlencode", f"query={CLAIMS}"], capture_output=True, check=True)
    assert asked.stdout.decode().count("\r\n") == 11
    (tmp_path / "q.rq").write_text(CLAIMS)
    direct = ["curl", "-sS", "-f", address, "-H", "Content-Type: application/sparql-query", "--data-binary", f"@{tmp_path / 'q.rq'}"]
    assert len(json.loads(subprocess.run(direct, capture_output=True, check=True).stdout)["results"]["bindings"]) == 10
    assert json.loads(subprocess.run([*direct, "-X", "QUERY"], capture_output=True, check=True).stdout)["results"]["bindings"]
    wrong = subprocess.run(["curl", "-sS", "-f", address, "--data-urlencode", "query=SELECT"], capture_output=True)
    assert wrong.returncode == 22


def test_pandas_reads_csv_into_a_table(address: str) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed (pip install pandas)")
    query = PREFIXES + """PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT ?evidence ?start ?amount ?quote { ?e ra:evidence ?evidence . OPTIONAL { ?e ra:amount ?amount }
          ?evidence oa:hasSelector ?p, ?q . ?p oa:start ?start . ?q oa:exact ?quote }"""
    table = pandas.read_csv(f"{address}?{httpx.QueryParams(query=query, format='csv')}")
    assert list(table.columns) == ["evidence", "start", "amount", "quote"]
    assert table.start.dtype.kind == "i"
    assert table.amount.sum() == 2_500_000_000
    assert table.evidence.str.contains("#char=").all()
    posted = httpx.post(address, data={"query": query}, headers={"Accept": "text/csv"})
    assert pandas.read_csv(io.StringIO(posted.text)).shape == table.shape


COMUNICA = """
const { QueryEngine } = require('@comunica/query-sparql');
const [address, typed, query] = process.argv.slice(1);
(async () => {
  const source = typed === 'typed' ? { type: 'sparql', value: address } : address;
  const stream = await new QueryEngine().queryBindings(query, { sources: [source] });
  console.log(JSON.stringify((await stream.toArray()).map(row => row.get('type').value)));
})().catch(error => { console.error(error); process.exit(1); });
"""


@pytest.mark.parametrize("typed", ["typed", "found out"])
def test_comunica_asks_with_and_without_being_told_what_this_is(address: str, typed: str) -> None:
    node = shutil.which("node")
    if not node:
        pytest.skip("Node is not installed")
    if subprocess.run([node, "-e", "require.resolve('@comunica/query-sparql')"], capture_output=True).returncode:
        pytest.skip("Comunica is not installed (npm install @comunica/query-sparql@4, and NODE_PATH names its node_modules)")
    asked = subprocess.run([node, "-e", COMUNICA, address, typed, CLAIMS], capture_output=True, timeout=120)
    assert asked.returncode == 0, asked.stderr.decode()
    types = json.loads(asked.stdout)
    assert len(types) == 10
    assert types.count("Fine") == 3
