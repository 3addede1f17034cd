"""Which register entries a text speaks of, and where: names, acronyms, and the descriptions newspapers use instead of names.

A surface shared by several entries (DPC, CNPD, Datatilsynet, "Supreme Court") is decided by country context: the
country word in front of it, else the other unambiguous entries and places of the text. What cannot be decided is left out.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ingest.cities import cities_in, is_city
from ingest.descriptions import descriptions
from ingest.first_names import is_first_name
from ingest.lexicon import Lexicon, Match
from ingest.located import Located
from ingest.model import Mention, Span
from ingest.name_grammar import UPPER, explained
from ingest.name_words import NOT_NAMES, ORGANIZATION_ENDS
from ingest.wordlists import words
from ontology.knowledge import Knowledge, RegisterEntry

# Legal bases with ordinary names count only where law is being spoken of.
_LEGAL_CUE = re.compile(
    r"legal bas[ie]s|legal ground|legal foundation|\bbas(?:is|es) (?:of|for)|rel(?:y|ied|ies|ying) on|lawful"
    r"|Articles? \d|Art\. ?\d|\bGDPR\b|processing|processed", re.IGNORECASE)
_DATELINE = re.compile(r"\)\s[-–—]")
_FORM_BEHIND = re.compile(r",?\s(?:Inc\.|(?:Inc|LLC|Ltd|Limited|Corp|Corporation|PLC|plc|GmbH|AG|SE|B\.V\.|N\.V\.|S\.A\.|SA|SpA|S\.p\.A\.|A/S|AB|Oy)(?![\w-]))")
_SUM_BEHIND = re.compile(r"\$|[ -][Dd]ollars?\b")
_WORD_BEHIND = re.compile(rf"\s([{UPPER}]\w+)")
_NAME_BEFORE = re.compile(rf"(?<![.!?]\s)(?<!\w)(?!The\b)[{UPPER}][\w&'’.-]+\s$")
_FORMS = words("AB AG AS ASA KG NV OY PLC SA SE UG")
_NETWORK = re.compile(r"\bsocial (?:media|network)|\b(?:platform|tweet|repost)", re.IGNORECASE)
# After a one-letter name: what follows a party and not a letter ("X-ray", "Article X").
_IS_USED = re.compile(
    r"['’]s\s|,?\s(?:has|had|is|was|will|would|said|says|and|to|for|in|over|after|must|may|platform|users?|did|does|also|on|by|[a-z]+ed)\b|[.,]\s")
_FIRST_BEFORE = re.compile(rf"(?<![\w'’-])([{UPPER}][\w'’-]+)\s$")
_ALSO_VERBS = ("Will", "Mark", "Grant", "Bill", "Drew", "Frank", "May", "Rob", "Sue")
_SPOKEN_TO = re.compile(r"\b(?:accused?|asked|called|lobbied|press(?:ed|es)|told|urge[ds]?|warn(?:ed|s))\s$")
_RULES = re.compile(r"\s(?:also |has |had |is |will |would |could |may )?(?:[a-z]+(?:ed|ing|s)|hit|set|told|sent|gave|be)\b")
_OF_A_PLACE = re.compile(r"(?:\b(?:in|from|at|to|of|near|outside|for|via|between|around|and|or)|[,(-])\s?$")
_NO_REPORT = re.compile(r"\s(?!report|said|says|news|photo|obtained|learned|interview|poll)[a-z]")
_REPORTED_TO = ("told", "by", "with", "to", "for")
LATEST = 3                               # what it weighs that a place was named last, in mentions of places
LATEST_STATE = 10                        # the same for a state, which is named less often than the country around it
OUTRIGHT = 50                            # the same for a body that the text names elsewhere by a name of its own
Places = list[tuple[int, str]]
"""Where jurisdictions and bodies are named by names of their own."""
_OWN_ACRONYM = re.compile(r"\s\((?:the\s)?[“\"‘]?([A-Z][A-Za-z]{0,3}[A-Z]{1,6})[”\"’]?\)")
_ORDINARY = re.compile(r"^(?:[a-z]+[- ]?){1,3}$")
_DISTINCT_BASES = ("legitimate interest", "contractual necessity", "vital interest", "explicit consent", "standard contractual", "binding corporate")


def find_mentions(text: str, known: Knowledge, lexicon: Lexicon, publisher: str | None = None) -> tuple[Mention, ...]:
    """All register mentions of `text`, in order of position; longest match wins, places inside a name are kept.

    Where the `publisher` sits helps to tell bodies of one name apart.
    """
    matches = [m for m in lexicon.scan(text) if not _SUM_BEHIND.match(text, m.span.end)]       # "US$5m" names no country
    chosen = _longest(matches, _unnamed(descriptions(text, matches, known), matches, known))
    context = _context(chosen, f"{text}\n{publisher or ''}", known)
    elsewhere = explained(text)
    named = [(m.span.start, m.surfaces[0].entry) for m in chosen if known.entries[m.surfaces[0].entry].kind in ("jurisdiction", "regulator")
             and len({s.entry for s in m.surfaces}) == 1 and not m.surfaces[0].shared]
    sure = [known.entries[m.surfaces[0].entry] for m in chosen if len(m.surfaces[0].text) > 1]
    houses = frozenset(h for e in sure for h in (e.id, e.owner, e.parent) if h and e.kind in ("organization", "product"))
    found: set[Mention] = set()
    for match in chosen:
        if match.together:
            found |= {Mention(s.entry, match.span, s.how) for s in match.surfaces}
            continue
        if match.span.of(text) in elsewhere and match.surfaces[0].how == "acronym":
            continue                       # the text explains the acronym as something else
        if match.surfaces[0].how == "acronym" and _in_company(match.span, text):
            continue                       # "Acme Holding ASA", "DSK Bank"
        if _in_person(match, text):
            continue                       # "Maria Ferrari" is no carmaker
        entry = _decide(match, text, known, context, houses, named)
        if entry is None or (entry.kind == "legal_basis" and not _is_legal_basis(match, text)):
            continue
        if entry.type == "media" and _DATELINE.match(text, match.span.end):
            continue                       # "PARIS, May 9 (News Agency) - …"
        how = next(s.how for s in match.surfaces if s.entry == entry.id)
        form = _FORM_BEHIND.match(text, match.span.end) if entry.kind == "organization" and how != "description" else None
        found.add(Mention(entry.id, Span(match.span.start, form.end()) if form else match.span, how))
    found |= _own_acronyms(found, text, known)
    found |= _nested_places(matches, found, known) | _nested_things(matches, found, known)
    general = _nested_bases(matches, found, known)
    grounds = Located(general, lambda m: m.span)
    found = {m for m in found if known.entries[m.entity].kind != "legal_basis"
             or not any(m.span.holds(g.span) and m != g for g in grounds.touching(m.span))} | general
    return tuple(sorted(found, key=lambda m: (m.span.start, -m.span.end, m.entity)))


def _unnamed(described: Iterable[Match], matches: Sequence[Match], known: Knowledge) -> Iterator[Match]:
    """The descriptions that do not end in a place with which the name of a body ends: "by the *Telecom Authority of Riverton*"."""
    kinds = [(m, known.entries[m.surfaces[0].entry].kind) for m in matches]
    places = {m.span.end for m, kind in kinds if kind == "jurisdiction"}
    named = {m.span.end for m, kind in kinds if kind == "regulator" and " " in m.surfaces[0].text}
    return (d for d in described if d.together or d.span.end not in places & named)


def _longest(matches: Iterable[Match], described: Iterable[Match]) -> list[Match]:
    """Leftmost-longest cover; equal spans of a name and a description are the name's."""
    chosen: list[Match] = []
    for match in sorted([*matches, *described], key=lambda m: (m.span.start, -m.span.end, m.surfaces[0].how == "description")):
        if not chosen or match.span.start >= chosen[-1].span.end:
            chosen.append(match)
        elif match.span.end - match.span.start > chosen[-1].span.end - chosen[-1].span.start:
            chosen[-1] = match
    return chosen


