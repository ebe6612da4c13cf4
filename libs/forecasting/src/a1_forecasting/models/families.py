"""The distributions of goals and of runs around what is expected, and the rules of strengths a league."""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from a1_betting.bisection import falling_root
from a1_forecasting.goals.dixon_coles import Means, correction, implied_means, three_way_of
from a1_forecasting.goals.strengths import StrengthRules
from a1_forecasting.models.counts import Past
from a1_forecasting.outcomes import Probabilities
from a1_forecasting.runs.negative_binomial import home_win, size_of
from a1_schemas.leagues import League

GOALS: Mapping[League, StrengthRules] = MappingProxyType(
    {
        League.EPL: StrengthRules(half_life=360, prior=10, newcomer_attack=0.8, newcomer_defence=1.2),
        League.MLS: StrengthRules(half_life=360, prior=20, newcomer_attack=0.8, newcomer_defence=1.2),
    }
)
RUNS: Mapping[League, StrengthRules] = MappingProxyType({League.MLB: StrengthRules(half_life=120, prior=100)})
_RHOS = tuple(step / 100 for step in range(-20, 11))
_LEAST = 1e-9
_FIRST_SIZE = 4.0
_FURTHEST = 5.0
"""The largest logarithm of a ratio of means that an opening line may imply."""


class DixonColes:
    """Goals. The opening line of three outcomes implies both means."""

    def __init__(self) -> None:
        self.rho = 0.0

    def fit(self, past: Sequence[Past]) -> None:
        """Set rho to the likeliest of a list: scores above 1 do not depend on it."""
        low = [each for each in past if each.home <= 1 and each.away <= 1]

        def likelihood(rho: float) -> float:
            return math.fsum(math.log(max(correction(each.home, each.away, each.means, rho), _LEAST)) for each in low)

        self.rho = max(_RHOS, key=likelihood)

    def probabilities(self, means: Means) -> Probabilities:
        return three_way_of(means, self.rho)

    def implied(self, probabilities: Probabilities, _own: Means) -> Means:
        return implied_means(probabilities, self.rho)


class NegativeBinomial:
    """Runs. The opening line implies the ratio of the means; their product stays."""

    def __init__(self) -> None:
        self.size = _FIRST_SIZE

    def fit(self, past: Sequence[Past]) -> None:
        """Set the size that the variance around the means says."""
        means = [mean for each in past for mean in each.means]
        counts = [count for each in past for count in (each.home, each.away)]
        self.size = size_of(means, counts) or self.size

    def probabilities(self, means: Means) -> Probabilities:
        home = home_win(means.home, means.away, self.size)
        return home, 1 - home

    def implied(self, probabilities: Probabilities, own: Means) -> Means:
        middle = math.sqrt(own.home * own.away)

        def means(ratio: float) -> Means:
            return Means(middle * math.exp(ratio / 2), middle * math.exp(-ratio / 2))

        return means(
            falling_root(lambda ratio: probabilities[0] - self.probabilities(means(ratio))[0], -_FURTHEST, _FURTHEST)
        )
