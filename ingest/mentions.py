"""Which register entries a text speaks of, and where: names, acronyms, and the descriptions newspapers use instead of names.

A surface shared by several entries (DPC, CNPD, Datatilsynet, "Supreme Court") is decided by country context: the
country word in front of it, else the other unambiguous entries and places of the text. What cannot be decided is left out.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from ingest.lexicon import Lexicon, Match, Surface
from ingest.model import Mention, Span
from ontology.knowledge import Knowledge, RegisterEntry

# field word in a description → types of regulators (a DPA is what news calls a privacy, data or data-protection watchdog)
_FIELDS: dict[str, tuple[str, ...]] = {
    "data": ("dpa",), "privacy": ("dpa",), "information": ("dpa",), "personal": ("dpa",),
    "competition": ("competition",), "antitrust": ("competition",), "anti-trust": ("competition",), "anti-monopoly": ("competition",),
    "cartel": ("competition",), "monopoly": ("competition",), "markets": ("competition",), "market": ("competition",), "fair": ("competition",),
    "consumer": ("consumer",), "media": ("telecom",), "communications": ("telecom",), "telecom": ("telecom",), "telecoms": ("telecom",),
    "telecommunications": ("telecom",), "broadcasting": ("telecom",), "online": ("telecom",), "internet": ("telecom",),
    "financial": ("financial",), "banking": ("financial",), "securities": ("financial",),
}
_HEADS = ("supervisory authority|supervisory authorities|authority|watchdog|regulator|agency|commissioner|commission|supervisor|dpa|ombudsman|inspectorate|"
          "enforcer|ombudsperson|protection office")
_DESCRIPTION = re.compile(
    rf"(?:['’]s|['’])?\s+(?P<modifiers>(?:[a-z]+[-\s]+){{0,5}}?)(?P<head>{_HEADS})(?!\w)(?:\s+(?P<acronym>\([A-Z][\w-]{{1,12}}\)))?", re.IGNORECASE)
_REVERSED = re.compile(
    rf"(?P<modifiers>(?:\b[a-z]+[-\s]+){{1,4}}?)(?P<head>{_HEADS})\s+(?:of|in|for)\s+(?:the\s+)?$", re.IGNORECASE)
_THE_COUNTRY = re.compile(r"\b(?:the|that|this) (?:country|nation)(?=['’]s\s)", re.IGNORECASE)
# Legal bases with ordinary names count only where law is being spoken of.
_LEGAL_CUE = re.compile(
    r"legal bas[ie]s|legal ground|legal foundation|\bbas(?:is|es) (?:of|for)|rel(?:y|ied|ies|ying) on|lawful"
    r"|Articles? \d|Art\. ?\d|\bGDPR\b|processing|processed", re.IGNORECASE)
_ORDINARY = re.compile(r"^(?:[a-z]+[- ]?){1,3}$")
_DISTINCT_BASES = ("legitimate interest", "contractual necessity", "vital interest", "explicit consent", "standard contractual", "binding corporate")


def find_mentions(text: str, known: Knowledge, lexicon: Lexicon) -> tuple[Mention, ...]:
    """All register mentions of `text`, in order of position; longest match wins, places inside a name are kept."""
    matches = lexicon.scan(text)
    described = _descriptions(text, matches, known)
    chosen = _longest(matches, described)
    context = _context(chosen, known)
    sure = [known.entries[m.surfaces[0].entry] for m in chosen if len(m.surfaces[0].text) > 1]
    houses = frozenset(h for e in sure for h in (e.id, e.owner, e.parent) if h and e.kind in ("organization", "product"))
    found: set[Mention] = set()
    for match in chosen:
        entry = _decide(match, text, known, context, houses)
        if entry is None or (entry.kind == "legal_basis" and not _is_legal_basis(match, text)):
            continue
        how = next(s.how for s in match.surfaces if s.entry == entry.id)
        found.add(Mention(entry.id, match.span, how))
    found |= _nested_places(matches, found, known) | _nested_bases(matches, found, known)
    return tuple(sorted(found, key=lambda m: (m.span.start, -m.span.end, m.entity)))


def _longest(matches: Iterable[Match], described: Iterable[Match]) -> list[Match]:
    """Leftmost-longest cover; equal spans of a name and a description are the name's."""
    chosen: list[Match] = []
    for match in sorted([*matches, *described], key=lambda m: (m.span.start, -m.span.end, m.surfaces[0].how == "description")):
        if not chosen or match.span.start >= chosen[-1].span.end:
            chosen.append(match)
        elif match.span.end - match.span.start > chosen[-1].span.end - chosen[-1].span.start:
            chosen[-1] = match
    return chosen


