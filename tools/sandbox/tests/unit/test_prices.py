"""The prices of the world: apart from what the script plants, no two of them can be played against each other."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import NamedTuple

import pytest

from a1_sandbox.clock import PausableClock
from a1_sandbox.world import odds, props
from a1_sandbox.world.game import Game
from a1_sandbox.world.moment import Moment
from a1_sandbox.world.odds import Offer, espn_offer, first_tick, offers
from a1_sandbox.world.staging import NOTHING_STAGED
from a1_sandbox.world.world import World
from a1_schemas.vocabulary import EventStatus, MarketKey, Selection

BEGAN_AT = datetime(2026, 11, 25, 4, 0, 40, tzinfo=UTC)
SPEED = 60.0
DEMO_TICKS = range(44)
"""The 220 seconds in which a demo of 180 can look at the world."""
SIDES = {
    MarketKey.MONEYLINE: (Selection.HOME, Selection.AWAY),
    MarketKey.MONEYLINE_3_WAY: (Selection.HOME, Selection.DRAW, Selection.AWAY),
    MarketKey.SPREAD: (Selection.HOME, Selection.AWAY),
    MarketKey.TOTAL: (Selection.OVER, Selection.UNDER),
}


class Place(NamedTuple):
    """What prices are compared within: one market at one line, before the game or in play."""

    key: MarketKey
    line: Decimal | None


def world(seed: int) -> World:
    return World(seed, PausableClock(BEGAN_AT, lambda: 0.0), SPEED)


def best_prices(shown: list[Offer]) -> dict[Place, dict[Selection, Decimal]]:
    found: dict[Place, dict[Selection, Decimal]] = defaultdict(dict)
    for offer in shown:
        for market in offer.markets:
            for selection, line, price in market.prices:
                is_away = market.key is MarketKey.SPREAD and selection is Selection.AWAY
                place = Place(market.key, -line if is_away and line is not None else line)
                found[place][selection] = max(price, found[place].get(selection, Decimal(0)))
    return found


def shown_at(game: Game, moment: Moment) -> list[Offer]:
    """All books' offers; ESPN's shows closing prices from the start on, which no one can take."""
    closing = espn_offer(game, moment)
    is_open = closing is not None and moment.tick < first_tick(game, moment)
    return [*offers(game, moment), *([closing] if is_open and closing is not None else [])]


def sums(game: Game, moment: Moment) -> Iterator[tuple[Place, Decimal]]:
    """The best implied probabilities of each whole market, added up."""
    for place, prices in best_prices(shown_at(game, moment)).items():
        if len(prices) == len(SIDES[place.key]):
            yield place, sum((1 / price for price in prices.values()), Decimal(0))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_prices_cover_each_other_apart_from_what_is_staged(seed: int) -> None:
    crossed: list[tuple[str, int, Place]] = []
    compared = 0
    for game in (game for games in world(seed).games.values() for game in games):
        for tick in DEMO_TICKS:
            staged = {each.key for each in game.staging.markets if tick in each.span}
            for place, total in sums(game, Moment(BEGAN_AT, tick, SPEED)):
                compared += 1
                if total <= 1 and place.key not in staged:
                    crossed.append((game.key, tick, place))
    assert crossed == []
    assert compared > 5000


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_hold_of_the_best_prices_is_low_apart_from_the_scripts_games(seed: int) -> None:
    lowest = min(
        (total, game.key, tick)
        for game in (game for games in world(seed).games.values() for game in games)
        if game.frame is None
        for tick in DEMO_TICKS
        for _, total in sums(game, Moment(BEGAN_AT, tick, SPEED))
    )
    assert lowest[0] > Decimal("1.011"), lowest


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_lines_of_a_player_cover_each_other_at_any_two_sources(seed: int) -> None:
    for game in (game for games in world(seed).games.values() for game in games):
        for tick in DEMO_TICKS[::6]:
            moment = Moment(BEGAN_AT, tick, SPEED)
            overs: dict[tuple[object, ...], list[tuple[Decimal, Decimal]]] = defaultdict(list)
            unders: dict[tuple[object, ...], list[tuple[Decimal, Decimal]]] = defaultdict(list)
            for book in props.BOOKS:
                for ladder in props.book_ladders(game, moment, book):
                    who = (ladder.side, ladder.slot, ladder.stat.stat)
                    for rung in ladder.rungs:
                        if rung.line is not None and rung.over is not None and rung.under is not None:
                            overs[who].append((rung.line, rung.over))
                            unders[who].append((rung.line, rung.under))
            pairs = (pair for who in overs for pair in product(overs[who], unders[who]))
            assert [pair for pair in pairs if pair[0][0] <= pair[1][0] and 1 / pair[0][1] + 1 / pair[1][1] <= 1] == []


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_prices_stand_still_before_the_start(seed: int) -> None:
    for game in (game for games in world(seed).games.values() for game in games):
        start = first_tick(game, Moment(BEGAN_AT, 0, SPEED))
        if start > odds.SETTLED_TICKS and game.postponed_at is None and game.staging is NOTHING_STAGED:
            last = [Moment(BEGAN_AT, tick, SPEED) for tick in range(start - odds.SETTLED_TICKS, start)]
            assert len({offers(game, moment) for moment in last}) == 1, game.key


def test_books_disagree_without_crossing() -> None:
    game = next(game for games in world(1).games.values() for game in games if game.frame is None and game.number == 3)
    moneylines = {offer.markets[0].prices for offer in offers(game, Moment(BEGAN_AT, 0, SPEED))}
    assert len(moneylines) > 3


def test_games_start_end_and_are_in_play_within_a_demo() -> None:
    games = [game for games in world(1).games.values() for game in games]
    end = BEGAN_AT + timedelta(seconds=200)
    before = [Moment(BEGAN_AT, 0, SPEED).situation(game).status for game in games]
    after = [Moment.reading(BEGAN_AT, end, SPEED).situation(game).status for game in games]
    pairs = list(zip(before, after, strict=True))
    assert pairs.count((EventStatus.LIVE, EventStatus.FINAL)) == 9
    assert pairs.count((EventStatus.SCHEDULED, EventStatus.FINAL)) >= 9
