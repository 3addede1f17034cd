"""Claims of many articles become actions and conflicts: alike deeds stay apart, one deed told often is one, change is not conflict."""
from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_readings import KNOWN, euros, organization, reading, says, when

from ingest.consolidation import consolidate
from ingest.deeds import ConsolidatedAction, Consolidation, ReportedClaim
from ingest.derived import derived_quads
from ingest.extraction_json import reading_from_json
from ingest.mapping import claim_iri, minted, reported_claims
from ingest.model import Reading, Voice
from ingest.validation import DERIVED_SHAPES, find_faults, load_shapes
from ontology.vocab import RA

Said = tuple[str, dict[str, Any]]


def claims_of(*readings: Reading) -> list[ReportedClaim]:
    return [claim for made in readings for claim in reported_claims(reading_from_json(made.to_json(), KNOWN), KNOWN)]


def articles(*told: Said | tuple[Said, str]) -> list[ReportedClaim]:
    """The claims of articles of one sentence each, undated or with their day of publication."""
    readings = []
    for number, article in enumerate(told):
        said, published = article if isinstance(article[1], str) else (article, None)
        readings.append(reading((f"Report {number}: {said[0]}", said[1]), published=published, title=f"Article {number}"))
    return claims_of(*readings)


def told(*several: Said | tuple[Said, str]) -> Consolidation:
    return consolidate(articles(*several), KNOWN)


def types(found: Consolidation) -> list[str]:
    return sorted(action.type for action in found.actions)


def only(found: Consolidation) -> ConsolidatedAction:
    assert len(found.actions) == 1, [(a.type, a.when, len(a.claims)) for a in found.actions]
    return found.actions[0]


def of_type(found: Consolidation, type: str) -> ConsolidatedAction:
    return next(a for a in found.actions if a.type == type)


# --- joining --------------------------------------------------------------------------------------------------------------

APPROVED = says("The ICO gave Meta permission.", "approve", "gb-ico", "meta")
NOT_APPROVED = says("The ICO has not approved it.", "approve", "gb-ico", polarity="negated", attribution="direct", claimant=Voice(None, "gb-ico"))
FINED = says("The DPC fined Meta 1.2 billion euros.", "fine", "ie-dpc", "meta", amount=euros(1.2e9), when=when("2023-05-22"))

ONE_DEED: list[tuple[str, Any, Any]] = [
    ("told twice", FINED, FINED),
    ("with and without the amount", FINED, says("The DPC fined Meta.", "fine", "ie-dpc", "meta", when=when("2023-05"))),
    ("a rounded amount", FINED,
     says("The DPC fined Meta.", "fine", "ie-dpc", "meta", amount=euros(1_198_000_000), when=when("2023-05-22"))),
    ("the product for its owner", FINED, says("The DPC fined Facebook.", "fine", "ie-dpc", "facebook", amount=euros(1.2e9))),
    ("the subsidiary for its parent", FINED, says("The DPC fined Meta Ireland.", "fine", "ie-dpc", "meta-ireland", amount=euros(1.2e9))),
    ("a place inside another", says("Meta paused it in Hamburg.", "pause", "meta", jurisdiction="DE-HH"),
     says("Meta paused it in the EU.", "pause", "meta", jurisdiction="EU")),
    ("a group inside another", says("Meta paused it in the EEA.", "pause", "meta", jurisdiction="EEA"),
     says("Meta paused it in the EU.", "pause", "meta", jurisdiction="EU")),
    ("planned, then done", (says("Meta will resume.", "resume", "meta", modality="planned"), "2024-09-17"),
     (says("Meta resumed.", "resume", "meta"), "2024-10-02")),
    ("not yet, then done", (NOT_APPROVED, "2024-03-01"), (APPROVED, "2024-09-01")),
    ("talks told from either side", says("The ICO spoke with Meta.", "engage", "gb-ico", "meta"),
     says("Meta spoke with the ICO.", "engage", "meta", "gb-ico")),
]


@pytest.mark.parametrize(("one", "other"), [case[1:] for case in ONE_DEED], ids=[case[0] for case in ONE_DEED])
def test_one_deed_told_in_two_ways_is_one_action(one: Any, other: Any) -> None:
    assert len(only(told(one, other)).claims) == 2


