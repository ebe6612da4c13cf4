"""What holds for every method and every market."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a1_betting.devig import remove_margin
from a1_betting.refused import Refused
from a1_schemas.analytics_words import DevigMethod, RefusalReason

PRICES = st.lists(st.decimals("1.01", "200", places=2), min_size=2, max_size=8)
EVERY_METHOD = pytest.mark.parametrize("method", DevigMethod)


def reason_of(method: DevigMethod, prices: list[Decimal]) -> RefusalReason | None:
    """Why these prices are refused, in exact numbers."""
    inverses = [1 / Fraction(price) for price in prices]
    excess = sum(inverses) - 1
    if method is not DevigMethod.MULTIPLICATIVE and excess < 0:
        return RefusalReason.NO_MARGIN
    if method is DevigMethod.ADDITIVE and min(inverses) <= excess / len(inverses):
        return RefusalReason.NEGATIVE_PROBABILITY
    return None


@EVERY_METHOD
@given(prices=PRICES)
def test_probabilities_sum_to_one_keep_the_order_and_stay_inside(method: DevigMethod, prices: list[Decimal]) -> None:
    reason = reason_of(method, prices)
    if reason is not None:
        with pytest.raises(Refused) as refused:
            remove_margin(prices, method)
        assert refused.value.reason is reason
        return
    found = remove_margin(prices, method)
    assert math.fsum(found.probabilities) == pytest.approx(1, rel=0, abs=1e-12)
    assert 0 < min(found.probabilities) <= max(found.probabilities) < 1
    by_price = [chance for _, chance in sorted(zip(prices, found.probabilities, strict=True), reverse=True)]
    assert by_price == sorted(by_price)


@EVERY_METHOD
@pytest.mark.parametrize(
    "prices", [["2", "4", "4"], ["1.25", "5"], ["1.6", "4", "8"], ["2", "5", "5", "10"], ["5"] * 5]
)
def test_without_a_margin_all_methods_give_the_inverse_prices(method: DevigMethod, prices: list[str]) -> None:
    found = remove_margin([Decimal(price) for price in prices], method)
    assert found.overround == 0
    assert found.probabilities == pytest.approx([1 / float(price) for price in prices], rel=0, abs=1e-12)


@EVERY_METHOD
@pytest.mark.parametrize("prices", [[], ["2"]])
def test_fewer_than_two_prices_are_no_market(method: DevigMethod, prices: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        remove_margin([Decimal(price) for price in prices], method)
    assert refused.value.reason is RefusalReason.MARKET_INCOMPLETE


@EVERY_METHOD
def test_a_price_of_one_leaves_nothing_for_the_others(method: DevigMethod) -> None:
    with pytest.raises(Refused) as refused:
        remove_margin([Decimal(1), Decimal(5)], method)
    assert refused.value.reason is RefusalReason.NEGATIVE_PROBABILITY
