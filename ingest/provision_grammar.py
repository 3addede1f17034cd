"""Citations as written: a head ("Article", "§", "Recital") and the list of numbers after it, read from left to right.

A reference is a number and the parts below it: "6(1)(f)", "6 (1) lit. f", "6, paragraph 1, letter f", "6.1.f)", "6(1f)". In a list, what
repeats is left out: in "5(1)(a), (c) and (2)" the letter stands under paragraph 1 and the paragraph under Article 5. "12 to 14" and
"(a)-(c)" name everything between. Every step moves forward, so that the cost is linear.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

HEAD = re.compile(
    r"(?<![\w-])(?:(?P<article>[Aa]rticle(?:s|\(s\))?|ARTICLES?|[Aa]rts?(?:\.|(?= \d))|ART\.?)|"
    r"(?P<section>[Ss]ections?|SECTIONS?|[Ss]ecs?\.|§ ?§?)|(?P<recital>[Rr]ecitals?)|"
    r"(?P<regulation>[Rr]egulations?|[Rr]egs?\.))\s{0,2}(?=\d)")
LATIN = r"(?:bis|ter|quater|quinquies|sexies|septies|octies|novies|decies)"
# A number that counts something else ("Article 6, 25 May", "and 3 months") does not continue a list.
NOT_A_REFERENCE = (
    r"(?!\d|[.,]\d{3}|[/:]\d|\s?%|\s(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|"
    r"(?:calendar |working )?(?:days?|weeks?|months?|years?|hours?|minutes?|people|persons|users|employees|customers|complaints|cases|"
    r"euros?|EUR|million|billion|thousand|data subjects|controllers|companies|others|other|more)\b))")
NUMBER = {kind: re.compile(pattern + NOT_A_REFERENCE) for kind, pattern in {
    "article": rf"\d{{1,3}}(?:[a-z](?![a-z])|[- ]?{LATIN}\b)?",
    "section": r"\d{1,4}(?:[a-zA-Z]{1,2}(?![a-zA-Z]))?(?:[.:]\d{1,4}[a-z]?){0,4}",
    "recital": r"\d{1,3}",
    "regulation": r"\d{1,3}[A-Z]{0,2}(?![A-Za-z])"}.items()}
PARAGRAPH = r"(?:paragraphs?|paras?\.?|par\.|Abs\.|sub-?sections?|[Nn]umber|[Nn]o\.?|[Nn]r\.?)"
LETTER = r"(?:letters?|litt?\.?|points?|sub-?paragraphs?|sentence|S\.|items?)"
PART = re.compile(
    r"\s?\(\s?(?P<paren>\d{1,3}[A-Za-z]{0,2}|[A-Za-z]|[ivx]{2,5})\s?(?:\)|(?=\())|"
    r"(?<=\))(?P<tail>[a-z])(?![\w'’])|(?<=[\d)])\s?(?P<closed>[a-z])\)|"
    r"\.(?P<dot>\d{1,2}(?!\d)|[a-z](?!\w))\)?|"
    rf"(?:,?\s|(?<=\s)){PARAGRAPH}\s?\(?(?P<paragraph>\d{{1,3}}[a-z]?)(?!\w)\)?|"
    rf"(?:,?\s|(?<=\s)){LETTER}\s?[(\"“']?(?P<letter>[a-z]|\d{{1,2}})(?!\w)[)\"”']{{0,2}}")
BARE_PART = re.compile(rf"\(\s?(?:\d{{1,3}}[A-Za-z]?|[a-z]|[ivx]{{2,5}})\s?\)|(?:{PARAGRAPH}|{LETTER})\s\(?(?:\d{{1,2}}|[a-z])(?!\w)")
CLOSED = re.compile(r"[a-z]\)")                             # "lit. a), b) and d)"
WHOLE = re.compile(r"\((\d{1,3})\)(?=\s?\(\d)")             # "32(1), (33)(1)": a paragraph has no paragraphs, so 33 is an article
JOIN = re.compile(
    r"\s{0,2}(?:(?:,|;|&|\b(?:and/or|and|or|as well as|together with|read with|alongside|cf\.?|"
    r"in (?:conjunction|combination|connection|relation) with)(?=[\s(]))\s{0,2}){1,3}")
RANGE = re.compile(r"\s?(?:[-–—]|\b(?:to|through)\b)\s?")
RANGE_END = re.compile(r"\(?\s?(\d{1,3}|[a-z])\s?\)")
SEVERAL = re.compile(r"(?:paragraphs|paras\.?|letters|points)\s\w{1,3}$")               # before "-3", "and 3": no brackets are needed
BARE = re.compile(r"(\d{1,2}|[a-z])(?![\w(]|[.,]\d)")
ONE = r"\(?(?:[a-z]|\d{1,2})\)?"
BEFORE_HEAD = re.compile(rf"(?:{PARAGRAPH}|{LETTER})\s(?P<parts>{ONE}(?:(?:,|,? and|,? or)\s{ONE}){{0,4}})\s(?:of|in)\s(?:the\s)?$")
LONGEST = 300                            # references in one list; longer ones are no citations


@dataclass(frozen=True, slots=True)
class Reference:
    """One provision of a list: `number` as cited ("6(1)(f)"), `start`..`end` the words that name it.

    `between`: how many provisions the range names in which it stands without being named.
    """

    number: str
    start: int
    end: int
    between: int = 0


@dataclass(frozen=True, slots=True)
class Citation:
    """A head with its references; `joined` when the words after `end` go on to another head of the same enumeration."""

    kind: str
    start: int
    end: int
    references: tuple[Reference, ...]
    joined: bool = False


def find_citations(text: str, start: int, stop: int) -> Iterator[Citation]:
    """The citations of `text[start:stop]`, in order and without overlaps."""
    at = start
    while head := HEAD.search(text, at, stop):
        reader = ListReader(text, stop, head.lastgroup or "", head.start(), head.end())
        if reader.read():
            prefix = BEFORE_HEAD.search(text[max(start, head.start() - 60):head.start()])
            references = under(prefix["parts"], head.start() - len(prefix[0]), reader.found) if prefix else tuple(reader.found)
            yield Citation(reader.kind, head.start(), reader.at, references, bool(HEAD.match(text, reader.after_join(reader.at), stop)))
        at = max(head.end(), reader.at)


def under(parts: str, start: int, found: list[Reference]) -> tuple[Reference, ...]:
    """"points (a) and (f) of Article 6(1)": the parts said before the head belong to its first reference."""
    first = found[0]
    said = [Reference(f"{first.number}({part})", start, first.end) for part in re.findall(r"(?<!\w)(?:[a-z]|\d{1,2})(?!\w)", parts)]
    return (*(said or [first]), *found[1:])


class ListReader:
    """Reads one list from left to right. `found` grows; `at` is where the last reference ends."""

    def __init__(self, text: str, stop: int, kind: str, head: int, at: int) -> None:
        self.text, self.stop, self.kind, self.at = text, stop, kind, at
        self.found: list[Reference] = []
        self.base = ""
        self.path: list[str] = []
        self.several = False               # whether the parts that are read now are announced together: "paragraphs 1, 2 and 3"
        self._start = head

    def read(self) -> bool:
        """Whether there is a list at all."""
        if not self._number(self.at):
            return False
        while len(self.found) < LONGEST and (self._range() or self._next()):
            pass
        return True

    def after_join(self, at: int) -> int:
        join = JOIN.match(self.text, at, self.stop)
        return join.end() if join else self.stop

    # ------------------------------------------------------------ one reference

    def _number(self, at: int) -> bool:
        m = NUMBER[self.kind].match(self.text, at, self.stop)
        if m is None:
            return False
        self.base, self.path, self.at = re.sub(r"[\s-]", "", m[0]) if self.kind == "article" else m[0], [], m.end()
        self._parts()
        return True

    def _parts(self) -> None:
        """The parts that follow at once; then what has been read is one reference."""
        while self.kind != "recital" and len(self.found) < LONGEST and (m := PART.match(self.text, self.at, self.stop)):
            for part in self._said(m):
                self._step(part)
            self.at = m.end()
        self._add()

    def _said(self, m: re.Match[str]) -> tuple[str, ...]:
        part = next(g for g in m.groups() if g)
        if m["letter"] and part.isdigit():                       # "sentence 2"
            return ()
        split = re.fullmatch(r"(\d+)([a-z])", part) if self.kind == "article" else None
        return split.groups() if split else (part,)

    def _step(self, part: str) -> None:
        """One part down, or beside the last one where it cannot stand below it."""
        path, depth = self.path, len(self.path)
        if part.isdigit() and self.kind == "article" and path and path[0].isdigit():
            depth = 0
        elif part.isalpha() and path and path[-1].isalpha() and not is_roman_below(part, path[-1]):
            depth -= 1
        if depth < len(path):
            self._add()
        self.path = [*path[:depth], part.lower() if self.kind == "article" else part]

    def _add(self, between: int = 0) -> None:
        self.found.append(Reference(self.base + "".join(f"({p})" for p in self.path), self._start, self.at, between))

    # ------------------------------------------------------------ the next one

    def _next(self) -> bool:
        at = self.after_join(self.at)
        if at >= self.stop:
            return False
        self._start = at
        if self.kind == "article" and (whole := WHOLE.match(self.text, at, self.stop)):
            self.base, self.path, self.at = whole[1], [], whole.end()
            self._parts()
            return True
        if self.path and (beside := self._beside(at)):
            self.path, self.at = [*self.path[:-1], beside[0].rstrip(")")], beside.end()
            self._parts()
            return True
        if BARE_PART.match(self.text, at, self.stop):
            m = PART.match(self.text, at, self.stop)
            parts = self._said(m) if m else ()
            if m is None or not parts:
                return False
            self.path = [] if parts[0].isdigit() else [p for p in self.path[:1] if p.isdigit()]
            for part in parts:
                self._step(part)
            self.at = m.end()
            self._parts()
            return True
        return self._number(at)

    def _beside(self, at: int) -> re.Match[str] | None:
        """A part beside the last one without brackets around it: "lit. a) and *b)*", "paragraphs 1, *2* and *3*"."""
        self.several = self.several or bool(SEVERAL.search(self.text[max(0, self.at - 20):self.at]))
        found = CLOSED.match(self.text, at, self.stop) if self.path[-1].isalpha() else None
        if found is None and self.several:
            found = BARE.match(self.text, at, self.stop)
            if found and found[0].isdigit() != self.path[-1].isdigit():
                found = None
            self.several = found is not None and self.text[self.at:at].strip() in (",", ";")     # "and" comes before the last one
        return found

    def _range(self) -> bool:
        """"12 to 14", "(a)-(c)": all between, under the words of the range."""
        m = RANGE.match(self.text, self.at, self.stop)
        if m is None:
            return False
        low, base = self.path[-1] if self.path else self.base, self.base
        end = BARE if SEVERAL.search(self.text[max(0, self.at - 20):self.at]) else RANGE_END
        bare = end.match(self.text, m.end(), self.stop) if self.path else None
        plain = NUMBER[self.kind].match(self.text, m.end(), self.stop) if not self.path else None
        high = bare[1] if bare else plain[0] if plain else ""
        between = steps(low, high)
        if not between or len(self.found) + len(between) > LONGEST:
            return False
        self.at = (bare or plain).end()                          # type: ignore[union-attr]  # one of them gave `high`
        for value in between:
            self.base, self.path = (base, [*self.path[:-1], value]) if self.path else (value, [])
            self._add(len(between) + 1 if value != between[-1] else 0)
        return True


def is_roman_below(part: str, letter: str) -> bool:
    """(b)(ii) is below (b), and so is (a)(i); but (h)(i) stand side by side."""
    if not re.fullmatch(r"[ivx]+", part) or re.fullmatch(r"[ivx]{2,}", letter):
        return False
    return len(part) > 1 or ord(part) != ord(letter[-1]) + 1


def steps(low: str, high: str) -> list[str]:
    """What follows `low` up to `high`: numbers or letters, at most 99 of them; none where the order is wrong."""
    if low.isdigit() and high.isdigit() and 0 < int(high) - int(low) <= 99:
        return [str(n) for n in range(int(low) + 1, int(high) + 1)]
    if len(low) == len(high) == 1 and low.isalpha() and high.isalpha() and low < high:
        return [chr(n) for n in range(ord(low) + 1, ord(high) + 1)]
    return []
