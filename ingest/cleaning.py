"""Step 2, clean: from a document as found to an article.

    clean(RawDocument) -> Article

The clean text is what everything downstream counts its offsets in, and what is stored: paragraphs divided by one blank line,
no other line break, no control or invisible character, quotes and dashes as written. Its first paragraph is the headline, which
reports acts like any sentence. Cleaning a clean text changes nothing. Pure: no network, no clock.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from ingest import cleaning_furniture, cleaning_head, cleaning_html, cleaning_markdown
from ingest.cleaning_blocks import FULL_STOP, Block, join, key, words
from ingest.cleaning_characters import plain
from ingest.cleaning_dates import in_url, stamp
from ingest.cleaning_head import Head
from ingest.cleaning_html import Page
from ingest.cleaning_language import language
from ingest.cleaning_page import PageFacts, without_site
from ingest.model import Article, RawDocument, ReadError
from ontology import iris

MAX_PASSES = 8                           # each pass only removes; one or two are enough for real pages
MAX_LINES = 50_000
LONGEST_TITLE = 120
FIELD_NAME = re.compile(r"^(?:title|headline)\s*:\s*(?=\S)", re.I)
OPENS_MARKUP = re.compile(r"<(?:!--|script|style)[^<>]*>?", re.I)
CUT = re.compile(r"(?:…|\.\.\.)\s*\Z")
SENTENCE = re.compile(r".+?[.!?…][\"'”’»)\]]*(?=\s|\Z)")
# The order in which dates are believed: what readers see of the article comes before what the file says.
TRUST = ("displayed", "header", "front matter", "feed", "record", "meta", "json-ld", "dateline", "above the headline", "address")


def clean(raw: RawDocument) -> Article:
    """The article in a document. Raises `ReadError` when nothing readable remains."""
    meta = _Meta(raw)
    page = _page(raw)
    publisher = meta.one("publisher") or _line(page.facts.publisher)
    url = meta.url(page.facts.url)
    stated = _headline(without_site(meta.one("title") or _line(page.facts.title), publisher, url)) or None
    head, text = _tidy(page.blocks, stated)
    stated = stated or head.title
    again, text = _tidy(cleaning_markdown.blocks(text), None, text)  # as the clean text alone will be read: without metadata
    head = head | again | cleaning_head.read(_stripped(page.around_headline, stated), stated)[0]
    if not head.dates:
        head = head | cleaning_head.closing(page.blocks)
    if stated:
        text = _headed(stated, text)
    if not any(c.isalpha() for c in text):
        raise ReadError(raw.source, "holds no readable text once menus, links and other page furniture are removed; "
                                    "give the article's own text")
    url = url or head.url
    from_url = ((("address", day),) if url and (day := in_url(url)) else ())
    found = tuple(dict.fromkeys(meta.dates() + page.facts.dates + head.dates + from_url))
    return Article(
        source=raw.source, id=iris.mint_article(url, text), title=stated or _title_of(text), text=text, url=url,
        publisher=publisher or head.publisher, authors=meta.authors() or tuple(map(_line, page.facts.authors)) or head.authors,
        published=_published(found), dates_found=found, language=language(text))


def _page(raw: RawDocument) -> Page:
    """The paragraphs of a document of any media type, their characters made plain."""
    if raw.media_type == "text/html":
        try:
            page = cleaning_html.read(raw.content)
        except cleaning_html.NoText as e:
            raise ReadError(raw.source, str(e)) from None
        lines = len(page.blocks)
        page = Page(page.facts, _plain_blocks(page.blocks[:MAX_LINES]), _plain_blocks(page.around_headline))
    else:
        text = plain(raw.content)
        lines = text.count("\n") + 1
        page = Page(PageFacts(), cleaning_markdown.blocks(text) if lines <= MAX_LINES else [], [])
    if lines > MAX_LINES:
        raise ReadError(raw.source, f"has {lines:,} lines, more than the limit of {MAX_LINES:,} for one article; split it into its articles")
    return page


def _plain_blocks(blocks: Sequence[Block]) -> list[Block]:
    return [replace(block, text=text) for block in blocks if (text := _line(block.text))]


def _stripped(blocks: Sequence[Block], title: str | None) -> list[Block]:
    return cleaning_furniture.strip(blocks, title, cleaning_head.says_something)


def _tidy(blocks: Sequence[Block], title: str | None, before: str | None = None) -> tuple[Head, str]:
    """Furniture and head lines removed, again and again until a further pass would change nothing. `before`: the blocks' text if clean."""
    head, text = Head(), ""
    for _ in range(MAX_PASSES):
        found, text = _once(tuple(blocks), title)
        head = head | found
        title = title or head.title
        if text == before:
            break
        before, blocks = text, cleaning_markdown.blocks(text)
    return head, text


