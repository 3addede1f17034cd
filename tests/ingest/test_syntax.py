"""Who does what in a sentence, through everything that English puts between the two."""
from __future__ import annotations

import pytest
from parsing_help import parsed_by, texts, word

from ingest.parsing import Parser
from ingest.syntax import agents, clause_verbs, conjuncts, datives, direct_objects, governors, is_passive, possessors, prepositional, subjects

# what it shows | sentence | verb | its subjects
SUBJECTS = [
    ("its own subject", "Acme paused the training.", "paused", ["Acme"]),
    ("coordinated subjects", "Acme, Bolt and Corex paused the training.", "paused", ["Acme", "Bolt", "Corex"]),
    ("a coordinated verb", "Acme paused the training and deleted the data.", "deleted", ["Acme"]),
    ("subject control", "Acme agreed to pause the training.", "pause", ["Acme"]),
    ("subject control over a coordinated infinitive", "Acme agreed to pause and review the training.", "review", ["Acme"]),
    ("control over two levels", "Acme said it agreed to try to pause the training.", "pause", ["it"]),
    ("object control", "The authority ordered Acme to pause the training.", "pause", ["Acme"]),
    ("object control through on", "The authority called on Acme to pause the training.", "pause", ["Acme"]),
    ("object control in the passive", "Acme was ordered to pause the training.", "pause", ["Acme"]),
    ("raising", "Acme appears to share the data.", "share", ["Acme"]),
    ("an adjective between", "Acme is ready to pause the training.", "pause", ["Acme"]),
    ("a relative clause", "Acme, which shares the data, was fined.", "shares", ["Acme"]),
    ("a relative clause with two verbs", "The firm that collected and shared the data was fined.", "shared", ["firm"]),
    ("a participle after a noun", "The authority fined the company using the data.", "using", ["company"]),
    ("a gerund after a preposition", "Acme apologised after sharing the data.", "sharing", ["Acme"]),
    ("a gerund after accused of", "The group accused Acme of sharing the data.", "sharing", ["Acme"]),
    ("a gerund after was accused of", "Acme was accused of sharing the data.", "sharing", ["Acme"]),
    ("a plan of somebody", "The authority criticised Acme's plan to share the data.", "share", ["Acme"]),
    ("a plan that somebody announced", "Acme announced a plan to share the data.", "share", ["Acme"]),
    ("a decision by somebody", "A decision by Acme to share the data was criticised.", "share", ["Acme"]),
    ("a request asks the other side", "Acme received a request to the company to pause the training.", "pause", ["company"]),
    ("permission is used by who receives it", "The authority gave them permission to share the data.", "share", ["them"]),
    ("an undertaking is kept by who gives it", "Acme gave the court an undertaking to suspend the training.", "suspend", ["Acme"]),
    ("nobody does a passive", "The training was paused.", "paused", []),
]


@pytest.mark.parametrize(("sentence", "verb", "expected"), [c[1:] for c in SUBJECTS], ids=[c[0] for c in SUBJECTS])
def test_subjects(parser: Parser, sentence: str, verb: str, expected: list[str]) -> None:
    assert texts(subjects(word(parsed_by(parser)(sentence), verb))) == expected


# what it shows | sentence | verb | objects
OBJECTS = [
    ("an object", "The authority fined Acme.", "fined", ["Acme"]),
    ("coordinated objects", "The authority warned Acme and Bolt.", "warned", ["Acme", "Bolt"]),
    ("the subject of a passive", "Acme was fined by the authority.", "fined", ["Acme"]),
    ("the noun before a participle", "The fine imposed by the authority was paid.", "imposed", ["fine"]),
    ("the noun before a relative clause without a pronoun", "Acme paid the fine the authority imposed.", "imposed", ["fine"]),
    ("an object that hangs on the second verb", "Acme will pause and review the training.", "pause", ["training"]),
    ("none", "Acme appealed.", "appealed", []),
]


@pytest.mark.parametrize(("sentence", "verb", "expected"), [c[1:] for c in OBJECTS], ids=[c[0] for c in OBJECTS])
def test_direct_objects(parser: Parser, sentence: str, verb: str, expected: list[str]) -> None:
    assert texts(direct_objects(word(parsed_by(parser)(sentence), verb))) == expected


