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
    ("marks within marks", "“The ‘free’ plan – the “Lite” plan – ends in May,” it said.", ["The ‘free’ plan – the “Lite” plan – ends in May"]),
    ("straight marks closed by a curly one", '"We will appeal the decision,” it said.', ["We will appeal the decision"]),
    ("marks that point inwards", "»We will appeal the decision«, it said.", ["We will appeal the decision"]),
    ("single straight marks", "It said: 'We will appeal the decision.'", ["We will appeal the decision."]),
    ("single marks around a plural's genitive", "‘We sold no users’ data to anybody,’ it said.", ["We sold no users’ data to anybody"]),
    ("a word put in by the writer", "“[The app] must not track children,” it said.", ["[The app] must not track children"]),
    ("a last paragraph that alone is closed", "“We are very sorry.\n\nWe will pay the fine,” it said.", ["We are very sorry.", "We will pay the fine"]),
    ("a part of a sentence", "It said the app was “built on data that nobody agreed to give”.", ["built on data that nobody agreed to give"]),
    ("a paragraph below a speaker", "Jane Roe, the chair, said:\n\nWe welcome the outcome, which helps all of our members.\n\nThe fine is small.",
     ["We welcome the outcome, which helps all of our members."]),
    ("a mark astray", "Each of them was told.\"\n\n\"We will appeal the decision,\" it said.", ["We will appeal the decision"]),
    ("inches", "A 15\" screen and a 17\" screen were sold.", []),
    ("a part of a heading", "Chat app ‘to stop tracking children now’ after probe", []),
    ("a few words of a sentence", "It called the plan “a very bad idea”.", []),
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
    ("according to somebody",
     "“The plan breaks the law of the land”, according to the CNIL. Google did not reply.", [(None, "fr-cnil")]),
    ("in somebody's words", "In the words of Jane Roe, a spokeswoman for Google, “the decision is wrong in law and in fact”.", [ROE]),
    ("the end of the sentence that the words are part of",
     "The fine “shows what happens to those who will not listen to us,” the CNIL said. Google appealed.", [(None, "fr-cnil")]),
    ("a verb of saying earlier in the sentence",
     "Google said the decision was wrong, adding that it “punishes a feature that everybody likes to use”.", [(None, "google")]),
    ("it, after somebody's words",
     "The CNIL fined Google. Google said it was sad. “We will appeal the decision,” it said in a statement.", [(None, "google")]),
    ("she added, after another paragraph",
     "Jane Roe, a spokeswoman for Google, said the fine was wrong.\n\n“We will appeal the decision,” she added.", [ROE]),
    ("the spokesperson", "A Google spokesperson said the CNIL was wrong.\n\n“We will appeal the decision,” the spokesperson said.", [(None, "google")]),
    ("a spokesperson of a body named before", "The CNIL fined Google.\n\n“We will appeal the decision,” a company spokeswoman said.", [(None, "google")]),
    ("a name after a title and brackets",
     "“We stand by the fine,” Riverton Data Board (RDB) director Jane Roe said. “We will collect it.” Google paid.",
     [("jane-roe", "riverton-data-board")] * 2),
    ("she, after other words", "Jane Roe, a spokeswoman for Google, spoke. “It will help nobody here or anywhere” else, she said.", [ROE]),
    ("a company with its country", "Google Japan was sad. “We will appeal the decision,” Google Japan said.", [(None, "google")]),
    ("an abbreviated title", "“We will appeal the decision,” said Adv. Jane Roe, a spokeswoman for Google.", [ROE]),
    ("a title",
     "Judge Mary Poe heard Google on Monday.\n\n“There is no merit in the appeal at all,” the judge wrote.", [("mary-poe", None)]),
    ("a paper of a party", "Google changed its policy. “We will not use your messages for training,” the new policy says.", [(None, "google")]),
    ("a paper of a party that is named",
     "“We will not use your messages for training,” reads the CNIL’s notice to Google.", [(None, "fr-cnil")]),
    ("whoever spoke at the end of the paragraph above",
     "Google said the CNIL was wrong.\n\n“There is no reason for a fine, and we will say so in court.”", [(None, "google")]),
    ("a reaction just before", "Jane Roe, a spokeswoman for Google, criticised the CNIL. “There is no reason for a fine at all.”", [ROE]),
    ("a colon at the end of the paragraph above",
     "Jane Roe, a spokeswoman for Google, said:\n\n“There is no reason for a fine at all.”", [ROE]),
    ("a paragraph below a speaker, without marks",
     "Jane Roe, a spokeswoman for Google, said:\n\nWe will appeal the decision, and we will win in the end.", [ROE]),
    ("a paragraph below the following",
     "Jane Roe, a spokeswoman for Google, had the following to say:\n\nWe will appeal the decision, and we will win.", [ROE]),
    ("what was decided is no word of saying",
     "The CNIL said that Google decided to pay after “a fine that nobody in the trade can understand”.", [(None, "fr-cnil")]),
    ("whoever speaks for a body that is described",
     "The CNIL is angry. The director of the authority, Jane Roe, spoke. Roe said: “There is no reason for mercy at all.”",
     [("jane-roe", "fr-cnil")]),
    ("a department of a body that is described",
     "The CNIL is angry. Jane Roe, Head of Legal, Enforcement, and Policy at the authority, spoke. Roe said: “There is no reason for mercy.”",
     [("jane-roe", "fr-cnil")]),
    ("a paper about something is no word of saying",
     "“We will appeal the decision,” Jane Roe, a spokeswoman for Google, said in a May 3 statement deploring the fine. “Nobody was harmed by it.”",
     [ROE, ROE]),
    ("whoever tells of an order, not whoever gave it",
     "The CNIL said on Monday that Google was ordered by the Court of Justice to pay.\n\n“The fine is the highest that we ever imposed.”",
     [(None, "fr-cnil")]),
    ("a paragraph left open, before the speaker is named",
     "The CNIL was angry.\n\n“There is no reason for a fine at all.\n\n“We will appeal the decision,” said Jane Roe, a spokeswoman for Google.",
     [ROE, ROE]),
    ("a dash instead of marks",
     "The CNIL met.\n\n- We will look at the appeal. It is a hard case, and it takes time, said Jane Roe, a spokeswoman for the CNIL.",
     [("jane-roe", "fr-cnil")]),
    ("a clause that hangs on a noun of saying",
     "“There is no reason for a fine at all,” is the view that Jane Roe, a spokeswoman for Google, takes of it.", [ROE]),
    ("three paragraphs left open after one lead",
     "Jane Roe, a spokeswoman for Google, wrote:\n\n“There is no reason for a fine.\n\n“We will appeal the decision.\n\n“It will go down well.”",
     [ROE, ROE, ROE]),
    ("an order", "The CNIL met on Monday. The authority heard Google. “There is no merit in the appeal at all,” the order said.",
     [(None, "fr-cnil")]),
    ("a second verb far from its subject",
     "The CNIL agreed that the fine was due, but stated there was evidence that showed ‘a culture of denial at the top of the firm’.",
     [(None, "fr-cnil")]),
    ("a closing mark that stands apart", "“There is no reason for a fine at all, “ said Jane Roe, a spokeswoman for Google.", [ROE]),
    ("a name below", "“There is no reason for a fine at all.”\n\nJane Roe, spokeswoman for Google\n\nThe CNIL fined Google.", [ROE]),
    ("a full stop before the clause", "“We will appeal the decision.” said Jane Roe, a spokeswoman for Google.", [ROE]),
    ("nobody", "It was raining in Paris. “We will appeal the decision.” The CNIL was closed.", []),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in SPEAKERS], ids=[c[0] for c in SPEAKERS])
