"""An extraction document is held to its contract, whoever wrote it."""
from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from made_readings import KNOWN, euros, person, reading, says, when

from ingest.extraction_json import reading_from_json
from ingest.model import InvalidExtraction, Reading, Voice


@pytest.fixture
def full() -> Reading:
    return reading(says("The ICO has not approved the plan of Meta.", "approve", "gb-ico", "meta", jurisdiction="GB", practice="ai-training",
                               polarity="negated", attribution="direct", claimant=Voice("stephen-almond", "gb-ico"), when=when("2024-09")),
                   says("Ireland fined Meta 5 million euros.", "fine", "ie-dpc", "meta", amount=euros(5_000_000), instrument="gdpr",
                        provisions=("gdpr:6(1)(f)",)),
                   published="2024-09-17", url="https://news.example/a", new=(person("Stephen Almond"),), statement=Voice("stephen-almond", "gb-ico"))


def test_a_reading_survives_the_way_through_json(full: Reading) -> None:
    document = full.to_json()
    assert reading_from_json(json.loads(json.dumps(document)), KNOWN).to_json() == {**document, "claims": [
        {**claim, "id": back.id} for claim, back in zip(document["claims"], reading_from_json(document, KNOWN).claims, strict=True)]}


def test_what_a_document_need_not_say_has_a_default() -> None:
    text = "The ICO fined Meta."
    back = reading_from_json({"article": {"text": text}, "claims": [{"type": "fine", "actor": ["gb-ico"], "polarity": "affirmed", "modality": "actual",
                             "evidence": {"start": 0, "end": len(text), "text": text}}]}, KNOWN)
    assert back.article.id.startswith("https://w3id.org/regatlas/id/article/")
    assert back.claims[0].id.startswith("https://w3id.org/regatlas/id/claim/")
    assert (back.claims[0].attribution, back.claims[0].confidence) == ("narrator", 0.5)


def spoil(document: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy with one value replaced: `claims.0.polarity`."""
    spoilt = deepcopy(document)
    *way, last = path.split(".")
    place: Any = spoilt
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place[step]
    place[int(last) if isinstance(place, list) else last] = value
    return spoilt


FAULTS = [
    ("claims.0.evidence.text", "The ICO has approved", "claims[0].evidence: text"),
    ("claims.0.evidence.end", 10_000, "claims[0].evidence: 0..10000 is not a span of the text"),
    ("claims.0.evidence.start", "0", "claims[0].evidence: start '0'"),
    ("claims.0.polarity", "maybe", "claims[0].polarity: 'maybe' is not one of affirmed, negated"),
    ("claims.0.modality", None, "claims[0].modality: None is not one of actual, planned"),
    ("claims.0.type", "applaud-loudly", "claims[0].type: 'applaud-loudly' is not an action type"),
    ("claims.0.actor", ["nobody"], "claims[0].actor: 'nobody' is neither among the entities"),
    ("claims.0.jurisdiction", ["meta"], "claims[0].jurisdiction: 'meta' is of the kind organization"),
    ("claims.0.when.latest", "2024-08-01", "claims[0].when: latest 2024-08-01 is before earliest 2024-09-01"),
    ("claims.0.when.earliest", "September", "claims[0].when.earliest: 'September' is not a day"),
    ("claims.0.id", "https://w3id.org/regatlas/id/claim/00000000000000000000", "claims[0].id"),
    ("claims.0.confidence", 7, "claims[0].confidence: 7 is not a number from 0 to 1"),
    ("claims.1.amount.value", float("nan"), "claims[1].amount.value: nan"),
    ("claims.1.amount.currency", "euro", "claims[1].amount.currency: 'euro'"),
    ("claims.1.provisions", ["Article 6"], "claims[1].provisions: 'Article 6' is not canonical"),
    ("claims", {}, None),
    ("claims", "none", "claims: expected a list, got 'none'"),
    ("article.text", "", "article.text: is empty"),
    ("article.title", "A\x00B", "article.title: has the character U+0000"),
    ("article.published", "17/09/2024", "article.published: '17/09/2024' is not a day"),
    ("article.id", "https://elsewhere.example/1", "article.id: 'https://elsewhere.example/1' is not the name of a thing"),
    ("entities.0.kind", "regulators", "entities[0].kind: 'regulators' is not one of"),
    ("mentions.0.how", "guess", "mentions[0].how: 'guess' is not one of"),
    ("mentions.0.start", True, "mentions[0]: start True"),
    ("statements.0.text", "Something else.", "statements[0]: text 'Something else.' is not article.text"),
    ("statements.0.speaker.person", "gb-ico", "statements[0].speaker.person: 'gb-ico' is of the kind regulator; expected person"),
]


@pytest.mark.parametrize(("path", "value", "fault"), FAULTS, ids=[f"{f[0]}={f[1]!r:.20}" for f in FAULTS])
def test_a_fault_is_named_with_its_place(full: Reading, path: str, value: object, fault: str | None) -> None:
    spoilt = spoil(full.to_json(), path, value)
    if fault is None:                                        # an empty list by another name
        assert reading_from_json(spoilt, KNOWN).claims == ()
        return
    with pytest.raises(InvalidExtraction) as raised:
        reading_from_json(spoilt, KNOWN)
    assert fault in str(raised.value)


def test_all_faults_are_reported_at_once(full: Reading) -> None:
    spoilt = spoil(spoil(full.to_json(), "claims.0.polarity", "maybe"), "mentions.0.how", "guess")
    with pytest.raises(InvalidExtraction, match="2 faults"):
        reading_from_json(spoilt, KNOWN)


def test_a_claim_stands_once(full: Reading) -> None:
    document = full.to_json()
    with pytest.raises(InvalidExtraction, match=r"claims\[2\]: says the same as claims\[0\]"):
        reading_from_json({**document, "claims": [*document["claims"], document["claims"][0]]}, KNOWN)


@pytest.mark.parametrize("document", [None, [], "text", {}, {"article": None}, {"article": {"text": 5}}, {"article": {"text": "x"}, "claims": [None, 3]}],
                         ids=repr)
def test_anything_else_than_a_document_is_refused_with_a_message(document: Any) -> None:
    with pytest.raises(InvalidExtraction):
        reading_from_json(document, KNOWN)
