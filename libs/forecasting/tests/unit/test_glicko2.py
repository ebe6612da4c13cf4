"""Glicko-2 on the example of its author."""

import pytest

from a1_forecasting.ratings.glicko2 import Meeting, Rating, update

OPPONENTS = (Rating(1400, 30), Rating(1550, 100), Rating(1700, 300))


def test_the_authors_example() -> None:
    found = update(Rating(1500, 200, 0.06), [Meeting(*each) for each in zip(OPPONENTS, (1, 0, 0), strict=True)])
    assert (found.rating, found.deviation) == pytest.approx((1464.06, 151.52), abs=0.02)
    assert (found.rating, found.deviation, found.volatility) == pytest.approx(
        (1464.0507, 151.5165, 0.0599960), abs=1e-4
    )


def test_without_a_game_only_the_deviation_grows() -> None:
    found = update(Rating(1500, 200, 0.06), [])
    assert (found.rating, found.volatility) == (1500, 0.06)
    assert found.deviation == pytest.approx(200.2714, abs=1e-4)


def test_a_surprise_of_many_deviations_raises_the_volatility() -> None:
    sure, giant = Rating(1500, 30, 0.06), Rating(2500, 30)
    calm = update(sure, [Meeting(giant, 0.0)] * 5)
    surprised = update(sure, [Meeting(giant, 1.0)] * 5)
    assert surprised.volatility > calm.volatility > 0
    assert surprised.rating > 1500 > calm.rating
