"""What kind of house writes a text as "we": an authority, a company, campaigners, or advisers to any of them."""
from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.model import Span


def _phrases(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


# Words by which a house shows what it is; the first that fits decides.
_ADVISERS = _phrases(
    r"our (?:clients?|team|lawyers|attorneys)", "we advise", "legal advice", "client alert", "law firm", "solicitors", "attorneys at law", "LLP")
_CAMPAIGNERS = _phrases("our complaints?", "our supporters", r"we (?:have )?(?:therefore )?(?:filed|lodged)", r"we ask the (?:authority|court)")
_COMPANY = _phrases(
    r"our (?:users|customers|members|passengers|guests|shareholders)", r"our (?:apps?|website|services?|products?|platforms?|models?)")
_HOUSES = (("", _ADVISERS), ("civil-society", _CAMPAIGNERS), ("company", _COMPANY))


def house(text: str, quotations: Iterable[Span], publisher: str | None = None) -> str:
    """The kind of party that writes, from the publisher's name and the words outside quotations; "" for advisers, who take no part in anything.

    Without any sign an authority is taken to write: press releases of companies and campaigners speak of what is theirs.
    """
    own, start = [publisher or ""], 0
    for span in quotations:
        own.append(text[start:span.start])
        start = span.end
    outside = " ".join((*own, text[start:]))
    return next((kind for kind, signs in _HOUSES if signs.search(outside)), "authority")
