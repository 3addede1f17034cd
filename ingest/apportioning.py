"""Several sums that one act metes out: "fined Acme €50 million and Globex €60 million", "two fines of €1,000 and €2,000".

Parsers read such enumerations in any way, so they are read from left to right: a sum, what joins it to the next, the next sum. A sum
that the others add up to is their total and stands for all of them.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ingest.model import Amount, Frame
from ingest.referents import Referents
from ingest.sanctions import REDUCING
from ingest.wordlists import words

if TYPE_CHECKING:
    from ingest.tokens import Token

Share = tuple[tuple[str, ...] | None, Amount]
"""Who pays how much; None where the words name nobody beside the sum."""

# What is left of a sum: "€6,000 (reduced to €3,600)", "€6,000, which was lowered by 40% to €3,600".
_LOWERED = re.compile(
    r"[\s,;(–-]{1,4}(?:(?:which|it|later|then|subsequently|finally|ultimately|afterwards|was|is|were|and|therefore|eventually)\s){0,4}"
    r"(?:reduced|lowered|cut|decreased)\s(?:by\s[^.;()]{1,40}?,?\s)?to\s(?:only\s|approximately\s|about\s)?", re.IGNORECASE)
_IMPOSING = words("impose issue levy set")
_JOINERS = words("and , ; & plus")
_LONGEST = 25                            # tokens between two sums of one enumeration
# With these the next sum is told of something else: an earlier case, a limit, a part.
_ELSEWHERE = words("after before compared despite earlier from including last previous previously since than up versus while worth")
_NO_SHARE = re.compile(
    r"\s*(?:of (?:which|this|that)|in (?:costs|damages|legal|compensation|restitution|fees|interest)|of (?:costs|damages)"
    r"|(?:per|a|each|every) (?:day|week|month|hour|year)|for (?:each|every)|suspended|respectively,? to)\b", re.IGNORECASE)


def shares(frame: Frame, amounts: Sequence[Amount], refs: Referents) -> tuple[Share, ...]:
    """The shares of a fine in the order of the text; none where a single sum is said. `amounts` stand in the sentence of the frame."""
    head, doc = frame.parse.doc[frame.head], frame.parse.doc
    if (lowered := _lowered(frame, amounts)) is not None:
        return ((None, amounts[lowered]), (None, amounts[lowered + 1]))
    plural = head.tag_ in ("NNS", "NNPS")
    one = head.pos_ == "NOUN" and not plural and not _ANOTHER.search(doc.text)
    listed = _listed(frame, amounts)
    if len(listed) < 2 or _adds_up(listed):
        return ()
    places = [_tokens(frame, a) for a in listed]
    if one:                                                                  # "a fine of €1 on Acme and €2 on Globex"
        ends = [*(second[0] for second in places[1:]), places[-1][1] + 12]
        payers = [_party_on(doc[place[1]:end], frame, refs) for place, end in zip(places, ends, strict=True)]
        return tuple(zip(payers, listed, strict=True)) if all(payers) and len(set(payers)) == len(payers) else ()
    start = places[0][0]
    before = _parties(doc[head.i + 1:start] if start > head.i else (), frame, refs)
    if len(before) == len(listed) and len(before) > 1:                       # "fined Acme and Globex €1 and €2 respectively"
        return tuple(((party,), amount) for party, amount in zip(before, listed, strict=True))
    gaps = [doc[first[1]:second[0]] for first, second in zip(places, places[1:], strict=False)]
    after = [*gaps, doc[places[-1][1]:places[-1][1] + 8]]
    if plural:                                                               # "fines of €1 on Acme and €2 on Globex"
        return tuple((_parties(_until_joiner(gap), frame, refs)[:1] or None, amount) for gap, amount in zip(after, listed, strict=True))
    first = before[:1] or frame.target[:1] or None
    found: list[Share] = [(first, listed[0])]
    for gap, amount in zip(gaps, listed[1:], strict=True):
        named = [t for t in gap if t.pos_ in ("NOUN", "PROPN", "PRON") and t.lower_ not in ("fine", "another")]
        found.append((_parties(gap, frame, refs)[-1:] if named else None, amount))
    return tuple(found)


_ANOTHER = re.compile(r"\b(?:and|,)\s(?:another|one)(?:\sone)?\sof\b")


def _listed(frame: Frame, amounts: Sequence[Amount]) -> list[Amount]:
    """The first sum after the act and those that are joined to it one by one."""
    doc, offset = frame.parse.doc, frame.parse.sentence.span.start
    found: list[Amount] = []
    for amount in amounts:
        if amount.span is None or amount.upper_bound or amount.span.start - offset < doc[frame.head].idx:
            continue
        if not found:
            found.append(amount)
            continue
        gap = doc[_tokens(frame, found[-1])[1]:_tokens(frame, amount)[0]]
        if amount.currency != found[0].currency:
            continue                       # "€1,000 (RON 4,900)": the same sum
        if not _joins(gap) or _NO_SHARE.match(doc.text, amount.span.end - offset):
            break
        found.append(amount)
    return found


def _joins(gap: Iterable[Token]) -> bool:
    """Whether the tokens between two sums only join them: "and", "on Acme and", "for losing data and"."""
    tokens = list(gap)
    verbs = [t for t in tokens if t.pos_ in ("VERB", "AUX", "SCONJ") and not (t.tag_ == "VBG" and t.dep_ == "pcomp")]
    return (0 < len(tokens) <= _LONGEST and not verbs and any(t.lower_ in _JOINERS for t in tokens)
            and not any(t.lower_ in _ELSEWHERE or t.lemma_ == "fine" for t in tokens))


def _lowered(frame: Frame, amounts: Sequence[Amount]) -> int | None:
    """The place of a sum after which the text says to what it was lowered: both were imposed, one after the other."""
    text, offset = frame.parse.doc.text, frame.parse.sentence.span.start
    verb, noun = frame.parse.doc[frame.predicate], frame.parse.doc[frame.head]
    if verb.lemma_ in REDUCING and not (verb.dep_ == "relcl" and noun.head.lemma_ in _IMPOSING):
        return None                        # "the proposed fine of €6,000 was lowered to €3,600": only this was imposed
    for n, (sum_, less) in enumerate(zip(amounts, amounts[1:], strict=False)):
        if sum_.span and less.span and less.value < sum_.value and _LOWERED.fullmatch(text, sum_.span.end - offset, less.span.start - offset):
            return n
    return None


def _adds_up(sums: Sequence[Amount]) -> bool:
    return any(abs(s.value - sum(o.value for o in sums if o is not s)) < 0.01 for s in sums) and len(sums) > 2


def _tokens(frame: Frame, amount: Amount) -> tuple[int, int]:
    """The tokens of an amount: first and one past the last."""
    assert amount.span is not None
    offset = frame.parse.sentence.span.start
    inside = [t.i for t in frame.parse.doc if t.idx < amount.span.end - offset and t.idx + len(t) > amount.span.start - offset]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _until_joiner(gap: Iterable[Token]) -> list[Token]:
    found: list[Token] = []
    for token in gap:
        if token.lower_ in _JOINERS:
            break
        found.append(token)
    return found


def _party_on(tokens: Sequence[Token], frame: Frame, refs: Referents) -> tuple[str, ...]:
    """Whom a sum is imposed on by the words after it: "(approximately €3) *on Globex*"."""
    at = next((n for n, t in enumerate(tokens) if t.lower_ in ("on", "against", "upon")), None)
    return _parties(_until_joiner(tokens[at + 1:]), frame, refs)[:1] if at is not None else ()


def _parties(tokens: Iterable[Token], frame: Frame, refs: Referents) -> tuple[str, ...]:
    named = (p for t in tokens for p in refs.acting(frame.parse, t))
    return tuple(dict.fromkeys(p for p in named if p not in frame.actor and refs.kind(p) not in ("regulator", "court", "jurisdiction", "")))
