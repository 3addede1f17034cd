"""Organizations, people and products that no register holds, by the evidence of grammar and recogniser.

New things get stable slugs made from their fullest name, so two articles that spell a name alike mean the same thing.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from ingest.cities import is_city
from ingest.first_names import is_first_name
from ingest.located import Located
from ingest.model import Entity, Kind, Mention, Parse, Span
from ingest.name_evidence import DEFINED, EVIDENT, RECOGNISED, Proposal, proposals, recognised_acronyms, without_titles
from ingest.name_grammar import LEGAL_FORM, UPPER, acronyms, bare, byline_spans, explained, is_name, is_person, is_short_for_words, without_form
from ingest.name_laws import find_laws
from ingest.name_places import Spans, free, places_of
from ingest.name_words import INSTITUTIONS, LEADS, NOT_BODIES, NOT_NAMES, is_honorific, is_title
from ingest.posts import defined_roles, find_posts
from ingest.wordlists import words
from ontology import iris

# First words that many companies share: alone they name none of them.
_COMMON_FIRST = words(
    "american british european international national federal royal united",
    "data digital first general global group new online open smart social tech",
    "azienda banco bank caixa centro clinica compania grupo hospital sociedad societe société university city",
    "the",
)
_PART = re.compile(r"(?:Division|Bureau|Department|Directorate|Office|Unit|Section|Branch|Committee|Board)\b")
# After "Bulgarian", what is a name without it: "RBK Bank EAD", not "Gas AD".
_WHOLE_BEHIND = re.compile(rf"\s(?=[A-Z]\w*[A-Z\d]|[{UPPER}]\w+\s[{UPPER}]\w+,?\s\S+$)(?=.*\s(?:{LEGAL_FORM})\.?$)")
_BEGINS = re.compile(r"(?:^|[.!?”\"]\s|\n)\Z")
# "in Norwich and Plymouth", "its Riverton headquarters"
_IN_PLACES = re.compile(rf"\b(?:[Ii]n|near|outside|across)\s(?:[{UPPER}][\w'’-]+(?:,\s|\sand\s|\sor\s))*\Z")
_SEAT_BEHIND = re.compile(r"\s(?:headquarters|campus|offices?|plant|factory|warehouse)\b")
_SPEAKS_BEHIND = re.compile(r",?\s(?:has\s|had\s|also\s)?(?:said|says|argued|denied|appealed|declined|stated|insisted|told|did\snot\srespond)\b")
_POST_FOR = re.compile(r"(?i:president|director|minister|commissioner|secretary|head|chief|officer)\sfor\s(?:the\s)?\Z")
_OFFICE_BEHIND = re.compile(r"\s(?:Minister|Secretary|Leader|administration|government)\b")
MAX_VOTES = 2.0                          # the recogniser's word for all places of one name together
_KINDS: tuple[Kind, ...] = ("organization", "person", "product")
PERSON = 2.5                             # votes from which a name is a person's


@dataclass(frozen=True, slots=True)
class Names:
    """New entities with their mentions; who speaks for whom; and how far the evidence for each goes."""

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    posts: Mapping[str, str]             # person → the organization spoken for
    defined: Mapping[str, str]           # "controller" → entity id
    frequent: frozenset[str]             # new organizations that stand on their own evidence
    weak: frozenset[str]                 # new organizations named once only: no pronoun is taken to mean them


NOBODY = Names((), (), {}, {}, frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class _Named:
    """A new thing: its slug and its fullest name."""

    slug: str
    full: str


@dataclass(frozen=True, slots=True)
class _Noted:
    """A proposal whose words can be a name; `span` covers the bare name."""

    span: Span
    name: str
    kind: Kind
    weight: float


def find_names(parses: Iterable[Parse], mentions: Iterable[Mention], text: str, kinds: Mapping[str, str]) -> Names:
    """`kinds` gives the kind of every registered id that `mentions` use. Texts without a parsed sentence assert nothing and name nobody."""
    parses, mentions = list(parses), list(mentions)
    if not parses:
        return NOBODY
    registered = sorted(m.span for m in mentions if kinds.get(m.entity) != "jurisdiction")
    places = sorted(m.span for m in mentions if kinds.get(m.entity) == "jurisdiction")
    adjectives = frozenset(m.span.of(text) for m in mentions if kinds.get(m.entity) == "jurisdiction" and m.how != "name")
    laws, lawful = find_laws(text, without_titles(text), Spans(text, registered), adjectives)
    registered = sorted([*registered, *(m.span for m in lawful)])
    held, grounds = Spans(text, registered), Spans(text, places)
    defined_acronyms = [(full, short) for full, short in acronyms(text) if held.free(full)]
    companies = Spans(text, [m.span for m in mentions if kinds.get(m.entity) == "organization"])
    noted = _noted(parses, text, registered, places, [full for full, short in defined_acronyms if held.free(short)], companies)
    kind_of = _kinds(noted)
    speaking = {n.name for n in noted if kind_of[n.name] == "product" and _SPEAKS_BEHIND.match(text, n.span.end)}
    kind_of |= dict.fromkeys(speaking, "organization")         # an app that appeals is the company behind it
    tables: dict[Kind, Spans] = {"person": Spans(text), "organization": Spans(text), "product": Spans(text)}
    evident: set[str] = set()              # names that say, or are said, what they are
    ranked = sorted(noted, key=lambda n: (-n.weight, n.span.start - n.span.end, n.span.start))
    for sure_of in (True, False):          # where sure names stand again, nothing on thin evidence does
        for note in ranked:
            kind = kind_of[note.name]
            if (note.weight >= EVIDENT) is not sure_of or not free(note.span, *tables.values()):
                continue
            tables[kind][note.span] = note.name
            if sure_of and kind == note.kind:
                evident.add(note.name)
        if sure_of:
            _add_places(evident, tables, held, text)
    people, orgs, products = tables["person"], tables["organization"], tables["product"]
    persons = _merge(people.values(), people=True)
    as_organizations = {n.span for n in noted if n.kind == "organization"}
    for span, name in [(span, name) for span, name in people.items() if name not in persons]:
        del people[span]                   # a lone name that ends no full name: it may be a company
        if span in as_organizations:
            orgs[span] = name
    recognised = Counter(n.name for n in noted if n.weight == RECOGNISED and n.kind == "organization")
    _add_surnames(people, orgs, persons, held, text)
    _add_short_names(orgs, (held, people, grounds), text)
    _add_places(evident, tables, held, text)
    short_for = _add_acronyms(orgs, defined_acronyms, (held, people), text)
    short_registered = _short_registered(mentions, kinds, orgs, (held, grounds, people, products), text)
    organizations = _merge(orgs.values(), people=False)
    organizations |= {short: organizations[full] for short, full in short_for.items() if full in organizations and short in organizations}
    items = _merge(products.values(), people=False)
    where = {**{s: persons[n].slug for s, n in people.items()}, **{s: organizations[n].slug for s, n in orgs.items()},
             **{s: items[n].slug for s, n in products.items()}}
    entities = _entities((("person", persons), ("organization", organizations), ("product", items)))
    parties = sorted([*((m.span, m.entity) for m in mentions if kinds.get(m.entity) in ("regulator", "organization")),
                      *((s, organizations[n].slug) for s, n in orgs.items())])
    roles = defined_roles(parties, text)
    sure = {slug for span, slug in where.items() if (orgs.get(span) or products.get(span) or "") in evident} | set(roles.values()) | {
        organizations[full].slug for full in short_for.values() if full in organizations}
    in_roles = {n.name for n in noted if n.weight != RECOGNISED}
    seen = Counter(organizations[n].slug for s, n in orgs.items() if recognised[n] and n in in_roles)
    every = Counter(where.values())
    return Names(
        entities=tuple(sorted((*entities.values(), *(law for law in laws if law.id not in entities)), key=lambda e: e.id)),
        mentions=tuple(sorted((*(Mention(slug, span, "ner") for span, slug in where.items()), *short_registered,
                               *(m for m in lawful if m.entity not in entities)), key=lambda m: (m.span, m.entity))),
        posts=find_posts(people, {name: named.slug for name, named in persons.items()}, parties, text),
        defined=roles,
        frequent=frozenset(slug for slug in every if slug in sure or seen[slug] > 1) | {law.id for law in laws},
        weak=frozenset(slug for slug, n in every.items() if n == 1 and slug not in sure and entities[slug].kind != "person"))


def outside_names(mentions: Iterable[Mention], names: Names, states: frozenset[str]) -> list[Mention]:
    """The mentions without the `states` that only begin the name of something else: "Riverton Gate Casino"."""
    named = Located(names.mentions, lambda m: m.span)
    return [m for m in mentions if m.entity not in states
            or not any(n.span.start == m.span.start and n.span.end > m.span.end for n in named.touching(m.span))]


def _noted(parses: list[Parse], text: str, registered: list[Span], places: list[Span], full_names: Iterable[Span],
           companies: Spans) -> list[_Noted]:
    """The proposals that can be names, where nothing registered stands; a person may be named inside a description ("*Jane Roe*'s company")."""
    held, grounds = Located(registered, lambda r: r), Located(places, lambda p: p)
    found = [*proposals(parses, text, companies), *(Proposal(span, "organization", DEFINED) for span in full_names)]
    elsewhere = explained(text)
    lone = frozenset(a for a in recognised_acronyms(found, text) - elsewhere if not is_short_for_words(a, text))
    lines = Spans(text, byline_spans(text))
    notes = []
    for proposal in found:
        note = _note(_after_place(proposal, grounds, text), text, lone)
        if note is None or note.name in elsewhere or not lines.free(note.span) or _is_place(note, grounds, text):
            continue
        if _PART.match(note.name) and any(r.end == note.span.start - 3 or r.end == note.span.start - 2 for r in held.touching(
                Span(max(0, note.span.start - 4), note.span.start))):
            continue                       # "the SEC's Division of Enforcement" is the SEC
        around = held.touching(note.span)
        if not around or (note.kind == "person" and note.weight > EVIDENT and all(r.holds(note.span) and r != note.span for r in around)):
            notes.append(note)
    return notes


def _after_place(proposal: Proposal, places: Located[Span], text: str) -> Proposal:
    """ "Italy's Acme Group" begins after the place."""
    start = next((p.end for p in places.touching(proposal.span) if p.start == proposal.span.start
                  and (re.match(r"['’]s?\s", text[p.end:p.end + 3]) or _WHOLE_BEHIND.match(text, p.end, proposal.span.end))), None)
    if start is None or start + 2 >= proposal.span.end:
        return proposal
    start += len(text[start:proposal.span.end]) - len(text[start:proposal.span.end].lstrip("'’s").lstrip())
    return proposal._replace(span=Span(start, proposal.span.end))


def _is_place(note: _Noted, places: Located[Span], text: str) -> bool:
    """A city, a country, or a place with words that many bodies share: "Milan", "Belgian Court of Appeal"."""
    if is_city(note.name):
        return True
    inside = places.touching(note.span)
    last = note.name.split()[-1].casefold()
    if last in INSTITUTIONS and last not in NOT_BODIES and " " in note.name:
        return False                       # "German Trade Association"
    rest = [m[0] for m in re.finditer(r"[\w&/-]+", note.span.of(text))
            if not any(p.start <= note.span.start + m.start() < p.end for p in inside)]
    return bool(inside) and all(word.casefold() in NOT_NAMES or word in ("of", "and", "the", "for") for word in rest)


def _note(proposal: Proposal, text: str, acronyms_: frozenset[str]) -> _Noted | None:
    """A proposal cut to the bare name; None where it is no name."""
    raw = proposal.span.of(text)
    parts = bare(raw).split()
    if not parts:
        return None
    start = raw.find(parts[0])
    if len(parts) > 1 and parts[0].endswith(("s'", "s’", "'s", "’s")) and is_city(parts[0].rstrip("s'’") + "s" * parts[0].endswith(("s'", "s’"))):
        start, parts = raw.find(parts[1], start + len(parts[0])), parts[1:]      # "Leeds' Acme Group"
    elif len(parts) > 1 and proposal.kind == "organization" and parts[0].casefold() in LEADS and _BEGINS.search(text, 0, proposal.span.start + start):
        start, parts = raw.find(parts[1], start + len(parts[0])), parts[1:]
    if proposal.kind == "person":
        while len(parts) > 1 and is_title(parts[0]):
            start = raw.find(parts[1], start + len(parts[0]))
            parts = parts[1:]
    elif is_honorific(parts[0]):
        return None                        # "Mr Roe"
    name = " ".join(parts)
    place = Span(proposal.span.start + start, proposal.span.start + start + len(name))
    if place.of(text) != name or not is_name(name, name in acronyms_ or proposal.weight >= EVIDENT) or (proposal.kind == "person" and not is_person(name)):
        return None
    if proposal.kind == "organization" and proposal.weight <= RECOGNISED and _OFFICE_BEHIND.match(text, place.end):
        return None                        # "Communications Minister Jane Roe"
    if proposal.kind == "organization" and proposal.weight <= RECOGNISED and " " not in name and (
            _IN_PLACES.search(text, max(0, place.start - 80), place.start) or _SEAT_BEHIND.match(text, place.end)):
        return None                        # a town that no list has
    if proposal.kind == "organization" and proposal.weight <= RECOGNISED and _POST_FOR.search(text, max(0, place.start - 40), place.start):
        return None                        # "Vice-President for Security"
    if text[max(0, place.start - 1):place.start].isalnum() or text[place.end:place.end + 1].isalnum():
        return None
    return _Noted(place, name, proposal.kind, proposal.weight)


def _kinds(noted: Iterable[_Noted]) -> dict[str, Kind]:
    """What each name is the name of, by the votes of all its places."""
    strong: dict[str, dict[Kind, float]] = {}
    counted: dict[str, Counter[Kind]] = {}
    for note in noted:
        if note.weight > RECOGNISED:
            of = strong.setdefault(note.name, {})
            of[note.kind] = max(of.get(note.kind, 0.0), note.weight)
        else:
            counted.setdefault(note.name, Counter())[note.kind] += int(10 * note.weight)
    kinds: dict[str, Kind] = {}
    for name in {note.name for note in noted}:
        votes = {kind: strong.get(name, {}).get(kind, 0.0) + min(MAX_VOTES, counted.get(name, Counter())[kind] / 10) for kind in _KINDS}
        rest = max(votes["organization"], votes["product"])
        if votes["person"] > rest and (votes["person"] >= PERSON or " " not in name):
            kinds[name] = "person"
        else:
            kinds[name] = "product" if votes["product"] > votes["organization"] else "organization"
    return kinds


def _add_surnames(people: Spans, orgs: Spans, persons: Mapping[str, _Named], registered: Spans, text: str) -> None:
    """Later mentions by surname alone ("Roe added"), also where the recogniser took the surname for something else."""
    surnames: dict[str, str] = {}
    for name in sorted(persons):
        last = name.split()[-1]
        other = surnames.get(last, name)
        surnames[last] = name if other and persons[other] == persons[name] else ""         # "" where several people share it
    for last, name in surnames.items():
        if not name or len(last) < 3:
            continue
        for span in places_of(last, text):
            if orgs.get(span) == last:
                del orgs[span]
            if free(span, people, orgs, registered):
                people[span] = name


def _add_short_names(orgs: Spans, taken: Collection[Spans], text: str) -> None:
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
        for span in places_of(candidate, text):
            if free(span, orgs, *taken):
                orgs[span] = name


def _short_registered(mentions: Iterable[Mention], kinds: Mapping[str, str], orgs: Spans, taken: Collection[Spans], text: str) -> list[Mention]:
    """ "Acme Lending" of a register is "Acme" too, once it was named in full; unless the word means something else here.

    What was taken for an organization of that short name leaves `orgs`.
    """
    short: dict[str, set[str]] = {}
    for mention in mentions:
        words_ = mention.span.of(text).split()
        if kinds.get(mention.entity) == "organization" and mention.how in ("name", "alias") and len(words_) > 1:
            short.setdefault(words_[0], set()).add(mention.entity)
    meant = {first: next(iter(entities)) for first, entities in short.items()
             if len(entities) == 1 and len(first) > 3 and first.isalpha() and first[0].isupper() and is_name(first)
             and first.casefold() not in _COMMON_FIRST and not is_first_name(first) and not is_city(first)}
    for span in [span for span, name in orgs.items() if name in meant]:
        del orgs[span]
    return [Mention(meant[first], span, "alias") for first in sorted(meant) for span in places_of(first, text)
            if free(span, orgs, *taken) and not re.match(r"\s[A-Z]", text[span.end:span.end + 2])]


def _add_places(evident: Iterable[str], tables: Mapping[Kind, Spans], registered: Spans, text: str) -> None:
    """The other places of names that are sure, as in headlines and in sentences that were not parsed."""
    table_of = {name: table for table in reversed(list(tables.values())) for name in table.values()}
    for name in sorted(evident):
        for span in places_of(name, text) if name in table_of else ():
            if free(span, *tables.values(), registered):
                table_of[name][span] = name


def _add_acronyms(orgs: Spans, defined: Iterable[tuple[Span, Span]], taken: Collection[Spans], text: str) -> dict[str, str]:
    """The acronyms that the text itself explains, wherever they stand; each with the full name."""
    meant: dict[str, str] = {}
    for full, short in defined:
        if full in orgs and short.of(text) not in meant:
            meant[short.of(text)] = orgs[full]
    for acronym in meant:
        for span in places_of(acronym, text):
            if orgs.get(span) == acronym:
                del orgs[span]
            if free(span, orgs, *taken):
                orgs[span] = acronym
    return meant


def _merge(names: Collection[str], people: bool) -> dict[str, _Named]:
    """What each name means: a shorter name that begins or (for people) ends a longer one means the same.

    A lone surname or first name that is part of no full name is nobody we can name, and left out.
    """
    full: dict[str, str] = {}
    longer: dict[tuple[str, ...], str] = {}                  # the words that begin (of people: or end) a full name
    for name in sorted(set(names), key=lambda n: (-len(n.split()), -len(n), n)):
        said = tuple(name.casefold().split())
        full[name] = longer.get(said, name)
        if full[name] == name:
            for part in [said[:n] for n in range(1, len(said) + 1)] + ([said[-n:] for n in range(1, len(said))] if people else []):
                longer.setdefault(part, name)
    return {name: _Named(iris.slug(fullest), fullest) for name, fullest in full.items() if not people or " " in fullest}


def _entities(tables: Iterable[tuple[Kind, Mapping[str, _Named]]]) -> dict[str, Entity]:
    """The new entities by slug, each with all the names that mean it."""
    entities: dict[str, Entity] = {}
    for kind, table in tables:
        for name, named in table.items():
            known = entities.get(named.slug)
            aliases = tuple(sorted({name, *(known.aliases if known else ())} - {named.full}))
            entities[named.slug] = Entity(named.slug, iris.mint_entity(kind, named.slug), kind, named.full, aliases, None, registered=False)
    return entities
