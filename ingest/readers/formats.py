"""Which format a document is in, from its name or, where the name does not tell, from its first characters."""
from __future__ import annotations

import re
from typing import Literal

Format = Literal["text", "markdown", "html", "xml", "json", "jsonl", "pdf", "warc"]

SUFFIXES: dict[str, Format] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".xml": "xml", ".rss": "xml", ".atom": "xml", ".rdf": "xml", ".pdf": "pdf", ".warc": "warc",
}
STREAMED = ("jsonl", "warc")             # of which a file may be larger than one document
HTML_START = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,500}?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])", re.I | re.S)
XML_START = re.compile(r"\s*(?:<\?xml\b|<rss[\s>]|<feed[\s>]|<rdf:RDF[\s>])", re.I)
TAGS = re.compile(r"</?(?:p|div|span|a|br|h[1-6]|ul|ol|li|article|section|table|tr|td|blockquote|strong|em|b|i|img|figure)(?:\s[^<>]{0,500})?/?>", re.I)


def by_name(name: str) -> Format | None:
    """The format that the last suffix of a file name stands for; of `page.html.gz` the one before it."""
    name = name.lower().removesuffix(".gz")
    dot = name.rfind(".")
    return SUFFIXES.get(name[dot:]) if dot > 0 else None


def by_start(head: bytes) -> Format | None:
    """The format that the first bytes give away, whatever the name says; None for text of any kind."""
    if head.lstrip().startswith(b"%PDF-"):
        return "pdf"
    return "warc" if re.match(rb"WARC/\d", head) else None


def sniff(text: str) -> Format:
    """The format of a text of unknown name. Anything that is nothing else is plain text."""
    head = text[:4096].lstrip("\ufeff \t\r\n")
    if HTML_START.match(head):
        return "html"
    if XML_START.match(head):
        return "xml"
    if head.startswith("{") and re.match(r'\{\s*"', head):
        first_line = head.split("\n", 1)[0].rstrip()
        return "jsonl" if first_line.endswith("}") else "json"
    if re.match(r"\[\s*[{\"\]]", head):
        return "json"
    return "html" if is_markup(text) else "text"


def is_markup(text: str) -> bool:
    """Whether a text is a piece of HTML: it starts with a tag or is dense with them."""
    head = text[:20_000]
    first = TAGS.match(head.lstrip())
    return bool(first) or sum(1 for _ in TAGS.finditer(head)) * 200 > len(head)
