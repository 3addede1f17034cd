"""Authorities that are described and not named: "Brazil's data protection authority", "the Dutch, Norwegian and Hamburg authorities".

A place and the words beside it say which body is meant: what field it has, and whether one is meant or one of each place.
"""
from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.lexicon import Match, Surface
from ingest.model import Span
from ontology.knowledge import Knowledge, RegisterEntry

# field word in a description → types of regulators (a DPA is what news calls a privacy, data or data-protection watchdog)
_FIELDS: dict[str, tuple[str, ...]] = {
    "data": ("dpa",), "privacy": ("dpa",), "information": ("dpa",), "personal": ("dpa",),
    "competition": ("competition",), "antitrust": ("competition",), "anti-trust": ("competition",), "anti-monopoly": ("competition",),
    "cartel": ("competition",), "monopoly": ("competition",), "markets": ("competition",), "market": ("competition",), "fair": ("competition",),
    "consumer": ("consumer",), "media": ("telecom",), "communications": ("telecom",), "telecom": ("telecom",), "telecoms": ("telecom",),
    "telecommunications": ("telecom",), "broadcasting": ("telecom",), "online": ("telecom",), "internet": ("telecom",),
    "financial": ("financial",), "banking": ("financial",), "securities": ("financial",),
    "attorney": ("prosecutor",), "attorneys": ("prosecutor",),
}
# What names of such bodies hold besides: "Spanish Agency for Personal Data Protection".
_IN_NAMES = frozenset({*_FIELDS, *"authority commission commissioner federal freedom independent national office protection rights services state supervisory"
                       " top trade".split()})
_ONE = (r"supervisory authority|authority|watchdog|regulator|agency|commissioner|commission|supervisor|dpa|ombudsman|inspectorate|enforcer|ombudsperson"
        r"|protection office|attorney general|data protection officer")
_MANY = (r"supervisory authorities|authorities|watchdogs|regulators|agencies|commissioners|commissions|supervisors|dpas|ombudsmen|inspectorates|enforcers"
         r"|attorneys general|attorneys-general")
_BARE = frozenset("regulator regulators watchdog watchdogs authority authorities enforcer enforcers supervisor supervisors".split())
"""Heads that mean a body also without a word for its field."""
_AFTER = re.compile(
    rf"(?:['’]s|['’])?\s+(?P<modifiers>(?:[a-z]+[-\s]+){{0,5}}?)(?:(?P<one>{_ONE})|(?P<many>{_MANY}))(?!\w)(?:\s+(?P<acronym>\([A-Z][\w-]{{1,12}}\)))?",
    re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?P<modifiers>(?:\b[a-z]+[-\s]+){{0,4}}?)(?:\b(?P<one>{_ONE})|\b(?P<many>{_MANY}))\s+(?:of|in|for|from)\s+(?:the\s+|both\s+)?$", re.IGNORECASE)
_JOINT = re.compile(r"(?:['’]s)?(?:,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s+as\s+well\s+as\s+)(?:the\s+)?")
_THE_COUNTRY = re.compile(r"\b(?:the|that|this) (?:country|nation|state)(?=['’]s\s)", re.IGNORECASE)
_REACH = 80                              # code points before a place in which "the authority of" stands
# Words before a head that make it any body of its kind.
_ANY = frozenset("a an any another other each every several many some various all no".split())


@dataclass(frozen=True, slots=True)
class _Bodies:
    """The bodies that a text names outright, by the places they belong to and in order of position, and the type it speaks of most."""

    named: Mapping[str, Sequence[tuple[int, RegisterEntry]]]
    distinct: Mapping[str, Mapping[str, RegisterEntry]]
    theme: str
    national: dict[tuple[str, tuple[str, ...], bool], tuple[Surface, ...]] = field(default_factory=dict)      # those of the registers, once asked for

    def of(self, place: RegisterEntry) -> Mapping[str, RegisterEntry]:
        return self.distinct.get(place.id, {})

    def nearest(self, place: RegisterEntry, position: int) -> RegisterEntry | None:
        """The body of a place that was named last before a position."""
        named = self.named.get(place.id, ())
        before = bisect_right(named, position, key=lambda pair: pair[0])
        return named[before - 1][1] if before else None


