"""Whether an article can tell of an act at all: what it says of law, rights and supervision. Sport, weather and results of companies do not.

A text is read when it names something that only such news names (a regulator, a law, a ground in law, a practice with data), one
of the words of supervision, or several of the words that such news shares with others ("ban", "court", "appeal").
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping

from ingest.lexicon import fold
from ingest.model import Mention
from ingest.wordlists import words

PARTIES = ("regulator", "organization", "product", "instrument")
SUBJECTS = ("regulator", "instrument", "legal_basis", "practice")
# Words of supervision: hardly any other news has one.
_SURE = words(
    "ombudsman regulator regulators regulatory supervisory watchdog watchdogs",
    "antitrust biometric gdpr privacy surveillance",
    "injunction lawsuit lawsuits litigation prosecutor prosecutors sued sues suing tribunal",
    "compliance consent infringed infringement infringements lawmakers unlawful unlawfully",
)
# Words that such news shares with other news.
_SHARED = words(
    "agency attorney authorities authority commission commissioner competition court courts judge judges",
    "ban banned bans complaint complaints fine fined fines inquiry investigate investigated investigating investigation investigations",
    "penalties penalty probe ruled ruling sanction sanctions settlement",
    "appeal appealed breach breached breaches complied comply illegal illegally law lawful laws legal legislation rights rules",
    "violated violates violation violations",
    "ai consumer consumers data safety tracking train trained training transparency users",
    "pause paused policy suspend suspended terms",
)
SHORT = 100                              # words; a shorter text that names a party is read whatever it says: that costs little
ENOUGH = 3                               # different shared words; the least relevant of four hundred articles had five
_MARKS = str.maketrans(dict.fromkeys(".,;:!?\"'()[]“”„«»/…-", " "))


def is_relevant(text: str, mentions: Iterable[Mention], kinds: Mapping[str, str]) -> bool:
    """`kinds` gives the kind of every entity that is mentioned. Without a known party two signs are needed."""
    found = {kinds[m.entity] for m in mentions}
    spoken = fold(text).translate(_MARKS).split()
    said = frozenset(spoken)
    sure = len(said & _SURE) + sum(kind in found for kind in SUBJECTS)
    if not any(kind in found for kind in PARTIES):
        shared = len(said & _SHARED)
        return sure > 1 or shared >= (ENOUGH if sure else 2 * ENOUGH)
    return sure > 0 or len(spoken) < SHORT or len(said & _SHARED) >= ENOUGH
