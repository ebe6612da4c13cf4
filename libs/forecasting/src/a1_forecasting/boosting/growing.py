"""Grows boosted trees by second-order gradients over binned features, as XGBoost and LightGBM do. Training only."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from a1_forecasting.boosting.trees import Features, Node, Split
from a1_forecasting.outcomes import Probabilities

_BINS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthRules:
    """How many trees, how deep, and how careful."""

    trees: int = 30
    depth: int = 1
    rate: float = 0.1
    """The share of the best step that a leaf takes."""
    penalty: float = 20.0
    """Added to the curvature of a leaf: as many games whose outcome is quite open count four times as much."""
    least_curvature: float = 20.0
    """The least curvature of a leaf: about four games each."""


@dataclass(frozen=True, slots=True)
class Example:
    """A game that is learnt from: what was known, what was forecast without trees, what occurred."""

    features: Features
    base: Probabilities
    happened: int


def grow(examples: Sequence[Example], rules: GrowthRules) -> tuple[Node, ...]:
    """Return trees whose shift makes the examples likelier. The same examples give the same trees."""
    if not examples:
        return ()
    columns = [_Column([each.features[place] for each in examples]) for place in range(len(examples[0].features))]
    shifts = [0.0] * len(examples)
    trees: list[Node] = []
    everyone = list(range(len(examples)))
    for _ in range(rules.trees):
        gradients: list[float] = []
        curvatures: list[float] = []
        for example, moved in zip(examples, shifts, strict=True):
            gradient, curvature = _derivatives(example, moved)
            gradients.append(gradient)
            curvatures.append(curvature)
        grower = _Grower(columns, gradients, curvatures, rules)
        trees.append(grower.node(everyone, rules.depth, shifts))
    return tuple(trees)


def _derivatives(example: Example, moved: float) -> tuple[float, float]:
    """First derivative of the log likelihood in the shift, and minus the second.

    An outcome moves by half a shift up for home, half down for away: the first is how far beyond the mean the outcome
    that occurred moves, the second the variance of that.
    """
    base = example.base
    up = math.exp(moved / 2)
    home, away = base[0] * up, base[-1] / up
    total = home + away + (base[1] if len(base) > 2 else 0.0)
    mean = (home - away) / 2 / total
    return 0.5 - example.happened / (len(base) - 1) - mean, (home + away) / 4 / total - mean * mean


class _Column:
    """A feature of all examples in bins of about equal count."""

    def __init__(self, values: Sequence[float]) -> None:
        ordered = sorted(values)
        cuts = {ordered[len(ordered) * place // _BINS] for place in range(1, _BINS)}
        self.cuts = sorted(cuts - {ordered[0]})
        self.bins = [bisect_right(self.cuts, value) for value in values]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A feature and the number of its bins on the left."""

    gain: float
    feature: int
    below: int


class _Grower:
    """Grows one tree."""

    def __init__(
        self,
        columns: Sequence[_Column],
        gradients: Sequence[float],
        curvatures: Sequence[float],
        rules: GrowthRules,
    ) -> None:
        self._columns = columns
        self._gradients = gradients
        self._curvatures = curvatures
        self._rules = rules

    def node(self, rows: Sequence[int], depth: int, shifts: list[float]) -> Node:
        """Return the node of these examples and move their shifts by its leaves."""
        cut = self._best(rows) if depth else None
        if cut is None:
            step = self._step(rows)
            for row in rows:
                shifts[row] += step
            return step
        column = self._columns[cut.feature]
        left = [row for row in rows if column.bins[row] <= cut.below]
        right = [row for row in rows if column.bins[row] > cut.below]
        return Split(
            cut.feature,
            column.cuts[cut.below],
            self.node(left, depth - 1, shifts),
            self.node(right, depth - 1, shifts),
        )

    def _step(self, rows: Sequence[int]) -> float:
        gradient = sum(self._gradients[row] for row in rows)
        curvature = sum(self._curvatures[row] for row in rows)
        return self._rules.rate * gradient / (curvature + self._rules.penalty)

    def _best(self, rows: Sequence[int]) -> _Cut | None:
        """The cut that gains most, or None where none leaves enough on both sides or gains."""
        rules = self._rules
        best: _Cut | None = None
        for feature, column in enumerate(self._columns):
            count = len(column.cuts) + 1
            gradients, curvatures = [0.0] * count, [0.0] * count
            bins = column.bins
            for row in rows:
                place = bins[row]
                gradients[place] += self._gradients[row]
                curvatures[place] += self._curvatures[row]
            total, whole = sum(gradients), sum(curvatures)
            parent = total * total / (whole + rules.penalty)
            left = curve = 0.0
            for below in range(count - 1):
                left += gradients[below]
                curve += curvatures[below]
                if min(curve, whole - curve) < rules.least_curvature:
                    continue
                right = total - left
                gain = left * left / (curve + rules.penalty) + right * right / (whole - curve + rules.penalty) - parent
                if gain > (0.0 if best is None else best.gain):
                    best = _Cut(gain, feature, below)
        return best
