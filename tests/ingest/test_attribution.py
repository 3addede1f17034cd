"""Whose words a claim is: of whoever is quoted, of whoever is said to say so, or the narrator's."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.model import Claim, Reading

Read = Callable[..., Reading]


def the_claim(reading: Reading, type: str) -> Claim:
    return next(c for c in reading.claims if c.type == type)


# what it shows | text | type of the claim | attribution | (person, organization) that claims it
CASES = [
    ("the narrator", "The CNIL fined Google €2 million in May.", "fine", "narrator", (None, None)),
    ("a quotation", "“We fined Google €2 million in May,” said Jane Roe, director of the CNIL.", "fine", "direct", ("jane-roe", "fr-cnil")),
    ("a verb of saying", "Google said that the CNIL had fined it €2 million.", "fine", "indirect", (None, "google")),
    ("a verb put in", "The CNIL, Google said, had fined it €2 million.", "fine", "indirect", (None, "google")),
    ("a person", "Jane Roe, a spokeswoman for Google, said that the CNIL had fined the company.", "fine", "indirect", ("jane-roe", "google")),
    ("according to", "According to Google, the CNIL fined it €2 million.", "fine", "indirect", (None, "google")),
    ("somebody unknown", "According to the lawsuit, Google paused the rollout of the app.", "pause", "indirect", (None, None)),
    ("people", "Users said that Google had paused the rollout of the app.", "pause", "indirect", (None, None)),
    ("a paper", "The CNIL’s report says that Google paused the rollout of the app.", "pause", "indirect", (None, "fr-cnil")),
    ("a paper of whoever acts", "The CNIL met Google and fined it €2 million, according to a statement.", "fine", "indirect", (None, "fr-cnil")),
    ("news of somebody unknown", "According to new developments, Google paused the rollout of the app.", "pause", "indirect", (None, None)),
    ("members of a party", "Google was in trouble after its members alleged that it had paused the rollout of the app.", "pause", "indirect", (None, None)),
    ("a denial", "Google denied that it used photos to train its models. The CNIL was silent.", "start-processing", "indirect", (None, "google")),
    ("a verb that adds a deed", "Google pays a fine and has paused the rollout of the app.", "pause", "narrator", (None, None)),
]


@pytest.mark.parametrize(("text", "type", "attribution", "claimant"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_claim_is_made_by(read: Read, text: str, type: str, attribution: str, claimant: tuple[str | None, str | None]) -> None:
    claim = the_claim(read(text), type)
    assert (claim.attribution, (claim.claimant.person, claim.claimant.organization)) == (attribution, claimant)
