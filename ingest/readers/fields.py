"""What crawlers, news APIs and site generators call the facts of an article: one table for front matter and JSON records.

Names are compared without case, hyphens, underscores, spaces and dots: `published_date`, `publishedDate` and `Published-Date` are one.
"""
from __future__ import annotations

import re

# ours → theirs, the most telling first
FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "name"),
    "url": ("url", "link", "canonicalurl", "canonical", "sourceurl", "weburl", "articleurl", "permalink", "uri"),
    "publisher": ("publisher", "source", "sitename", "site", "sourcename", "outlet", "publication", "newspaper", "hostname", "domain"),
    "authors": ("authors", "author", "byline", "creator", "writer"),
    "published": ("published", "date", "datepublished", "publishedat", "publisheddate", "publishdate", "publishedon", "publishedtime", "publishtime",
                  "datepublish", "publicationdate", "publicationtime", "pubdate", "dateposted", "postedat", "posted", "posteddate", "postdate",
                  "firstpublished", "firstpublishedat", "originallypublished", "datecreated", "created", "createdat", "issued",
                  "releasedate", "articledate", "timestamp"),
    "retrieved": ("retrieved", "fetchdate", "fetched", "fetchedat", "crawldate", "crawled", "crawledat", "datedownload", "collecteddate", "collectedat",
                  "collected", "scrapedat", "scraped", "accessed", "accessdate", "downloaded"),
}
_OURS = {theirs: ours for ours, names in FIELDS.items() for theirs in names}


def normal(name: str) -> str:
    """The name as the table has it."""
    return re.sub(r"[\s_.-]+", "", name).casefold()


def field_of(name: str) -> str | None:
    """Our name for a field, or None when it says nothing about the article that is kept."""
    return _OURS.get(normal(name))


def rank(name: str) -> int:
    """The place of a name among those that mean the same; of two in one record the lower counts."""
    ours = field_of(name)
    return FIELDS[ours].index(normal(name)) if ours else 0
