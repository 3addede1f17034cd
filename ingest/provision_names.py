"""Where a text names laws: the register's instruments by every form they take, and the signs of a law that the register lacks."""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ontology.knowledge import RegisterEntry

WORD = re.compile(r"(?<![^\W_])[^\W_]")              # the first letter or digit of a word
OPENING = re.compile(r"[\w-]+(?:['’]\w+)?")
NOT_A_NAME = re.compile(r"(?:section|article|title|unfair)\b", re.I)     # aliases that cite a provision or tell of a practice
COMMON = re.compile(r"(?:(?:Federal|General|Personal|Data|Protection|Privacy|Competition|Consumer|Information|Electronic|Communications|"
                    r"Telecommunications|Constitution|of|on|and|the)\s){0,6}(?:Act|Law|Code|Constitution)(?!\w)(?!\s\d)", re.I)
SECTIONED = re.compile(r"(?!Regulation|Directive).*(?:\bActs?\b|[Gg]esetz\b|\bCode\b)")    # EU "Acts" have articles


@dataclass(frozen=True, slots=True)
class InstrumentNames:
    """Surface forms of legal instruments. `forms` maps the first word of a form, case folded, to (form, id, whether case counts);
    longer forms come first. `sectioned` holds the instruments whose provisions are sections rather than articles; `common` the names
    that laws of many countries bear ("data protection act"), with the ids: they need other words of the text to settle them."""

    forms: Mapping[str, tuple[tuple[str, str, bool], ...]]
    sectioned: frozenset[str] = frozenset()
    common: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[RegisterEntry]) -> InstrumentNames:
        """From register entries; those that are no instruments are passed over. A form that two share goes to the first."""
        owners: dict[tuple[str, bool], str] = {}
        common: dict[str, frozenset[str]] = {}
        sectioned: set[str] = set()
        for entry in entries:
            if entry.kind != "instrument":
                continue
            if SECTIONED.match(entry.name):
                sectioned.add(entry.id)
            for form in (entry.name, *names_within(entry.name), *entry.aliases):
                if COMMON.fullmatch(form):
                    common[fold(form)] = common.get(fold(form), frozenset()) | {entry.id}
                elif len(form) > 3 and not NOT_A_NAME.match(form):
                    owners.setdefault((fold(form), False), entry.id)
            for form in entry.acronyms:
                owners.setdefault((plain(form), True), entry.id)
        by_word: dict[str, list[tuple[str, str, bool]]] = {}
        for (form, exact), id_ in owners.items():
            first = OPENING.match(form)
            if first:
                by_word.setdefault(fold(first[0]), []).append((form, id_, exact))
        return cls({w: tuple(sorted(found, key=lambda f: (-len(f[0]), f[1]))) for w, found in by_word.items()}, frozenset(sectioned),
                   common)

    def at(self, text: str, start: int) -> tuple[int, str] | None:
        """(end, id) of the longest name that begins at `start`, or None."""
        first = OPENING.match(text, start)
        if first is None:
            return None
        word = fold(first[0])
        for form, id_, exact in self.forms.get(word, self.forms.get(word.removesuffix("'s"), ())):
            end = start + len(form)
            said = plain(text[start:end])
            if (said == form if exact else fold(said) == form) and not text[end:end + 1].isalnum():
                return end, id_
        return None

    def common_at(self, text: str, start: int) -> frozenset[str]:
        """The instruments that the common name at `start` may mean."""
        m = COMMON.match(text, start)
        return self.common.get(fold(m[0]), frozenset()) if m else frozenset()

    def all_in(self, text: str, start: int, stop: int) -> list[tuple[int, int, str]]:
        """Every (start, end, id) in `text[start:stop]`, without overlaps."""
        found: list[tuple[int, int, str]] = []
        for m in WORD.finditer(text, start, stop):
            if (not found or m.start() >= found[-1][1]) and (hit := self.at(text, m.start())) and hit[0] <= stop:
                found.append((m.start(), *hit))
        return found


def plain(form: str) -> str:
    return form.replace("’", "'").replace("\u00a0", " ").replace("\n", " ")


def fold(form: str) -> str:
    return plain(form).lower()


def names_within(name: str) -> tuple[str, ...]:
    """The shorter names that a title holds: "Regulation (EU) 2016/679 (General Data Protection Regulation)" holds three."""
    m = re.fullmatch(r"(.+?) \(([^()]*(?:\([^()]*\)[^()]*)*)\)", name)
    outside, inside = (m[1], m[2]) if m else (name, "")
    number = re.fullmatch(r"(Regulation|Directive) \((?:EU|EC)\) (\d+/\d+)", outside)
    shorter = [outside, *((f"{number[1]} {number[2]}", f"{number[1]} {number[2]}/EU") if number else ())]
    if re.search(r"\b(?:Act|Regulation|Directive|Code|Law|Framework)\b", inside):
        shorter.append(inside.split(" (")[0])
    return tuple(shorter)


def nearest(names: list[tuple[int, int, str]], position: int, low: int, high: int) -> str | None:
    """The instrument named nearest to `position` between `low` and `high`; `names` is sorted."""
    at = bisect_left(names, (position, 0, ""))
    near = [n for n in (*names[max(0, at - 1):at], *names[at:at + 1]) if low <= n[0] and n[1] <= high]
    return min(near, key=lambda n: min(abs(n[0] - position), abs(n[1] - position)))[2] if near else None
