"""Polarity and modality of a predicate, read from its auxiliaries and from everything that governs it.

"has not approved", "failed to approve", "denied that it approved" are negated; "will", "plans to", "agreed to" planned;
"ordered to", "must" requested; "accused of" alleged; "may", "if", "threatens to" possible. The walk goes from the
predicate up to the clause that asserts it and stops where another clause begins to speak for itself.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.modality_words import (
    ADVERBS,
    ALLEGING,
    ASKING_FOR,
    CONDITIONS,
    CONJUNCTIONS_OF_TIME,
    DECIDING,
    EXCLUDING,
    FACED,
    FINITE_TAGS,
    FUTURE,
    IMPLYING,
    NEGATING,
    NEGATING_ADJECTIVES,
    NEGATING_ADVERBS,
    NEGATING_GOVERNORS,
    NEGATING_NOUNS,
    NEGATING_PHRASES,
    NOT_DENYING,
    OF_ADJECTIVES,
    OF_GOVERNORS,
    OF_NOUNS,
    OF_SUPPORT_VERBS,
    OF_VERBS,
    PLANNING,
    RESULTING,
    SAID_OF_CLAUSES,
    TENTATIVE,
    TENTATIVE_GOVERNORS,
    THREATENED,
    WILL,
    Table,
)
from ingest.model import Modality, Polarity
from ingest.syntax import NOMINAL, VERBAL, children, is_headline, is_infinitive

if TYPE_CHECKING:
    from ingest.tokens import Token

# Of two the stronger counts: who "will be accused of" an act is accused.
_STRENGTH: dict[Modality, int] = {"actual": 0, "planned": 1, "requested": 2, "possible": 3, "alleged": 4}
MAX_CLIMB = 12                           # steps from a predicate to the clause that asserts it


@dataclass(frozen=True, slots=True)
class Assertion:
    """How a predicate is asserted; `because` names the words that decided, for `explain`."""

    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    because: tuple[str, ...] = ()


class _State:
    """What has been heard so far on the way up; two negations undo each other."""

    def __init__(self, deciding: bool = False) -> None:
        self.deciding = deciding           # an authority or court acts: what it decides or announces is done
        self.modality: Modality = "actual"
        self.because: list[str] = []
        self.negative = False
        self._heard: set[int] = set()

    def negate(self, token: Token) -> None:
        """A word is counted once, however often the way up passes it ("has *no* plans to": at the noun and at the verb)."""
        if token.i not in self._heard:
            self.negative = not self.negative
            self.because.append(token.text)
        self.take(token)

    def take(self, token: Token) -> None:
        """A word has been understood, with others: it denies nothing by itself."""
        self._heard.add(token.i)

    def raise_to(self, modality: Modality, token: Token) -> None:
        if _STRENGTH[modality] > _STRENGTH[self.modality]:
            self.modality = modality
        self.because.append(token.text)


def assess(predicate: Token, noun: Token | None = None, deciding: bool = False) -> Assertion:
    """Polarity and modality of `predicate`; `noun` is the trigger noun where a support verb carries it ("gave *approval*").

    `deciding`: the act is one of an authority or court, which has done what it "decided to do" or "announced".
    """
    state = _State(deciding)
    if noun is not None and noun.i != predicate.i:
        _noun_phrase(noun, state)
        carried = _said_by(OF_SUPPORT_VERBS, predicate.lemma_)
        if noun.lemma_ in FACED and predicate.lemma_ == "face":
            carried = None                 # a probe, a complaint that somebody faces is there
        if carried is not None and not (deciding and predicate.lemma_ in DECIDING):
            state.raise_to(carried, predicate)             # "threatens X with a fine", "faces a fine", "plans an appeal"
    _predicate(predicate, state)
    if predicate.dep_ == "conj":
        for word in children(predicate.head, "cc", "preconj"):
            if word.lower_ == "nor" and word.i < predicate.i:
                state.negate(word)         # "…, nor did it impose a fine"
    token: Token | None = predicate
    for _ in range(MAX_CLIMB):
        token = _governed(token, state) if token is not None else None
    return Assertion("negated" if state.negative else "affirmed", state.modality, tuple(state.because))


def _said_by(table: Table, lemma: str) -> Modality | None:
    return next((modality for lemmas, modality in table if lemma in lemmas), None)


# --- at the predicate itself


def _noun_phrase(noun: Token, state: _State) -> None:
    """ "no approval", "a planned rollout", "a possible fine", "a fine is possible"."""
    if noun.dep_ == "nsubj" and any(c.lower_ in TENTATIVE for c in children(noun.head, "acomp")):
        state.raise_to("possible", noun.head)
    for child in noun.children:
        if child.i < noun.i:
            if child.lower_ == "any" and noun.dep_ != "nsubj" and noun.tag_ == "NN":
                state.raise_to("possible", child)          # "may accept *any* commitment made by X"
            elif child.lower_ in ("no", "neither") or (child.dep_ == "neg" and _is_negation(child)):
                state.negate(child)
            elif child.lower_ in FUTURE:
                state.raise_to("planned", child)
            elif child.lower_ in TENTATIVE:
                state.raise_to("possible", child)


def _predicate(token: Token, state: _State) -> None:
    """Negation, auxiliaries and modifiers of a predicate, and the "no" of its nouns."""
    for child in token.children:
        if _is_negation(child):
            state.negate(child)
        elif child.dep_ == "aux":
            _auxiliary(child, token, state)
        elif child.dep_ == "mark" and child.lower_ in CONDITIONS:
            state.raise_to("possible", child)
        elif child.dep_ == "advmod" and child.lower_ in ADVERBS:
            state.raise_to(ADVERBS[child.lower_], child)
    if token.pos_ not in VERBAL:
        _noun_phrase(token, state)
        return
    for noun in children(token, "dobj", "attr"):
        for determiner in children(noun, "det", "neg"):
            if determiner.lower_ in ("no", "neither"):
                state.negate(determiner)   # "made no decision"
    for subject in children(token, "nsubj", "nsubjpass"):
        _nobody(subject, state)


def _is_negation(word: Token) -> bool:
    """ "not", "never", "nor", "no longer", "hardly"; "not only" denies nothing."""
    if word.dep_ == "neg":
        following = word.nbor().lower_ if word.i + 1 < len(word.doc) else ""
        return following not in NOT_DENYING
    if word.dep_ in ("advmod", "preconj", "cc") and word.lower_ in NEGATING_ADVERBS:
        return word.dep_ != "cc" or word.lower_ == "neither"
    return word.dep_ == "advmod" and word.lower_ == "longer" and any(c.lower_ == "no" for c in word.children)


def _nobody(subject: Token, state: _State) -> None:
    """A subject that is nobody: "no authority", "none of them", "not a single one", "neither X nor Y"."""
    if subject.lower_ in ("nobody", "none", "neither"):
        state.negate(subject)
    for child in subject.children:
        if child.i < subject.i and (child.lower_ in ("no", "neither") or (child.dep_ in ("neg", "advmod") and child.lower_ == "not" and _is_negation(child))):
            state.negate(child)


def _auxiliary(aux: Token, verb: Token, state: _State) -> None:
    word = aux.lower_
    if word in (*WILL, "wo", "'d"):
        conditional = any(m.lower_ in ("if", "unless") for clause in children(verb, "advcl") for m in children(clause, "mark"))
        unreal = word == "would" and any(a.lower_ == "have" for a in children(verb, "aux"))
        state.raise_to("possible" if conditional or unreal else "planned", aux)
    elif word in ("may", "might", "could", "can", "ca"):
        state.raise_to("possible", aux)
    elif word in ("must", "should", "ought"):
        state.raise_to("requested", aux)
    elif word == "to" and _heads_line(verb) and any(s.i < verb.i and s.pos_ in NOMINAL for s in (*verb.children, verb.head)):
        state.raise_to("planned", aux)     # a headline: "Regulator to fine X"


def _heads_line(verb: Token) -> bool:
    """Whether an infinitive is all that a line asserts: its root, or what hangs on a noun that is, with no full stop after it."""
    if verb.dep_ == "ROOT":
        return True
    return verb.dep_ in ("acl", "relcl") and verb.head.dep_ == "ROOT" and verb.head.pos_ in NOMINAL and is_headline(verb.doc)


# --- on the way up


def _governed(token: Token, state: _State) -> Token | None:
    """What the governor of `token` says of it; gives where the climb goes on, None where the clause speaks for itself."""
    head, label = token.head, token.dep_
    if head.i == token.i:
        return None
    if label == "conj":
        return head if _shares_auxiliaries(token, head, state) else None
    if label in ("xcomp", "ccomp", "oprd") or (label == "acl" and head.pos_ in ("NOUN", "PROPN")) or (label == "relcl" and is_infinitive(token)):
        return _under_complement(token, head, state)
    if label == "advcl":
        return _under_adverbial(token, head, state)
    if label == "pcomp":
        return _under_preposition(token, head, state)
    if label in ("dobj", "attr", "pobj", "nsubjpass") and token.pos_ in ("NOUN", "PROPN"):
        return _under_object(token, head, state)
    return None


def _under_complement(token: Token, head: Token, state: _State) -> Token | None:
    """ "plans to *pause*", "denied that it *paused*", "a promise to *pause*"."""
    if token.dep_ == "acl" and token.tag_ in ("VBN", "VBG") and not is_infinitive(token):
        _noun_phrase(head, state)          # "a complaint *lodged* by X", "an order *requiring* X to stop"
        return None
    _govern(head, token, state)
    if _finite(token):
        return None                        # it is asserted by itself, under its reporting verb
    _predicate_above(head, state)
    return head


def _under_adverbial(token: Token, head: Token, state: _State) -> Token | None:
    """ "was ordered in May to *pause*"; "after X *halted*" is its own assertion, "will watch while X *informs*" lies ahead."""
    if is_infinitive(token):
        if head.pos_ not in (*VERBAL, "ADJ"):
            return None
        _govern(head, token, state)
        _predicate_above(head, state)
        return head
    if token.tag_ in ("VBZ", "VBP") and any(c.lower_ in CONJUNCTIONS_OF_TIME for c in token.children) and _ahead(head):
        state.raise_to("planned", head)
    return None


def _under_preposition(token: Token, preposition: Token, state: _State) -> Token | None:
    """ "accused of *pausing*", "without *pausing*"; what comes "before *pausing*" is left open."""
    if preposition.lower_ == "without":
        state.negate(preposition)
        return None
    governor = preposition.head
    if preposition.lower_ in CONJUNCTIONS_OF_TIME or _finite(token):
        return None                        # "will pay after *admitting* it"
    if (governor.lower_, preposition.lower_) in NEGATING_PHRASES:
        state.negate(governor)             # "stopped *short of* banning", "is *far from* complying"
        return None
    if preposition.lower_ == "against" and governor.lemma_ in PLANNING:
        state.negate(preposition)          # "decided *against* appealing"
    _govern(governor, token, state)
    if governor.pos_ in (*VERBAL, "NOUN", "ADJ"):
        _predicate_above(governor, state)
    return governor


def _under_object(noun: Token, head: Token, state: _State) -> Token | None:
    """An act in a noun: "refused *permission*", "the lack of *approval*", "without *approval*", "seeks an *injunction*"."""
    in_phrase = noun.dep_ == "pobj"
    if in_phrase and head.lower_ == "without":
        state.negate(head)
        return None
    if in_phrase and head.lower_ in ("on", "under", "upon") and noun.lemma_ in THREATENED and not children(noun, "det", "poss"):
        state.raise_to("possible", head)   # "under *penalty* of €500 a day"
        return None
    governor = head.head if in_phrase else head
    if _exclude(governor, state):
        return None
    said = None if state.deciding and governor.lemma_ in DECIDING else _said_by(OF_GOVERNORS, governor.lemma_)
    if (governor.lemma_ in NEGATING_GOVERNORS and governor.pos_ == "VERB") or (
            governor.lemma_ in NEGATING_NOUNS and governor.pos_ == "NOUN" and in_phrase):
        state.negate(governor)
    elif governor.lemma_ in TENTATIVE_GOVERNORS:          # a noun too: "the risk of a fine"
        state.raise_to("possible", governor)
    elif said is not None and governor.pos_ == "VERB":
        state.raise_to(said, governor)
    elif in_phrase and head.lower_ == "for" and governor.lemma_ in ASKING_FOR and governor.pos_ == "VERB":
        state.raise_to("requested", governor)
    outcome = in_phrase and governor.lemma_ in RESULTING and governor.pos_ == "VERB"               # "may lead to a *fine*"
    if (in_phrase and not outcome) or governor.pos_ not in VERBAL or governor.dep_ == "acl":
        return None
    _predicate_above(governor, state)
    return governor


def _predicate_above(head: Token, state: _State) -> None:
    """Negation above a plan or a request falls on the act: "has no plans to", "did not agree to", "was not asked to"."""
    if head.pos_ in VERBAL:
        _predicate(head, state)
    elif head.pos_ == "ADJ":
        _predicate(head.head if head.dep_ == "acomp" else head, state)
    else:
        _noun_phrase(head, state)


def _govern(head: Token, token: Token, state: _State) -> None:
    """What a noun, an adjective or a verb says of the clause that it governs."""
    lemma = head.lemma_.casefold()
    if head.pos_ == "NOUN":
        _say(OF_NOUNS, NEGATING_NOUNS, lemma, head, state)
    elif head.pos_ == "ADJ":
        _say(OF_ADJECTIVES, NEGATING_ADJECTIVES, lemma, head, state)
    elif head.pos_ in VERBAL:
        perfect = any(a.lower_ == "have" for a in children(token, "aux"))              # "is said *to have* paused" lies behind
        subjunctive = any(a.tag_ == "VB" and a.lower_ == "be" for a in children(token, "auxpass"))          # "asked that a fine *be imposed*"
        infinitival = (is_infinitive(token) or token.tag_ in ("VBG", "VB") or subjunctive) and not perfect
        still = [a for a in children(head, "advmod") if a.lower_ in ("yet", "still")]
        if infinitival and lemma in ("have", "be") and still:
            state.negate(still[0])         # "has *yet* to approve"
        elif _exclude(head, state):
            return
        elif lemma in ALLEGING or (lemma == "contend" and token.dep_ == "ccomp" and not infinitival):
            state.raise_to("alleged", head)
        elif lemma == "deny":
            state.negate(head)
        elif lemma == "go" and head.tag_ == "VBG" and is_infinitive(token):
            state.raise_to("planned", head)
        elif infinitival and (lemma != "be" or token.dep_ == "xcomp"):
            _say(OF_VERBS, NEGATING, lemma, head, state)
        elif lemma in SAID_OF_CLAUSES:
            state.raise_to(SAID_OF_CLAUSES[lemma], head)


def _exclude(verb: Token, state: _State) -> bool:
    """Whether the verb excludes an act ("ruled out fining X"), which is heard; what somebody has *not* ruled out is possible."""
    if not any((verb.lemma_, p.lower_) in EXCLUDING for p in children(verb, "prt", "advmod", "prep")) and verb.lemma_ != "exclude":
        return False
    negations = [c for c in verb.children if _is_negation(c)]
    if negations:
        state.raise_to("possible", verb)
        state.take(negations[0])
    else:
        state.negate(verb)
    return True


def _say(table: Table, negating: frozenset[str], lemma: str, head: Token, state: _State) -> None:
    if (state.deciding and lemma in DECIDING) or (lemma in IMPLYING and _is_past(head)):
        return                             # "decided to fine X"; "was forced to pause it", "had to pause it"
    said = _said_by(table, lemma)
    if said is not None:
        state.raise_to(said, head)
    elif lemma in negating:
        state.negate(head)


# --- grammar


def _is_past(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBN") and verb.pos_ in VERBAL and not any(a.tag_ == "MD" or a.tag_ in ("VBZ", "VBP") for a in children(verb, "aux", "auxpass"))


def _finite(token: Token) -> bool:
    """Whether the clause has its own subject and tense: "that it *had fined* X", "how the company *is planning*"."""
    tensed = token.tag_ in FINITE_TAGS or any(a.tag_ in FINITE_TAGS for a in children(token, "aux", "auxpass"))
    return tensed and not is_infinitive(token) and bool(children(token, "nsubj", "nsubjpass", "expl"))


def _ahead(verb: Token) -> bool:
    """Whether a verb is told as future, by its auxiliary or by what governs it."""
    for _ in range(4):
        if any(a.lower_ in WILL for a in children(verb, "aux")) or verb.lemma_ in PLANNING:
            return True
        if verb.dep_ not in ("xcomp", "conj", "advcl") or verb.head.pos_ not in VERBAL:
            return False
        verb = verb.head
    return False


def _shares_auxiliaries(token: Token, head: Token, state: _State) -> bool:
    """Whether a coordinated verb stands under the auxiliaries of the first, which then are heard: "will pause and review"."""
    if token.pos_ not in VERBAL or head.pos_ not in VERBAL:
        return head.pos_ == token.pos_
    own_subject = bool(children(token, "nsubj", "nsubjpass"))
    if own_subject or any(a.lower_ not in ("to", "be", "been", "being") for a in children(token, "aux")):
        return not own_subject and head.dep_ in ("ccomp", "xcomp")
    if token.tag_ != head.tag_ and not {token.tag_, head.tag_} <= {"VB", "VBN"}:
        return False
    for child in head.children:
        if child.dep_ == "aux":
            _auxiliary(child, head, state)
        elif child.dep_ == "mark" and child.lower_ in CONDITIONS:
            state.raise_to("possible", child)
        elif child.dep_ == "neg" and any(c.lower_ == "or" for c in children(head, "cc")):
            state.negate(child)            # "did not fine or warn X"
    return True
