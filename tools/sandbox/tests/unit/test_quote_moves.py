"""A world whose quotes move at a steady rate: as many as asked for, evenly, the same however it is read."""

import json
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from a1_sandbox.clock import PausableClock
from a1_sandbox.exchange import Question
from a1_sandbox.truth import truth
from a1_sandbox.world.world import World
from a1_schemas.leagues import League
from a1_schemas.providers import Provider

BEGAN_AT = datetime(2026, 11, 25, 4, 0, 7, tzinfo=UTC)
Prices = dict[tuple[Any, ...], float]


class StopWatch:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> StopWatch:
    return StopWatch()


def a_world(watch: StopWatch, changes: float) -> World:
    return World(1, PausableClock(BEGAN_AT, watch), 12, changes)


def prices(world: World) -> Prices:
    """Every price of The Odds API by its game, book, market and selection."""
    return {
        (game["native_ids"]["odds"], row["bookmaker"], row["key"], row["selection"]): row["price"]
        for game in truth(world)["games"]
        for row in game["odds"]
        if row["provider"] is Provider.ODDS
    }


def moved(before: Prices, after: Prices) -> list[tuple[Any, ...]]:
    return [name for name in before if after.get(name) != before[name]]


def board(world: World, league: League) -> dict[tuple[Any, ...], float]:
    """The same prices as The Odds API serves them."""
    question = Question(
        Provider.ODDS,
        "odds",
        league.traits.odds_api_key,
        parameters={"regions": "us", "markets": "h2h,spreads,totals"},
    )
    answer = world.answer(question)
    assert answer is not None
    return {
        (game["id"], book["key"], market["key"], outcome["name"]): outcome["price"]
        for game in json.loads(answer.body)
        for book in game["bookmakers"]
        for market in book["markets"]
        for outcome in market["outcomes"]
    }


def test_so_many_prices_move_in_a_second(watch: StopWatch) -> None:
    world = a_world(watch, 500)
    before = prices(world)
    watch.seconds = 3
    assert len(moved(before, prices(world))) == 1500


def test_moves_are_spread_over_leagues_and_books(watch: StopWatch) -> None:
    world = a_world(watch, 500)
    before = prices(world)
    watch.seconds = 4
    found = moved(before, prices(world))
    by_book = Counter(book for _, book, _, _ in found)
    offered = Counter(book for _, book, _, _ in before)
    shares = [by_book[book] / offered[book] for book in offered]
    assert max(shares) < 1.35 * min(shares)


def test_what_is_served_is_the_truth(watch: StopWatch) -> None:
    world = a_world(watch, 500)
    first = board(world, League.NBA)
    watch.seconds = 2.5
    served, true = board(world, League.NBA), prices(world)
    assert first != served
    of_league = {game["native_ids"].get("odds") for game in truth(world)["games"] if game["league"] is League.NBA}
    assert Counter(served.values()) == Counter(price for name, price in true.items() if name[0] in of_league)


def test_a_world_that_is_read_often_is_the_world_that_is_read_once(watch: StopWatch) -> None:
    often, once = a_world(watch, 300), a_world(watch, 300)
    for step in range(40):
        watch.seconds = step * 0.7
        prices(often)
    assert prices(often) == prices(once)


def test_between_two_steps_nothing_moves(watch: StopWatch) -> None:
    world = a_world(watch, 1000)
    watch.seconds = 1.01
    before = prices(world)
    watch.seconds = 1.09
    assert moved(before, prices(world)) == []


def test_without_a_rate_prices_stand_between_ticks(watch: StopWatch) -> None:
    world = a_world(watch, 0)
    before = prices(world)
    watch.seconds = 4.9
    assert moved(before, prices(world)) == []


def test_bodies_of_other_providers_keep_their_bytes(watch: StopWatch) -> None:
    world = a_world(watch, 500)
    question = Question(Provider.PRIZEPICKS, "projections", "7")
    first = world.answer(question)
    watch.seconds = 3
    assert world.answer(question) == first
