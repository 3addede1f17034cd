"""The synthetic documents keep the contract, are the same every time, and have copies and conflicts among them."""
from __future__ import annotations

import json

from synthetic import document, documents

from ingest.consolidation import consolidate
from ingest.duplicates import find_copies
from ingest.extraction_json import reading_from_json
from ingest.mapping import map_reading, reported_claims
from ingest.validation import validate
from ontology.knowledge import Knowledge


def test_the_same_number_is_the_same_document_and_every_one_is_valid(known: Knowledge) -> None:
    for number, each in enumerate(documents(60, known)):
        assert json.dumps(each) == json.dumps(document(number, known))
        graph = map_reading(reading_from_json(each, known), known, "test")
        validate(graph.iri, graph.quads)


def test_there_are_copies_conflicts_and_articles_without_claims(known: Knowledge) -> None:
    readings = [reading_from_json(each, known) for each in documents(600, known)]
    copies = find_copies(reading.article for reading in readings)
    claims = [claim for reading in readings for claim in reported_claims(reading, known)]
    assert sum(copy != original for copy, original in copies.items()) > 20
    assert consolidate(claims, known).conflicts
    assert 0.3 < sum(not reading.claims for reading in readings) / len(readings) < 0.5
