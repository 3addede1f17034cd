"""Whether a trigger of the ontology fits a token of a parse, and how specifically.

One function for each condition of `ontology.knowledge.Trigger`; every non-empty condition must hold.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ingest.syntax import children, clause_verbs, conjuncts, direct_objects, is_infinitive, is_passive, is_sum, prepositional, subjects
from ingest.wordlists import words
from ontology.knowledge import Trigger

if TYPE_CHECKING:
    from ingest.tokens import Token

_POS = {"verb": ("VERB", "AUX"), "noun": ("NOUN", "PROPN"), "adjective": ("ADJ", "VERB")}
# "some of the *conclusions*", "the essence of the *decision*": the object is what comes after "of".
_PARTS = words(
    "all any both half many most none one several some two three dozen hundred thousand million billion",
    "bulk core essence number part rest series substance",
)
_NONE: dict[str, list[Trigger]] = {}
_NOUN_PREMODIFIERS = ("amod", "compound", "nmod", "npadvmod", "poss", "advmod", "punct")


@dataclass(frozen=True, slots=True)
class Fit:
    """A trigger that fits `token`; `consumed` are the tokens its conditions used, `weight` how many conditions held."""

    trigger: Trigger
    token: Token
    consumed: tuple[Token, ...]
    weight: int


class TriggerIndex:
    """Triggers by head lemma, so that a token asks only those that can fit."""

    def __init__(self, triggers: Iterable[Trigger]) -> None:
        self._by_lemma: dict[str, dict[str, list[Trigger]]] = defaultdict(lambda: defaultdict(list))
        for trigger in sorted(triggers, key=lambda t: t.id):
            for lemma in trigger.lemmas:
                self._by_lemma[lemma.casefold()][trigger.part_of_speech].append(trigger)

    def lemmas(self) -> frozenset[str]:
        return frozenset(self._by_lemma)

    def fits(self, token: Token) -> list[Fit]:
        """All triggers that fit, most specific first."""
        found = []
        for key in dict.fromkeys((token.lemma_.casefold(), token.lower_)):
            for part_of_speech, triggers in self._by_lemma.get(key, _NONE).items():
                if _serves_as(part_of_speech, token):
                    for trigger in triggers:
                        fit = _fit(trigger, token)
                        if fit and fit not in found:
                            found.append(fit)
        return sorted(found, key=lambda f: (-f.weight, f.trigger.id))


def fit_trigger(trigger: Trigger, token: Token) -> Fit | None:
    """The fit of one trigger whose lemma the token has; None when a condition does not hold."""
    return _fit(trigger, token) if _serves_as(trigger.part_of_speech, token) else None


def _serves_as(part_of_speech: str, token: Token) -> bool:
    """Whether a token is used as a trigger's part of speech asks: a noun that names nobody, a predicative adjective, a verb of its own."""
    if token.pos_ not in _POS[part_of_speech]:
        return False
    if part_of_speech == "noun":
        return not (token.pos_ == "PROPN" and token.ent_type_ in ("PERSON", "GPE"))
    if part_of_speech == "adjective":
        return is_passive(token) if token.pos_ == "VERB" else _predicative(token)
    return token.dep_ not in ("amod", "compound")


def _fit(trigger: Trigger, token: Token) -> Fit | None:
    consumed: list[Token] = []
    weight = 0
    conditions = (
        (trigger.particles, _particles), (trigger.subjects, _subjects), (trigger.objects, _objects), (trigger.complements, _complements),
        (trigger.modifiers, _modifiers))
    for wanted, look in conditions:
        if wanted:
            hits = look(token, wanted)
            if not hits:
                return None
            consumed += hits
            weight += (1 if wanted == {"*"} else 2) + (look is _objects and _by_phrase(hits, wanted)) + (look is _modifiers and _by_both(token, wanted))
    if trigger.prepositions or trigger.preposition_objects:
        hits = _prepositions(token, trigger.prepositions, trigger.preposition_objects)
        if not hits:
            return None
        consumed += hits
        weight += 2 + _by_phrase(hits, trigger.preposition_objects) if trigger.preposition_objects else 1
    weight += bool(trigger.actor_kinds) + bool(trigger.modalities)
    return Fit(trigger, token, tuple(consumed), weight)


