"""When an undated article must have appeared: bounded by what it reports, and by dated articles on the same actions.

    It reports an act as done      → not before the act, by its own date or by that which a dated article gives
    It speaks of an act as to come → not after the act, by its own date or by that which a dated article gives
    It reports an act at all       → within a year of the dated articles that do, within a month for an utterance

What is missing on one side is a year, since news is taken to speak of acts at most so long ago or ahead. The bounds are inferred and
say why; an article without evidence, or with evidence that contradicts itself, gets none.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from ingest.deeds import Bounds, ReportedClaim, Time
from ingest.matching import FRESH, NEWS_YEAR, Matcher

YEAR, MONTH = timedelta(days=NEWS_YEAR), timedelta(days=FRESH)
AHEAD = ("planned", "requested", "possible")
Evidence = tuple[date, str]
Near = tuple[date, date, str]


def publication_bounds(deeds: Iterable[Sequence[ReportedClaim]], matcher: Matcher, names: Mapping[str, str]) -> dict[str, Bounds]:
    """Bounds of the undated articles among these deeds, by article."""
    after: dict[str, set[Evidence]] = defaultdict(set)
    before: dict[str, set[Evidence]] = defaultdict(set)
    around: dict[str, set[Near]] = defaultdict(set)
    for deed in deeds:
        undated = [c for c in deed if not c.source.published and not c.negated]
        if undated:
            dated = [c for c in deed if c.source.published]
            for article in sorted({c.source.iri for c in undated}):
                own = [c for c in undated if c.source.iri == article]
                what = f"“{matcher.types[own[0].type].label}” by {_parties(own, names)}"
                done, ahead = any(c.modality == "actual" for c in own), all(c.modality in AHEAD for c in own)
                for when, whose in _times(own, dated):
                    if done:
                        after[article].add((when.earliest, f"it reports {what} as done, which {whose} dates {when.stated}"))
                    elif ahead:
                        before[article].add((when.latest, f"it speaks of {what} as still to come, which {whose} dates {when.stated}"))
                reach = MONTH if matcher.is_utterance(own[0].type) else YEAR
                around[article] |= {(day - reach, day + reach, f"an article of {day} reports {what} too") for c in dated if (day := c.source.published)}
    found = ((article, _bounds(after[article], before[article], around[article])) for article in sorted({*after, *before, *around}))
    return {article: bounds for article, bounds in found if bounds}


def _times(own: Iterable[ReportedClaim], dated: Iterable[ReportedClaim]) -> Iterator[tuple[Time, str]]:
    """The dates of an act: those that the article gives itself, and those that dated articles give once it is done."""
    for claim in own:
        if claim.when:
            yield claim.when, "it"
    for claim in dated:
        if claim.when and claim.modality == "actual" and not claim.negated:
            yield claim.when, f"an article of {claim.source.published}"


def _bounds(after: set[Evidence], before: set[Evidence], around: set[Near]) -> Bounds | None:
    """The narrowest interval that the evidence allows: own reports first, then the company of dated articles, nearest first."""
    first, last = max(after, default=None), min(before, default=None)
    reasons = [why for _, why in filter(None, (first, last))]
    low = first[0] if first else last[0] - YEAR if last else date.min
    high = last[0] if last else first[0] + YEAR if first else date.max
    if low > high:
        return None
    for start, end, why in sorted(around, key=lambda near: (near[1] - near[0], near)):
        if start <= high and low <= end and (start > low or end < high):
            low, high = max(low, start), min(high, end)
            reasons.append(why)
    return Bounds(low, high, f"Not dated; inferred, since {', and '.join(dict.fromkeys(reasons))}.") if reasons else None


def _parties(claims: Iterable[ReportedClaim], names: Mapping[str, str]) -> str:
    actors = sorted({names.get(iri, iri.rpartition("/")[2]) for claim in claims for iri in claim.actor})
    return " and ".join(actors) or "an unnamed party"
