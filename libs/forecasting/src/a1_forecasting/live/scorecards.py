"""The values of a scorecard: sealed predictions beside the closing price of the same games."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from a1_betting.published import published
from a1_forecasting.calibration import Judged, parts_of, reliability
from a1_forecasting.outcomes import HOME, Outcomes, Probabilities
from a1_forecasting.scores import brier, estimate, is_right, log_loss, rps
from a1_schemas.scorecard import Discrimination, ForecastScores, ReliabilityBin, SelectedScores
from a1_schemas.vocabulary import Selection

PROVEN = 1000
"""So many graded predictions make a model more than unproven."""
EDGE = 0.02
"""A selection is one that the model would have bet on from this difference in probability on."""


@dataclass(frozen=True, slots=True)
class GradedPrediction:
    """A sealed prediction of a game that ended, and its closing price without the margin."""

    outcomes: Outcomes
    probabilities: Probabilities
    result: Selection
    close: Probabilities | None

    @property
    def happened(self) -> int:
        return self.outcomes.index(self.result)


@dataclass(frozen=True, slots=True)
class ScorecardValues:
    """The fields of `Scorecard` that are not of the model or the log."""

    all: ForecastScores
    selected: SelectedScores
    unproven: bool


def score(graded: Sequence[GradedPrediction]) -> ScorecardValues:
    """Return the scores of graded predictions of one model in one league. A two-way draw has no place among them."""
    return ScorecardValues(all=_scores(graded), selected=_selected(graded), unproven=len(graded) < PROVEN)


def _scores(graded: Sequence[GradedPrediction]) -> ForecastScores:
    happened = [(each.probabilities, each.happened) for each in graded]
    closed = [(each, each.close) for each in graded if each.close is not None]
    closes = [log_loss(close, each.happened) for each, close in closed]
    gap = estimate(
        [log_loss(each.probabilities, each.happened) - loss for (each, _), loss in zip(closed, closes, strict=True)]
    )
    home = [Judged(each.probabilities[0], each.result is HOME) for each in graded]
    return ForecastScores(
        games=len(graded),
        log_loss=_mean([log_loss(*each) for each in happened]),
        brier=_mean([brier(*each) for each in happened]),
        rps=_mean([rps(*each) for each in happened]),
        accuracy=_mean([is_right(*each) for each in happened]),
        close_games=len(closed),
        close_log_loss=_mean(closes),
        gap=_number(gap.mean),
        gap_se=_number(gap.error),
        reliability=tuple(
            ReliabilityBin(
                low=published(each.low),
                high=published(each.high),
                count=each.count,
                forecast=published(each.forecast),
                observed=published(each.observed),
                band_low=published(each.band[0]),
                band_high=published(each.band[1]),
            )
            for each in reliability(home)
        ),
        discrimination=_discrimination(home),
    )


def _discrimination(home: Sequence[Judged]) -> Discrimination | None:
    parts = parts_of(home)
    return parts and Discrimination(
        miscalibration=published(parts.miscalibration),
        miscalibration_high=published(parts.miscalibration_high),
        discrimination=published(parts.discrimination),
        uncertainty=published(parts.uncertainty),
    )


def _selected(graded: Sequence[GradedPrediction]) -> SelectedScores:
    """Each outcome by itself: one game may have two that were called likelier than the close."""
    chosen = [
        (claimed, close, outcome is each.result)
        for each in graded
        for outcome, claimed, close in zip(
            each.outcomes, each.probabilities, each.close or each.probabilities, strict=True
        )
        if claimed - close >= EDGE
    ]
    observed = estimate([float(occurred) for _, _, occurred in chosen]).mean
    return SelectedScores(
        edge=published(EDGE),
        count=len(chosen),
        claimed=_mean([claimed for claimed, _, _ in chosen]),
        close=_mean([close for _, close, _ in chosen]),
        observed=_number(observed),
        observed_se=None if observed is None else published(math.sqrt(observed * (1 - observed) / len(chosen))),
    )


def _mean(values: Sequence[float]) -> Decimal | None:
    return _number(estimate(values).mean)


def _number(value: float | None) -> Decimal | None:
    return None if value is None else published(value)
