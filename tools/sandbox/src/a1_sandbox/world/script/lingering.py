"""The trap of two phases: a book leaves its price of before the game standing while the others' follow the score."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from a1_sandbox.world.game import Game
from a1_sandbox.world.moment import TICK
from a1_sandbox.world.quotes import Market
from a1_sandbox.world.script.plants import Plant
from a1_sandbox.world.script.scenes import Scene
from a1_sandbox.world.script.staged_scenes import Staged, market_at, plant_of, with_markets
from a1_sandbox.world.script.timetable import Timetable
from a1_sandbox.world.situation import ends_at
from a1_sandbox.world.staging import Frame, Span, StagedMarket
from a1_schemas.analytics_words import OpportunityKind, RefusalReason
from a1_schemas.leagues import League
from a1_schemas.vocabulary import MarketKey, Selection

LEAGUES = (League.NBA, League.NFL, League.MLB, League.NHL)
"""Where it can be played: on the first game that starts while the world runs, in the first league that suits."""
NUMBER = 2
_LEFT_STANDING, _FOLLOWS = "draftkings", "fanduel"
_CROSSED = 0.97
_LONG_ENOUGH = 3
_KEY = MarketKey.MONEYLINE
_FRAME = Frame(home=0.5)


class Lingering(NamedTuple):
    """The trap on its game."""

    game: Game
    plant: Plant


def lingering(game: Game, times: Timetable) -> Lingering | None:
    """The trap on a game; None where the score never makes the two prices cross for long enough."""
    game = replace(game, frame=_FRAME)
    start = times.start(game)
    before = market_at(game, _LEFT_STANDING, _KEY, start - 1, times)
    for span, selection in _crossed(game, start, times):
        market = Market(_KEY, before.prices)
        staged = StagedMarket(_LEFT_STANDING, _KEY, Span(start, span.end), market, before.tick)
        game = with_markets(game, (staged,))
        other = Selection.AWAY if selection is Selection.HOME else Selection.HOME
        scene = Scene(
            name=f"trap-{RefusalReason.PHASE_MISMATCH}",
            kind=OpportunityKind.ARBITRAGE,
            league=game.league,
            number=game.number,
            begin_s=0,
            end_s=0,
            market=_KEY,
            legs=((_LEFT_STANDING, selection), (_FOLLOWS, other)),
            quotes=(),
            frame=_FRAME,
            refused_for=RefusalReason.PHASE_MISMATCH,
        )
        return Lingering(game, plant_of(Staged(scene, game, span), times))
    return None


def _crossed(game: Game, start: int, times: Timetable) -> Iterator[tuple[Span, Selection]]:
    """Yield the times in which the price of before the game and a later one cover each other, with the former's side.

    Each is as long as the later price stands.
    """
    before = {each.selection: each.price for each in market_at(game, _LEFT_STANDING, _KEY, start - 1, times).prices}
    end = (ends_at(game, times.speed) - times.began_at) // TICK
    prices = {tick: market_at(game, _FOLLOWS, _KEY, tick, times).prices for tick in range(start, end)}
    tick = start
    while tick < end:
        stands_to = next((each for each in range(tick, end) if prices[each] != prices[tick]), end)
        after = {each.selection: each.price for each in prices[tick]}
        for mine, theirs in ((Selection.HOME, Selection.AWAY), (Selection.AWAY, Selection.HOME)):
            if 1 / before[mine] + 1 / after[theirs] < _CROSSED and stands_to - tick >= _LONG_ENOUGH:
                yield Span(tick, stands_to), mine
        tick = stands_to
