"""Predictions: sealed before the start, and judged beside the closing price once the game is over."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from a1_analysis.decide import settle, take_up
from a1_analysis.games import Game
from a1_analysis.league_values import LeagueValues
from a1_analysis.outputs import Entry, Trigger
from a1_analysis.prediction_book import PredictionBook
from a1_analysis.restoring import restore
from a1_schemas import fast_analytics as wire
from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.causes import version_of
from a1_schemas.leagues import League
from a1_schemas.prediction import Prediction
from a1_schemas.scorecard import Scorecard
from a1_schemas.vocabulary import Kind
from a1_testkit.analysed import a_fair_price

from .conftest import GAME, NOON, Desk, market
from .predicted import AWAY, HOME, play_another, quote, schedule

PREDICTIONS, SCORECARDS = AnalyticsKind.PREDICTIONS, AnalyticsKind.SCORECARDS


def predicted(desk: Desk, model: str) -> dict[str, Any]:
    return desk.published[PREDICTIONS, f"{GAME}|{model}|moneyline"]


@pytest.fixture
def ahead(desk: Desk) -> Desk:
    """A game of two hours from now that three books price."""
    schedule(desk)
    quote(desk)
    return desk


def test_the_market_predicts_what_its_fair_price_says(ahead: Desk) -> None:
    (fair,) = ahead.records(AnalyticsKind.FAIR, market="moneyline")
    said = predicted(ahead, "market")
    assert said["probabilities"] == {each["selection"]: each["probability"] for each in fair["fair"]}
    assert (said["uses_market"], said["unproven"]) == (True, True)
    fair_prices = [each for each in ahead.outputs if each.kind is AnalyticsKind.FAIR]
    assert said["inputs"]["fair_version"] in {version_of(each.causes) for each in fair_prices}


def test_where_the_books_are_too_few_for_a_consensus_the_market_is_the_one_without_its_margin(desk: Desk) -> None:
    schedule(desk)
    desk.offer("bovada", market(home=2, away=2))
    said = predicted(desk, "market")
    assert said["probabilities"] == {"away": 0.5, "home": 0.5}
    assert said["interval"] is None
    desk.offer("bovada", market(home=2, away=2) | {"suspended": True})
    assert predicted(desk, "market") == said


def test_elo_predicts_without_prices_from_equal_ratings_and_home_advantage(desk: Desk) -> None:
    schedule(desk)
    said = predicted(desk, "elo")
    assert said["probabilities"]["home"] == pytest.approx(0.640065, abs=1e-6)  # 1 / (1 + 10^(-100/400))
    assert said["inputs"] == {
        "away_games": 0,
        "away_rating": 1500,
        "home_games": 0,
        "home_rating": 1500,
        "results": 0,
    }
    assert said["interval"]["home"]["low"] < said["probabilities"]["home"] < said["interval"]["home"]["high"]


def test_a_result_of_one_of_its_teams_changes_what_elo_says_of_a_game_ahead(ahead: Desk) -> None:
    before = predicted(ahead, "elo")["probabilities"]["home"]
    play_another(ahead)
    after = predicted(ahead, "elo")
    assert after["probabilities"]["home"] > before
    assert after["inputs"]["home_games"] == 1


def test_a_result_that_is_listed_no_longer_counts_no_longer(ahead: Desk) -> None:
    before = predicted(ahead, "elo")["probabilities"]
    play_another(ahead)
    play_another(ahead, removed="expired")
    assert predicted(ahead, "elo")["probabilities"] == before


def play_the_earlier_one(desk: Desk) -> None:
    """A game that the Lakers have won, a day before."""
    lakers = {"team_id": "nba-lal", "name": "Lakers", "abbreviation": "LAL", "score": 120}
    nuggets = {"team_id": "nba-den", "name": "Nuggets", "abbreviation": "DEN", "score": 100}
    play_another(desk, "evt_nba_earlier", home=lakers, away=nuggets, start_time=desk.now - timedelta(days=1))


def test_a_result_that_comes_late_changes_the_games_of_teams_that_met_its_sides_since(ahead: Desk) -> None:
    other = Desk()
    schedule(other)
    play_the_earlier_one(other)
    play_another(other)
    play_another(ahead)
    before = predicted(ahead, "elo")["probabilities"]
    play_the_earlier_one(ahead)
    assert predicted(ahead, "elo")["probabilities"] != before
    assert predicted(ahead, "elo")["probabilities"] == predicted(other, "elo")["probabilities"]


def test_a_new_season_pulls_all_ratings_to_the_mean(ahead: Desk) -> None:
    play_another(ahead)
    before = predicted(ahead, "elo")["inputs"]["home_rating"]
    sides: dict[str, Any] = {
        name: {"team_id": f"nba-{name}", "name": name, "abbreviation": name, "score": 100} for name in ("x", "y")
    }
    play_another(ahead, "evt_nba_next", home=sides["x"], away=sides["y"], start_time=ahead.now + timedelta(days=90))
    assert 1500 < predicted(ahead, "elo")["inputs"]["home_rating"] < before


def test_the_results_of_a_body_are_judged_together_once_its_status_has_come(ahead: Desk) -> None:
    schedule(ahead, "live", home=0, away=0)
    finals: dict[str, Any] = {"home": HOME | {"score": 110}, "away": AWAY | {"score": 100}}
    assert [each.kind for each in ahead.event("final", **finals) if each.kind is SCORECARDS] == []
    judged = [each for each in ahead.vouch() if each.kind is SCORECARDS]
    assert [each.key for each in judged] == ["nba|elo", "nba|market"]
    (events,) = {each.causes["normalized.events"] for each in judged}
    assert events == [record.offset for record in ahead.log if record.topic == "normalized.events"][-1]


def test_a_prediction_is_the_message_of_its_topic_sealed_at_its_newest_record(ahead: Desk) -> None:
    output = next(each for each in reversed(ahead.outputs) if each.kind is PREDICTIONS)
    message = Prediction.model_validate_json(output.value or b"")
    assert message.version == version_of(output.causes)
    assert message.sealed_at == message.changed_at == ahead.now
    assert message.as_of["normalized.odds"] == output.causes["normalized.odds"]


def test_a_record_that_changes_nothing_seals_no_prediction_again(ahead: Desk) -> None:
    count = len([each for each in ahead.outputs if each.kind is PREDICTIONS])
    ahead.wait(60)
    quote(ahead)
    assert len([each for each in ahead.outputs if each.kind is PREDICTIONS]) == count


def test_the_last_prediction_before_the_start_stays(ahead: Desk) -> None:
    before = predicted(ahead, "market")
    schedule(ahead, "live", home=0, away=0)
    quote(ahead, home=1.2, away=4.5)
    assert predicted(ahead, "market") == before


def test_a_game_in_play_when_it_is_first_read_has_no_prediction(desk: Desk) -> None:
    schedule(desk, "live", starts_in_s=-600, home=10, away=8)
    quote(desk)
    assert desk.records(PREDICTIONS) == []


def test_a_prediction_of_a_game_that_turns_out_to_have_begun_is_taken_back_and_judged_by_nothing(ahead: Desk) -> None:
    schedule(ahead, "live", starts_in_s=-120, home=10, away=8)
    assert ahead.records(PREDICTIONS) == []
    schedule(ahead, "final", starts_in_s=-120, home=110, away=100)
    assert ahead.records(SCORECARDS) == []


def test_what_judged_a_prediction_that_is_taken_back_afterwards_goes_with_it(ahead: Desk) -> None:
    schedule(ahead, "live", home=0, away=0)
    schedule(ahead, "final", home=110, away=100)
    assert [each["all"]["games"] for each in ahead.records(SCORECARDS)] == [1, 1]
    schedule(ahead, "final", starts_in_s=-120, home=110, away=100)
    assert ahead.records(PREDICTIONS) == ahead.records(SCORECARDS) == []


@pytest.mark.parametrize(("home", "away", "right"), [(110, 100, 1), (100, 110, 0)])
def test_a_scorecard_judges_the_sealed_prediction_beside_the_close(
    ahead: Desk, home: int, away: int, right: int
) -> None:
    said = predicted(ahead, "market")["probabilities"]
    schedule(ahead, "live", home=0, away=0)
    schedule(ahead, "final", home=home, away=away)
    scores = ahead.published[SCORECARDS, "nba|market"]
    assert (scores["all"]["games"], scores["all"]["accuracy"], scores["unproven"]) == (1, right, True)
    assert scores["all"]["brier"] == pytest.approx((said["home"] - right) ** 2, abs=1e-8)
    assert scores["all"]["gap"] == 0  # it is the closing price
    assert ahead.published[SCORECARDS, "nba|elo"]["all"]["gap"] != 0
    assert Scorecard.model_validate(scores).uses_market is True


def test_a_game_without_a_closing_price_is_judged_without_one(desk: Desk) -> None:
    schedule(desk)
    schedule(desk, "live", home=0, away=0)
    schedule(desk, "final", home=110, away=100)
    scores = desk.published[SCORECARDS, "nba|elo"]["all"]
    assert (scores["games"], scores["close_games"], scores["gap"]) == (1, 0, None)


def test_a_price_that_was_refused_before_the_start_is_no_close(ahead: Desk) -> None:
    ahead.source(state="down")
    schedule(ahead, "live", home=0, away=0)
    schedule(ahead, "final", home=110, away=100)
    scores = ahead.published[SCORECARDS, "nba|market"]["all"]
    assert (scores["games"], scores["close_games"]) == (1, 0)


def test_a_postponed_game_is_predicted_no_further(ahead: Desk) -> None:
    before = predicted(ahead, "elo")
    schedule(ahead, "postponed", starts_in_s=9000)
    assert predicted(ahead, "elo") == before


def test_a_correction_of_the_result_changes_the_scorecard(ahead: Desk) -> None:
    schedule(ahead, "live", home=0, away=0)
    schedule(ahead, "final", home=110, away=100)
    schedule(ahead, "final", home=110, away=112)
    assert ahead.published[SCORECARDS, "nba|market"]["all"]["accuracy"] == 0


def test_a_restored_engine_publishes_nothing_that_was_published(ahead: Desk) -> None:
    schedule(ahead, "live", home=0, away=0)
    schedule(ahead, "final", home=110, away=100)
    newest = {(each.kind, each.key): each for each in ahead.outputs}
    state = LeagueValues(ahead.league)
    for (kind, key), output in newest.items():
        restore(state, kind, key, output.value or b"", output.causes)
    for record in ahead.log:
        take_up(state, record)
    assert [each for each in settle(state) if each.kind in (PREDICTIONS, SCORECARDS)] == []


def test_the_predictions_of_a_game_go_with_its_tombstone(ahead: Desk) -> None:
    ahead.take(Kind.EVENTS, GAME, None)
    assert ahead.records(PREDICTIONS) == []


def test_another_interval_of_the_same_probabilities_is_another_prediction() -> None:
    book = PredictionBook(League.NBA)
    game = Game("evt_nba_x", NOON + timedelta(hours=2), "scheduled", (), ())
    sealed: list[bytes | None] = []
    for offset, reach in enumerate((0.1, 0.1, 0.2)):
        entry = Entry("key", priced_evenly(reach), b"", {"normalized.odds": offset})
        trigger = Trigger({"normalized.odds": offset}, NOON + timedelta(seconds=offset))
        book.touch_fair(game.event_id)
        sealed += [each.value for each in book.outputs({game.event_id: game}, lambda _, e=entry: e, {}, trigger)]
    assert [Prediction.model_validate_json(each or b"").inputs["fair_version"] for each in sealed] == [1, 3]


def priced_evenly(reach: float) -> wire.FairPrice:
    """A fair price of two even sides that is sure to this distance."""
    message = msgspec.json.decode(a_fair_price().model_dump_json(), type=wire.FairPrice)
    sides = tuple(
        msgspec.structs.replace(each, probability=0.5, low=0.5 - reach, high=0.5 + reach) for each in message.fair
    )
    return msgspec.structs.replace(message, fair=sides)
