"""Sentences parsed for the tests of the steps that read parses."""
from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ingest.parsing import Parser
from ingest.segmentation import segment

if TYPE_CHECKING:
    from ingest.tokens import Doc, Token

Parsed = Callable[[str], "Doc"]


def parsed_by(parser: Parser) -> Parsed:
    """A function that gives the parse of the first sentence of a text."""
    return lambda text: parser.parse(text, segment(text)[:1], ())[0].doc


def word(doc: Doc, written: str) -> Token:
    """The last token that is written so: what a sentence is about stands late in it."""
    return [t for t in doc if t.text == written][-1]


def texts(tokens: list[Token]) -> list[str]:
    return [t.text for t in tokens]
