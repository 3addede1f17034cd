"""What speaks for a name, and for which kind of thing: legal forms, first names, introductions, appositions, the recogniser.

Every source proposes places with a kind and a weight; `names` decides. Weights are votes: a legal form outweighs any statistics.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ingest.first_names import is_first_name
from ingest.model import Kind, Parse, Span
from ingest.name_grammar import FULL_NAME, UPPER, bare, organization_spans
from ingest.name_lists import beside_organizations, in_a_row_of_a_kind, in_a_row_of_people, in_a_row_of_products
from ingest.name_places import Spans
from ingest.name_words import (
    COMPANY_KINDS,
    GROUP_KINDS,
    INSTITUTIONS,
    NOT_PERSONS,
    ORGANIZATION_ENDS,
    PRODUCT_KINDS,
    ROLE,
    ROLE_WORD,
    TITLES,
    WEEKDAYS_AND_MONTHS,
)

FORMED, DEFINED, KIND_BEFORE, FIRST_NAME, KIND_AFTER, RECOGNISED, IN_A_ROLE = 5.0, 4.0, 3.2, 3.0, 2.9, 1.0, 0.4
EVIDENT = 2.9
"""From this weight on a name stands on its own, however often it is named."""


class Proposal(NamedTuple):
    """A place that one source takes for a name of a kind."""

    span: Span
    kind: Kind
    weight: float


# Where a proper noun that the recogniser passed over can be a party.
_PARTY_LABELS = ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj", "appos", "compound", "dative")
_PARTY_PREPOSITIONS = ("against", "at", "by", "from", "into", "of", "on", "to", "with")
_OTHER_ENTITIES = ("CARDINAL", "DATE", "EVENT", "LANGUAGE", "LAW", "LOC", "MONEY", "NORP", "ORDINAL", "PERCENT", "QUANTITY", "TIME")

_SAID = "said|says|told|tells|added|wrote|commented|stated"
_BODIES = "|".join(sorted(word.capitalize() for word in INSTITUTIONS | {"commissioner", "group", "rights", "watch"}))
_POSTS_OF_PEOPLE = (
    "president|chair(?:man|woman|person)?|director|chief|CEO|minister|counsel|lawyer|spokes\\w+|secretary|judge|justice|governor|attorney|ombudsman"
    "|commissioner|executive|chancellor|prosecutor")
# With the weight of each: a company, too, is "Acme, the owner of".
_INTRODUCTIONS = (
    # "said Joost de Kleijn, a lawyer"
    (2.5, re.compile(
        rf"\b(?:said|says|added|told|wrote|explained|argued)\s+(?P<name>{FULL_NAME})(?=,\s(?:the|an?|its|who|whose|{ROLE})\b|\s(?:of|from|at|for)\s|\.)")),
    # "Gina Cass-Gottlieb, the chair of …"
    (1.5, re.compile(
        rf"(?<![\w'’-])(?P<name>{FULL_NAME})(?:,\s|\s[—–-]+\s|\s\()(?:who\s\w+\s|the\s|an?\s|its\s|their\s)?(?:[\w'’-]+\s){{0,5}}?(?:{ROLE})\b")),
    # "Gina Roe of the Riverton Privacy Commission told reporters", "the vice-president for data, Gina Roe, said"
    (2.6, re.compile(
        rf"(?<![\w'’-])(?P<name>{FULL_NAME})\s(?:of|from|at)\s(?:the\s)?(?:(?:[{UPPER}][\w'’&-]*|of|for|and|the)\s){{1,7}}?(?:{_BODIES})"
        rf"(?:\s(?:of|for)\s(?:the\s)?[{UPPER}]\w+)?(?:\s\([A-Z]+\))?,?\s(?:{_SAID})\b")),
    (2.6, re.compile(rf"(?i:{ROLE})\b[^.,;:\n]{{0,60}},\s(?P<name>{FULL_NAME}),?\s(?:{_SAID})\b")),
    # "the president of the Riverton Bankers Association, Xina Roe, backed"
    (3.3, re.compile(rf"(?i:\b(?:{_POSTS_OF_PEOPLE}))\b(?:\s(?:of|for|at)\s|\s|,\s)[^.,;:\n]{{0,70}},\s(?P<name>{FULL_NAME}),\s(?=[a-z])")),
    # "Chair Gina Roe said", "Attorney General Gina Roe, who …"
    (3.0, re.compile(
        rf"\b(?:(?:[Cc]hair|[Cc]ommissioner|[Pp]resident|[Dd]irector|[Mm]inister|[Ss]pokes\w+|[Cc]hief|CEO|[Jj]udge|[Jj]ustice|[Ss]ecretary|[Gg]eneral"
        rf"|[Ss]enator"
        rf"|[Cc]ounsel|[Cc]hairm[ae]n|[Cc]hairwoman|[Ff]ounder|[Ee]xecutive|[Cc]hancellor|[Aa]ttorney),?|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Adv)\.?"
        rf"|Sir|Lord|Lady|Professor|Judge|MEP|MP)\s(?!General\b)(?P<name>{FULL_NAME})(?=,|\.|['’]s|\s[a-z])")),
)
_FIRST_WORD = re.compile(rf"(?<![\w'’.@-])(?=([{UPPER}][\w'’-]+)\s)(?=(?P<name>{FULL_NAME}))")
_FULL = re.compile(rf"(?<![\w'’.@-])(?P<name>{FULL_NAME})(?![\w-])")
_LONE_SPEAKER = re.compile(
    rf"(?:(?<=[.!?”\"]\s)|(?<=\n)|(?<=,\s)|(?<=,”\s)|(?<=\b[a-z]{{2}}\s))([{UPPER}][\w'’-]+)\s(?:{_SAID}|noted|explained|argued|warned|continued|insisted)\b"
    rf"|[”\"]\s(?:said|added|wrote|explained|noted)\s([{UPPER}][\w'’-]+)[.,]")
_KINDS: tuple[tuple[Kind, frozenset[str]], ...] = (("organization", COMPANY_KINDS | GROUP_KINDS), ("product", PRODUCT_KINDS))
_ALL_KINDS = "|".join(sorted(re.escape(w) for w in COMPANY_KINDS | GROUP_KINDS | PRODUCT_KINDS))
_CAPITAL = rf"(?:[{UPPER}][\w&'’.-]*\w|[{UPPER}]|[a-z]{{1,2}}[A-Z]\w+|\d+-?[{UPPER}]\w+)"
_NAME = rf"(?P<name>{_CAPITAL}(?:\s(?:(?:&|of|de|del|di|du|for|the)\s){{0,2}}{_CAPITAL}){{0,4}})"
# "the campaign group X", "a Cyprus-registered firm called X"
_KIND_BEFORE = re.compile(
    rf"\b(?P<kind>{_ALL_KINDS}),?\s"
    rf"(?:called\s|named\s|known\sas\s)?[“\"‘]?{_NAME}(?!\w)"
    r"(?P<whole>(?=[,.;:)'’]|\s(?:after|and|at|by|for|from|had|has|in|is|must|of|on|over|said|says|should|that|to|was|which|will|with)\b))?")
# "the X app"
_KIND_BEHIND = re.compile(rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|['’]s)\s{_NAME}\s(?P<kind>{'|'.join(sorted(PRODUCT_KINDS))})\b")
# "X, a data broker", "X, which runs a chain …" is no name of a kind
_KIND_AFTER = re.compile(
    rf"(?<![\w'’-]){_NAME},\s(?:an?|the|another|one\sof\sthe|[A-Z]\w+['’]s)\s"
    rf"(?:(?!(?:at|by|for|from|in|of|on|to|with)\s)[\w'’-]+\s){{0,4}}?(?P<kind>{_ALL_KINDS})"
    rf"(?=[,.;:)]|\s(?:that|which|of|based|behind|for|in|with|whose|owned|and|from|where|to)\b)")


def proposals(parses: Iterable[Parse], text: str, companies: Spans | None = None) -> list[Proposal]:
    """All places that any source takes for a name, from the strongest evidence to the weakest; `companies` are those of the registers."""
    parses, companies = list(parses), Spans(text) if companies is None else companies      # a table may hold places without names
    running = without_titles(text)
    found = [Proposal(span, "organization", FORMED) for span in organization_spans(text)]
    found += _apposed(running)
    found += (Proposal(span, "organization", KIND_AFTER) for spans in (in_a_row_of_a_kind(running), beside_organizations(running, companies))
              for span in spans)
    found += (Proposal(span, "product", KIND_AFTER) for span in in_a_row_of_products(running))
    found += (Proposal(span, "person", FIRST_NAME) for span in in_a_row_of_people(running))
    found += (Proposal(Span(*m.span("name")), "person", weight) for weight, pattern in _INTRODUCTIONS for m in pattern.finditer(running))
    found += _with_first_names(running)
    found += _shortened_like_people(running)
    found += _recognised(parses)
    found += _in_roles(parses)
    return found


def without_titles(text: str) -> str:
    """The text with the lines in title case blanked: every word has a capital there, so that capitals tell nothing."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        long = [w for w in re.findall(r"[^\W\d_][\w'’-]*", line) if len(w) > 3]
        if len(long) >= 4 and sum(w[0].isupper() for w in long) >= 0.7 * len(long) and not line.rstrip().endswith((".", ",", ":", "”", "\"")):
            lines[number] = " " * len(line)
    return "\n".join(lines)


def _apposed(text: str) -> Iterator[Proposal]:
    """Names beside a noun that says what they are."""
    for pattern in (_KIND_BEFORE, _KIND_BEHIND, _KIND_AFTER):
        for match in pattern.finditer(text):
            kind: Kind = next(k for k, nouns in _KINDS if match["kind"] in nouns)
            # "the firm Jane Roe founded" names a person: only what ends the phrase is surely named by its noun
            loose = pattern is _KIND_AFTER or (pattern is _KIND_BEFORE and match["whole"] is None)
            yield Proposal(Span(*match.span("name")), kind, KIND_AFTER if loose else KIND_BEFORE)


def _with_first_names(text: str) -> Iterator[Proposal]:
    """Capitalised words that begin with a first name: "Jane Roe"; cut where words begin that are no part of a name."""
    done = 0
    for match in _FIRST_WORD.finditer(text):
        if match.start() < done or not is_first_name(match[1]):
            continue
        words = list(re.finditer(r"\S+", match["name"]))
        kept = words[:1]
        for word in words[1:]:
            plain = re.sub(r"['’]s?$|\.$", "", word[0]).casefold()
            if plain in WEEKDAYS_AND_MONTHS or (ROLE_WORD.fullmatch(plain) and len(kept) > 1) or plain in TITLES:
                break
            if plain in NOT_PERSONS or plain in ORGANIZATION_ENDS or plain in INSTITUTIONS or ROLE_WORD.fullmatch(plain):
                kept = []
                break
            kept.append(word)
            if word[0].endswith(("'s", "’s")):
                break
        while kept and kept[-1][0][0].islower():
            kept.pop()
        if len(kept) < 2 or _goes_on(text, match.start() + kept[-1].end(), match.end("name")) or not _stands_free(text, match.start()):
            continue
        done = match.start() + kept[-1].end()
        yield Proposal(Span(match.start(), done), "person", FIRST_NAME)


def _shortened_like_people(text: str) -> Iterator[Proposal]:
    """ "Xina Roe" where the text has "Roe said" too: a company would be shortened from behind."""
    speakers = {m[1] or m[2] for m in _LONE_SPEAKER.finditer(text)}
    for match in _FULL.finditer(text) if speakers else ():
        first, last = match["name"].split()[0], match["name"].split()[-1]
        if last in speakers and first != last and first not in speakers and _stands_free(text, match.start()) and first.casefold() not in _CAN_BEGIN:
            yield Proposal(Span(*match.span("name")), "person", FIRST_NAME)


def _goes_on(text: str, end: int, matched: int) -> bool:
    """Whether the name goes on as that of an organization: "Jane Roe & Daughters", "Jane Roe Foundation"."""
    following = re.match(rf"\s(?:&|[{UPPER}]\w+)", text[end:end + 30])
    word = following[0].strip().casefold() if following and end == matched else ""
    return word == "&" or word in INSTITUTIONS | ORGANIZATION_ENDS | NOT_PERSONS


def _stands_free(text: str, start: int) -> bool:
    """Whether no other name runs into it: "Julius" in "Bank Julius Baer" does not begin one, "Jane" in "Commissioner Jane Roe" does."""
    before = re.search(r"(\S+) $", text[max(0, start - 40):start])
    if before is None:
        return True
    word = before[1].strip("“”\"'‘’(")
    plain = re.sub(r"['’]s?$", "", word).casefold().strip(".")
    if word == "&":
        return False
    return not word[:1].isupper() or word != word.strip(".,;:!?") or plain in TITLES or bool(ROLE_WORD.fullmatch(plain)) or word.endswith(("'s", "’s")) \
        or plain in WEEKDAYS_AND_MONTHS or plain in _CAN_BEGIN


_CAN_BEGIN = frozenset("as after according according according and but for from in if its it on the then to when where while with yet an a by at".split())


def _recognised(parses: Iterable[Parse]) -> Iterator[Proposal]:
    """What the statistical recogniser takes for organizations and people."""
    for parse in parses:
        for ent in parse.doc.ents:
            if ent.label_ in ("ORG", "PERSON"):
                start = parse.sentence.span.start
                yield Proposal(Span(start + ent.start_char, start + ent.end_char), "organization" if ent.label_ == "ORG" else "person", RECOGNISED)


def _in_roles(parses: Iterable[Parse]) -> Iterator[Proposal]:
    """Proper nouns in the role of a party ("*Acme* agreed", "fined *Acme*", "by *Acme*") that the recogniser passed over."""
    for parse in parses:
        for token in parse.doc:
            if token.pos_ != "PROPN" or token.dep_ not in _PARTY_LABELS or token.ent_type_ in _OTHER_ENTITIES:
                continue
            if token.dep_ == "pobj" and token.head.lower_ not in _PARTY_PREPOSITIONS:
                continue
            first = last = token.i
            for preposition in token.children:     # "Tools for Humanity", "Ligue des droits de l'Homme"
                if preposition.dep_ == "prep" and preposition.i == last + 1 and preposition.lower_ in ("for", "of", "des", "du", "de"):
                    following = parse.doc[preposition.i + 1] if preposition.i + 1 < len(parse.doc) else None
                    if following is not None and following.pos_ == "PROPN" and following.ent_type_ not in ("GPE", "PERSON") and token.ent_type_ != "PERSON":
                        last = following.head.i if following.dep_ == "compound" else following.i
            while first and parse.doc[first - 1].pos_ == "PROPN" and parse.doc[first - 1].dep_ in ("compound", "amod", "nmod"):
                first -= 1
            yield Proposal(parse.span(first, last), "organization", IN_A_ROLE)


def recognised_acronyms(found: Iterable[Proposal], text: str) -> frozenset[str]:
    """Lone acronyms that the recogniser takes for organizations more than once."""
    seen: dict[str, int] = {}
    for proposal in found:
        name = bare(proposal.span.of(text))
        if proposal.weight == RECOGNISED and proposal.kind == "organization" and name.isupper() and " " not in name:
            seen[name] = seen.get(name, 0) + 1
    return frozenset(name for name, count in seen.items() if count > 1)