def _context(chosen: Iterable[Match], text: str, known: Knowledge) -> Counter[str]:
    """How often each country and state is spoken of by what is not ambiguous (places and cities count, regulators count more)."""
    places: Counter[str] = Counter()
    doubtful = False
    for match in chosen:
        ids = {s.entry for s in match.surfaces}
        if len(ids) != 1 or match.surfaces[0].shared:
            doubtful = True
            continue
        entry = known.entries[next(iter(ids))]
        if entry.kind == "jurisdiction":
            places[entry.id] += 1
            if entry.type == "subdivision" and entry.country:
                places[entry.country] += 1
        elif entry.kind == "regulator" and entry.country and len(match.surfaces[0].text) > 2:
            places[entry.country] += 3
            if entry.region and entry.type != "court":      # a court stands in a state and is not of it
                places[entry.region] += 3
    if doubtful:
        places.update(cities_in(text))
    return places


def _own_acronyms(found: Iterable[Mention], text: str, known: Knowledge) -> set[Mention]:
    """An acronym in brackets after a body's name means that body in the whole text, also one that no register has."""
    found = sorted(found, key=lambda m: m.span)
    taken = {m.span.start for m in found}
    bodies = {m.span.end: m.entity for m in found if known.entries[m.entity].kind in ("regulator", "organization")}
    meant: dict[str, str] = {}
    for end, entity in bodies.items():
        definition = _OWN_ACRONYM.match(text, end)
        if definition and definition.start(1) not in taken:
            meant.setdefault(definition[1], entity)
    return {Mention(entity, Span(*m.span()), "acronym") for acronym, entity in meant.items()
            for m in re.finditer(rf"(?<![\w-]){re.escape(acronym)}(?![\w-])", text) if m.start() not in taken}


