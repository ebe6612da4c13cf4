"""Markets that are asked for by game: the sandbox has them in every league before the start, and each is read."""

import json
from collections import defaultdict
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from a1_mappers.extracted import Reject
from a1_mappers.extracted_offers import Offer
from a1_mappers.memory import PieceMemory
from a1_mappers.registry import MAPPERS
from a1_sandbox.clock import PausableClock
from a1_sandbox.exchange import Question
from a1_sandbox.world import further_odds
from a1_sandbox.world.rules import sport_of
from a1_sandbox.world.world import World
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import EventStatus

BEGAN_AT = datetime(2026, 11, 25, 4, 0, 7, tzinfo=UTC)


def bodies(league: League, feed: str) -> list[Any]:
    """What is answered for each game of a league that the script leaves alone, before its start."""
    world = World(1, PausableClock(BEGAN_AT, lambda: 100.0), 12)
    moment = world.moment()
    keys = ",".join(further_odds.keys_of(sport_of(league)))
    query = {"markets": keys, "regions": "us"}
    found: list[Any] = []
    for game in world.games[league]:
        question = Question(Provider.ODDS, feed, league.traits.odds_api_key, game.id_at(Provider.ODDS), None, query)
        answer = world.answer(question)
        if answer is not None and game.frame is None and moment.situation(game).status is EventStatus.SCHEDULED:
            found.append(json.loads(answer.body))
    return found


@pytest.mark.parametrize("league", list(League))
def test_each_market_that_is_asked_for_is_offered_by_each_book(league: League) -> None:
    games = bodies(league, "event-odds")
    assert games
    for game in games:
        for book in game["bookmakers"]:
            assert {market["key"] for market in book["markets"]} == set(further_odds.keys_of(sport_of(league)))


@pytest.mark.parametrize("league", list(League))
def test_no_two_books_cross(league: League) -> None:
    for game in bodies(league, "event-odds"):
        best: dict[tuple[object, ...], dict[str, Decimal]] = defaultdict(dict)
        for book in game["bookmakers"]:
            for market in book["markets"]:
                for row in market["outcomes"]:
                    point = row.get("point")
                    line = (
                        -point
                        if market["key"].startswith(("spreads", "alternate_s")) and row["name"] == game["away_team"]
                        else point
                    )
                    sides = best[market["key"], row.get("description"), line]
                    sides[row["name"]] = max(Decimal(str(row["price"])), sides.get(row["name"], Decimal(0)))
        assert all(sum(1 / price for price in sides.values()) > 1 for sides in best.values())


def test_the_list_of_a_game_s_markets_names_them() -> None:
    [game, *_] = bodies(League.NBA, "event-markets")
    named = {market["key"] for book in game["bookmakers"] for market in book["markets"]}
    assert named >= set(further_odds.keys_of(sport_of(League.NBA)))


@pytest.mark.parametrize("league", list(League))
def test_each_market_that_is_asked_for_by_game_is_read(league: League) -> None:
    asked = further_odds.keys_of(sport_of(league))
    games = bodies(league, "event-odds")
    assert games
    for game in games:
        headers = RawHeaders(
            provider=Provider.ODDS,
            feed="event-odds",
            league=league,
            sport=str(sport_of(league)),
            target="odds/event-odds",
            url="https://provider.example/",
            fetched_at=BEGAN_AT,
            http_status=200,
            content_type="application/json",
            content_hash="hash",
            request_id="request",
        )
        extracted = list(MAPPERS[Provider.ODDS, "event-odds"](json.dumps(game).encode(), headers, PieceMemory()))
        assert [each for each in extracted if isinstance(each, Reject)] == []
        offers = [each for each in extracted if isinstance(each, Offer)]
        assert {len(offer.markets) for offer in offers} == {len(asked)}
