"""Cited provisions in canonical form: "Articles 5(1)(a), (f) and 6 GDPR" -> gdpr:5(1)(a), gdpr:5(1)(f), gdpr:6.

A list of references belongs to the law named right after it ("Articles 13 and 14 of the GDPR"), right before it ("the GDPR's
Article 6"), or with the next list of the same enumeration; failing these, to the law named nearest in the sentence, and then to the
document's main law. Where the words after a list name a law that the register lacks ("Article 30 of the Belgian Constitution"), the list
gives nothing. Sections never fall back on a law that is written in articles.

Two letters, or two paragraphs, side by side are two references: "6(1)(c)(e)" is 6(1)(c) and 6(1)(e). Recitals are `gdpr:recital-47`.
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from ingest.model import ProvisionRef, Span
from ingest.provision_grammar import Citation, find_citations
from ingest.provision_names import InstrumentNames, nearest

ARTICLES = {"gdpr": 99, "uk-gdpr": 99, "led": 65, "eudpr": 101}      # numbered from 1 on: any other number is another law's
FOREIGN = "?"                            # a law that the register lacks
SENTENCE = 400                           # characters on either side in which the nearest law is sought
LINK = re.compile(r"(?:,?\s?§{1,2}\s?\d{1,3}(?:[.,]\d{1,3})*(?:,\s?\d{1,3}°)*)?\s{0,2},?\s{0,2}[(\[]?"
                  r"(?:(?P<of>of|from|in|under|within|to)\s{1,2})?(?:(?:the|its|this|that)\s{1,2})?[\"“'‘]?")
FILLER = re.compile(r"(?:EU|EU['’]s|European|Union|Union['’]s|UK|UK['’]s|British|bloc['’]s|said|current|new|old|landmark|so-called|"
                    r"above-mentioned|aforementioned|retained|strict|entire|whole|consolidated)\s{1,2}")
NOUN = (r"(?:Acts?|act|Laws?|law|laws|[Ll]egislation|Codes?|code|Constitution|Decrees?|decree|Directive|Regulations?|Convention|"
        r"Charter|Treaty|Ordinance|[Ss]tatutes?|[Aa]greement|[Rr]ules|[Oo]rder|[Gg]uidelines?|Opinion|[Dd]ecision|Bill|Standard|Protocol|"
        r"Recommendation|Resolution|contract|[Pp]olicy|Working Party|WP\d*|Codice|Ley|Loi|Wet|Lov|L\.?\s?\d{1,5}/\d{2,4}|"
        r"[A-Z]\w+(?:gesetz|loven|lagen|laki|verordnung))")
NAMED_BY_NOUN = re.compile(rf"(?:[^\W_][\w.’'&/-]{{0,30}}\s{{1,2}}){{0,9}}?{NOUN}(?!\w)")
NOUN_AT_ONCE = re.compile(rf"(?:(?:[A-Z][\w.’'&/-]{{0,30}}|of|on|the|and)\s{{1,2}}){{0,6}}?{NOUN}(?!\w)")
OWN = re.compile(r"(?:General )?Regulation(?!\w|\s(?:\(|\d|No))")     # "of the Regulation": the law under discussion
ACRONYM = re.compile(r"(?!(?:EU|UK|US|USA|DPAs?|EDPB|EDPS)\b)[A-ZÄÖÜ][A-Za-zäöü]{0,3}[A-ZÄÖÜ][A-Za-z0-9ÄÖÜ-]{0,8}(?!\w)")
# "of the Bulgarian PDPA": an acronym that no register knows, with the words before it.
QUALIFIED = re.compile(r"(?:[A-Z][\w’'-]{2,30}\s{1,2}){1,3}")
UNKNOWN_BEFORE = re.compile(r"\b(?:(?:Act|Code|Law|Decree|Constitution|Convention|Ordinance|Statute)(?:\s\([^()]{1,30}\))?|"
                            r"(?:Act|Law|Decree|L\.)\s(?:No\.?\s)?\d{1,5}/\d{2,4})(?:,?\s?(?:such as|in particular|specifically|namely|"
                            r"notably|including|especially)\s(?:in\s)?|,\s(?:in\s)?(?:its\s)?|['’]s\s)$")
BEFORE = re.compile(r"(?:['’]s)?[\s,:;(–-]{0,3}(?:(?:in|under|at|specifically|namely|notably|including|particularly|and its)\s)?$")
SENTENCE_END = re.compile(r"(?<!\bArt)(?<!\bArts)(?<!\bNo)(?<!\bcf)[.!?][)\"”’]?\s+(?=[A-Z\"“(])|\n\s*\n")


def find_provisions(text: str, instruments: InstrumentNames, start: int = 0, end: int | None = None,
                    default: str | None = None) -> tuple[ProvisionRef, ...]:
    """All provisions that `text[start:end]` cites, in order; spans are code points of `text`.

    `default` is the id of the law that the document speaks of, for citations that name none; without it they are passed over.
    """
    stop = len(text) if end is None else end
    cited = list(find_citations(text, start, stop))
    if not cited:
        return ()
    names = instruments.all_in(text, start, stop)
    owners = [owner_said(text, c, instruments, names, default, stop) for c in cited]
    for n in range(len(cited) - 2, -1, -1):
        if owners[n] is None and cited[n].joined and owners[n + 1] != FOREIGN:
            owners[n] = owners[n + 1]
    return tuple(ref for c, owner in zip(cited, owners, strict=True)
                 for ref in references(c, owner or fallback(text, c, instruments, names, default, start, stop), instruments))


def references(c: Citation, owner: str | None, instruments: InstrumentNames) -> Iterator[ProvisionRef]:
    if owner is None or owner == FOREIGN or (c.kind == "section" and owner in ARTICLES):
        return                             # "Article 6 GDPR (§ 31)": a paragraph of the decision, no part of a law of articles
    for ref in c.references:
        number = ref.number.partition("(")[0]
        if c.kind == "article" and owner in ARTICLES and not (number.isdigit() and 1 <= int(number) <= ARTICLES[owner]):
            continue
        prefix = "recital-" if c.kind == "recital" else ""
        yield ProvisionRef(f"{owner}:{prefix}{ref.number}", owner, Span(ref.start, ref.end), ref.between)


def owner_said(text: str, c: Citation, instruments: InstrumentNames, names: list[tuple[int, int, str]], default: str | None,
               stop: int) -> str | None:
    """The law that the words right after the list name, or right before it; FOREIGN for one we do not know, None for none."""
    link = LINK.match(text, c.end, stop)
    at = link.end() if link else c.end
    while True:
        hit = instruments.at(text, at)
        if hit and hit[0] <= stop:
            return hit[1]
        filler = FILLER.match(text, at, stop)
        if filler is None:
            break
        at = filler.end()
    if may_be := instruments.common_at(text, at):
        known = [i for i in (*(n[2] for n in names), default) if i in may_be]
        return known[0] if known else FOREIGN
    if link and link["of"]:
        noun = NAMED_BY_NOUN.match(text, at, stop)
        if noun and not OWN.match(text, at, stop):
            inside = instruments.all_in(text, at, noun.end())    # "the Estonian Data Protection Act" is not the one the register has
            return inside[0][2] if inside and inside[0][1] < noun.end() else FOREIGN
        qualified = QUALIFIED.match(text, at, stop)
        if ACRONYM.match(text, at, stop) or (qualified and ACRONYM.match(text, qualified.end(), stop)):
            return FOREIGN
    elif (noun := NOUN_AT_ONCE.match(text, at, stop)) or ACRONYM.match(text, at, stop):
        if not (noun and OWN.match(text, at, stop)):
            return FOREIGN
    before = bisect_left(names, (c.start, 0, "")) - 1
    if before >= 0 and c.start - names[before][1] <= 24 and BEFORE.fullmatch(text[names[before][1]:c.start]):
        return names[before][2]
    return FOREIGN if UNKNOWN_BEFORE.search(text[max(0, c.start - 60):c.start]) else None


def fallback(text: str, c: Citation, instruments: InstrumentNames, names: list[tuple[int, int, str]], default: str | None, start: int,
             stop: int) -> str | None:
    """The law named nearest in the sentence, else the document's; sections take only laws that have sections."""
    left = text[max(start, c.start - SENTENCE):c.start]
    low = c.start - len(left) + max((m.end() for m in SENTENCE_END.finditer(left)), default=0)
    after = SENTENCE_END.search(text, c.end, min(stop, c.end + SENTENCE))
    near = nearest(names, c.start, low, after.start() if after else min(stop, c.end + SENTENCE))
    for owner in (near, default):
        if owner and c.kind != "regulation" and (c.kind == "section") == (owner in instruments.sectioned):
            return owner
    return None
