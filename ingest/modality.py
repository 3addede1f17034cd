"""Polarity and modality of a predicate, read from its auxiliaries and from everything that governs it.

"has not approved", "failed to approve", "denied that it approved" are negated; "will", "plans to", "agreed to" planned;
"ordered to", "must" requested; "accused of" alleged; "may", "if", "threatens to" possible. The walk goes from the
predicate up to the clause that asserts it and stops where another clause begins to speak for itself.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.model import Modality, Polarity
from ingest.syntax import VERBAL, children
from ingest.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

Table = tuple[tuple[frozenset[str], Modality], ...]
"""Lemmas and what they say of the act they govern; the first group that holds a lemma decides."""

# What a verb says of the act of its infinitive ("plans to pause").
PLANNING = words(
    "agree aim commit decide expect hope intend opt plan poise prepare resolve schedule seek set slate undertake want wish",
    "announce choose due look mean move offer pledge promise propose ready vow",
)
REQUESTING = words(
    "ask call demand request tell urge",
    "command compel direct enjoin force instruct mandate oblige order require",
    "advise invite recommend",
    "press pressure",
    "have need",
)
POSSIBLE = words(
    "consider contemplate explore mull weigh",
    "allow approve authorise authorize clear empower enable entitle free let permit",
    "able could likely might",
    "risk threaten",
)
NEGATING = words(
    "cease decline fail neglect omit refrain refuse reject unable unlikely",
    "avoid ban bar block forbid prevent prohibit stop",
)
ALLEGING = words("accuse allege blame charge suspect")
_OF_VERBS: Table = ((REQUESTING, "requested"), (PLANNING, "planned"), (POSSIBLE, "possible"), (words("be"), "planned"))       # "is to pause"
# … and of a clause with tense ("recommended that it pause").
_SAID_OF_CLAUSES: dict[str, Modality] = {"propose": "planned", "recommend": "requested"}

# What a noun says of the act that hangs on it ("its plan to pause").
_OF_NOUNS: Table = (
    (words("call demand duty instruction need obligation order recommendation request requirement"), "requested"),
    (words("agreement aim bid commitment decision intention move offer plan pledge preparation promise proposal readiness"), "planned"),
    (words("chance option opportunity possibility potential prospect risk threat ability power right",
           "approval authorisation authorization clearance consent licence license permission",
           "ahead light"), "possible"),                     # "gave the go-ahead", "the green light"
    (words("accusation allegation claim complaint suspicion"), "alleged"),
)
_NEGATING_NOUNS = words("absence failure inability lack refusal")
# … and an adjective ("is set to pause").
_OF_ADJECTIVES: Table = (
    (words("able free likely"), "possible"),
    (words("committed determined due expected keen poised prepared ready set willing"), "planned"),
    (words("bound obligated obliged required"), "requested"),
)
_NEGATING_ADJECTIVES = words("unable unlikely")
# What a support verb says of the trigger noun it carries ("faces a fine").
_OF_SUPPORT_VERBS: Table = (
    (words("consider contemplate envisage explore mull weigh", "avoid escape face risk threaten"), "possible"),
    (words("announce await expect intend plan prepare promise propose seek"), "planned"),
    (words("demand recommend request require urge"), "requested"),
)
# What a verb says of an act that a noun in its object names ("proposed a suspension of the service").
_OF_GOVERNORS: Table = (
    (words("announce await expect plan promise propose seek"), "planned"),
    (words("demand recommend request require urge"), "requested"),
)
_TENTATIVE_GOVERNORS = words("consider face mull risk threaten weigh")
# To stop, ban or reject an act is to speak of one that goes on, or that somebody asked for.
_NEGATING_GOVERNORS = NEGATING - words("ban block cease prohibit reject stop")

_TENTATIVE = words("eventual hypothetical likely possible potential prospective")
_FUTURE = words("forthcoming future intended planned proposed upcoming")
_ADVERBS: dict[str, Modality] = {
    "allegedly": "alleged", "reportedly": "actual", "potentially": "possible", "possibly": "possible", "perhaps": "possible"}
_CONDITIONS = ("if", "unless", "whether")
_WILL = ("will", "shall", "'ll", "’ll", "would")
_CONJUNCTIONS_OF_TIME = ("as", "while", "when", "once", "until", "before", "after")
_FINITE_TAGS = ("VBD", "VBZ", "VBP", "MD")
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
        carried = _said_by(_OF_SUPPORT_VERBS, predicate.lemma_)
        if carried is not None:
            state.raise_to(carried, predicate)             # "threatens X with a fine", "faces a fine", "plans an appeal"
    _predicate(predicate, state, noun)
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
    """ "no approval", "a planned rollout", "a possible fine"."""
    for child in noun.children:
        if child.i < noun.i:
            if child.lower_ in ("no", "neither") or child.dep_ == "neg":
                state.negate(child)
            elif child.lower_ in _FUTURE:
                state.raise_to("planned", child)
            elif child.lower_ in _TENTATIVE:
                state.raise_to("possible", child)


def _predicate(token: Token, state: _State, counted: Token | None = None) -> None:
    """Negation, auxiliaries and modifiers of a predicate; the "no" of the noun `counted` was heard already."""
    for child in token.children:
        if child.dep_ == "neg" or (child.dep_ in ("advmod", "preconj") and child.lower_ in ("never", "neither", "nor")):
            state.negate(child)
        elif child.dep_ == "aux":
            _auxiliary(child, token, state)
        elif child.dep_ == "mark" and child.lower_ in _CONDITIONS:
            state.raise_to("possible", child)
        elif child.dep_ == "advmod" and child.lower_ in _ADVERBS:
            state.raise_to(_ADVERBS[child.lower_], child)
    if token.pos_ not in VERBAL:
        _noun_phrase(token, state)
        return
    for noun in children(token, "dobj", "attr", "nsubjpass"):
        if counted is None or noun.i != counted.i:
            for determiner in children(noun, "det", "neg"):
                if determiner.lower_ in ("no", "neither"):
                    state.negate(determiner)               # "made no decision", "no fine was imposed"
    for subject in children(token, "nsubj", "nsubjpass"):
        nobody = subject.dep_ == "nsubj" and any(d.lower_ == "no" for d in children(subject, "det"))
        if nobody or subject.lower_ in ("nobody", "none", "neither"):
            state.negate(subject)


def _auxiliary(aux: Token, verb: Token, state: _State) -> None:
    word = aux.lower_
    if word in (*_WILL, "wo", "'d"):
        conditional = any(m.lower_ in ("if", "unless") for clause in children(verb, "advcl") for m in children(clause, "mark"))
        unreal = word == "would" and any(a.lower_ == "have" for a in children(verb, "aux"))
        state.raise_to("possible" if conditional or unreal else "planned", aux)
    elif word in ("may", "might", "could", "can", "ca"):
        state.raise_to("possible", aux)
    elif word in ("must", "should", "ought"):
        state.raise_to("requested", aux)
    elif word == "to" and verb.dep_ == "ROOT" and any(s.i < verb.i for s in children(verb, "nsubj")):
        state.raise_to("planned", aux)     # a headline: "Regulator to fine X"


# --- on the way up


def _governed(token: Token, state: _State) -> Token | None:
    """What the governor of `token` says of it; gives where the climb goes on, None where the clause speaks for itself."""
    head, label = token.head, token.dep_
    if head.i == token.i:
        return None
    if label == "conj":
        return head if _shares_auxiliaries(token, head, state) else None
    if label in ("xcomp", "ccomp", "oprd") or (label == "acl" and head.pos_ in ("NOUN", "PROPN")) or (label == "relcl" and _infinitive(token)):
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
    _govern(head, token, state)
    if _finite(token):
        return None                        # it is asserted by itself, under its reporting verb
    _predicate_above(head, state)
    return head


def _under_adverbial(token: Token, head: Token, state: _State) -> Token | None:
    """ "was ordered in May to *pause*"; "after X *halted*" is its own assertion, "will watch while X *informs*" lies ahead."""
    if _infinitive(token):
        if head.pos_ not in (*VERBAL, "ADJ"):
            return None
        _govern(head, token, state)
        _predicate_above(head, state)
        return head
    if token.tag_ in ("VBZ", "VBP") and any(c.lower_ in _CONJUNCTIONS_OF_TIME for c in token.children) and _ahead(head):
        state.raise_to("planned", head)
    return None


def _under_preposition(token: Token, preposition: Token, state: _State) -> Token | None:
    """ "accused of *pausing*", "without *pausing*"; what comes "before *pausing*" is left open."""
    if preposition.lower_ == "without":
        state.negate(preposition)
        return None
    governor = preposition.head
    if preposition.lower_ == "before" or _finite(token):
        return None
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
    governor = head.head if in_phrase else head
    said = _said_by(_OF_GOVERNORS, governor.lemma_)
    if (governor.lemma_ in _NEGATING_GOVERNORS and governor.pos_ == "VERB") or (
            governor.lemma_ in _NEGATING_NOUNS and governor.pos_ == "NOUN" and in_phrase):
        state.negate(governor)
    elif governor.lemma_ in _TENTATIVE_GOVERNORS:          # a noun too: "the risk of a fine"
        state.raise_to("possible", governor)
    elif said is not None and governor.pos_ == "VERB":
        state.raise_to(said, governor)
    if in_phrase or governor.pos_ not in VERBAL or governor.dep_ == "acl":
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
        _say(_OF_NOUNS, _NEGATING_NOUNS, lemma, head, state)
    elif head.pos_ == "ADJ":
        _say(_OF_ADJECTIVES, _NEGATING_ADJECTIVES, lemma, head, state)
    elif head.pos_ in VERBAL:
        perfect = any(a.lower_ == "have" for a in children(token, "aux"))              # "is said *to have* paused" lies behind
        infinitival = (_infinitive(token) or token.tag_ in ("VBG", "VB")) and not perfect
        if lemma in ALLEGING or (lemma == "contend" and token.dep_ == "ccomp" and not infinitival):
            state.raise_to("alleged", head)
        elif lemma == "deny":
            state.negate(head)
        elif lemma == "go" and head.tag_ == "VBG" and _infinitive(token):
            state.raise_to("planned", head)
        elif infinitival and (lemma != "be" or token.dep_ == "xcomp"):
            _say(_OF_VERBS, NEGATING, lemma, head, state)
        elif lemma in _SAID_OF_CLAUSES:
            state.raise_to(_SAID_OF_CLAUSES[lemma], head)


def _say(table: Table, negating: frozenset[str], lemma: str, head: Token, state: _State) -> None:
    said = _said_by(table, lemma)
    if said is not None:
        state.raise_to(said, head)
    elif lemma in negating:
        state.negate(head)


# --- grammar


def _infinitive(token: Token) -> bool:
    return any(a.lower_ == "to" for a in children(token, "aux"))


def _finite(token: Token) -> bool:
    """Whether the clause has its own subject and tense: "that it *had fined* X", "how the company *is planning*"."""
    tensed = token.tag_ in _FINITE_TAGS or any(a.tag_ in _FINITE_TAGS for a in children(token, "aux", "auxpass"))
    return tensed and not _infinitive(token) and bool(children(token, "nsubj", "nsubjpass", "expl"))


def _ahead(verb: Token) -> bool:
    """Whether a verb is told as future, by its auxiliary or by what governs it."""
    for _ in range(4):
        if any(a.lower_ in _WILL for a in children(verb, "aux")) or verb.lemma_ in PLANNING:
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
        elif child.dep_ == "mark" and child.lower_ in _CONDITIONS:
            state.raise_to("possible", child)
        elif child.dep_ == "neg" and any(c.lower_ in ("or", "nor") for c in children(head, "cc")):
            state.negate(child)            # "did not fine or warn X"
    return True
