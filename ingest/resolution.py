"""Who is meant: names, pronouns and descriptions of a parsed text resolved to entities, in reading order.

Rules, in the order they are tried (each result says which one spoke, for `explain`):
name · owner of a product · counterpart · defined role · description · pronoun · post ("the ICO's director").
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest import parties
from ingest.model import Entity, Mention, Parse, Span, Statement
from ingest.referents import Party, Referents
from ingest.salience import MAIN, Salience
from ingest.syntax import SUBJECTS, VERBAL, children, possessors, prepositional
from ingest.wordlists import words
from ontology.knowledge import Knowledge, RegisterEntry

if TYPE_CHECKING:
    from ingest.tokens import Token

_WE = words("our us we")
_FIRST = _WE | words("ours ourselves", "i me my")
_HE = words("he him his", "her hers she")
_IT = words("it its itself")
_THEY = words("their them themselves they")
_DEFINITE = words("both that the these this those")
# "other European authorities" are not the one of the article.
_SOME_OTHER = words("another fellow foreign many more other several various")
_OWNS = words("creator developer maker operator owner parent")
_PARENT = ("owner", "parent")
_IS_ITSELF = ("company", "giant", "firm", "provider", "operator")
_OBJECTS = ("dobj", "dative", "pobj")
_WRITER = 0.7                            # the share of all mentions of authorities from which an authority is taken to be the writer

Found = tuple[tuple[str, ...], str]
"""Entities, and the rule that found them."""


@dataclass(frozen=True, slots=True)
class _Here:
    """One sentence while it is read: what a rule may look at."""

    parse: Parse
    local: list[tuple[Span, str]]        # mentions of the sentence, by offsets of the sentence
    refs: Referents
    salience: Salience

    def of(self, token: Token) -> tuple[str, ...]:
        return self.refs.of(self.parse, token)

    def settle(self, token: Token, found: tuple[str, ...], how: str) -> None:
        """The first rule that finds somebody decides."""
        key = (self.parse.sentence.index, token.i)
        if not found or key in self.refs.by_token:
            return
        for entity in found:                # an owner or a counterpart that no words of the text name
            if entity not in self.refs.parties:
                self.refs.parties[entity] = _party(self.refs.known.entries[entity], self.refs.known)
        self.refs.by_token[key], self.refs.how[key] = found, how
        if how in ("name", "owner"):
            for entity in found:
                self.salience.note(token, entity)


def resolve(parses: Iterable[Parse], mentions: Iterable[Mention], parties_: Mapping[str, Party], posts: Mapping[str, str],
            defined: Mapping[str, str], known: Knowledge, weak: frozenset[str] = frozenset(), house: str = "authority") -> Referents:
    """Resolve every nominal of the parses outside and inside quotations; first persons wait for `with_voices`.

    `house`: the kind of party that writes as "we": authority, company, civil-society, or "" for advisers and other strangers.
    `weak` are names on thin evidence: they are resolved where they stand, but no pronoun or description means them.
    """
    refs = Referents(dict(parties_), dict(posts), defined, known)
    spans = [(m.span, m.entity) for m in mentions if m.entity in parties_]
    counts = Counter(refs.stands(entity) for _, entity in spans if entity not in weak)
    salience = Salience(refs, counts, weak)
    refs.main_company = _dominant("company", MAIN, refs, counts)
    refs.writer = _writer(house, refs, counts)
    for parse in parses:
        offset = parse.sentence.span.start
        local = [(Span(s.start - offset, s.end - offset), e) for s, e in spans if parse.sentence.span.holds(s)]
        here = _Here(parse, local, refs, salience)
        for token in parse.doc:                    # names first: "a spokesperson for Acme" looks to its right
            here.settle(token, _named(token, here), "name")
        for rule in (_described, _post):
            for token in parse.doc:
                if token.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "X", "NUM"):
                    here.settle(token, *rule(token, here))
        _learn_posts(here)
        salience.end_sentence()
    return refs


def find_parties(mentions: Iterable[Mention], new: Iterable[Entity], known: Knowledge) -> dict[str, Party]:
    """Parties and places among the entities mentioned, with the owners of products; `new` are those that no register holds."""
    found: dict[str, Party] = {}
    minted = {e.id: e for e in new}
    for mention in mentions:
        entry = known.entries.get(mention.entity)
        if entry is None:
            entity = minted[mention.entity]
            found[entity.id] = Party(entity.id, parties.party_kind(entity.id, entity.kind, entity.name, known))
        elif entry.kind in ("regulator", "organization", "product", "jurisdiction", "person"):
            found[entry.id] = _party(entry, known)
            if entry.owner and entry.owner in known.entries:
                found.setdefault(entry.owner, _party(known.entries[entry.owner], known))
    return found


def _party(entry: RegisterEntry, known: Knowledge) -> Party:
    return Party(entry.id, parties.party_kind(entry.id, entry.kind, entry.name, known), entry.owner)


def _dominant(kind: str, share: float, refs: Referents, counts: Counter[str]) -> tuple[str, ...]:
    """The most named party of a kind, if it has that share of all mentions of the kind."""
    named = {p: n for p, n in counts.items() if refs.kind(p) == kind}
    main = max(named, key=lambda p: (named[p], p), default=None)
    return (main,) if main is not None and named[main] >= share * sum(named.values()) else ()


def _writer(house: str, refs: Referents, counts: Counter[str]) -> tuple[str, ...]:
    if house == "authority":
        return _dominant("regulator", _WRITER, refs, counts)
    if house in ("company", "civil-society"):
        return tuple(sorted((p for p in counts if refs.kind(p) == house), key=lambda p: (-counts[p], p))[:1])
    return ()


def with_voices(refs: Referents, parses: Iterable[Parse], statements: Iterable[Statement]) -> None:
    """Resolve "we", "our" and "I": inside quotations to whoever speaks, outside to the house that writes the text.

    An extension of `refs` in place.
    """
    statements = list(statements)
    refs.spoken = [(s.span.start, s.span.end, s.speaker.organization or s.speaker.person or "") for s in statements]
    for parse in parses:
        for token in parse.doc:
            if token.lower_ not in _FIRST:
                continue
            key, position = (parse.sentence.index, token.i), parse.sentence.span.start + token.idx
            voice = next((s.speaker for s in statements if s.span.start <= position < s.span.end), None)
            if voice:
                refs.by_token[key], refs.how[key] = (voice.organization or voice.person or "",), "speaker"
            elif voice is None and refs.writer and token.lower_ in _WE:
                refs.by_token[key], refs.how[key] = refs.writer, "the house that writes"


# --- the rules


def _named(token: Token, here: _Here) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e for s, e in here.local if s.start <= token.idx < s.end and here.refs.kind(e) != "jurisdiction"))


def _described(token: Token, here: _Here) -> Found:
    if token.pos_ in ("NOUN", "PROPN"):
        lemma = token.lemma_.casefold()
        owner = _owner(token, here)
        if owner:
            return owner, "owner"
        if lemma == "counterpart":
            return _counterpart(token, here), "counterpart"
        if lemma in here.refs.defined and any(c.lower_ in _DEFINITE for c in token.children):
            return (here.refs.defined[lemma],), "defined role"
        return _description(token, lemma, here), "description"
    if token.lower_ in _HE and here.salience.person:
        return (here.salience.person,), "pronoun"
    if token.lower_ in _THEY:
        several = tuple(here.salience.subjects())
        return several if len(several) > 1 else (), "pronoun"      # of one party alone "they" are most often its users
    if token.lower_ in _IT and not _expletive(token):
        return _it(token, here), "pronoun"
    return (), ""


def _owner(token: Token, here: _Here) -> tuple[str, ...]:
    """ "the Facebook and Instagram owner", "TikTok's parent company", "WhatsApp parent Meta"."""
    if token.lemma_.casefold() not in parties.OWNER_NOUNS:
        return ()
    for child in token.subtree:
        if child.i < token.i and child.dep_ in ("compound", "poss", "nmod", "amod", "conj", "nsubj"):
            for entity in here.of(child):
                stands_for = here.refs.parties[entity].stands_for
                if stands_for and token.lemma_ in _OWNS:
                    return (stands_for,)
                entry = here.refs.known.entries.get(entity)
                if entry and entry.parent and token.lemma_ in _PARENT:
                    return (entry.parent,)
                if child.dep_ == "compound" and token.lemma_ in _IS_ITSELF:
                    return (stands_for or entity,)
    return ()


def _counterpart(token: Token, here: _Here) -> tuple[str, ...]:
    """ "the ICO's Irish counterpart": the body of the same type in the country named."""
    refs, known = here.refs, here.refs.known
    first, last = token.left_edge.idx, token.idx
    places = [e for s, e in here.local if first <= s.start <= last and refs.kind(e) == "jurisdiction"]
    model = next((e for child in token.subtree for e in here.of(child) if refs.kind(e) == "regulator"), None)
    type_ = known.entries[model].type if model and model in known.entries else "dpa"
    for place in places:
        bodies = [e for e in known.of_kind("regulator") if e.country == place and e.type == type_ and not e.parent]
        if bodies:
            return (min(bodies, key=lambda e: (e.id.count("-"), e.id)).id,)
    return ()


def _description(token: Token, lemma: str, here: _Here) -> tuple[str, ...]:
    """ "the company", "the watchdog", "the group": the party of that kind that the reader has in mind."""
    latest = here.salience.latest
    determiners = {c.lower_ for c in children(token, "det", "poss", "predet")}
    definite = bool(determiners & _DEFINITE)
    plural = token.tag_ in ("NNS", "NNPS")
    if lemma in parties.REGULATOR_NOUNS:
        if plural:
            bare = not determiners and token.dep_ in (*SUBJECTS, "pobj", "dobj")
            return _sole_regulator(token, here) if definite or bare else ()
        named = [c for c in children(token, "compound", "amod") if c.pos_ == "PROPN"]
        return latest("regulator", noun=lemma) if definite and not named else ()
    if not definite:
        return ()
    if lemma in ("campaigner", "activist", "advocate"):
        return latest("civil-society")
    if plural:
        return ()
    if lemma in parties.COURT_NOUNS:
        return latest("court")
    if lemma in parties.COMPANY_NOUNS and not any(p.lower_ == "of" for p in children(token, "prep")):
        return latest("company")
    if lemma in parties.GROUP_NOUNS:
        before = {c.lemma_.casefold() for c in token.lefts}
        if lemma != "group" or before & parties.CIVIL_WORDS:
            return latest("civil-society")
        return latest("company") if before & parties.TRADE_WORDS else latest("company", "civil-society")
    return ()


def _sole_regulator(token: Token, here: _Here) -> tuple[str, ...]:
    """ "the authorities", "data protection authorities": the one authority of the text, if it has one only."""
    if any(c.lemma_.casefold() in _SOME_OTHER for c in token.children):
        return ()
    pool = tuple(p for p in here.salience.counts if here.refs.kind(p) == "regulator")
    return pool if len(pool) == 1 else ()


def _expletive(token: Token) -> bool:
    """ "it is clear that": nobody is meant."""
    return token.lower_ == "it" and token.head.lemma_ == "be" and any(c.i > token.i for c in children(token.head, "ccomp", "acl"))


def _it(token: Token, here: _Here) -> tuple[str, ...]:
    """ "it", "its": the subject of the clause above, else the subject of the sentence before, else the last party."""
    memory = here.salience
    before = [n for n in memory.sentence if n.at < token.i]
    if token.dep_ in _OBJECTS:
        # "the authority fined *it*": never the subject of its own clause
        verb = token.head if token.head.pos_ in VERBAL else token.head.head
        own = {p for s in children(verb, "nsubj") for p in here.refs.acting(here.parse, s)}
        before = [n for n in before if n.party not in own]
        if own and not before:
            others = [n.party for n in memory.previous if n.party not in own] or [p for p in reversed(memory.recent) if p not in own]
            return tuple(others[:1])
    subjects = [n.party for n in before if n.subject]
    if subjects:
        return (subjects[-1],) if len(set(subjects)) == 1 or token.dep_ not in SUBJECTS else (subjects[0],)
    if before and token.dep_ == "poss":
        return (before[-1].party,)
    return memory.previous_subject() or tuple(n.party for n in before[-1:]) or tuple(memory.recent[-1:])


def _post(token: Token, here: _Here) -> Found:
    """ "a Meta spokesperson", "the head of the CNIL", "a company spokesperson", "the company's lawyers": the organization."""
    return _speaks_for(token, here) if token.lemma_.casefold() in parties.SPEAKER_NOUNS else (), "post"


def _speaks_for(token: Token, here: _Here) -> tuple[str, ...]:
    for child in [*possessors(token), *children(token, "compound", "nmod", "amod")]:
        found = here.of(child)
        if found:
            return found[:1]
        lemma = child.lemma_.casefold()
        kind = "company" if lemma in parties.COMPANY_NOUNS else "regulator" if lemma in parties.REGULATOR_NOUNS else ""
        if kind and child.dep_ == "compound":
            return here.salience.latest(kind)
    for noun in prepositional(token, "of", "for", "at", "from", "with"):
        found = here.of(noun)
        if found:
            return found[:1]
    if token.lemma_.startswith("spokes") and token.dep_ in SUBJECTS:
        return here.salience.previous_subject()
    return ()


def _learn_posts(here: _Here) -> None:
    """ "said Jane Roe, a spokesperson for *the company*": whom she speaks for, once the description is resolved."""
    refs = here.refs
    for token in here.parse.doc:
        for person in here.of(token):
            if refs.kind(person) == "person" and person not in refs.posts:
                for child in children(token, "appos"):
                    found = [e for e in here.of(child) if refs.kind(e) not in ("person", "jurisdiction")]
                    if found:
                        refs.posts[person] = found[0]
