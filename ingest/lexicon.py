"""Every name, alias and acronym of the registers in one automaton: a text is scanned once, whatever the registers' size.

Matching keeps the rules of how newspapers write: an acronym needs its capitals (`AP` is not "ap"), a name needs the
capitals it begins words with (`Meta` is not "meta"), an all-lower-case alias ("targeted advertising") matches in any case.
Offsets are code points of the text that was given; folding never changes its length.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import ahocorasick

from ingest.model import How, Span
from ontology.knowledge import Knowledge, RegisterEntry

_PLAIN = str.maketrans("’‘\n", "'' ")
_FOLD = (("’", "'"), ("‘", "'"), ("‐", "-"), ("‑", "-"), ("–", "-"), ("\n", " "), ("\t", " "))
# Bodies that many countries have under one name: "Supreme Court of …".
_COMMON_BODY = re.compile(
    r"(?:Supreme Court|Constitutional Court|High Court|Federal Court|Court of Appeal|Court of Justice|Supreme Administrative Court|Senate"
    r"|House of Representatives|Parliament|Congress)(?=\s(?:of|for|in)\b)")

_COURT_WORDS = re.compile(r"(?<=\w )(?:High|Supreme|Regional|Higher Regional|District|Constitutional|Administrative) Court\b")


@dataclass(frozen=True, slots=True)
class Surface:
    """One way to write one register entry."""

    text: str
    entry: str
    how: How
    shared: str = ""                     # many places have one ("High Court"): only where this one, a jurisdiction, is spoken of


@dataclass(frozen=True, slots=True)
class Match:
    """A place where a surface stands; `surfaces` has more than one member when a name is shared, or where several are meant `together`."""

    span: Span
    surfaces: tuple[Surface, ...]
    together: bool = False               # a plural: every one of the surfaces is meant


def fold(text: str) -> str:
    """Lower case with straight apostrophes and hyphens, of exactly the same length as `text`."""
    lowered = text.lower()
    if len(lowered) != len(text):          # a letter whose small form is two: it stays as it is
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for written, plain in _FOLD:
        if written in lowered:
            lowered = lowered.replace(written, plain)
    return lowered


def surfaces_of(entry: RegisterEntry, places: Mapping[str, str] = MappingProxyType({})) -> Iterator[Surface]:
    """All ways to write an entry; a body's name without its country is one that other countries' bodies share.

    `places` are the names of the country and the state of a body, with their adjectives; each with its jurisdiction.
    """
    yield Surface(entry.name, entry.id, "name")
    if entry.kind == "regulator":
        bare = entry.name[:entry.name.rindex("(")].strip() if entry.name.endswith(")") else ""
        found = _COMMON_BODY.match(entry.name)
        for common in {bare, found[0] if found else ""} - {"", entry.name, *entry.aliases}:
            yield Surface(common, entry.id, "name", shared=entry.region or entry.country or "")
        yield from _without_place(entry, places)
        if entry.type == "court":               # "Delhi high court"
            yield from {Surface(_COURT_WORDS.sub(lambda m: m[0].lower(), name), entry.id, "name") for name in (entry.name, *entry.aliases)
                        if _COURT_WORDS.search(name)}
    for alias in entry.aliases:
        yield Surface(alias, entry.id, "alias" if alias[:1].isupper() or entry.kind not in ("regulator", "organization") else "description")
    for acronym in entry.acronyms:
        yield Surface(acronym, entry.id, "acronym")
    for adjective in entry.adjectives:
        yield Surface(adjective, entry.id, "alias")


def _without_place(entry: RegisterEntry, places: Mapping[str, str]) -> Iterator[Surface]:
    """ "Brazil's Supreme Court" is "the Supreme Court", "the Colorado Attorney General" "the Attorney General" where that place is spoken of.

    With another name of the place it is that body anywhere: "the US Court of Appeals for the Fifth Circuit".
    """
    own = sorted(places, key=lambda p: (-len(p), p))
    for name in (entry.name, *entry.aliases) if entry.type in ("court", "legislator", "prosecutor", "government") else ():
        begin = next((p for p in own if re.match(rf"{re.escape(p)}(?:['’]s)?\s", name)), None)
        rest = re.sub(r"^['’]s", "", name[len(begin):]).strip() if begin else ""
        if begin and entry.type == "government":
            if rest == "federal government":        # "the government" alone is too many things
                yield Surface(rest, entry.id, "description", shared=places[begin])
        elif begin and rest[:1].isupper():
            yield Surface(rest, entry.id, "name", shared=places[begin])
            yield from (Surface(f"{place} {rest}", entry.id, "name") for place in own if places[place] == places[begin] and place != begin)
        elif begin and rest.endswith(("court", "attorney general", "attorney general's office")):
            yield Surface(rest, entry.id, "description", shared=places[begin])


class Lexicon:
    """A compiled set of surfaces. Read-only after it is built, so one instance serves every document."""

    def __init__(self, surfaces: Iterable[Surface]) -> None:
        by_key: dict[str, list[Surface]] = {}
        for surface in surfaces:
            text = " ".join(surface.text.split())
            if text:
                by_key.setdefault(fold(text), []).append(Surface(text, surface.entry, surface.how, surface.shared))
        self._automaton = ahocorasick.Automaton()
        for key in sorted(by_key):
            self._automaton.add_word(key, (len(key), tuple(sorted(set(by_key[key]), key=lambda s: (s.entry, s.how, s.text, s.shared)))))
        self._automaton.make_automaton()
        self._empty = not by_key

    @classmethod
    def of(cls, known: Knowledge) -> Lexicon:
        places = {e.id: dict.fromkeys((e.name, *e.aliases, *e.acronyms, *e.adjectives), e.id) for e in known.of_kind("jurisdiction")}
        return cls(surface for entry in known.entries.values()
                   for surface in surfaces_of(entry, places.get(entry.country or "", {}) | places.get(entry.region or "", {})))

    def scan(self, text: str) -> tuple[Match, ...]:
        """All matches at word boundaries, also overlapping ones, ordered by start and then longest first."""
        if self._empty:
            return ()
        folded = fold(text)
        found = []
        for last, (length, surfaces) in self._automaton.iter(folded):
            start, end = last - length + 1, last + 1
            written = text[start:end]
            if _at_word_boundaries(folded, start, end):
                fitting = tuple(s for s in surfaces if _case_fits(s, written))
            elif folded[end:end + 1] == "s" and _at_word_boundaries(folded, start, end + 1):
                fitting = tuple(s for s in surfaces if s.how == "acronym" and len(written) > 2 and s.text == written)   # "the DPAs"
            else:
                continue
            if fitting:
                found.append(Match(Span(start, end), fitting))
        return tuple(sorted(found, key=lambda m: (m.span.start, -m.span.end)))


def _at_word_boundaries(text: str, start: int, end: int) -> bool:
    before = start == 0 or not (text[start - 1].isalnum() or text[start - 1] == "_") or not text[start].isalnum()
    after = end == len(text) or not (text[end].isalnum() or text[end] == "_") or not text[end - 1].isalnum()
    # "AI-Act", "non-EU": a hyphenated neighbour is fine, a domain or e-mail address is not
    glued = (start > 0 and text[start - 1] in "@./" and start > 1 and text[start - 2].isalnum()) or (
        end + 1 < len(text) and text[end] in "@." and text[end + 1].isalnum() and text[end - 1].isalnum())
    return before and after and not glued


def _case_fits(surface: Surface, written: str) -> bool:
    plain = written.translate(_PLAIN)
    if surface.how == "acronym":
        return plain == surface.text
    if surface.text == surface.text.lower():
        return True
    words, seen = surface.text.split(), plain.split()
    if len(words) != len(seen):
        return False
    if plain.isupper() and len(plain) > 3:
        return True
    # only the words that the register writes with a capital need one; "the" in front is free
    return all(not w[0].isupper() or s[0].isupper() for w, s in zip(words, seen, strict=True))
