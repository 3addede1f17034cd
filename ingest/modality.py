"""Polarity and modality of a predicate, read from its auxiliaries and from everything that governs it.

"has not approved", "failed to approve", "denied that it approved" are negated; "will", "plans to", "agreed to" planned;
"ordered to", "must" requested; "accused of" alleged; "may", "if", "threatens to" possible. The walk goes from the
predicate up to the clause that asserts it and stops where another clause begins to speak for itself.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.model import Modality, Polarity
from ingest.syntax import children

if TYPE_CHECKING:
    from spacy.tokens import Token


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PLANNING = _words("plan intend agree promise pledge vow commit want hope prepare propose seek decide aim expect set undertake opt choose wish move due poise slate"
                  " schedule expect ready look resolve mean offer announce")
REQUESTING = _words("ask request require instruct direct tell urge order call demand compel force oblige press recommend advise invite command mandate enjoin pressure")
POSSIBLE = _words("threaten consider weigh mull contemplate risk might allow permit authorise authorize enable empower entitle able likely free explore could clear let approve")
NEGATING = _words("fail refuse decline deny unable unlikely avoid reject omit neglect cease refrain prevent prohibit forbid ban bar block stop")
ALLEGING = _words("accuse allege suspect blame charge")
NOUN_PLAN = _words("plan intention decision proposal promise pledge commitment agreement move bid aim offer preparation readiness")
NOUN_REQUEST = _words("request order demand call requirement obligation duty recommendation instruction need")
NOUN_NEGATION = _words("failure refusal inability lack absence")
NOUN_ALLEGATION = _words("accusation allegation claim suspicion complaint")
NOUN_POSSIBLE = _words("threat possibility risk right power ability option chance prospect opportunity potential permission approval"
                       " clearance authorisation authorization licence license consent light ahead")
TENTATIVE = _words("potential possible eventual prospective likely hypothetical any")
FUTURE = _words("planned proposed upcoming forthcoming intended future")


# what a support verb says of the noun it carries
_CARRYING: tuple[tuple[frozenset[str], Modality], ...] = (
    (_words("threaten consider weigh mull contemplate explore envisage face risk avoid escape"), "possible"),
    (_words("plan promise propose seek intend announce prepare await expect"), "planned"),
    (_words("demand request urge recommend require"), "requested"),
)


@dataclass(frozen=True, slots=True)
class Assertion:
    """How a predicate is asserted; `because` names the words that decided, for `explain`."""

    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    because: tuple[str, ...] = ()


_STRENGTH: dict[str, int] = {"actual": 0, "planned": 1, "requested": 2, "possible": 3, "alleged": 4}


class _State:
    def __init__(self) -> None:
        self.negative = False
        self.modality: Modality = "actual"
        self.because: list[str] = []

    def negate(self, token: Token) -> None:
        self.negative = not self.negative
        self.because.append(token.text)

    def raise_to(self, modality: Modality, token: Token) -> None:
        if _STRENGTH[modality] > _STRENGTH[self.modality]:
            self.modality = modality
        self.because.append(token.text)


def assess(predicate: Token, noun: Token | None = None) -> Assertion:
    """Polarity and modality of `predicate`; `noun` is the trigger noun where a support verb carries it ("gave *approval*")."""
    state = _State()
    if noun is not None and noun.i != predicate.i:
        _noun_phrase(noun, state)
        for words, modality in _CARRYING:
            if predicate.lemma_ in words:
                state.raise_to(modality, predicate)    # "threatens X with a fine", "faces a fine", "plans an appeal"
    _predicate(predicate, state, noun)
    if predicate.dep_ == "conj":
        for word in children(predicate.head, "cc", "preconj"):
            if word.lower_ == "nor" and word.i < predicate.i:
                state.negate(word)         # "…, nor did it impose a fine"
    _climb(predicate, state)
    return Assertion("negated" if state.negative else "affirmed", state.modality, tuple(state.because))


def _noun_phrase(noun: Token, state: _State) -> None:
    for child in noun.children:
        if child.i < noun.i:
            if child.lower_ in ("no", "neither") or child.dep_ == "neg":
                state.negate(child)
            elif child.lower_ in TENTATIVE and child.lower_ != "any" or child.lower_ in FUTURE:
                state.raise_to("planned" if child.lower_ in FUTURE else "possible", child)


def _predicate(token: Token, state: _State, counted: Token | None = None) -> None:
    """What stands at the predicate itself: negation, auxiliaries, modifiers; the "no" of the noun `counted` was heard already."""
    for child in token.children:
        if child.dep_ == "neg" or (child.dep_ in ("advmod", "preconj") and child.lower_ in ("never", "neither", "nor")):
            state.negate(child)
        elif child.dep_ == "aux":
            _auxiliary(child, token, state)
        elif child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether"):
            state.raise_to("possible", child)
        elif child.dep_ == "advmod" and child.lower_ in ("allegedly", "reportedly"):
            state.raise_to("alleged" if child.lower_ == "allegedly" else state.modality, child)
        elif child.dep_ == "advmod" and child.lower_ in ("potentially", "possibly", "perhaps"):
            state.raise_to("possible", child)
        elif child.dep_ == "prep" and child.lower_ == "without" and token.pos_ == "NOUN":
            continue
    if token.pos_ in ("VERB", "AUX"):
        for noun in (n for n in children(token, "dobj", "attr", "nsubjpass") if counted is None or n.i != counted.i):
            for determiner in noun.children:
                if determiner.dep_ in ("det", "neg") and determiner.lower_ in ("no", "neither"):
                    state.negate(determiner)
        for subject in children(token, "nsubj", "nsubjpass"):
            if subject.lower_ in ("nobody", "none", "neither") or any(d.lower_ == "no" and d.dep_ == "det" for d in subject.children) and subject.dep_ == "nsubj":
                state.negate(subject)
    else:
        _noun_phrase(token, state)


def _auxiliary(aux: Token, verb: Token, state: _State) -> None:
    word = aux.lower_
    if word in ("will", "shall", "'ll", "’ll", "wo", "would", "'d"):
        conditional = any(c.dep_ == "advcl" and any(m.lower_ in ("if", "unless") for m in children(c, "mark")) for c in verb.children)
        perfect = word == "would" and any(a.lower_ == "have" for a in children(verb, "aux"))
        state.raise_to("possible" if conditional or perfect else "planned", aux)
    elif word in ("may", "might", "could", "can", "ca"):
        state.raise_to("possible", aux)
    elif word in ("must", "should", "ought"):
        state.raise_to("requested", aux)
    elif word == "to" and verb.dep_ == "ROOT" and any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children):
        state.raise_to("planned", aux)     # a headline: "Regulator to fine X"


def _climb(token: Token, state: _State) -> None:
    for _ in range(12):
        head = token.head
        if head.i == token.i:
            return
        label = token.dep_
        if label == "conj":
            if not _shared(token, head, state):
                return
            token = head
            continue
        if label in ("xcomp", "ccomp", "oprd") or (label == "acl" and head.pos_ in ("NOUN", "PROPN")) or (label == "relcl" and _infinitive(token)):
            if _govern(head, label, token, state) or _finite(token):
                return                     # a finite clause is asserted by itself, under its reporting verb
            _predicate_above(head, state)
        elif label == "advcl":
            if _infinitive(token):
                if head.pos_ in ("VERB", "AUX", "ADJ"):
                    if _govern(head, label, token, state):
                        return
                    _predicate_above(head, state)
                else:
                    return
            else:
                # "after X halted" is its own assertion; "will watch while X informs" lies ahead
                if token.tag_ in ("VBZ", "VBP") and any(c.lower_ in ("as", "while", "when", "once", "until", "before", "after") for c in token.children) and _ahead(head):
                    state.raise_to("planned", head)
                return
        elif label == "pcomp":
            preposition = head
            if preposition.lower_ == "without":
                state.negate(preposition)
                return
            governor = preposition.head
            if preposition.lower_ == "before" or _finite(token):
                return
            if _govern(governor, label, token, state):
                return
            if governor.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
                _predicate_above(governor, state)
            token = governor
            continue
        elif label in ("dobj", "attr", "pobj", "nsubjpass") and token.pos_ in ("NOUN", "PROPN"):
            governor = head.head if label == "pobj" else head
            if label == "pobj" and head.lower_ == "without":
                state.negate(head)
                return
            if governor.lemma_ in NEGATING and governor.pos_ == "VERB" and governor.lemma_ not in ("stop", "cease", "ban", "prohibit", "block", "reject", "deny"):
                state.negate(governor)
            elif governor.pos_ == "NOUN" and governor.lemma_ in NOUN_NEGATION and label == "pobj":
                state.negate(governor)
            elif governor.lemma_ in ("face", "risk", "threaten", "consider", "mull", "weigh"):
                state.raise_to("possible", governor)
            elif governor.lemma_ in ("plan", "propose", "seek", "promise", "announce", "await", "expect") and governor.pos_ == "VERB":
                state.raise_to("planned", governor)
            elif governor.lemma_ in ("demand", "request", "urge", "recommend", "require") and governor.pos_ == "VERB":
                state.raise_to("requested", governor)
            if governor.pos_ in ("VERB", "AUX") and label != "pobj" and governor.dep_ != "acl":
                _predicate_above(governor, state)
                token = governor
                continue
            return
        else:
            return
        token = head


def _ahead(verb: Token) -> bool:
    """Whether a verb is told as future, by its auxiliary or by what governs it."""
    for _ in range(4):
        if any(c.dep_ == "aux" and c.lower_ in ("will", "shall", "'ll", "’ll", "would") for c in verb.children) or verb.lemma_ in PLANNING:
            return True
        if verb.dep_ not in ("xcomp", "conj", "advcl") or verb.head.pos_ not in ("VERB", "AUX"):
            return False
        verb = verb.head
    return False


def _shared(token: Token, head: Token, state: _State) -> bool:
    """Whether a coordinated verb stands under the auxiliaries of the first: "will pause and review"."""
    if token.pos_ not in ("VERB", "AUX") or head.pos_ not in ("VERB", "AUX"):
        return head.pos_ == token.pos_
    if children(token, "nsubj", "nsubjpass") or any(a.lower_ not in ("to", "be", "been", "being") for a in children(token, "aux")):
        return children(token, "nsubj", "nsubjpass") == [] and head.dep_ in ("ccomp", "xcomp")
    same = token.tag_ == head.tag_ or (token.tag_ in ("VB", "VBN") and head.tag_ in ("VB", "VBN"))
    if same:
        for child in head.children:
            if child.dep_ == "aux":
                _auxiliary(child, head, state)
            elif child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether"):
                state.raise_to("possible", child)
            elif child.dep_ == "neg" and any(c.lower_ in ("or", "nor") for c in children(head, "cc")):
                state.negate(child)
        return True
    return False


def _infinitive(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)


def _finite(token: Token) -> bool:
    """Whether the clause has its own subject and tense: "that it *had fined* X", "how the company *is planning*"."""
    return not _infinitive(token) and any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in token.children) and (
        token.tag_ in ("VBD", "VBZ", "VBP", "MD") or any(c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in token.children))


def _predicate_above(head: Token, state: _State) -> None:
    if head.pos_ in ("VERB", "AUX"):
        # negation above a plan or a request falls on the act: "has no plans to", "did not agree to", "was not asked to"
        _predicate(head, state)
    elif head.pos_ == "ADJ":
        copula = head.head if head.dep_ == "acomp" else head
        _predicate(copula, state)
    else:
        _noun_phrase(head, state)


def _govern(head: Token, label: str, token: Token, state: _State) -> bool:
    """Effect of a governor on what it governs. True ends the climb: the clause above speaks for itself."""
    lemma = head.lemma_.casefold()
    if head.pos_ == "NOUN":
        for words, modality in ((NOUN_REQUEST, "requested"), (NOUN_PLAN, "planned"), (NOUN_POSSIBLE, "possible"), (NOUN_ALLEGATION, "alleged")):
            if lemma in words:
                state.raise_to(modality, head)  # type: ignore[arg-type]
                return False
        if lemma in NOUN_NEGATION:
            state.negate(head)
        return label == "relcl" and not _infinitive(token)
    if head.pos_ == "ADJ":
        if lemma in ("able", "likely", "free"):
            state.raise_to("possible", head)
        elif lemma in ("unable", "unlikely"):
            state.negate(head)
        elif lemma in ("set", "due", "ready", "poised", "expected", "prepared", "committed", "determined", "willing", "keen"):
            state.raise_to("planned", head)
        elif lemma in ("required", "obliged", "obligated", "bound"):
            state.raise_to("requested", head)
        return False
    if head.pos_ not in ("VERB", "AUX"):
        return False
    perfect = any(c.dep_ == "aux" and c.lower_ == "have" for c in token.children)      # "is said *to have* paused" lies behind
    infinitival = (_infinitive(token) or token.tag_ in ("VBG", "VB")) and not perfect
    if lemma in ALLEGING:
        state.raise_to("alleged", head)
    elif lemma in ("claim", "argue", "believe", "contend") and label == "ccomp" and not infinitival:
        if lemma == "contend":
            state.raise_to("alleged", head)
    elif lemma == "deny":
        state.negate(head)
    elif infinitival and lemma in REQUESTING:
        state.raise_to("requested", head)
    elif infinitival and lemma in PLANNING:
        state.raise_to("planned", head)
    elif infinitival and lemma in POSSIBLE:
        state.raise_to("possible", head)
    elif infinitival and lemma in NEGATING:
        state.negate(head)
    elif lemma in ("have", "need") and infinitival:
        state.raise_to("requested", head)
    elif lemma == "be" and infinitival and label == "xcomp":
        state.raise_to("planned", head)
    elif lemma == "go" and head.tag_ == "VBG" and _infinitive(token):
        state.raise_to("planned", head)
    elif lemma == "propose" or lemma == "recommend":
        state.raise_to("planned" if lemma == "propose" else "requested", head)
    return False
