"""Whether probabilities mean what they say: reliability by bins, and the CORP parts of the Brier score.

Bands come from resampling: results are drawn again as if every forecast were right. The draws follow a fixed
generator, so the same forecasts have the same bands.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

BINS = 10
_RESAMPLES = 200
_SEED = 0x9E3779B97F4A7C15


class Judged(NamedTuple):
    """A forecast of something, and whether it occurred."""

    probability: float
    occurred: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of one bin. The band is where `observed` lies in 95 % of resamples."""

    low: float
    high: float
    count: int
    forecast: float
    observed: float
    band: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Parts:
    """The Brier score is miscalibration less discrimination plus uncertainty (Dimitriadis, Gneiting, Jordan 2021)."""

    miscalibration: float
    miscalibration_high: float
    """The 95th percentile of it in resamples."""
    discrimination: float
    uncertainty: float


def reliability(judged: Sequence[Judged]) -> list[Bin]:
    """Return the ten bins of equal width that have forecasts."""
    by_bin: dict[int, list[Judged]] = {}
    for each in judged:
        by_bin.setdefault(min(int(each.probability * BINS), BINS - 1), []).append(each)
    draws = uniform(_SEED)
    return [_bin(place, by_bin[place], draws) for place in sorted(by_bin)]


def _bin(place: int, judged: Sequence[Judged], draws: Iterator[float]) -> Bin:
    count = len(judged)
    shares = sorted(sum(next(draws) < each.probability for each in judged) / count for _ in range(_RESAMPLES))
    return Bin(
        low=place / BINS,
        high=(place + 1) / BINS,
        count=count,
        forecast=math.fsum(each.probability for each in judged) / count,
        observed=sum(each.occurred for each in judged) / count,
        band=(_percentile(shares, 0.025), _percentile(shares, 0.975)),
    )


def parts_of(judged: Sequence[Judged]) -> Parts | None:
    """Return the parts of the Brier score, or None without a forecast."""
    if not judged:
        return None
    ordered = sorted(judged)
    draws = uniform(_SEED)
    resampled = sorted(
        _miscalibration([Judged(each.probability, next(draws) < each.probability) for each in ordered])
        for _ in range(_RESAMPLES)
    )
    base = sum(each.occurred for each in ordered) / len(ordered)
    uncertainty = base * (1 - base)
    return Parts(
        miscalibration=_miscalibration(ordered),
        miscalibration_high=_percentile(resampled, 0.95),
        discrimination=uncertainty - _brier(recalibrated(ordered), ordered),
        uncertainty=uncertainty,
    )


def recalibrated(ordered: Sequence[Judged]) -> list[float]:
    """Return the isotonic fit by pooling adjacent violators. The forecasts are in rising order."""
    blocks: list[tuple[float, int]] = []
    for _, group in groupby(ordered, key=lambda each: each.probability):
        same = list(group)
        total, count = float(sum(each.occurred for each in same)), len(same)
        while blocks and blocks[-1][0] * count >= total * blocks[-1][1]:
            above, many = blocks.pop()
            total, count = total + above, count + many
        blocks.append((total, count))
    return [total / count for total, count in blocks for _ in range(count)]


def _miscalibration(ordered: Sequence[Judged]) -> float:
    return _brier([each.probability for each in ordered], ordered) - _brier(recalibrated(ordered), ordered)


def _brier(probabilities: Sequence[float], judged: Sequence[Judged]) -> float:
    pairs = zip(probabilities, judged, strict=True)
    return math.fsum((probability - each.occurred) ** 2 for probability, each in pairs) / len(judged)


def _percentile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def uniform(seed: int) -> Iterator[float]:
    """Yield numbers in [0, 1) without end: SplitMix64."""
    while True:
        seed = (seed + 0x9E3779B97F4A7C15) % 2**64
        mixed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB % 2**64
        yield ((mixed ^ (mixed >> 31)) >> 11) / 2**53
