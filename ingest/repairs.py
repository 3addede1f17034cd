"""Repairs of parses: what the statistical parser takes wrongly nearly every time, though grammar leaves no doubt.

Each repair changes heads, labels or parts of speech of a few tokens in place, before the sentence is handed out, and leaves the words.
"""
from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.syntax import children, is_infinitive, is_sum
from ingest.wordlists import words

if TYPE_CHECKING:
    from ingest.tokens import Doc, Token

_NOMINAL = ("nsubj", "nsubjpass", "dobj", "pobj")
_ORDERING = words("ask command direct instruct oblige order request require tell")
_SANCTIONS = words("fine penalty")
_SUMMING = words("amounting equaling equalling totaling totalling worth")


def repair(doc: Doc) -> None:
    """Mend a parse in place."""
    for token in doc:
        if token.pos_ in ("ADJ", "NOUN") and token.lower_ in _SUMMING:
            _sum_of(token)
        elif token.lower_ in _SANCTIONS and token.dep_ in ("amod", "compound", "nmod") and is_sum(token.head):
            _with_sum(token)
        elif token.lower_ == "orders" and token.pos_ == "NOUN":
            _ordering(token)
        elif token.pos_ == "NOUN" and token.dep_ == "conj" and token.head.pos_ == "VERB":
            _among_objects(token)
        elif token.dep_ == "acl" and token.head.dep_ == "pobj" and is_infinitive(token):
            _of_the_order(token)
        elif token.dep_ in ("acl", "relcl") and token.head.dep_ == "pobj" and (token.head.pos_ == "NUM" or is_sum(token.head)):
            _of_the_whole(token)
        elif token.lower_ == "following" and token.pos_ == "VERB" and token.dep_ in ("xcomp", "advcl"):
            _after(token)
        elif token.pos_ == "ADJ" and _conjugated(token):
            token.pos_ = "VERB"
        elif token.pos_ == "ADJ" and token.dep_ in _NOMINAL and children(token, "det"):
            token.pos_ = "NOUN"            # "the *fine* imposed was"


def _conjugated(token: Token) -> bool:
    """ "did not *fine* Acme": an auxiliary before it and an object after it make a verb of what looks like an adjective."""
    return any(c.i < token.i for c in children(token, "aux")) and any(c.i > token.i for c in children(token, "dobj", "dative"))


def _among_objects(noun: Token) -> None:
    """ "imposed a fine for the leak and a *fine* for the delay": what the parser coordinates with the verb stands beside its object."""
    objects = [c for c in children(noun.head, "dobj") if c.i < noun.i and c.pos_ == "NOUN" and c.lemma_ == noun.lemma_]
    if objects:
        _hang(noun, objects[-1], "conj")


def _of_the_whole(participle: Token) -> None:
    """ "the fine of €5,000 *imposed* by X", "…, which was *imposed* on Y": imposed was the fine, not the number."""
    preposition = participle.head.head
    if preposition.lower_ == "of" and preposition.head.pos_ == "NOUN" and participle.tag_ == "VBN":
        _hang(participle, preposition.head, participle.dep_)


def _after(participle: Token) -> None:
    """ "the inquiry began *following* a complaint": a preposition, where nothing but its object hangs on it."""
    objects = [c for c in participle.children if c.dep_ == "dobj"]
    if objects and not any(c.dep_ in ("nsubj", "aux", "auxpass", "agent") for c in participle.children):
        participle.pos_, participle.tag_, participle.dep_ = "ADP", "IN", "prep"
        for noun in objects:
            noun.dep_ = "pobj"


def _ordering(token: Token) -> None:
    """ "the authority *orders* to pay", "declares it unlawful and *orders* to erase": no noun, for an infinitive hangs on it."""
    infinitives = [c for c in children(token, "acl") if is_infinitive(c)]
    doers = children(token, "compound") if token.dep_ == "ROOT" else []
    if infinitives and (doers or (token.dep_ == "conj" and token.head.pos_ == "VERB")):
        token.pos_, token.tag_, token.lemma_ = "VERB", "VBZ", "order"
        for infinitive in infinitives:
            infinitive.dep_ = "xcomp"
        for doer in doers:
            doer.dep_ = "nsubj"


def _of_the_order(infinitive: Token) -> None:
    """ "was obliged within a month of the decision *to pay*": to pay is what is ordered, not what the decision is about."""
    token = infinitive.head
    while token.dep_ in ("pobj", "prep"):
        token = token.head
    if token.lemma_ in _ORDERING and children(token, "nsubjpass") and not children(token, "xcomp", "ccomp"):
        _hang(infinitive, token, "xcomp")


def _sum_of(participle: Token) -> None:
    """ "a fine *amounting* to €5,000": the noun before the participle heads the phrase, which the parser makes an "amounting" of."""
    before = participle.nbor(-1) if participle.i else participle
    if before.head is not participle or before.dep_ not in ("amod", "compound", "nmod"):
        return
    label, head, modifiers = participle.dep_, participle.head, [c for c in participle.children if c.i < before.i]
    _hang(before, before if head is participle else head, label)
    before.pos_, before.tag_ = "NOUN", "NNS" if before.lower_.endswith("s") else "NN"
    for modifier in modifiers:
        _hang(modifier, before, modifier.dep_)
    _hang(participle, before, "acl")
    participle.pos_, participle.tag_ = "VERB", "VBG"


def _with_sum(noun: Token) -> None:
    """ "issued a *fine* EUR 5,000": the sum says how much, and the fine heads the phrase."""
    sum_ = noun.head
    if noun.i + 1 not in (sum_.i, min((c.i for c in sum_.lefts if c.i > noun.i), default=sum_.i)) or not any(c.dep_ == "det" for c in sum_.lefts):
        return
    label, head, before = sum_.dep_, sum_.head, [c for c in sum_.children if c.i < noun.i]
    _hang(noun, noun if head is sum_ else head, label)
    noun.pos_, noun.tag_ = "NOUN", "NN"
    for modifier in before:
        _hang(modifier, noun, modifier.dep_)
    _hang(sum_, noun, "appos")


def _hang(token: Token, head: Token, label: str) -> None:
    """Give a token another governor, itself for a root; children stay in the order of the text."""
    if token.head is not token:
        token.head.children.remove(token)
    token.head, token.dep_ = head, label
    if head is not token:
        head.children.append(token)
        head.children.sort(key=lambda child: child.i)
