"""Scores of single forecasts, and paired means."""

import pytest

from a1_forecasting.scores import brier, estimate, is_right, log_loss, rps


def test_log_loss_is_in_nats() -> None:
    assert log_loss((0.7, 0.3), 0) == pytest.approx(0.3566749, abs=1e-7)
    assert log_loss((1.0, 0.0), 1) == pytest.approx(34.5387764, abs=1e-6)


def test_a_two_way_brier_score_is_one_square_and_a_three_way_one_their_sum() -> None:
    assert brier((0.7, 0.3), 0) == pytest.approx(0.09)
    assert brier((0.5, 0.3, 0.2), 0) == pytest.approx(0.38)


def test_rps_knows_that_a_draw_is_nearer_to_a_home_win_than_an_away_win_is() -> None:
    assert rps((0.5, 0.3, 0.2), 0) == pytest.approx(0.145)
    assert rps((0.5, 0.3, 0.2), 2) > rps((0.5, 0.3, 0.2), 1)
    assert rps((0.7, 0.3), 0) == pytest.approx(0.09)


@pytest.mark.parametrize(("happened", "right"), [(0, 0.5), (1, 0.0), (2, 0.5)])
def test_equally_likely_outcomes_share_a_right_answer(happened: int, right: float) -> None:
    assert is_right((0.4, 0.2, 0.4), happened) == right


def test_an_estimate_has_an_error_from_two_numbers_on() -> None:
    assert estimate([]) == (None, None)
    assert estimate([3.0]) == (3.0, None)
    assert estimate([1.0, 2.0, 3.0]) == pytest.approx((2.0, 0.5773502692))
