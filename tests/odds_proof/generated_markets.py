"""Markets of several books, drawn by seed: near and far from an arbitrage, with commissions, limits and steps."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product
from random import Random

from a1_betting.arbitrage import Leg

COMMISSIONS = (*[Decimal()] * 6, Decimal("0.02"), Decimal("0.05"), None)
STEPS = (Decimal("0.01"), Decimal("0.01"), Decimal("0.5"), Decimal(1), Decimal(5))


@dataclass(frozen=True)
class Market:
    """Offers of all books on the outcomes of one line."""

    outcomes: tuple[str, ...]
    offers: tuple[Leg, ...]
    total: Decimal


def markets(seed: str, count: int) -> Iterator[Market]:
    draw = Random(seed)
    for _ in range(count):
        yield market(draw)


def market(draw: Random) -> Market:
    outcomes = ("home", "away", "draw")[: draw.choice((2, 2, 3))]
    weights = [draw.uniform(0.05, 1) for _ in outcomes]
    fair = [weight / sum(weights) for weight in weights]
    spread = draw.choice((0.005, 0.02, 0.06))
    offers: list[Leg] = []
    for book in "abcd"[: draw.randint(2, 4)]:
        margin, commission, step = draw.uniform(-0.01, 0.06), draw.choice(COMMISSIONS), draw.choice(STEPS)
        for outcome, chance in zip(outcomes, fair, strict=True):
            implied = chance * (1 + margin) * (1 + draw.gauss(0, spread))
            price = Decimal(round(1 / min(max(implied, 0.01), 0.985), draw.choice((2, 3)))).quantize(Decimal("0.001"))
            limit = Decimal(draw.randint(5, 400)) if draw.random() < 0.3 else None
            if price > 1 and draw.random() < 0.95:
                offers.append(
                    Leg(
                        selection=outcome,
                        bookmaker=book,
                        price=price,
                        line=Decimal("6.5"),
                        commission=commission,
                        limit=limit,
                        step=step,
                    )
                )
    return Market(outcomes, tuple(offers), Decimal(draw.randint(50, 2000)))


def kept(leg: Leg) -> Fraction | None:
    """What a winning stake of 1 returns after commission, by an exchange's own rule."""
    if leg.commission is None:
        return None
    winnings = Fraction(leg.price) - 1
    return 1 + winnings - winnings * Fraction(leg.commission)


def least_inverse_sum(market: Market) -> Fraction | None:
    """The least sum of inverse prices over every choice of one offer an outcome, of two books at least."""
    returns = {
        outcome: [
            (leg.bookmaker, 1 / returned)
            for leg in market.offers
            if leg.selection == outcome and (returned := kept(leg)) is not None
        ]
        for outcome in market.outcomes
    }
    sums = [
        sum((inverse for _, inverse in choice), Fraction())
        for choice in product(*returns.values())
        if len({book for book, _ in choice}) > 1
    ]
    return min(sums, default=None)
