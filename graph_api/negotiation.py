"""Which format a client gets: RFC 9110 §12.5.1, and `format=` as a convenience that wins over it.

An Offer is one media type that can be sent; several may share a serialisation (`application/json` and
`application/sparql-results+json`). Of the most specific media range that fits an offer, the quality counts; q=0 excludes;
between equals the server's order decides. A parameter of a range must be one that the answer has (`charset=utf-8`, `version=1.1`);
the `profile` of JSON-LD is a wish that a server may leave unheard.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from starlette.requests import Request

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
    Offer("jsonld", "application/ld+json"), Offer("trig", "application/trig"), Offer("nquads", "application/n-quads"),
    Offer("turtle", "application/x-turtle"), Offer("ntriples", "text/plain"), Offer("jsonld", "application/json"),
    Offer("rdfxml", "application/xml"), Offer("rdfxml", "text/xml"),
)
"""For CONSTRUCT, DESCRIBE and graphs: RDF 1.1 Turtle, N-Triples, XML, JSON-LD, TriG and N-Quads."""
OTHER_NAMES = {"nt": "ntriples", "nq": "nquads", "n-quads": "nquads", "ttl": "turtle", "n-triples": "ntriples",
               "n3": "turtle", "rdf": "rdfxml", "rdf+xml": "rdfxml", "rdf/xml": "rdfxml",
               "json-ld": "jsonld", "srj": "json", "srx": "xml"}


ELEMENT = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
PART = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*")+')
"""What stands between commas, and in it between semicolons; a quoted string may hold either (RFC 9110 §5.6.4)."""
OURS = {"charset": ("utf-8", "utf8"), "version": ("1.1",)}
"""Parameters that every answer here has, with the values they may be asked for with."""
MAX_ACCEPT = 4000
"""Characters of an Accept header that are read."""


@dataclass(frozen=True, slots=True)
class Range:
    """One element of an Accept header: `type/subtype`, either may be `*`, with its quality and its parameters but q."""

    type: str
    subtype: str
    quality: float
    parameters: tuple[tuple[str, str], ...] = ()

    def fits(self, media_type: str) -> bool:
        type, _, subtype = media_type.partition("/")
        if self.type not in ("*", type) or self.subtype not in ("*", subtype):
            return False
        return all(value in OURS.get(name, ()) or (name == "profile" and subtype == "ld+json") for name, value in self.parameters)

    @property
    def specificity(self) -> int:
        return (self.type != "*") + (self.subtype != "*") + len(self.parameters)


def parse_accept(header: str) -> tuple[Range, ...]:
    """The ranges of an Accept header; an element that is not one is left out, as RFC 9110 lets a server do."""
    ranges = []
    for element in ELEMENT.findall(header[:MAX_ACCEPT]):
        name, *rest = (part.strip() for part in PART.findall(element) or [""])
        found = re.fullmatch(r"([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)", name)
        if not found or (found[1] == "*" and found[2] != "*"):
            continue
        quality, parameters = 1.0, []
        for key, _, value in (parameter.partition("=") for parameter in rest):
            if key.strip().lower() == "q":
                quality = float(value) if re.fullmatch(r"0(\.\d{0,3})?|1(\.0{0,3})?", value := value.strip()) else 0.0
                break                                        # what follows q extends Accept and is no part of the range
            parameters.append((key.strip().lower(), value.strip().strip('"').lower()))
        ranges.append(Range(found[1].lower(), found[2].lower(), quality, tuple(parameters)))
    return tuple(ranges)


def quality(offer: Offer, ranges: Sequence[Range]) -> float:
    """The quality that a client gives an offer; 0 when it does not want it."""
    fitting = [r for r in ranges if r.fits(offer.media_type)]
    return max((r.specificity, r.quality) for r in fitting)[1] if fitting else 0.0


def one_format(given: Sequence[str]) -> str | None:
    """The format that a request names; clients repeat it in other words (`csv` and `text/csv`). Raises InvalidParameter for two that differ."""
    types = {offer.media_type: offer.format for offer in (*GRAPHS, *RESULTS)}
    names = {types.get(name.lower(), OTHER_NAMES.get(name.lower(), name.lower())) for name in given}
    if len(names) > 1:
        raise InvalidParameter(f"The parameter format is given {len(given)} times and names different formats; expected one.", parameter="format")
    return given[0] if given else None


@lru_cache(maxsize=512)
def choose(accept: str | None, offers: tuple[Offer, ...], format: str | None = None) -> Offer:
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


def accepted(request: Request) -> str | None:
    """The Accept header of a request; one that is repeated is one list (RFC 9110 §5.3)."""
    return ", ".join(request.headers.getlist("accept"))[:MAX_ACCEPT] or None


def prefers_html(accept: str | None) -> bool:
    """Whether a person with a browser asks: text/html is named, and nothing is wanted more."""
    ranges = parse_accept(accept or "")
    wanted = max((r.quality for r in ranges), default=0.0)
    return any(r.type == "text" and r.subtype == "html" and r.quality == wanted > 0 for r in ranges)
