"""Trees as plain data, how they grow, and the pool of forecasts."""

import json

import pytest
from libs.forecasting.tests.unit.seasons import seasons, steps

from a1_forecasting.artefacts.artefact import sha256_of, to_bytes
from a1_forecasting.blend import Pooled, fit, pool
from a1_forecasting.boosting.growing import Example, GrowthRules, grow
from a1_forecasting.boosting.trees import Split, from_document, shift, tilt, to_document
from a1_forecasting.features import NAMES, FeatureState
from a1_schemas.leagues import League


def examples(count: int = 600) -> list[Example]:
    """Even games which the home side wins four times of five where the second feature is above one half."""
    draw = steps(7)
    found: list[Example] = []
    for _ in range(count):
        noise, known, result = next(draw), next(draw), next(draw)
        found.append(Example((noise, known), (0.5, 0.5), int(result > (0.8 if known > 0.5 else 0.5))))
    return found


def test_trees_find_the_feature_that_matters_and_its_threshold() -> None:
    trees = grow(examples(), GrowthRules(trees=40))
    (first, *_) = trees
    assert isinstance(first, Split)
    assert first.feature == 1
    assert first.threshold == pytest.approx(0.5, abs=0.1)
    assert tilt((0.5, 0.5), shift(trees, (0.5, 0.9)))[0] == pytest.approx(0.8, abs=0.06)
    assert tilt((0.5, 0.5), shift(trees, (0.5, 0.1)))[0] == pytest.approx(0.5, abs=0.06)


def test_nothing_to_learn_from_moves_nothing() -> None:
    assert grow([], GrowthRules()) == ()
    assert shift((), (1.0,)) == 0
    (leaf,) = grow([Example((1.0,), (0.5, 0.5), 0)], GrowthRules(trees=1))
    assert leaf == pytest.approx(0.1 * 0.5 / 20.25)


def test_deeper_trees_ask_more_than_one_question() -> None:
    (tree,) = grow(examples(2000), GrowthRules(trees=1, depth=2))
    assert isinstance(tree, Split)
    assert isinstance(tree.left, Split)


def test_a_shift_moves_the_home_side_against_the_away_side_and_leaves_their_odds_to_the_draw_alike() -> None:
    home, draw, away = tilt((0.5, 0.3, 0.2), 0.4)
    assert home / away == pytest.approx(2.5 * 2.718281828**0.4)
    assert home * away / draw**2 == pytest.approx(0.5 * 0.2 / 0.09)


def test_trees_come_back_from_json_and_forecast_the_same_bits() -> None:
    trees = grow(examples(), GrowthRules(depth=2))
    again = grow(examples(), GrowthRules(depth=2))
    content = to_bytes({"trees": [to_document(tree) for tree in trees]})
    assert sha256_of(content) == sha256_of(to_bytes({"trees": [to_document(tree) for tree in again]}))
    restored = tuple(from_document(each) for each in json.loads(content)["trees"])
    assert restored == trees
    for example in examples(50):
        assert shift(restored, example.features).hex() == shift(trees, example.features).hex()


def test_a_pool_of_equal_members_is_that_member_and_weights_are_powers() -> None:
    assert pool([(0.6, 0.4), (0.6, 0.4)], (0.3, 0.7)) == pytest.approx((0.6, 0.4))
    assert pool([(0.5, 0.3, 0.2)], (2.0,)) == pytest.approx((25 / 38, 9 / 38, 4 / 38))


def test_weights_go_to_the_member_that_was_right() -> None:
    past = [
        Pooled(((0.8, 0.2), (0.5, 0.5)) if number % 2 else ((0.5, 0.5), (0.8, 0.2)), int(number % 10 in (1, 4, 6, 0)))
        for number in range(4000)
    ]
    knows, guesses = fit(past, (1.0, 0.0))
    assert knows == pytest.approx(1.0, abs=0.15)
    assert guesses < 0.1
    assert fit([], (1.0, 0.0)) == (1.0, 0.0)


def test_features_are_as_of_the_games_before() -> None:
    state, games = FeatureState(), seasons(League.NBA, 1, points=100)
    first, second = games[0], games[1]
    assert state.before(first.fixture, 0.25) == (0.25, 0.0, 0.0, 8.0, 8.0, 0.0)
    state.after(first)
    margin = first.home_score - first.away_score
    known = dict(zip(NAMES, state.before(second.fixture, 0.0), strict=True))
    assert second.fixture.home == first.fixture.home
    assert known == pytest.approx(
        {"lead": 0, "form": margin / 8, "margin": margin * 0.05, "rest_home": 1, "rest_away": 8, "played": 1}
    )
    state.begin_season()
    assert dict(zip(NAMES, state.before(second.fixture, 0.0), strict=True))["margin"] == pytest.approx(margin * 0.025)
