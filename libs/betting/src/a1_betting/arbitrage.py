"""Stakes on all outcomes of a market at several books, in exact numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from a1_betting.refused import Refused
from a1_schemas.analytics_words import RefusalReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A bet on one outcome at one book."""

    selection: str
    bookmaker: str
    price: Decimal
    line: Decimal | None = None
    """The line of the market, the home team's for a spread; equal on all legs."""
    commission: Decimal | None = Decimal()
    """The share of winnings that the book keeps; null where it is not known."""
    limit: Decimal | None = None
    """The largest stake; null where the book gives none."""
    step: Decimal = Decimal("0.01")
    """Stakes are multiples of it."""


@dataclass(frozen=True, slots=True)
class Arbitrage:
    """Stakes whose worst branch pays more than their sum. Tuples are in the order of the legs."""

    legs: tuple[Leg, ...]
    stakes: tuple[Decimal, ...]
    total: Decimal
    """The sum of the stakes."""
    branches: tuple[Fraction, ...]
    """The profit if this leg wins."""
    profit: Fraction
    """The worst branch as a share of the total."""
    void_branches: tuple[tuple[Fraction, ...], ...]
    """By void leg, the profit by winning outcome: the void leg's stake is returned, the others stand."""


def net_price(leg: Leg) -> Fraction:
    """Return the price less commission. Raises Refused: `commission-unknown`."""
    if leg.commission is None:
        raise Refused(RefusalReason.COMMISSION_UNKNOWN, f"{leg.bookmaker} takes a commission that is not known")
    return 1 + (Fraction(leg.price) - 1) * (1 - Fraction(leg.commission))


def find_arbitrage(outcomes: Sequence[str], legs: Sequence[Leg], total: Decimal) -> Arbitrage | None:
    """Return the stakes on these legs, whose sum is near `total` and less where a limit binds; None without profit.

    Raises Refused where a table of prices would show a profit that is not there: `same-side`, `line-mismatch`,
    `market-incomplete`, `same-book` for all legs at one book, `commission-unknown`, `rounding-loses`.
    """
    if sum(1 / Fraction(leg.price) for leg in legs) >= 1:
        return None
    _refuse_unequal(outcomes, legs)
    prices = [net_price(leg) for leg in legs]
    inverse_sum = sum(1 / price for price in prices)
    if inverse_sum >= 1:
        return None
    shares = [1 / (price * inverse_sum) for price in prices]
    bound = min(
        (Fraction(leg.limit) / share for leg, share in zip(legs, shares, strict=True) if leg.limit is not None),
        default=Fraction(total),
    )
    whole = min(Fraction(total), bound)
    stakes = [_stake(leg, whole * share) for leg, share in zip(legs, shares, strict=True)]
    return _priced(tuple(legs), prices, stakes)


def best_legs(outcomes: Sequence[str], offers: Sequence[Leg]) -> tuple[Leg, ...]:
    """Return the offers with the best net price for each outcome, of two books at least where that is possible.

    Offers of unknown commission are left out. Raises Refused: `market-incomplete` where an outcome has no offer.
    """
    ranked = [
        sorted(
            (offer for offer in offers if offer.selection == outcome and offer.commission is not None),
            key=lambda offer: (-net_price(offer), offer.bookmaker),
        )
        for outcome in outcomes
    ]
    if not ranked or not all(ranked):
        raise Refused(RefusalReason.MARKET_INCOMPLETE, "an outcome has no price")
    best = [each[0] for each in ranked]
    if len({leg.bookmaker for leg in best}) == 1:
        best = _with_second_book(best, ranked)
    return tuple(best)


def _with_second_book(best: list[Leg], ranked: list[list[Leg]]) -> list[Leg]:
    """Replace the leg whose best price of another book costs least."""
    others = [
        (1 / net_price(offer) - 1 / net_price(best[place]), place, offer)
        for place, offers in enumerate(ranked)
        for offer in offers
        if offer.bookmaker != best[place].bookmaker
    ]
    if not others:
        return best
    _, place, offer = min(others, key=lambda each: each[:2])
    return [*best[:place], offer, *best[place + 1 :]]


def _refuse_unequal(outcomes: Sequence[str], legs: Sequence[Leg]) -> None:
    selections = [leg.selection for leg in legs]
    if len(set(selections)) < len(selections):
        raise Refused(RefusalReason.SAME_SIDE, "two legs win together")
    if len({leg.line for leg in legs}) > 1:
        raise Refused(RefusalReason.LINE_MISMATCH, "the legs have different lines")
    if set(selections) != set(outcomes):
        raise Refused(RefusalReason.MARKET_INCOMPLETE, "the legs do not cover all outcomes")
    if len({leg.bookmaker for leg in legs}) == 1:
        raise Refused(RefusalReason.SAME_BOOK, f"all legs are at {legs[0].bookmaker}")


def _stake(leg: Leg, exact: Fraction) -> Fraction:
    """Round to the nearest step, a half upwards, and down where that is above the limit."""
    step = Fraction(leg.step)
    stake = (exact / step + Fraction(1, 2)).__floor__() * step
    if leg.limit is not None and stake > leg.limit:
        stake = (Fraction(leg.limit) / step).__floor__() * step
    return stake


def _priced(legs: tuple[Leg, ...], prices: Sequence[Fraction], stakes: Sequence[Fraction]) -> Arbitrage:
    total = sum(stakes, Fraction())
    payouts = [price * stake for price, stake in zip(prices, stakes, strict=True)]
    branches = tuple(payout - total for payout in payouts)
    worst = min(branches)
    if worst <= 0:
        raise Refused(RefusalReason.ROUNDING_LOSES, f"the worst branch after rounding is {float(worst):+.2f}")
    voids = tuple(
        tuple(stakes[void] + (Fraction() if void == wins else payouts[wins]) - total for wins in range(len(legs)))
        for void in range(len(legs))
    )
    return Arbitrage(legs, tuple(_decimal(each) for each in stakes), _decimal(total), branches, worst / total, voids)


def _decimal(stake: Fraction) -> Decimal:
    """Return a multiple of a decimal step, exactly."""
    return Decimal(stake.numerator) / Decimal(stake.denominator)
