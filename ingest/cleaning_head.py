"""The lines around the headline: address, date, by-line, source. What they state is kept as metadata, the lines leave the text.

A line goes only when it is nothing but these; a date glued to the first sentence ("15 April 2025Until now …") is cut off it.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ingest.cleaning_blocks import FULL_STOP, Block, is_prose, listed, same, words
from ingest.cleaning_dates import DATE, Found, find

LINES = 15                               # how many lines from the top are looked at, furniture not counted
LABEL = re.compile(r"(?<!\w)(?:first |originally |article |news |press release )?(?P<label>published|publication date|publish date|posted|post date"
                   r"|date published|date posted|date of publication|release date|released|issued|issue date|date|pubdate|last updated|updated|update"
                   r"|last modified|modified|last reviewed|reviewed|retrieved|fetched|fetch date|accessed|crawled)"
                   r"(?: (?:on|at|in))?\s*[:\-–|]?(?=\W|\d|\Z)", re.I)
UPDATED = re.compile(r"last|updat|modif|review", re.I)
FETCHED = re.compile(r"retriev|fetch|access|crawl", re.I)
FIELD = re.compile(r"(?P<name>title|headline|url|link|permalink|canonical|web address|source|publisher|publication|outlet|site"
                   r"|author|authors|byline|language|lang)\s*:\s*(?P<value>\S.{0,500})\Z", re.I)
BYLINE = re.compile(r"(?:by|written by|words by|posted by|reported by|published by|story by|article by|authors?)\s*:?\s+(?P<names>\S.{1,160})\Z", re.I)
URL = re.compile(r"(?:https?://)[^\s<>\"]+\Z")
SEPARATOR = re.compile(r"\s*(?:[|•·;,/»>()\[\]]|\s[–—-]\s|^[–—-]|[–—-]$|:\s|:$)\s*")
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
NOISE = re.compile(WEEKDAY + r"|at|on|in|by|from|the|updated|edited|published|posted|share|print|news|blog|press release|article"
                   r"|\d{1,3}[ -]?min(?:ute)?s?(?: read)?|reading time|\d+ comments?|(?:no |leave a |add a )?comments?|updated .{0,20}"
                   r"|(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*)?(?:[ap]\.?m\.?)?\s*(?:gmt|utc|bst|ces?t|ist|[ecmp][sd]?t|z)?", re.I)
SMALL_WORDS = listed("and of the for in on at to de la le van von der den bin al & with")
PLACE = r"[A-Z][\w.'’-]*(?:[ /-][A-Z][\w.'’-]*){0,3}"
DATELINE = re.compile(rf"{PLACE}(?:\s*,\s*{PLACE})?\s*(?:,|\s[-–—|])\s*\Z")


@dataclass(frozen=True, slots=True)
class Head:
    """What the lines around the headline say. Each date has where it was found: `displayed`, `dateline`, `above the headline`, `updated`."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    dates: tuple[tuple[str, date], ...] = ()

    def __or__(self, other: Head) -> Head:
        """Both; where both speak, the first one counts."""
        dates = self.dates + tuple(pair for pair in other.dates if pair not in self.dates)
        return Head(self.title or other.title, self.url or other.url, self.publisher or other.publisher, self.authors or other.authors, dates)


@dataclass(frozen=True, slots=True)
class Line:
    """One line read: what it states, and what of it stays in the text (None: nothing)."""

    rest: str | None
    head: Head = field(default_factory=Head)


def read(blocks: Sequence[Block], title: str | None) -> tuple[Head, list[Block]]:
    """(what the head says, the blocks without the lines that said it)."""
    head, prose, seen = Head(), 0, 0
    kept: list[Block] = []
    if _is_timeline(blocks):
        return head, list(blocks)
    headline = next((i for i, block in enumerate(blocks[:LINES]) if (title and same(block.text, title)) or block.level == 1), None)
    for i, block in enumerate(blocks):
        if seen >= LINES or prose >= 2:
            return head, kept + list(blocks[i:])
        if title and same(block.text, title):
            line = Line(block.text)
        else:
            line = read_line(block.text, first=not kept and headline is None and not title)
        if headline is not None and i < headline:    # above the headline often stands the day of the visit
            dates = tuple(("above the headline" if where == "displayed" else where, day) for where, day in line.head.dates)
            line = replace(line, head=replace(line.head, dates=dates))
        head = head | line.head
        if line.rest is not None:
            block = replace(block, text=line.rest)
            kept.append(block)
            prose += seen > 0 and is_prose(block)        # the first may be a headline that reads like a sentence
            seen += 1
    return head, kept


def _is_timeline(blocks: Sequence[Block]) -> bool:
    """Whether days are the headings of the text; they say when things happened, not when it was published."""
    days = {found[0].day for block in blocks if len(block.text) <= 40 and len(found := find(block.text)) == 1
            and not SEPARATOR.sub("", block.text[:found[0].start] + block.text[found[0].end:]).strip(" .:")}
    return len(days) >= 3


def says_something(block: Block) -> bool:
    """Whether a line states a date, an author, an address or the like, and may therefore not be thrown away unread."""
    line = read_line(block.text[:1000], first=False)
    return line.rest is None and line.head != Head()


