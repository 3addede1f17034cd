"""What stands where: the same answer as looking at everything, without looking at everything."""
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.located import Located
from ingest.model import Span

SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 60), st.integers(1, 20))


@given(st.lists(SPANS, max_size=30), SPANS)
def test_what_lies_in_a_span_and_what_touches_it_is_what_a_search_of_all_finds(things: list[Span], span: Span) -> None:
    located = Located(things, lambda thing: thing)
    assert located.inside(span) == sorted(thing for thing in things if span.holds(thing))
    assert located.touching(span) == sorted(thing for thing in things if thing.overlaps(span))


def test_things_without_a_place_are_nowhere_and_things_in_one_place_keep_their_order() -> None:
    located = Located(["b", "a", "lost"], lambda thing: None if thing == "lost" else Span(3, 5))
    assert located.inside(Span(0, 9)) == ["b", "a"]
