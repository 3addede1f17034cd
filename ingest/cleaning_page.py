"""What an HTML page says about itself: title, address, publisher, authors, days of publication."""
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml.html import HtmlElement

from ingest.cleaning_blocks import key, listed, words
from ingest.cleaning_dates import stamp

PUBLISHED_META = listed(
    "article:published_time article:published og:published_time og:article:published_time datepublished date pubdate publishdate "
    "publish_date publish-date published-date dc.date dc.date.issued dc.date.created dcterms.date dcterms.issued dcterms.created "
    "citation_publication_date citation_date parsely-pub-date sailthru.date article.published originalpublicationdate "
    "cxenseparse:recs:publishtime bt:pubdate publication_date publicationdate rnews:datepublished")
AUTHOR_META = frozenset(("author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author", "sailthru.author", "byl"))
SITE_META = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "citation_journal_title")
TITLE_META = ("og:title", "dc.title", "citation_title", "twitter:title", "parsely-title")
ARTICLE_TYPES = re.compile(r"(?:\w*Article|\w*Posting|Report|WebPage|\w*Review)\Z")
TITLE_PARTS = re.compile(r"\s+(?:[|–—»«·•]|-|::?)\s+")
MAX_NODES = 2_000                        # of JSON-LD: a page's description of itself is a handful


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Metadata of one page; `dates` pairs where a day was found (`meta`, `json-ld`, `displayed`) with the day."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    dates: tuple[tuple[str, date], ...] = ()


def facts(tree: HtmlElement) -> PageFacts:
    """The metadata of a parsed page. What the page does not say stays empty; nothing is inferred from its address or footer."""
    meta = _metas(tree)
    nodes = list(_json_ld(tree))
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and _text_of(node.get("name"))}
    described = [{key_: _resolved(value, named) for key_, value in node.items()} for node in nodes if _is_article(node)]
    publisher = _first(*(meta.get(name) for name in SITE_META), *(_name_of(node.get("publisher")) for node in described))
    url = _first(*(_address(e.get("href")) for e in tree.xpath("//link[@rel='canonical']")), _address(meta.get("og:url")),
                 *(_address(_text_of(node.get("url")) or _link_of(node.get("mainEntityOfPage"))) for node in described))
    told = ([name for node in described for name in _names_of(node.get("author"))],
            [value for name, value in _meta_pairs(tree) if name in AUTHOR_META], _shown_authors(tree))
    authors = next(filter(None, (tuple(dict.fromkeys(filter(_is_author, names))) for names in told)), ())
    dates = [("meta", day) for name, value in _meta_pairs(tree) if name in PUBLISHED_META and (day := stamp(value))]
    dates += [("json-ld", day) for node in described if (day := stamp(str(node.get("datePublished") or "")))]
    dates += _shown_dates(tree)
    return PageFacts(_title(tree, meta, described, publisher), url, publisher,
                     authors, tuple(dict.fromkeys(dates)))


def without_site(title: str, publisher: str | None, url: str | None = None) -> str:
    """A title without the name of the site that many pages append: "Firm fined | Example News" -> "Firm fined"."""
    pieces = TITLE_PARTS.split(title)
    if len(pieces) < 2:
        return title
    site = key(publisher or "").replace(" ", "")
    host = key(re.sub(r"^https?://([^/]*).*", r"\1", url or "")).replace(" ", "")
    last = key(pieces[-1]).replace(" ", "")
    if last and (last == site or (len(last) >= 4 and (last in host or (site and last in site)))):
        return title[:title.rfind(pieces[-1])].rstrip(" |–—»«·•-:")
    return title


