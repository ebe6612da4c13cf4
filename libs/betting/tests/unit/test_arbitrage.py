"""Which offers are taken, and what limits, voids and lines do."""

import runpy
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from a1_betting.arbitrage import Leg, best_legs, find_arbitrage
from a1_betting.refused import Refused
from a1_schemas.analytics_words import RefusalReason
from a1_testkit.history import history_folder

SIDES = ("home", "away")
SCRIPT = Path(__file__).parents[2] / "scripts" / "closing_arbitrage.py"


def leg(selection: str, book: str, price: str, **more: Any) -> Leg:
    return Leg(selection=selection, bookmaker=book, price=Decimal(price), **more)


def books_of(legs: tuple[Leg, ...]) -> list[tuple[str, str]]:
    return [(each.selection, each.bookmaker) for each in legs]


def test_the_best_net_price_of_each_outcome_is_taken() -> None:
    offers = [
        leg("home", "a", "2.00"),
        leg("home", "exchange", "2.03", commission=Decimal("0.05")),
        leg("away", "b", "2.10"),
        leg("away", "c", "2.10"),
    ]
    assert books_of(best_legs(SIDES, offers)) == [("home", "a"), ("away", "b")]


def test_an_unknown_commission_is_never_taken() -> None:
    offers = [leg("home", "exchange", "9", commission=None), leg("home", "a", "2"), leg("away", "b", "2")]
    assert books_of(best_legs(SIDES, offers)) == [("home", "a"), ("away", "b")]


def test_a_second_book_replaces_the_leg_where_it_costs_least() -> None:
    offers = [leg("home", "a", "2.5"), leg("away", "a", "2.5"), leg("home", "b", "2.4"), leg("away", "b", "2.3")]
    legs = best_legs(SIDES, offers)
    assert books_of(legs) == [("home", "b"), ("away", "a")]
    assert find_arbitrage(SIDES, legs, Decimal(100)) is not None


@pytest.mark.parametrize(
    ("of_home", "of_away", "books"), [(("2", "1.99"), ("10", "8"), "ba"), (("2", "1.9"), ("10", "9.9"), "ab")]
)
def test_the_cost_of_a_second_book_is_what_is_lost_of_implied_probability(
    of_home: tuple[str, str], of_away: tuple[str, str], books: str
) -> None:
    offers = [
        leg(outcome, book, price)
        for outcome, prices in zip(SIDES, (of_home, of_away), strict=True)
        for book, price in zip("ab", prices, strict=True)
    ]
    assert [each.bookmaker for each in best_legs(SIDES, offers)] == list(books)


def test_a_second_book_takes_one_leg_of_three_and_the_first_by_name_of_equal_offers() -> None:
    outcomes = ("home", "draw", "away")
    offers = [leg(outcome, "a", "4") for outcome in outcomes]
    for place, outcome in enumerate(outcomes):
        others = [leg(outcome, "c", "3.9"), leg(outcome, "b", "3.9")]
        found = books_of(best_legs(outcomes, [*offers, *others]))
        assert found == [(each, "b" if at == place else "a") for at, each in enumerate(outcomes)]


def test_one_book_by_itself_is_refused() -> None:
    legs = best_legs(SIDES, [leg("home", "a", "2.5"), leg("away", "a", "2.5")])
    with pytest.raises(Refused) as refused:
        find_arbitrage(SIDES, legs, Decimal(100))
    assert refused.value.reason is RefusalReason.SAME_BOOK


def test_an_outcome_without_a_price_makes_the_market_incomplete() -> None:
    with pytest.raises(Refused) as refused:
        best_legs((*SIDES, "draw"), [leg("home", "a", "3"), leg("away", "b", "3")])
    assert refused.value.reason is RefusalReason.MARKET_INCOMPLETE


def test_prices_without_a_profit_are_no_arbitrage_and_no_refusal() -> None:
    assert find_arbitrage(SIDES, [leg("home", "a", "2"), leg("away", "b", "2")], Decimal(100)) is None


def test_a_commission_that_eats_the_profit_leaves_no_arbitrage() -> None:
    legs = [leg("home", "a", "2.02"), leg("away", "exchange", "2.02", commission=Decimal("0.05"))]
    assert find_arbitrage(SIDES, legs, Decimal(100)) is None


def test_a_void_leg_returns_its_stake_and_the_other_stands() -> None:
    found = find_arbitrage(SIDES, [leg("home", "a", "2.2"), leg("away", "b", "2.2")], Decimal(100))
    assert found is not None
    assert found.stakes == (50, 50)
    assert found.branches == (10, 10)
    assert found.profit == Fraction(1, 10)
    assert found.void_branches == ((-50, 60), (60, -50))


def test_a_limit_below_a_step_leaves_nothing_to_stake() -> None:
    legs = [leg("home", "a", "2.2", limit=Decimal(3), step=Decimal(5)), leg("away", "b", "2.2")]
    with pytest.raises(Refused) as refused:
        find_arbitrage(SIDES, legs, Decimal(100))
    assert refused.value.reason is RefusalReason.ROUNDING_LOSES


def test_a_rounded_stake_stays_within_its_limit() -> None:
    legs = [leg("home", "a", "2.2", limit=Decimal("32.5"), step=Decimal(1)), leg("away", "b", "2.2", step=Decimal(1))]
    found = find_arbitrage(SIDES, legs, Decimal(1000))
    assert found is not None
    assert found.stakes == (32, 33)


def test_closing_prices_of_many_books_leave_few_arbitrages(request: pytest.FixtureRequest) -> None:
    """The table of docs/analytics.md."""
    folder = history_folder(request.config.rootpath)
    if not folder.is_dir():
        pytest.skip(f"no past games in {folder}; set A1_HISTORY")
    script = runpy.run_path(str(SCRIPT))
    rows = script["closing_rows"](folder)
    six = script["count"](rows, script["NAMED"])
    assert six == {"games": 1680, "naive": 125, "outlier": 121, "rounding-loses": 0, "reported": 4}
    assert script["unequal_lines"](rows) == {"naive": 449, "line-mismatch": 449}
