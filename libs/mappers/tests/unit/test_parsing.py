"""Hostile values raise ParseError with a reason; exact values stay exact."""

import contextlib
from datetime import UTC, datetime
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from a1_mappers import parsing
from a1_mappers.parsing import ParseError
from a1_mappers.written_prices import WrittenPrice
from a1_schemas.vocabulary import RejectReason


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6))
def test_a_number_keeps_its_digits(number: Decimal) -> None:
    assert parsing.parse_number(number) == number
    assert parsing.parse_number(str(number)) == number


@pytest.mark.parametrize(
    ("value", "text"), [(Decimal("2.50"), "2.5"), ("100", "100"), (Decimal("1E+2"), "100"), (-0.0, "0")]
)
def test_a_number_has_one_way_to_be_written(value: object, text: str) -> None:
    assert str(parsing.parse_number(value)) == text


@pytest.mark.parametrize(
    "value",
    [
        *(True, None, "", "abc", "NaN", "1e400", "1_000", "٣", [], {}, float("inf"), "1" * 41),
        *map(Decimal, ("NaN", "sNaN", "Infinity", "1e400", "1e-400", "1." + "1" * 40)),
    ],
)
def test_what_is_no_exact_number_is_refused(value: object) -> None:
    with pytest.raises(ParseError) as rejected:
        parsing.parse_number(value)
    assert rejected.value.reason is RejectReason.INVALID_NUMBER


def test_zero_is_a_value_and_nothing_is_none() -> None:
    assert parsing.parse_optional_number(0) == 0
    assert parsing.parse_optional_number(None) is None
    assert parsing.parse_optional_number("") is None


@pytest.mark.parametrize("value", ["3.14", "0.1", 10**6, "-100000.25"])
def test_a_line_is_in_quarters_and_bounded(value: object) -> None:
    with pytest.raises(ParseError) as rejected:
        parsing.parse_line(value)
    assert rejected.value.reason is RejectReason.INVALID_LINE


@pytest.mark.parametrize(
    ("value", "price"), [("-110", "1.909091"), (150, "2.5"), ("EVEN", "2"), ("ev", "2"), (-20_000, "1.005")]
)
def test_american_prices_become_decimal_odds(value: object, price: str) -> None:
    assert parsing.parse_american_price(value).decimal == Decimal(price)


@pytest.mark.parametrize("value", [0, 99, -99, "110.5", 10**9])
def test_what_is_no_american_price_is_refused(value: object) -> None:
    with pytest.raises(ParseError) as rejected:
        parsing.parse_american_price(value)
    assert rejected.value.reason is RejectReason.INVALID_PRICE


@pytest.mark.parametrize("value", [0, "0.99", -2, 100_001])
def test_what_is_no_decimal_price_is_refused(value: object) -> None:
    with pytest.raises(ParseError) as rejected:
        parsing.parse_decimal_price(value)
    assert rejected.value.reason is RejectReason.INVALID_PRICE


@pytest.mark.parametrize(("value", "price"), [("29/20", "2.45"), (" 1/1 ", "2")])
def test_fractions_become_decimal_odds(value: str, price: str) -> None:
    assert parsing.parse_fractional_price(value) == WrittenPrice(Decimal(price))


@pytest.mark.parametrize("value", ["1/0", "a/b", "1/2/3", 7, None])
def test_what_is_no_fraction_is_refused(value: object) -> None:
    with pytest.raises(ParseError):
        parsing.parse_fractional_price(value)


@pytest.mark.parametrize("value", ["2026-11-25T18:30:00-05:00", "2026-11-25T23:30Z", " 2026-11-25T23:30:00.000Z "])
def test_times_become_utc(value: str) -> None:
    assert parsing.parse_time(value) == datetime(2026, 11, 25, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize("value", ["2026-11-25T23:30:00", "soon", "", 5, None, "0001-01-01T00:00:00+14:00", "2" * 50])
def test_what_is_no_instant_is_refused(value: object) -> None:
    with pytest.raises(ParseError) as rejected:
        parsing.parse_time(value)
    assert rejected.value.reason is RejectReason.INVALID_TIME


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.decimals()))
def test_no_parser_raises_anything_but_a_parse_error(value: object) -> None:
    for parse in (
        parsing.parse_number,
        parsing.parse_line,
        parsing.parse_decimal_price,
        parsing.parse_american_price,
        parsing.parse_fractional_price,
        parsing.parse_time,
        parsing.parse_date,
    ):
        with contextlib.suppress(ParseError):
            parse(value)


@pytest.mark.parametrize("value", ["TBD", "tba", "To be determined", "bye", "Unknown", "TBD/TBD", "  ", None, 3])
def test_a_side_to_be_determined_has_no_name(value: object) -> None:
    assert parsing.parse_side_name(value) is None


def test_a_text_has_no_stray_white_space() -> None:
    assert parsing.parse_text("\tAda \x00 Lee\n") == "Ada Lee"


def test_bytes_before_a_body_are_survived() -> None:
    assert parsing.decode(b"\xef\xbb\xbf[1]", msgspec.json.Decoder(list[int])) == [1]