TWO_DEEDS: list[tuple[str, Any, Any]] = [
    ("two regulators", FINED, says("The CNIL fined Meta.", "fine", "fr-cnil", "meta", when=when("2023-05-22"))),
    ("two targets", FINED, says("The DPC fined Google.", "fine", "ie-dpc", "google", when=when("2023-05-22"))),
    ("two times", FINED, says("The DPC fined Meta.", "fine", "ie-dpc", "meta", when=when("2022-09"))),
    ("two amounts at unknown times", says("The DPC fined Meta.", "fine", "ie-dpc", "meta", amount=euros(390e6)),
     says("The DPC fined Meta.", "fine", "ie-dpc", "meta", amount=euros(265e6))),
    ("two places", says("Meta paused it in Britain.", "pause", "meta", jurisdiction="GB"),
     says("Meta paused it in Brazil.", "pause", "meta", jurisdiction="BR")),
    ("two practices", says("The CNIL warned Google.", "warn", "fr-cnil", "google", practice="ai-training"),
     says("The CNIL warned Google.", "warn", "fr-cnil", "google", practice="facial-recognition")),
    ("news of different years", (says("The ICO warned Meta.", "warn", "gb-ico", "meta"), "2019-03-01"),
     (says("The ICO warned Meta.", "warn", "gb-ico", "meta"), "2024-03-01")),
    ("a deed before it is done", says("Meta resumed.", "resume", "meta", when=when("2024-09-17")),
     (says("Meta resumed.", "resume", "meta"), "2024-06-01")),
    ("two types", says("Meta paused it.", "pause", "meta"), says("Meta stopped it.", "stop-processing", "meta")),
    ("nobody is named", says("A fine was imposed.", "fine"), says("A fine was imposed.", "fine")),
    ("two talks", says("The ICO spoke with Meta.", "engage", "gb-ico", "meta"),
     says("The DPC spoke with Meta.", "engage", "ie-dpc", "meta")),
]


@pytest.mark.parametrize(("one", "other"), [case[1:] for case in TWO_DEEDS], ids=[case[0] for case in TWO_DEEDS])
def test_two_deeds_that_sound_alike_stay_two_actions(one: Any, other: Any) -> None:
    found = told(one, other)
    assert len(found.actions) == 2
    assert found.conflicts == ()


def test_a_vague_report_does_not_tie_two_deeds_together() -> None:
    found = told(says("Meta paused it in Britain.", "pause", "meta", jurisdiction="GB"),
                 says("Meta paused it in Brazil.", "pause", "meta", jurisdiction="BR"),
                 says("Meta paused it.", "pause", "meta"))
    assert sorted(len(a.claims) for a in found.actions) == [1, 2]


def test_a_passive_joins_the_one_deed_with_its_target_and_amount() -> None:
    passive = says("Meta was fined 1.2 billion euros.", "fine", "", "meta", amount=euros(1.2e9))
    assert len(only(told(FINED, passive)).claims) == 2
    assert len(only(told(passive, passive)).claims) == 2


def test_a_passive_that_fits_two_deeds_stays_alone() -> None:
    passive = says("Meta was fined 5 million euros.", "fine", "", "meta", amount=euros(5e6))
    by = [says(f"{name} fined Meta 5 million euros.", "fine", id, "meta", amount=euros(5e6)) for name, id in (("The DPC", "ie-dpc"), ("The CNIL", "fr-cnil"))]
    assert sorted(len(a.claims) for a in told(passive, *by).actions) == [1, 1, 1]


def test_claims_of_one_article_about_one_act_join_without_an_actor() -> None:
    made = reading(says("A fine was imposed on Meta.", "fine", "", "meta"), says("The fine hit Meta hard.", "fine", "", "meta"))
    assert len(only(consolidate(claims_of(made), KNOWN)).claims) == 2


# --- describing -----------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("said", "status"), [
    ([("affirmed", "planned")], "planned"), ([("affirmed", "planned"), ("affirmed", "actual")], "actual"), ([("negated", "actual")], "negated"),
    ([("affirmed", "alleged"), ("affirmed", "possible")], "alleged"), ([("negated", "actual"), ("affirmed", "requested")], "requested"),
])
def test_the_status_is_the_furthest_that_a_claim_affirms(said: list[tuple[str, str]], status: str) -> None:
    assert only(told(*(says("Meta paused it.", "pause", "meta", polarity=p, modality=m) for p, m in said))).status == status


