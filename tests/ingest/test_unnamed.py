"""Who acts where a sentence does not say: the authority nearby, or the party that the article names elsewhere for the same act."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.model import Claim, Reading

Read = Callable[..., Reading]


def acts(reading: Reading, kind: str) -> list[Claim]:
    return [c for c in reading.claims if c.type == kind]


# what it shows | text | kind | who acts
NEARBY = [
    ("the only authority of the sentence",
     "The AEPD and the Garante met.\n\nVodafone was fined 5 million euros in a case of the CNIL.",
     "fine", ("fr-cnil",)),
    ("the only authority of the paragraph so far", "The DPC met Google in May. The AEPD met.\n\nThe CNIL met Vodafone. The operator was fined 5 million euros.",
     "fine", ("fr-cnil",)),
    ("nobody where the paragraph names two", "The AEPD and the CNIL met Vodafone. The operator was fined 5 million euros.", "fine", ()),
    ("the body that a description means", "The CNIL met Vodafone.\n\nRegulator fines Vodafone 5 million euros", "fine", ("fr-cnil",)),
    ("several are not the one that is near",
     "The DPC met Google.\n\nThe CNIL met Vodafone in May. In June the authorities of Italy and Greece each imposed penalties of 5 million euros on it.",
     "fine", ()),
    ("other bodies are others", "The CNIL met Vodafone.\n\nOther regulators fined Vodafone 5 million euros.", "fine", ()),
]


@pytest.mark.parametrize(("text", "kind", "actor"), [c[1:] for c in NEARBY], ids=[c[0] for c in NEARBY])
def test_who_acts_is_found_nearby(read: Read, text: str, kind: str, actor: tuple[str, ...]) -> None:
    assert {c.actor for c in acts(read(text), kind)} == {actor}


def test_whoever_is_handed_a_case_did_not_hand_it_over(read: Read) -> None:
    claims = acts(read("The case was referred to the CNIL."), "refer-to-authority")
    assert [(c.actor, c.target) for c in claims] == [((), ("fr-cnil",))]


def test_an_act_told_again_has_the_actor_that_is_named_elsewhere(read: Read) -> None:
    claims = acts(read("Noyb sued Vodafone in Vienna on Monday.\n\nThe lawsuit was filed against Vodafone in Vienna."), "sue")
    assert {c.actor for c in claims} == {("noyb",)}


# what it shows | text | kind
NOT_TOLD = [
    ("what will be considered is not said", "The CNIL will consider whether Vodafone broke the law.", "find-infringement"),
    ("what would follow a breach is no breach", "The CNIL confirmed that should Vodafone fail to comply, it will pay.", "find-infringement"),
    ("a penalty that is suspended suspends nothing", "Any fines of Vodafone will be suspended, the CNIL said.", "order-suspension"),
]


@pytest.mark.parametrize(("text", "kind"), [c[1:] for c in NOT_TOLD], ids=[c[0] for c in NOT_TOLD])
def test_no_act_is_told(read: Read, text: str, kind: str) -> None:
    assert acts(read(text), kind) == []


def test_a_thing_suspended_by_nobody_is_no_order(read: Read) -> None:
    assert acts(read("The AEPD and the CNIL met Vodafone. Check-in was suspended for two days."), "order-suspension") == []


# what it shows | text | kind | target | modality
TOLD = [
    ("a penalty that may come of it", "It could result in a penalty for Vodafone.\n\nThe CNIL met in May.", "fine", ("vodafone",), "possible"),
    ("a relative clause after the sum", "It is twice the fine of 7 million euros, which was imposed on Vodafone by the CNIL.", "fine", ("vodafone",), "actual"),
    ("following is a preposition", "The CNIL opened its inquiry following a complaint by noyb.", "file-complaint", (), "actual"),
]


@pytest.mark.parametrize(("text", "kind", "target", "modality"), [c[1:] for c in TOLD], ids=[c[0] for c in TOLD])
def test_an_act_in_a_noun(read: Read, text: str, kind: str, target: tuple[str, ...], modality: str) -> None:
    assert [(c.target, c.modality) for c in acts(read(text), kind)] == [(target, modality)]
