"""Requests of the SPARQL 1.1 Protocol and of its neighbours, each with the section that says what must come of it.

Sections: P = SPARQL 1.1 Protocol, G = Graph Store HTTP Protocol, S = Service Description, V = VoID, H = RFC 9110 (HTTP semantics),
Q = the QUERY method of HTTP, C = the Fetch standard (CORS), E = RFC 9457 (problem details), U = the URL standard (forms), D = the project's own design.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote

import sample_release

ALL = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ASK = "ASK { ?s ?p ?o }"
MAKE = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 2"
GO, NO = sample_release.ARTICLE["go"], sample_release.ARTICLE["no"]
FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
JSON, XML, CSV, TSV = "application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"
PROBLEM = "application/problem+json"
EVERY = "GET, HEAD, POST, QUERY, OPTIONS"


@dataclass(frozen=True)
class Case:
    """`said` stands in the body; `headers` are parts of the values of headers of the answer."""

    section: str
    name: str
    method: str
    target: str
    status: int
    kind: str | None = None
    said: str = ""
    sent: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.section} {self.name}"


def q(query: str, **more: str) -> str:
    """The target of a GET."""
    return "/sparql?query=" + quote(query, safe="") + "".join(f"&{name.replace('_', '-')}={quote(value, safe='')}" for name, value in more.items())


def get(section: str, name: str, target: str, status: int, kind: str | None = None, said: str = "", accept: str | None = None, **headers: str) -> Case:
    sent = (("Accept", accept),) if accept is not None else ()
    return Case(section, name, "GET", target, status, kind, said, sent, headers={k.replace("_", "-"): v for k, v in headers.items()})


def post(section: str, name: str, body: str | bytes, kind: str | None, status: int, answer: str | None = None, said: str = "",
         target: str = "/sparql", method: str = "POST", accept: str = "*/*") -> Case:
    sent = (("Accept", accept), *((("Content-Type", kind),) if kind else ()))
    return Case(section, name, method, target, status, answer, said, sent, body if isinstance(body, bytes) else body.encode())


ENCODED = quote(ALL, safe="")
WAYS = [
    get("P §2.1.1", "query by GET", q(ALL), 200, JSON, '"n"'),
    post("P §2.1.2", "query by POST with a form", f"query={ENCODED}", FORM, 200, JSON, '"n"'),
    post("P §2.1.3", "query by POST directly", ALL, DIRECT, 200, JSON, '"n"'),
    post("P §2.1.2", "spaces of a form may be plus signs", "query=ASK+%7B%7D", FORM, 200, JSON, "true"),
    get("P §2.1.1", "spaces of a query string may be plus signs", "/sparql?query=ASK+%7B%7D", 200, JSON, "true"),
    get("U §5.1", "a plus sign of the query is percent-encoded, and decoded once", q("SELECT (1+1 AS ?n) {}"), 200, JSON, '"2"'),
    get("U §5.1", "%25 is a per cent sign and is not decoded again", q('SELECT ("%41" AS ?n) {}'), 200, JSON, "%41"),
    post("P §2.1.2", "the form's charset may be named", f"query={ENCODED}", f"{FORM}; charset=UTF-8", 200, JSON),
    post("P §2.1.3", "the direct body's charset may be named", ALL, f'{DIRECT}; charset="utf-8"', 200, JSON),
    post("H §8.3.1", "media types have no case", ALL, "Application/SPARQL-Query", 200, JSON),
    Case("H §9.3.2", "HEAD is GET without the body", "HEAD", q(ALL), 200, JSON, headers={"content-length": ""}),
    Case("H §9.3.2", "HEAD of a query that is wrong is 400", "HEAD", q("ASK {"), 400, PROBLEM),
    post("Q §2", "query by QUERY directly", ALL, DIRECT, 200, JSON, '"n"', method="QUERY"),
    post("Q §2", "query by QUERY with a form", f"query={ENCODED}", FORM, 200, JSON, '"n"', method="QUERY"),
    post("Q §2", "QUERY without a media type", ALL, None, 415, PROBLEM, DIRECT, method="QUERY"),
    post("Q §2", "QUERY with a media type that is no query", ALL, "text/plain", 415, PROBLEM, DIRECT, method="QUERY"),
    Case("Q §3", "OPTIONS names the media types of QUERY", "OPTIONS", "/sparql", 204, headers={"accept-query": DIRECT, "allow": EVERY}),
    Case("H §9.3.7", "OPTIONS names the methods", "OPTIONS", "/sparql", 204, headers={"allow": EVERY, "accept-post": FORM}),
    post("P §2.1.3", "text beyond ASCII in a direct body", 'ASK { FILTER("é👍" = "é👍") }', DIRECT, 200, JSON, "true"),
    get("P §2.1.1", "text beyond ASCII in a query string", q('ASK { FILTER("é👍" = "é👍") }'), 200, JSON, "true"),
    get("P §2.1", "parameters that the protocol does not know are left alone", q(ALL, timeout="5"), 200, JSON),
    get("P §2.1", "comments and line ends are part of the query", q("# hello\r\nASK\n{ }"), 200, JSON, "true"),
    get("P §2.1.4", "relative IRIs are resolved against the address of our things", q("DESCRIBE <organization/gb-ico>"), 200, "text/turtle",
        "Information Commissioner"),
]
DATASETS = [
    get("P §2.1.4", "default-graph-uri", q(f"ASK {{ <{GO}> ?p ?o }}", default_graph_uri=GO), 200, JSON, "true"),
    get("P §2.1.4", "default-graph-uri leaves the other graphs out", q(f"ASK {{ <{NO}> ?p ?o }}", default_graph_uri=GO), 200, JSON, "false"),
    get("P §2.1.4", "default-graph-uri alone leaves no named graphs", q("ASK { GRAPH ?g { ?s ?p ?o } }", default_graph_uri=GO), 200, JSON, "false"),
    get("P §2.1.4", "default-graph-uri repeated", q(f"ASK {{ <{GO}> a ?t . <{NO}> a ?t }}", default_graph_uri=GO) + "&default-graph-uri=" + quote(NO),
        200, JSON, "true"),
    get("P §2.1.4", "named-graph-uri", q(f"ASK {{ GRAPH ?g {{ <{GO}> ?p ?o }} }}", named_graph_uri=GO), 200, JSON, "true"),
    get("P §2.1.4", "named-graph-uri alone leaves an empty default graph", q(ASK, named_graph_uri=GO), 200, JSON, "false"),
    get("P §2.1.4", "named-graph-uri repeated", q(f"ASK {{ GRAPH <{GO}> {{ ?a ?b ?c }} GRAPH <{NO}> {{ ?d ?e ?f }} }}", named_graph_uri=GO)
        + "&named-graph-uri=" + quote(NO), 200, JSON, "true"),
    get("P §2.1.4", "both", q(f"ASK {{ <{NO}> a ?t GRAPH <{GO}> {{ ?d ?e ?f }} }}", named_graph_uri=GO, default_graph_uri=NO), 200, JSON, "true"),
    get("P §2.1.4", "the protocol's dataset wins over FROM", q(f"ASK FROM <{NO}> {{ <{NO}> ?p ?o }}", default_graph_uri=GO), 200, JSON, "false"),
    get("P §2.1.4", "the protocol's dataset wins over FROM NAMED", q(f"ASK FROM NAMED <{NO}> {{ GRAPH ?g {{ <{NO}> ?p ?o }} }}", named_graph_uri=GO),
        200, JSON, "false"),
    get("P §2.1.4", "FROM counts where the protocol names nothing", q(f"ASK FROM <{GO}> {{ <{NO}> ?p ?o }}"), 200, JSON, "false"),
    get("P §2.1.4", "a graph that there is not is empty", q(ASK, default_graph_uri="http://example.org/none"), 200, JSON, "false"),
    post("P §2.1.4", "the dataset stands in a form", f"query={quote(ASK)}&default-graph-uri=http%3A%2F%2Fexample.org%2Fnone", FORM, 200, JSON, "false"),
    post("P §2.1.4", "the dataset of a direct query stands in the URL", ASK, DIRECT, 200, JSON, "false",
         target="/sparql?default-graph-uri=http%3A%2F%2Fexample.org%2Fnone"),
    post("P §2.1.4", "the dataset of a QUERY stands in the URL", ASK, DIRECT, 200, JSON, "false",
         target="/sparql?default-graph-uri=http%3A%2F%2Fexample.org%2Fnone", method="QUERY"),
    get("P §2.1.4", "a relative IRI names no graph", q(ASK, default_graph_uri="data.ttl"), 400, PROBLEM, "default-graph-uri"),
    get("P §2.1.4", "a space names no graph", q(ASK, named_graph_uri="http://a/ b"), 400, PROBLEM, "named-graph-uri"),
    get("P §2.1.4", "an empty IRI names no graph", q(ASK, default_graph_uri=""), 400, PROBLEM),
    get("D §15", "a file is no graph", q(ASK, default_graph_uri="file:///etc/passwd"), 403, PROBLEM, "file"),
]
FORMATS = [
    *(get("P §2.1.6", f"SELECT as {kind}", q(ALL), 200, kind, accept=kind, vary="Accept") for kind in (JSON, XML, CSV, TSV)),
    *(get("P §2.1.6", f"ASK as {kind}", q(ASK), 200, kind, "true", accept=kind) for kind in (JSON, XML, CSV, TSV)),
    *(get("P §2.1.6", f"CONSTRUCT as {kind}", q(MAKE), 200, kind, accept=kind, vary="Accept") for kind in (
        "text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "application/trig", "application/n-quads")),
    *(get("P §2.1.6", f"DESCRIBE as {kind}", q(f"DESCRIBE <{GO}>"), 200, kind, accept=kind) for kind in ("text/turtle", "application/rdf+xml")),
    *(get("D §8", f"format={name}", q(ALL, format=name), 200, kind) for name, kind in (
        ("json", JSON), ("xml", XML), ("csv", CSV), ("tsv", TSV), ("text/csv", CSV), ("JSON", JSON))),
    *(get("D §8", f"format={name} of a graph", q(MAKE, format=name), 200, kind) for name, kind in (
        ("turtle", "text/turtle"), ("ntriples", "application/n-triples"), ("rdfxml", "application/rdf+xml"), ("jsonld", "application/ld+json"),
        ("trig", "application/trig"), ("nquads", "application/n-quads"), ("ttl", "text/turtle"))),
    get("D §8", "format= wins over Accept", q(ALL, format="csv"), 200, CSV, accept=XML),
    get("D §8", "a format that there is not", q(ALL, format="pdf"), 400, PROBLEM, "tsv"),
    get("D §8", "a graph format of rows", q(ALL, format="turtle"), 400, PROBLEM, "csv"),
    get("D §8", "one format in two words", q(ALL, format="csv") + "&format=text/csv", 200, CSV),
    get("D §8", "two formats", q(ALL, format="csv") + "&format=xml", 400, PROBLEM, "2 times"),
]
NEGOTIATION = [
    get("H §12.5.1", "no Accept is everything", q(ALL), 200, JSON, accept=""),
    get("H §12.5.1", "any", q(ALL), 200, JSON, accept="*/*"),
    get("H §12.5.1", "any text", q(ALL), 200, CSV, accept="text/*"),
    get("H §12.5.1", "any text, a page being less wanted", q(ALL), 200, CSV, accept="text/*, text/html;q=0.1"),
    get("H §12.4.2", "q-values decide", q(ALL), 200, XML, accept=f"{JSON};q=0.3, {XML};q=0.8, {CSV};q=0.5"),
    get("H §12.4.2", "q=0 excludes", q(ALL), 200, XML, accept=f"{JSON};q=0, */*;q=0.1"),
    get("H §12.4.2", "q=0 of all", q(ALL), 406, PROBLEM, TSV, accept="*/*;q=0"),
    get("H §12.4.2", "q of three digits", q(ALL), 200, XML, accept=f"{JSON};q=0.998, {XML};q=0.999"),
    get("H §12.5.1", "the most specific range counts", q(ALL), 200, TSV, accept="text/*;q=0.9, text/csv;q=0.1, text/html;q=0"),
    get("H §12.5.1", "case does not count", q(ALL), 200, CSV, accept="TEXT/CSV"),
    get("H §12.5.1", "space around the parts", q(ALL), 200, CSV, accept="text/csv ; q=1 ,  */* ; q=0.1"),
    get("H §5.6.1", "empty elements of the list", q(ALL), 200, CSV, accept=",, text/csv ,"),
    get("H §12.5.1", "an element that is no media range is left out", q(ALL), 200, CSV, accept="nonsense, text/csv"),
    get("H §12.5.1", "`*/csv` is no media range", q(ALL), 406, PROBLEM, accept="*/csv"),
    get("H §12.5.1", "a charset that the answer has", q(ALL), 200, CSV, accept="text/csv;charset=utf-8"),
    get("H §12.5.1", "a charset that the answer has not", q(ALL), 406, PROBLEM, accept="text/csv;charset=utf-16"),
    get("H §5.6.6", "a comma in a quoted parameter", q(ALL), 200, XML, accept=f'text/csv;header="a,b;c", {XML};q=0.5'),
    get("H §12.5.1", "a profile of JSON-LD is a wish", q(MAKE), 200, "application/ld+json",
        accept='application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"'),
    get("H §15.5.7", "406 lists what there is", q(ALL), 406, PROBLEM, JSON, accept="image/png"),
    get("H §15.5.7", "406 of a graph lists graph formats", q(MAKE), 406, PROBLEM, "application/n-triples", accept=CSV),
    get("P §2.1.6", "application/json is the JSON of results", q(ALL), 200, "application/json", '"n"', accept="application/json"),
    get("P §2.1.6", "application/xml is the XML of results", q(ALL), 200, "application/xml", "<sparql", accept="application/xml"),
    get("H §12.5.1", "a browser gets a page", q(ALL), 200, "text/html", "<table", accept="text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    Case("H §5.3", "a repeated Accept is one list", "GET", q(ALL), 200, CSV, sent=(("Accept", "image/png"), ("Accept", "text/csv"))),
    get("H §12.5.5", "Vary names Accept", q(ALL), 200, JSON, vary="Accept"),
]
MISTAKES = [
    get("P §2.1.6", "syntax is 400", q("SELECT * {"), 400, PROBLEM, '"line": 1'),
    get("P §2.1.6", "an empty query is 400", "/sparql?query=", 400, PROBLEM),
    get("P §2.1", "two queries", q(ALL) + "&query=" + quote(ASK), 400, PROBLEM, "2 times"),
    post("P §2.1", "two queries in a form", f"query={ENCODED}&query={quote(ASK)}", FORM, 400, PROBLEM, "2 times"),
    post("P §2.1.2", "a form without a query", "format=json", FORM, 400, PROBLEM, "query"),
    post("P §2.1.2", "a query in the URL of a form", "format=json", FORM, 400, PROBLEM, "query", target=q(ALL)),
    post("P §2.1.3", "a query in the URL of a direct query", ASK, DIRECT, 400, PROBLEM, "query", target=q(ALL)),
    post("P §2.1", "no media type", ALL, None, 415, PROBLEM, DIRECT),
    post("P §2.1", "another media type", ALL, "text/plain", 415, PROBLEM, DIRECT),
    post("P §2.1", "a multipart form", "--x--", "multipart/form-data; boundary=x", 415, PROBLEM, FORM),
    post("P §2.1", "JSON", '{"query": "ASK {}"}', "application/json", 415, PROBLEM, FORM),
    post("P §2.1.3", "UTF-16", ASK.encode("utf-16"), f"{DIRECT}; charset=UTF-16", 415, PROBLEM, "utf-8"),
    post("P §2.1.3", "bytes that are no UTF-8", b"ASK { FILTER('\xe9' = 'x') }", DIRECT, 400, PROBLEM, "UTF-8"),
    post("P §2.1.3", "UTF-8 that spells a surrogate", b"ASK { FILTER('\xed\xa0\x80' = 'x') }", DIRECT, 400, PROBLEM, "UTF-8"),
    post("P §2.1.3", "UTF-8 of too many bytes", b"ASK { FILTER('\xc0\xaf' = 'x') }", DIRECT, 400, PROBLEM, "UTF-8"),
    post("P §2.1.2", "a form that is no UTF-8", b"query=%E9", FORM, 400, PROBLEM, "UTF-8"),
    get("P §2.1.1", "a query string that is no UTF-8", "/sparql?query=%FF", 400, PROBLEM, "UTF-8"),
    Case("H §8.4", "a coded body", "POST", "/sparql", 415, PROBLEM, "identity", (("Content-Type", DIRECT), ("Content-Encoding", "gzip")), b"\x1f\x8b"),
    *(Case("H §15.5.6", f"{method} is 405 with Allow", method, "/sparql", 405, PROBLEM, method, headers={"allow": EVERY})
      for method in ("PUT", "DELETE", "PATCH")),
    get("P §2.1.6", "what cannot be evaluated is 400", q("SELECT (<http://a/f>(1) AS ?x) {}"), 400, PROBLEM, "http://a/f"),
    get("E §3", "a problem says what, which and where", q("ASK"), 400, PROBLEM, '"instance": "/sparql"'),
]
REFUSALS = [
    post("P §2.2", "update by POST directly", "CLEAR ALL", UPDATE, 403, PROBLEM, "refused"),
    post("P §2.2", "update by POST with a form", "update=CLEAR+ALL", FORM, 403, PROBLEM, "refused"),
    post("P §2.2", "update and query together", "update=CLEAR+ALL&query=ASK+%7B%7D", FORM, 403, PROBLEM, "refused"),
    get("P §2.2", "update by GET", "/sparql?update=CLEAR+ALL", 403, PROBLEM, "refused"),
    post("P §2.2.3", "using-graph-uri", f"query={ENCODED}&using-graph-uri=http%3A%2F%2Fa%2F", FORM, 403, PROBLEM, "refused"),
    *(get("P §2.2", f"{text.split()[0]} as a query", q(text), 403, PROBLEM, text.split()[0]) for text in (
        "INSERT DATA { <a> <b> <c> }", "DELETE WHERE { ?s ?p ?o }", "LOAD <http://127.0.0.1/>", "CLEAR ALL", "DROP ALL",
        "CREATE GRAPH <http://a/>", "COPY DEFAULT TO <http://a/>", "WITH <http://a/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }")),
    get("P §4.1", "SERVICE", q("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"), 403, PROBLEM, "SERVICE"),
    get("P §4.1", "SERVICE SILENT", q("SELECT * { SERVICE SILENT <http://127.0.0.1/> { ?s ?p ?o } }"), 403, PROBLEM, "SERVICE"),
    get("P §4.1", "FROM a file", q("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"), 403, PROBLEM, "file"),
    get("D §15", "too deep", q("SELECT * " + "{" * 60 + "}" * 60), 400, PROBLEM, "max_query_depth"),
    post("D §15", "too many tokens", "ASK { " + "?a ?b ?c." * 5001 + " }", DIRECT, 400, PROBLEM, "max_query_tokens"),
    post("D §15", "too long", "#" * 100_001, DIRECT, 413, PROBLEM, "max_query_chars"),
    post("D §15", "a body too large", "#" * 1_000_001, DIRECT, 413, PROBLEM, "max_body"),
]
CROSS_ORIGIN = [
    Case("C §3.2", "a preflight", "OPTIONS", "/sparql", 204, sent=(("Origin", "https://a.example"), ("Access-Control-Request-Method", "QUERY")),
         headers={"access-control-allow-methods": "QUERY", "access-control-allow-origin": "*", "access-control-allow-headers": "Content-Type"}),
    Case("C §3.2", "an answer", "GET", q(ALL), 200, JSON, sent=(("Origin", "https://a.example"),), headers={"access-control-allow-origin": "*"}),
    Case("C §3.2", "an error", "GET", q("ASK"), 400, PROBLEM, sent=(("Origin", "https://a.example"),), headers={"access-control-allow-origin": "*"}),
    Case("C §3.2", "headers that a script may read", "GET", q(ALL), 200, JSON, headers={"access-control-expose-headers": "Server-Timing"}),
]
GRAPH = "/graphs?graph=" + quote(GO, safe="")
GRAPHS = [
    get("G §4.2", "a graph by its IRI", GRAPH, 200, "text/turtle", "Regulator nods"),
    get("G §4.1", "a graph by its place", "/graphs/id/article/" + GO.rpartition("/")[2], 200, "text/turtle", "Regulator nods"),
    get("G §4.1", "the graph of what was derived, by its place", "/graphs/graph/derived", 200, "text/turtle"),
    get("G §4.2", "the default graph", "/graphs?default", 200, "text/turtle", "Information Commissioner"),
    *(get("G §5.2", f"a graph as {kind}", GRAPH, 200, kind, accept=kind, vary="Accept") for kind in (
        "application/n-triples", "application/rdf+xml", "application/ld+json", "application/trig", "application/n-quads")),
    get("D §8", "a graph by format=", GRAPH + "&format=ntriples", 200, "application/n-triples"),
    Case("G §5.6", "HEAD of a graph", "HEAD", GRAPH, 200, "text/turtle", headers={"content-length": ""}),
    get("G §5.2", "a graph that there is not", "/graphs?graph=http%3A%2F%2Fexample.org%2Fnone", 404, PROBLEM, "no graph"),
    get("G §5.2", "a place where there is no graph", "/graphs/id/article/none", 404, PROBLEM),
    get("G §5.2", "a graph in no acceptable format", GRAPH, 406, PROBLEM, "text/turtle", accept="image/png"),
    get("G §4.2", "no graph named", "/graphs", 400, PROBLEM, "graph"),
    get("G §4.2", "a graph and the default graph", GRAPH + "&default", 400, PROBLEM, "one graph"),
    get("G §4.2", "two graphs", GRAPH + "&graph=http%3A%2F%2Fa%2F", 400, PROBLEM),
    get("G §4.2", "a relative IRI", "/graphs?graph=go", 400, PROBLEM, "absolute"),
    get("D §15", "a file", "/graphs?graph=file%3A%2F%2F%2Fetc%2Fpasswd", 403, PROBLEM, "file"),
    *(Case("G §5", f"{method} is 405 with Allow", method, GRAPH, 405, PROBLEM, headers={"allow": "GET, HEAD, OPTIONS"})
      for method in ("PUT", "POST", "DELETE", "PATCH")),
]
SELF = [
    get("S §2", "the service describes itself", "/sparql", 200, "text/turtle", "sd:Service", accept="text/turtle"),
    get("S §2", "without Accept too", "/sparql", 200, "text/turtle", "sd:endpoint"),
    get("S §2", "in RDF/XML", "/sparql", 200, "application/rdf+xml", accept="application/rdf+xml"),
    get("S §2", "in JSON-LD", "/sparql", 200, "application/ld+json", accept="application/ld+json"),
    get("S §2", "to people: a page to type a query in", "/sparql", 200, "text/html", "<textarea", accept="text/html"),
    get("S §3.2", "the language", "/sparql", 200, "text/turtle", "sd:SPARQL11Query", accept="text/turtle"),
    get("S §3.2", "the formats", "/sparql", 200, "text/turtle", "formats:SPARQL_Results_JSON", accept="text/turtle"),
    get("S §3.2", "the named graphs", "/sparql", 200, "text/turtle", "sd:NamedGraph", accept="text/turtle"),
    get("S §2", "in no acceptable format", "/sparql", 406, PROBLEM, accept="image/png"),
    get("V §6", "the description of the data at its place", "/.well-known/void", 200, "text/turtle", "void:sparqlEndpoint"),
    get("V §4.1", "how many triples", "/.well-known/void", 200, "text/turtle", "void:triples"),
    get("V §4.3", "classes", "/.well-known/void", 200, "text/turtle", "void:classPartition"),
    get("V §4.3", "properties", "/.well-known/void", 200, "text/turtle", "void:propertyPartition"),
    get("V §3.3", "example resources", "/.well-known/void", 200, "text/turtle", "void:exampleResource"),
    get("D §8", "example queries", "/.well-known/void", 200, "text/turtle", "sh:select"),
    get("D §8", "limits in the description", "/.well-known/void", 200, "text/turtle", "limit:deadline"),
    get("D §8", "explain=1 shows the algebra", q(ALL, explain="1"), 200, "application/json", "Aggregate"),
    get("D §8", "explain=1 counts the rows", q("SELECT * { VALUES ?x { 1 2 3 } }", explain="1"), 200, "application/json", '"rows": 3'),
    get("D §8", "explain=1 of a graph", q(MAKE, explain="1"), 200, "application/json", '"rows": 2'),
    get("D §8", "explain=1 of what only Oxigraph reads", q("SELECT * { ?s ?p ?o LATERAL { ?s ?p ?o } } LIMIT 1", explain="1"), 200, "application/json",
        "no algebra"),
    get("D §8", "explain=1 of a mistake", q("SELECT", explain="1"), 400, PROBLEM),
    get("D §8", "limits", "/limits", 200, "application/json", '"max_answer"'),
]
CASES = [*WAYS, *DATASETS, *FORMATS, *NEGOTIATION, *MISTAKES, *REFUSALS, *CROSS_ORIGIN, *GRAPHS, *SELF]