def test_an_action_has_the_slots_of_its_claims_and_the_best_supported_figures() -> None:
    action = only(told((FINED, "2023-05-23"), (says("Fined.", "fine", "ie-dpc", "meta", instrument="gdpr", when=when("2023-05")), "2023-05-22")))
    assert action.first_reported == date(2023, 5, 22)
    assert action.sources == 2
    assert action.amount
    assert int(action.amount.value) == 1_200_000_000
    assert action.when
    assert action.when.stated == "2023-05-22"
    assert action.instrument == {"https://w3id.org/regatlas/id/instrument/gdpr"}


def test_copies_of_one_article_are_one_source() -> None:
    made = [reading(FINED, url=f"https://news.example/{n}") for n in range(3)]
    claims = [claim for each in made for claim in reported_claims(reading_from_json(each.to_json(), KNOWN), KNOWN, original=made[0].article.id)]
    assert only(consolidate(claims, KNOWN)).sources == 1


def test_the_date_of_a_done_deed_is_not_that_of_its_plan() -> None:
    action = only(told(says("Meta will resume in September.", "resume", "meta", modality="planned", when=when("2024-09")),
                       says("Meta resumed.", "resume", "meta", when=when("2024-09-25"))))
    assert action.when
    assert action.when.stated == "2024-09-25"


# --- links ------------------------------------------------------------------------------------------------------------------

def test_a_resumption_follows_and_reverses_the_pause_before_it() -> None:
    found = told(says("Meta paused it in June.", "pause", "meta", when=when("2024-06")),
                 says("Meta resumed in September.", "resume", "meta", when=when("2024-09")))
    pause, resume = of_type(found, "pause"), of_type(found, "resume")
    assert resume.reverses == resume.follows == {pause.iri}
    assert pause.reverses == frozenset()
    assert found.conflicts == ()


def test_only_the_last_pause_before_a_resumption_is_reversed() -> None:
    found = told(says("Paused.", "pause", "meta", when=when("2023-02")), says("Paused.", "pause", "meta", when=when("2024-06")),
                 says("Resumed.", "resume", "meta", when=when("2024-09")))
    assert [a.when.stated for a in found.actions if a.iri in of_type(found, "resume").reverses and a.when] == ["2024-06"]


def test_a_resumption_elsewhere_reverses_nothing() -> None:
    found = told(says("Paused.", "pause", "meta", jurisdiction="BR"), says("Resumed.", "resume", "meta", jurisdiction="GB"))
    assert of_type(found, "resume").reverses == frozenset()


# --- conflicts --------------------------------------------------------------------------------------------------------------

def conflicts(found: Consolidation) -> list[str]:
    return [c.kind for c in found.conflicts]


def test_a_report_of_approval_conflicts_with_the_statement_that_there_was_none() -> None:
    found = told(APPROVED, (NOT_APPROVED, "2024-09-18"))
    assert conflicts(found) == ["existence"]
    conflict = found.conflicts[0]
    assert len(conflict.sides) == 2
    assert conflict.concerns == (only(found).iri,)
    assert "Information Commissioner's Office" in conflict.explanation
    assert "gave Meta permission" in conflict.explanation
    assert "has not approved" in conflict.explanation
    assert "Article 0" in conflict.explanation
    assert "Article 1" in conflict.explanation


def test_findings_on_one_company_conflict_where_they_can_be_about_one_thing() -> None:
    def found(type: str, who: str, provision: str, **more: Any) -> Any:
        return says("It decided.", type, "ie-dpc", who, provisions=(f"gdpr:{provision}",), **more)

    breach = found("find-infringement", "meta", "6")
    assert conflicts(told((breach, "2024-09-17"), (found("find-no-infringement", "meta", "6"), "2024-09-18"))) == ["existence"]
    assert conflicts(told((breach, "2024-09-17"), (found("find-no-infringement", "meta", "13"), "2024-09-18"))) == []
    assert conflicts(told((breach, "2024-09-17"), (found("find-no-infringement", "google", "6"), "2024-09-18"))) == []
    assert conflicts(told((breach, "2024-09-17"), (says("It found none.", "find-no-infringement", "ie-dpc"), "2024-09-18"))) == []


