"""Grammar over one dependency parse, in the words of the grammar: subject, object, passive, agent, governors.

Helpers for the steps that read parses. Labels are those of spaCy's English pipelines (ClearNLP / Stanford dependencies).
"""
from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
CLAUSES = ("xcomp", "ccomp", "advcl", "acl", "relcl", "pcomp", "conj")
NOMINAL = ("NOUN", "PROPN", "PRON")


def children(token: Token, *labels: str) -> list[Token]:
    return [c for c in token.children if c.dep_ in labels]


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it to the right: "the ICO, the DPC and the CNIL"."""
    found = [token]
    for child in token.children:
        if child.dep_ in ("conj", "appos") and child.pos_ in NOMINAL and child.dep_ == "conj":
            found += conjuncts(child)
    return found


def is_passive(verb: Token) -> bool:
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
        return True
    # a reduced relative: "a request made by X", "the fine imposed on Y"; a state: "the rollout remains paused"
    if children(verb, "nsubj") or any(a.lower_ in ("have", "has", "had") for a in children(verb, "aux")):
        return False
    return verb.tag_ == "VBN" and (verb.dep_ == "acl" or (verb.dep_ in ("acomp", "oprd", "xcomp") and verb.head.lemma_ in COPULAS))


def agents(verb: Token) -> list[Token]:
    """The nouns of the by-phrase of a passive or of a noun."""
    found = []
    for preposition in verb.children:
        if preposition.dep_ in ("agent", "prep") and preposition.lower_ == "by":
            for noun in children(preposition, "pobj"):
                found += conjuncts(noun)
    return found


def prepositional(head: Token, *prepositions: str) -> list[Token]:
    """The nouns of the phrases that hang on `head` with one of `prepositions` (any when none is given), one level deep."""
    found = []
    for p in head.children:
        if p.dep_ in ("prep", "agent", "dative", "prt") and p.pos_ not in NOMINAL and (not prepositions or p.lower_ in prepositions):
            for noun in children(p, "pobj"):
                found += conjuncts(noun)
            for inner in children(p, "prep"):          # "out of", "away from"
                if not prepositions or inner.lower_ in prepositions or f"{p.lower_} {inner.lower_}" in prepositions:
                    for noun in children(inner, "pobj"):
                        found += conjuncts(noun)
    return found


def clause_verbs(head: Token) -> list[Token]:
    """Heads of the clauses that complete `head`: "ordered X to *suspend*", "stop X from *using*", "request to *pause* and *review*"."""
    found = []
    for child in head.children:
        if child.dep_ in ("xcomp", "ccomp", "acl", "relcl") and child.pos_ in ("VERB", "AUX", "ADJ"):
            found.append(child)
        elif child.dep_ == "advcl" and child.pos_ == "VERB" and (child.tag_ == "VBG" or any(g.lower_ == "to" for g in child.children)):
            found.append(child)            # a finite adverbial clause ("since it complied") completes nothing
        elif child.dep_ == "prep":
            found += [c for c in child.children if c.dep_ == "pcomp" and c.pos_ in ("VERB", "AUX")]
        elif child.dep_ in ("dobj", "dative", "attr") and child.pos_ in NOMINAL:
            # the parser often hangs the infinitive on the object: "asked [the company to suspend]"
            found += [c for c in child.children if c.dep_ in ("acl", "relcl") and any(g.lower_ == "to" for g in c.children)]
    more = []
    for verb in found:
        more += [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB"]
    return found + more


def direct_objects(verb: Token) -> list[Token]:
    """Direct objects, with coordination; of a passive its subject; of a participle the noun it modifies."""
    found: list[Token] = []
    for child in children(verb, "dobj", "attr", "oprd"):
        found += conjuncts(child)
    if is_passive(verb):
        for child in children(verb, "nsubjpass"):
            found += conjuncts(child)
        if verb.dep_ in ("acl", "relcl") and not children(verb, "nsubjpass"):
            found.append(verb.head)
    elif verb.dep_ == "relcl" and not found:
        relative = [c for c in verb.children if c.dep_ in ("dobj", "nsubj") and c.tag_ in ("WDT", "WP")]
        if not any(c.dep_ == "nsubj" for c in relative) and children(verb, "nsubj"):
            found.append(verb.head)        # "the fine [that] the DPC imposed"
    if not found and not is_passive(verb):
        for child in children(verb, "conj"):               # "pause and review plans": the object hangs on the last verb
            if child.tag_ == verb.tag_ and not children(child, "nsubj"):
                return direct_objects(child)
    return found


def subjects(verb: Token) -> list[Token]:
    """Who does it, through coordination, control and raising: "Meta *agreed* to pause and *review*", "X, which owns Y, said".

    Empty for a passive (see `agents`) and where the sentence does not say.
    """
    return _subjects(verb, 0)


def _subjects(verb: Token, depth: int) -> list[Token]:
    if depth > 8:
        return []
    own = children(verb, "nsubj", "csubj")
    if own:
        found: list[Token] = []
        for subject in own:
            if subject.tag_ in ("WDT", "WP") or subject.lower_ == "that":
                if verb.dep_ == "relcl":
                    found += conjuncts(verb.head)
                elif verb.dep_ == "conj" and verb.head.dep_ == "relcl":
                    found += conjuncts(verb.head.head)
            else:
                found += conjuncts(subject)
        return found
    if is_passive(verb):
        return []
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        head = verb.head
        if is_passive(head) and not is_passive(verb):
            return _passive_subjects(head)
        return _subjects(head, depth + 1)
    if verb.dep_ in ("xcomp", "advcl", "ccomp"):
        return _controller(verb, depth)
    if verb.dep_ == "pcomp":                               # "after pausing", "from using", "accused X of failing"
        preposition = verb.head
        governor = preposition.head
        if governor.pos_ in ("VERB", "AUX"):
            if governor.lemma_ in OBJECT_CONTROL:
                objects = direct_objects(governor)
                if objects:
                    return objects
            return _passive_subjects(governor) if is_passive(governor) else _subjects(governor, depth + 1)
        if governor.pos_ in NOMINAL:
            return possessors(governor) or agents(governor)
        return []
    if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in (*NOMINAL, "NUM"):
        head = verb.head
        if verb.tag_ == "VBG" and not _is_act(head):        # "the company using the data"
            return conjuncts(head)
        if head.lemma_ in DEMAND_NOUNS:                     # "the DPC's request to Meta to pause": the one who is asked
            return prepositional(head, "to", "for", "on", "that")
        one = _one_of(head)
        if one is not None:
            return _subjects(one, depth + 1)
        # "a decision by Meta to pause", "its plan to use", "a commitment from Meta to suspend"
        holders = possessors(head) or agents(head) or (prepositional(head, "from", "of") if _is_act(head) else [])
        if holders:
            return holders
        governor = head.head
        if head.dep_ in ("dobj", "pobj", "attr") and governor.pos_ in ("VERB", "AUX"):
            if governor.lemma_ in OBJECT_CONTROL and head.dep_ == "dobj" and head.ent_type_ in ("ORG", "PERSON"):
                return conjuncts(head)
            if governor.lemma_ in ("give", "grant", "allow", "offer", "send") and head.lemma_ not in COMMITMENT_NOUNS:
                receivers = children(governor, "dative")
                if receivers:
                    return [n for d in receivers for n in (children(d, "pobj") or [d])]
            return _passive_subjects(governor) if is_passive(governor) else _subjects(governor, depth + 1)
        if not _is_act(head):
            return conjuncts(head)
    return []


def _one_of(noun: Token) -> Token | None:
    """The copula of "X was one of several authorities to …", when `noun` is that group."""
    if noun.dep_ == "pobj" and noun.head.lower_ in ("of", "among") and noun.head.head.lemma_ in ("one", "be", "among", "first", "part"):
        group = noun.head.head
        return group if group.lemma_ == "be" else group.head if group.head.lemma_ == "be" else None
    return noun.head if noun.dep_ == "attr" and noun.head.lemma_ == "be" else None


def _is_act(noun: Token) -> bool:
    """A noun that stands for doing something: an infinitive under it has another subject than the noun itself."""
    return noun.pos_ == "NOUN" and noun.lemma_ in ACT_NOUNS


def _passive_subjects(verb: Token) -> list[Token]:
    found: list[Token] = []
    for subject in children(verb, "nsubjpass"):
        found += conjuncts(subject)
    if not found and verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return _passive_subjects(verb.head) if is_passive(verb.head) else subjects(verb.head)
    if not found and verb.dep_ in ("acl", "relcl"):
        found = conjuncts(verb.head)
    return found


def _controller(verb: Token, depth: int) -> list[Token]:
    """Subject of an infinitive or participle under another verb."""
    governor = verb.head
    if governor.pos_ not in ("VERB", "AUX", "ADJ"):
        return conjuncts(governor) if governor.pos_ in NOMINAL else []
    if governor.pos_ == "ADJ" and governor.head.pos_ in ("VERB", "AUX"):
        return _subjects(governor.head, depth + 1)
    if verb.dep_ == "ccomp" and verb.tag_ not in ("VB", "VBG"):
        return []
    if governor.lemma_ in OBJECT_CONTROL and verb.dep_ in ("xcomp", "ccomp"):
        if is_passive(governor):
            return _passive_subjects(governor)
        objects = [o for d in children(governor, "dobj", "dative") for o in (children(d, "pobj") or conjuncts(d))]
        objects += prepositional(governor, "on", "upon", "with") if governor.lemma_ in ("call", "rely", "plead") else []
        if objects:
            return objects
    if is_passive(governor):
        return _passive_subjects(governor)
    return _subjects(governor, depth + 1)


def possessors(noun: Token) -> list[Token]:
    found: list[Token] = []
    for child in children(noun, "poss"):
        found += conjuncts(child)
    return found


def governors(token: Token) -> Iterator[tuple[Token, Token]]:
    """(child, governor) pairs from the token up to the root."""
    while token.head.i != token.i:
        yield token, token.head
        token = token.head


def subtree_span(token: Token) -> tuple[int, int]:
    """First and last token index of the phrase."""
    return token.left_edge.i, token.right_edge.i


# Verbs whose object does what the infinitive says ("order X to stop"); others are subject control or raising.
OBJECT_CONTROL = frozenset(
    "order ask request require instruct direct tell urge compel force allow permit authorise authorize enable encourage advise warn invite"
    " prohibit forbid ban bar block prevent stop restrain oblige press pressure expect want accuse find let make cause lead remind recommend"
    " enjoin suspect call push help see hear charge clear convict".split()
)
COPULAS = frozenset("be remain stay become get keep".split())
# "a request to pause": whoever is asked would pause, not whoever asks.
DEMAND_NOUNS = frozenset("request order demand call recommendation instruction warning requirement injunction appeal petition".split())
# "gave the court an undertaking to suspend": whoever gives it would suspend.
COMMITMENT_NOUNS = frozenset("undertaking commitment pledge promise assurance word agreement guarantee".split())
# Nouns of acts: "decision to pause" (by whom? the possessor, agent, or the subject of the support verb).
ACT_NOUNS = frozenset(
    "decision plan request order move intention proposal commitment agreement promise pledge attempt effort bid failure refusal right ability"
    " permission approval demand call recommendation warning offer option chance opportunity need obligation duty requirement ban deadline"
    " investigation proceeding concern finding ruling time way procedure step measure action undertaking assurance guarantee".split()
)
