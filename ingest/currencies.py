"""How texts write currencies: signs, ISO 4217 codes and words, before or after the number. Pure data with one look-up.

Words that several countries share ("$", "kr", "crowns", "pesos") are settled by the country of the document, else by the countries
that its own text names; without either, "$" is USD, "pound" GBP, "kronor" SEK, and the rest gives no currency.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

_CODES = ("EUR USD GBP CHF NOK SEK DKK ISK PLN RON HUF CZK BGN HRK RSD MKD MDL UAH RUB TRY GEL CAD AUD NZD SGD HKD TWD JPY CNY RMB KRW "
          "INR PKR BRL MXN ARS CLP COP ZAR NGN KES GHS EGP AED SAR QAR KWD ILS THB MYR IDR PHP VND LTL LVL EEK")
CODES = tuple(_CODES.split())
SAME = {"RMB": "CNY"}

# Unambiguous signs and short forms that stand before or after the number.
SIGNS = {"€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₴": "UAH", "₪": "ILS", "₦": "NGN", "฿": "THB", "₫": "VND",
         "₱": "PHP", "zł": "PLN", "Kč": "CZK", "лв": "BGN", "Ft": "HUF", "lei": "RON"}
DOLLARS = {"US": "USD", "USD": "USD", "U.S.": "USD", "A": "AUD", "AU": "AUD", "AUD": "AUD", "C": "CAD", "CA": "CAD", "CAN": "CAD",
           "CAD": "CAD", "CDN": "CAD", "NZ": "NZD", "NZD": "NZD", "S": "SGD", "SG": "SGD", "HK": "HKD", "NT": "TWD",
           "R": "BRL", "MX": "MXN"}
BEFORE_ONLY = {"Rs.": "INR", "Rs": "INR", "RM": "MYR", "Rp": "IDR", "SFr.": "CHF", "SFr": "CHF", "Fr.": "CHF", "KSh": "KES", "Ksh": "KES"}

# Words after the number; a pattern each, with the currency.
WORDS = {
    r"euros?|eur": "EUR", r"pounds? sterling|British pounds?|sterling": "GBP", r"pounds?(?! of)": "GBP", r"Swiss francs?": "CHF",
    r"francs?": "CHF", r"Norwegian (?:kroner?|crowns?|krones?)": "NOK", r"Swedish (?:kronor|krona|kroner|crowns?)": "SEK",
    r"Danish (?:kroner?|crowns?|krones?)": "DKK", r"Icelandic (?:krónur|króna|kronur|krona|crowns?)": "ISK",
    r"Czech (?:koruna?s?|korun|crowns?)|koruna?s?|korun": "CZK", r"kronor|kronas?": "SEK", r"krónur|króna": "ISK",
    r"(?:Polish )?(?:zloty(?:s|ch)?|złot(?:y|ych|e)|zlote)": "PLN", r"(?:Romanian )?(?:lei|leu)": "RON",
    r"(?:Hungarian )?forints?": "HUF", r"(?:Bulgarian )?(?:leva|levs?)": "BGN", r"(?:Croatian )?kunas?": "HRK",
    r"(?:Serbian )?dinars?": "RSD", r"(?:Ukrainian )?hryvnias?": "UAH", r"(?:Russian )?rou?bles?": "RUB",
    r"(?:Turkish )?(?:liras?|lira|TL)": "TRY", r"(?:US|U\.S\.|American) dollars?": "USD", r"Canadian dollars?": "CAD",
    r"Australian dollars?": "AUD", r"New Zealand dollars?": "NZD", r"Singapore dollars?": "SGD", r"Hong Kong dollars?": "HKD",
    r"Taiwan dollars?": "TWD", r"(?:Japanese )?yen": "JPY", r"(?:Chinese )?(?:yuan|renminbi)": "CNY", r"(?:South )?Korean won|won": "KRW",
    r"(?:Indian )?rupees?": "INR", r"(?:Brazilian )?reais|Brazilian reals?": "BRL", r"Mexican pesos?": "MXN",
    r"(?:South African )?rands?": "ZAR", r"(?:Nigerian )?nairas?": "NGN", r"(?:Kenyan )?shillings?": "KES",
    r"(?:Israeli )?(?:new )?shekels?": "ILS", r"(?:Malaysian )?ringgits?": "MYR", r"(?:Indonesian )?rupiahs?": "IDR",
    r"(?:Thai )?baht": "THB", r"(?:UAE )?dirhams?": "AED", r"(?:Saudi )?riyals?": "SAR", r"(?:Georgian )?lari": "GEL",
}
SHARED = {                               # what it looks like: country -> currency; "" is the reading without a country
    r"\$": {"": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "TW": "TWD", "MX": "MXN", "AR": "ARS",
            "CL": "CLP", "CO": "COP"},
    r"dollars?": {"": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "TW": "TWD"},
    r"¥": {"": "JPY", "CN": "CNY"},
    r"[Kk]r\.?|[Kk]roner?|[Cc]rowns?|[Kk]rones?": {"NO": "NOK", "SE": "SEK", "DK": "DKK", "IS": "ISK", "CZ": "CZK"},
    r"pesos?": {"MX": "MXN", "AR": "ARS", "CL": "CLP", "CO": "COP", "PH": "PHP"},
}
NAMED = {"NO": r"\bNOK\b|\bNorw(?:ay|egian)", "SE": r"\bSEK\b|\bSwed(?:en|ish)", "DK": r"\bDKK\b|\bDenmark\b|\bDanish",
         "IS": r"\bISK\b|\bIceland", "CZ": r"\bCZK\b|\bCzech", "MX": r"\bMexic",
         "AR": r"\bArgentin", "CL": r"\bChile", "CO": r"\bColombia", "PH": r"\bPhilippin"}

DOUBTFUL = frozenset(("COP", "TRY", "SAR", "PHP", "GEL", "MDL", "Ft", "won"))     # words and names too: only with large numbers
_DOLLAR = "|".join(re.escape(p) for p in sorted(DOLLARS, key=len, reverse=True))
_SPACED_DOLLAR = "|".join(re.escape(p) for p in sorted(DOLLARS, key=len, reverse=True) if len(p) > 1)     # not "A $5 million fine"
BEFORE = "|".join((rf"(?:{_DOLLAR})\$", rf"(?:{_SPACED_DOLLAR}) \$",
                   *(re.escape(s) for s in sorted((*SIGNS, *BEFORE_ONLY), key=len, reverse=True)),
                   "|".join(CODES), r"\$", "¥", r"[Kk]r\.?", r"[Ee]uros?|EUROS?|Eur", "Lei"))
AFTER = "|".join((*(re.escape(s) for s in sorted(SIGNS, key=len, reverse=True)), "|".join(CODES), rf"(?:{_DOLLAR})?\$", "¥",
                  *(f"(?i:{pattern})" for pattern in WORDS), *(p for p in SHARED if p not in (r"\$", "¥"))))


@lru_cache(maxsize=256)
def _reading(words: str) -> tuple[str | None, str | None]:
    """(currency, None) where the words say it all, (None, pattern of SHARED) where a country must help."""
    plain = " ".join(words.split())
    if plain in SIGNS or plain in BEFORE_ONLY or plain in CODES:
        found = SIGNS.get(plain) or BEFORE_ONLY.get(plain) or plain
        return SAME.get(found, found), None
    if plain.endswith("$") and plain[:-1].strip() in DOLLARS:
        return DOLLARS[plain[:-1].strip()], None
    for pattern in SHARED:
        if re.fullmatch(pattern, plain):
            return None, pattern
    for pattern, code in WORDS.items():
        if re.fullmatch(pattern, plain, re.I):
            return code, None
    return None, None


def currency_of(words: str, country: str | None, named: Callable[[str], int]) -> str | None:
    """The ISO 4217 code that `words` mean in a document of `country` (ISO 3166-1 alpha-2, or None); None when unclear.

    `named` counts how often the document matches a pattern: "kr" in a text that speaks of Norway is NOK.
    """
    code, shared = _reading(words)
    if shared is None:
        return code
    by_country = SHARED[shared]
    if country in by_country:
        return by_country[country]
    if "" in by_country:
        return by_country[""]
    counts = {c: named(NAMED[c]) for c in by_country}
    best = max(counts, key=lambda c: counts[c])
    return by_country[best] if counts[best] else None
