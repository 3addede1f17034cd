"""The files as quads and as one document; the context and the command that prints."""
from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from rdflib.compare import isomorphic

from ontology.commands import ontology
from ontology.dataset import close_contrary, dataset_files, load_graph_quads
from ontology.printing import as_jsonld, as_turtle, context
from ontology.shapes import to_rdflib
from ontology.turtle import FOLDER, OWN_TERMS, parse_file
from ontology.vocab import GRAPH, PREFIXES, RA, RDF

DATA = Path(__file__).parent / "data"


def test_every_file_belongs_to_one_graph() -> None:
    graphs = dataset_files()
    assert set(graphs) == {GRAPH.ontology, GRAPH.registers}
    assert sorted(path for files in graphs.values() for path in files) == sorted(FOLDER.glob("*.ttl"))
    assert {"core.ttl", "alignments.ttl", "deprecated.ttl"} <= {path.name for path in graphs[GRAPH.ontology]}


def test_every_triple_stands_in_one_graph_and_without_blank_nodes() -> None:
    quads = load_graph_quads()
    assert quads
    assert len({quad.triple for quad in quads}) == len(quads)
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object))


def test_contraries_are_stored_both_ways() -> None:
    one, other = ox.NamedNode("urn:a"), ox.NamedNode("urn:b")
    assert set(close_contrary([ox.Triple(one, RA.contrary, other)])) == {ox.Triple(one, RA.contrary, other), ox.Triple(other, RA.contrary, one)}


def test_the_context_names_every_term_of_the_vocabulary() -> None:
    names = {value["@id"] if isinstance(value, dict) else value for value in context().values() if not isinstance(value, float)}
    assert {f"ra:{term.removeprefix(RA.NS)}" for term in OWN_TERMS} == {name for name in names if name.startswith("ra:")}
    assert {prefix: context()[prefix] for prefix in PREFIXES} == PREFIXES


def test_the_context_types_values_as_the_vocabulary_does() -> None:
    ranges = {triple.subject: triple.object for triple in parse_file(FOLDER / "core.ttl") if triple.predicate.value.endswith("#range")}
    assert isinstance(ranges[RA.earliest], ox.NamedNode)
    for term, range_ in ranges.items():
        entry = context()[str(term).removeprefix(f"<{RA.NS}").rstrip(">")]
        if str(range_).startswith("<http://www.w3.org/2001/XMLSchema#") and "string" not in str(range_):
            assert entry["@type"] == "xsd:" + str(range_).partition("#")[2].rstrip(">"), term
        elif str(range_).startswith(f"<{RA.NS}"):
            assert entry["@type"] in ("@id", "@vocab"), term


@pytest.mark.parametrize("path", sorted(DATA.glob("*/good.ttl")), ids=lambda path: path.parent.name)
def test_compacting_with_the_context_loses_nothing(path: Path) -> None:
    graph = to_rdflib(parse_file(path))
    document = json.loads(graph.serialize(format="json-ld", context=context()))
    assert isomorphic(graph, rdflib.Graph().parse(data=json.dumps(document), format="json-ld"))
    keys = {key for node in document["graph"] for key in node}
    assert not any(key.startswith("ra:") or "/" in key for key in keys)


def test_the_turtle_and_the_json_say_the_same() -> None:
    turtle = rdflib.Graph().parse(data=as_turtle(), format="turtle")
    assert len(turtle) == len(load_graph_quads())
    assert set(turtle) == set(rdflib.Graph().parse(data=as_jsonld(), format="json-ld"))


def test_print_writes_what_can_be_read_back() -> None:
    result = CliRunner().invoke(ontology, ["print"])
    found = {quad.triple for quad in ox.parse(result.stdout_bytes, format=ox.RdfFormat.TURTLE)}
    assert found == {quad.triple for quad in load_graph_quads()}
    assert ox.Triple(RA.Claim, RDF.type, ox.NamedNode("http://www.w3.org/2002/07/owl#Class")) in found
