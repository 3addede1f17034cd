"""The other slots of a claim: when, where, on which legal ground, about which practice, for how much money.

A value belongs to the act whose words it depends on, or else to the nearest act of its sentence.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.numbers import get_territory_currencies

from ingest.dating import dates_too, may_date
from ingest.model import Amount, Frame, Mention, Parse, ProvisionRef, Span, When
from ingest.provision_relevance import named_itself
from ingest.sanctions import REDUCING
from ingest.wordlists import words

if TYPE_CHECKING:
    from ingest.tokens import Token

# Acts that money belongs to.
MONEY_TYPES = words(
    "fine issue-preliminary-finding order-compliance sue warn",
    "annul-penalty uphold",
    "appeal commit dispute-finding pay-penalty settle-with",
)
# What stands between a sum and the same sum in another currency.
_EQUIVALENT = re.compile(
    r"""\s*[(\[,–—-]?\s*
        (?:approx(?:imately|\.)?|about|around|circa|ca\.?
          |(?:which\ is\ )?(?:the\ )?equivalent\ (?:to|of)|equal\ to|which\ is|i\.e\.,?|or|roughly|some|worth|≈|~)?
        \s*(?:US|U\.S\.)?\s*""", re.IGNORECASE | re.VERBOSE)
_ROUGHLY = re.compile(r"\b(?:approximately|approx\.?|about|around|circa|ca\.?|roughly|some|nearly|almost|over|close to|just under)\s*$", re.IGNORECASE)
_TO = re.compile(r"\bto\s+(?:(?:only|just|about|around|approximately|approx\.|some|a|the|total|of)\s+){0,3}$")
MAX_DEPTH = 60                           # steps up a parse tree: a guard, no sentence is so deep
ROUND, CROOKED = 2, 4                    # digits of a sum that is set, and at least of one that is converted
FAR = 99                                 # a distance larger than any in one sentence


@dataclass(frozen=True, slots=True)
class Slots:
    """What an act has beside its parties; ids are register ids."""

    when: When | None = None
    jurisdiction: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    practice: tuple[str, ...] = ()
    amount: Amount | None = None


def fill(frame: Frame, frames: Sequence[Frame], mentions: Sequence[Mention], kind_of: Callable[[str], str], dates: Sequence[When],
         amounts: Sequence[Amount], provisions: Sequence[ProvisionRef], country: str | None = None) -> Slots:
    """Slots of one frame; `frames` are all frames of its sentence, `country` the acting authority's, the rest what stands in the sentence."""
    def mine(span: Span | None) -> bool:
        return span is not None and _belongs(frame, frames, span)

    def ids(kind: str, test: Callable[[Span], bool]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m.entity for m in mentions if kind_of(m.entity) == kind and test(m.span)))

    events = [d for d in dates if d.span is not None and d.role == "event" and may_date(frame, d)]
    when = _best(frame, [d for d in events if mine(d.span)] or [d for d in events if d.span and (_shared(frame, frames, d.span) or dates_too(frame, d.span))])
    cited = [p for p in provisions if mine(p.span) and named_itself(p)]
    return Slots(
        when=when,
        jurisdiction=ids("jurisdiction", lambda s: (mine(s) or _under(frame, s)) and not _inside_party(s, mentions, kind_of)),
        legal_basis=ids("legal_basis", mine),
        instrument=tuple(dict.fromkeys([*ids("instrument", mine), *(p.instrument for p in cited)])),
        provisions=tuple(dict.fromkeys(p.canonical for p in cited)),
        practice=ids("practice", lambda s: True),
        amount=_money(frame, [a for a in amounts if mine(a.span)], country),
    )


def _inside_party(span: Span, mentions: Iterable[Mention], kind_of: Callable[[str], str]) -> bool:
    return any(m.span.holds(span) and m.span != span and kind_of(m.entity) in ("organization", "product", "person") for m in mentions)


def _token_at(parse: Parse, position: int) -> Token | None:
    local = position - parse.sentence.span.start
    return next((t for t in parse.doc if t.idx <= local < t.idx + len(t)), None)


def _under(frame: Frame, span: Span) -> bool:
    """Whether what stands at `span` depends on the act, however deep: "resume using posts of *UK* users"."""
    token = _token_at(frame.parse, span.start)
    while token is not None and token.head is not token:
        if token.dep_ == "conj" and token.pos_ == "VERB" and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children):
            return False                   # a clause of its own: "fined X in France and *opened* an inquiry in Brazil"
        token = token.head
        if token.i == frame.predicate:
            return True
    return False