def read_line(text: str, first: bool) -> Line:
    """What one line states. The `first` line of a text without known headline may be the headline: it goes only if it is all metadata."""
    text = text.strip()
    if URL.match(text):
        return Line(None, Head(url=text))
    if (entry := FIELD.match(text)) and (line := _field(entry["name"].lower(), entry["value"].strip())):
        return line
    if (byline := BYLINE.match(text)) and not first and not DATE.search(text) and (names := _names(byline["names"])):
        return Line(None, Head(authors=names))
    found = find(text[:200])
    if found:
        return _dated(text, found, first)
    if LABEL.fullmatch(text) or re.fullmatch(r"(?:by|author|source|date|title)\s*:", text, re.I):
        return Line(None)
    return Line(text)


def _dated(text: str, found: list[Found], first: bool) -> Line:
    if len(text) <= 200 and (line := _date_line(text, found, first)):
        return line
    day = found[0]
    label = LABEL.match(text)
    start = label.end() if label else 0
    if not text[start:day.start].strip(" :,-–|") or re.fullmatch(rf"\W*{WEEKDAY},?\s*", text[start:day.start], re.I):
        rest = text[day.end:]
        glued = re.match(r"\s*(?:[|•·]\s*)?(?=[\"“„‘]?[A-ZÀ-Þ])", rest)
        if glued and words(rest) >= 4:
            return Line(rest[glued.end():], Head(dates=((_where(label), day.day),)))
        if re.match(r"\s*(?:[-–—:]\s)", rest):      # "5 August 2020 – The agency decided …" may be the day of the act: the words stay
            return Line(text, Head(dates=(("dateline", day.day),)))
    if DATELINE.match(text[:day.start]) and re.match(r"\s*(?:[-–—:|(]|\)\s*[-–—:])", text[day.end:]):
        return Line(text, Head(dates=(("dateline", day.day),)))      # "BRUSSELS, 4 April 2024 – The board …"
    return Line(text)


def _date_line(text: str, found: list[Found], first: bool) -> Line | None:
    """A line that is only dates with authors, places and categories around them, or None."""
    dates: list[tuple[str, date]] = []
    parts, at, labelled = [], 0, False
    for day in found:
        before = text[at:day.start]
        label = next((m for m in reversed(list(LABEL.finditer(before))) if words(before[m.end():]) <= 1), None)
        labelled = labelled or bool(label)
        if not (label and FETCHED.match(label["label"])):
            dates.append((_where(label), day.day))
        parts.append(before[:label.start()] + "|" + before[label.end():] if label else before)
        at = day.end
    rest = "|".join([*parts, text[at:]])
    authors: tuple[str, ...] = ()
    left = []
    for piece in SEPARATOR.split(rest):
        piece = piece.strip(" \t:,|–—-")
        if byline := re.match(r"(?:written |posted |published |reported )?by:? +(?P<names>.+)", piece, re.I):
            authors = authors or (_names(byline["names"]) or ())
            labelled = True
            piece = "" if authors else piece
        piece = LABEL.sub("", piece).strip(" :,|–—-") if labelled or LABEL.fullmatch(piece) else piece
        if piece and not NOISE.fullmatch(piece):
            left.append(piece)
    if left and re.match(r" +\w", text[at:]) and words(left[-1]) >= 3:
        return None                      # "17 Sep 2024 Regulator Fines Firm": the rest may be a headline
    apart = labelled or not parts[0].strip() or re.search(r"[|•·,–—/>-]\s*\Z|\Z(?<=[a-z])", parts[0])      # the date from the words before it
    few_names = sum(map(words, left)) <= 10 and all(map(_is_label_like, left)) and not FULL_STOP.search(text[at:].rstrip())
    if left and (first or not apart or not few_names):
        return None
    return Line(None, Head(authors=authors, dates=tuple(dates)))


def _field(name: str, value: str) -> Line | None:
    """A header line such as "Source: Example News"."""
    if name in ("title", "headline"):
        value = re.sub(r"^(?:(?:title|headline)\s*:\s*)+", "", value, flags=re.I)
        return Line(value, Head(title=value)) if value else None
    if name in ("url", "link", "permalink", "canonical", "web address"):
        return Line(None, Head(url=value)) if URL.match(value) else None
    if len(value) > 120 or (words(value) > 8 and FULL_STOP.search(value)):
        return None
    if name in ("language", "lang"):
        return Line(None) if words(value) <= 2 else None
    if name in ("author", "authors", "byline"):
        names = _names(value)
        return Line(None, Head(authors=names)) if names else None
    if URL.match(value):
        return Line(None, Head(url=value))
    return Line(None, Head(publisher=value))


def _where(label: re.Match[str] | None) -> str:
    return "updated" if label is not None and UPDATED.match(label["label"]) else "displayed"


def _names(text: str) -> tuple[str, ...] | None:
    """Names of people or agencies; None when the text holds anything else."""
    text = re.sub(r"^by:?\s+", "", text.strip(), flags=re.I).strip(" .,|–—-")
    if words(text) > 14 or re.search(r"[.!?]\s|[\"“”]|https?:", text.replace("Dr. ", "Dr ").replace("Mr. ", "Mr ")):
        return None
    pieces = [piece.strip() for piece in re.split(r"\s*(?:[,;|&/]|\band\b|\s[–—-]\s)\s*", text) if piece.strip()]
    people = tuple(piece for piece in pieces if words(piece) <= 5 and _is_label_like(piece) and not piece.startswith("@"))
    return people if pieces and len(people) == len(pieces) else None


def _is_label_like(text: str) -> bool:
    """Whether all words but the small ones start with a capital or a digit, as in names, places and categories."""
    names = re.findall(r"[\w&@#][\w.'’&@-]*", text)
    capitals = all(name[:1].isupper() or name[:1].isdigit() or name.lower().strip(".,") in SMALL_WORDS for name in names)
    return capitals and any(c.isalpha() for c in text)
