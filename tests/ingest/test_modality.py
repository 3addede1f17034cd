"""How an act is asserted: done or denied, and whether it lies behind, ahead, or only in somebody's words."""
from __future__ import annotations

import pytest
from parsing_help import parsed_by, word

from ingest.modality import assess
from ingest.parsing import Parser

# what it shows | sentence | the act | polarity | modality
ASSERTED = [
    ("a plain past", "The authority fined Acme.", "fined", "affirmed", "actual"),
    ("a perfect", "The authority has fined Acme.", "fined", "affirmed", "actual"),
    ("a reported act is asserted by itself", "Acme said that it halted the service.", "halted", "affirmed", "actual"),
    ("what comes after an act does not colour it", "Acme will resume the service after it halted the training.", "halted", "affirmed", "actual"),
    ("what was done is told by to-have", "Acme is said to have halted the service.", "halted", "affirmed", "actual"),
    ("two negations undo each other", "Acme did not fail to inform the users.", "inform", "affirmed", "actual"),

    ("has not", "The authority has not approved the plan.", "approved", "negated", "actual"),
    ("did not", "The authority did not warn Acme.", "warn", "negated", "actual"),
    ("never", "The authority never approved the plan.", "approved", "negated", "actual"),
    ("no subject", "No authority approved the plan.", "approved", "negated", "actual"),
    ("nobody", "Nobody fined Acme.", "fined", "negated", "actual"),
    ("no object of a passive", "No fine was imposed on Acme.", "imposed", "negated", "actual"),
    ("no object", "The authority imposed no fine on Acme.", "imposed", "negated", "actual"),
    ("failed to", "Acme failed to inform the users.", "inform", "negated", "actual"),
    ("refused to", "Acme refused to pay the fine.", "pay", "negated", "actual"),
    ("nor did", "The authority did not warn Acme, nor did it fine the company.", "fine", "negated", "actual"),
    ("denied that", "Acme denied that it shared the data.", "shared", "negated", "actual"),
    ("denied doing", "Acme denied sharing the data.", "sharing", "negated", "actual"),
    ("without doing", "Acme used the data without informing the users.", "informing", "negated", "actual"),
    ("has no plans to", "Acme has no plans to resume the training.", "resume", "negated", "planned"),
    ("has yet to", "The regulator has yet to approve the plan.", "approve", "negated", "actual"),
    ("is yet to", "Acme is yet to receive approval.", "receive", "negated", "actual"),
    ("has still to", "The regulator has still to approve the plan.", "approve", "negated", "actual"),
    ("neither … nor", "Neither the ministry nor the court approved the plan.", "approved", "negated", "actual"),
    ("neither … nor of verbs", "The authority neither fined Acme nor warned it.", "warned", "negated", "actual"),
    ("never … nor", "The authority never warned nor fined Acme.", "fined", "negated", "actual"),
    ("not a single", "Not a single authority approved the plan.", "approved", "negated", "actual"),
    ("not only", "The authority not only warned Acme but fined it.", "warned", "affirmed", "actual"),
    ("none of", "None of the authorities approved the plan.", "approved", "negated", "actual"),
    ("no longer", "Acme no longer shares the data.", "shares", "negated", "actual"),
    ("stopped short of", "The authority stopped short of banning the app.", "banning", "negated", "actual"),
    ("far from", "Acme is far from complying with the order.", "complying", "negated", "actual"),
    ("ruled out", "The regulator ruled out fining Acme.", "fining", "negated", "actual"),
    ("has not ruled out", "The regulator has not ruled out fining Acme.", "fining", "affirmed", "possible"),
    ("decided against", "Acme decided against appealing the ruling.", "appealing", "negated", "planned"),
    ("is not expected to", "Acme is not expected to appeal.", "appeal", "negated", "planned"),
    ("declined to", "The authority declined to approve the plan.", "approve", "negated", "actual"),
    ("without having", "Acme used the data without having informed the users.", "informed", "negated", "actual"),
    ("a headline without a regular subject", "Watchdog to probe Acme", "probe", "affirmed", "planned"),
    ("unable to", "The authority was unable to approve the plan.", "approve", "negated", "actual"),

    ("will", "Acme will pause the training.", "pause", "affirmed", "planned"),
    ("a shared auxiliary", "Acme will pause and review the training.", "review", "affirmed", "planned"),
    ("will not", "Acme will not appeal the decision.", "appeal", "negated", "planned"),
    ("plans to", "Acme plans to resume the training.", "resume", "affirmed", "planned"),
    ("agreed to", "Acme agreed to pause the training.", "pause", "affirmed", "planned"),
    ("promised to", "Acme promised to delete the data.", "delete", "affirmed", "planned"),
    ("is set to", "Acme is set to resume the training.", "resume", "affirmed", "planned"),
    ("is going to", "Acme is going to appeal the decision.", "appeal", "affirmed", "planned"),
    ("a plan in a noun", "Acme announced a plan to resume the training.", "resume", "affirmed", "planned"),
    ("did not agree to", "Acme did not agree to pause the training.", "pause", "negated", "planned"),
    ("a headline", "Regulator to investigate Acme over cookies", "investigate", "affirmed", "planned"),
    ("what will be watched lies ahead", "The authority will watch as Acme informs the users.", "informs", "affirmed", "planned"),

    ("was ordered to", "Acme was ordered to pause the training.", "pause", "affirmed", "requested"),
    ("ordered somebody to", "The authority ordered Acme to pause the training.", "pause", "affirmed", "requested"),
    ("must", "Acme must pause the training.", "pause", "affirmed", "requested"),
    ("should", "Acme should pause the training.", "pause", "affirmed", "requested"),
    ("has to", "Acme has to delete the data.", "delete", "affirmed", "requested"),
    ("a request in a noun", "Acme received a request to pause the training.", "pause", "affirmed", "requested"),

    ("may", "The authority may fine Acme.", "fine", "affirmed", "possible"),
    ("could", "The authority could fine Acme.", "fine", "affirmed", "possible"),
    ("if", "If the authority approves the plan, Acme resumes the training.", "approves", "affirmed", "possible"),
    ("would on a condition", "The authority would fine Acme if it resumed the training.", "fine", "affirmed", "possible"),
    ("whether", "The authority is examining whether Acme shared the data.", "shared", "affirmed", "possible"),
    ("threatened to", "The authority threatened to fine Acme.", "fine", "affirmed", "possible"),
    ("is allowed to", "Acme is allowed to resume the training.", "resume", "affirmed", "possible"),
    ("is considering whether to", "Acme is considering whether to appeal.", "appeal", "affirmed", "possible"),

    ("is accused of", "Acme is accused of sharing the data.", "sharing", "affirmed", "alleged"),
    ("accused somebody of", "The group accused Acme of sharing the data.", "sharing", "affirmed", "alleged"),
    ("allegedly", "Acme allegedly shared the data.", "shared", "affirmed", "alleged"),
    ("an allegation is stronger than a plan", "Acme is suspected of planning to share the data.", "share", "affirmed", "alleged"),
]


