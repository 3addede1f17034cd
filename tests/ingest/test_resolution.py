"""Whom the words of a text mean that do not name anybody: pronouns, descriptions, owners, counterparts, posts, and "we"."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.house import house
from ingest.model import Reading, Span

Read = Callable[..., Reading]

# what it shows | text | an act of its last sentence | who acts | on whom (None: not looked at)
MEANT = [
    ("it as a subject is the subject before", "The CNIL met Google and Meta in Paris. It fined Google in May.", "fine", ("fr-cnil",), ("google",)),
    ("it as an object is never the subject of its own clause", "Google met the CNIL. The CNIL fined it in May.", "fine", ("fr-cnil",), ("google",)),
    ("it is clear that names nobody", "It is clear that the CNIL fined Google.", "fine", ("fr-cnil",), ("google",)),
    ("its", "Google met the CNIL. Its chatbot was paused by the company.", "pause", ("google",), None),
    ("she", "The CNIL met Google. Jane Roe, a lawyer, was there. She appealed the decision.", "appeal", ("jane-roe",), None),
    ("the company", "Google met the CNIL. The company paused the training of its AI models.", "pause", ("google",), None),
    ("the watchdog", "The CNIL acted. The watchdog fined Google.", "fine", ("fr-cnil",), ("google",)),
    ("the group of a company", "The CNIL fined Google. The fine was paid by the group.", "pay-penalty", ("google",), None),
    ("the only authority, in the plural", "The CNIL met Google. The authorities opened an inquiry into Google.", "open-inquiry", ("fr-cnil",), None),
    ("a platform stands for its owner", "Instagram paused the training of its AI models.", "pause", ("meta",), None),
    ("the owner of a product", "The Instagram owner paused the training of its AI models.", "pause", ("meta",), None),
    ("the counterpart of a named body", "The ICO’s Irish counterpart fined Google.", "fine", ("ie-dpc",), ("google",)),
    ("the counterpart of it", "The ICO acted. Its Irish counterpart fined Google.", "fine", ("ie-dpc",), ("google",)),
    ("a role that the text defines",
     "Clinica Exemplar SRL (the controller) met the CNIL. The controller paid a fine.", "pay-penalty", ("clinica-exemplar-srl",), None),
    ("a post of a body", "The CNIL’s director fined Google.", "fine", ("fr-cnil",), ("google",)),
    ("a post before a comma", "The head of the CNIL fined Google.", "fine", ("fr-cnil",), ("google",)),
    ("a spokesperson with a name in front", "A Google spokesperson welcomed the decision of the CNIL.", "welcome", ("google",), ("fr-cnil",)),
    ("a spokesperson of a description", "The CNIL fined Google. A company spokesperson welcomed the decision.", "welcome", ("google",), None),
    ("the Commission, where another body is a commission in its own language",
     "The European Commission acted. The CNIL agreed. The Commission fined Google.", "fine", ("eu-commission",), ("google",)),
    ("the Commission of a text that names no other", "The CNIL met Google. The Commission fined Google.", "fine", ("eu-commission",), None),
    ("the Commission that the text calls so", "The Federal Trade Commission met Google. The Commission fined Google.", "fine", ("us-ftc",), None),
    ("a Commission spokesperson",
     "The European Commission met Google. The CNIL left. A Commission spokesperson welcomed the decision of the CNIL.", "welcome", ("eu-commission",), None),
    ("they of two subjects", "The CNIL and the DPC in Ireland met. They fined Google.", "fine", ("fr-cnil", "ie-dpc"), None),
    ("both companies", "The CNIL met Google and Meta. Both companies appealed the decision.", "appeal", ("google", "meta"), None),
    ("the authorities of a row of countries",
     "The data protection authorities of Italy, Greece and France fined Google.", "fine", ("fr-cnil", "gr-hdpa", "it-garante"), None),
    ("adjectives in a row", "The Dutch, Norwegian and Hamburg data protection authorities fined Google.", "fine",
     ("de-hh-hmbbfdi", "nl-ap", "no-datatilsynet"), None),
    ("the regulator of a country that the text does not name", "The CNIL met Google. The Italian watchdog fined Google.", "fine", ("it-garante",), None),
    ("a human rights group is no company", "Uber met Access Now. The human rights group filed a complaint against Uber.", "file-complaint",
     ("access-now",), ("uber",)),
    ("the group named last", "Uber met the CNIL. Access Now left. The group filed a complaint against Uber.", "file-complaint", ("access-now",), None),
    ("the start-up of a country", "Meta met DeepSeek. Meta left. The Chinese start-up paused the training of its AI models.", "pause", ("deepseek",), None),
    ("a judge is the court", "The High Court in London heard Google. The judge dismissed the appeal of Google.", "uphold", ("gb-high-court",), None),
    ("he of an office without a name", "The CNIL met Google. A spokesman for Google left. He welcomed the decision.", "welcome", ("google",), None),
    ("the credit bureau is a company", "The CNIL met Acme Credit Bureau Ltd. The regulator fined Google.", "fine", ("fr-cnil",), None),
    ("its before the subject that it means", "The CNIL met Google. In its appeal of the decision the company criticised the CNIL.", "criticise",
     ("google",), ("fr-cnil",)),
    ("it of the company that says it", "The CNIL met Google and Meta. Meta left. The company said it appealed the decision.", "appeal", ("meta",), None),
    ("a state that sues", "The Texas Attorney General met Google. Texas sued Google.", "refer-to-court", ("us-tx-ag",), ("google",)),
    ("we in a press release of an authority", "The CNIL fined Google. We have opened an inquiry into Google.", "open-inquiry", ("fr-cnil",), ("google",)),
    ("we between marks around two words", "The CNIL fined Google in May. “We appealed,” said Google.", "appeal", ("google",), None),
    ("we in a quotation is whoever speaks", "The CNIL fined Google. “We appealed the decision on Monday,” Google said.", "appeal", ("google",), None),
]


@pytest.mark.parametrize(("text", "kind", "actor", "target"), [c[1:] for c in MEANT], ids=[c[0] for c in MEANT])
def test_who_is_meant(read: Read, text: str, kind: str, actor: tuple[str, ...], target: tuple[str, ...] | None) -> None:
    claim = [c for c in read(text).claims if c.type == kind][-1]
    assert claim.actor == actor
    assert target is None or claim.target == target


# what it shows | text | an act that nobody known does there
NOBODY = [
    ("they of one party are most often its users", "The CNIL met Google. They opened an inquiry into Meta.", "open-inquiry"),
    ("other authorities are not the one of the text", "The CNIL met Google. Other European authorities opened an inquiry.", "open-inquiry"),
    ("several regulators are nobody", "The CNIL met Google. Several European regulators opened an inquiry into Meta.", "open-inquiry"),
    ("a human rights group of a text that names none", "The CNIL met Uber. The human rights group filed a complaint against Uber.", "file-complaint"),
    ("they of two who were not named together", "The CNIL met Google, and Meta left. They opened an inquiry into Uber.", "open-inquiry"),
    ("we of a law firm are no authority", "The CNIL fined Google. Our clients know. We have opened an inquiry into Google.", "open-inquiry"),
    ("a company without an article is any company", "The CNIL met Google. A company paused the training of its AI models.", "pause"),
]


@pytest.mark.parametrize(("text", "kind"), [c[1:] for c in NOBODY], ids=[c[0] for c in NOBODY])
def test_nobody_is_meant(read: Read, text: str, kind: str) -> None:
    assert [c.actor for c in read(text).claims if c.type == kind and c.actor] == []


HOUSES = [
    ("nothing shows it", "We have opened an inquiry.", "authority"),
    ("advisers speak of clients", "We advise our clients to wait.", ""),
    ("campaigners file complaints", "Today we filed five complaints.", "civil-society"),
    ("companies have users", "We told our users in May.", "company"),
    ("advisers even where the clients have users", "Our clients told our users.", ""),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in HOUSES], ids=[c[0] for c in HOUSES])
def test_who_writes_as_we(text: str, expected: str) -> None:
    assert house(text, ()) == expected


def test_what_others_say_does_not_show_who_writes() -> None:
    text = "It said: “We told our users.” We have opened an inquiry."
    assert house(text, ()) == "company"
    assert house(text, (Span(10, 28),)) == "authority"
