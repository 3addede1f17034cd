"""Which dates of a sentence may be the date of an act that it tells of.

A date is not that of an act where it says which thing is meant ("the *2013* breach"), stands in a clause about a thing ("flights departing
in *May*"), or where the act is quoted and the date is that of the speech. It is where the act is told in the same breath
("fined it on *Monday*, ordering it to stop"), or as what happened then ("in *July*, when the inquiry began").
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ingest.model import Frame, Span, Statement, When
from ingest.syntax import children
from ingest.wordlists import words

if TYPE_CHECKING:
    from ingest.tokens import Token

# What is done when it is given out: the date of these is the date of what they say.
_ISSUED = words(
    "announcement conclusion declaration decision decree determination finding judgement judgment notice opinion order report resolution ruling verdict view",
    "agreement complaint deal filing lawsuit letter request settlement statement submission suit",
    "hearing meeting release session",
)
_ATTRIBUTIVE = ("poss", "nummod", "compound", "nmod", "amod")
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "attr", "conj")
_TIMES = words("afternoon day decade evening half hour midnight month morning night noon quarter season time week weekend year")
_HARM = words("attack breach cyberattack hack incident leak theft")
_WHEN = re.compile(r"[\s,;–—(-]*(?:the (?:very )?(?:day|week|month|year) (?:(?:on|in|of) )?)?(?P<when>when|which)\b")
_ASIDE = words("after before following once since until")
MIN_QUOTED = 8                           # words from which a quotation is a speech of its own, not a part of the sentence around it


def heard_with(place: int, dates: Iterable[When], statements: Iterable[Statement], text: str) -> list[When]:
    """Of the dates of a sentence those that are told by whoever tells of an act at `place`: inside the same long quotation or outside any."""
    said = [s.span for s in statements if text[s.span.start:s.span.start + 1].isupper() and len(s.span.of(text).split()) >= MIN_QUOTED]
    here = next((s for s in said if s.start <= place < s.end), None)
    return [d for d in dates if d.span and next((s for s in said if s.start <= d.span.start < s.end), None) == here]


def plausible(day: When, frame: Frame, published: date | None) -> bool:
    """Whether what has happened is not dated ahead of the publication, and what is yet to happen not back."""
    if published is None:
        return True
    if frame.modality == "actual":         # "the app goes dark in May" is told as if it were so
        return day.earliest <= published or frame.parse.doc[frame.predicate].tag_ not in ("VBD", "VBN")
    return day.latest >= published or frame.modality not in ("planned", "possible") or frame.polarity == "negated"


def may_date(frame: Frame, day: When) -> bool:
    """Whether a date in the sentence of an act can be the act's: it is not, where it tells of a thing only."""
    root = _root(frame, day.span) if day.span else None
    if root is None or day.span is None or _is_then(frame, day.span):
        return True
    act = {frame.head, frame.predicate, *frame.words}
    if _is_of_other_verb(root, frame) or _is_before_state(root, frame):
        return False
    if _tells_which(root) and not _is_act(root.head, act):
        return False
    for token in (root, *root.ancestors):
        if token.i in act and not (_is_content(token) and token.i != frame.predicate):
            return True
        if (token.dep_ in ("acl", "relcl") and not _is_act(token.head, act)) or _is_earlier_or_later(token) or _is_of_thing(token, act):
            return False
        if _is_content(token) and (_is_past_of_past(token) or day.earliest != day.latest):
            return False
    return True


def dates_too(frame: Frame, span: Span) -> bool:
    """Whether a date that stands with another act of the sentence is this act's as well."""
    return _is_then(frame, span) or _is_in_one_breath(frame, span)


def _root(frame: Frame, span: Span) -> Token | None:
    """The word of a date on which its other words hang."""
    base = frame.parse.sentence.span.start
    inside = [t for t in frame.parse.doc if span.start <= base + t.idx < span.end]
    places = {t.i for t in inside}
    return next((t for t in inside if t.head.i not in places or t.head is t), None)


def _tells_which(root: Token) -> bool:
    """ "the *2021* policy", "*Thursday*'s session": the date stands before a noun and says which one is meant."""
    noun = root.head
    before = root.left_edge.i - 1
    if noun.pos_ == "NOUN":
        determined = before < 0 or root.doc[before].pos_ not in ("ADP", "PUNCT")        # not "on Monday officials"
    else:
        determined = root.dep_ == "poss" or (before >= 0 and root.doc[before].tag_ in ("DT", "PRP$", "POS"))        # not "on 3 May Acme"
    return determined and root.i < noun.i and root.dep_ in _ATTRIBUTIVE and noun.pos_ in ("NOUN", "PROPN") and noun.text not in _TIMES


