"""Which format a client gets: RFC 9110 §12.5.1, and `format=` as a convenience that wins over it.

An Offer is one media type that can be sent; several may share a serialisation (`application/json` and
`application/sparql-results+json`). Of the most specific media range that fits an offer, the quality counts; q=0 excludes;
between equals the server's order decides.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph_api.errors import InvalidParameter, NotAcceptable


@dataclass(frozen=True, slots=True)
class Offer:
    """`format` is the serialisation (see `store/protocol.py`), `media_type` what the client asked for, `charset` added on text types."""

    format: str
    media_type: str

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


HTML = Offer("html", "text/html")
RESULTS = (
    Offer("json", "application/sparql-results+json"), Offer("xml", "application/sparql-results+xml"), Offer("csv", "text/csv"),
    Offer("tsv", "text/tab-separated-values"), Offer("json", "application/json"), Offer("xml", "application/xml"), Offer("xml", "text/xml"),
)
"""For SELECT and ASK: SPARQL 1.1 Query Results JSON, XML, CSV and TSV."""
GRAPHS = (
    Offer("turtle", "text/turtle"), Offer("ntriples", "application/n-triples"), Offer("rdfxml", "application/rdf+xml"),
    Offer("jsonld", "application/ld+json"), Offer("turtle", "application/x-turtle"), Offer("ntriples", "text/plain"),
    Offer("jsonld", "application/json"), Offer("rdfxml", "application/xml"), Offer("rdfxml", "text/xml"),
)
"""For CONSTRUCT and DESCRIBE: RDF 1.1 Turtle, N-Triples, XML and JSON-LD."""
OTHER_NAMES = {"nt": "ntriples", "ttl": "turtle", "n-triples": "ntriples", "rdf": "rdfxml", "rdf+xml": "rdfxml", "rdf/xml": "rdfxml",
               "json-ld": "jsonld", "srj": "json", "srx": "xml"}


@dataclass(frozen=True, slots=True)
class Range:
    """One element of an Accept header: `type/subtype`, either may be `*`, with its quality and number of parameters."""

    type: str
    subtype: str
    quality: float

    def fits(self, media_type: str) -> bool:
        type, _, subtype = media_type.partition("/")
        return self.type in ("*", type) and self.subtype in ("*", subtype)

    @property
    def specificity(self) -> int:
        return (self.type != "*") + (self.subtype != "*")


def parse_accept(header: str) -> tuple[Range, ...]:
    """The ranges of an Accept header; an element that is not one is left out, as RFC 9110 lets a server do."""
    ranges = []
    for element in header.split(","):
        name, *parameters = (part.strip() for part in element.split(";"))
        found = re.fullmatch(r"([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)", name)
        if not found or (found[1] == "*" and found[2] != "*"):
            continue
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                quality = float(value) if re.fullmatch(r"0(\.\d{0,3})?|1(\.0{0,3})?", value.strip()) else 0.0
        ranges.append(Range(found[1].lower(), found[2].lower(), quality))
    return tuple(ranges)


def quality(offer: Offer, ranges: Sequence[Range]) -> float:
    """The quality that a client gives an offer; 0 when it does not want it."""
    fitting = [r for r in ranges if r.fits(offer.media_type)]
    return max((r.specificity, r.quality) for r in fitting)[1] if fitting else 0.0


def choose(accept: str | None, offers: Sequence[Offer], format: str | None = None) -> Offer:
    """The offer to send. Raises NotAcceptable with the list, or InvalidParameter for a `format` that there is not."""
    if format:
        name = OTHER_NAMES.get(format.lower(), format.lower())
        for offer in offers:
            if name in (offer.format, offer.media_type):
                return offer
        raise InvalidParameter(f"format is {format!r}; expected one of {', '.join(dict.fromkeys(o.format for o in offers))}.",
                               parameter="format", available=list(dict.fromkeys(o.format for o in offers)))
    if accept is None or not accept.strip():
        return offers[0]
    ranges = parse_accept(accept)
    best = max(offers, key=lambda offer: quality(offer, ranges))       # max keeps the first of equals: the server's order
    if quality(best, ranges) <= 0:
        available = [offer.media_type for offer in offers]
        raise NotAcceptable(f"Accept is {accept!r}; this can be sent as {', '.join(available)}.", available=available)
    return best


def prefers_html(accept: str | None) -> bool:
    """Whether a person with a browser asks: text/html is named, and nothing is wanted more."""
    ranges = parse_accept(accept or "")
    wanted = max((r.quality for r in ranges), default=0.0)
    return any(r.type == "text" and r.subtype == "html" and r.quality == wanted > 0 for r in ranges)
