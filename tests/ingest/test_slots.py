"""When, where, on what ground and for how much: what a sentence says goes to the act it is said of."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.model import Claim, Reading

Read = Callable[..., Reading]

TWO_ACTS = ("In June 2023 the CNIL fined Google 50 million euros under Article 6(1)(f) of the GDPR, "
            "and in May 2024 the DPC in Ireland opened an inquiry into Meta.")


def only(reading: Reading, kind: str) -> Claim:
    claims = [c for c in reading.claims if c.type == kind]
    assert len(claims) == 1
    return claims[0]


def money(claim: Claim) -> tuple[float, str] | None:
    return (claim.amount.value, claim.amount.currency) if claim.amount else None


def test_each_act_has_its_own_date(read: Read) -> None:
    reading = read(TWO_ACTS, "2024-06-20")
    dates = {c.type: c.when.edtf for c in reading.claims if c.when}
    assert dates == {"fine": "2023-06", "open-inquiry": "2024-05"}


def test_money_goes_to_acts_that_are_about_money(read: Read) -> None:
    reading = read(TWO_ACTS)
    assert money(only(reading, "fine")) == (50_000_000, "EUR")
    assert money(only(reading, "open-inquiry")) is None


def test_a_provision_goes_to_its_act_and_names_its_law(read: Read) -> None:
    reading = read(TWO_ACTS)
    fine, inquiry = only(reading, "fine"), only(reading, "open-inquiry")
    assert (fine.provisions, fine.instrument) == (("gdpr:6(1)(f)",), ("gdpr",))
    assert (inquiry.provisions, inquiry.instrument) == ((), ())


def test_each_act_has_its_own_place(read: Read) -> None:
    assert only(read(TWO_ACTS), "fine").jurisdiction == ("FR",)


def test_a_place_that_hangs_deep_in_an_act_is_its_place(read: Read) -> None:
    claim = only(read("Meta resumed the training of its AI models using posts of users in Brazil. The CNIL did not comment."), "resume")
    assert claim.jurisdiction == ("BR",)


def test_without_a_place_an_act_is_done_where_its_authority_is(read: Read) -> None:
    assert only(read("The CNIL fined Google 50 million euros."), "fine").jurisdiction == ("FR",)
    assert only(read("Google paused the training of its AI models."), "pause").jurisdiction == ()


def test_a_deadline_dates_nothing(read: Read) -> None:
    assert only(read("The CNIL ordered Google to delete the data by 5 May 2024."), "order-deletion").when is None


def test_a_date_in_a_phrase_dates_the_verb_it_hangs_on(read: Read) -> None:
    claim = only(read("Google paused the training of its AI models following a request from the CNIL in June 2023."), "pause")
    assert claim.when is not None
    assert claim.when.edtf == "2023-06"


def test_a_ground_in_law_and_a_practice(read: Read) -> None:
    claim = only(read("Google relies on legitimate interests for the training of its AI models in France."), "rely-on-basis")
    assert (claim.legal_basis, claim.practice, claim.jurisdiction) == (("legitimate-interests",), ("ai-training",), ("FR",))


# what it shows | sentence | the sum that counts
SUMS = [
    ("a sum", "The AEPD fined Google €1,000 in May.", (1_000, "EUR")),
    ("the currency of the authority first", "The AEPD fined Google €1,000 (about $1,100) in May.", (1_000, "EUR")),
    ("the currency of the authority second", "The AEPD fined Google $1,100 (€1,000) in May.", (1_000, "EUR")),
    ("the currency of the authority after or", "The ICO fined TikTok $15.8 million, or £12.7 million, in April 2023.", (12_700_000, "GBP")),
    ("another sum is no equivalent", "The ICO fined TikTok $15 million after it had earned £12 million.", (15_000_000, "USD")),
    ("the nearest of two sums", "The CNIL fined Google 50 million euros and warned Meta of a fine of 60 million euros.", (50_000_000, "EUR")),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in SUMS], ids=[c[0] for c in SUMS])
def test_a_fine_is_of(read: Read, text: str, expected: tuple[float, str]) -> None:
    assert money(next(c for c in read(text).claims if c.type == "fine" and c.modality == "actual")) == expected


def test_two_companies_with_a_fine_each(read: Read) -> None:
    claims = [c for c in read("The CNIL fined Google 50 million euros and Meta 60 million euros.").claims if c.type == "fine"]
    assert [(c.target, money(c)) for c in claims] == [(("google",), (50_000_000, "EUR")), (("meta",), (60_000_000, "EUR"))]
