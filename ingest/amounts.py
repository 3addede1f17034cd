"""Money in a text: every amount with its currency and place.

    find_amounts("a €30.5 million fine")  ->  (Amount(30500000.0, "EUR", Span(2, 15)),)

Numbers are read as their own marks say: "70.000" and "70,000" are seventy thousand, "4,000.50" and "4.000,50" four thousand and a half,
"1,2 million" and "1.466 million" have decimals. Amounts without a number ("several million euros") give nothing.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache

from ingest.currencies import AFTER, BEFORE, CODES, DOUBTFUL, currency_of
from ingest.model import Amount, Span

SCALES = {word: 10 ** power for power, words in {
    2: "hundred", 3: "thousand k", 5: "lakh lac", 6: "million millions mln mio mn m", 7: "crore cr", 9: "billion billions bn bln b",
    12: "trillion tn"}.items() for word in words.split()} | {"lakh crore": 10 ** 12}
SMALL = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS = {w: n for n, w in enumerate(SMALL.split(), 1)} | {w: 10 * n for n, w in enumerate(TENS.split(), 2)}

GAP = r"[ \t\u00a0\u202f]"
# Repetitions are bounded: no text can make a match cost more than a constant.
NUMBER = (r"\d{1,3}(?: ?, ?000){1,3}(?!\d)(?:\.\d{1,2}(?!\d))?|\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3}){1,5}(?!\d)(?:[.,]\d{1,2}(?!\d))?|"
          r"\d{1,2}(?:,\d\d){1,4},\d{3}(?!\d)(?:\.\d{1,2})?|"
          r"\d{1,15}(?:[.,]\d{1,4})?")
SCALE = "(?i:lakh crore|thousand|millions?|billions?|trillion|crore|lakh|lac)|mln|mio|mn|bn|bln|tn|cr|[kKmMbB]"
WORD = rf"(?:{'|'.join(sorted((*UNITS, 'hundred', 'thousand', 'million', 'billion'), key=len, reverse=True))})"
FIRST = "|".join(sorted(UNITS, key=len, reverse=True))
SPELT = rf"(?:half an?|a quarter of a|an?|{FIRST})(?:(?:[ -]and)?(?: a half)?[ -]{WORD}){{0,6}}"
SCALED = rf"(?:(?:{GAP}|-)?(?P<scale>{SCALE})(?:(?![A-Za-z])|(?=(?:{'|'.join(CODES)})(?![A-Za-z])))(?:\.(?=\s?[a-z€]))?)?"
ZERO_CENTS = r"(?:[.,][-–—]{1,2})?"
NO_AREA = r"(?![A-Za-z\d])(?![ -](?:area|zone|bloc|countries|membership)\b)"
BEFORE_NUMBER = re.compile(rf"(?<![A-Za-z\d])(?P<currency>{BEFORE}){GAP}?(?P<number>{NUMBER}){ZERO_CENTS}{SCALED}(?![\d%])"
                           rf"(?:{GAP}?(?P<again>[€£]|(?i:euros?|lei))(?![A-Za-z]))?")
AFTER_NUMBER = re.compile(rf"(?<![\w.,/§-])(?P<number>{NUMBER}){ZERO_CENTS}{SCALED}(?:{GAP}|-|\n)?(?:of{GAP})?"
                          rf"(?P<currency>{AFTER}){NO_AREA}")
SPELT_NUMBER = re.compile(rf"(?<![\w-])(?P<number>(?i:{SPELT}))(?:{GAP}|-|\n)(?:of{GAP})?(?P<currency>{AFTER}){NO_AREA}")
RANGE_BEFORE = re.compile(rf"(?<![\w.,/§-])(?P<number>{NUMBER}){GAP}?(?:to|and|or|[-–—]){GAP}?$")
RANGE_AFTER = re.compile(rf"{GAP}?(?P<link>to|and|[-–—]){GAP}?(?P<currency>{BEFORE})?{GAP}?(?P<number>{NUMBER}){SCALED}"
                         rf"(?![\w%]|{GAP}(?:{AFTER}))")
BETWEEN = re.compile(r"\bbetween\s$", re.I)
UPPER = re.compile(
    r"\b(?:up to|as much as|as high as|maximum(?: (?:fine|penalty|amount|sanction)s?)?(?: of)?|at most|not exceed(?:ing)?|no more than|"
    r"not more than|capped at|ceiling of|limit of|no higher than|to a maximum of)"
    r"(?: (?:the|a|an|of|either|about|around|approximately)){0,3}\s?$", re.I)


def find_amounts(text: str, start: int = 0, end: int | None = None, country: str | None = None) -> tuple[Amount, ...]:
    """All amounts of money of `text[start:end]`, in order; spans are code points of `text`.

    `country` (ISO 3166-1 alpha-2) settles "$", "kr", "crowns" and the like. `upper_bound` is set by "up to", "a maximum of" and so on.
    """
    stop = len(text) if end is None else end
    named = cache(lambda pattern: sum(1 for _ in re.finditer(pattern, text)))
    matches = sorted(((m.start(), rank, m) for rank, pattern in enumerate((BEFORE_NUMBER, SPELT_NUMBER, AFTER_NUMBER))
                      for m in pattern.finditer(text, start, stop)), key=lambda item: item[:2])
    kept: list[tuple[int, tuple[Amount, ...], int]] = []             # rank, amounts of the match, where they end
    for begin, rank, m in matches:
        if kept and begin < kept[-1][2] and kept[-1][0] <= rank:
            continue
        amounts = tuple(read(m, rank, country, named, start, stop))
        if not amounts:
            continue
        if kept and begin < kept[-1][2]:                             # "in 2021 EUR 500": the sign belongs to the number after it
            kept.pop()
        kept.append((rank, amounts, m.end()))
    return tuple(sorted((a for _, amounts, _ in kept for a in amounts), key=lambda a: a.span or Span(0, 0)))


def read(m: re.Match[str], rank: int, country: str | None, named: Callable[[str], int], start: int, stop: int) -> Iterator[Amount]:
    """The amount of one match, and the other end of its range ("€10-20 million", "between 10 and 20 million euros")."""
    text, words = m.string, m["currency"]
    scale = (m.groupdict().get("scale") or "").lower()
    mantissa = spelt(m["number"]) if rank == 1 else number(m["number"], bool(scale))
    code = currency_of(words, country, named)
    if code is None or mantissa is None or not sure(words, m["number"], mantissa, bool(scale), rank):
        return
    value = mantissa * SCALES.get(scale, 1)
    upper = bool(UPPER.search(text[max(start, m.start() - 60):m.start()]))
    if rank == 2 and (left := RANGE_BEFORE.search(text[max(start, m.start() - 28):m.start()])):
        low = number(left["number"], bool(scale))
        if low is not None and low < mantissa:
            at = max(start, m.start() - 28) + left.start()
            yield Amount(float(low * SCALES.get(scale, 1)), code, Span(at, at + len(left["number"])))
    if rank == 0 and not scale and (right := RANGE_AFTER.match(text, m.end(), stop)):
        further, own = (right["scale"] or "").lower(), right["currency"]
        high = number(right["number"], bool(further))
        ranged = right["link"] != "and" or BETWEEN.search(text[max(start, m.start() - 8):m.start()])
        if high is not None and high > mantissa and ranged and own in (None, words):
            value = mantissa * SCALES.get(further, 1) if mantissa < 1000 else value
            if not own and (further or right["link"] in "-–—"):
                yield Amount(float(high * SCALES.get(further, 1)), code, Span(right.start("number"), right.end()))
    yield Amount(float(value), code, Span(m.start(), m.end()), upper)


def sure(words: str, digits: str, value: Decimal, scaled: bool, rank: int) -> bool:
    """Whether words that also mean other things ("Euro 2024", "COP 26", "2019 won", "a pound") are money here."""
    if scaled:
        return True
    grouped = bool(re.search(r"\d\D\d{3}(?!\d)", digits))
    if rank == 1:
        return value >= 2
    if words in DOUBTFUL or words.lower() == "won":
        return value >= 1000 and (grouped or words != "won")
    if rank == 0 and words.lower().startswith("euro"):
        return grouped or (value >= 100 and not 1990 <= value <= 2060)
    return True


def number(digits: str, scaled: bool) -> Decimal | None:
    """The value of a written number. A single mark before three digits parts thousands ("70.000 euro"), but a point before
    three digits and a scale is a decimal point ("1.466 million")."""
    plain = re.sub(r"[\s'’\u00a0\u202f]", "", digits)
    parts, marks = re.split(r"[.,]", plain), re.findall(r"[.,]", plain)
    if not all(parts):
        return None
    if len(parts) == 1:
        return Decimal(plain)
    if re.fullmatch(r"\d{1,3}(?:,000)+", plain):                  # "10, 000": a slip
        return Decimal(plain.replace(",", ""))
    grouped = len(parts[-1]) == 3 and len(parts[0]) <= 3 and len(set(marks)) == 1 and plain == digits
    if grouped and not (scaled and marks == ["."]):
        return Decimal("".join(parts))
    if len(parts) == 2 or len(parts[-1]) <= 2:
        return Decimal("".join(parts[:-1]) + "." + parts[-1])
    return Decimal("".join(parts))


def spelt(words: str) -> Decimal | None:
    """half a million, two hundred and fifty thousand, one and a half billion; None where no number comes out ("a")."""
    tokens = re.split(r"[\s-]+", words.lower())
    total = Decimal(0)
    current: Decimal | None = None
    if tokens[0] == "half" or tokens[:2] == ["a", "quarter"]:
        current, tokens = (Decimal("0.5"), tokens[2:]) if tokens[0] == "half" else (Decimal("0.25"), tokens[4:])
        if not tokens:
            return None
    for token in tokens:
        if token in UNITS:
            current = (current or Decimal(0)) + UNITS[token]
        elif token == "half":
            current = (current or Decimal(0)) + Decimal("0.5")
        elif token == "hundred":
            current = (Decimal(1) if current is None else current) * 100
        elif token in SCALES:
            total, current = total + (1 if current is None else current) * SCALES[token], None
    total += current or 0
    return total or None