def _title(tree: HtmlElement, meta: dict[str, str], described: list[dict[str, Any]], publisher: str | None) -> str | None:
    head = _first(*(meta.get(name) for name in TITLE_META), *(_text_of(node.get("headline")) for node in described),
                  *(" ".join(e.text_content().split()) for e in tree.xpath("//head/title | //title[not(ancestor::svg)]")[:1]))
    shown = [text for e in tree.xpath("//h1[not(ancestor::nav or ancestor::footer)]")[:10] if (text := " ".join(e.text_content().split()))]
    if head is None:
        return shown[0] if shown else None
    match = next((text for text in shown if key(text) and (key(text) in key(head) or key(head) in key(text)) and words(text) >= 2), None)
    return match or without_site(head, publisher)


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _meta_pairs(tree):
        found.setdefault(name, value)
    return found


def _meta_pairs(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        value = " ".join((element.get("content") or "").split())
        if name and value:
            yield name, value


def _shown_dates(tree: HtmlElement) -> list[tuple[str, date]]:
    """Days in <time> elements of the article: those that are not in a list of other articles, a comment or an "updated" note."""
    found: list[tuple[str, date]] = []
    elements = tree.xpath("//time[not(ancestor::aside or ancestor::footer or ancestor::nav or ancestor::li)]"
                          "| //*[@itemprop='datePublished'][not(self::meta or self::time)]")
    for element in elements[:20]:
        parent = element.getparent()
        about = " ".join(filter(None, (element.get("itemprop"), element.get("class"), parent.text if parent is not None else ""))).lower()
        shown = stamp(" ".join(element.text_content().split())) or stamp(element.get("datetime") or element.get("content") or "")
        other = re.search(r"modif|updat|comment|event|deadline", about) or element.xpath(
            "ancestor::*[contains(@class,'comment') or contains(@class,'related')]")
        if shown and not other:
            found.append(("displayed", shown))
            break                        # the first is the article's; later ones belong to what it lists
    return found


def _shown_authors(tree: HtmlElement) -> list[str]:
    """The writer whom the page marks as one, first of all those of other articles."""
    marked = tree.xpath("//*[@itemprop='author']//*[@itemprop='name'] | //*[@itemprop='author'][not(.//*[@itemprop='name'] or self::meta)]"
                        " | //a[@rel='author']")
    return [name for element in marked[:1] if (name := " ".join(element.text_content().split()))]


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json" or not script.text or len(script.text) > 1_000_000:
            continue
        try:
            queue: list[Any] = [json.loads(script.text, strict=False)]
        except (ValueError, RecursionError):
            continue                     # sites do publish broken JSON-LD; the page is still readable
        for _ in range(MAX_NODES):
            if not queue:
                break
            node = queue.pop(0)
            if isinstance(node, list):
                queue.extend(node[:MAX_NODES])
            elif isinstance(node, dict):
                yield node
                queue.extend(node[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if isinstance(node.get(name), (dict, list)))


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    return any(isinstance(kind, str) and ARTICLE_TYPES.match(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _resolved(value: Any, named: dict[str, dict[str, Any]]) -> Any:
    """A value with references to other nodes of the page ({"@id": …}) replaced by these nodes."""
    if isinstance(value, list):
        return [_resolved(item, named) for item in value[:50]]
    if isinstance(value, dict) and not value.get("name") and isinstance(value.get("@id"), str):
        return named.get(value["@id"], value)
    return value


def _link_of(value: Any) -> str | None:
    return _text_of(value.get("@id") or value.get("url")) if isinstance(value, dict) else _text_of(value)


def _names_of(value: Any) -> list[str]:
    return [name for item in (value if isinstance(value, list) else [value])[:50] if (name := _name_of(item))]


def _name_of(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text_of(value.get("name")) if isinstance(value, dict) else _text_of(value)


def _text_of(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _address(value: str | None) -> str | None:
    """A web address of a page; the one of a site's front page, which some sites put into every page, is no article's."""
    value = (value or "").strip()
    return value if re.match(r"https?://[^\s/]+/[^\s]*[^\s/]", value) else None


def _is_author(name: str) -> bool:
    return bool(name) and len(name) <= 100 and "@" not in name and not re.match(r"https?:|www\.|admin\Z", name, re.I)


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value), None)
