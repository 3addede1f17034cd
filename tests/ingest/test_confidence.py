"""The confidence of a claim: a probability from a fitted table, the same for the same reading."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ingest.confidence import Confidence, confidence, features
from ingest.model import Claim, RawDocument, Reading, Span
from ingest.parsing import Parser
from ingest.pipeline import Pipeline
from ontology.knowledge import Knowledge

CLAIM = Claim("fine", Span(0, 10), "fine:fined", "subject of the verb", Span(3, 8), actor=("gb-ico",), target=("acme",))


def test_a_guessed_party_makes_a_claim_less_sure_than_a_named_one() -> None:
    model = Confidence(1.0, {"target guessed": -0.5})
    guessed = replace(CLAIM, rule="subject of the verb; target: the only company of the article")
    assert model.of(features(guessed, "corrective-action")) < model.of(features(CLAIM, "corrective-action"))


def test_a_feature_that_the_table_does_not_know_counts_nothing() -> None:
    assert Confidence(0.0, {}).of(["type:never-seen"]) == 0.5


def test_no_claim_is_certain_or_impossible() -> None:
    assert (Confidence(50.0, {}).of([]), Confidence(-50.0, {}).of([])) == (0.99, 0.01)


def test_a_claim_without_an_actor_is_less_sure_by_the_fitted_table() -> None:
    assert confidence().of(features(replace(CLAIM, actor=()), "corrective-action")) < confidence().of(features(CLAIM, "corrective-action"))


def test_every_claim_of_a_reading_has_a_confidence_between_none_and_certainty(read: Callable[..., Reading]) -> None:
    reading = read("The Information Commissioner's Office fined Acme Ltd £1 million. Acme Ltd said it would appeal.")
    assert reading.claims
    assert all(0 < c.confidence < 1 for c in reading.claims)


def test_a_claim_that_is_hardly_likely_right_is_left_out_unless_all_are_asked_for(known: Knowledge, parser: Parser) -> None:
    text = "The CNIL fined Vodafone 5 million euros. Online check-in at Vodafone was suspended for two days."

    def told(least: float) -> tuple[Claim, ...]:
        return Pipeline(known, parser, least).read(RawDocument("a.txt", text, "text/plain")).claims

    some = told(max(c.confidence for c in told(0.0)))
    assert 0 < len(some) < len(told(0.0))
    assert set(some) <= set(told(0.0))
