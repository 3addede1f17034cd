"""The lines around the headline: address, date, by-line, source. What they state is kept as metadata, the lines leave the text.

A line goes only when it is nothing but these; a date glued to the first sentence ("15 April 2025Until now …") is cut off it.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ingest import cleaning_phrases as phrases
from ingest.cleaning_blocks import FULL_STOP, Block, is_prose, remembered, same, words
from ingest.cleaning_bylines import BYLINE, ROLE, is_label, is_label_like, names, publisher
from ingest.cleaning_characters import plain
from ingest.cleaning_dates import DATE, Found, find
from ingest.cleaning_furniture import is_furniture, marks_tail

BY_ALONE = re.compile(r"by\s*:?", re.I)
LINES = 15                               # how many lines from the top are looked at, furniture not counted
LAST_LINES = 5                           # how many lines at the end are looked at where the top states no day
MAX_CLOSING = 60                         # code points of such a line
LABEL = re.compile(r"(?<!\w)(?:first |originally |article |news |press release )?(?P<label>published|publication date|publish date|posted|post date"
                   r"|date published|date posted|date of publication|release date|released|issued|issue date|date|pubdate|last updated|updated|update"
                   r"|last modified|modified|last reviewed|reviewed|retrieved|fetched|fetch date|accessed|crawled)"
                   r"(?: (?:on|at|in))?\s*[:\-–|]?(?=\W|\d|\Z)", re.I)
UPDATED = re.compile(r"last|updat|modif|review", re.I)
FETCHED = re.compile(r"retriev|fetch|access|crawl", re.I)
FIELD = re.compile(r"(?P<name>title|headline|url|link|permalink|canonical|web address|source|publisher|publication|outlet|site"
                   r"|author|authors|byline|language|lang)\s*:\s*(?P<value>\S.{0,500})\Z", re.I)
URL = re.compile(r"(?:https?://)[^\s<>\"]+\Z")
SEPARATOR = re.compile(r"\s*(?:[|•·;,/»>()\[\]]|\s[–—-]\s|^[–—-]|[–—-]$|:\s|:$)\s*")
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
KIND = (r"(?:(?:press|media|news) (?:release|statement|notice)s?|client (?:alert|briefing|note|update)|legal (?:update|alert|briefing|note)|news ?flash"
        r"|(?:(?:trade|daily|weekly|legal|market|news|press|sector) )*(?:brief|digest|round-?up|wrap-?up)"
        r"|news(?:letter)?|blog(?: post)?|article|alert|briefing|bulletin|insights?|update|statement|announcement|publication|report|feature|analysis"
        r"|opinion|comment|interview|guidance|notice)")
NOISE = re.compile(WEEKDAY + rf"|at|on|in|by|from|the|edited|published|posted|provided by|share|print|{KIND}"
                   r"|(?:[a-z]+ ?)?\d{1,3}[ -]?min(?:ute)?s?\.?(?: (?:read|listen|watch))?|reading time|\d+ comments?|(?:no |leave a |add a )?comments?"
                   r"|updated .{0,20}"
                   r"|(?:week|vol(?:ume)?|no|nr|issue)\.? ?\d+|\d{1,4}|@\w+"
                   r"|(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*)?(?:[ap]\.?m\.?)?\s*(?:gmt|utc|bst|ces?t|ist|[ecmp][sd]?t|z)?", re.I)
CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:GMT|UTC|BST|CES?T|IST|[ECMP][SD]?T)?\b", re.I)
HANDLE = re.compile(r"(?<!\w)@\w+")
REFERENCE = re.compile(r"(?:type|category|section|topics?|reference|ref|press release|release|number|no|nr|id|reading time|language|location|share)\.?"
                       r"(?: (?:no|nr|number|id)\.?)?\s*:?\s*[\w/ .&,()-]{1,60}", re.I)
GLUED_TAIL = re.compile(r"(?<=[a-z0-9%”’)])\s?\d{1,2} min(?:ute)?s? read\b.*\Z", re.I)
PLACE = r"[A-Z][\w.'’-]*(?:[ /-][A-Z][\w.'’-]*){0,3}"
_WIRE = r"(?:-{0,2}\s?\([A-Z][\w .]{1,30}\)|/[\w ]{2,30}/)"     # the agency: "(Example Wire)", "/ExampleWire/"
DATELINE = re.compile(rf"[(\[]?(?!(?:On|In|By|At|Since|From|Until|As)\b)(?:{PLACE}(?:\s*[,/]\s*{PLACE})*)?\s*{_WIRE}?\s*(?:[,(|]|-{{1,2}}|[–—])?\s*\Z")
AFTER_DATE = re.compile(rf"\s*(?:,\s*{PLACE})?\s*{_WIRE}?\s*(?:\)\s*[-–—:]|-{{1,2}}|[–—:|.)\]])\s*(?=[\"“„‘]?[A-ZÀ-Þ])")


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
    if _is_timeline(blocks):
        return Head(), list(blocks)
    headline = next((i for i, block in enumerate(blocks[:LINES]) if (title and same(block.text, title)) or block.level == 1), None)
    lines: list[Line] = []
    prose = seen = 0
    for i, block in enumerate(blocks):
        if seen >= LINES or prose >= 2:
            break
        if title and same(block.text, title):
            line = Line(block.text)
        else:
            above = blocks[i - 1].text if i else ""
            first = not seen and headline is None and not title
            line = read_line(f"By {block.text}", first) if BY_ALONE.fullmatch(above) else read_line(block.text, first)
            if BY_ALONE.fullmatch(above) and line.rest is not None:
                line = read_line(block.text, first)
        if headline is not None and i < headline:    # above the headline often stands the day of the visit
            dates = tuple(("above the headline" if where == "displayed" else where, day) for where, day in line.head.dates)
            line = replace(line, head=replace(line.head, dates=dates))
        lines.append(line)
        if line.rest is not None:
            prose += seen > 0 and is_prose(block)        # the first may be a headline that reads like a sentence
            seen += 1
    lines = _without_labels(blocks, lines, 0 if headline is None and not title else headline)
    head = Head()
    for line in lines:
        head = head | line.head
    kept = [replace(block, text=line.rest) for block, line in zip(blocks, lines) if line.rest is not None]
    return head, kept + list(blocks[len(lines):])


def closing(blocks: Sequence[Block]) -> Head:
    """The day of publication that a line at the end states with a label ("Published 3 May 2024"), for texts that state none at the top."""
    for block in blocks[-LAST_LINES:]:
        label = LABEL.match(block.text)
        if label and not UPDATED.match(label["label"]) and not FETCHED.match(label["label"]) and len(block.text) <= MAX_CLOSING:
            line = read_line(block.text, first=False)
            if line.rest is None and len(line.head.dates) == 1:
                return Head(dates=line.head.dates)
    return Head()


def _without_labels(blocks: Sequence[Block], lines: list[Line], headline: int | None) -> list[Line]:
    """Without the names, offices, papers and sections beside a date or by-line under the headline; papers are publishers."""
    stated = [line.rest is None and line.head != Head() for line in lines]
    if headline is not None and (headline >= len(blocks) or words(blocks[headline].text) < 4):
        return lines
    out = list(lines)
    for i, (block, line) in enumerate(zip(blocks, lines)):
        beside = any(0 <= j < len(lines) and stated[j] and abs(i - j) <= 2 and all(out[k].rest is None for k in range(min(i, j) + 1, max(i, j)))
                     for j in (i - 2, i - 1, i + 1, i + 2))
        under = headline is None or i > headline
        if not (beside and under and line.rest == block.text and block.kind == "paragraph") or phrases.REPORTS.search(block.text):
            continue
        if is_label(block.text) or REFERENCE.fullmatch(block.text) or NOISE.fullmatch(block.text):
            pieces = SEPARATOR.split(block.text)
            out[i] = Line(None, Head(publisher=next(filter(None, map(publisher, (block.text, *pieces))), None)))
    return out


def _is_timeline(blocks: Sequence[Block]) -> bool:
    """Whether days are the headings of the text; they say when things happened, not when it was published."""
    days = {found[0].day for block in blocks if len(block.text) <= 40 and len(found := find(block.text)) == 1
            and not SEPARATOR.sub("", block.text[:found[0].start] + block.text[found[0].end:]).strip(" .:")}
    return len(days) >= 3


@remembered
def says_something(block: Block) -> bool:
    """Whether a line states a date, an author, an address or the like, and may therefore not be thrown away unread."""
    line = read_line(block.text[:1000], first=False)
    return line.rest is None and line.head != Head()


@remembered
def read_line(text: str, first: bool) -> Line:
    """What one line states. The `first` line of a text without known headline may be the headline: it goes only if it is all metadata."""
    text = text.strip()
    if URL.match(text):
        return Line(None, Head(url=text))
    if (entry := FIELD.match(text)) and (line := _field(entry["name"].lower(), entry["value"].strip())):
        return line
    if (byline := BYLINE.match(text)) and not first and not DATE.search(text) and (found_names := names(byline["names"])):
        return Line(None, Head(authors=found_names))
    if " read" in text.lower() and (glued := GLUED_TAIL.search(text)) and words(text[:glued.start()]) >= 4:
        return Line(text[:glued.start()].rstrip(), read_line(glued[0].strip(), first=False).head)
    found = find(text[:200])
    if found:
        return _dated(text, found, first)
    if LABEL.fullmatch(text) or re.fullmatch(r"(?:by|author|source|date|title)\s*:", text, re.I) or (not first and BY_ALONE.fullmatch(text)):
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
    if DATELINE.match(text[:day.start]) and AFTER_DATE.match(text[day.end:]):
        return Line(text, Head(dates=(("dateline", day.day),)))      # "BRUSSELS, 4 April 2024 – The board …"
    return Line(text)


def _date_line(text: str, found: list[Found], first: bool) -> Line | None:
    """A line that is only dates with authors, places and categories around them, or None."""
    dates: list[tuple[str, date]] = []
    parts, at, labelled = [], 0, False
    for day in found:
        before = HANDLE.sub(" | ", CLOCK.sub(" ", text[at:day.start]))
        label = next((m for m in reversed(list(LABEL.finditer(before))) if words(before[m.end():]) <= 1), None)
        labelled = labelled or bool(label)
        if not (label and FETCHED.match(label["label"])):
            dates.append((_where(label), day.day))
        parts.append(before[:label.start()] + "|" + before[label.end():] if label else before)
        at = day.end
    rest = "|".join([*parts, text[at:]])
    authors: tuple[str, ...] = ()
    paper: str | None = None
    left: list[str] = []
    for piece in SEPARATOR.split(rest):
        piece = piece.strip(" \t:,|–—-")
        if byline := re.match(r"(?:written |posted |published |reported )?by:? +(?P<names>.+)", piece, re.I):
            authors = authors or (names(byline["names"]) or ())
            labelled = True
            piece = "" if authors else piece
        piece = LABEL.sub("", piece).strip(" :,|–—-") if labelled or LABEL.fullmatch(piece) else piece
        if piece and not NOISE.fullmatch(piece.strip(" .")):
            paper = paper or publisher(piece)
            left.append(piece)
    if left and re.match(r" +\w", text[at:]) and words(left[-1]) >= 3:
        return None                      # "17 Sep 2024 Regulator Fines Firm": the rest may be a headline
    before = re.sub(rf"\b{WEEKDAY}", "", parts[0], flags=re.I)
    office = any(ROLE.fullmatch(word) or "@" in parts[0] for piece in left for word in (piece, " ".join(piece.split()[-2:])))
    apart = labelled or office or not before.strip(" ,") or re.search(r"[|•·,–—/>-]\s*\Z|\Z(?<=[a-z])", before)      # the date from the words before it
    label_like = all(is_label_like(piece) or ROLE.fullmatch(piece) for piece in left)
    few_names = sum(map(words, left)) <= 10 and label_like and not FULL_STOP.search(text[at:].rstrip())
    if left and (first or not apart or not few_names):
        return None
    return Line(None, Head(authors=authors, publisher=paper, dates=tuple(dates)))


def _field(name: str, value: str) -> Line | None:
    """A header line such as "Source: Example News"."""
    if name in ("title", "headline"):
        value = re.sub(r"^(?:(?:title|headline)\s*:\s*)+", "", value, flags=re.I)
        value = plain(value)
        if not value or is_furniture(Block(value)) or marks_tail(Block(value)) or read_line(value, True).rest != value:
            return Line(None)            # it would not be read as a headline without the word "Title"
        return Line(value, Head(title=value))
    if name in ("url", "link", "permalink", "canonical", "web address"):
        return Line(None, Head(url=value)) if URL.match(value) else None
    if len(value) > 120 or (words(value) > 8 and FULL_STOP.search(value)):
        return None
    if name in ("language", "lang"):
        return Line(None) if words(value) <= 2 else None
    if name in ("author", "authors", "byline"):
        people = names(value)
        return Line(None, Head(authors=people)) if people else None
    if URL.match(value):
        return Line(None, Head(url=value))
    return Line(None, Head(publisher=value))


def _where(label: re.Match[str] | None) -> str:
    return "updated" if label is not None and UPDATED.match(label["label"]) else "displayed"

