"""What people read of each refusal: its reason, and what was wrong."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from a1_betting.arbitrage import Leg, best_legs, find_arbitrage
from a1_betting.bets import Bet
from a1_betting.chances import halves_of
from a1_betting.consensus import agree, opinion_of
from a1_betting.devig import remove_margin
from a1_betting.estimate import Estimate
from a1_betting.families import poisson
from a1_betting.kelly import plan_stakes
from a1_betting.lines import on_ladder
from a1_betting.margins.tilted import tilted
from a1_betting.middles import price_middle
from a1_betting.payouts import Pick, entry_of, entry_value
from a1_betting.refused import Refused
from a1_schemas.analytics_words import DevigMethod
from a1_schemas.payouts import CONTESTS, EntryType

SIDES = ("home", "away")
TWO = Decimal("2.2")


def devig(method: DevigMethod, *prices: str) -> Callable[[], object]:
    return lambda: remove_margin([Decimal(price) for price in prices], method)


def leg(selection: str, book: str, line: str = "1", commission: Decimal | None = None, step: str = "0.01") -> Leg:
    return Leg(
        selection=selection,
        bookmaker=book,
        price=TWO,
        line=Decimal(line),
        commission=commission if book == "exchange" else Decimal(),
        step=Decimal(step),
    )


def arbitrage(*legs: Leg) -> Callable[[], object]:
    return lambda: find_arbitrage(SIDES, legs, Decimal(100))


def middle(over: str, under: str) -> Callable[[], object]:
    return lambda: price_middle(poisson(3), Decimal(over), TWO, Decimal(under), TWO)


def pair_of_one_game() -> object:
    return plan_stakes([Bet(probability=0.5, price=TWO, event_id="a")] * 2)


REFUSALS: dict[str, Callable[[], object]] = {
    "market-incomplete: 1 prices are no market": devig(DevigMethod.SHIN, "2"),
    "no-margin: the inverse prices sum to 0.909091": devig(DevigMethod.POWER, "2.2", "2.2"),
    "negative-probability: 1.000000 leaves nothing for other outcomes": devig(DevigMethod.SHIN, "1", "5"),
    "negative-probability: additive gives -0.013333 to 0.886667": devig(
        DevigMethod.ADDITIVE, "1.0526315789", "5.2631578947", "20"
    ),
    "books-too-few: no book has a usable price": lambda: agree([]),
    "market-incomplete: books give different numbers of outcomes": lambda: agree(
        [opinion_of([0.5, 0.5]), opinion_of([0.9])]
    ),
    "same-side: two legs win together": arbitrage(leg("home", "a"), leg("home", "b")),
    "line-mismatch: the legs have different lines": arbitrage(leg("home", "a"), leg("away", "b", line="2")),
    "market-incomplete: the legs do not cover all outcomes": arbitrage(leg("home", "a")),
    "same-book: all legs are at a": arbitrage(leg("home", "a"), leg("away", "a")),
    "commission-unknown: exchange takes a commission that is not known": arbitrage(
        leg("home", "a"), leg("away", "exchange")
    ),
    "rounding-loses: the worst branch after rounding is -15.00": arbitrage(
        leg("home", "a", step="50"), leg("away", "b", step="75")
    ),
    "market-incomplete: an outcome has no price": lambda: best_legs(SIDES, [leg("home", "a")]),
    "correlated-legs: two bets of one game have no known joint distribution": pair_of_one_game,
    "line-out-of-range: 2.3 is no multiple of a quarter": lambda: halves_of(Decimal("2.3")),
    "line-out-of-range: 9 is outside 1 to 4": lambda: tilted({1: 0.5, 4: 0.5}, Decimal(9), 0.5),
    "line-out-of-range: a quarter line is two bets": middle("2.25", "3.5"),
    "line-mismatch: nothing lies over 3.5 and under 2.5": middle("3.5", "2.5"),
    "beyond-ladder: 3.5 is outside the lines that are offered": lambda: on_ladder(
        {Decimal(2): Estimate(0.5)}, Decimal("3.5")
    ),
    "payout-unknown: prizepicks power of 6": lambda: entry_of(CONTESTS[0], EntryType.POWER, 6),
    "correlated-legs: two picks of one game have no known joint distribution": lambda: entry_value(
        CONTESTS[0], EntryType.POWER, [Pick(Estimate(0.6), "a")] * 2
    ),
}


@pytest.mark.parametrize("text", REFUSALS)
def test_a_refusal_says_its_reason_and_what_was_wrong(text: str) -> None:
    with pytest.raises(Refused) as refused:
        REFUSALS[text]()
    assert str(refused.value) == text
    assert (refused.value.reason, refused.value.detail) == tuple(text.split(": ", 1))
