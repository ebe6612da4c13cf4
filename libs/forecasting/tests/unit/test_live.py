"""Ratings from events in any order, the predictions that follow, and the artefact they come from."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from libs.forecasting.tests.unit.seasons import seasons

from a1_betting.estimate import Estimate
from a1_betting.published import published
from a1_betting.refused import Refused
from a1_forecasting.artefacts.artefact import published_elo, read_elo, sha256_of, to_bytes
from a1_forecasting.live.predictions import PredictionValues, predict, predict_market
from a1_forecasting.live.ratings_state import OFF_SEASON, FinalResult, RatingsState
from a1_forecasting.outcomes import AWAY, DRAW, HOME
from a1_forecasting.ratings.elo import RULES, Elo
from a1_forecasting.results import Games
from a1_forecasting.training import train_elo
from a1_schemas.analytics_words import RefusalReason
from a1_schemas.leagues import League

START = datetime(2026, 9, 1, 17, tzinfo=UTC)


def results(league: League, count: int = 2) -> list[FinalResult]:
    return [
        FinalResult(
            datetime.combine(game.fixture.day, START.timetz()),
            f"evt{number}",
            game.fixture.home,
            game.fixture.away,
            game.home_score,
            game.away_score,
        )
        for number, game in enumerate(seasons(league, count, points=24))
    ]


def said(state: RatingsState) -> PredictionValues:
    return predict(state, "Owls", "Otters")


def test_any_order_of_results_gives_the_same_prediction() -> None:
    finals = results(League.NFL)
    straight = RatingsState(League.NFL)
    for result in finals:
        straight.apply(result)
        said(straight)
    for seed in range(5):
        shuffled = finals[:]
        random.Random(seed).shuffle(shuffled)
        other = RatingsState(League.NFL)
        for number, result in enumerate(shuffled):
            other.apply(result)
            if number % 7 == 0:
                said(other)
        assert said(other) == said(straight)
    assert said(RatingsState(League.NFL, results=finals)) == said(straight)


def test_the_ratings_are_those_of_the_walk_with_the_pull_between_seasons() -> None:
    finals = results(League.NFL)
    state, elo = RatingsState(League.NFL, results=finals), Elo(RULES[League.NFL])
    for number, result in enumerate(finals):
        if number == len(finals) // 2:
            elo.revert()
        elo.apply(result.home, result.away, result.home_score, result.away_score)
    assert state.standing("Owls").rating == elo.rating("Owls")
    assert state.standing("Owls").games == 20


def test_a_corrected_result_replaces_the_first_and_one_taken_back_is_gone() -> None:
    finals = results(League.NFL)
    fixed = replace(finals[3], home_score=0, away_score=35)
    state = RatingsState(League.NFL, results=finals)
    first = said(state)
    state.apply(fixed)
    assert said(state) == said(RatingsState(League.NFL, results=[*finals[:3], fixed, *finals[4:]])) != first
    state.apply(finals[3])
    assert said(state) == first
    state.forget(finals[3].event_id)
    state.forget("never")
    assert said(state) == said(RatingsState(League.NFL, results=[*finals[:3], *finals[4:]]))


def test_only_the_newest_result_of_a_running_season_leaves_the_ratings_of_other_teams_alone() -> None:
    finals = results(League.NFL, count=1)
    state = RatingsState(League.NFL)
    assert not any(state.apply(result) for result in finals[:3])
    assert not state.apply(finals[2])
    assert state.apply(finals[4]) is False
    assert state.apply(finals[3]) is True
    assert state.apply(replace(finals[4], home_score=99)) is True
    assert state.results == 5
    next_season = replace(finals[5], start_time=finals[4].start_time + OFF_SEASON)
    assert state.apply(next_season) is True
    assert (state.forget(next_season.event_id), state.forget("never"), state.results) == (True, False, 5)


def test_a_team_without_a_game_has_the_widest_interval() -> None:
    state = RatingsState(League.NFL, results=results(League.NFL))
    unknown, known = predict(state, "Kites", "Storks"), said(state)
    assert unknown.probabilities[HOME] == published(1 / (1 + 10 ** (-65 / 400)))
    assert unknown.inputs["home_games"] == 0
    assert unknown.interval is not None
    assert known.interval is not None
    assert unknown.interval[HOME].high - unknown.interval[HOME].low > Decimal("0.6")
    assert known.interval[HOME].low < known.probabilities[HOME] < known.interval[HOME].high
    assert known.interval[HOME].high - known.interval[HOME].low < Decimal("0.6")


def test_soccer_is_predicted_three_ways_in_regulation() -> None:
    values = predict(RatingsState(League.EPL), "arsenal", "chelsea")
    assert list(values.probabilities) == [HOME, DRAW, AWAY]
    assert abs(sum(values.probabilities.values()) - 1) <= Decimal("2e-9")
    assert (values.market, values.scope) == ("moneyline-3-way", "regulation")
    assert values.interval is not None
    for outcome, probability in values.probabilities.items():
        assert values.interval[outcome].low <= probability <= values.interval[outcome].high


def test_a_league_without_parameters_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        RatingsState(League.NCAAM)
    assert refused.value.reason is RefusalReason.MODEL_UNKNOWN


def test_the_market_predicts_its_consensus_with_its_interval() -> None:
    values = predict_market(League.NFL, {AWAY: Estimate(0.4, 0.1), HOME: Estimate(0.6, 0.1)}, version=17)
    assert values.probabilities == {HOME: Decimal("0.6"), AWAY: Decimal("0.4")}
    assert values.interval is not None
    assert values.interval[HOME].low == Decimal("0.552176537")
    assert values.inputs == {"fair_version": 17}
    assert predict_market(League.NFL, {HOME: Estimate(0.6), AWAY: Estimate(0.4)}, 1).interval is None
    with pytest.raises(Refused, match="market-incomplete"):
        predict_market(League.EPL, {HOME: Estimate(0.6), AWAY: Estimate(0.4)}, 1)


def test_the_artefact_gives_the_same_bytes_twice_and_predicts_the_same_after_a_round_trip() -> None:
    games = {League.EPL: Games(League.EPL, tuple(seasons(League.EPL, 4)), ())}
    first, second = (to_bytes(train_elo(games, {"epl.csv": "ab"})) for _ in range(2))
    assert first == second
    one, other = (RatingsState(League.EPL, read_elo(each), results(League.EPL)) for each in (first, second))
    assert said(one) == said(other)
    assert said(one).artefact == sha256_of(first)


def test_the_shipped_artefact_has_the_rules_of_the_walk_and_its_manifest() -> None:
    shipped = published_elo()
    assert {league: each.rules for league, each in shipped.leagues.items()} == dict(RULES)
    assert {league for league, each in shipped.leagues.items() if each.draws} == {League.EPL, League.MLS}


def test_seasons_are_apart_by_sixty_days() -> None:
    def rating(gap: timedelta) -> Any:
        two = (
            FinalResult(START, "a", "Owls", "Foxes", 21, 0),
            FinalResult(START + gap, "b", "Bears", "Hawks", 21, 0),
        )
        return RatingsState(League.NFL, results=two).standing("Owls").rating

    assert rating(timedelta(days=59)) != rating(timedelta(days=60)) == rating(timedelta(days=200))
