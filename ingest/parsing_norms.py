"""Words that the parser misreads, and for each a word of the same grammar that it reads well.

The parser looks at the norm of a token beside its spelling. A "€5m fine" becomes a noun phrase when "m" reads as "million", and
"Acme appeals ruling" a sentence when "appeals" reads as "makes". Text, offsets and lemmas stay as they are.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Doc

_UNITS = {"m": "million", "mn": "million", "mln": "million", "bn": "billion", "tn": "trillion", "k": "thousand"}
_SUM = re.compile(r"[\d.,]+(?:k|m|mn|bn|tn)?")
_BEFORE_FINING = words("can could did may might must shall should to will would")       # a verb follows: "to *fine* Acme"
_SYNONYMS = {"watchdog": "regulator", "watchdogs": "regulators", "€": "$", "£": "$"}
# After a sum a fine is a penalty and no adjective.
_BEFORE_FINE = words("million billion euro euros dollar dollars pound pounds record thousand")
# Verbs of headlines that are read as nouns; after a subject and before an object all of them stand like "makes".
_HEADLINE_VERBS = words(
    "accuses appeals approves asks backs bans blames blasts blocks calls challenges charges claims clears cuts delays demands dismisses drops",
    "files fines fights grants halts hits launches lifts limits moves offers opens orders pauses permits plans pledges probes pulls",
    "questions raids rebukes rejects releases reports reprimands requests restricts resumes rules sanctions scraps seeks settles slams slaps",
    "starts stops sues suspends targets tells threatens updates upholds urges vows warns weighs",
)
_LIKE_VERBS = "makes"
_AFTER_NOUNS = words("of on over against for in by from with at under and or after hit are were is was has have will 's , . :")
_BEFORE_NOUNS = words("the a an its their his her our new more no of on over against for in by from with at under and or after 's to as")


_LOOKED_AT = frozenset(("fine", *_UNITS, *_SYNONYMS, *_HEADLINE_VERBS))


def give_norms(doc: Doc) -> None:
    """Set the norms of a document that is tokenised and not parsed yet, in place."""
    lowers = [token.lower_ for token in doc]
    line = not lowers or not lowers[-1].endswith((".", "!", "?", "”", "\""))
    for n, word in enumerate(lowers):
        if word not in _LOOKED_AT:
            continue
        before = lowers[n - 1] if n else ""
        if word in _UNITS and _SUM.fullmatch(before):
            doc[n].norm_ = _UNITS[word]
        elif word == "fine" and (before in _BEFORE_FINE or before in _UNITS or _SUM.fullmatch(before)):
            doc[n].norm_ = "penalty"
        elif word == "fine" and before in _BEFORE_FINING and n + 1 < len(lowers) and lowers[n + 1][0].isalnum():
            doc[n].norm_ = "punish"
        elif word in _SYNONYMS:
            doc[n].norm_ = _SYNONYMS[word]
        elif word in _HEADLINE_VERBS and (line or (word == "fines" and _between_names(doc, n))) and _is_verb_of_line(lowers, n):
            doc[n].norm_ = _LIKE_VERBS


def _between_names(doc: Doc, n: int) -> bool:
    """ "The CNIL *fines* Acme": between an acronym and a name, also in a whole sentence."""
    return 0 < n < len(doc) - 1 and doc[n - 1].text.isupper() and len(doc[n - 1].text) > 1 and doc[n + 1].text[0].isupper()


def _is_verb_of_line(lowers: Sequence[str], n: int) -> bool:
    """Whether a word of a headline stands where its verb stands: after a subject, before an object."""
    if not n or lowers[n - 1] in _BEFORE_NOUNS or n + 1 == len(lowers):
        return False
    return lowers[n + 1] not in _AFTER_NOUNS