def test_a_conflict_has_all_claims_of_both_sides_and_is_one() -> None:
    found = told(APPROVED, APPROVED, NOT_APPROVED, NOT_APPROVED, NOT_APPROVED)
    assert conflicts(found) == ["existence"]
    assert len(found.conflicts[0].sides) == 5


def test_a_narrator_and_the_person_he_quotes_can_disagree_in_one_article() -> None:
    made = reading(APPROVED, NOT_APPROVED)
    assert conflicts(consolidate(claims_of(made), KNOWN)) == ["existence"]


def test_one_voice_in_one_article_does_not_contradict_itself() -> None:
    narrated = says("The ICO has not approved it.", "approve", "gb-ico", polarity="negated")
    assert conflicts(consolidate(claims_of(reading(APPROVED, narrated)), KNOWN)) == []


def test_refusing_is_the_opposite_of_approving() -> None:
    refused = says("The ICO declined to approve it.", "decline-approval", "gb-ico")
    found = told((APPROVED, "2024-09-17"), (refused, "2024-09-18"))
    assert conflicts(found) == ["existence"]
    assert len(found.conflicts[0].concerns) == 2


NO_CONFLICT: list[tuple[str, Any, Any]] = [
    ("pause, then resume", says("Paused.", "pause", "meta", when=when("2024-06")),
     says("Resumed.", "resume", "meta", when=when("2024-09"))),
    ("paused and resumed at unknown times", says("Paused.", "pause", "meta"), says("Resumed.", "resume", "meta")),
    ("opened and closed", says("Opened.", "open-inquiry", "gb-ico", "meta"), says("Closed.", "close-inquiry", "gb-ico", "meta")),
    ("not yet, then done", (NOT_APPROVED, "2024-03-01"), (APPROVED, "2024-09-01")),
    ("refused, then approved", (says("Refused.", "decline-approval", "gb-ico"), "2024-01-10"), (APPROVED, "2024-09-01")),
    ("a plan and no deed yet", says("Meta will start.", "start-processing", "meta", modality="planned"),
     says("Meta has not started.", "start-processing", "meta", polarity="negated")),
    ("another regulator's approval", APPROVED, says("The DPC has not approved it.", "approve", "ie-dpc", polarity="negated")),
    ("possible and denied", says("The ICO may approve it.", "approve", "gb-ico", modality="possible"), NOT_APPROVED),
    ("told twice alike", APPROVED, APPROVED),
]


@pytest.mark.parametrize(("one", "other"), [case[1:] for case in NO_CONFLICT], ids=[case[0] for case in NO_CONFLICT])
def test_what_can_both_be_true_is_no_conflict(one: Any, other: Any) -> None:
    assert told(one, other).conflicts == ()


FIGURES: list[tuple[str, Any, Any]] = [
    ("amount", FINED, says("The DPC fined Meta.", "fine", "ie-dpc", "meta", amount=euros(1.5e9), when=when("2023-05-22"))),
    ("date", FINED, says("The DPC fined Meta 1.2 billion euros.", "fine", "ie-dpc", "meta", amount=euros(1.2e9), when=when("2023-05-12"))),
    ("legal_basis", (says("Meta relies on consent.", "rely-on-basis", "meta", practice="ai-training", legal_basis="consent"), "2024-09-17"),
     (says("Meta relies on its interests.", "rely-on-basis", "meta", practice="ai-training", legal_basis="legitimate-interests"), "2024-09-18")),
    ("actor", FINED,
     says("The CNIL fined Meta 1.2 billion euros.", "fine", "fr-cnil", "meta", amount=euros(1.2e9), when=when("2023-05-22"))),
]


@pytest.mark.parametrize(("kind", "one", "other"), FIGURES, ids=[case[0] for case in FIGURES])
def test_figures_that_differ_about_one_act_are_a_conflict_of_their_kind(kind: str, one: Any, other: Any) -> None:
    found = told(one, other)
    assert conflicts(found) == [kind]
    assert len(found.conflicts[0].sides) == 2
    assert "Article 0" in found.conflicts[0].explanation
    assert "Article 1" in found.conflicts[0].explanation


