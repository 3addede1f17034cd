"""Who is meant: names, pronouns and descriptions of a parsed text resolved to entities, in reading order.

Rules, in the order they are tried (each result says which one spoke, for `explain`):
name · owner of a product · counterpart · defined role · description · pronoun · post ("the ICO's director").
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ingest import parties
from ingest.model import Mention, Parse, Span, Statement
from ingest.referents import Party, Referents
from ingest.syntax import SUBJECTS, children, governors, possessors, prepositional
from ontology.knowledge import Knowledge

if TYPE_CHECKING:
    from spacy.tokens import Token

_THIRD = frozenset("it they its their them itself themselves".split())
_FIRST = frozenset("we our us ours ourselves i my me".split())
_HE = frozenset("he she his her him hers".split())
_DEFINITE = frozenset("the this that these those both".split())


def resolve(parses: Iterable[Parse], mentions: Iterable[Mention], parties_: Mapping[str, Party], posts: Mapping[str, str],
            defined: Mapping[str, str], known: Knowledge, weak: frozenset[str] = frozenset(), house: str = "authority") -> Referents:
    """Resolve every nominal of the parses outside and inside quotations; first persons wait for `with_voices`.

    `house`: the kind of party that writes as "we": authority, company, civil-society, or "" for advisers and other strangers. `weak` are names on thin evidence: they are resolved where they stand, but no pronoun or description means them.
    """
    refs = Referents(dict(parties_), dict(posts), defined, known)
    spans = [(m.span, m.entity) for m in mentions if m.entity in parties_]
    counts: Counter[str] = Counter()
    for _, entity in spans:
        if entity not in weak:
            counts[_stands(refs, entity)] += 1
    memory = _Memory(refs, counts)
    companies = {p: n for p, n in counts.items() if refs.kind(p) == "company"}
    if companies and max(companies.values()) >= 0.6 * sum(companies.values()):
        refs.main_company = (max(companies, key=lambda p: (companies[p], p)),)
    authorities = {p: n for p, n in counts.items() if refs.kind(p) == "regulator"}
    if house == "authority" and authorities and max(authorities.values()) >= 0.7 * sum(authorities.values()):
        refs.writer = (max(authorities, key=lambda p: (authorities[p], p)),)
    elif house in ("company", "civil-society"):
        refs.writer = tuple(sorted((p for p in counts if refs.kind(p) == house), key=lambda p: (-counts[p], p))[:1])
    for parse in parses:
        offset = parse.sentence.span.start
        local = [(Span(s.start - offset, s.end - offset), e) for s, e in spans if parse.sentence.span.holds(s)]

        def settle(token: Token, found: tuple[str, ...], how: str, parse: Parse = parse) -> None:
            key = (parse.sentence.index, token.i)
            if found and key not in refs.by_token:
                for entity in found:                # an owner or a counterpart that no words of the text name
                    if entity not in refs.parties:
                        entry = known.entries[entity]
                        refs.parties[entity] = Party(entity, parties.party_kind(entity, entry.kind, entry.name, known))
                refs.by_token[key], refs.how[key] = found, how
                if how in ("name", "owner"):
                    for entity in found:
                        if entity not in weak:
                            memory.note(token, entity)
                        else:
                            memory.thin.append(entity)

        for token in parse.doc:                    # names first: "a spokesperson for Acme" looks to its right
            settle(token, _named(token, local, refs), "name")
        for step in (_described, _posted):
            for token in parse.doc:
                if token.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "X", "NUM"):
                    settle(token, *step(token, parse, local, refs, memory))
        _learn_posts(parse, refs)
        memory.end_sentence()
    return refs


def with_voices(refs: Referents, parses: Iterable[Parse], statements: Iterable[Statement]) -> None:
    """Resolve "we", "our" and "I": inside quotations to whoever speaks, outside to the authority whose press release this is.

    An extension of `refs` in place.
    """
    statements = list(statements)
    refs.spoken = [(s.span.start, s.span.end, s.speaker.organization or s.speaker.person or "") for s in statements]
    for parse in parses:
        for token in parse.doc:
            if token.lower_ not in _FIRST:
                continue
            position = parse.sentence.span.start + token.idx
            voice = next((s.speaker for s in statements if s.span.start <= position < s.span.end), None)
            if voice and (voice.organization or voice.person):
                key = (parse.sentence.index, token.i)
                refs.by_token[key] = (voice.organization or voice.person or "",)
                refs.how[key] = "speaker"
            elif voice is None and refs.writer and token.lower_ in ("we", "our", "us"):
                key = (parse.sentence.index, token.i)
                refs.by_token[key], refs.how[key] = refs.writer, "the house that writes"


def _stands(refs: Referents, entity: str) -> str:
    party = refs.parties[entity]
    return refs.posts.get(entity) or party.stands_for or entity


class _Memory:
    """Recency and salience of parties while reading."""

    def __init__(self, refs: Referents, counts: Counter[str]) -> None:
        self.refs, self.counts = refs, counts
        self.thin: list[str] = []                            # names on thin evidence, for want of better
        self.recent: list[tuple[str, bool]] = []             # (party, was a subject), newest last
        self.sentence: list[tuple[str, bool, int]] = []
        self.previous: list[tuple[str, bool, int]] = []
        self.person: str | None = None

    def previous_subject(self) -> tuple[str, ...]:
        """The party that the sentence before was about."""
        return next(((p,) for p, subject, _ in self.previous if subject), ())

    def note(self, token: Token, entity: str) -> None:
        if self.refs.parties[entity].kind == "person":
            self.person = entity
            if entity not in self.refs.posts:
                return
        party = _stands(self.refs, entity)
        if self.refs.kind(party) in ("jurisdiction", ""):
            return
        subject = token.dep_ in SUBJECTS or any(c.dep_ in SUBJECTS for c, _ in list(governors(token))[:1])
        self.sentence.append((party, subject, token.i))

    def end_sentence(self) -> None:
        if self.sentence:
            self.previous = self.sentence
        self.recent += [(p, s) for p, s, _ in self.sentence]
        self.sentence = []

    def latest(self, *kinds: str, noun: str = "") -> str | None:
        """The most recent party of a kind; the main one of the text when it clearly dominates or none came yet.

        `noun` is the word it is called by: "the Commission" is a body with Commission in its name, if one was named.
        """
        pool = {p: n for p, n in self.counts.items() if self.refs.kind(p) in kinds}
        pool = pool or {p: 1 for p in self.thin if self.refs.kind(p) in kinds}
        called = {p: n for p, n in pool.items() if noun and p in self.refs.known.entries and noun in self.refs.known.entries[p].name.casefold()}
        pool = called or pool
        if not pool:
            return None
        main = max(pool, key=lambda p: (pool[p], p))
        if pool[main] >= 0.6 * sum(pool.values()):
            return main
        here = [(p, s) for p, s, _ in self.sentence]
        for party, _ in reversed([*self.recent[-12:], *here]):
            if party in pool:
                return party
        return main


def _named(token: Token, local: list[tuple[Span, str]], refs: Referents) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e for s, e in local if s.start <= token.idx < s.end and refs.parties[e].kind != "jurisdiction"))


def _described(token: Token, parse: Parse, local: list[tuple[Span, str]], refs: Referents, memory: _Memory) -> tuple[tuple[str, ...], str]:
    lemma = token.lemma_.casefold()
    if token.pos_ in ("NOUN", "PROPN"):
        owner = _owner(token, parse, refs)
        if owner:
            return owner, "owner"
        if lemma == "counterpart":
            return _counterpart(token, parse, refs, local), "counterpart"
        if lemma in refs.defined and any(c.lower_ in _DEFINITE for c in token.children):
            return (refs.defined[lemma],), "defined role"
        return _description(token, lemma, refs, memory), "description"
    if token.lower_ in _HE and memory.person:
        return (memory.person,), "pronoun"
    if token.lower_ in _THIRD:
        return _pronoun(token, parse, memory, refs), "pronoun"
    return (), ""


def _posted(token: Token, parse: Parse, local: list[tuple[Span, str]], refs: Referents, memory: _Memory) -> tuple[tuple[str, ...], str]:
    return _post(token, parse, refs, memory), "post"


def _learn_posts(parse: Parse, refs: Referents) -> None:
    """ "said Jane Roe, a spokesperson for *the company*": whom she speaks for, once the description is resolved."""
    for token in parse.doc:
        for person in refs.of(parse, token):
            if refs.kind(person) == "person" and person not in refs.posts:
                for child in children(token, "appos"):
                    found = [e for e in refs.of(parse, child) if refs.kind(e) not in ("person", "jurisdiction")]
                    if found:
                        refs.posts[person] = found[0]


def _owner(token: Token, parse: Parse, refs: Referents) -> tuple[str, ...]:
    """ "the Facebook and Instagram owner", "TikTok's parent company", "WhatsApp parent Meta"."""
    if token.lemma_.casefold() not in parties.OWNER_NOUNS:
        return ()
    for child in token.subtree:
        if child.i < token.i and child.dep_ in ("compound", "poss", "nmod", "amod", "conj", "nsubj"):
            for entity in refs.of(parse, child):
                party = refs.parties[entity]
                if party.stands_for and token.lemma_ in ("owner", "parent", "maker", "operator", "developer", "creator"):
                    return (party.stands_for,)
                entry = refs.known.entries.get(entity)
                if entry and entry.parent and token.lemma_ in ("owner", "parent"):
                    return (entry.parent,)
                if child.dep_ == "compound" and token.lemma_ in ("company", "giant", "firm", "provider", "operator"):
                    return (party.stands_for or entity,)
    return ()


def _post(token: Token, parse: Parse, refs: Referents, memory: _Memory) -> tuple[str, ...]:
    """ "a Meta spokesperson", "the head of the CNIL", "a company spokesperson", "the company's lawyers": the organization."""
    if token.lemma_.casefold() not in parties.SPEAKER_NOUNS:
        return ()
    for child in [*possessors(token), *children(token, "compound", "nmod", "amod")]:
        found = refs.of(parse, child)
        if found:
            return found[:1]
        lemma = child.lemma_.casefold()
        kind = "company" if lemma in parties.COMPANY_NOUNS else "regulator" if lemma in parties.REGULATOR_NOUNS else ""
        if kind and child.dep_ == "compound":
            return _one(memory.latest(kind))
    for noun in prepositional(token, "of", "for", "at", "from", "with"):
        found = refs.of(parse, noun)
        if found:
            return found[:1]
    if token.lemma_.startswith("spokes") and token.dep_ in SUBJECTS:
        return memory.previous_subject()
    return ()


def _counterpart(token: Token, parse: Parse, refs: Referents, local: list[tuple[Span, str]]) -> tuple[str, ...]:
    """ "the ICO's Irish counterpart": the body of the same type in the country named."""
    first, last = token.left_edge.idx, token.idx
    places = [e for s, e in local if first <= s.start <= last and refs.parties[e].kind == "jurisdiction"]
    model = next((e for child in token.subtree for e in refs.of(parse, child) if refs.kind(e) == "regulator"), None)
    kind = refs.known.entries[model].type if model and model in refs.known.entries else "dpa"
    for place in places:
        bodies = sorted((e for e in refs.known.of_kind("regulator") if e.country == place and e.type == kind and not e.parent), key=lambda e: (e.id.count("-"), e.id))
        if bodies:
            return (bodies[0].id,)
    return ()


def _description(token: Token, lemma: str, refs: Referents, memory: _Memory) -> tuple[str, ...]:
    determiner = {c.lower_ for c in token.children if c.dep_ in ("det", "poss", "predet")}
    definite = bool(determiner & _DEFINITE)
    bare = not determiner and token.dep_ in SUBJECTS + ("pobj", "dobj")
    plural = token.tag_ in ("NNS", "NNPS")
    if lemma in parties.REGULATOR_NOUNS:
        if plural and any(c.lemma_.casefold() in ("other", "another", "several", "various", "many", "more", "foreign", "fellow") for c in token.children):
            return ()                      # "other European authorities" are not the one of the article
        if plural:
            pool = [p for p in memory.counts if refs.kind(p) == "regulator"]
            return (pool[0],) if len(pool) == 1 and (definite or bare) else ()
        named = [c for c in token.children if c.dep_ in ("compound", "amod") and c.pos_ == "PROPN"]
        return _one(memory.latest("regulator", noun=lemma)) if definite and not named else ()
    if lemma in ("campaigner", "activist", "advocate") and definite:
        return _one(memory.latest("civil-society"))
    if plural:
        return ()
    if lemma in parties.COURT_NOUNS and definite:
        return _one(memory.latest("court"))
    if lemma in parties.COMPANY_NOUNS and definite and not any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children):
        return _one(memory.latest("company"))
    if lemma in parties.GROUP_NOUNS and definite:
        before = {c.lemma_.casefold() for c in token.lefts}
        if lemma == "group" and not before & parties.CIVIL_WORDS:
            return _one(memory.latest("company") if before & parties.TRADE_WORDS else memory.latest("company", "civil-society"))
        return _one(memory.latest("civil-society"))
    return ()


def _one(party: str | None) -> tuple[str, ...]:
    return (party,) if party else ()


def _pronoun(token: Token, parse: Parse, memory: _Memory, refs: Referents) -> tuple[str, ...]:
    """ "it", "its", "they": the subject of the clause above, else the subject of the sentence before, else the last party."""
    if token.lower_ in ("it",) and any(c.dep_ in ("ccomp", "acl") for c in token.head.children if c.i > token.i) and token.head.lemma_ == "be":
        return ()                          # "it is clear that"
    if token.lower_ in ("they", "them", "their", "themselves"):
        several = list(dict.fromkeys(p for p, s, i in [*memory.previous, *memory.sentence] if s))
        return tuple(several) if len(several) > 1 else ()      # of one party alone "they" are most often its users
    in_sentence = [(p, s) for p, s, i in memory.sentence if i < token.i]
    if token.dep_ in ("dobj", "dative", "pobj"):
        # "the authority fined *it*": never the subject of its own clause
        verb = token.head if token.head.pos_ in ("VERB", "AUX") else token.head.head
        own = {p for s in children(verb, "nsubj") for p in refs.acting(parse, s)}
        in_sentence = [(p, s) for p, s in in_sentence if p not in own]
        if own and not in_sentence:
            before = [p for p, _, _ in memory.previous if p not in own] or [p for p, _ in reversed(memory.recent) if p not in own]
            return (before[0],) if before else ()
    subjects_here = [p for p, s in in_sentence if s]
    if subjects_here:
        return (subjects_here[-1],) if len(set(subjects_here)) == 1 or token.dep_ not in SUBJECTS else (subjects_here[0],)
    if in_sentence and token.dep_ == "poss":
        return (in_sentence[-1][0],)
    before = [p for p, s, _ in memory.previous if s]
    if before:
        return (before[0],)
    if in_sentence:
        return (in_sentence[-1][0],)
    if memory.recent:
        return (memory.recent[-1][0],)
    return ()
