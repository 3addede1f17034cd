"""Organizations and people that no register holds, found by the statistical recogniser and by the grammar of names.

New things get stable slugs made from their fullest name, so two articles that spell a name alike mean the same thing.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ingest.model import Entity, Kind, Mention, Parse, Span
from ingest.name_grammar import TITLES, bare, introduced_people, is_name, is_person, organization_spans, without_form
from ingest.posts import defined_roles, find_posts
from ingest.wordlists import words
from ontology import iris

# First words that many companies share: alone they name none of them.
_COMMON_FIRST = words(
    "american british european international national",
    "data digital first general global group new online united",
    "azienda banco bank caixa centro clinica compania grupo hospital sociedad societe société",
    "the",
)
# Where a proper noun that the recogniser passed over can be a party.
_PARTY_LABELS = ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj", "appos", "compound", "dative")
_PARTY_PREPOSITIONS = ("against", "at", "by", "from", "into", "of", "on", "to", "with")
_OTHER_ENTITIES = ("CARDINAL", "DATE", "EVENT", "LANGUAGE", "LAW", "LOC", "MONEY", "NORP", "ORDINAL", "PERCENT", "QUANTITY", "TIME")

Spans = dict[Span, str]
"""Where a name stands and how it is written there, without article, title and genitive."""


@dataclass(frozen=True, slots=True)
class Names:
    """New entities with their mentions; who speaks for whom; and how far the evidence for each goes."""

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    posts: Mapping[str, str]             # person → the organization spoken for
    defined: Mapping[str, str]           # "controller" → entity id
    frequent: frozenset[str]             # new organizations that stand on their own evidence
    weak: frozenset[str]                 # new organizations named once only: no pronoun is taken to mean them


@dataclass(frozen=True, slots=True)
class _Named:
    """A new thing: its slug and its fullest name."""

    slug: str
    full: str


def find_names(parses: Iterable[Parse], mentions: Iterable[Mention], text: str, kinds: Mapping[str, str]) -> Names:
    """`kinds` gives the kind of every registered id that `mentions` use."""
    parses, mentions = list(parses), list(mentions)
    registered = sorted(m.span for m in mentions if kinds.get(m.entity) != "jurisdiction")
    places = [m.span for m in mentions if kinds.get(m.entity) == "jurisdiction"]
    orgs: Spans = {}
    people: Spans = {}
    formed = set()                         # where a name begins that says what it is
    for span in organization_spans(text):
        _note(orgs, text, span, registered)
        formed.add(span.start)
    for span in introduced_people(text):
        _note(people, text, span, [*registered, *orgs], person=True)
    _add_recognised(orgs, people, parses, text, registered)
    people = _certain(people, orgs, [name for span, name in orgs.items() if span.start in formed])
    recognised = frozenset(orgs)
    for span in _proper_phrases(parses):
        if not any(p.holds(span) for p in places):
            _note(orgs, text, span, [*registered, *people])
    persons = _merge(people.values(), people=True)
    _add_surnames(people, orgs, persons, registered, text)
    _add_short_names(orgs, [*registered, *people, *places], text)
    organizations = _merge(orgs.values(), people=False)
    where = {**{s: persons[n].slug for s, n in people.items() if n in persons}, **{s: organizations[n].slug for s, n in orgs.items()}}
    entities = _entities((("person", persons), ("organization", organizations)))
    parties = sorted([*((m.span, m.entity) for m in mentions if kinds.get(m.entity) in ("regulator", "organization")),
                      *((s, organizations[n].slug) for s, n in orgs.items())])
    defined = defined_roles(parties, text)
    evident = {slug for span, slug in where.items() if span.start in formed} | set(defined.values())
    seen = Counter(slug for span, slug in where.items() if span in recognised)
    every = Counter(where.values())
    return Names(
        entities=tuple(sorted(entities.values(), key=lambda e: e.id)),
        mentions=tuple(sorted((Mention(slug, span, "ner") for span, slug in where.items()), key=lambda m: (m.span, m.entity))),
        posts=find_posts(people, {name: named.slug for name, named in persons.items()}, parties, text),
        defined=defined,
        frequent=frozenset(slug for slug, n in seen.items() if n > 1 or slug in evident),
        weak=frozenset(slug for slug, n in every.items() if n == 1 and slug not in evident and entities[slug].kind == "organization"))


def _note(table: Spans, text: str, span: Span, taken: Iterable[Span], person: bool = False, acronym: bool = False) -> None:
    """Enter the name at `span` into the table, if it is one and its place is free."""
    raw = span.of(text)
    parts = bare(raw).split()
    if not parts:
        return
    start = raw.find(parts[0])
    if person and parts[0].casefold().strip(".") in TITLES:
        parts = parts[1:]
        start = raw.find(parts[0], start) if parts else start
    name = " ".join(parts)
    place = Span(span.start + start, span.start + start + len(name))
    if place.of(text) != name or not is_name(name, acronym) or (person and not is_person(name)):
        return
    inside_word = text[place.start - 1:place.start].isalnum() or text[place.end:place.end + 1].isalnum()
    if not inside_word and _free(place, taken, table):
        table[place] = name


def _free(span: Span, *taken: Iterable[Span]) -> bool:
    return not any(other.overlaps(span) for spans in taken for other in spans)


def _add_recognised(orgs: Spans, people: Spans, parses: Iterable[Parse], text: str, registered: list[Span]) -> None:
    """What the statistical recogniser takes for organizations and people."""
    found = [(ent, Span(p.sentence.span.start + ent.start_char, p.sentence.span.start + ent.end_char)) for p in parses for ent in p.doc.ents]
    acronyms = Counter(ent.text for ent, _ in found if ent.label_ == "ORG" and ent.text.isupper() and " " not in ent.text)
    for ent, span in found:
        if ent.label_ == "ORG":
            _note(orgs, text, span, [*registered, *people], acronym=acronyms[ent.text] > 1)
        elif ent.label_ == "PERSON":
            _note(people, text, span, registered, person=True)


def _certain(people: Spans, orgs: Spans, formed: Iterable[str]) -> Spans:
    """A lone name that ends no full name is no person: it may be a company. Nor is what begins the name of an organization."""
    full = _merge(people.values(), people=True)
    return {span: name for span, name in people.items() if name in full and _free(span, orgs) and not any(f.startswith(name) for f in formed)}


def _proper_phrases(parses: Iterable[Parse]) -> Iterator[Span]:
    """Proper nouns in the role of a party ("*Acme* agreed", "fined *Acme*", "by *Acme*") that the recogniser passed over."""
    for parse in parses:
        for token in parse.doc:
            if token.pos_ != "PROPN" or token.dep_ not in _PARTY_LABELS or token.ent_type_ in _OTHER_ENTITIES:
                continue
            if token.dep_ == "pobj" and token.head.lower_ not in _PARTY_PREPOSITIONS:
                continue
            first = last = token.i
            for preposition in token.children:     # "Tools for Humanity", "Ligue des droits de l'Homme"
                if preposition.dep_ == "prep" and preposition.i == last + 1 and preposition.lower_ in ("for", "of", "des", "du", "de"):
                    following = parse.doc[preposition.i + 1] if preposition.i + 1 < len(parse.doc) else None
                    if following is not None and following.pos_ == "PROPN" and following.ent_type_ not in ("GPE", "PERSON") and token.ent_type_ != "PERSON":
                        last = following.head.i if following.dep_ == "compound" else following.i
            while first and parse.doc[first - 1].pos_ == "PROPN" and parse.doc[first - 1].dep_ in ("compound", "amod", "nmod"):
                first -= 1
            yield parse.span(first, last)


def _add_surnames(people: Spans, orgs: Spans, persons: Mapping[str, _Named], registered: list[Span], text: str) -> None:
    """Later mentions by surname alone ("Roe added"), also where the recogniser took the surname for something else."""
    surnames: dict[str, str] = {}
    for name in sorted(persons):
        last = name.split()[-1]
        other = surnames.get(last, name)
        surnames[last] = name if other and persons[other] == persons[name] else ""         # "" where several people share it
    for last, name in surnames.items():
        if not name or len(last) < 3:
            continue
        for span in _places_of(last, text):
            if orgs.get(span) == last:
                del orgs[span]
            if _free(span, people, orgs, registered):
                people[span] = name


def _add_short_names(orgs: Spans, taken: list[Span], text: str) -> None:
    """ "Acme Systems GmbH" is "Acme Systems" or "Acme" after its first mention, whatever the recogniser made of those."""
    short: dict[str, str] = {}
    for name in sorted(set(orgs.values()), key=lambda n: (-len(n), n)):
        core = without_form(name)
        if core is None:
            continue
        for candidate in (core, core.split()[0]):
            if len(candidate) > 3 and is_name(candidate) and candidate.casefold() not in _COMMON_FIRST:
                short.setdefault(candidate, name)
    for candidate, name in short.items():
        for span in _places_of(candidate, text):
            if _free(span, orgs, taken):
                orgs[span] = name


def _places_of(name: str, text: str) -> list[Span]:
    return [Span(*m.span()) for m in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]


def _merge(names: Collection[str], people: bool) -> dict[str, _Named]:
    """What each name means: a shorter name that begins or (for people) ends a longer one means the same.

    A lone surname or first name that is part of no full name is nobody we can name, and left out.
    """
    full: dict[str, str] = {}
    for name in sorted(set(names), key=lambda n: (-len(n.split()), -len(n), n)):
        full[name] = next((longer for longer in full.values() if _is_part(name, longer, people)), name)
    return {name: _Named(iris.slug(fullest), fullest) for name, fullest in full.items() if not people or " " in fullest}


def _is_part(name: str, longer: str, people: bool) -> bool:
    short, long = name.casefold().split(), longer.casefold().split()
    return short == long or (len(short) < len(long) and (long[:len(short)] == short or (people and long[-len(short):] == short)))


def _entities(tables: Iterable[tuple[Kind, Mapping[str, _Named]]]) -> dict[str, Entity]:
    """The new entities by slug, each with all the names that mean it."""
    entities: dict[str, Entity] = {}
    for kind, table in tables:
        for name, named in table.items():
            known = entities.get(named.slug)
            aliases = tuple(sorted({name, *(known.aliases if known else ())} - {named.full}))
            entities[named.slug] = Entity(named.slug, iris.mint_entity(kind, named.slug), kind, named.full, aliases, None, registered=False)
    return entities