def _is_of_other_verb(root: Token, frame: Frame) -> bool:
    """ "adopted on Friday at the *request* of X", "said today that its *inquiry* was over": a noun has only the dates of its own verb."""
    noun = frame.parse.doc[frame.predicate]
    if noun.pos_ != "NOUN" or noun in (root, *root.ancestors) or (noun.lemma_ in _ISSUED and noun.head.lower_ in ("by", "in", "with")):
        return False                       # "told X in May that, in its preliminary *view*, …"
    verb = _clause(root)
    return verb is not None and verb.i not in frame.words and not (noun.head is verb and noun.dep_ in _ARGUMENTS)


def _is_before_state(root: Token, frame: Frame) -> bool:
    """ "In May it was named, and *has* since been *asked* to answer": the date is that of the verb before."""
    verb = frame.parse.doc[frame.predicate]
    first = _clause(root)
    return verb.dep_ == "conj" and first is verb.head and _is_perfect(verb) and not _is_perfect(verb.head)


def _is_perfect(verb: Token) -> bool:
    return any(c.lower_ in ("has", "have") for c in children(verb, "aux"))


def _is_content(clause: Token) -> bool:
    """ "found that X *failed* in 2020": what is found, with a time of its own."""
    told = clause.dep_ == "ccomp" or (clause.dep_ == "pcomp" and bool(children(clause, "nsubj", "nsubjpass")))       # "on how it *grew*"
    return told and clause.pos_ in ("VERB", "AUX") and clause.i > clause.head.i


def _is_past_of_past(verb: Token) -> bool:
    return any(c.lower_ == "had" for c in children(verb, "aux"))


def _is_of_thing(preposition: Token, act: set[int]) -> bool:
    """ "returns *for* 2024", "messages *from* 2016", "the breach *in* May": the date says which things are meant."""
    noun = preposition.head
    if preposition.pos_ != "ADP" or noun.pos_ != "NOUN" or noun.i > preposition.i or _is_act(noun, act):
        return False
    return preposition.lower_ in ("for", "from", "of") or noun.lemma_ in _HARM


def _is_earlier_or_later(clause: Token) -> bool:
    """ "before *making* it available in April", "after it *failed* to answer in May": a clause about another time."""
    marks = [clause.head] if clause.dep_ == "pcomp" else children(clause, "mark") if clause.dep_ == "advcl" else []
    return any(m.lower_ in _ASIDE for m in marks)


def _is_act(noun: Token, act: set[int]) -> bool:
    return noun.i in act or noun.lemma_.casefold() in _ISSUED or noun.lower_ in _TIMES


def _is_then(frame: Frame, span: Span) -> bool:
    """ "in February 2023, *when* it had blocked the app": what the clause tells of happened at the date before it."""
    base, doc = frame.parse.sentence.span.start, frame.parse.doc
    clause = _WHEN.match(doc.text, span.end - base)
    if clause is None:
        return False
    when = next((t for t in doc if t.idx + len(t) == clause.end("when")), None)
    governing = when and _clause(when)
    act = doc[frame.predicate]
    return governing is not None and (act is governing or (act.dep_ == "xcomp" and act.head is governing))


def _is_in_one_breath(frame: Frame, span: Span) -> bool:
    """A participle that goes on with the dated act ("…, *taking* €5 from X"), or a second verb of the same subject and day."""
    verb, root = frame.parse.doc[frame.predicate], _root(frame, span)
    if root is None or children(verb, "nsubj", "nsubjpass", "mark", "aux"):
        return False
    first = verb.head
    if verb.dep_ == "advcl":
        together = verb.tag_ == "VBG" and first.i < verb.i and not children(verb, "advmod")
    else:
        together = verb.dep_ == "conj" and first.pos_ == "VERB" and verb.tag_ == first.tag_ and root.i < first.i
    return together and _clause(root) is first


def _clause(token: Token) -> Token | None:
    """The verb of the clause that a word stands in."""
    above: Sequence[Token] = (token, *token.ancestors)
    return next((t for t in above if t.pos_ in ("VERB", "AUX")), None)