def _descriptions(text: str, matches: Iterable[Match], known: Knowledge) -> list[Match]:
    """ "Brazil's data protection authority", "the Irish privacy watchdog", "the data regulator of Norway"."""
    found = []
    sure = [known.entries[m.surfaces[0].entry] for m in matches if len({s.entry for s in m.surfaces}) == 1]
    bodies = [e for e in sure if e.kind == "regulator"]
    for match in matches:
        places = [known.entries[s.entry] for s in match.surfaces if known.entries[s.entry].kind == "jurisdiction"]
        if not places:
            continue
        place = places[0]
        after = _DESCRIPTION.match(text, match.span.end)
        if after:
            surfaces = _described(place, after["modifiers"], after["head"], known, bodies)
            if surfaces:
                end = after.end() if not after["acronym"] else after.end("head")
                found.append(Match(Span(match.span.start, end), surfaces))
            continue
        before = _REVERSED.search(text, max(0, match.span.start - 80), match.span.start)
        if before:
            surfaces = _described(place, before["modifiers"], before["head"], known)
            if surfaces:
                start = before.start() + len(before[0]) - len(before[0].lstrip())
                found.append(Match(Span(start, match.span.end), surfaces))
    return found + _of_the_country(text, matches, known)


def _of_the_country(text: str, matches: Iterable[Match], known: Knowledge) -> list[Match]:
    """ "… in Brazil after *the country's data protection authority* …": the country named last."""
    places = [(m.span.end, known.entries[m.surfaces[0].entry]) for m in matches if known.entries[m.surfaces[0].entry].kind == "jurisdiction"]
    found = []
    for phrase in _THE_COUNTRY.finditer(text):
        before = [place for end, place in places if end <= phrase.start() and place.id != "EU"]
        after = _DESCRIPTION.match(text, phrase.end())
        surfaces = _described(before[-1], after["modifiers"], after["head"], known) if before and after else ()
        if after and surfaces:
            found.append(Match(Span(phrase.start(), after.end("head")), surfaces))
    return found


def _described(place: RegisterEntry, modifiers: str, head: str, known: Knowledge, bodies: Iterable[RegisterEntry] = ()) -> tuple[Surface, ...]:
    """The body that a place and words like "privacy watchdog" describe; `bodies` are those the text names outright."""
    words = re.findall(r"[a-z-]+", modifiers.casefold())
    words = [part for word in words for part in (word, *word.split("-"))]
    types = next((_FIELDS[w] for w in words if w in _FIELDS), None)
    if types is None and not words and head.casefold() in ("regulator", "watchdog"):
        # "the Dutch regulator": the only body of that country that the text names
        named = {e.id: e for e in bodies if e.country == place.id}
        return tuple(Surface(e.name, e.id, "description") for e in named.values()) if len(named) == 1 else ()
    if head.casefold() == "dpa" or (types is None and head.casefold().startswith("supervisory")):
        types = ("dpa",)
    if types is None:
        return ()
    candidates = [e for e in known.entries.values() if e.kind == "regulator" and e.type in types and e.country == place.id]
    # the national authority is named by country alone; bodies of the Länder and states need their own place
    national = [e for e in candidates if e.id.count("-") == 1] or candidates
    if len(national) > 1:
        national = [e for e in national if not e.parent][:1]
    return tuple(Surface(e.name, e.id, "description") for e in national[:1])


