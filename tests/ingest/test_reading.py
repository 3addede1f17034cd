"""What a sentence says is what the claim says: the right act, the right way round, as sure as the words and no surer."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.model import Claim, Reading

Read = Callable[..., Reading]

# sentence, type, actor, target (None: not looked at), polarity, modality
SAID = [
    ("an active verb", "The CNIL fined Google 50 million euros on Monday.", "fine", "fr-cnil", "google", "affirmed", "actual"),
    ("a passive with its agent", "Google was fined 50 million euros by the CNIL.", "fine", "fr-cnil", "google", "affirmed", "actual"),
    ("a support verb", "The CNIL imposed a fine of 50 million euros on Google.", "fine", "fr-cnil", "google", "affirmed", "actual"),
    ("a negated perfect", "The CNIL has not approved the plan of Google.", "approve", "fr-cnil", None, "negated", "actual"),
    ("a plan", "Google will pause the training of its AI models in France.", "pause", "google", None, "affirmed", "planned"),
    ("an agreement to do", "Google agreed to pause the training of its AI models.", "pause", "google", None, "affirmed", "planned"),
    ("a coordinated infinitive", "Google plans to pause and review the rollout.", "pause", "google", None, "affirmed", "planned"),
    ("a possibility", "The CNIL may fine Google.", "fine", "fr-cnil", "google", "affirmed", "possible"),
    ("a receiver as subject", "Google received permission from the CNIL.", "approve", "fr-cnil", "google", "affirmed", "actual"),
    ("an opened inquiry", "The DPC in Ireland has opened an inquiry into TikTok.", "open-inquiry", "ie-dpc", "tiktok", "affirmed", "actual"),
    ("a complaint", "noyb filed a complaint against Google with the CNIL.", "file-complaint", "noyb", None, "affirmed", "actual"),
    ("an accusation", "noyb accused Google of ignoring the law.", "accuse", "noyb", "google", "affirmed", "actual"),
    ("a request to pause", "The CNIL asked Google to pause the training of its AI models.", "ask-to-pause", "fr-cnil", "google", "affirmed", "actual"),
]


def _claims(reading: Reading, kind: str) -> list[Claim]:
    return [c for c in reading.claims if c.type == kind]


@pytest.mark.parametrize(("text", "kind", "actor", "target", "polarity", "modality"), [c[1:] for c in SAID], ids=[c[0] for c in SAID])
def test_claim(read: Read, text: str, kind: str, actor: str, target: str | None, polarity: str, modality: str) -> None:
    claims = _claims(read(text), kind)
    assert [(c.polarity, c.modality) for c in claims] == [(polarity, modality)]
    assert actor in claims[0].actor
    assert target is None or target in claims[0].target


@pytest.mark.parametrize(("text", "kind"), [
    ("The CNIL is a fine institution and Google is a company.", "fine"),
    ("Google said that the CNIL has a paused video on its page.", "fine"),
    ("Users of Google paused their videos.", "pause"),
], ids=["an adjective that looks like a noun", "an act that is not told", "users are no company"])
def test_no_claim_where_none_is_made(read: Read, text: str, kind: str) -> None:
    assert not _claims(read(text), kind)


def test_denied_accused_and_asked_never_become_done(read: Read) -> None:
    text = "Google denied that it had paused the service. The CNIL did not fine Google. Google is considering whether to appeal."
    assert not [c for c in read(text).claims if c.type in ("pause", "fine", "appeal") and c.polarity == "affirmed" and c.modality == "actual"]


def test_every_span_is_the_exact_words_of_the_text(read: Read) -> None:
    reading = read("Regulator fines Google\n\nThe CNIL fined Google €50 million. “We will appeal the decision,” said Jane Roe, a spokeswoman for Google.")
    document = reading.to_json()
    spans = [*document["mentions"], *document["statements"], *(c["evidence"] for c in document["claims"])]
    assert spans
    assert all(s["text"] == document["article"]["text"][s["start"]:s["end"]] for s in spans)


def test_a_quotation_has_its_speaker_and_what_it_says_is_theirs(read: Read) -> None:
    reading = read("“We have not approved the plans of Google,” said Jane Roe, deputy commissioner at the CNIL.")
    assert [(s.speaker.person, s.speaker.organization) for s in reading.statements] == [("jane-roe", "fr-cnil")]
    claim = _claims(reading, "approve")[0]
    assert (claim.actor, claim.polarity, claim.attribution, claim.claimant.person) == (("fr-cnil",), "negated", "direct", "jane-roe")


def test_a_quotation_of_two_paragraphs_has_one_speaker(read: Read) -> None:
    reading = read("“The law is clear and we will apply it,” Jane Roe, head of the CNIL, said.\n\n"
                   "“Companies should put safeguards in place before they start.”")
    assert [s.speaker.person for s in reading.statements] == ["jane-roe", "jane-roe"]


def test_pronouns_and_descriptions_are_resolved(read: Read) -> None:
    reading = read("Google met the CNIL in Paris. The company will pause the training of its AI models. It also agreed to pay a fine to the watchdog.")
    assert [c.actor for c in _claims(reading, "pause")] == [("google",)]


def test_a_platform_stands_for_its_owner(read: Read) -> None:
    assert _claims(read("Instagram paused the training of its AI models in Brazil."), "pause")[0].actor == ("meta",)


def test_dates_and_places_and_money_go_to_their_act(read: Read) -> None:
    claim = _claims(read("In June 2023 the CNIL fined Google 50 million euros in France under Article 6(1)(f) of the GDPR."), "fine")[0]
    assert claim.when is not None
    assert (claim.when.edtf, claim.amount and (claim.amount.value, claim.amount.currency)) == ("2023-06", (50_000_000, "EUR"))
    assert claim.jurisdiction == ("FR",)
    assert claim.provisions == ("gdpr:6(1)(f)",)


def test_an_article_without_any_party_makes_no_claim_and_costs_no_parse(pipeline) -> None:  # type: ignore[no-untyped-def]
    from ingest.model import RawDocument

    trace = pipeline.trace(RawDocument("weather.txt", "It rained on Monday. Officials said the rain will stop and be followed by sun."))
    assert (trace.candidates, trace.reading.claims) == ((), ())


def test_an_article_without_its_law_is_of_the_law_that_the_authority_applies(read: Read) -> None:
    cited = read("The Garante fined a clinic in Italy 5,000 euros. The clinic had broken Articles 5(1)(a) and 9.").provisions
    assert cited == ("gdpr:5(1)(a)", "gdpr:9")
    assert read("The ICO fined a clinic 5,000 pounds. The clinic had broken Article 32.").provisions == ("uk-gdpr:32",)
    assert read("The FTC fined a clinic 5,000 dollars. The clinic had broken Article 32.").provisions == ()
