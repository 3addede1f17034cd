"""Our arithmetic gives the parses that spaCy's gives: words, trees, names, and whatever batch a sentence stands in."""
from __future__ import annotations

import pytest

from ingest.parsing import Parser
from ingest.segmentation import segment
from ingest.tokens import Doc, Token

# what it shows | sentence
SENTENCES = [
    ("a plain sentence", "The Irish watchdog fined Acme Systems Ltd €1.2 million on 3 March 2024."),
    ("names of every length", "Jane Roe, the head of the Federal Trade Commission in Washington, met Acme's John Doe on Monday."),
    ("words that are ruled by the word beside them", "There is no fine, they're gonna appeal, let's wait, it ain't over and y'all know it."),
    ("what is lifted over other words", "What the company did the regulator, which had asked about it before, would not say."),
    ("two sentences that the parser divides", "Acme appealed the decision the court dismissed it Then it paid."),
    ("a headline", "Regulator fines Acme over training of models"),
    ("one word", "Appeal"),
    ("marks alone", "— … !"),
    ("white space inside", "The  fine\n was paid ."),
    ("a long list", "It covers " + ", ".join(f"item number {n}" for n in range(60)) + " and nothing else."),
    ("other scripts and pictures", "Компания 公司 appealed 🚀 to the authority in Zürich’s ﬁrst district."),
    ("figures", "Sales rose 12.5% to $3bn in Q4, up from £2.1m (2022: 1,900,000) at 10 a.m."),
    ("a question inside", "\"Will the DPC, or the ICO, act?\" asked Ms Roe; nobody from either authority answered her."),
]


@pytest.fixture(scope="module")
def spacy_alone(parser: Parser) -> Parser:
    return Parser(parser._nlp, quick=False)


def _told(doc: Doc) -> list[tuple[object, ...]]:
    def token(t: Token) -> tuple[object, ...]:
        return (t.i, t.idx, t.text, t.lower_, t.lemma_, t.pos_, t.tag_, t.dep_, t.ent_type_, t.head.i, [c.i for c in t.children])

    return [*map(token, doc), *((e.text, e.label_, e.start_char, e.end_char) for e in doc.ents)]


@pytest.mark.parametrize("text", [s for _, s in SENTENCES], ids=[name for name, _ in SENTENCES])
def test_a_sentence_is_parsed_as_spacy_parses_it(parser: Parser, spacy_alone: Parser, text: str) -> None:
    sentences = segment(text)
    quick, slow = (p.parse(text, sentences, ()) for p in (parser, spacy_alone))
    assert [_told(p.doc) for p in quick] == [_told(p.doc) for p in slow]


def test_a_sentence_is_parsed_alike_alone_and_among_others(parser: Parser) -> None:
    texts = [text for _, text in SENTENCES]
    alone = [_told(parse.doc) for text in texts for parse in parser.parse(text, segment(text), ())]
    together = "\n\n".join(texts * 8)                        # more than go through the networks at once
    every = [_told(parse.doc) for parse in parser.parse(together, segment(together), ())]
    assert every == alone * 8


def test_a_pipeline_of_another_build_is_left_to_spacy(parser: Parser) -> None:
    import spacy

    assert parser._engine is not None
    assert Parser(spacy.blank("en"))._engine is None


def test_nothing_to_parse_is_no_fault(parser: Parser) -> None:
    assert parser.parse("", (), ()) == ()


def test_what_the_tree_says_of_a_token(parser: Parser) -> None:
    text = "The authority fined the owner of Acme Chat."
    (doc,) = (p.doc for p in parser.parse(text, segment(text), ()))
    owner = next(t for t in doc if t.text == "owner")
    assert [t.text for t in owner.subtree] == ["the", "owner", "of", "Acme", "Chat"]
    assert (owner.left_edge.text, owner.right_edge.text, [t.text for t in owner.lefts], [t.text for t in owner.rights]) == ("the", "Chat", ["the"], ["of"])
    assert [t.text for t in owner.ancestors] == ["fined"]
    assert owner.nbor().text == "of" and owner.nbor(-1).text == "the"
    with pytest.raises(IndexError):
        doc[len(doc) - 1].nbor()
    with pytest.raises(IndexError):
        doc[0].nbor(-1)
