"""Money is found with its currency; numbers that are no money are left alone."""
from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.amounts import find_amounts
from ingest.currencies import AFTER, BEFORE, currency_of

MONEY: list[tuple[str, list[tuple[float, str]]]] = [
    # the sign or the code before the number
    ("a €30.5 million fine", [(30_500_000, "EUR")]),
    ("fined EUR 70,000", [(70_000, "EUR")]),
    ("fined EUR70k", [(70_000, "EUR")]),
    ("€ 1.2bn", [(1_200_000_000, "EUR")]),
    ("$1.2bn", [(1_200_000_000, "USD")]),
    ("US$5 billion and US $5 million", [(5_000_000_000, "USD"), (5_000_000, "USD")]),
    ("A$50m, C$7.5 million and NZ$20,000", [(50_000_000, "AUD"), (7_500_000, "CAD"), (20_000, "NZD")]),
    ("A $5 million fine", [(5_000_000, "USD")]),
    ("£12.7m", [(12_700_000, "GBP")]),
    ("RON 4943.60", [(4943.6, "RON")]),
    ("lei11,023.42", [(11_023.42, "RON")]),
    ("NOK 65 million and SEK 58m", [(65_000_000, "NOK"), (58_000_000, "SEK")]),
    ("NOK 200 000 (€19,600)", [(200_000, "NOK"), (19_600, "EUR")]),
    ("PLN 2.9 million", [(2_900_000, "PLN")]),
    ("CHF 10'000", [(10_000, "CHF")]),
    ("₹1,337 crore", [(13_370_000_000, "INR")]),
    ("Rs 213.14 crore", [(2_131_400_000, "INR")]),
    ("₹1,33,77,00,000", [(1_337_700_000, "INR")]),
    ("R$6,6 million", [(6_600_000, "BRL")]),
    ("¥500 million", [(500_000_000, "JPY")]),
    ("KRW 67.4 billion", [(67_400_000_000, "KRW")]),
    ("a $1-million fine", [(1_000_000, "USD")]),
    ("€200,000 euros", [(200_000, "EUR")]),
    # and after it
    ("a 30.5 million euro fine", [(30_500_000, "EUR")]),
    ("70.000 euro", [(70_000, "EUR")]),
    ("a 10,000€ fine", [(10_000, "EUR")]),
    ("Lei 974,89 (the equivalent of Eur 200)", [(974.89, "RON"), (200, "EUR")]),
    ("EURO 3,000 at EURO 2024", [(3_000, "EUR")]),
    ("24,182.50 lei (approx. 5,000 Euros)", [(24_182.5, "RON"), (5_000, "EUR")]),
    ("200,000 Swedish kronor", [(200_000, "SEK")]),
    ("15 millions SEK", [(15_000_000, "SEK")]),
    ("67 billion won", [(67_000_000_000, "KRW")]),
    ("5,00,000 rupees", [(500_000, "INR")]),
    ("8 billion yuan", [(8_000_000_000, "CNY")]),
    # how numbers are written
    ("€4,000.50, €4.000,50 and €23,448,50", [(4000.5, "EUR"), (4000.5, "EUR"), (23_448.5, "EUR")]),
    ("€10,4 million and €1.466 million", [(10_400_000, "EUR"), (1_466_000, "EUR")]),
    ("€ 300.000.", [(300_000, "EUR")]),
    ("€25,000,000,000", [(25_000_000_000, "EUR")]),
    ("a fine of € 3.000,- in all", [(3_000, "EUR")]),
    ("two million dollars", [(2_000_000, "USD")]),
    ("half a million euros", [(500_000, "EUR")]),
    ("one and a half million euros", [(1_500_000, "EUR")]),
    ("two hundred and fifty thousand pounds", [(250_000, "GBP")]),
    ("a million-dollar fine", [(1_000_000, "USD")]),
    # ranges and pairs
    ("from €1,000 to €2,700", [(1_000, "EUR"), (2_700, "EUR")]),
    ("€10-20 million", [(10_000_000, "EUR"), (20_000_000, "EUR")]),
    ("between 10 and 20 million euros", [(10_000_000, "EUR"), (20_000_000, "EUR")]),
    ("between €10 and €20 million", [(10_000_000, "EUR"), (20_000_000, "EUR")]),
    ("€1,000 (RON 4943.60)", [(1_000, "EUR"), (4943.6, "RON")]),
    ("20 million euros or 4% of turnover", [(20_000_000, "EUR")]),
    ("In 2021 EUR 5,000 was paid", [(5_000, "EUR")]),
    # no money
    ("4% of Article 83 in 30 days of 2019", []),
    ("several million euros, and tens of millions of dollars", []),
    ("a multi-million-euro fine", []),
    ("Euro 2024, Euro 6 and COP 26", []),
    ("in 2019 won the case", []),
    ("two euro-area states", []),
    ("500 pounds of meat", []),
    ("the M€ sign", []),
]


