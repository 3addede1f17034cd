"""What is quoted, and who says it: named after, before or between the words, by a colon or a dash, or nowhere."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.model import Reading
from ingest.quotations import find_quotations

Read = Callable[..., Reading]

SPANS = [
    ("curly marks", "“We will appeal the decision,” it said.", ["We will appeal the decision"]),
    ("straight marks", '"We will appeal the decision," it said.', ["We will appeal the decision"]),
    ("low marks", "„We will appeal the decision“, it said.", ["We will appeal the decision"]),
    ("angle marks", "« We will appeal the decision », it said.", ["We will appeal the decision"]),
    ("single curly marks around a sentence", "It said: ‘We will appeal the decision.’", ["We will appeal the decision."]),
    ("two parts", "“We are sorry,” it said, “and we will pay the fine.”", ["We are sorry", "and we will pay the fine."]),
    ("a quotation that goes on opens anew", "“We are very sorry.\n\n“We will pay the fine.”", ["We are very sorry.", "We will pay the fine."]),
    ("an apostrophe opens nothing", "The company’s users don’t read the company’s terms.", []),
    ("two words are a term", "The so-called “legitimate interest” is in doubt.", []),
    ("capitalised words are a title", "It published “Guidance on Cookies and Consent” in May.", []),
    ("no marks", "We will appeal the decision, it said.", []),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in SPANS], ids=[c[0] for c in SPANS])
def test_words_between_marks(text: str, expected: list[str]) -> None:
    assert [s.of(text) for s in find_quotations(text)] == expected


ROE = ("jane-roe", "google")
# what it shows | text | (person, organization) for each statement
SPEAKERS = [
    ("after the words", "“We will appeal the decision,” said Jane Roe, a spokeswoman for Google.", [ROE]),
    ("after the words, name first", "“We will appeal the decision,” Jane Roe, a spokeswoman for Google, said.", [ROE]),
    ("before the words", "Jane Roe, a spokeswoman for Google, said: “We will appeal the decision.”", [ROE]),
    ("between two parts", "“We are sorry,” said Jane Roe, a spokeswoman for Google, “and we will pay the fine.”", [ROE, ROE]),
    ("an organization", "“We will appeal the decision,” Google said.", [(None, "google")]),
    ("according to", "Google said in a statement: “We will appeal the decision.”", [(None, "google")]),
    ("a description", "The CNIL fined Google. “We will appeal the decision,” the company said.", [(None, "google")]),
    ("a spokesperson of a description", "The CNIL fined Google. “We will appeal the decision,” said a spokesperson for the company.", [(None, "google")]),
    ("a pronoun", "Jane Roe, a spokeswoman for Google, was sorry. “We will appeal the decision,” she said.", [ROE]),
    ("words that go on in the next paragraph",
     "“We will appeal the decision,” said Jane Roe, a spokeswoman for Google.\n\n“The fine is out of all proportion to the facts.”", [ROE, ROE]),
    ("a colon", "Jane Roe, a spokeswoman for Google: “We will appeal the decision.”", [ROE]),
    ("a dash", "“We will appeal the decision.” — Jane Roe, a spokeswoman for Google", [ROE]),
    ("whoever did something just before", "Google rejected the decision. “We have no office in that country.”", [(None, "google")]),
    ("two speakers", "“We will appeal the decision,” said Google. “We stand by the decision,” said the CNIL.", [(None, "google"), (None, "fr-cnil")]),
    ("a product speaks for its owner", "“We will appeal the decision,” Instagram said. The CNIL did not comment.", [(None, "meta")]),
    ("nobody", "It was raining in Paris. “We will appeal the decision.” The CNIL was closed.", []),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in SPEAKERS], ids=[c[0] for c in SPEAKERS])
def test_a_statement_is_said_by(read: Read, text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert [(s.speaker.person, s.speaker.organization) for s in read(text).statements] == expected


def test_words_of_nobody_known_are_no_statement(read: Read) -> None:
    assert read("“We will appeal the decision,” said a man in the street. The CNIL did not comment.").statements == ()


def test_a_speaker_in_another_paragraph_says_nothing(read: Read) -> None:
    reading = read("The CNIL published a report.\n\nGoogle left.\n\n“It is a fine day today, and tomorrow.”")
    assert reading.statements == ()
