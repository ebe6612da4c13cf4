"""The ordered logit of home, draw and away."""

from collections import Counter

import pytest

from a1_forecasting.ordered_logit import OrderedLogit, fit
from a1_forecasting.outcomes import AWAY, DRAW, HOME


def test_without_a_slope_the_fit_gives_the_shares_that_were_observed() -> None:
    fitted = fit(Counter({(0.0, HOME): 45, (0.0, DRAW): 25, (0.0, AWAY): 30}))
    assert fitted.probabilities(0.0) == pytest.approx((0.45, 0.25, 0.30), abs=1e-9)


def test_a_fit_finds_the_parameters_that_made_the_results() -> None:
    truth = OrderedLogit(slope=2.2, low=-0.6, high=0.5)
    observed = {
        (step / 10, result): round(1e9 * share)
        for step in range(-10, 11)
        for result, share in zip((HOME, DRAW, AWAY), truth.probabilities(step / 10), strict=True)
    }
    fitted = fit(observed)
    assert (fitted.slope, fitted.low, fitted.high) == pytest.approx((2.2, -0.6, 0.5), abs=1e-6)


def test_probabilities_sum_to_one_far_away() -> None:
    for x in (-50.0, 0.0, 50.0):
        assert sum(OrderedLogit(2.0, -0.5, 0.5).probabilities(x)) == pytest.approx(1, abs=1e-12)


def test_a_result_that_never_occurred_cannot_be_fitted() -> None:
    with pytest.raises(ValueError, match="has to occur"):
        fit({(0.1, HOME): 4, (0.2, AWAY): 3})
