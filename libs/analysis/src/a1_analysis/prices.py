"""What the prices of one market say: exactly, as probabilities, and without the margin."""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from a1_betting.consensus import Opinion, opinion_of
from a1_betting.devig import remove_margin
from a1_betting.refused import Refused
from a1_schemas import fast
from a1_schemas.analytics_words import DevigMethod, RefusalReason


class WithoutMargin(NamedTuple):
    """The probabilities behind prices, and what a consensus takes of them."""

    probabilities: tuple[float, ...]
    overround: float
    opinion: Opinion
    terms: tuple[float, ...]
    """For columns over the books of a bet: prices, probabilities, their logarithms, their logits, the overround."""


@lru_cache(maxsize=65_536)
def without_margin(prices: tuple[fast.Number, ...], method: DevigMethod) -> WithoutMargin | RefusalReason:
    """Return the probabilities behind prices, or why there are none. Cached: books repeat their prices."""
    try:
        found = remove_margin([exact(price) for price in prices], method)
    except Refused as refused:
        return refused.reason
    opinion = opinion_of(found.probabilities)
    terms = (*prices, *found.probabilities, *opinion.logarithms, *opinion.logits, found.overround)
    return WithoutMargin(found.probabilities, found.overround, opinion, terms)


@lru_cache(maxsize=65_536)
def exact(number: fast.Number) -> Decimal:
    """Return the number with the digits that it is written with."""
    return Decimal(repr(number))


def complete_prices(prices: tuple[fast.Number | None, ...]) -> tuple[fast.Number, ...] | None:
    """Return the prices of all outcomes; None where one has none."""
    found = tuple(price for price in prices if price)
    return found if len(found) == len(prices) else None


def devigged_of(
    prices: tuple[fast.Number, ...] | None, method: DevigMethod
) -> tuple[WithoutMargin | None, RefusalReason | None]:
    """Return the probabilities behind complete prices, or else why there are none."""
    if prices is None:
        return None, RefusalReason.MARKET_INCOMPLETE
    found = without_margin(prices, method)
    return (None, found) if isinstance(found, RefusalReason) else (found, None)


def implied_by(prices: tuple[fast.Number, ...] | None) -> tuple[float, ...]:
    """Return the inverse prices."""
    return () if prices is None else tuple(1 / price for price in prices)