def belongs(body: RegisterEntry, place: RegisterEntry) -> bool:
    """Whether a body is one of a country, or of a state or province."""
    return place.id in (body.region, body.country)


def descriptions(text: str, matches: Sequence[Match], known: Knowledge) -> list[Match]:
    """Where bodies are described by a place and words like "privacy watchdog"; a plural gives one match for each place."""
    places = [(m.span, entry) for m in matches for entry in (known.entries[m.surfaces[0].entry],) if entry.kind == "jurisdiction"]
    bodies = _bodies(matches, known)
    found: list[Match] = []
    for run in _runs(places, text):
        found += _after(run, text, known, bodies) or _before(run, text, known, bodies)
    return found + _of_the_country(text, places, known, bodies)


def _bodies(matches: Iterable[Match], known: Knowledge) -> _Bodies:
    named = tuple((m.span.start, known.entries[m.surfaces[0].entry]) for m in matches
                  if len({s.entry for s in m.surfaces}) == 1 and not m.surfaces[0].shared and known.entries[m.surfaces[0].entry].kind == "regulator")
    types = Counter(e.type for _, e in named if e.type not in ("court", "legislator", "government", "supranational"))
    theme = min(types, key=lambda t: (-types[t], t), default="")
    if not theme and any(known.entries[m.surfaces[0].entry].id.endswith("gdpr") for m in matches):
        theme = "dpa"
    at: dict[str, list[tuple[int, RegisterEntry]]] = {}
    distinct: dict[str, dict[str, RegisterEntry]] = {}
    for start, body in named:
        for place in filter(None, {body.region, body.country}):
            at.setdefault(place, []).append((start, body))
            distinct.setdefault(place, {})[body.id] = body
    return _Bodies(at, distinct, theme)


Place = tuple[Span, RegisterEntry]


def _runs(places: Sequence[Place], text: str) -> list[list[Place]]:
    """Places that are named in a row: "Italy, Greece and France"."""
    runs: list[list[Place]] = []
    for place in places:
        if runs and runs[-1][-1][0].end > place[0].start:
            continue                       # inside a longer place
        if runs and _JOINT.fullmatch(text, runs[-1][-1][0].end, place[0].start):
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _after(run: list[Place], text: str, known: Knowledge, bodies: _Bodies) -> list[Match]:
    """ "Brazil's data protection authority", "the Irish privacy watchdog", "the Dutch and Norwegian authorities"."""
    (last, place), first = run[-1], run[0][0]
    words = _AFTER.match(text, last.end)
    if words is None or any(w[0].isupper() and w.casefold() not in _IN_NAMES and not w.isupper() for w in re.findall(r"[A-Za-z]+", words["modifiers"])):
        return []                         # also "Riverton Information and Weather Authority", which is a name of its own
    end = words.end() if not words["acronym"] else words.end("many" if words["many"] else "one")
    if words["one"]:
        surfaces = _described(place, words["modifiers"], words["one"], known, bodies, last.start)
        return [Match(Span(last.start, end), surfaces)] if surfaces else []
    before = re.findall(r"\w+", text[max(0, first.start - 20):first.start])[-1:]
    if before and before[0].casefold() in _ANY:
        return []
    return _each(run, words["modifiers"], words["many"], known, bodies, Span(first.start, end))


def _before(run: list[Place], text: str, known: Knowledge, bodies: _Bodies) -> list[Match]:
    """ "the data regulator of Norway", "the authorities of Italy, Greece and France"."""
    first = run[0][0]
    words = _BEFORE.search(text, max(0, first.start - _REACH), first.start)
    if words is None:
        return []
    start = words.start() + len(words[0]) - len(words[0].lstrip())
    if words["one"]:
        surfaces = _described(run[0][1], words["modifiers"], words["one"], known, bodies, first.start)
        return [Match(Span(start, first.end), surfaces)] if surfaces else []
    if any(word in _ANY for word in words["modifiers"].casefold().split()):
        return []
    return _each(run, words["modifiers"], words["many"], known, bodies, Span(start, run[-1][0].end))


