"""Goals and runs: grids, lines, strengths, and means that prices imply."""

from datetime import date, timedelta

import pytest

from a1_forecasting.goals import dixon_coles, poisson
from a1_forecasting.goals.dixon_coles import Means, grid, implied_means, three_way, three_way_of
from a1_forecasting.goals.strengths import Scored, StrengthRules, Strengths
from a1_forecasting.models.counts import Past
from a1_forecasting.models.families import DixonColes, NegativeBinomial
from a1_forecasting.runs import negative_binomial

DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("rho", "sides", "both"),
    [(0.0, (0.4414652, 0.2548168, 0.3037180), 0.5428811), (-0.1, (0.4293682, 0.2790108, 0.2916211), 0.5549781)],
)
def test_rho_makes_draws_likelier_and_leaves_the_total(
    rho: float, sides: tuple[float, float, float], both: float
) -> None:
    table = grid(Means(1.5, 1.2), rho)
    assert three_way(table) == pytest.approx(sides, abs=1e-6)
    assert three_way_of(Means(1.5, 1.2), rho) == pytest.approx(sides, abs=1e-6)
    assert dixon_coles.over(table, 2.5) == pytest.approx(0.5063755, abs=1e-6)
    assert dixon_coles.both_score(table) == pytest.approx(both, abs=1e-6)


@pytest.mark.parametrize("means", [Means(1.5, 1.2), Means(2.9, 0.5), Means(0.6, 2.4), Means(1.0, 1.0)])
def test_prices_of_three_outcomes_imply_both_means(means: Means) -> None:
    assert implied_means(three_way_of(means, -0.05), -0.05) == pytest.approx(means, abs=1e-7)


def test_an_even_line_implies_the_mean_of_goals() -> None:
    mean = poisson.mean_of(0.5, 5.5)
    assert mean == pytest.approx(5.6701612, abs=1e-6)
    assert poisson.over(mean, 6.5) == pytest.approx(0.3408817, abs=1e-6)
    assert poisson.over(mean, 4.5) == pytest.approx(0.6683744, abs=1e-6)


def test_the_family_of_a_count_changes_what_a_ladder_says() -> None:
    mean = negative_binomial.mean_of(0.5, 8, 24.5)
    assert negative_binomial.over(mean, 8, 27.5) == pytest.approx(0.3876933, abs=1e-6)
    assert poisson.over(poisson.mean_of(0.5, 24.5), 27.5) == pytest.approx(0.2765994, abs=1e-6)


def test_equal_sides_win_half_of_their_games() -> None:
    assert negative_binomial.home_win(4.5, 4.5, 3.6) == 0.5
    assert negative_binomial.home_win(5.0, 4.5, 3.6) + negative_binomial.home_win(4.5, 5.0, 3.6) == pytest.approx(1)


def test_the_size_is_that_of_the_variance_around_the_means() -> None:
    assert negative_binomial.size_of([4.0] * 4, [0, 4, 4, 12]) == pytest.approx(64 / (16 + 64 - 16))
    assert negative_binomial.size_of([4.0] * 2, [4, 4]) is None


def season() -> list[Scored]:
    """Strong scores three at home and two away, Weak one and none; Even is between."""
    goals = {"Strong": 2, "Even": 1, "Weak": 0}
    return [
        Scored(DAY + timedelta(days=number), home, away, goals[home] + 1, goals[away])
        for number in range(0, 120, 6)
        for home in goals
        for away in goals
        if home != away
    ]


def test_strengths_find_who_scores_and_that_home_helps() -> None:
    strengths = Strengths(StrengthRules(half_life=1000, prior=1))
    strengths.fit(season(), DAY + timedelta(days=121), (), sweeps=30)
    assert strengths.attack["Strong"] > strengths.attack["Even"] > strengths.attack["Weak"]
    assert strengths.home > 1
    assert strengths.means("Strong", "Weak").home == pytest.approx(3, abs=0.4)


def test_a_team_without_a_game_is_a_newcomer() -> None:
    strengths = Strengths(StrengthRules(half_life=1000, prior=1, newcomer_attack=0.8, newcomer_defence=1.2))
    strengths.fit(season(), DAY + timedelta(days=121), (), sweeps=10)
    assert strengths.means("New", "Newer").home == pytest.approx(strengths.mean * strengths.home * 0.8 * 1.2)


def test_old_games_count_less() -> None:
    def attack(half_life: float) -> float:
        games = [
            *(Scored(DAY, "A", "B", 4, 1) for _ in range(5)),
            *(Scored(DAY + timedelta(days=300), "A", "B", 1, 1) for _ in range(5)),
        ]
        strengths = Strengths(StrengthRules(half_life=half_life, prior=1))
        strengths.fit(games, DAY + timedelta(days=301), (), sweeps=20)
        return strengths.means("A", "B").home

    assert attack(30) < attack(3000)


def test_families_fit_their_parameter_and_invert_their_probabilities() -> None:
    goals = DixonColes()
    goals.fit([Past(Means(1.4, 1.1), home, away) for home, away in ((0, 0), (1, 1), (1, 1), (0, 0), (1, 0), (0, 1))])
    assert goals.rho < 0
    runs = NegativeBinomial()
    runs.fit([Past(Means(4.0, 4.0), 0, 4), Past(Means(4.0, 4.0), 4, 12)])
    assert runs.size == pytest.approx(1.0)
    implied = runs.implied((0.6, 0.4), Means(4.5, 4.0))
    assert runs.probabilities(implied)[0] == pytest.approx(0.6, abs=1e-9)
    assert implied.home * implied.away == pytest.approx(18)