def _context(chosen: Iterable[Match], known: Knowledge) -> Counter[str]:
    """How often each country is spoken of by entries that are not ambiguous (places count, regulators count more)."""
    countries: Counter[str] = Counter()
    for match in chosen:
        ids = {s.entry for s in match.surfaces}
        if len(ids) == 1 and not match.surfaces[0].shared:
            entry = known.entries[next(iter(ids))]
            if entry.kind == "jurisdiction":
                countries[entry.id] += 1
            elif entry.kind == "regulator" and entry.country:
                countries[entry.country] += 3
    return countries


def _decide(match: Match, text: str, known: Knowledge, context: Mapping[str, int], houses: frozenset[str]) -> RegisterEntry | None:
    """Which entry a match means; None where it is too uncertain. `houses` are the companies that the text surely speaks of."""
    entries = [known.entries[i] for i in dict.fromkeys(s.entry for s in match.surfaces)]
    if len(entries) > 1:
        return _by_context(entries, match.span, text, known, context)
    entry, surface = entries[0], match.surfaces[0]
    spoken_of = bool(context.get(entry.country or "", 0))
    # a two-letter acronym in a text that never speaks of its country is another word ("AP", "IP", "UT")
    if surface.how == "acronym" and entry.kind == "regulator" and len(surface.text) < 3:
        return entry if spoken_of else None
    if all(s.shared for s in match.surfaces) and not spoken_of:
        return None
    if len(surface.text) == 1:             # a one-letter name only beside another name of the same house
        return entry if {entry.id, entry.parent} & houses else None
    return entry


def _by_context(entries: Iterable[RegisterEntry], span: Span, text: str, known: Knowledge, context: Mapping[str, int]) -> RegisterEntry | None:
    """Of entries that share a name the one whose country stands beside it, else the one whose country the text speaks of most."""
    near = text[max(0, span.start - 40):span.start] + " | " + text[span.end:span.end + 25]
    scores = []
    for entry in entries:
        place = known.entries.get(entry.country or "")
        names = (place.name, *place.aliases, *place.adjectives, *place.acronyms) if place else ()
        close = any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", near) for name in names)
        rank = {"regulator": 3, "organization": 2, "instrument": 2, "product": 1}.get(entry.kind, 0)
        scores.append((100 * close + context.get(entry.country or "", 0), rank, entry))
    best, second = sorted(scores, key=lambda s: (-s[0], -s[1], s[2].id))[:2]
    undecided = best[0] == second[0] == 0 and best[2].kind == second[2].kind and best[2].country != second[2].country
    if undecided and best[2].kind in ("regulator", "instrument"):
        return None                       # shared by bodies of several countries and nothing decides
    return best[2]


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
    """ "Legitimate interests under Article 6(1)(f)" names the ground of the law and the ground in general."""
    outer = [m for m in found if known.entries[m.entity].kind == "legal_basis"]
    return {Mention(s.entry, match.span, s.how) for match in matches for s in match.surfaces[:1]
            if known.entries[s.entry].kind == "legal_basis" and not known.entries[s.entry].instrument
            and any(m.span.holds(match.span) and m.span != match.span for m in outer)}


def _nested_places(matches: Iterable[Match], found: set[Mention], known: Knowledge) -> set[Mention]:
    """The place in "Irish Data Protection Commission" is a mention of its own; that in "European Commission" is not."""
    nested = set()
    national = [m for m in found if known.entries[m.entity].kind == "regulator" and known.entries[m.entity].country != "EU"]
    for place in matches:
        entry = known.entries[place.surfaces[0].entry]
        if entry.kind != "jurisdiction" or len({s.entry for s in place.surfaces}) != 1:
            continue
        if any(m.span.holds(place.span) and m.span != place.span for m in national):
            nested.add(Mention(entry.id, place.span, place.surfaces[0].how))
    return nested
