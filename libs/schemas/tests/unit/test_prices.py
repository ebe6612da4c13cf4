from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a1_schemas.prices import (
    PriceError,
    american_from_decimal,
    decimal_from_american,
    decimal_from_fraction,
)


def test_american_odds_come_back_from_decimal_odds() -> None:
    """All prices that six places distinguish; -100 and +100 are one price."""
    for american in (*range(-10_000, -100), *range(100, 100_001)):
        assert american_from_decimal(decimal_from_american(american)) == american
    assert american_from_decimal(decimal_from_american(-100)) == 100


def test_beyond_that_the_six_places_decide_and_decimal_odds_stay_the_same() -> None:
    for american in range(-100_000, -10_000):
        price = decimal_from_american(american)
        again = american_from_decimal(price)
        assert again is not None
        assert decimal_from_american(again) == price


@given(st.integers(-99, 99))
def test_there_is_no_american_price_within_100(american: int) -> None:
    with pytest.raises(PriceError):
        decimal_from_american(american)


@given(st.decimals(min_value=Decimal("1.000001"), max_value=Decimal(100_000), places=6))
def test_no_decimal_price_falls_into_the_gap(price: Decimal) -> None:
    american = american_from_decimal(price)
    assert american is not None
    assert american <= -100 or american >= 100


def test_decimal_odds_of_one_have_no_american_form() -> None:
    assert american_from_decimal(Decimal(1)) is None


@given(st.integers(100, 100_000))
def test_the_two_sides_of_a_fair_price_add_up_to_one(american: int) -> None:
    sum_of_both = sum(1 / Fraction(decimal_from_american(side)) for side in (american, -american))
    assert abs(sum_of_both - 1) < Fraction(1, 100_000)


@pytest.mark.parametrize(
    ("numerator", "denominator", "price"), [(29, 20, "2.45"), (1, 3, "1.333333"), (0, 1, "1"), (10, 1, "11")]
)
def test_a_fraction_is_the_profit_per_unit(numerator: int, denominator: int, price: str) -> None:
    assert decimal_from_fraction(numerator, denominator) == Decimal(price)


def test_a_fraction_of_nothing_is_no_price() -> None:
    for numerator, denominator in ((1, 0), (-1, 2), (1, -2)):
        with pytest.raises(PriceError):
            decimal_from_fraction(numerator, denominator)