def test_two_amounts_in_one_article_are_two_fines() -> None:
    made = reading(says("It fined Meta 5 million euros in May.", "fine", "ie-dpc", "meta", amount=euros(5e6), when=when("2023-05")),
                   says("It fined Meta 9 million euros in May.", "fine", "ie-dpc", "meta", amount=euros(9e6), when=when("2023-05")))
    found = consolidate(claims_of(made), KNOWN)
    assert (len(found.actions), found.conflicts) == (2, ())


def test_sums_in_two_currencies_of_a_company_and_its_owner_are_two_fines() -> None:
    dollars = replace(euros(9e6), currency="USD")
    ireland = says("It fined Meta Ireland 5 million euros.", "fine", "ie-dpc", "meta-ireland", amount=euros(5e6))
    assert len(consolidate(claims_of(reading(ireland, says("It fined Meta $9 million.", "fine", "ie-dpc", "meta", amount=dollars))), KNOWN).actions) == 2
    again = says("It fined Meta Ireland $9 million.", "fine", "ie-dpc", "meta-ireland", amount=dollars)
    assert len(consolidate(claims_of(reading(ireland, again)), KNOWN).actions) == 1


# --- whatever the order -------------------------------------------------------------------------------------------------------

MIXTURE = articles(APPROVED, NOT_APPROVED, FINED, *(c for case in (*ONE_DEED, *TWO_DEEDS, *NO_CONFLICT, *FIGURES) for c in case[1:]))
WHOLE = consolidate(MIXTURE, KNOWN)


@settings(max_examples=25, deadline=None)
@given(st.permutations(MIXTURE))
def test_the_order_of_claims_does_not_matter(claims: list[ReportedClaim]) -> None:
    assert consolidate(claims, KNOWN) == WHOLE


def test_every_claim_is_reported_by_exactly_one_action() -> None:
    assert sorted(c.iri for a in WHOLE.actions for c in a.claims) == sorted({c.iri for c in MIXTURE})


def test_a_claim_given_twice_counts_once() -> None:
    assert consolidate([*MIXTURE, *MIXTURE], KNOWN) == WHOLE


def test_nothing_comes_of_nothing() -> None:
    assert consolidate([], KNOWN) == Consolidation()


def test_derived_data_conform_to_their_shapes_and_describe_new_things() -> None:
    made = reading(says("Widget Works was fined by the ICO.", "fine", "gb-ico", "widget-works", provisions=("gdpr:13(9)",)),
                   new=(organization("Widget Works", "WW"),))
    parsed = reading_from_json(made.to_json(), KNOWN)
    found = consolidate([*MIXTURE, *reported_claims(parsed, KNOWN)], KNOWN, {e.iri: e.name for e in parsed.entities})
    copy, original = (f"https://w3id.org/regatlas/id/article/{digit * 20}" for digit in "01")
    quads = derived_quads(found, minted(parsed, KNOWN), KNOWN, {copy: original, original: original})
    assert find_faults(quads, load_shapes(DERIVED_SHAPES)) == ()
    described = {q.subject.value.removeprefix("https://w3id.org/regatlas/id/") for q in quads}
    assert {"organization/widget-works", "provision/gdpr:13(9)"} <= described
    assert not {"organization/gb-ico", "instrument/gdpr"} & described       # what a register describes is left to it
    assert sum(q.predicate == RA.nearDuplicateOf for q in quads) == 1


# --- what ties reports of one act together ------------------------------------------------------------------------------------

def test_appeals_in_different_matters_stay_apart() -> None:
    first, second = says("Meta appealed.", "accuse", "noyb"), says("Fined.", "fine", "ie-dpc", "meta")
    other = says("Fined.", "fine", "fr-cnil", "google")
    told_apart = [reading((f"One: {first[0]}", first[1]), (f"One: {second[0]}", second[1]), published="2024-03-01"),
                  reading((f"Two: {first[0]}", first[1]), (f"Two: {other[0]}", other[1]), published="2024-03-04")]
    assert types(consolidate(claims_of(*told_apart), KNOWN)).count("accuse") == 2
    told_together = [told_apart[0], reading((f"Two: {first[0]}", first[1]), (f"Two: {second[0]}", second[1]), published="2024-03-04")]
    assert types(consolidate(claims_of(*told_together), KNOWN)).count("accuse") == 1


