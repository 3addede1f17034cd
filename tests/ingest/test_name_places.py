"""Names are found where they stand alone, and places that are taken stay taken."""
from __future__ import annotations

import pytest

from ingest.model import Span
from ingest.name_places import Spans, free, places_of

# what it shows | name | text | how often it stands there
PLACES = [
    ("alone", "Acme", "Acme met Acme.", 2),
    ("in the genitive", "Acme", "Acme's plan", 1),
    ("not in a longer word", "Acme", "Acmes and MyAcme", 0),
    ("not beside a hyphen", "Acme", "Acme-like, pre-Acme", 0),
    ("of several words", "Acme Data Ltd", "Acme Data Ltd and Acme Data", 1),
    ("over a line break only as written", "Acme Data", "Acme\nData", 0),
    ("with marks in front", "@acme", "by @acme and acme", 1),
    ("once where it overlaps itself", "Ha Ha", "Ha Ha Ha", 1),
    ("in another script", "Яндекс", "о Яндекс, Яндекса", 1),
]


@pytest.mark.parametrize(("name", "text", "times"), [c[1:] for c in PLACES], ids=[c[0] for c in PLACES])
def test_a_name_stands(name: str, text: str, times: int) -> None:
    found = places_of(name, text)
    assert len(found) == times and all(span.of(text) == name for span in found)


def test_a_place_is_free_until_it_is_taken_and_again_when_it_is_left() -> None:
    text = "Acme fined Bolt"
    names, others = Spans(text), Spans(text, [Span(5, 10)])
    assert free(Span(0, 4), names, others) and not free(Span(3, 6), names, others)
    names[Span(0, 4)] = "Acme"
    assert not names.free(Span(2, 8)) and names.free(Span(4, 8))
    del names[Span(0, 4)]
    assert names.free(Span(0, 15)) and dict(names) == {}