def _weight(entry: RegisterEntry, match: Match, context: Mapping[str, int]) -> int:
    """How much a text speaks of an entry's place: of the place that a shared name leaves out, else of its country."""
    shared = [s.shared for s in match.surfaces if s.entry == entry.id]
    if all(shared):
        return max(context.get(place, 0) for place in shared)
    return context.get(entry.country or "", 0)


def _decide(match: Match, text: str, known: Knowledge, context: Mapping[str, int], houses: frozenset[str], named: Places) -> RegisterEntry | None:
    """Which entry a match means; None where it is too uncertain. `houses` are the companies that the text surely speaks of."""
    entries = [known.entries[i] for i in dict.fromkeys(s.entry for s in match.surfaces)]
    if all(s.shared for s in match.surfaces) and _in_longer_name(match, text):
        return None
    if len(entries) > 1:
        return _by_context(entries, match, text, known, context, named)
    entry, surface = entries[0], match.surfaces[0]
    spoken_of = bool(_weight(entry, match, context))
    # a two-letter acronym in a text that never speaks of its country is another word ("AP", "IP", "UT")
    if surface.how == "acronym" and entry.kind == "regulator" and len(surface.text) < 3:
        return entry if spoken_of or _acts(match.span, text) else None
    if all(s.shared for s in match.surfaces) and not spoken_of:
        return None
    if entry.kind == "regulator" and is_city(surface.text) and not _is_actor(match.span, text):
        return None                       # "Brussels", where it is a city
    if len(surface.text) == 1:             # a one-letter name only beside another name of the same house, or where networks are spoken of
        return entry if {entry.id, entry.parent} & houses or (_NETWORK.search(text) and _IS_USED.match(text, match.span.end)) else None
    return entry


def _is_actor(span: Span, text: str) -> bool:
    """Whether the name of a city stands for who rules there: "Brussels fined", not "in Brussels"."""
    before, after = text[max(0, span.start - 12):span.start], text[span.end:span.end + 20]
    return bool(_SPOKEN_TO.search(before) or (not _OF_A_PLACE.search(before) and _RULES.match(after)))


def _acts(span: Span, text: str) -> bool:
    """Whether two letters stand like a body that acts ("The AP fined"), and not like an agency that reports ("told the AP", "the AP reported")."""
    before = re.search(r"(\w*)\W*\b[Tt]he\s$", text[max(0, span.start - 25):span.start])
    return bool(before and before[1] not in _REPORTED_TO and _NO_REPORT.match(text, span.end))


def _in_person(match: Match, text: str) -> bool:
    """Whether a lone word is the family name of somebody: the word before it is a first name that begins no sentence by chance."""
    surface = match.surfaces[0]
    if " " in surface.text or surface.how == "acronym" or len(surface.text) < 3:
        return False
    before = _FIRST_BEFORE.search(text, max(0, match.span.start - 40), match.span.start)
    return bool(before and is_first_name(before[1]) and before[1] not in _ALSO_VERBS)


def _in_company(span: Span, text: str) -> bool:
    """Whether letters are the form of a company, or begin the name of one that says what it is."""
    word = _WORD_BEHIND.match(text, span.end)
    if word and word[1].casefold() in ORGANIZATION_ENDS:
        return True
    return span.of(text) in _FORMS and bool(_NAME_BEFORE.search(text, max(0, span.start - 40), span.start))


def _in_longer_name(match: Match, text: str) -> bool:
    """Whether a name that many bodies share is a part of another one: "15th Civil *Senate*"."""
    before = re.search(r"(\w+)[ ]$", text[max(0, match.span.start - 30):match.span.start])
    return bool(before and before[1][0].isupper() and before[1] != "The" and before[1].casefold() in NOT_NAMES)


