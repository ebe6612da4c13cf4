"""Elo: FiveThirtyEight's figures, and what happens between seasons."""

import pytest

from a1_forecasting.ratings.elo import RULES, START, Elo, football_margin, goal_margin
from a1_schemas.leagues import League


def test_a_win_by_seven_of_the_favourite_moves_what_fivethirtyeight_says() -> None:
    elo = Elo(RULES[League.NFL], {"home": 1600.0, "away": 1500.0})
    assert elo.home_probability("home", "away") == pytest.approx(0.7210782, abs=1e-7)
    assert football_margin(7, 165) == pytest.approx(1.9343642, abs=1e-7)
    assert elo.apply("home", "away", 27, 20) == pytest.approx(10.7907254, abs=1e-7)
    assert elo.ratings == pytest.approx({"home": 1610.7907254, "away": 1489.2092746})


def test_a_loss_by_three_of_the_favourite_moves_more() -> None:
    elo = Elo(RULES[League.NFL], {"home": 1600.0, "away": 1500.0})
    assert football_margin(3, -165) == pytest.approx(1.4986966, abs=1e-7)
    assert elo.apply("home", "away", 17, 20) == pytest.approx(-21.6135506, abs=1e-6)


def test_without_home_advantage_the_probability_is_that_of_the_published_file() -> None:
    elo = Elo(RULES[League.NFL], {"TB": 1703.30329600465 - RULES[League.NFL].home, "KC": 1741.08727932497})
    assert elo.home_probability("TB", "KC") == pytest.approx(0.4458378304058082, abs=1e-15)


def test_a_tie_counts_as_half_a_win_by_one() -> None:
    elo = Elo(RULES[League.NFL])
    shift = elo.apply("home", "away", 20, 20)
    assert shift == pytest.approx(20 * 0.6931471806 * (0.5 - 0.5924662), abs=1e-6)


@pytest.mark.parametrize(("margin", "factor"), [(0, 1), (1, 1), (2, 1.5), (3, 1.75), (5, 2)])
def test_goals_count_as_the_world_football_ratings_do(margin: int, factor: float) -> None:
    assert goal_margin(margin, 123.0) == factor


def test_between_seasons_only_teams_that_played_go_to_the_mean() -> None:
    elo = Elo(RULES[League.EPL], {"relegated": 1400.0, "home": 1600.0, "away": 1450.0})
    elo.apply("home", "away", 1, 0)
    before = dict(elo.ratings)
    elo.revert()
    elo.revert()
    assert elo.ratings == pytest.approx(
        {
            "relegated": 1400.0,
            "home": before["home"] - (before["home"] - START) / 5,
            "away": before["away"] - (before["away"] - START) / 5,
        }
    )
