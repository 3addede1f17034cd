"""Who is meant: names, pronouns and descriptions of a parsed text resolved to entities, in reading order.

Rules, in the order they are tried (each result says which one spoke, for `explain`):
name · owner of a product · counterpart · defined role · description · pronoun · post ("the ICO's director") · place ("Italy bans").
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from ingest import parties
from ingest.located import Located
from ingest.model import Entity, Mention, Parse, Span, Statement, Voice
from ingest.nominals import Here, counterpart, description, owner
from ingest.referents import Party, Referents, owner_then
from ingest.salience import MAIN, Salience
from ingest.syntax import COPULAS, SUBJECTS, VERBAL, children, possessors, prepositional
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
_OBJECTS = ("dobj", "dative", "pobj")
_WRITER = 0.7                            # the share of all mentions of authorities from which an authority is taken to be the writer

Found = tuple[tuple[str, ...], str]
"""Entities, and the rule that found them."""


def settle(here: Here, token: Token, found: tuple[str, ...], how: str) -> None:
    """Note whom a token means; the first rule that finds somebody decides."""
    refs, key = here.refs, (here.parse.sentence.index, token.i)
    if not found or key in refs.by_token:
        return
    for entity in found:                    # an owner or a counterpart that no words of the text name
        if entity not in refs.parties:
            refs.parties[entity] = _party(refs.known.entries[entity], refs.known, refs.published)
    refs.by_token[key], refs.how[key] = found, how
    if how in ("name", "owner") or (how == "description" and token.dep_ in SUBJECTS):
        for entity in found:
            here.salience.note(token, entity)


def resolve(parses: Iterable[Parse], mentions: Iterable[Mention], parties_: Mapping[str, Party], posts: Mapping[str, str],
            defined: Mapping[str, str], known: Knowledge, weak: frozenset[str] = frozenset(), house: str = "authority", text: str = "",
            published: date | None = None) -> Referents:
    """Resolve every nominal of the parses outside and inside quotations; first persons wait for `with_voices`.

    `house`: the kind of party that writes as "we": authority, company, civil-society, or "" for advisers and other strangers.
    `weak` are names on thin evidence: they are resolved where they stand, but no pronoun or description means them.
    `text` is what the spans of the mentions point into; owners are those of the day it was `published`, else those of today.
    """
    refs = Referents(dict(parties_), dict(posts), defined, known, published)
    mentions = list(mentions)
    spans = [(m.span, m.entity) for m in mentions if m.entity in parties_]
    where = Located(spans, lambda pair: pair[0])
    counts = Counter(refs.stands(entity) for _, entity in spans if entity not in weak)
    salience = Salience(refs, counts, weak, _called(mentions, text))
    refs.main_company = _dominant("company", MAIN, refs, counts)
    refs.writer = _writer(house, refs, counts)
    for parse in parses:
        offset = parse.sentence.span.start
        local = [(Span(s.start - offset, s.end - offset), e) for s, e in where.inside(parse.sentence.span)]
        here = Here(parse, local, refs, salience)
        for token in parse.doc:                    # names first: "a spokesperson for Acme" looks to its right
            settle(here, token, _named(token, here), "name")
            place = next((e for s, e in local if s.start <= token.idx < s.end and refs.kind(e) == "jurisdiction"), None)
            if place is not None:
                refs.places[parse.sentence.index, token.i] = place
        for rule in (_described, _post):
            for token in parse.doc:
                if token.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "X", "NUM"):
                    settle(here, token, *rule(token, here))
        for token in parse.doc:
            settle(here, token, *_place(token, here))
        _learn_posts(here)
        salience.end_sentence()
    return refs


def _called(mentions: Iterable[Mention], text: str) -> dict[str, frozenset[str]]:
    """The words by which a text names each party; descriptions are no names."""
    called: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.how != "description":
            called.setdefault(mention.entity, set()).update(re.findall(r"\w+", mention.span.of(text).casefold()))
    return {entity: frozenset(of) for entity, of in called.items()}


def find_parties(mentions: Iterable[Mention], new: Iterable[Entity], known: Knowledge, published: date | None = None) -> dict[str, Party]:
    """Parties and places among the entities mentioned, with the owners of products on the day of publication.

    `new` are those that no register holds.
    """
    found: dict[str, Party] = {}
    minted = {e.id: e for e in new}
    for mention in mentions:
        entry = known.entries.get(mention.entity)
        if entry is None:
            entity = minted[mention.entity]
            if entity.kind == "instrument":
                continue
            found[entity.id] = Party(entity.id, parties.party_kind(entity.id, entity.kind, entity.name, known))
        elif entry.kind in ("regulator", "organization", "product", "jurisdiction", "person"):
            party = found[entry.id] = _party(entry, known, published)
            if party.stands_for and party.stands_for in known.entries:
                found.setdefault(party.stands_for, _party(known.entries[party.stands_for], known, published))
    return found


def _party(entry: RegisterEntry, known: Knowledge, published: date | None) -> Party:
    """A party; a product stands for its owner."""
    stands_for = owner_then(known, entry.id, published) if entry.owner else None
    return Party(entry.id, parties.party_kind(entry.id, entry.kind, entry.name, known), stands_for)


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


def with_voices(refs: Referents, parses: Iterable[Parse], statements: Iterable[Statement],
                voices: Mapping[tuple[int, int], Voice] | None = None) -> None:
    """Resolve "we", "our" and "I": inside quotations to whoever speaks, outside to the house that writes the text.

    `voices` tells of verbs of saying who says it. An extension of `refs` in place.
    """
    statements = list(statements)
    refs.voices = voices or {}
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


def _named(token: Token, here: Here) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e for s, e in here.local if s.start <= token.idx < s.end and here.refs.kind(e) != "jurisdiction"))


def _described(token: Token, here: Here) -> Found:
    if token.pos_ in ("NOUN", "PROPN"):
        lemma = token.lemma_.casefold()
        found = owner(token, here)
        if found:
            return found, "owner"
        if lemma == "counterpart":
            return counterpart(token, here), "counterpart"
        if lemma in here.refs.defined and any(c.lower_ in _DEFINITE for c in token.children):
            return (here.refs.defined[lemma],), "defined role"
        return description(token, lemma, here), "description"
    if token.lower_ in _HE and (here.salience.spokesperson or here.salience.person):
        return (here.salience.spokesperson or here.salience.person or "",), "pronoun"
    if token.lower_ in _THEY:
        return here.salience.group(token.i), "pronoun"      # of one party alone "they" are most often its users
    if token.lower_ in _IT and not _expletive(token):
        return _it(token, here), "pronoun"
    return (), ""


def _expletive(token: Token) -> bool:
    """ "it is clear that": nobody is meant."""
    return token.lower_ == "it" and token.head.lemma_ == "be" and any(c.i > token.i for c in children(token.head, "ccomp", "acl"))


def _it(token: Token, here: Here) -> tuple[str, ...]:
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
    if not before and token.dep_ == "poss":
        ahead = _subject_ahead(token, here)
        if ahead:
            return ahead
    if subjects:
        return (subjects[-1],) if len(set(subjects)) == 1 or token.dep_ not in SUBJECTS else (subjects[0],)
    if before and token.dep_ == "poss":
        return (before[-1].party,)
    return memory.previous_subject() or tuple(n.party for n in before[-1:]) or tuple(memory.recent[-1:])


def _subject_ahead(token: Token, here: Here) -> tuple[str, ...]:
    """ "In *its* appeal the company argued": the subject of the clause that the phrase opens."""
    verb = next((a for a in token.ancestors if a.pos_ in VERBAL), None)
    subject = next((s for s in children(verb, "nsubj", "nsubjpass") if s.i > token.i), None) if verb is not None else None
    if subject is None:
        return ()
    named = here.refs.acting(here.parse, subject)[:1]
    return named or (description(subject, subject.lemma_.casefold(), here)[:1] if subject.pos_ == "NOUN" else ())


def _place(token: Token, here: Here) -> Found:
    """ "New Mexico sued", "Italy bans": the one authority of that place that the text names."""
    if token.pos_ != "PROPN" or token.dep_ != "nsubj" or token.head.pos_ not in VERBAL or token.head.lemma_ in COPULAS:
        return (), "place"
    place = next((e for s, e in here.local if s.start <= token.idx < s.end and here.refs.kind(e) == "jurisdiction"), None)
    entries = here.refs.known.entries
    bodies = [p for p in here.salience.all_of("regulator") if p in entries and place in (entries[p].country, entries[p].region)] if place else []
    if len(bodies) > 1:                     # of a state rather than of its country
        bodies = [p for p in bodies if place == (entries[p].region or entries[p].country)]
    return (tuple(bodies) if len(bodies) == 1 else ()), "place"


def _post(token: Token, here: Here) -> Found:
    """ "a Meta spokesperson", "the head of the CNIL", "a company spokesperson", "the company's lawyers": the organization."""
    found = _speaks_for(token, here) if token.lemma_.casefold() in parties.SPEAKER_NOUNS else ()
    if found and token.lemma_.startswith("spokes") and not any(here.refs.kind(e) == "person" for t in (*token.subtree, token.head) for e in here.of(t)):
        here.salience.spokesperson = found[0]
    return found, "post"


def _speaks_for(token: Token, here: Here) -> tuple[str, ...]:
    for child in [*possessors(token), *children(token, "compound", "nmod", "amod")]:
        found = here.of(child)
        if found:
            return found[:1]
        lemma = child.lemma_.casefold()
        kind = "company" if lemma in parties.COMPANY_NOUNS else "regulator" if lemma in parties.REGULATOR_NOUNS else ""
        if kind and child.dep_ == "compound":
            return here.salience.latest(kind, noun=lemma if kind == "regulator" else "")
    for noun in prepositional(token, "of", "for", "at", "from", "with"):
        found = here.of(noun)
        if found:
            return found[:1]
    if token.lemma_.startswith("spokes") and token.dep_ in SUBJECTS:
        return here.salience.previous_subject()
    return ()


def _learn_posts(here: Here) -> None:
    """ "said Jane Roe, a spokesperson for *the company*": whom she speaks for, once the description is resolved."""
    refs = here.refs
    for token in here.parse.doc:
        for person in here.of(token):
            if refs.kind(person) == "person" and person not in refs.posts:
                for child in children(token, "appos"):
                    found = [e for e in here.of(child) if refs.kind(e) not in ("person", "jurisdiction")]
                    if found:
                        refs.posts[person] = found[0]
