"""Laws that no register holds, by what laws are called: "the Riverton Privacy Act 2021", "Data Markets Bill (DMB)"."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ingest.model import Entity, Mention, Span
from ingest.name_grammar import UPPER
from ingest.name_places import Spans, places_of
from ingest.wordlists import words
from ontology import iris

_WORD = rf"[{UPPER}][\w’'-]*\w"
_JOINT = r"(?:(?:of|on|and|for|in|to|the|against|with|by|&)[ ]){0,3}"
_HEAD = r"(?P<head>Act|Bill|Law|Code|Regulations?|Directive|Ordinance|Decree|Statute|Rules)"
_LAW = re.compile(
    rf"(?<![\w'’.-])(?P<name>(?:{_WORD},?[ ]{_JOINT}){{1,10}}?(?:\([{UPPER}][\w’' -]{{2,60}}\)[ ])?{_HEAD}(?!\w|[’']s\s[{UPPER}]))"
    r"(?P<year>,?[ ](?:of[ ]|No\.?[ ]\d+[ ]of[ ])?(?:19|20)\d\d(?!\d))?(?:[ ]\((?:the[ ])?[“\"‘]?(?P<short>[A-Z][A-Za-z]{1,9})[”\"’]?\))?")
_ON = re.compile(
    rf"(?<![\w'’.-])(?P<name>(?:(?:Federal|Organic|Framework|Draft|Basic)[ ])?(?:Act|Law|Bill|Decree|Ordinance)[ ](?:on|for|concerning|regarding|against)[ ]"
    rf"(?:the[ ])?{_WORD}(?:,?[ ](?:(?:of|on|and|for|in|to|the|against|with)[ ]){{0,3}}{_WORD}){{0,9}})(?P<year>,?[ ](?:of[ ])?(?:19|20)\d\d(?!\d))?"
    r"(?:[ ]\((?:the[ ])?[“\"‘]?(?P<short>[A-Z][A-Za-z]{1,9})[”\"’]?\))?")
# What a sentence may begin with before a name; a chain of capitals begins after it.
_BEFORE_A_NAME = words("a also an and as both but by for from in its of on our see that the their this to under under violating when where while with your")
_CLAUSE = re.compile(r"[A-Z]\w+(?:ing|ed)\s(?:\w+\s)?the\s(?=.*\s)")
# Heads that companies, schools and everybody's rules share: they need another word that says a law is meant.
_LOOSE = {
    "Law": words("advertising anti-monopoly antimonopoly antitrust communications competition consumer consumers cyber cybersecurity data digital e-commerce"
                 " electronic information internet labor labour media monopoly penal privacy protection safety securities security telecommunications trade"),
    "Code": words("advertising civil commercial communications competition consumer criminal electronic labor labour online penal privacy safety tax"),
    "Rules": words("act data information media protection security"),
}
# Laws in general, and what only looks like one.
_GENERAL = words("antitrust act competition consumer data draft eu european federal general house local national new protection senate state")
_NO_LAW = re.compile(r"(?:\w+\s)?(?:QR|Source|Zip|Bar|Dress|Area)\sCode|(?:House|Senate|Assembly)\sBill|(?:Executive|Class)\s\w+")


class _Law(NamedTuple):
    """Where a law is named, by what, and by which acronym from there on."""

    span: Span
    name: str
    short: str | None


def find_laws(text: str, running: str, held: Spans, adjectives: frozenset[str]) -> tuple[list[Entity], list[Mention]]:
    """New instruments and where they are named, outside of the places that are `held`.

    `running` is the text with its titles blanked; `adjectives` are the words for places that only qualify ("Irish").
    """
    laws = [law for law in _laws(running, adjectives) if held.free(law.span)]
    full: dict[str, str] = {}
    for name in sorted({law.name for law in laws}, key=lambda n: (-len(n), n)):
        full[name] = next((longer for longer in full.values() if longer.startswith((f"{name} ", f"{name}, ")) or longer.endswith(f" {name}")), name)
    found: dict[Span, str] = {law.span: law.name for law in laws}
    short = {law.short: law.name for law in reversed(laws) if law.short}
    for word, name in short.items():
        found |= {span: name for span in places_of(word, text) if held.free(span) and span not in found}
    aliases: dict[str, set[str]] = {}
    for name, fullest in [*full.items(), *((word, full[name]) for word, name in short.items())]:
        aliases.setdefault(fullest, set()).add(name)
    entities = [Entity(iris.slug(name), iris.mint_entity("instrument", iris.slug(name)), "instrument", name,
                       tuple(sorted(aliases[name] - {name})), None, registered=False) for name in sorted(aliases)]
    return entities, [Mention(iris.slug(full[name]), span, "ner") for span, name in sorted(found.items())]


def _laws(text: str, adjectives: frozenset[str]) -> Iterator[_Law]:
    for match in _ON.finditer(text):
        end = match.end("year") if match["year"] else match.end("name")
        yield _Law(Span(match.start("name"), end), match["name"] + (match["year"] or ""), match["short"])
    for match in _LAW.finditer(text):
        start, name = match.start("name"), match["name"]
        start, name = _cut(start, name, adjectives)
        said = [w.casefold().strip(",") for w in name.split()[:-1]]
        head = match["head"]
        if not said or _NO_LAW.fullmatch(name) or not _says_a_law(head, said, bool(match["year"])):
            continue
        end = match.end("year") if match["year"] else match.end("name")
        yield _Law(Span(start, end), name + (match["year"] or ""), match["short"])


def _cut(start: int, name: str, adjectives: Iterable[str]) -> tuple[int, str]:
    """The name without the words that a sentence begins with, and without what says whose law it is."""
    if _CLAUSE.match(name):                # "Relying on the Riverton Act"
        start, name = start + name.index(" the ") + 5, name[name.index(" the ") + 5:]
    while True:
        first, space, rest = name.partition(" ")
        if not space or not (first.casefold() in _BEFORE_A_NAME or first in adjectives or first.endswith((",", "'s", "’s"))):
            return start, name
        start, name = start + len(first) + 1, rest


def _says_a_law(head: str, said: list[str], dated: bool) -> bool:
    """Whether words before the head of a name make it one of a law, and not of any law, a body or somebody's rules."""
    if head in ("Act", "Bill"):
        return not set(said) <= _GENERAL or len(said) > 1 or said[0] in ("competition", "data")
    if dated:
        return True
    if head in ("Regulations", "Regulation", "Rules") or set(said) <= _GENERAL | {"privacy"}:
        return False
    return head not in _LOOSE or bool(_LOOSE[head] & set(said))
