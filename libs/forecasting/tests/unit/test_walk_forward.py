"""Each game is forecast from earlier ones only."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from libs.forecasting.tests.unit.seasons import seasons

from a1_forecasting.evaluation import evaluate, first_season
from a1_forecasting.models.table import MODELS
from a1_forecasting.outcomes import Probabilities
from a1_forecasting.results import Games, PlayedGame
from a1_forecasting.walk_forward import walk_forward
from a1_schemas.leagues import League

CASES = [
    (name, league)
    for name, row in MODELS.items()
    for league in sorted(row.leagues & {League.EPL, League.NFL, League.MLB, League.NBA})
]


def multiplicative(prices: Sequence[Decimal]) -> Probabilities:
    inverses = [1 / float(price) for price in prices]
    return tuple(each / sum(inverses) for each in inverses)


def forecasts(name: str, league: League, games: list[PlayedGame]) -> list[Any]:
    return [each.probabilities for each in walk_forward(games, MODELS[name].make(league, multiplicative))]


@pytest.mark.parametrize(("name", "league"), CASES)
def test_shuffled_results_of_the_future_leave_every_forecast_before_them(name: str, league: League) -> None:
    games = seasons(league, 5)
    before = forecasts(name, league, games)
    for kept in (0, 31, 95, 130):
        scores = [(game.home_score, game.away_score) for game in games[kept:]]
        later = [
            replace(game, home_score=home, away_score=away)
            for game, (home, away) in zip(games[kept:], reversed(scores), strict=True)
        ]
        assert repr(forecasts(name, league, games[:kept] + later)[: kept + 1]) == repr(before[: kept + 1])


@pytest.mark.parametrize(("name", "league"), CASES)
def test_forecasts_are_probabilities_and_the_same_again(name: str, league: League) -> None:
    games = seasons(league, 5)
    found = forecasts(name, league, games)
    last = [each for each in found[-30:] if each is not None]
    assert len(last) == 30
    for each in last:
        assert sum(each) == pytest.approx(1, abs=1e-9)
        assert min(each) > 0
    assert repr(found) == repr(forecasts(name, league, games))


def test_the_first_season_is_warm_up_and_in_soccer_the_first_three() -> None:
    for league, first in ((League.NFL, 2002), (League.EPL, 2004)):
        assert first_season(Games(league, tuple(seasons(league, 5)), ())) == first


def test_elo_beats_the_coin_and_a_row_is_paired_with_the_close_and_with_elo() -> None:
    games = Games(League.NFL, tuple(seasons(League.NFL, 6, points=24)), ())
    close, elo = evaluate(games, ["close", "elo"], "multiplicative", multiplicative, range(2006))
    assert (close.from_season, close.to_season, close.games) == (2002, 2005, elo.games)
    assert elo.log_loss is not None
    assert elo.log_loss < 0.6931
    assert close.log_loss is not None
    assert elo.gap == pytest.approx(elo.log_loss - close.log_loss, abs=2e-9)
    assert elo.close_log_loss == close.log_loss
    assert (close.gap, elo.elo_gap, close.uses_market, elo.uses_market) == (0.0, 0.0, True, False)


def test_a_later_season_changes_nothing_of_those_before() -> None:
    games = seasons(League.NBA, 5, points=100)
    whole, part = (
        list(evaluate(Games(League.NBA, tuple(some), ()), ["elo"], "multiplicative", multiplicative, range(2005)))
        for some in (games, [game for game in games if game.fixture.season < 2005])
    )
    assert whole == part


def test_ties_and_games_without_prices_are_not_scored() -> None:
    games = seasons(League.NFL, 3, points=24)
    tied = replace(games[-1], home_score=7, away_score=7)
    unpriced = replace(games[-2], fixture=replace(games[-2].fixture, prices={}))
    changed = (*games[:-2], unpriced, tied)
    ends = [
        next(iter(evaluate(Games(League.NFL, tuple(some), ()), ["elo"], "m", multiplicative, range(9999)))).games
        for some in (games, changed)
    ]
    assert ends[0] - ends[1] == (games[-1].result != "draw") + (games[-2].result != "draw")