def test_utterances_far_apart_in_time_are_not_one() -> None:
    accused = says("noyb accused Meta.", "accuse", "noyb", "meta")
    assert len(told((accused, "2024-03-01"), (accused, "2024-03-20")).actions) == 1
    assert len(told((accused, "2024-03-01"), (accused, "2024-08-20")).actions) == 2


def test_articles_of_one_publisher_are_one_source() -> None:
    made = [reading((f"{n}: {FINED[0]}", FINED[1]), publisher=by) for n, by in enumerate(("The Daily", "The Daily", "The Weekly"))]
    assert only(consolidate(claims_of(*made), KNOWN)).sources == 2


def test_a_headline_in_the_present_tense_does_not_carry_out_the_plan_that_its_article_tells() -> None:
    plan = says("Meta will start at the end of May.", "start-processing", "meta", practice="ai-training", modality="planned", when=when("2025-05"))
    headline = says("Meta starts AI training", "start-processing", "meta", practice="ai-training")
    assert only(consolidate(claims_of(reading(headline, plan, published="2025-04-15")), KNOWN)).status == "planned"
    assert only(consolidate(claims_of(reading(headline, plan, published="2025-06-15")), KNOWN)).status == "actual"


def test_an_answer_that_an_article_states_is_a_link_and_mere_order_is_none() -> None:
    asked, paused = says("The DPC asked Meta to pause.", "warn", "ie-dpc", "meta"), says("Meta paused.", "pause", "meta")
    made = reading(asked, paused)
    request, pause = made.claims
    answered = replace(made, claims=(request, replace(pause, id="", answers=(claim_iri(made.article, request),))))
    found = consolidate(claims_of(answered), KNOWN)
    assert of_type(found, "pause").in_response_to == {of_type(found, "warn").iri}
    assert of_type(consolidate(claims_of(made), KNOWN), "pause").in_response_to == frozenset()


def test_a_resumption_reverses_the_pause_that_its_own_article_tells_of() -> None:
    made = reading(says("It resumes in Britain.", "resume", "meta", jurisdiction="GB", practice="ai-training"),
                   says("It had paused.", "pause", "meta", practice="ai-training"))
    elsewhere = reading(says("It paused in Brazil.", "pause", "meta", jurisdiction="BR", practice="ai-training"))
    found = consolidate(claims_of(made, elsewhere), KNOWN)
    assert len(of_type(found, "resume").reverses) == 1


def test_the_accused_who_denies_a_charge_does_not_contradict_who_reports_it() -> None:
    charge = says("Meta is said to have started.", "start-processing", "meta", practice="ai-training", modality="alleged")
    denial = says("We have not started.", "start-processing", "meta", practice="ai-training", polarity="negated", claimant=Voice(None, "meta"))
    other = says("It has not started.", "start-processing", "meta", practice="ai-training", polarity="negated", claimant=Voice(None, "gb-ico"))
    assert conflicts(told((charge, "2024-03-01"), (denial, "2024-03-02"))) == []
    assert conflicts(told((charge, "2024-03-01"), (other, "2024-03-02"))) == ["existence"]


# --- undated articles -----------------------------------------------------------------------------------------------------------

def test_an_undated_article_is_bounded_by_what_it_reports_and_by_dated_articles_and_says_why() -> None:
    paused = says("Meta paused it in June 2024.", "pause", "meta", practice="ai-training", when=when("2024-06"))
    soon = says("Meta will pause it.", "pause", "meta", practice="ai-training", modality="planned")
    found = told(soon, (paused, "2024-09-17"))
    [bounds] = found.bounds.values()
    assert (bounds.earliest, bounds.latest) == (date(2023, 9, 17), date(2024, 6, 30))
    assert "still to come" in bounds.reason
    assert "2024-09-17" in bounds.reason
    [own] = told(paused).bounds.values()
    assert own.earliest == date(2024, 6, 1)
    assert told(says("Meta paused it.", "pause", "meta")).bounds == {}