def _each(run: list[Place], modifiers: str, head: str, known: Knowledge, bodies: _Bodies, span: Span) -> list[Match]:
    """One body for each place of a plural; the whole phrase stands for all of them. Nobody where one of the places has none, or several."""
    found: list[Surface] = []
    for _, place in run:
        if place.type == "group":
            return []
        surfaces = _described(place, modifiers, head, known, bodies, span.start, several=len(run) == 1)
        if not surfaces:
            return []
        found += surfaces
    return [Match(span, tuple(found), together=True)] if len(run) > 1 else [Match(span, tuple(found))]


def _of_the_country(text: str, places: Iterable[Place], known: Knowledge, bodies: _Bodies) -> list[Match]:
    """ "… in Brazil after *the country's data protection authority* …": the country named last."""
    places, found = list(places), []
    for phrase in _THE_COUNTRY.finditer(text):
        before = [place for span, place in places if span.end <= phrase.start() and place.type != "group"]
        words = _AFTER.match(text, phrase.end())
        if before and words and words["one"]:
            surfaces = _described(before[-1], words["modifiers"], words["one"], known, bodies, phrase.start())
            if surfaces:
                found.append(Match(Span(phrase.start(), words.end("one")), surfaces))
    return found


def _described(place: RegisterEntry, modifiers: str, head: str, known: Knowledge, bodies: _Bodies, position: int,
               several: bool = False) -> tuple[Surface, ...]:
    """The body that a place and words like "privacy watchdog" describe; `several`: the words are a plural of one place."""
    if head.casefold().endswith("officer") and place.type != "subdivision":
        return ()                         # of a country it is rather the officer of a company
    words = [part for word in re.findall(r"[a-z-]+", f"{modifiers} {head}".casefold()) for part in (word, *word.split("-"))]
    types = next((_FIELDS[w] for w in words if w in _FIELDS), None)
    if types is None and not modifiers.strip() and head.casefold() in _BARE:
        return _undescribed(place, bodies, known, position, several)
    if types is None and (head.casefold() in ("dpa", "dpas") or head.casefold().startswith("supervisory")):
        types = ("dpa",)
    return _national(place, types, known, several, bodies) if types else ()


def _undescribed(place: RegisterEntry, bodies: _Bodies, known: Knowledge, position: int, several: bool) -> tuple[Surface, ...]:
    """ "the Dutch regulator": the body of that country that the text names, else the one of the type that the text is about."""
    named = bodies.of(place)
    if len(named) == 1:
        return tuple(_surface(e) for e in named.values())
    if several or place.type == "group":
        return ()
    nearest = bodies.nearest(place, position)
    if named:
        return (_surface(nearest),) if nearest else ()
    return _national(place, (bodies.theme,), known, several, bodies) if bodies.theme in ("dpa", "competition", "telecom", "consumer") else ()


def _national(place: RegisterEntry, types: tuple[str, ...], known: Knowledge, several: bool, bodies: _Bodies) -> tuple[Surface, ...]:
    """The body of a place that has one of the types; where a country has one for each state, none in the plural."""
    key = (place.id, types, several)
    if key not in bodies.national:
        bodies.national[key] = _in_registers(place, types, known, several)
    return bodies.national[key]


def _in_registers(place: RegisterEntry, types: tuple[str, ...], known: Knowledge, several: bool) -> tuple[Surface, ...]:
    candidates = [e for e in known.entries.values() if e.kind == "regulator" and e.type in types and belongs(e, place)]
    if types == ("prosecutor",):
        candidates = [e for e in candidates if "Attorney General" in e.name]
    # the national authority is named by country alone; bodies of the Länder and states need their own place
    own = [e for e in candidates if e.region == place.id or not e.region] or candidates
    if len(candidates) > 1 and (several or types == ("financial",)):
        return ()                         # of banks, markets and insurers there is one each
    if len(own) > 1:
        own = [e for e in own if not e.parent][:1]
    return tuple(_surface(e) for e in own[:1])


def _surface(body: RegisterEntry) -> Surface:
    return Surface(body.name, body.id, "description")