@pytest.mark.parametrize(("text", "expected"), MONEY, ids=[m[0] for m in MONEY])
def test_money_is_told_from_other_numbers(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(a.value, a.currency) for a in find_amounts(text)] == expected


@pytest.mark.parametrize(("text", "country", "expected"), [
    ("65 million kroner", "NO", ["NOK"]), ("65 million kroner", "DK", ["DKK"]), ("kr 5,000", "SE", ["SEK"]), ("5,000 kr.", "IS", ["ISK"]),
    ("1 million crowns", "CZ", ["CZK"]), ("65 million kroner", None, []), ("the Norwegian fine of 65 million kroner", None, ["NOK"]),
    ("$50 million", "AU", ["AUD"]), ("$50 million", "IE", ["USD"]), ("5 million dollars", "CA", ["CAD"]), ("¥5 million", "CN", ["CNY"]),
    ("100 kronor", None, ["SEK"]), ("5 million pesos", "MX", ["MXN"]), ("5 million pesos", None, []),
])
def test_a_shared_name_is_settled_by_the_country(text: str, country: str | None, expected: list[str]) -> None:
    assert [a.currency for a in find_amounts(text, country=country)] == expected


@pytest.mark.parametrize(("text", "upper"), [
    ("up to 5.1 million euros", True), ("a maximum fine of £17.5 million", True), ("not exceeding EUR 10 000 000", True),
    ("as much as $5bn", True), ("a fine of £17.5 million", False), ("at least €5,000", False),
])
def test_an_upper_bound_is_marked(text: str, upper: bool) -> None:
    assert [a.upper_bound for a in find_amounts(text)] == [upper]


def test_the_span_covers_number_scale_and_currency() -> None:
    text = "It paid a 30.5 million euro fine."
    assert [a.span.of(text) for a in find_amounts(text) if a.span] == ["30.5 million euro"]


def test_only_the_part_asked_for_is_read() -> None:
    assert [a.value for a in find_amounts("€5 and €6 and €7", 3, 9)] == [6]


def test_an_unknown_word_is_no_currency() -> None:
    assert currency_of("€", None, lambda _: 0) == "EUR"
    assert currency_of("apples", None, lambda _: 0) is None
    assert BEFORE.count("€") == AFTER.count("€") == 1


PIECES = st.sampled_from(["€", "$", "EUR", "1", "1,000", "1.5", "000", "million", "bn", "m", "half a", "two", "hundred", "and", "to", "-",
                          "kr",
                          "euros", "up to", "Rs", "crore", "won", "%", "\u00a0", "'", "A$", "lei", ",", "."])


@given(st.lists(PIECES, max_size=14).map("".join) | st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=60))
def test_any_text_can_be_read_and_every_amount_stands_in_it(text: str) -> None:
    for a in find_amounts(text):
        assert a.span is not None
        assert a.span.of(text).strip() != ""
        assert a.value >= 0
        assert len(a.currency) == 3


@pytest.mark.parametrize("unit", ["1", "111 ", "1,", "€", "€1 to ", "one hundred and ", "half a ", "million ", "5 kr ", "up to "])
def test_a_long_and_hostile_text_is_read_in_time(unit: str) -> None:
    begin = time.perf_counter()
    find_amounts(unit * (100_000 // len(unit)))
    assert time.perf_counter() - begin < 60
