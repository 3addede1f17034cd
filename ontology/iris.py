"""How things are named: every IRI of the project is minted here, and every `mint` has its inverse here too.

    https://w3id.org/regatlas/id/KIND/KEY

KEY is UTF-8, percent-encoded but for the unreserved characters of RFC 3986 (and `:` `(` `)` in provisions).
Names come from content, never from a clock or a counter: the same input gives the same IRI in any order.
Hash keys are the first 20 hexadecimal characters of a SHA-256, over the UTF-8 of a string (articles) or of a JSON list.
Parts of an article are fragments in the manner of RFC 5147 (`#char=10,80`), counted in code points, end exclusive.
All functions take and return `str`; what cannot be minted or parsed raises `InvalidIri`.
"""
from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from ontology.errors import InvalidIri

BASE = "https://w3id.org/regatlas/id/"
KINDS = frozenset({"article", "claim", "action", "conflict", "statement", "organization", "person", "product", "jurisdiction",
                   "instrument", "provision", "legal-basis", "action-type", "practice"})
KIND_OF_ENTITY = {"regulator": "organization", "organization": "organization", "person": "person", "product": "product",
                  "legal_basis": "legal-basis", "instrument": "instrument", "jurisdiction": "jurisdiction", "practice": "practice"}
"""Kind in the extraction document → kind in the IRI. Regulators and courts are organizations."""

HASH_LENGTH = 20
TRACKING = re.compile(r"utm_|mc_|pk_|fb_|hsa_|(?:fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|li_fat_id"
                      r"|_hsenc|_hsmi|mkt_tok|oly_enc_id|oly_anon_id|vero_id|s_cid|cmpid|ncid|guccounter|guce_referrer|guce_referrer_sig)$")
DEFAULT_PORT = {"http": 80, "https": 443}
PLAIN_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h"})


# --- things ---------------------------------------------------------------------------------------------------------

def mint(kind: str, key: str) -> str:
    """The IRI of a thing: `mint("provision", "gdpr:6(1)(f)")`. Inverse of `parse`."""
    if kind not in KINDS:
        raise InvalidIri(f"unknown kind {kind!r}; expected one of {', '.join(sorted(KINDS))}")
    if key in ("", ".", ".."):
        raise InvalidIri(f"key {key!r} of kind {kind!r} cannot stand in an IRI; expected a name that is not empty, '.' or '..'")
    return f"{BASE}{kind}/{_escape(key, ':()' if kind == 'provision' else '')}"


def parse(iri: str) -> tuple[str, str]:
    """`(kind, key)` of an IRI that `mint` made; any other string, even another spelling of the same key, raises `InvalidIri`."""
    kind, slash, escaped = iri.removeprefix(BASE).partition("/")
    if not iri.startswith(BASE) or not slash:
        raise InvalidIri(f"{iri!r} is not the name of a thing; expected {BASE}KIND/KEY")
    try:
        key = unquote(escaped, errors="strict")
    except UnicodeDecodeError as error:
        raise InvalidIri(f"{iri!r} has a key that is not percent-encoded UTF-8") from error
    if mint(kind, key) != iri:
        raise InvalidIri(f"{iri!r} is not in canonical form; expected {mint(kind, key)!r}")
    return kind, key


def mint_entity(kind: str, id: str) -> str:
    """The IRI of an entity, from its kind in the extraction document (`regulator`, `legal_basis` …) and its short id."""
    if kind not in KIND_OF_ENTITY:
        raise InvalidIri(f"unknown kind of entity {kind!r}; expected one of {', '.join(sorted(KIND_OF_ENTITY))}")
    return mint(KIND_OF_ENTITY[kind], id)


def slug(name: str) -> str:
    """A short id for a name that no register knows: lower case, accents and apostrophes dropped, the rest joined by hyphens.

    Letters of other scripts stay. A name without a letter or digit gets a hash. `slug(slug(x)) == slug(x)`.
    """
    plain = re.sub(r"['’‘`´]", "", name)
    for _ in range(2):                                       # case folding can bring new marks, and the other way round
        plain = unicodedata.normalize("NFKD", plain).casefold()
        plain = re.sub("[\u0300-\u036f]", "", plain).translate(PLAIN_LETTERS)
    plain = unicodedata.normalize("NFC", plain.replace("&", " and "))
    words = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in plain).split()
    return "-".join(words) or f"x-{_digest(name)}"


# --- things named by content ----------------------------------------------------------------------------------------

def canonical_url(url: str | None) -> str | None:
    """An http(s) URL without what does not change the page: case of scheme and host, default port, fragment, tracking, last slash.

    None for anything else (no URL, a relative one, another scheme): it does not identify an article.
    """
    try:
        parts = urlsplit((url or "").strip())
        port = parts.port
    except ValueError:
        return None
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    if scheme not in DEFAULT_PORT or not host:
        return None
    host = f"[{host}]" if ":" in host else host
    netloc = host if port in (None, DEFAULT_PORT[scheme]) else f"{host}:{port}"
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.match(k.lower())])
    return urlunsplit((scheme, netloc, parts.path.rstrip("/"), query, ""))


def mint_article(url: str | None, text: str) -> str:
    """The IRI of an article: hash of its canonical URL, or of its clean text when it has none."""
    return mint("article", _digest(canonical_url(url) or text))


