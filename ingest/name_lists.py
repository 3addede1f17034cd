"""Names in a row: what one of them is, or what the noun before them says they are, they all are.

"The operators Northtel, Zing and Telmo", "three companies – Acme, Beta 1000 and Gamma –", "fined as follows: Acme 5,000 euros, Beta 300 euros".
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.first_names import is_first_name
from ingest.model import Span
from ingest.name_grammar import FULL_NAME, UPPER
from ingest.name_places import Spans
from ingest.name_words import COMPANY_KINDS, GROUP_KINDS, NOT_NAMES, is_title
from ingest.wordlists import words

_PLURALS = sorted({*(f"{w[:-1]}ies" if w.endswith("y") and w[-2] not in "aeiou" else f"{w}s" for w in COMPANY_KINDS | GROUP_KINDS),
                   *words("airlines banks businesses carriers colleges companies giants grocers insurers platforms schools supermarkets telcos",
                           "universities")})
_CAPITAL = rf"(?:[{UPPER}][\w&'’.!-]*[\w!]|[{UPPER}]|[a-z]{{1,2}}[A-Z]\w+|\d+-?[{UPPER}]\w+)"
_OF_OTHERS = "|".join(sorted(words(
    "apps browsers chatbots cities commissioners countries crimes directors features games goods islands judges laws members models months nations people",
    "places politicians products provinces regions rules services sites states things tools websites years")))
_NAME = rf"{_CAPITAL}(?:[ ](?:(?:&|of|de|del|di|du|for)[ ])?{_CAPITAL}){{0,4}}(?:[ ]\d{{2,4}}(?![\d%]|[,.]\d))?"
_SUM = r"(?:[ ]\([^()\n]{1,60}\)|[ ](?:[A-Z]{3}[ ])?[€$£₹¥]?\d[\d.,]*(?:[ ]?(?:m|bn|million|billion))?(?:[ ](?:euros?|dollars?|pounds?|[a-z]+))?)?"
_ITEM = rf"(?:(?:the[ ])?(?:[{UPPER}]\w+(?:[ ][{UPPER}]\w+)?['’]s?[ ])?(?:[a-z]+-(?:owned|based|listed)[ ])?)(?:{_NAME}){_SUM}"
_ROW = rf"{_ITEM}(?:(?:,[ ](?:and[ ]|or[ ])?|[ ](?:and|or|&)[ ]){_ITEM}){{1,15}}"
_OF_A_KIND = re.compile(
    rf"\b(?:{'|'.join(_PLURALS)})(?:[ ](?:in|from)[ ][{UPPER}]\w+(?=[ ][–—-]))?"
    rf"(?:,?[ ](?:including|such[ ]as|namely|like|called|named|comprising)|[ ]?[–—:-]|,)?[ ](?P<row>{_ROW})"
    rf"|\b(?!(?:{_OF_OTHERS})\b)(?:[a-z]+|[A-Z]{{2,}})s[ ]?[–—][ ]?(?P<apposed>{_ROW})(?=[ ]?[–—.])"
    rf"|\b[A-Z]{{2,}}s,?[ ](?:including|such[ ]as|namely:?,?)[ ](?P<named>{_ROW})"
    rf"|\bas[ ]follows:[ ](?P<sums>{_ROW})")
_BETWEEN = re.compile(rf"\b[Bb]etween[ ](?P<row>{_ITEM}[ ]and[ ]{_ITEM})")
_APPS = re.compile(rf"\b(?P<row>{_NAME}(?:,[ ]{_NAME}){{0,5}},?[ ]and[ ]{_NAME})[ ](?:[a-z]+[ ]){{0,3}}(?:[Aa]pps|[Gg]ames|[Cc]hatbots)\b")
_PERSON = rf"{FULL_NAME}(?:[ ]\([^()\n]{{1,20}}\)|,[ ][RD]-[A-Z][a-z]*\.?)?"
_PEOPLE = re.compile(
    r"\b(?i:advocates|attorneys|barristers|commissioners|congressmen|counsels|directors|executives|judges|justices|lawmakers|lawyers|meps|ministers|mps"
    rf"|officials|prosecutors|reps\.|representatives|researchers|senators|sens\.|academics|ministers)[ ]"
    rf"(?P<row>{_PERSON}(?:(?:,[ ](?:and[ ])?|[ ]and[ ]){_PERSON}){{1,12}})")
_ANY_ROW = re.compile(rf"(?<![\w'’.-])(?P<row>{_ROW})")
_ENOUGH = 3                              # names in a row of which one tells what the others are


def in_a_row_of_a_kind(text: str) -> Iterator[Span]:
    """Names of organizations after a plural that says so."""
    for match in _OF_A_KIND.finditer(text):
        group = match.lastgroup or "row"
        yield from _items(match[group], match.start(group))


def in_a_row_of_people(text: str) -> Iterator[Span]:
    """ "Justices Jane Roe, A.K. Roe and John Doe", "the senior advocates Jane Roe and John Doe"."""
    for match in _PEOPLE.finditer(text):
        for name in re.finditer(FULL_NAME, match["row"]):
            yield Span(match.start("row") + name.start(), match.start("row") + name.end())


def in_a_row_of_products(text: str) -> Iterator[Span]:
    """ "operates Kroko and Fairhand mobile lending apps"."""
    for match in _APPS.finditer(text):
        yield from _items(match["row"], match.start("row"))


def beside_organizations(text: str, organizations: Spans) -> Iterator[Span]:
    """Names in a row of three and more, or two with "between" before them, in which a known organization stands."""
    for match in [*_ANY_ROW.finditer(text), *_BETWEEN.finditer(text)]:
        items = list(_items(match["row"], match.start("row")))
        if (len(items) >= _ENOUGH or match.re is _BETWEEN) and any(not organizations.free(item) for item in items):
            yield from (item for item in items if organizations.free(item))


def _items(row: str, start: int) -> Iterator[Span]:
    """The names of a row; people, titles and common words are passed over."""
    for match in re.finditer(_ITEM, row):
        name = re.match(rf"(?:the[ ])?(?:[{UPPER}]\w+(?:[ ][{UPPER}]\w+)?['’]s?[ ])?(?:[a-z]+-(?:owned|based|listed)[ ])?({_NAME})", match[0])
        if name is None:
            continue
        first, *rest = name[1].split()
        if (is_first_name(first) and rest) or is_title(first) or all(w.casefold().strip(".") in NOT_NAMES for w in (first, *rest)):
            continue
        yield Span(start + match.start() + name.start(1), start + match.start() + name.end(1))
