"""RSS 0.9x/1.0/2.0 and Atom 1.0 feeds: one document an entry.

Parsed without network, without document type definitions and without entities, so that a feed can neither fetch nor grow.
Names are compared without their namespace: feeds mix RSS, Atom, Dublin Core and the content module freely.
"""
from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lxml import etree

from ingest.model import RawDocument, ReadError
from ingest.readers.formats import is_markup
from ingest.readers.limits import ReadLimits

CONTENT = ("encoded", "content", "description", "summary")   # of which the fullest is taken
OF_PICTURES = "http://search.yahoo.com/mrss/"                # has a content, title and description of its own
TAG = re.compile(r"<[^<>]*>")
LINKS_NOT_TO_THE_ARTICLE = ("self", "enclosure", "replies", "edit", "related", "via")
MAILBOX = re.compile(r"\S+@\S+\s*\((.+)\)\Z")


def is_html(data: bytes) -> bool:
    """Whether XML bytes are a page of XHTML."""
    return bool(re.match(rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+)?html[\s>]", data[:4096], re.I | re.S))


def read_feed(source: str, data: bytes, limits: ReadLimits) -> Iterator[RawDocument | ReadError]:
    """The entries of a feed as `source#1`, `source#2` …; what cannot be read is an error among them."""
    root, fault = _parse(data)
    if root is None:
        yield ReadError(source, f"is not XML ({fault}); expected an RSS or Atom feed or a page of XHTML")
        return
    if _name(root) not in ("rss", "feed", "RDF"):
        yield ReadError(source, f"is XML with root element <{_name(root)}>; expected an RSS or Atom feed (<rss>, <rdf:RDF>, <feed>) or XHTML")
        return
    channel = next((e for e in root if _name(e) == "channel"), root)
    publisher = _plain(_child_text(channel, "title"))
    entries = [e for e in root.iter(etree.Element) if _name(e) in ("item", "entry")]
    if not entries and fault is None:
        yield ReadError(source, "is a feed without entries; nothing to read")
    for number, entry in enumerate(entries[:limits.max_entries], 1):
        yield _document(f"{source}#{number}", entry, publisher)
    if len(entries) > limits.max_entries:
        yield ReadError(source, f"holds {len(entries)} entries, more than the limit of {limits.max_entries}; split the feed or raise max_entries")
    if fault is not None:
        yield ReadError(source, f"is broken XML ({fault}); {len(entries)} entries could be read, what follows the break is lost")


def _parse(data: bytes) -> tuple[etree._Element | None, str | None]:
    """(root, fault): a broken feed still gives the entries before the break."""
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "remove_comments": True, "remove_pis": True}
    try:
        return etree.fromstring(data, etree.XMLParser(**options)), None
    except (etree.XMLSyntaxError, ValueError) as e:
        fault = str(e).split(" (<string>")[0]
    try:
        return etree.fromstring(data, etree.XMLParser(recover=True, **options)), fault
    except (etree.XMLSyntaxError, ValueError):
        return None, fault


def _document(source: str, entry: etree._Element, publisher: str) -> RawDocument | ReadError:
    content = max((_content(entry, name) for name in CONTENT), key=lambda text: len(TAG.sub("", text).strip()))
    title = _plain(_child_text(entry, "title"))
    if not content and not title:
        return ReadError(source, "is a feed entry without title and text")
    origin = next((e for e in entry if _name(e) == "source"), None)          # syndicated from another feed
    origin_name = "" if origin is None else _plain(_child_text(origin, "title") or "".join(origin.itertext()))
    found = [("container", "feed"), ("title", title), ("url", _link(entry)), ("publisher", origin_name or publisher)]
    found += [("authors", name) for name in _authors(entry)]
    found.append(("published", next((text for name in ("pubDate", "published", "date", "issued", "updated") if (text := _child_text(entry, name))), "")))
    return RawDocument(source, content, "text/html" if is_markup(content) or "&" in content else "text/plain",
                       tuple((key, value.strip()) for key, value in found if value.strip()))


def _content(entry: etree._Element, name: str) -> str:
    """The text or markup of the child `name`; child elements (Atom `type="xhtml"`) become markup again."""
    for child in entry:
        if _name(child) == name:
            if len(child):
                inner = "".join(etree.tostring(e, encoding="unicode", method="html") for e in child)
                return f"<div>{html.escape(child.text or '', quote=False)}{inner}</div>"
            if child.text:
                return str(child.text)
    return ""


def _link(entry: etree._Element) -> str:
    for child in entry:
        if _name(child) == "link":
            if child.get("href") and child.get("rel", "alternate") not in LINKS_NOT_TO_THE_ARTICLE:
                return str(child.get("href"))
            if child.text and child.text.strip():
                return str(child.text)
    guid = next((e for e in entry if _name(e) in ("guid", "id")), None)
    is_link = guid is not None and guid.get("isPermaLink", "true") == "true" and (guid.text or "").strip().startswith(("http://", "https://"))
    return str(guid.text) if is_link and guid is not None else ""


def _authors(entry: etree._Element) -> list[str]:
    names = []
    for child in entry:
        if _name(child) in ("creator", "author"):
            text = _child_text(child, "name") or child.text or ""
            mailbox = MAILBOX.match(text.strip())
            names.append(_plain(mailbox[1] if mailbox else text))
    return [name for name in names if name and "@" not in name]


def _child_text(element: etree._Element, name: str) -> str:
    return next(("".join(e.itertext()) for e in element if _name(e) == name), "")


def _plain(text: str) -> str:
    """A title without the markup and entities that feeds put into it."""
    return " ".join(html.unescape(re.sub(r"</?[A-Za-z][^<>]{0,300}>", "", html.unescape(text))).split())


def _name(element: etree._Element) -> str:
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element)
    return str(name.localname) if name.namespace != OF_PICTURES else f"media:{name.localname}"
