"""What a bet pays back, the stake included, for how it ended. Exact."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from a1_schemas.analytics_words import GradeResult

_R = GradeResult
_PAID: Mapping[GradeResult, Callable[[Decimal, Decimal], Decimal]] = {
    _R.WIN: lambda price, stake: stake * price,
    _R.HALF_WIN: lambda price, stake: (stake * price + stake) / 2,
    _R.PUSH: lambda _, stake: stake,
    _R.VOID: lambda _, stake: stake,
    _R.HALF_LOSS: lambda _, stake: stake / 2,
    _R.LOSS: lambda _, stake: stake * 0,
}


def settle(result: GradeResult, price: Decimal, stake: Decimal) -> Decimal:
    """Return what a bet pays back at decimal odds. Raises ValueError for a bet that is not graded."""
    if result is GradeResult.UNGRADED:
        raise ValueError("an ungraded bet has no payout")
    return _PAID[result](price, stake)


def settle_dead_heat(price: Decimal, stake: Decimal, *, tied: int, places: int = 1) -> Decimal:
    """Return what a winning selection pays that shares its places with others: a part of the stake at full odds.

    `tied` counts all who share them. Raises ValueError where there is no dead heat.
    """
    if not 0 < places < tied:
        raise ValueError(f"{tied} in {places} places are no dead heat")
    return stake * places * price / tied
