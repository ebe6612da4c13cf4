from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a1_grading.final_score import Points
from a1_grading.lines import at_line
from a1_grading.outcomes import outcome
from a1_grading.payout import settle, settle_dead_heat
from a1_schemas.analytics_words import GradeResult
from a1_schemas.vocabulary import MarketKey, Selection

STAKE, PRICE = Decimal(100), Decimal("1.90")


@pytest.mark.parametrize(
    ("line", "score", "result", "paid"),
    [
        ("-0.75", (1, 0), GradeResult.HALF_WIN, "145"),
        ("0.25", (1, 1), GradeResult.HALF_WIN, "145"),
        ("-0.25", (1, 1), GradeResult.HALF_LOSS, "50"),
        ("-0.5", (1, 0), GradeResult.WIN, "190"),
        ("-1", (1, 0), GradeResult.PUSH, "100"),
        ("-1.5", (1, 0), GradeResult.LOSS, "0"),
    ],
)
def test_an_asian_handicap_pays_by_half_stakes(
    line: str, score: tuple[int, int], result: GradeResult, paid: str
) -> None:
    found = outcome(MarketKey.SPREAD, Selection.HOME, Decimal(line), Points(*score))
    assert found is result
    assert settle(found, PRICE, STAKE) == Decimal(paid)


def test_a_void_bet_pays_its_stake_back() -> None:
    assert settle(GradeResult.VOID, PRICE, STAKE) == STAKE


def test_an_ungraded_bet_has_no_payout() -> None:
    with pytest.raises(ValueError, match="ungraded"):
        settle(GradeResult.UNGRADED, PRICE, STAKE)


def test_a_dead_heat_of_three_pays_a_third_of_the_stake_at_full_odds() -> None:
    assert settle_dead_heat(Decimal(10), Decimal(30), tied=3) == 100
    assert settle_dead_heat(Decimal(4), Decimal(30), tied=3, places=2) == 80


@pytest.mark.parametrize(("tied", "places"), [(1, 1), (2, 2), (3, 0)])
def test_a_dead_heat_needs_more_tied_than_places(tied: int, places: int) -> None:
    with pytest.raises(ValueError, match="no dead heat"):
        settle_dead_heat(Decimal(10), Decimal(30), tied=tied, places=places)


@given(
    margin=st.integers(-20, 20),
    quarters=st.integers(-60, 60),
    price=st.integers(101, 2_000).map(lambda cents: Decimal(cents) / 100),
    stake=st.integers(1, 10_000).map(lambda cents: Decimal(cents) / 100),
)
def test_a_bet_pays_what_its_two_half_stakes_pay(margin: int, quarters: int, price: Decimal, stake: Decimal) -> None:
    """Brute force in fractions: a line on the half is the same line twice."""
    line = Decimal(quarters) / 4
    paid = settle(at_line(lambda at: margin + at, line), price, stake)
    shift = Fraction(1, 4) if quarters % 2 else Fraction(0)
    halves = [Fraction(quarters, 4) + sign * shift + margin for sign in (-1, 1)]
    each = Fraction(stake) / 2
    expected = sum(each * Fraction(price) if half > 0 else each if half == 0 else Fraction(0) for half in halves)
    assert Fraction(paid) == expected