def _shared(frame: Frame, frames: Sequence[Frame], span: Span) -> bool:
    """Whether a date that stands with another act dates this one too.

    It does where it depends on this act with no clause of its own between ("paused efforts following a request in *June*"),
    and where this act is what the dated one plans ("from *May* it wants to use the data").
    """
    token = _token_at(frame.parse, span.start)
    if token is None:
        return False
    for above in (token, *token.ancestors):
        if above.i == frame.predicate:
            return True
        if above.dep_ in ("ccomp", "advcl", "relcl", "parataxis") or (above.dep_ == "conj" and above.pos_ == "VERB"):
            break
    verb = frame.parse.doc[frame.predicate]
    return verb.dep_ == "xcomp" and any(f.predicate == verb.head.i and f.actor == frame.actor and _belongs(f, frames, span) for f in frames)


def _belongs(frame: Frame, frames: Sequence[Frame], span: Span) -> bool:
    """Whether this frame is the closest one in the tree to what stands at `span` (ties belong to all that tie)."""
    token = _token_at(frame.parse, span.start)
    if token is None:
        return False
    distances = {id(f): _tree_distance(token, f) for f in frames}
    return distances[id(frame)] <= min(distances.values())


def _tree_distance(token: Token, frame: Frame) -> int:
    """Steps from a token to the act in the parse tree.

    A step up from the act costs more than a step down to the token: what hangs on the act is its own.
    """
    path = _path_up(token)
    return min(_meeting(path, _path_up(frame.parse.doc[word])) for word in {frame.head, frame.predicate})


def _path_up(token: Token) -> list[int]:
    path = [token.i]
    while token.head.i != token.i and len(path) <= MAX_DEPTH:
        token = token.head
        path.append(token.i)
    return path


def _meeting(path: list[int], of_act: list[int]) -> int:
    return next((path.index(word) + 2 * steps for steps, word in enumerate(of_act) if word in path), FAR)


def _best(frame: Frame, dates: Sequence[When]) -> When | None:
    if not dates:
        return None
    anchor = frame.parse.sentence.span.start + frame.parse.doc[frame.predicate].idx

    def rank(date: When) -> tuple[int, int]:
        assert date.span is not None
        token = _token_at(frame.parse, date.span.start)
        return (_tree_distance(token, frame) if token is not None else FAR, abs(date.span.start - anchor))

    return min(dates, key=rank)


def _money(frame: Frame, amounts: Sequence[Amount], country: str | None) -> Amount | None:
    """The nearest amount; of a sum given in two currencies ("€1,000 (RON 4,943)") the one of the acting authority's country,
    or where no country is known the one that is no world currency."""
    if frame.trigger.action_type not in MONEY_TYPES or not amounts:
        return None
    text, offset = frame.parse.doc.text, frame.parse.sentence.span.start
    verb = frame.parse.doc[frame.predicate]
    if frame.trigger.action_type == "fine" and verb.lemma_ in REDUCING:
        # "reduced from €5,000 to €3,000": what is left is the fine
        said = [a for a in amounts if a.span and a.span.start - offset > verb.idx and _TO.search(text, verb.idx, a.span.start - offset)] or amounts
    else:
        said = list(amounts)
    head = frame.parse.doc[frame.head]
    start, end = offset + head.idx, offset + head.idx + len(head)
    best = min(said, key=lambda a: max(a.span.start - end, start - a.span.end) if a.span else FAR)
    for other in amounts:
        national = other.currency in _currencies(country) if country and country != "EU" else best.currency in ("EUR", "USD")
        if other.currency != best.currency and other.span and best.span and national:
            first, second = sorted((other.span, best.span))
            if _EQUIVALENT.fullmatch(text[first.end - offset:second.start - offset]):
                return best if best.span == first and _converted(other, best, text, offset) else other
    return best


def only_a_limit(frame: Frame, amount: Amount | None) -> bool:
    """Whether a noun of sanction comes with the most that it may be: "punishable by a fine of *up to* €500"; that is imposed on nobody."""
    return amount is not None and amount.upper_bound and frame.trigger.action_type == "fine" and frame.trigger.part_of_speech == "noun"


def _converted(second: Amount, first: Amount, text: str, offset: int) -> bool:
    """Whether the sum in brackets is only what the one before them comes to: "€1,000 (RON 4,943)", a round sum and a crooked one.
    Of "approximately €1,000 (RON 4,943)" the exact one is meant, unless it has cents, which no authority sets."""
    assert second.span is not None and first.span is not None
    aside = text[first.span.end - offset:second.span.start - offset].lstrip().startswith("(")
    crooked = second.value % 1 > 0 if _ROUGHLY.search(text, 0, first.span.start - offset) else _digits(second.value) >= CROOKED
    return aside and crooked and _digits(first.value) <= ROUND


def _digits(value: float) -> int:
    """The digits of a sum up to the last that is not zero: 2 of 15,000, 6 of 4,943.62."""
    return len(f"{value:.2f}".replace(".", "").rstrip("0"))


def _currencies(country: str) -> list[str]:
    return ["EUR"] if country == "EU" else get_territory_currencies(country.split("-")[0])
