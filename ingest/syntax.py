"""Grammar over one dependency parse, in the words of the grammar: subject, object, passive, agent, governors.

Helpers for the steps that read parses. Labels are those of spaCy's English pipelines (ClearNLP / Stanford dependencies).
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import TYPE_CHECKING

from ingest.wordlists import words

if TYPE_CHECKING:
    from ingest.tokens import Doc, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
NOMINAL = ("NOUN", "PROPN", "PRON")
VERBAL = ("VERB", "AUX")

COPULAS = words("be become get keep remain stay")
# Verbs whose object does what the infinitive says ("order X to stop"); others are subject control or raising.
OBJECT_CONTROL = words(
    "ask call direct instruct invite oblige order press pressure push remind request require tell urge",
    "allow authorise authorize clear enable encourage help let permit",
    "cause compel force lead make",
    "advise recommend warn",
    "ban bar block enjoin forbid prevent prohibit restrain stop",
    "accuse charge convict suspect",
    "expect find hear see want",
)
# Verbs of blame: what they blame somebody *for doing* their object did.
BLAMING = words(
    "admonish attack blast censure condemn criticise criticize denounce fault fine penalise penalize punish rebuke reprimand sanction slam sue warn",
    "bring file hit issue launch lodge open slap target",
)
# "a request to pause": whoever is asked would pause, not whoever asks.
DEMAND_NOUNS = words("appeal call demand injunction instruction order petition recommendation request requirement warning")
# "gave the court an undertaking to suspend": whoever gives it would suspend.
COMMITMENT_NOUNS = words("agreement assurance commitment guarantee pledge promise undertaking word")
MONEY_NOUNS = words("cent crore dollar euro franc krona kroner lakh lei lira pound rand real ringgit ruble rupee won yen yuan zloty")
_CURRENCY_CODES = words("eur gbp usd aud cad chf dkk nok sek czk huf pln ron inr jpy krw cny brl r$ a$")
GIFT_VERBS = words("allow deny give grant hand issue offer refuse send serve")
# Nouns of acts: "decision to pause" (by whom? the possessor, agent, or the subject of the support verb).
ACT_NOUNS = words(
    "attempt bid decision effort intention move offer option plan proposal",
    "agreement assurance commitment guarantee pledge promise undertaking",
    "call demand order recommendation request requirement warning",
    "ban deadline duty need obligation",
    "ability chance opportunity permission approval right",
    "failure refusal",
    "concern finding investigation proceeding ruling",
    "action measure procedure step time way",
)


def _once(ask: Callable[[Token], list[Token]]) -> Callable[[Token], list[Token]]:
    """The same question, answered once for each token: a verb is asked by every trigger that its lemma could be."""
    @wraps(ask)
    def answered(token: Token) -> list[Token]:
        answers = token.doc.answers
        key = ask.__name__, token.i
        if key not in answers:
            answers[key] = tuple(ask(token))
        return list(answers[key])
    return answered


def is_headline(doc: Doc) -> bool:
    """Whether a line ends like a headline: with no mark of the end of a sentence."""
    return bool(len(doc)) and doc.text.rstrip()[-1:] not in (".", "!", "?", "”", '"', ":", ";")


def is_sum(token: Token) -> bool:
    """Whether a token is the head of a sum of money: "$30*m*", "30 million *euros*", "*EUR* 5,000"."""
    if token.tag_ == "$" or token.lemma_.casefold() in MONEY_NOUNS:
        return True
    counted = token.lower_ in _CURRENCY_CODES and any(c.pos_ == "NUM" for c in token.children)
    return counted or any(c.tag_ == "$" or c.lower_ in _CURRENCY_CODES for c in token.children)


def children(token: Token, *labels: str) -> list[Token]:
    """The immediate dependents of a token that have one of `labels`, in the order of the text."""
    return [c for c in token.children if c.dep_ in labels]


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it to the right: "the ICO, the DPC and the CNIL"."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in NOMINAL:
            found += conjuncts(child)
    return found


def is_passive(verb: Token) -> bool:
    """Whether the verb is told from the side of whom it is done to: "was fined", "the fine imposed on Y", "remains paused"."""
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
        return True
    if _left_out(verb) is not None:
        return False
    # a reduced relative: "a request made by X", "the fine imposed on Y"; a state: "the rollout remains paused"
    if children(verb, "nsubj") or any(a.lower_ in ("have", "has", "had") for a in children(verb, "aux")):
        return False
    return verb.tag_ == "VBN" and (verb.dep_ == "acl" or (verb.dep_ in ("acomp", "oprd", "xcomp") and verb.head.lemma_ in COPULAS))


def agents(verb: Token) -> list[Token]:
    """The nouns of the by-phrase of a passive or of a noun."""
    return [n for p in children(verb, "agent", "prep") if p.lower_ == "by" for n in _objects_of(p)
            if n.pos_ != "NUM" and n.lemma_ not in ("%", "percent")]           # "was reduced by 40%"


def prepositional(head: Token, *prepositions: str) -> list[Token]:
    """The nouns of the phrases that hang on `head` with one of `prepositions` (any when none is given), one level deep."""
    found: list[Token] = []
    for p in children(head, "prep", "agent", "dative", "prt"):
        if p.pos_ not in NOMINAL and (not prepositions or p.lower_ in prepositions):
            found += _objects_of(p)
            for inner in children(p, "prep"):          # "out of", "away from"
                if not prepositions or inner.lower_ in prepositions or f"{p.lower_} {inner.lower_}" in prepositions:
                    found += _objects_of(inner)
    return found


def datives(verb: Token) -> list[Token]:
    """To whom something is given: "gave *Meta* permission", "gave permission to *Meta*"."""
    found = [n for d in children(verb, "dative") for n in (children(d, "pobj") or [d])]
    if not found and verb.lemma_ in GIFT_VERBS:
        # a name between verb and object is parsed as a part of the object: "gave [Acme permission]"
        found = [c for o in children(verb, "dobj") if _is_act(o) for c in children(o, "compound") if c.pos_ == "PROPN" and c.left_edge.i == verb.i + 1]
    return found


def _objects_of(preposition: Token) -> list[Token]:
    return _coordinated(children(preposition, "pobj"))


def _coordinated(tokens: Iterable[Token]) -> list[Token]:
    return [c for token in tokens for c in conjuncts(token)]


def governed_verb(token: Token) -> Token:
    """The verb whose auxiliary a token is ("*must* stop": stop), else the token itself."""
    return token.head if token.dep_ == "aux" and token.head.pos_ in VERBAL else token


@_once
def clause_verbs(head: Token) -> list[Token]:
    """Heads of the clauses that complete `head`: "ordered X to *suspend*", "stop X from *using*", "request to *pause* and *review*"."""
    if head.dep_ == "aux":                 # "must *stop* and *delete*"
        verb = governed_verb(head)
        return [verb, *(c for c in children(verb, "conj") if c.pos_ == "VERB" and not children(c, "nsubj"))]
    found = []
    for child in head.children:
        if child.dep_ in ("xcomp", "ccomp", "acl", "relcl") and child.pos_ in ("VERB", "AUX", "ADJ"):
            found.append(child)
        elif child.dep_ == "advcl" and child.pos_ == "VERB" and (child.tag_ == "VBG" or _has_to(child)):
            found.append(child)            # a finite adverbial clause ("since it complied") completes nothing
        elif child.dep_ == "prep":
            found += [c for c in children(child, "pcomp") if c.pos_ in VERBAL]
        elif child.dep_ in ("dobj", "dative", "attr") and child.pos_ in NOMINAL:
            # the parser often hangs the infinitive on the object: "asked [the company to suspend]"
            found += [c for c in children(child, "acl", "relcl") if _has_to(c)]
    return found + [c for verb in found for c in children(verb, "conj") if c.pos_ == "VERB"]


def is_infinitive(verb: Token) -> bool:
    """Whether an auxiliary "to" stands before a verb: "*to* pause"."""
    return any(c.lower_ == "to" for c in children(verb, "aux"))


def _has_to(verb: Token) -> bool:
    return any(c.lower_ == "to" for c in verb.children)


@_once
def direct_objects(verb: Token) -> list[Token]:
    """Direct objects, with coordination; of a passive its subject; of a participle the noun it modifies."""
    found = [verb.head if _is_relative(o) and verb.dep_ == "relcl" else o for o in _coordinated(children(verb, "dobj", "attr", "oprd"))]
    left_out = _left_out(verb)
    if left_out is not None:
        return conjuncts(left_out)
    if is_passive(verb):
        found += _coordinated(children(verb, "nsubjpass"))
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


@_once
def subjects(verb: Token) -> list[Token]:
    """Who does it, through coordination, control and raising: "Meta *agreed* to pause and *review*", "X, which owns Y, said".

    Empty for a passive (see `agents`) and where the sentence does not say.
    """
    return _subjects(verb, 0)


def _subjects(verb: Token, depth: int) -> list[Token]:
    if depth > 8:                          # nobody writes so deep a nesting: the parse went wrong
        return []
    if children(verb, "nsubj", "csubj"):
        return _own_subjects(verb)
    if is_passive(verb):
        return []
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in VERBAL:
        return _passive_subjects(head) if is_passive(head) else _subjects(head, depth + 1)
    if verb.dep_ in ("xcomp", "advcl", "ccomp"):
        return _controller(verb, depth)
    if verb.dep_ == "pcomp":
        return _under_preposition(head, head.head, depth)
    if verb.dep_ in ("acl", "relcl") and head.pos_ in (*NOMINAL, "NUM"):
        return _under_noun(verb, head, depth)
    return []


def _own_subjects(verb: Token) -> list[Token]:
    """The subjects that the verb has of its own; a relative pronoun stands for the noun before it ("X, *which* owns Y")."""
    found: list[Token] = []
    if is_headline(verb.doc):              # "Apple, Google hit with fines"
        found += [c for c in children(verb, "npadvmod", "dep") if c.pos_ == "PROPN" and c.i < verb.i and c.nbor().lower_ == ","]
    for subject in children(verb, "nsubj", "csubj"):
        if not _is_relative(subject):
            found += conjuncts(subject)
        elif verb.dep_ == "relcl":
            found += conjuncts(verb.head)
        elif verb.dep_ == "conj" and verb.head.dep_ == "relcl":
            found += conjuncts(verb.head.head)
    return found


def _doers(verb: Token, depth: int) -> list[Token]:
    """Whom the subject position of a governing verb means, be it active or passive ("was asked to pause")."""
    return _passive_subjects(verb) if is_passive(verb) else _subjects(verb, depth + 1)


def _under_preposition(preposition: Token, governor: Token, depth: int) -> list[Token]:
    """Subject of a gerund after a preposition: "after pausing", "from using", "accused X of failing", "its practice of sharing"."""
    blamed = prepositional(governor, "against", "on") if preposition.lower_ == "for" else []       # "a complaint against X for *tracking*"
    if governor.pos_ in VERBAL:
        if preposition.lower_ == "for" and governor.lemma_ in BLAMING and not is_passive(governor):
            about = [n for o in direct_objects(governor) for n in prepositional(o, "against", "on")]
            return blamed or about or direct_objects(governor) or _doers(governor, depth)
        objects = direct_objects(governor) if governor.lemma_ in OBJECT_CONTROL else []
        return objects or _doers(governor, depth)
    if governor.pos_ in NOMINAL:
        return blamed or possessors(governor) or agents(governor)
    return []


def _is_relative(token: Token) -> bool:
    return token.tag_ in ("WDT", "WP") or token.lower_ == "that"


def _left_out(verb: Token) -> Token | None:
    """The noun before a relative clause without a pronoun that the parser takes for a participle: "the *fine* the authority imposed"."""
    subject = verb.head
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or subject.i != verb.i - 1 or children(verb, "agent"):
        return None
    first = subject.left_edge
    if first.i == 0 or first.lower_ not in ("the", "its", "their", "it", "he", "she", "they"):
        return None
    before = first.nbor(-1)
    return before if before.pos_ == "NOUN" else None


def _under_noun(verb: Token, noun: Token, depth: int) -> list[Token]:
    """Subject of an infinitive or participle that hangs on a noun."""
    if _left_out(verb) is not None:
        return conjuncts(noun)
    if verb.tag_ == "VBG":                 # "the company using the data", "an order requiring X to stop"
        return conjuncts(noun)
    if noun.lemma_ in DEMAND_NOUNS:                         # "the DPC's request to Meta to pause": the one who is asked
        return prepositional(noun, "to", "for", "on", "that")
    copula = _copula_of_group(noun)
    if copula is not None:
        return _subjects(copula, depth + 1)
    # "a decision by Meta to pause", "its plan to use", "a commitment from Meta to suspend"
    holders = possessors(noun) or agents(noun) or (prepositional(noun, "from", "of") if _is_act(noun) else [])
    if holders:
        return holders
    governor = noun.head
    if noun.dep_ in ("dobj", "pobj", "attr") and governor.pos_ in VERBAL:
        if governor.lemma_ in OBJECT_CONTROL and noun.dep_ == "dobj" and noun.ent_type_ in ("ORG", "PERSON"):
            return conjuncts(noun)
        if governor.lemma_ in GIFT_VERBS and noun.lemma_ not in COMMITMENT_NOUNS:
            receivers = datives(governor)
            if receivers:
                return receivers
        return _doers(governor, depth)
    return [] if _is_act(noun) else conjuncts(noun)


def _copula_of_group(noun: Token) -> Token | None:
    """The copula of "X was one of several authorities to …", when `noun` is that group."""
    if noun.dep_ == "pobj" and noun.head.lower_ in ("of", "among") and noun.head.head.lemma_ in ("one", "be", "among", "first", "part"):
        group = noun.head.head
        return group if group.lemma_ == "be" else group.head if group.head.lemma_ == "be" else None
    return noun.head if noun.dep_ == "attr" and noun.head.lemma_ == "be" else None


def _is_act(noun: Token) -> bool:
    """A noun that stands for doing something: an infinitive under it has another subject than the noun itself."""
    return noun.pos_ == "NOUN" and noun.lemma_ in ACT_NOUNS


def _passive_subjects(verb: Token) -> list[Token]:
    found = _coordinated(children(verb, "nsubjpass"))
    if not found and verb.dep_ == "conj" and verb.head.pos_ in VERBAL:
        return _passive_subjects(verb.head) if is_passive(verb.head) else subjects(verb.head)
    if not found and verb.dep_ in ("acl", "relcl"):
        found = conjuncts(verb.head)
    return found


def _controller(verb: Token, depth: int) -> list[Token]:
    """Subject of an infinitive or participle under another verb."""
    governor = verb.head
    if governor.pos_ not in (*VERBAL, "ADJ"):
        return conjuncts(governor) if governor.pos_ in NOMINAL else []
    if governor.pos_ == "ADJ" and governor.head.pos_ in VERBAL:
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
    return _doers(governor, depth)


def possessors(noun: Token) -> list[Token]:
    """The nouns in the genitive before a noun: "*Meta's* plan", "*the ICO's and the DPC's* view"."""
    return _coordinated(children(noun, "poss"))


def governors(token: Token) -> Iterator[tuple[Token, Token]]:
    """(child, governor) pairs from the token up to the root."""
    while token.head.i != token.i:
        yield token, token.head
        token = token.head