def _by_context(entries: Iterable[RegisterEntry], match: Match, text: str, known: Knowledge, context: Mapping[str, int],
                named: Places) -> RegisterEntry | None:
    """Of entries that share a name the one whose country stands beside it, else the one whose country the text speaks of most, and latest."""
    entries = list(entries)
    own = {e.id: {s.shared for s in match.surfaces if s.entry == e.id and s.shared} or {e.country or ""} for e in entries}
    states = {e.region for e in entries if e.region}
    before = [thing for at, thing in named if at < match.span.start and any(thing in places for places in own.values())]
    latest = next((place for place in reversed(before) if place in states), before[-1] if before else None)
    outright = {thing for _, thing in named}
    near = re.split(r"\n|[.!?]\s", text[max(0, match.span.start - 40):match.span.start])[-1] + " | " + text[match.span.end:match.span.end + 25]
    scores = []
    for entry in entries:
        names = [n for p in own[entry.id] if p in known.entries for n in _place_names(known.entries[p])]
        close = not own[entry.id].isdisjoint(cities_in(near)) or any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", near) for name in names)
        rank = {"regulator": 3, "organization": 2, "instrument": 2, "product": 1}.get(entry.kind, 0)
        newest = (LATEST_STATE if latest == entry.region else LATEST) if latest in own[entry.id] else 0
        scores.append((100 * close + OUTRIGHT * (entry.id in outright) + _weight(entry, match, context) + newest, rank, entry))
    best, second = sorted(scores, key=lambda s: (-s[0], -s[1], s[2].id))[:2]
    if match.surfaces[0].how == "acronym" and len(match.surfaces[0].text) < 3 and best[2].kind == "regulator" and not best[0]:
        best = second
    undecided = best[0] == second[0] == 0 and best[2].kind == second[2].kind and (best[2].country != second[2].country or match.surfaces[0].shared)
    if undecided and best[2].kind in ("regulator", "instrument"):
        return None                       # shared by bodies of several countries and nothing decides
    return best[2]


def _place_names(place: RegisterEntry) -> tuple[str, ...]:
    return place.name, *place.aliases, *place.adjectives, *place.acronyms


def _is_legal_basis(match: Match, text: str) -> bool:
    """Whether an ordinary word ("consent", "contract") is used as a ground in law."""
    surface = match.surfaces[0].text
    written = text[match.span.start:match.span.end]
    if any(surface.casefold().startswith(d) for d in _DISTINCT_BASES) or not _ORDINARY.match(surface):
        return True
    if written[:1].isupper() and match.span.start > 0 and text[match.span.start - 1] in "“\"'‘ " and text[max(0, match.span.start - 2)] not in ".\n":
        return True
    start = max(text.rfind("\n", 0, match.span.start), text.rfind(". ", 0, match.span.start)) + 1
    ends = [e for e in (text.find("\n", match.span.end), text.find(". ", match.span.end)) if e >= 0]
    return bool(_LEGAL_CUE.search(text[start:min(ends, default=len(text))]))


def _nested_bases(matches: Iterable[Match], found: set[Mention], known: Knowledge) -> set[Mention]:
    """ "Legitimate interests under Article 6(1)(f)" names the ground in general; what the law is, the provision says."""
    outer = Located((m for m in found if known.entries[m.entity].kind == "legal_basis"), lambda m: m.span)
    return {Mention(s.entry, match.span, s.how) for match in matches for s in match.surfaces[:1]
            if known.entries[s.entry].kind == "legal_basis" and not known.entries[s.entry].instrument
            and any(m.span.holds(match.span) and m.span != match.span for m in outer.touching(match.span))}


def _nested_things(matches: Iterable[Match], found: set[Mention], known: Knowledge) -> set[Mention]:
    """ "App Store rules" names a practice and the product that it is about, "owner of Instagram" a company and what it owns."""
    outer = Located((m for m in found if known.entries[m.entity].kind == "practice"
                     or (m.how == "description" and known.entries[m.entity].kind == "organization")), lambda m: m.span)
    return {Mention(s.entry, match.span, s.how) for match in matches if len(match.surfaces) == 1 for s in match.surfaces
            if known.entries[s.entry].kind in ("product", "organization", "instrument") and not s.shared
            and any(m.span.holds(match.span) and m.span != match.span for m in outer.touching(match.span))}


def _nested_places(matches: Iterable[Match], found: set[Mention], known: Knowledge) -> set[Mention]:
    """The place in "Irish Data Protection Commission" is a mention of its own; that in "European Commission" is not."""
    nested = set()
    national = Located((m for m in found if known.entries[m.entity].kind == "regulator" and known.entries[m.entity].country != "EU"), lambda m: m.span)
    places = [m for m in matches if known.entries[m.surfaces[0].entry].kind == "jurisdiction"]
    others = Located(places, lambda m: m.span)
    for place in places:
        if any(other.span.holds(place.span) and other.span != place.span for other in others.touching(place.span)):
            continue                       # "Mexico" in "New Mexico Attorney General"
        entry = known.entries[place.surfaces[0].entry]
        if entry.kind != "jurisdiction" or len({s.entry for s in place.surfaces}) != 1:
            continue
        if any(m.span.holds(place.span) and m.span != place.span for m in national.touching(place.span)):
            nested.add(Mention(entry.id, place.span, place.surfaces[0].how))
    return nested
