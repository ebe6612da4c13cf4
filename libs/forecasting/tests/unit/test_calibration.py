"""Reliability and the parts of the Brier score."""

import pytest

from a1_forecasting.calibration import Judged, parts_of, recalibrated, reliability, uniform
from a1_forecasting.scores import brier


def judged(*rows: tuple[float, int, int]) -> list[Judged]:
    """Of each probability, how many occurred and how many did not."""
    return [Judged(p, yes < occurred) for p, occurred, not_ in rows for yes in range(occurred + not_)]


def test_a_bin_has_the_mean_forecast_and_the_share_that_occurred() -> None:
    low, high = reliability(judged((0.62, 3, 1), (0.66, 1, 3), (1.0, 2, 0)))
    assert (low.low, low.high, low.count, low.forecast, low.observed) == pytest.approx((0.6, 0.7, 8, 0.64, 0.5))
    assert (high.low, high.count, high.observed, high.band) == (0.9, 2, 1.0, (1.0, 1.0))


def test_the_band_holds_what_right_forecasts_give_and_not_what_wrong_ones_do() -> None:
    (right,) = reliability(judged((0.75, 750, 250)))
    (wrong,) = reliability(judged((0.75, 650, 350)))
    assert right.band == wrong.band
    assert right.band == pytest.approx((0.72, 0.78), abs=0.01)
    assert right.band[0] < right.observed < right.band[1]
    assert wrong.observed < wrong.band[0]


def test_neighbours_in_the_wrong_order_are_pooled() -> None:
    ordered = [Judged(0.1, False), Judged(0.2, True), Judged(0.3, False), Judged(0.4, True), Judged(0.4, False)]
    assert recalibrated(ordered) == [0.0, 0.5, 0.5, 0.5, 0.5]


def test_the_parts_sum_to_the_brier_score() -> None:
    forecasts = judged((0.2, 3, 7), (0.5, 4, 6), (0.8, 9, 1))
    parts = parts_of(forecasts)
    assert parts is not None
    score = sum(brier((p, 1 - p), 0 if occurred else 1) for p, occurred in forecasts) / len(forecasts)
    assert parts.miscalibration - parts.discrimination + parts.uncertainty == pytest.approx(score)
    assert parts.miscalibration == pytest.approx((0.1**2 + 0.1**2 + 0.1**2) / 3)
    assert parts.uncertainty == pytest.approx(16 / 30 * 14 / 30)
    assert parts.miscalibration < parts.miscalibration_high


def test_a_forecast_of_the_base_rate_discriminates_nothing() -> None:
    parts = parts_of(judged((0.5, 10, 10)))
    assert parts is not None
    assert (parts.miscalibration, parts.discrimination, parts.uncertainty) == (0, 0, 0.25)
    assert parts_of([]) is None


def test_the_generator_is_splitmix64() -> None:
    draws = uniform(1234567)
    assert [int(next(draws) * 2**53) << 11 for _ in range(2)] == [
        6457827717110365317 >> 11 << 11,
        3203168211198807973 >> 11 << 11,
    ]
