"""Words that look like an act and tell none, beside words that do tell one."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.model import Reading

Read = Callable[..., Reading]
CNIL = "\n\nThe CNIL met in May."

# what it shows | no act of the kind | an act of the kind | kind
PAIRS = [
    ("silence towards the press is no refusal to cooperate", "Vodafone did not respond to requests for comment.",
     "Vodafone did not respond to the CNIL.", "cooperate"),
    ("a paper that asks holds no talks", "We reached out to Vodafone for comment.", "The CNIL held talks with Vodafone.", "engage"),
    ("an interview is no talk with a party", "Speaking with the Courier, a spokesperson for Vodafone said the claims were false.",
     "Vodafone held talks with the CNIL.", "engage"),
    ("a plea contests nothing", "The CNIL appealed to users to object in time.", "Vodafone appealed to the court.", "appeal"),
    ("what an authority finds was not done", "Vodafone did not inform its customers, the CNIL said.", "Vodafone informed its customers, the CNIL said.",
     "notify-users"),
    ("what the law allows is no approval", "The AEPD met Vodafone. Such transfers are allowed.", "The CNIL allowed the transfers of Vodafone.", "approve"),
    ("the own staff is no party", "The CNIL ordered its investigation unit to submit a report.", "The CNIL ordered Vodafone to submit a report.",
     "request-information"),
    ("circumstances order nothing", "Vodafone was forced to halt sales after a fire.", "Vodafone was ordered to halt sales.", "order-suspension"),
    ("an order that is frozen", "Vodafone wants the order suspended.", "The CNIL suspended the service of Vodafone.", "order-suspension"),
    ("to appeal a decision is no appeal to do something", "Vodafone appealed the decision to block the merger.",
     "Noyb appealed to the CNIL to block the merger.", "petition"),
    ("a promise to pay is told by the payment", "Vodafone agreed to pay a fine of 5 million euros.", "Vodafone agreed to delete the data.", "commit"),
    ("what something is compared with", "The CNIL lets Vodafone go ahead, and it starts earlier than planned.", "Vodafone planned to launch a new service.",
     "announce-plan"),
    ("what will be considered is not said", "The CNIL will consider whether Vodafone broke the law.", "The CNIL found that Vodafone broke the law.",
     "find-infringement"),
]


@pytest.mark.parametrize(("seeming", "act", "kind"), [c[1:] for c in PAIRS], ids=[c[0] for c in PAIRS])
def test_no_act_is_told(read: Read, seeming: str, act: str, kind: str) -> None:
    assert kind not in {c.type for c in read(seeming + CNIL).claims}
    assert kind in {c.type for c in read(act + CNIL).claims}


# what it shows | text | kind | modality
MODALITIES = [
    ("the threat of a fine", "Vodafone faces the threat of fines of up to 5 million euros.", "fine", "possible"),
    ("whoever wants to apologise apologises", "“We want to apologise for the delay,” said Vodafone.", "accept-finding", "actual"),
    ("what is to be ensured", "The CNIL wrote: ensure that Vodafone deletes the data.", "delete-data", "requested"),
    ("any commitment there may be", "The CNIL may accept any commitment made by Vodafone.", "commit", "possible"),
]


@pytest.mark.parametrize(("text", "kind", "modality"), [c[1:] for c in MODALITIES], ids=[c[0] for c in MODALITIES])
def test_an_act_that_may_be(read: Read, text: str, kind: str, modality: str) -> None:
    assert {c.modality for c in read(text + CNIL).claims if c.type == kind} == {modality}


def test_an_article_introduces_its_company_by_a_description(read: Read) -> None:
    text = "A telecoms operator has apologised for the delay.\n\nVodafone met the CNIL in May. Vodafone is based in Newbury."
    assert {c.actor for c in read(text).claims if c.type == "accept-finding"} == {("vodafone",)}


def test_a_police_investigation_is_none_of_the_authority(read: Read) -> None:
    text = "An internal investigation was opened at Vodafone.\n\nThe CNIL met in May."
    assert {c.actor for c in read(text).claims if c.type == "open-inquiry"} <= {()}