def _by_phrase(hits: list[Token], wanted: frozenset[str]) -> bool:
    """Whether a wanted phrase of several words was met ("no breach"): it says more than its head alone."""
    return any(phrase_in(hit, frozenset(phrase for phrase in wanted if " " in phrase)) for hit in hits)


def _by_both(noun: Token, wanted: frozenset[str]) -> bool:
    """Whether the noun has all the modifiers of a wanted pair ("preliminary enforcement" notice)."""
    words = _modifier_words(noun)
    return any(" " in phrase and words.issuperset(phrase.split()) for phrase in wanted)


def _predicative(token: Token) -> bool:
    return token.dep_ in ("acomp", "ROOT", "conj", "ccomp", "xcomp", "advcl", "relcl", "attr", "oprd", "acl")


def _particles(token: Token, wanted: frozenset[str]) -> list[Token]:
    near = children(token, "prt", "advmod", "prep", "oprd", "acomp", "ccomp", "dobj", "neg", "aux", "intj")
    # "pleaded *not* guilty", "gave it the thumbs *down*"; an adjective has those of its copula: "is *not* happy"
    near += [c for a in children(token, "acomp", "oprd") for c in children(a, "neg")] + [c for o in children(token, "dobj") for c in children(o, "prt")]
    near += children(token.head, "neg") if token.pos_ == "ADJ" and token.dep_ in ("acomp", "oprd", "attr") else []
    return [c for c in near if {c.lower_, c.lemma_} & wanted]


def _subjects(token: Token, wanted: frozenset[str]) -> list[Token]:
    return [s for s in subjects(token) if phrase_in(s, wanted)]


def _objects(token: Token, wanted: frozenset[str]) -> list[Token]:
    found = [o for o in direct_objects(token) if phrase_in(o, wanted)]
    # "wants *the court* to punish X": the parser takes whom one wants to act for a subject
    found = found or [s for c in children(token, "ccomp") if is_infinitive(c) for s in children(c, "nsubj") if phrase_in(s, wanted)]
    if found:
        return found
    parts = [n for o in direct_objects(token) if o.lemma_ in _PARTS for n in prepositional(o, "of")]
    if is_passive(token):
        parts += children(token, "npadvmod")               # "was given a *month*"
    if not parts and token.tag_ == "VBN" and not children(token, "aux"):
        parts = [o for d in children(token, "nsubj") for o in conjuncts(d)]              # a headline: "Fine quashed"
    return [o for o in parts if phrase_in(o, wanted)]


def phrase_in(noun: Token, wanted: frozenset[str]) -> bool:
    """Whether the noun, with its modifiers where the phrase has several words, is one of the wanted phrases."""
    head = noun.lemma_.casefold()
    if noun.kind in wanted:
        return True                        # a named product is a product
    if "sum" in wanted and is_sum(noun):
        return True
    phrases = _by_last_word(wanted)
    before = (*phrases.get(head, ()), *phrases.get(noun.lower_, ()))
    return () in before or (bool(before) and any(map(_modifier_words(noun).issuperset, before)))


