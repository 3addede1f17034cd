"""A graph conforms to the shapes or is refused whole, with every fault named."""
from __future__ import annotations

from collections.abc import Callable

import pytest
from made_readings import KNOWN, euros, reading, says, when
from pyoxigraph import Literal, NamedNode, Quad

from ingest.mapping import map_reading
from ingest.model import InvalidGraph
from ingest.validation import DERIVED_SHAPES, find_faults, load_shapes, read_shapes, validate
from ontology.vocab import OA, RA, RDF, XSD

SAID = says("The ICO fined Meta 5 million euros.", "fine", "gb-ico", "meta", amount=euros(5_000_000), when=when("2024-09-01"))
GRAPH = map_reading(reading(SAID), KNOWN, "test")
CLAIM = next(q.subject for q in GRAPH.quads if q.predicate == RDF.type and q.object == RA.Claim)
Spoil = Callable[[Quad], Quad | None]


def test_a_good_graph_is_accepted_in_silence() -> None:
    assert validate(GRAPH.iri, GRAPH.quads) is None


def without(predicate: NamedNode, subject: object = None) -> Spoil:
    return lambda q: None if q.predicate == predicate and subject in (None, q.subject) else q


def instead(predicate: NamedNode, value: Literal | NamedNode) -> Spoil:
    return lambda q: Quad(q.subject, q.predicate, value, q.graph_name) if q.predicate == predicate else q


BAD = [
    ("a claim without evidence", without(RA.evidence, CLAIM), "a claim has one ra:evidence"),
    ("a claim without polarity", without(RA.polarity), "a claim has one ra:polarity"),
    ("an unknown modality", instead(RA.modality, RA.Negated), "a claim has one ra:modality"),
    ("an amount without currency", without(RA.currency), "ra:amount and ra:currency stand both or not at all"),
    ("an amount that is a text", instead(RA.amount, Literal("much")), "ra:amount is one xsd:decimal"),
    ("a date that is a year", instead(RA.earliest, Literal("2024", datatype=XSD.integer)), "ra:earliest is one xsd:date"),
    ("days in the wrong order", instead(RA.latest, Literal("2020-01-01", datatype=XSD.date)), "ra:earliest is not after ra:latest"),
    ("a quote that is not in the text", instead(OA.exact, Literal("The ICO fined nobody.")), "oa:exact is the text from oa:start to oa:end"),
    ("a text that was changed", instead(RA.textHash, Literal("0" * 64)), "ra:textLength and ra:textHash are those of schema:articleBody"),
    ("a confidence above one", instead(RA.confidence, Literal("1.5", datatype=XSD.decimal)), "a claim has one ra:confidence"),
]


@pytest.mark.parametrize(("spoil", "message"), [bad[1:] for bad in BAD], ids=[bad[0] for bad in BAD])
def test_a_bad_graph_is_refused_with_node_and_message(spoil: Spoil, message: str) -> None:
    spoilt = [changed for quad in GRAPH.quads if (changed := spoil(quad))]
    with pytest.raises(InvalidGraph) as raised:
        validate(GRAPH.iri, spoilt)
    assert message in str(raised.value)
    assert "nothing of it was stored" in str(raised.value)
    assert "<https://w3id.org/regatlas/id/" in str(raised.value).splitlines()[1]


def test_all_faults_are_named_at_once() -> None:
    spoilt = [quad for quad in GRAPH.quads if quad.predicate not in (RA.polarity, RA.modality)]
    with pytest.raises(InvalidGraph, match="2 faults"):
        validate(GRAPH.iri, spoilt)


RULE = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ra: <https://w3id.org/regatlas/ontology#> . @prefix shape: <https://w3id.org/regatlas/shapes#> .
shape:Rule a sh:NodeShape ; sh:targetClass ra:Claim ; sh:sparql [ sh:message "a fine is not actual" ;
    sh:select "SELECT $this WHERE { $this <https://w3id.org/regatlas/ontology#modality> <https://w3id.org/regatlas/ontology#Actual> }" ] .
"""


def test_a_constraint_in_sparql_counts_for_nodes_of_its_class_only() -> None:
    assert find_faults(GRAPH.quads, read_shapes([RULE])) == (f"<{CLAIM.value}> a fine is not actual",)
    assert find_faults(GRAPH.quads, read_shapes([RULE.replace("ra:Claim", "ra:Action")])) == ()


def test_a_constraint_in_sparql_that_could_never_run_is_refused() -> None:
    with pytest.raises(InvalidGraph, match="needs sh:select"):
        read_shapes([RULE.replace("sh:targetClass ra:Claim ;", "")])


def test_the_shapes_of_derived_data_are_readable() -> None:
    assert len(load_shapes(DERIVED_SHAPES).shapes) > 10
