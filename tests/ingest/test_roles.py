"""Who acts and who is acted upon, through what newspapers leave out: names, auxiliaries, verbs."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.model import Claim, Reading

Read = Callable[..., Reading]
CNIL = "\n\nThe CNIL met in May."


def acts(reading: Reading, kind: str) -> list[Claim]:
    return [c for c in reading.claims if c.type == kind]


# what it shows | text | kind | actor | target (None: not asked) | modality
TOLD = [
    ("a duty is an order of who says so", "Vodafone must stop the profiling, the CNIL ruled.", "order-suspension", ("fr-cnil",), ("vodafone",), "actual"),
    ("time to do a thing is an order", "Vodafone has two months to bring its banner into line, the CNIL said.", "order-compliance",
     ("fr-cnil",), ("vodafone",), "actual"),
    ("what must be done is not done", "Vodafone must inform its customers, the CNIL said.", "notify-users", ("vodafone",), (), "requested"),
    ("a state that acts is its authority", "France fined Vodafone 5 million euros." + CNIL, "fine", ("fr-cnil",), ("vodafone",), "actual"),
    ("an authority of a place", "The French watchdog fined Vodafone 5 million euros." + CNIL, "fine", ("fr-cnil",), ("vodafone",), "actual"),
    ("who reports a fine that nobody is said to impose", "Vodafone was fined 5 million euros, the CNIL said. Google met the Irish DPC.", "fine",
     ("fr-cnil",), ("vodafone",), "actual"),
    ("a company of which something was done", "The files have been deleted, Vodafone told the CNIL.", "delete-data", ("vodafone",), (), "actual"),
    ("customers of a company", "Customers of Vodafone have been notified of the breach." + CNIL, "notify-users", ("vodafone",), (), "actual"),
    ("an authority has done what it decided to do", "The CNIL decided to fine Vodafone.", "fine", ("fr-cnil",), ("vodafone",), "actual"),
    ("a company has not yet", "Vodafone decided to appeal the fine of the CNIL.", "appeal", ("vodafone",), None, "planned"),
    ("a fine in the object of another act", "Vodafone appealed the fine imposed by the CNIL.", "fine", ("fr-cnil",), None, "actual"),
    ("an apposition without an auxiliary", "Vodafone, a company fined 40 million euros by the CNIL in 2023, has paid.", "fine",
     ("fr-cnil",), ("vodafone",), "actual"),
    ("two of a headline", "Vodafone, Google hit with record fine" + CNIL, "fine", ("fr-cnil",), ("vodafone", "google"), "actual"),
    ("a probe that is faced is there", "Vodafone faces a probe by the CNIL.", "open-inquiry", ("fr-cnil",), ("vodafone",), "actual"),
    ("a fine that is faced is not", "Vodafone faces a fine of up to 5 million euros." + CNIL, "fine", ("fr-cnil",), ("vodafone",), "possible"),
    ("what one considers", "The CNIL is considering fining Vodafone.", "fine", ("fr-cnil",), ("vodafone",), "possible"),
    ("what one leaves open", "Vodafone has yet to say whether it will appeal the fine of the CNIL.", "appeal", ("vodafone",), None, "possible"),
    ("a participant beside another act", "The CNIL lifted the ban imposed on Vodafone by the court.", "lift-restriction",
     ("fr-cnil",), ("vodafone",), "actual"),
    ("a verb with its particle", "The CNIL passed the complaint on to the Irish DPC.", "refer-to-authority", ("fr-cnil",), ("ie-dpc",), "actual"),
]


@pytest.mark.parametrize(("text", "kind", "actor", "target", "modality"), [c[1:] for c in TOLD], ids=[c[0] for c in TOLD])
def test_an_act_is_told_by(read: Read, text: str, kind: str, actor: tuple[str, ...], target: tuple[str, ...] | None, modality: str) -> None:
    claim = acts(read(text), kind)[0]
    assert (claim.actor, claim.modality) == (actor, modality), claim.rule
    assert target is None or claim.target == target


# what it shows | text | kind | is it told?
ALONE = [
    ("a fine that there is not", "There is no fine." + CNIL, "fine", True),
    ("a complaint that something followed", "The CNIL met Vodafone after complaints by users.", "file-complaint", True),
    ("a fine that is only referred to", "The fine is a topic of the week." + CNIL, "fine", False),
    ("critics without a name", "Campaigners slammed the plan of Vodafone." + CNIL, "criticise", True),
    ("users are no critics", "Users should object to the processing by Vodafone." + CNIL, "criticise", False),
    ("advice of nobody", "Guests are advised to wait for Vodafone." + CNIL, "publish-guidance", False),
    ("what is examined is asked, not said", "The CNIL is examining whether Vodafone deleted the data.", "delete-data", False),
    ("blame for doing is no deed of the accuser", "Noyb filed a complaint against Vodafone for using the data." + CNIL, "start-processing", False),
]


@pytest.mark.parametrize(("text", "kind", "told"), [c[1:] for c in ALONE], ids=[c[0] for c in ALONE])
def test_an_act_without_a_name_is_told(read: Read, text: str, kind: str, told: bool) -> None:
    assert bool(acts(read(text), kind)) is told


def test_a_fine_that_there_is_not_is_denied(read: Read) -> None:
    assert acts(read("There is no fine." + CNIL), "fine")[0].polarity == "negated"


def test_a_duty_that_campaigners_state_is_no_order(read: Read) -> None:
    assert acts(read("Vodafone must stop the profiling, noyb said." + CNIL), "order-suspension") == []
