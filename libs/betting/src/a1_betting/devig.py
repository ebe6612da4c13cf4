"""Takes the bookmaker's margin out of the prices of one market."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import NormalDist
from types import MappingProxyType

from a1_betting.bisection import falling_root
from a1_betting.hold import overround as overround_of
from a1_betting.refused import Refused
from a1_schemas.analytics_words import DevigMethod, RefusalReason


@dataclass(frozen=True, slots=True)
class Devigged:
    """The probabilities behind prices."""

    probabilities: tuple[float, ...]
    """In the order of the prices; their sum is 1 within 1e-12."""
    parameter: float | None
    """What the method solved for: the exponent of power, z of Shin, c of the odds ratio, the shift d of probit."""
    overround: float
    """The sum of the inverse prices, less 1."""


def remove_margin(prices: Sequence[Decimal], method: DevigMethod) -> Devigged:
    """Return the probabilities of all outcomes of a market.

    Raises Refused: `market-incomplete` below two prices, `no-margin` where the inverse prices sum to less than 1 (the
    multiplicative method alone allows it), `negative-probability` where a probability leaves (0, 1).
    """
    if len(prices) < 2:
        raise Refused(RefusalReason.MARKET_INCOMPLETE, f"{len(prices)} prices are no market")
    inverses = [1 / float(price) for price in prices]
    overround = _overround(prices, inverses)
    if overround < 0 and method is not DevigMethod.MULTIPLICATIVE:
        raise Refused(RefusalReason.NO_MARGIN, f"the inverse prices sum to {1 + overround:.6f}")
    if max(inverses) >= 1:
        raise Refused(RefusalReason.NEGATIVE_PROBABILITY, f"{max(inverses):.6f} leaves nothing for other outcomes")
    raw, parameter = _METHODS[method](inverses)
    if min(raw) <= 0 or max(raw) >= 1:
        raise Refused(RefusalReason.NEGATIVE_PROBABILITY, f"{method} gives {min(raw):.6f} to {max(raw):.6f}")
    return Devigged(normalized(raw), parameter, overround)


def normalized(weights: Sequence[float]) -> tuple[float, ...]:
    """Return positive weights divided by their sum."""
    total = math.fsum(weights)
    return tuple(weight / total for weight in weights)


_NEAR = 1e-9
"""Sums of inverse prices this near to 1 are decided in exact numbers, which cost twenty times as much."""


def _overround(prices: Sequence[Decimal], inverses: Sequence[float]) -> float:
    """Return the sum of the inverse prices, less 1. Its sign is exact."""
    rounded = math.fsum((*inverses, -1.0))
    return float(overround_of(prices)) if abs(rounded) < _NEAR else rounded


_NORMAL = NormalDist()
_Solution = tuple[Sequence[float], float | None]


def _multiplicative(inverses: Sequence[float]) -> _Solution:
    return normalized(inverses), None


def _additive(inverses: Sequence[float]) -> _Solution:
    excess = (math.fsum(inverses) - 1) / len(inverses)
    return [inverse - excess for inverse in inverses], None


def _power(inverses: Sequence[float]) -> _Solution:
    """Raise the inverses to an exponent. At `high` each of them is at most 1/n."""
    high = math.log(len(inverses)) / -math.log(max(inverses))
    exponent = falling_root(lambda k: math.fsum([inverse**k for inverse in inverses]) - 1, 1, high)
    return [inverse**exponent for inverse in inverses], exponent


def _shin(inverses: Sequence[float]) -> _Solution:
    """Allow for a share z of bettors who know the outcome, in the form that is stable near z = 1."""
    total = math.fsum(inverses)
    shares = [inverse * inverse / total for inverse in inverses]

    def at(z: float) -> list[float]:
        return [2 * share / (math.sqrt(z * z + 4 * (1 - z) * share) + z) for share in shares]

    z = falling_root(lambda each: math.fsum(at(each)) - 1, 0, 1)
    return at(z), z


def _odds_ratio(inverses: Sequence[float]) -> _Solution:
    """Divide the odds by a constant. Of two outcomes it is the geometric mean of their odds, else at most `high`."""

    def at(c: float) -> list[float]:
        return [inverse / (c + inverse - c * inverse) for inverse in inverses]

    odds = [inverse / (1 - inverse) for inverse in inverses]
    if len(odds) == 2:
        c = math.sqrt(odds[0] * odds[1])
    else:
        high = (len(odds) - 1) * max(odds)
        c = falling_root(lambda each: math.fsum(at(each)) - 1, 1, max(high, 1))
    return at(c), c


def _probit(inverses: Sequence[float]) -> _Solution:
    """Shift the normal quantiles by a constant. At `high` each probability is at most 1/n."""
    quantiles = [_NORMAL.inv_cdf(inverse) for inverse in inverses]

    def at(d: float) -> list[float]:
        return [_NORMAL.cdf(quantile - d) for quantile in quantiles]

    high = max(quantiles) - _NORMAL.inv_cdf(1 / len(quantiles))
    d = falling_root(lambda each: math.fsum(at(each)) - 1, 0, max(high, 0))
    return at(d), d


_METHODS: Mapping[DevigMethod, Callable[[Sequence[float]], _Solution]] = MappingProxyType(
    {
        DevigMethod.MULTIPLICATIVE: _multiplicative,
        DevigMethod.ADDITIVE: _additive,
        DevigMethod.POWER: _power,
        DevigMethod.SHIN: _shin,
        DevigMethod.ODDS_RATIO: _odds_ratio,
        DevigMethod.PROBIT: _probit,
    }
)