@pytest.mark.parametrize(("sentence", "act", "polarity", "modality"), [c[1:] for c in ASSERTED], ids=[c[0] for c in ASSERTED])
def test_a_verb_is_asserted_as(parser: Parser, sentence: str, act: str, polarity: str, modality: str) -> None:
    assertion = assess(word(parsed_by(parser)(sentence), act))
    assert (assertion.polarity, assertion.modality) == (polarity, modality), assertion.because


# what it shows | sentence | support verb | noun of the act | polarity | modality
CARRIED = [
    ("imposed", "The authority imposed a fine on Acme.", "imposed", "fine", "affirmed", "actual"),
    ("gave no", "The authority gave no approval for the plan.", "gave", "approval", "negated", "actual"),
    ("no … was", "No fine was imposed on Acme.", "imposed", "fine", "negated", "actual"),
    ("did not give", "The authority did not give its approval.", "give", "approval", "negated", "actual"),
    ("threatened with", "The authority threatened Acme with a fine.", "threatened", "fine", "affirmed", "possible"),
    ("is possible", "A fine of 5 million euros is possible.", "fine", "fine", "affirmed", "possible"),
    ("is heavy, and there", "The fine of 5 million euros is heavy.", "fine", "fine", "affirmed", "actual"),
    ("faces", "Acme faces a fine.", "faces", "fine", "affirmed", "possible"),
    ("a possible", "The authority issued a possible fine.", "issued", "fine", "affirmed", "possible"),
    ("plans", "Acme plans an appeal.", "plans", "appeal", "affirmed", "planned"),
    ("an upcoming", "The authority announced an upcoming inquiry.", "announced", "inquiry", "affirmed", "planned"),
    ("demanded", "The group demanded a ban.", "demanded", "ban", "affirmed", "requested"),
    ("may impose", "The authority may impose a fine.", "impose", "fine", "affirmed", "possible"),
]


@pytest.mark.parametrize(("sentence", "verb", "noun", "polarity", "modality"), [c[1:] for c in CARRIED], ids=[c[0] for c in CARRIED])
def test_a_noun_is_asserted_by_the_verb_that_carries_it(parser: Parser, sentence: str, verb: str, noun: str, polarity: str, modality: str) -> None:
    doc = parsed_by(parser)(sentence)
    assertion = assess(word(doc, verb), word(doc, noun))
    assert (assertion.polarity, assertion.modality) == (polarity, modality), assertion.because


def test_a_negation_of_the_noun_is_heard_once(parser: Parser) -> None:
    doc = parsed_by(parser)("The authority imposed no fine on Acme.")
    assert assess(word(doc, "imposed"), word(doc, "fine")).because == ("no",)


def test_the_words_that_decided_are_named(parser: Parser) -> None:
    assert assess(word(parsed_by(parser)("Acme has not agreed to pause the training."), "pause")).because == ("agreed", "not")


def test_a_finite_clause_is_not_coloured_by_the_verb_that_reports_it(parser: Parser) -> None:
    assert assess(word(parsed_by(parser)("Acme will say that it paused the training."), "paused")).modality == "actual"