def test_a_statement_is_said_by(read: Read, text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert [(s.speaker.person, s.speaker.organization) for s in read(text).statements] == expected


NOBODY = [
    ("users", "“It never asked me for anything,” a Google user said. The CNIL did not comment."),
    ("critics", "“It never asked us for anything,” said critics of Google. The CNIL did not comment."),
    ("a heading with a colon", "Google told the CNIL so.\n\nKEY LETTER EXCERPT:\n\n“They were never told of any of this by anybody.”"),
    ("the name of a thing", "The CNIL fined Google, whose “all you can ever eat in a month plan” cost too much."),
    ("a law", "Article 7 says “the data subject shall have the right to withdraw consent at any time”. Google told the CNIL so."),
    ("an unknown party after a known one", "“It will cost us dearly in the end,” said a baker. Google told the CNIL so."),
    ("a complaint against a party", "“They were never told of any of this,” the complaint against Google says. The CNIL has it."),
]


@pytest.mark.parametrize("text", [c[1] for c in NOBODY], ids=[c[0] for c in NOBODY])
def test_a_statement_is_not_said_by_whoever_stands_near(read: Read, text: str) -> None:
    assert read(text).statements == ()


def test_words_of_nobody_known_are_no_statement(read: Read) -> None:
    assert read("“We will appeal the decision,” said a man in the street. The CNIL did not comment.").statements == ()


def test_a_speaker_in_another_paragraph_says_nothing(read: Read) -> None:
    reading = read("The CNIL published a report.\n\nGoogle left.\n\n“It is a fine day today, and tomorrow.”")
    assert reading.statements == ()