def mint_claim(article: str, start: int, end: int, type: str, actors: Iterable[str], targets: Iterable[str],
               polarity: str, modality: str, amount: float | None = None) -> str:
    """The IRI of a claim: the article, the code points of its evidence, and what it says of whom; the order of roles is no matter.

    `amount` is part of it only where one sentence tells of several sums, to tell their claims apart.
    """
    sums = () if amount is None else (repr(float(amount)),)
    return mint("claim", _digest_list(article, start, end, type, sorted(set(actors)), sorted(set(targets)), polarity, modality, *sums))


def mint_statement(article: str, start: int, end: int) -> str:
    """The IRI of a quotation: the article and the code points of the quoted words."""
    return mint("statement", _digest_list(article, start, end))


def mint_action(key: str) -> str:
    """The IRI of an action, from the canonical key of its earliest-sorted claim."""
    return mint("action", _digest(key))


def mint_conflict(claims: Iterable[str], kind: str = "") -> str:
    """The IRI of a conflict: its sides in any order, and its kind, since two claims can disagree in more than one way."""
    return mint("conflict", _digest_list(sorted(set(claims)), kind))


# --- parts of things ------------------------------------------------------------------------------------------------

class Fragment(NamedTuple):
    """A part of an article: `part` is char, position, quote or mention; only a mention has an `entity` (its short id)."""

    article: str
    part: str
    start: int
    end: int
    entity: str | None = None


def evidence_iri(article: str, start: int, end: int) -> str:
    """The words `start` to `end` of an article (an oa:SpecificResource)."""
    return _fragment(Fragment(article, "char", start, end))


def position_iri(article: str, start: int, end: int) -> str:
    """The oa:TextPositionSelector of these words."""
    return _fragment(Fragment(article, "position", start, end))


def quote_iri(article: str, start: int, end: int) -> str:
    """The oa:TextQuoteSelector of these words."""
    return _fragment(Fragment(article, "quote", start, end))


def mention_iri(article: str, start: int, end: int, entity: str) -> str:
    """The mention of an entity (its short id) by these words."""
    return _fragment(Fragment(article, "mention", start, end, entity))


def parse_fragment(iri: str) -> Fragment:
    """Inverse of `evidence_iri`, `position_iri`, `quote_iri` and `mention_iri`."""
    found = re.fullmatch(r"([^#]+)#(char|position|quote|mention)=([0-9]+),([0-9]+)(?:;(.+))?", iri)
    if not found:
        raise InvalidIri(f"{iri!r} is not a part of an article; expected ARTICLE#char=START,END or #position, #quote, #mention")
    article, part, start, end, entity = found.groups()
    fragment = Fragment(article, part, int(start), int(end), None if entity is None else unquote(entity))
    if _fragment(fragment) != iri:
        raise InvalidIri(f"{iri!r} is not in canonical form; expected {_fragment(fragment)!r}")
    return fragment


def trigger_iri(action_type: str, name: str) -> str:
    """The IRI of a trigger: a fragment of its action type, `…/id/action-type/fine#fine-verb`. Inverse of `parse_trigger`."""
    if not name:
        raise InvalidIri(f"a trigger of {action_type!r} needs a name")
    return f"{mint('action-type', action_type)}#{_escape(name)}"


def parse_trigger(iri: str) -> tuple[str, str]:
    """`(action type, name)` of a trigger's IRI."""
    base, _, name = iri.partition("#")
    kind, action_type = parse(base)
    if kind != "action-type" or trigger_iri(action_type, unquote(name)) != iri:
        raise InvalidIri(f"{iri!r} is not a trigger; expected {BASE}action-type/TYPE#NAME")
    return action_type, unquote(name)


def status_iri(action: str, status: str) -> str:
    """A step in the history of an action: a fragment of it and the status, `…#status=planned`."""
    return f"{action}#status={_escape(status)}"


def past_iri(action: str, since: str) -> str:
    """A past description of an action: a fragment of it and the day since when it held, `…#known=2024-09-17`."""
    return f"{action}#known={_escape(since)}"


def ownership_iri(thing: str, start: str) -> str:
    """The IRI of a period of ownership: a fragment of what is owned and the EDTF of its beginning. Inverse of `parse_ownership`."""
    if not start:
        raise InvalidIri(f"a period in which {thing!r} is owned needs a beginning")
    parse(thing)
    return f"{thing}#owned-{_escape(start)}"


def parse_ownership(iri: str) -> tuple[str, str]:
    """`(what is owned, beginning)` of the IRI of a period of ownership."""
    thing, _, start = iri.partition("#owned-")
    if not start or ownership_iri(thing, unquote(start)) != iri:
        raise InvalidIri(f"{iri!r} is no period of ownership; expected {BASE}KIND/KEY#owned-DATE")
    return thing, unquote(start)


def _fragment(fragment: Fragment) -> str:
    article, part, start, end, entity = fragment
    if parse(article)[0] != "article":
        raise InvalidIri(f"{article!r} is not an article; expected {BASE}article/KEY")
    if not 0 <= start < end:
        raise InvalidIri(f"code points {start},{end} of {article!r} are not a span; expected 0 <= start < end")
    if (part == "mention") != bool(entity):
        raise InvalidIri(f"a mention, and nothing else, names an entity; got {part!r} with {entity!r}")
    return f"{article}#{part}={start},{end}" + (f";{_escape(entity)}" if entity else "")


def _escape(key: str, safe: str = "") -> str:
    try:
        return quote(key, safe=safe)
    except UnicodeEncodeError as error:
        raise InvalidIri(f"key {key!r} is not Unicode text (it has a lone surrogate)") from error


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_LENGTH]


def _digest_list(*values: str | int | list[str]) -> str:
    return _digest(json.dumps(values, separators=(",", ":")))
