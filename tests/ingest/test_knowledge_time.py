"""Two clocks: what was known on a past day is what consolidation makes of the articles published by then."""
from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from made_readings import KNOWN, euros, reading, says, when

from ingest.consolidation import consolidate
from ingest.deeds import Consolidation, ReportedClaim
from ingest.extraction_json import reading_from_json
from ingest.knowledge_time import as_of
from ingest.mapping import reported_claims

FIRST = date(2024, 1, 1)
TYPES = ("approve", "decline-approval", "pause", "resume", "fine", "warn", "engage", "start-processing", "accuse")


def claims_of(*told: tuple[tuple[str, dict[str, Any]], str | None]) -> list[ReportedClaim]:
    readings = [reading((f"Report {n}: {said[0]}", said[1]), published=day, title=f"Article {n}") for n, (said, day) in enumerate(told)]
    return [claim for made in readings for claim in reported_claims(reading_from_json(made.to_json(), KNOWN), KNOWN)]


@st.composite
def news(draw: st.DrawFn) -> list[ReportedClaim]:
    """Some dated articles about few parties, so that many claims meet."""
    pick = draw
    told = []
    for _ in range(pick(st.integers(2, 12))):
        slots: dict[str, Any] = {}
        if pick(st.booleans()):
            slots["practice"] = pick(st.sampled_from(("ai-training", "facial-recognition")))
        if pick(st.integers(0, 3)) == 0:
            slots["jurisdiction"] = pick(st.sampled_from(("GB", "EU", "IE")))
        type = pick(st.sampled_from(TYPES))
        if type == "fine" and pick(st.booleans()):
            slots["amount"] = euros(pick(st.sampled_from((5e6, 9e6))))
        if pick(st.integers(0, 2)) == 0:
            slots["when"] = when(pick(st.sampled_from(("2023-12", "2024-01", "2024-03-05", "2024-06"))))
        if pick(st.integers(0, 3)) == 0:
            slots["polarity"] = "negated"
        elif pick(st.integers(0, 2)) == 0:
            slots["modality"] = pick(st.sampled_from(("planned", "alleged", "requested")))
        actor, target = pick(st.sampled_from((("gb-ico", "meta"), ("ie-dpc", "meta"), ("gb-ico", ""), ("meta", ""), ("meta", "gb-ico"), ("", "meta"))))
        day = pick(st.sampled_from(("2024-01-05", "2024-01-09", "2024-03-06", "2024-04-01", "2024-08-20", "2025-06-01")))
        told.append((says("Said.", type, actor, target, **slots), day))
    return claims_of(*told)


def unlinked(found: Consolidation) -> Consolidation:
    none = frozenset[str]()
    return replace(found, actions=tuple(replace(a, follows=none, reverses=none, in_response_to=none) for a in found.actions))


@settings(max_examples=150, deadline=None)
@given(news(), st.sampled_from(("2024-01-05", "2024-01-31", "2024-03-06", "2024-05-01", "2024-12-31")))
def test_as_of_a_day_is_the_consolidation_of_the_articles_published_by_then(claims: list[ReportedClaim], day: str) -> None:
    then = date.fromisoformat(day)
    by_then = [c for c in claims if c.source.published and c.source.published <= then]
    assert unlinked(as_of(consolidate(claims, KNOWN), then)) == unlinked(consolidate(by_then, KNOWN))


def test_a_plan_that_was_carried_out_was_still_a_plan_before() -> None:
    found = consolidate(claims_of((says("Meta will resume.", "resume", "meta", practice="ai-training", modality="planned", when=when("2024-10")), "2024-09-17"),
                                  (says("Meta resumed.", "resume", "meta", practice="ai-training", when=when("2024-10-01")), "2024-10-02")), KNOWN)
    [action] = found.actions
    assert (action.status, action.sources, action.known) == ("actual", 2, date(2024, 9, 17))
    [then] = as_of(found, date(2024, 10, 1)).actions
    assert (then.status, then.sources, then.iri, len(then.claims)) == ("planned", 1, action.iri, 1)
    assert as_of(found, date(2024, 9, 16)).actions == ()
    assert [(step.status, step.known, step.when and step.when.stated) for step in action.history] == [
        ("planned", date(2024, 9, 17), "2024-10"), ("actual", date(2024, 10, 2), "2024-10-01")]


def test_a_conflict_is_known_when_both_sides_are() -> None:
    yes, no = says("The ICO approved it.", "approve", "gb-ico", "meta"), says("The ICO has not approved it.", "approve", "gb-ico", "meta", polarity="negated")
    found = consolidate(claims_of((yes, "2024-09-14"), (no, "2024-09-16"), (no, "2024-09-18")), KNOWN)
    [conflict] = found.conflicts
    assert (conflict.known, len(conflict.sides)) == (date(2024, 9, 16), 3)
    assert as_of(found, date(2024, 9, 15)).conflicts == ()
    assert [len(c.sides) for c in as_of(found, date(2024, 9, 17)).conflicts] == [2]


def test_what_only_undated_articles_tell_is_known_on_no_day() -> None:
    found = consolidate(claims_of((says("Meta paused it.", "pause", "meta"), None)), KNOWN)
    assert [a.known for a in found.actions] == [None]
    assert as_of(found, date.max).actions == ()
