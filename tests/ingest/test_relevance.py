"""Which articles are read at all: those that can tell of an act of supervision, not sport, weather and the results of companies."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.model import RawDocument, Reading
from ingest.pipeline import Pipeline

FILLER = "The train left on time and the passengers read their papers while the hills went by. " * 8
# what it shows | a text that is read | one like it that is not
PAIRS = [
    ("a regulator", "Ofcom met Netflix on Monday.", "Netflix met its investors on Monday."),
    ("a law", "Netflix spoke of the GDPR.", "Netflix spoke of the guests."),
    ("a practice with data", "Netflix uses cookie banners at its site.", "Netflix uses red banners at its site."),
    ("a word of supervision", "Netflix said the watchdog was wrong.", "Netflix said the critic was wrong."),
    ("several words that supervision shares", "Netflix must pay the fine, the judge said; its lawyers had denied the breach.",
     "The weather was fine, said a spokeswoman for Netflix; its writers had left the beach."),
]


def _sentences(pipeline: Pipeline, text: str) -> int:
    return len(pipeline.trace(RawDocument("test.txt", text)).sentences)


@pytest.mark.parametrize(("read", "unread"), [c[1:] for c in PAIRS], ids=[c[0] for c in PAIRS])
def test_an_article_is_read_when_it_names(pipeline: Pipeline, read: str, unread: str) -> None:
    assert _sentences(pipeline, f"{FILLER}{read}") > 0
    assert _sentences(pipeline, f"{FILLER}{unread}") == 0


def test_a_text_of_a_few_words_is_read_when_it_names_a_party(pipeline: Pipeline) -> None:
    assert _sentences(pipeline, "Netflix paused its plans.") > 0
    assert _sentences(pipeline, "Grandmother paused her plans.") == 0


def test_without_a_known_party_two_signs_are_needed(pipeline: Pipeline) -> None:
    assert _sentences(pipeline, f"{FILLER}The clinic broke privacy law, the regulator found.") > 0
    assert _sentences(pipeline, f"{FILLER}The hotel offers guests privacy, the owner said.") == 0
    assert _sentences(pipeline, f"{FILLER}The court ordered the hotel to pay a fine for breach of the rules; it appealed, on terms and data.") > 0


def test_what_an_unread_article_speaks_of_is_kept(read: Callable[..., Reading]) -> None:
    reading = read(f"{FILLER}Netflix met its investors in Dublin. {FILLER}")
    assert reading.claims == () and "netflix" in {m.entity for m in reading.mentions}


def test_a_text_in_another_language_is_kept_and_not_read(read: Callable[..., Reading]) -> None:
    reading = read("Die Aufsichtsbehörde hat gegen Netflix ein Bußgeld von zwei Millionen Euro verhängt, weil das Unternehmen Daten von Kunden zu lange "
                   "aufbewahrt hatte und auf Fragen der Behörde nicht geantwortet hat.")
    assert (reading.article.language, reading.claims) == ("de", ()) and "netflix" in {m.entity for m in reading.mentions}