@cache                                     # as many as the ontology has conditions
def _by_last_word(phrases: frozenset[str]) -> dict[str, list[tuple[str, ...]]]:
    """The words before the last one, of every phrase that ends in a word."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in phrases:
        *before, last = phrase.casefold().split()
        found[last].append(tuple(before))
    return dict(found)


def _modifier_words(noun: Token) -> set[str]:
    words: set[str] = set()
    for child in noun.children:
        if child.i < noun.i:
            for token in child.subtree:
                words |= {token.lemma_.casefold(), token.lower_}
                words |= set(token.lower_.split("-"))
    return words


def gerund_of(word: str, verbs: frozenset[str]) -> bool:
    """Whether `word` is the -ing form of one of `verbs` ("processing" of "process", "using" of "use")."""
    if not word.endswith("ing"):
        return False
    stem = word[:-3]
    return any(v in (stem, stem + "e") or (len(stem) > 2 and stem[-1] == stem[-2] and v == stem[:-1]) for v in verbs)


def _complements(token: Token, wanted: frozenset[str]) -> list[Token]:
    named = wanted - {"*", "not *"}
    found = [v for v in clause_verbs(token) if _clause_words(v) & (wanted if v.head.i == token.i or v.dep_ == "pcomp" else named)]
    found += [p for p in children(token, "oprd", "acomp", "npadvmod") if phrase_in(p, wanted)]       # "called it unlawful", "a good day"
    found += [p for a in children(token, "advmod") for p in children(a, "npadvmod") if p.lemma_.casefold() in wanted]  # "called it a step forward"
    if token.lemma_ in ("get", "have", "want"):            # "wants chat apps *brought* under the rules"
        found += [v for o in direct_objects(token) for v in children(o, "acl") if v.tag_ == "VBN" and v.lemma_ in wanted]
    # "declared [the clause unlawful]": the parser takes what a party is found to be for the object
    found += [o for o in children(token, "dobj") if o.lower_ in wanted and (o.pos_ == "ADJ" or any(c.pos_ == "PROPN" for c in children(o, "compound")))]
    if found:
        return found
    nouns = [o for o in direct_objects(token)] + [n for p in children(token, "prep") for n in children(p, "pobj")]
    return [n for n in nouns if gerund_of(n.lower_, wanted)]


def _clause_words(verb: Token) -> set[str]:
    """What a clause says, in a word: its verb or the predicate of its "be" ("was unlawful"); with "not" in front where it is denied.

    `*` stands for any clause, `not *` for any denied one, `to *` for any infinitive; adverbs count too ("had *unlawfully* processed").
    """
    heads = [verb]
    if verb.lemma_ == "be":
        heads += [h for p in children(verb, "acomp", "attr") for h in (p, *children(p, "conj"))]
    objects = children(verb, "dobj", "attr")
    no_object = any(d.lower_ == "no" for o in objects for d in o.children)
    nothing = {f"nothing {c.lower_}" for o in objects if o.lower_ == "nothing" for c in children(o, "amod")}           # "did *nothing wrong*"
    denied = "not " if no_object or children(verb, "neg") else ""
    manner = {c.lower_ for c in children(verb, "advmod")}
    infinitive = {"to *"} if is_infinitive(verb) else set()
    return manner | nothing | infinitive | {"*", denied + "*"} | {denied + word for head in heads for word in (head.lemma_.casefold(), head.lower_)}


def _modifiers(token: Token, wanted: frozenset[str]) -> list[Token]:
    words = _modifier_words(token)
    for phrase in wanted:
        if all(w in words for w in phrase.casefold().replace("-", " ").split()) or phrase.casefold() in words:
            return [c for c in token.children if c.i < token.i and c.dep_ in _NOUN_PREMODIFIERS][:1] or [token]
    return []


def _prepositions(token: Token, wanted: frozenset[str], nouns: frozenset[str]) -> list[Token]:
    found: list[Token] = []
    heads = [token, *children(token, "acomp")]             # "is liable *to* a fine"
    if token.pos_ in ("VERB", "AUX"):                      # "took the case *to* court", "came back *to* us"
        heads += [o for o in direct_objects(token) if o.i > token.i]
        heads += [p for p in children(token, "prt", "advmod") if p.i > token.i]
    for head in heads:
        for child in head.children:
            if child.dep_ not in ("prep", "agent", "prt", "dative", "advmod", "mark") or (wanted and child.lower_ not in wanted):
                continue
            if not nouns:
                found.append(child)
                continue
            chained = [n for p in children(child, "prep") for n in children(p, "pobj")]     # "pulled out of the market"
            for inner in children(child, "pobj", "pcomp", "amod") + chained:      # "regards it as *wrong*"
                found += [n for n in conjuncts(inner) if phrase_in(n, nouns)]
    return found
