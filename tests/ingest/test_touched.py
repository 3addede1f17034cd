"""A change recomputes what it touches, and the result is that of everything at once."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from made_readings import KNOWN, euros, reading, says, when

from ingest.consolidation import consolidate
from ingest.deeds import Bounds, Conflict, ConsolidatedAction, Consolidation, ReportedClaim
from ingest.extraction_json import reading_from_json
from ingest.mapping import reported_claims
from ingest.matching import Matcher
from ingest.touched import Key, keys, touched

MATCHER = Matcher(KNOWN)
PARTIES = (("gb-ico", "meta"), ("ie-dpc", "meta"), ("fr-cnil", "google"), ("br-anpd", "google"), ("meta", ""), ("google", ""), ("", "meta"), ("noyb", "google"))
TYPES = ("approve", "decline-approval", "pause", "resume", "fine", "fine", "warn", "engage")


@st.composite
def news(draw: st.DrawFn) -> list[list[ReportedClaim]]:
    """Articles of one or two claims, some undated."""
    articles = []
    for number in range(draw(st.integers(2, 10))):
        told = []
        for _ in range(draw(st.integers(1, 2))):
            actor, target = draw(st.sampled_from(PARTIES))
            slots: dict[str, Any] = {"polarity": draw(st.sampled_from(("affirmed", "affirmed", "negated")))}
            type = draw(st.sampled_from(TYPES))
            if type == "fine":
                slots["amount"] = euros(draw(st.sampled_from((5e6, 9e6))))
            if draw(st.booleans()):
                slots["when"] = when(draw(st.sampled_from(("2024-01", "2024-03-05", "2024-06"))))
            told.append(says(f"Said {number} {len(told)}.", type, actor, target, **slots))
        made = reading(*told, published=draw(st.sampled_from((None, "2024-03-06", "2024-03-07", "2024-07-01"))), title=f"Article {number}")
        articles.append(list(reported_claims(reading_from_json(made.to_json(), KNOWN), KNOWN)))
    return articles


class Kept:
    """What a program would keep between two changes: an index of claims by their keys, and the last result."""

    def __init__(self) -> None:
        self.index: dict[Key, dict[str, ReportedClaim]] = defaultdict(dict)
        self.actions: list[ConsolidatedAction] = []
        self.conflicts: list[Conflict] = []
        self.bounds: dict[str, Bounds] = {}

    def find(self, wanted: frozenset[Key]) -> Iterable[ReportedClaim]:
        return {c.iri: c for key in wanted for c in self.index.get(key, {}).values()}.values()

    def change(self, added: Iterable[ReportedClaim] = (), gone: Iterable[ReportedClaim] = ()) -> None:
        added, gone = list(added), list(gone)
        for claim in gone:
            for key in keys(claim, MATCHER):
                self.index[key].pop(claim.iri)
        for claim in added:
            for key in keys(claim, MATCHER):
                self.index[key][claim.iri] = claim
        claims, stale = touched([*added, *gone], self.find, MATCHER)
        part = consolidate(claims, KNOWN)
        articles = {c.source.iri for c in (*claims, *gone) if c.iri in stale}
        self.actions = [a for a in self.actions if not stale & {c.iri for c in a.claims}] + [a for a in part.actions if stale & {c.iri for c in a.claims}]
        self.conflicts = [c for c in self.conflicts if not stale & {*c.sides}] + [c for c in part.conflicts if stale & {*c.sides}]
        self.bounds = {a: b for a, b in self.bounds.items() if a not in articles} | {a: b for a, b in part.bounds.items() if a in articles}

    @property
    def result(self) -> Consolidation:
        return Consolidation(tuple(sorted(self.actions, key=lambda a: a.iri)), tuple(sorted(self.conflicts, key=lambda c: c.iri)), self.bounds)


@settings(max_examples=120, deadline=None)
@given(news(), st.data())
def test_any_split_into_increments_gives_what_everything_at_once_gives(articles: list[list[ReportedClaim]], data: st.DataObject) -> None:
    kept, rest = Kept(), list(data.draw(st.permutations(articles)))
    while rest:
        size = data.draw(st.integers(1, len(rest)))
        kept.change(claim for article in rest[:size] for claim in article)
        rest = rest[size:]
    assert kept.result == consolidate([c for article in articles for c in article], KNOWN)


@settings(max_examples=60, deadline=None)
@given(news())
def test_a_withdrawal_gives_what_was_never_told(articles: list[list[ReportedClaim]]) -> None:
    kept = Kept()
    kept.change(c for article in articles for c in article)
    kept.change(gone=articles[0])
    there = {c.iri for article in articles[1:] for c in article}
    if there & {c.iri for c in articles[0]}:
        return                                               # two articles of the same words are one
    assert kept.result == consolidate([c for article in articles[1:] for c in article], KNOWN)


def test_what_has_nothing_to_do_with_a_change_is_not_looked_at() -> None:
    def claims(*told: Any) -> list[ReportedClaim]:
        return list(reported_claims(reading_from_json(reading(*told, published="2024-03-06").to_json(), KNOWN), KNOWN))

    kept = Kept()
    kept.change([*claims(says("Warned.", "warn", "gb-ico", "meta")), *claims(says("Fined.", "fine", "fr-cnil", "google", amount=euros(5e6)))])
    again = claims(says("Warned again.", "warn", "gb-ico", "meta"))
    for claim in again:
        for key in keys(claim, MATCHER):
            kept.index[key][claim.iri] = claim
    assert {c.type for c in touched(again, kept.find, MATCHER)[0]} == {"warn"}