PASSIVES = [
    ("an auxiliary", "Acme was fined.", "fined", True),
    ("a reduced relative clause", "The fine imposed by the authority was paid.", "imposed", True),
    ("a state", "Acme's service remains paused in Europe.", "paused", True),
    ("a perfect is active", "The authority has fined Acme.", "fined", False),
    ("a plain past is active", "The authority fined Acme.", "fined", False),
]


@pytest.mark.parametrize(("sentence", "verb", "expected"), [c[1:] for c in PASSIVES], ids=[c[0] for c in PASSIVES])
def test_a_passive_is_known_by(parser: Parser, sentence: str, verb: str, expected: bool) -> None:
    assert is_passive(word(parsed_by(parser)(sentence), verb)) is expected


CLAUSES = [
    ("an infinitive", "Acme agreed to pause the training.", "agreed", ["pause"]),
    ("two infinitives", "Acme agreed to pause and review the training.", "agreed", ["pause", "review"]),
    ("an infinitive after the object", "The authority ordered Acme to pause the training.", "ordered", ["pause"]),
    ("a gerund after from", "The court barred Acme from sharing the data.", "barred", ["sharing"]),
    ("a finite adverbial clause completes nothing", "Acme paused the training since it complied.", "paused", []),
]


@pytest.mark.parametrize(("sentence", "head", "expected"), [c[1:] for c in CLAUSES], ids=[c[0] for c in CLAUSES])
def test_the_clauses_that_complete_a_verb(parser: Parser, sentence: str, head: str, expected: list[str]) -> None:
    assert texts(clause_verbs(word(parsed_by(parser)(sentence), head))) == expected


def test_agents_stand_after_by(parser: Parser) -> None:
    doc = parsed_by(parser)("Acme was fined by the ministry and the court in May.")
    assert texts(agents(word(doc, "fined"))) == ["ministry", "court"]


def test_a_place_after_by_is_no_agent_of_another_verb(parser: Parser) -> None:
    doc = parsed_by(parser)("Acme was fined after a complaint by Bolt.")
    assert texts(agents(word(doc, "fined"))) == []
    assert texts(agents(word(doc, "complaint"))) == ["Bolt"]


def test_nouns_of_chosen_prepositions_only(parser: Parser) -> None:
    doc = parsed_by(parser)("The authority imposed a fine on Acme for the breach.")
    fine = word(doc, "fine") if prepositional(word(doc, "fine"), "on") else word(doc, "imposed")
    assert texts(prepositional(fine, "on")) == ["Acme"]
    assert texts(prepositional(fine, "against")) == []


def test_a_gift_has_a_receiver(parser: Parser) -> None:
    assert texts(datives(word(parsed_by(parser)("The authority gave them permission."), "gave"))) == ["them"]
    assert texts(datives(word(parsed_by(parser)("The authority gave permission to Acme."), "gave"))) == ["Acme"]


def test_owners_stand_before_with_a_genitive(parser: Parser) -> None:
    assert texts(possessors(word(parsed_by(parser)("The authority criticised Acme's plan."), "plan"))) == ["Acme"]


def test_coordination_is_read_to_the_right(parser: Parser) -> None:
    doc = parsed_by(parser)("The authority fined Acme, Bolt and Corex.")
    assert texts(conjuncts(word(doc, "Acme"))) == ["Acme", "Bolt", "Corex"]
    assert texts(conjuncts(word(doc, "Corex"))) == ["Corex"]


def test_the_way_up_ends_at_the_root(parser: Parser) -> None:
    doc = parsed_by(parser)("Acme agreed to pause the training.")
    assert [(c.text, h.text) for c, h in governors(word(doc, "training"))] == [("training", "pause"), ("pause", "agreed")]


def test_a_receiver_that_is_named_between_verb_and_object(parser: Parser) -> None:
    doc = parsed_by(parser)("The authority gave Acme permission to share the data.")
    assert texts(datives(word(doc, "gave"))) == ["Acme"]
    assert texts(subjects(word(doc, "share"))) == ["Acme"]


def test_the_pronoun_of_a_relative_clause_as_object(parser: Parser) -> None:
    assert texts(direct_objects(word(parsed_by(parser)("Acme paid the fine that the authority imposed."), "imposed"))) == ["fine"]


def test_a_relative_clause_without_a_pronoun(parser: Parser) -> None:
    doc = parsed_by(parser)("The fine the authority imposed was paid.")
    assert texts(direct_objects(word(doc, "imposed"))) == ["fine"]