@lru_cache(maxsize=4)                    # of a text without metadata the last pass and the one after it are the same
def _once(blocks: tuple[Block, ...], title: str | None) -> tuple[Head, str]:
    found, kept = cleaning_head.read(_stripped(blocks, title), title)
    return found, plain(join(kept))


def _headline(text: str) -> str:
    """A title of the metadata as it would stand in the text: one line, without marks and entities."""
    for _ in range(MAX_PASSES):
        text = OPENS_MARKUP.sub("", FIELD_NAME.sub("", text))
        before, text = text, " ".join(block.text for block in cleaning_markdown.blocks(_line(text)))
        if not _balanced(text):
            text = re.sub(r"[\[\]]", "", text)
        if text == before:
            break
    return text


def _balanced(text: str) -> bool:
    """Whether every square bracket has its partner: one that has none would pair with one of the text below."""
    depth = 0
    for bracket in re.findall(r"[\[\]]", text):
        depth += 1 if bracket == "[" else -1
        if depth < 0:
            return False
    return depth == 0


def _headed(title: str, text: str) -> str:
    """`text` under its headline, such that cleaning both together would change nothing of the text."""
    for _ in range(MAX_PASSES):
        whole = _with_title(title, text)
        _, again = _tidy(cleaning_markdown.blocks(whole), None, whole)
        if text in (again, again.partition("\n\n")[2]) or again == whole:
            break
        text = again
    return whole


def _with_title(title: str, text: str) -> str:
    """`text` with its headline as first paragraph, once."""
    first = text.split("\n\n", 1)[0]
    start, opening = key(CUT.sub("", title)), key(first)
    if not start or opening == start or opening.startswith(start + " "):     # the title may be the cut-off start of the text
        return text
    if start.startswith(opening + " ") and words(first) >= 3 and not FULL_STOP.search(first):
        return text                      # the headline without what the site added to it
    return f"{title}\n\n{text}" if text else title


def _title_of(text: str) -> str:
    """The first paragraph if it is a headline, else its first sentence, cut at a word."""
    first = text.split("\n\n", 1)[0]
    if len(first) <= LONGEST_TITLE and not first.endswith("."):
        return first
    sentence = match[0] if (match := SENTENCE.match(first)) else first
    if len(sentence) <= LONGEST_TITLE:
        return sentence
    return sentence[:LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def _published(found: Sequence[tuple[str, date]]) -> date | None:
    """The day of publication among the stated ones; a day of an update is none."""
    ranked = sorted((TRUST.index(where), i) for i, (where, _) in enumerate(found) if where in TRUST)
    return found[ranked[0][1]][1] if ranked else None


def _line(text: str | None) -> str:
    return plain((text or "").replace("\n", " ")).replace("\n", " ")


class _Meta:
    """What the container said, in clean one-line values."""

    def __init__(self, raw: RawDocument) -> None:
        self._pairs = [(name, value) for name, text in raw.meta if (value := _line(text))]
        self._container = next((value for name, value in self._pairs if name == "container"), "header")

    def one(self, name: str) -> str | None:
        values = [value for key_, value in self._pairs if key_ == name]
        if name == "publisher":
            values = [value for value in values if not value.startswith(("http://", "https://"))]
        return values[0] if values else None

    def url(self, canonical: str | None) -> str | None:
        """The address of the article; `canonical`: the one that the page gives itself, which counts more than where a crawler found it."""
        values = [value for name in ("url", "publisher") for key_, value in self._pairs if key_ == name]     # front matter may call it its source
        values = [value for value in values if re.match(r"https?://[^\s/]+\S*\Z", value)]
        if canonical and self._container == "crawl":
            values.insert(0, canonical)
        return values[0] if values else canonical

    def authors(self) -> tuple[str, ...]:
        lists = [re.sub(r"^by\s+", "", value, flags=re.I) for key_, value in self._pairs if key_ == "authors"]
        names = [name for value in lists for name in re.split(r"\s*[;|]\s*|\s+and\s+|,\s+(?=\w+ \w)", value)]
        return tuple(dict.fromkeys(name for name in names if name and not name.startswith(("http://", "https://", "@"))))

    def dates(self) -> tuple[tuple[str, date], ...]:
        return tuple((self._container, day) for key_, value in self._pairs if key_ == "published" and (day := stamp(value)))
