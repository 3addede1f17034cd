"""How a text says what a sanction comes to: "the fine *amounted* to €5,000", "*reduced* the fine to €3,000", "*deemed* a fine of
€5,000 appropriate", "had to *pay* a fine"; and which words that look like one are no money at all ("a warning sanction").

Grammar over one parse; roles ask it for the verb that carries a noun of sanction, slots for the sum that counts.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple

from ingest.syntax import agents, children, clause_verbs, conjuncts, direct_objects, is_passive, prepositional
from ingest.wordlists import words

if TYPE_CHECKING:
    from ingest.tokens import Token

# Verbs that change a sum; what it is changed to counts.
REDUCING = words("cut decrease diminish halve lessen limit lower mitigate moderate reduce slash trim", "adjust double increase raise")
_MEASURING = words("amount assess calculate come determine establish fix quantify set stand total equal")
_COUNTING = words("assess calculate determine quantify")
_JUDGING = words("consider deem find hold judge regard think")
_FITTING = words("adequate appropriate dissuasive effective fair fitting justified necessary",
                 "proportional proportionate reasonable sufficient warranted")
_AMOUNTS = words("amount level size sum total value")
# The highest fine that a law allows is nobody's, and one that was proposed at first is not the one that was imposed.
_NOT_THE_FINE = words("average hypothetical maximal maximum minimum possible potential similar theoretical",
                      "base basic initial original proposed provisional recommended starting")
# What is paid early or of one's own accord, to have less to pay: "the voluntary payment of €5,000".
_EARLY = words("early prompt reduced voluntary")
_LESSENED = words("discounted final lowered reduced")
# Money that a party is told to pay and that punishes nobody.
_NOT_A_PENALTY = words("compensation contribution cost damage expense indemnity interest refund restitution tax")
# Measures that a text also calls sanctions.
_OTHER_MEASURES = words("admonition admonishment caution censure criticism injunction order prohibition reprimand warning")
# What a sum is counted up from; what it is raised to is one step of the count.
_BASIS = words("base basic starting")
_TIMES = words("day fortnight hour month period quarter week year")
_PUNISHING = words("penalise penalize penalty punish sanction")
_AS_A_RULE = words("always commonly generally normally often regularly typically usually")
_UNDOING = words("annul cancel invalidate nullify overrule overturn quash repeal rescind reverse revoke void withdraw")
_RECEIVING = words("get pay receive")
_COMPLAINING = words("applicant claimant complainant petitioner plaintiff")
_FAR_UP = 5                              # steps up a parse tree
_EACH = words("each every per")
_NEAR = 25                               # tokens after a verb in which its sum is looked for
_MONEY = words("administrative eur euro financial fine monetary money pecuniary")


class Stated(NamedTuple):
    """The verb that says how high a sanction is. `how`: measured ("amounted to"), reduced, judged ("deemed appropriate"), paid."""

    verb: Token
    how: Literal["measured", "reduced", "judged", "paid"]


def imposed(noun: Token) -> bool:
    """Whether the noun says itself who imposed the sanction: "the fine *imposed by the CNIL*", "the fine *the CNIL had imposed*"."""
    return any(v.lemma_ == "impose" and (agents(v) or children(v, "nsubj")) for v in children(noun, "acl", "relcl"))


def stated(noun: Token) -> Stated | None:
    """The verb that says what the sanction `noun` comes to; None where no sum is said."""
    if noun.lemma_ == "payment":
        return Stated(noun, "paid") if _sum_in(noun) and {c.lower_ for c in noun.lefts} & _EARLY else None
    phrase = noun
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in _AMOUNTS:
        phrase = noun.head.head                              # "the amount of the fine"
    for verb in children(phrase, "relcl", "acl"):
        if verb.lemma_ in REDUCING and is_passive(verb) and _sum_after(verb, "to"):
            return Stated(verb, "reduced")                   # "a fine of €5,000, which was reduced to €3,000"
    verb = phrase.head
    if phrase.dep_ == "nsubj" and verb.dep_ == "advcl" and verb.head.lemma_ in REDUCING and _sum_after(verb.head, "to"):
        return Stated(verb.head, "reduced")                  # "the fine, first set at €5,000, was reduced to €3,000"
    if phrase.dep_ not in ("nsubj", "nsubjpass", "dobj") or verb.pos_ not in ("VERB", "AUX"):
        return None
    qualified = {c.lower_ for t in (noun, phrase) for c in t.lefts}
    if verb.lemma_ in REDUCING:
        return Stated(verb, "reduced") if _sum_after(verb, "to") and not qualified & _BASIS else None
    if qualified & _NOT_THE_FINE:
        return None
    if verb.dep_ == "csubj" and verb.tag_ == "VBG" and verb.head.lemma_ == "be" and _fits(verb.head) and _sum_in(noun):
        return Stated(verb.head, "judged")                   # "imposing a fine of €5,000 was appropriate"
    if verb.lemma_ == "pay" and phrase.dep_ == "dobj":
        return Stated(verb, "paid") if _lessened(noun) or _obliged(verb) else None
    if verb.lemma_ in _MEASURING:
        return Stated(verb, "measured") if _sum_after(verb, "to", "at") or _sum_object(verb) else None
    if verb.lemma_ == "be" and phrase.dep_ == "nsubj":
        if _sum_object(verb):
            return Stated(verb, "measured")                  # "the final fine was €3,000"
        judging = verb.head if verb.head.lemma_ in _JUDGING else verb
        return Stated(judging, "judged") if _fits(verb) and _sum_in(noun) else None
    return Stated(verb, "judged") if verb.lemma_ in _JUDGING and _fits(verb) and _sum_in(noun) else None


def set_aside(noun: Token) -> bool:
    """ "a warning *instead of* a fine", "*rather than* a fine": told as not done."""
    return _instead(noun, noun.left_edge.i if noun.dep_ == "conj" else min((c.i for c in noun.lefts), default=noun.i))


def _instead(told: Token, first: int) -> bool:
    return " ".join(t.lower_ for t in told.doc[max(0, first - 2):first]) in ("instead of", "rather than", "lieu of", "place of")


def only_named(predicate: Token) -> bool:
    """Whether sanctions are named and none is told: a reduced relative clause ("a list of the sanctions *imposed* so far"), what is done as
    a rule or not done ("instead of *imposing* a fine"), what was undone, and what whoever complains had to pay to somebody else."""
    aside = predicate.tag_ == "VBG" and _instead(predicate, predicate.i)
    if aside or _usual(predicate) or _undone(predicate) or _of_a_complainant(predicate):
        return True
    if not is_passive(predicate) or agents(predicate) or _sum_in(predicate.head):
        return False
    return predicate.dep_ == "acl" or (predicate.dep_ == "relcl" and predicate.head.tag_ == "NNS" and not _sum_in(predicate))


def _undone(told: Token) -> bool:
    """Whether what tells the sanction is what somebody annuls: "overturned the DPA's *fine*", "set aside the decision to *fine* X"."""
    for _ in range(_FAR_UP):
        if told.dep_ in ("dobj", "nsubjpass"):
            return told.head.lemma_ in _UNDOING or (told.head.lemma_ in ("set", "strike") and any(
                c.lower_ in ("aside", "down") for c in told.head.children))
        if told.dep_ not in ("acl", "pobj", "prep", "compound", "conj"):
            return False
        told = told.head
    return False


def _of_a_complainant(predicate: Token) -> bool:
    """ "the complainant received a parking fine": that is what the complaint is about, and no measure of the authority."""
    receivers = children(predicate, "nsubjpass") if is_passive(predicate) else children(predicate, "nsubj") if predicate.lemma_ in _RECEIVING else []
    return any(r.lemma_ in _COMPLAINING or (r.lemma_ == "subject" and any(c.lower_ == "data" for c in r.lefts)) for r in receivers)


def _usual(predicate: Token) -> bool:
    """Whether a verb in the present tells what is done as a rule: "breaches that *in most cases* result in fines"."""
    if predicate.tag_ not in ("VBP", "VBZ", "VB"):
        return False
    cases = [n for n in prepositional(predicate, "in") if n.lemma_ == "case" and any(c.lower_ == "most" for c in n.lefts)]
    return bool(cases) or any(c.lower_ in _AS_A_RULE for c in children(predicate, "advmod"))


def only_counted(verb: Token, noun: Token) -> bool:
    """Whether a verb speaks of how a fine is counted ("when *calculating* the fine", "raised the *basic* amount of the fine"), unless
    `stated` finds what it came to."""
    return verb.lemma_ in _COUNTING or (verb.lemma_ in REDUCING and bool({c.lower_ for t in (noun, noun.head.head) for c in t.lefts} & _BASIS))


def monetary(told: Iterable[Token]) -> bool:
    """Whether words that tell a punishment speak of money: not "sanctioned X with a warning", "a warning sanction", "ordered to pay damages"."""
    return all(map(_monetary, told))


def per_time(told: Iterable[Token]) -> bool:
    """Whether a sanction runs by the day: "a penalty of €500 *per day*", "to pay €500 *for each week*"; it falls due only where the
    order is not obeyed."""
    return any(t.lower_ == "daily" or (t.lower_ in _EACH and any(u.lemma_ in _TIMES for u in t.doc[t.i + 1:t.i + 5]))
               for word in told for t in word.subtree)


def _monetary(head: Token) -> bool:
    if head.lemma_ not in _PUNISHING:
        paying = [v for v in clause_verbs(head) if v.lemma_ == "pay"]
        return not any(_without_penalty(o) for verb in paying for o in (*direct_objects(verb), verb))
    said = {t.lemma_.casefold() for n in prepositional(head, "with", "of", "in", "by") for t in conjuncts(n)}
    said |= {c.lemma_.casefold() for c in head.lefts}
    said |= {t.lemma_.casefold() for n in prepositional(head, "in") if n.lemma_ == "form" for t in prepositional(n, "of")}
    return not said & _OTHER_MEASURES or bool(said & _MONEY) or any(_is_sum(t) for t in head.subtree)


def _without_penalty(paid: Token) -> bool:
    return paid.lemma_ in _NOT_A_PENALTY or any(n.lemma_ in _NOT_A_PENALTY for n in prepositional(paid, "of", "in", "for", "as"))


def _lessened(noun: Token) -> bool:
    return bool({c.lemma_.casefold() for c in noun.lefts} & _LESSENED or {c.lower_ for c in noun.lefts} & _LESSENED) and _sum_in(noun)


def _obliged(verb: Token) -> bool:
    """ "had to pay", "must pay", "shall pay"."""
    return any(a.lower_ in ("must", "shall") for a in children(verb, "aux")) or (verb.dep_ == "xcomp" and verb.head.lemma_ == "have")


def _fits(verb: Token) -> bool:
    """Whether it is said to be right: "appropriate", and not "not appropriate" or "disproportionate"."""
    near = [t for t in verb.subtree if t.i > verb.i and t.lemma_.casefold() in _FITTING]
    return any(not children(t, "neg") and not children(t.head, "neg") for t in near) and not children(verb, "neg")


def _sum_after(verb: Token, *prepositions: str) -> bool:
    """Whether a sum follows one of the prepositions; read from the words, since parsers take "from €5,000 to €3,000" for one number."""
    after = verb.doc[verb.i + 1:verb.i + _NEAR]
    return any(t.lower_ in prepositions and any(_is_sum(n) for n in t.doc[t.i + 1:t.i + 7]) for t in after)


def _sum_object(verb: Token) -> bool:
    return any(_is_sum(t) for n in children(verb, "attr", "dobj", "npadvmod", "oprd", "acomp") for t in n.subtree)


def _sum_in(noun: Token) -> bool:
    return any(_is_sum(t) for t in noun.subtree)


def _is_sum(token: Token) -> bool:
    """A number with a currency beside it."""
    if token.pos_ != "NUM" and not token.text[:1].isdigit():
        return False
    beside = [token.doc[i] for i in (token.i - 2, token.i - 1, token.i + 1, token.i + 2) if 0 <= i < len(token.doc)]
    return any(t.text in "€$£¥" or t.pos_ == "SYM" or _CODE.fullmatch(t.text) or t.lemma_.casefold() in _CURRENCY_WORDS for t in beside)


_CODE = re.compile(r"[A-Z]{3}")
_CURRENCY_WORDS = words("euro pound dollar krona krone króna zloty lei leu forint koruna crown lev leva kuna franc rupee yen won real")
