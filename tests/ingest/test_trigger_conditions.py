"""The conditions of a trigger, each with a sentence that meets it and one that does not."""
from __future__ import annotations

from typing import Any

import pytest
from parsing_help import Parsed, parsed_by

from ingest.parsing import Parser
from ingest.triggers import fit_trigger
from ontology.model import Trigger


@pytest.fixture(scope="module")
def parsed(parser: Parser) -> Parsed:
    return parsed_by(parser)


def trigger(lemma: str, **conditions: Any) -> Trigger:
    return Trigger("made", "urn:made", "fine", "verb", frozenset({lemma}), **{name: frozenset(words) for name, words in conditions.items()})


def fits(made: Trigger, text: str, parsed: Parsed) -> bool:
    return any(t.lemma_ in made.lemmas and fit_trigger(made, t) is not None for t in parsed(text))


@pytest.mark.parametrize(("made", "sentence", "expected"), [
    (trigger("allege", subjects=["complaint"]), "The complaint alleges that the firm lied.", True),
    (trigger("allege", subjects=["complaint"]), "The neighbour alleges that the firm lied.", False),
    (trigger("tell", complements=["to *"]), "The office told the firm to run a campaign.", True),
    (trigger("tell", complements=["to *"]), "The office told the firm that it was late.", False),
    (trigger("share", objects=["conclusion"]), "We do not share some of the conclusions.", True),
    (trigger("share", objects=["conclusion"]), "We do not share the cake of the evening.", False),
    (trigger("give", objects=["month"]), "The firm was given a month by the office.", True),
    (trigger("give", objects=["month"]), "The firm was given a medal by the office.", False),
    (trigger("use", particles=["must"]), "The firm must use the form.", True),
    (trigger("use", particles=["must"]), "The firm may use the form.", False),
    (trigger("regard", prepositions=["as"], preposition_objects=["disproportionate"]), "The firm regards the sum as disproportionate.", True),
    (trigger("regard", prepositions=["as"], preposition_objects=["disproportionate"]), "The firm regards the sum as fair.", False),
    (trigger("be", prepositions=["to"], preposition_objects=["fine"]), "The firm is liable to a fine.", True),
    (trigger("be", prepositions=["to"], preposition_objects=["fine"]), "The firm is close to a lake.", False),
    (trigger("come", prepositions=["to"]), "The firm did not come back to the office.", True),
    (trigger("come", prepositions=["to"]), "The firm did not come back in May.", False),
    (trigger("give", particles=["down"]), "The office gave the plan a thumbs down.", True),
    (trigger("give", particles=["down"]), "The office gave the plan a chance.", False),
    (trigger("want", objects=["court"]), "The office wants the court to punish the firm.", True),
    (trigger("want", objects=["court"]), "The office wants the firm to go to court.", False),
    (trigger("want", complements=["bring"]), "The group wants the apps brought under the rules.", True),
    (trigger("want", complements=["bring"]), "The group wants the apps that were sold.", False),
    (trigger("rule", complements=["nothing wrong"]), "The office ruled that the firm had done nothing wrong.", True),
    (trigger("rule", complements=["nothing wrong"]), "The office ruled that the firm had done nothing.", False),
])
def test_a_trigger_fits_where_its_condition_holds(made: Trigger, sentence: str, expected: bool, parsed: Parsed) -> None:
    assert fits(made, sentence, parsed) is expected


def test_who_has_done_it_is_not_whom_it_was_done_to(parsed: Parsed) -> None:
    made = trigger("inform", objects=["commission"])
    assert fits(made, "The firm has informed the commission.", parsed)
    assert not fits(made, "The commission has informed the firm.", parsed)
