"""Bare numbers that are years ("in 2021", "the 2009 losses") among those that are not ("2000 employees", "Act 2018", "€2021")."""
from __future__ import annotations

import re

from ingest.date_atoms import Atom, Rule, rule
from ingest.date_calendar import a_year

COUNTED = re.compile(
    r"\s(?:(?:[a-z]+\s)?(?:people|persons|individuals|users|employees|customers|clients|citizens|residents|workers|jobs|members|companies|"
    r"websites|sites|apps|devices|accounts|records|files|images|photos|emails|e-mails|messages|calls|complaints|cases|requests|decisions|"
    r"votes|shares|units|points|times|hours|minutes|seconds|days|weeks|months|years|pages|words|copies|items|euros?|dollars|pounds|"
    r"kroner|kronor|lei|kilometres|kilometers|km|metres|meters|miles|feet|kg|tonnes|tons|litres|MB|GB|kW|MW|others|men|women|children|"
    r"students|troops|soldiers|deaths|homes|houses)|million|billion|thousand|percent|per cent)\b")
NUMBERED = re.compile(
    r"(?:\b(?:Act|Acts|Law|Regulations?|Directive|Code|Bill|Order|Rules|Decree|Ordinance|Statute|Constitution|Opinion|Guidelines?|"
    r"Recommendation|Resolution|Articles?|Sections?|Recital|Regulation \(E[UC]\)|[Cc]ase|[Nn]o\.?|Nos\.?|number|Nr\.?|"
    r"pages?|pp?\.|version|[Rr]oom|[Ff]light|model|ISO|DPA|GDPR|Windows|Office|Server|Formula)|[§#№]|n[°º]\.?)\s?$")
MONEY = re.compile(r"(?:[€$£¥₹]|\b(?:EUR|USD|GBP|CHF|NOK|SEK|DKK|ISK|PLN|RON|HUF|CZK|BGN|HRK|INR|JPY|lei|kr\.?|Rs\.?|euros?))\s?$")
PREPARED = re.compile(
    r"(?:^|\W)(?:in|since|by|until|till|before|after|from|to|through|throughout|during|between|early|mid|late|year|as of|of|for|than|and|"
    r"or|&|circa|ca?\.|spring|summer|autumn|fall|winter|quarter|half|Q[1-4]|H[12])"
    r"(?:\s(?:the|early|late|mid|about|around|at least|at most|as early as|as late as))?[\s-]$", re.I)
ESTIMATED = re.compile(r"\b(?:about|around|some|nearly|almost|over|than|only|least|most|up to|approximately|roughly|another|additional|"
                       r"exceeding|under)\s$", re.I)
DASHED = re.compile(r"(?:(?<!\d)\d{4}|(?<![A-Za-z])(?:early|mid|late|pre|post|end|Q[1-4]|H[12]|[a-z]+ber|[a-z]+ary|June|July|May))[-–—‑]$",
                    re.I)
SUBJECT_OF_YEAR = re.compile(r"\s(?:was|is|as|has|its|his|this)\b")


def bare_year(m: re.Match[str]) -> Atom | None:
    """A year that stands alone. Between 1900 and 2049 a number is a year unless its neighbours say otherwise; the earlier and
    the round ones (1500, 2000) need a preposition."""
    text, (start, end) = m.string, m.span()
    before, after, number = text[max(0, start - 24):start], text[end:end + 32], int(m[0])
    if NUMBERED.search(before) or MONEY.search(before) or COUNTED.match(after):
        return None
    dashed = before[-1:] in tuple("-–—‑")
    if dashed and not DASHED.search(before):
        return None
    round_number = number % 100 == 0
    if not (PREPARED.search(before) or dashed) and (not 1900 <= number <= 2049 or round_number or ESTIMATED.search(before)):
        return None
    if round_number and re.match(r"\s[a-z]+s\b", after) and not SUBJECT_OF_YEAR.match(after):
        return None
    if re.match(r"\s?(?:BCE?\b|B\.C\.)", after):
        return Atom(start, end, kind="none")
    return Atom(start, end, fixed=a_year(number), kind="year")


RULES: tuple[Rule, ...] = (
    rule(r"(?<![.,:/€$£¥₹#§+=&@])(?:1[0-9]|20)\d\d(?![\w%°]|[.,:]\d|/\d|[-–](?!(?:1[0-9]|20)\d\d(?!\d))\d|['’]\d)", bare_year),
)
