"""Sentences go to the parser so that it can read them, and every token keeps its place."""
from __future__ import annotations

import pytest

from ingest.model import IngestError, Mention, Span
from ingest.parsing import Parser
from ingest.segmentation import segment


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(IngestError, match="no_such_pipeline"):
        Parser.load("no_such_pipeline")


@pytest.mark.parametrize("text", [
    "The CNIL’s “order” of 1 May…  fined Acme.", "Regulator Fines Acme Over Training Of AI Models", "A line\nthat goes on.", "İstanbul’s ﬁrm paid.",
])
def test_every_token_stands_where_it_stood(parser: Parser, text: str) -> None:
    for parse in parser.parse(text, segment(text), ()):
        for token in parse.doc:
            written = parse.span(token.i, token.i).of(text)
            assert len(written) == len(token)
            assert written.isspace() or written.casefold().replace("’", "'").replace("\n", " ") == token.text.casefold()


def test_a_headline_is_read_in_sentence_case(parser: Parser) -> None:
    text = "Regulator Fines Acme Over Training Of Models"
    acme = text.index("Acme")
    doc = parser.parse(text, segment(text), [Mention("acme", Span(acme, acme + 4), "name")])[0].doc
    assert doc.text == "Regulator fines Acme over training of models"


def test_a_sentence_is_left_in_its_own_case(parser: Parser) -> None:
    text = "Regulator Fines Acme Over Training Of Models."
    assert parser.parse(text, segment(text), ())[0].doc.text == text


def test_a_name_that_its_owner_writes_small_is_read_as_a_name(parser: Parser) -> None:
    text = "The group noyb filed a complaint."
    named = parser.parse(text, segment(text), [Mention("noyb", Span(10, 14), "name")])[0].doc
    assert named[2].text == "Noyb"
    assert parser.parse(text, segment(text), ())[0].doc[2].text == "noyb"


def test_a_token_of_a_mention_knows_the_kind_of_the_thing(parser: Parser) -> None:
    text = "Acme took Acme Chat offline."
    doc = parser.parse(text, segment(text), [Mention("acme-chat", Span(10, 19), "name")], {"acme-chat": "product"})[0].doc
    assert [(t.text, t.kind) for t in doc][:4] == [("Acme", ""), ("took", ""), ("Acme", "product"), ("Chat", "product")]


# what it shows | line | word | its part of speech
READ_AS = [
    ("a sum with a short unit does not hide the fine", "The DPC handed down a €345m fine to Acme.", "fine", "NOUN"),
    ("a verb of a headline", "Watchdog orders Acme to delete data", "orders", "VERB"),
    ("a verb of a headline before a name", "OpenAI appeals €15m fine", "appeals", "VERB"),
    ("a noun of a headline before a preposition", "Record fines for Meta and TikTok", "fines", "NOUN"),
    ("a noun of a sentence", "The new orders of the court were published.", "orders", "NOUN"),
    ("an adjective stays one", "The new terms are fine.", "fine", "ADJ"),
]


@pytest.mark.parametrize(("line", "word", "part"), [c[1:] for c in READ_AS], ids=[c[0] for c in READ_AS])
def test_a_word_that_parsers_misread_is_read_as(parser: Parser, line: str, word: str, part: str) -> None:
    (parse,) = parser.parse(line, segment(line), ())
    assert [t.pos_ for t in parse.doc if t.text == word] == [part]
