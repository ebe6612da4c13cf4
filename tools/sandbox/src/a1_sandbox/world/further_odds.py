"""The markets of one game beside the featured ones, which are asked for by game: other lines, a team's total, parts.

They are offered before the start. All follow from one expectation of the game, so no two prices of books cross. Games
of the script have none.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import sqrt
from typing import NamedTuple

from a1_sandbox.world.game import Game
from a1_sandbox.world.moment import Moment
from a1_sandbox.world.odds import Expected, Pricing, expected, half_point, lined, moneyline, moved_at, normal
from a1_sandbox.world.quotes import Book, Price
from a1_sandbox.world.rules import sport_of
from a1_schemas.vocabulary import EventStatus, MarketKey, Selection, Sport

_TOTAL = (Selection.OVER, Selection.UNDER)
_SIDES = (Selection.HOME, Selection.AWAY)
_RUNGS = (-2, -1, 1, 2)
"""By how many points an alternate line differs from the featured one."""
_HALVES: Mapping[str, float] = {"h1": 0.5, "h2": 0.5}
_QUARTERS: Mapping[str, float] = {"q1": 0.25, "q2": 0.25, "q3": 0.25, "q4": 0.25}
_PARTS: Mapping[Sport, Mapping[str, float]] = {
    Sport.BASKETBALL: {**_HALVES, **_QUARTERS},
    Sport.AMERICAN_FOOTBALL: {**_HALVES, **_QUARTERS},
    Sport.ICE_HOCKEY: {"p1": 1 / 3, "p2": 1 / 3, "p3": 1 / 3},
    Sport.BASEBALL: {f"1st_{innings}_innings": innings / 9 for innings in (1, 3, 5, 7)},
    Sport.SOCCER: _HALVES,
}
"""The part of a game that is played in each period, by the ending of The Odds API's key."""


class FurtherMarket(NamedTuple):
    """A market as The Odds API names it. A team's total has the side that it is about."""

    key: str
    prices: tuple[Price, ...]
    side: Selection | None = None


def keys_of(sport: Sport) -> tuple[str, ...]:
    """The keys of all further markets of a sport."""
    parts = tuple(f"{key}_{part}" for part in _PARTS[sport] for key in ("h2h", "spreads", "totals"))
    return ("alternate_spreads", "alternate_totals", "team_totals", "alternate_team_totals", *parts)


def further_markets(game: Game, book: Book, moment: Moment) -> tuple[int, tuple[FurtherMarket, ...]]:
    """The tick of a book's last move, and what it offers then on a game."""
    moved = moment.at_tick(moved_at(game, book, moment))
    if game.frame is not None or moment.situation(game).status is not EventStatus.SCHEDULED:
        return moved.tick, ()
    pricing = Pricing(game, (game.seed, game.key, book.key, moved.tick))
    return moved.tick, tuple(_markets(pricing, expected(game, moved), sport_of(game.league)))


def _markets(pricing: Pricing, game: Expected, sport: Sport) -> Iterator[FurtherMarket]:
    spread = -half_point(game.margin)
    for points in _RUNGS:
        line = spread + points
        probability = normal((game.margin + float(line)) / game.deviation)
        yield FurtherMarket("alternate_spreads", lined(pricing, MarketKey.SPREAD, _SIDES, line, probability).prices)
    yield from _totals(pricing, "alternate_totals", game.total, game.deviation, _RUNGS)
    for side, sign in ((Selection.HOME, 1), (Selection.AWAY, -1)):
        own, deviation = max(0.5, (game.total + sign * game.margin) / 2), game.deviation / sqrt(2)
        yield from _totals(pricing, "team_totals", own, deviation, (0,), side)
        yield from _totals(pricing, "alternate_team_totals", own, deviation, _RUNGS, side)
    for part, share in _PARTS[sport].items():
        margin, deviation = game.margin * share, game.deviation * sqrt(share)
        line = -half_point(margin)
        even = normal((margin + float(line)) / deviation)
        yield FurtherMarket(f"h2h_{part}", moneyline(pricing, margin, deviation, 0).prices)
        yield FurtherMarket(f"spreads_{part}", lined(pricing, MarketKey.SPREAD, _SIDES, line, even).prices)
        yield from _totals(pricing, f"totals_{part}", game.total * share, deviation, (0,))


def _totals(
    pricing: Pricing,
    key: str,
    total: float,
    deviation: float,
    rungs: tuple[int, ...],
    side: Selection | None = None,
) -> Iterator[FurtherMarket]:
    for points in rungs:
        line = half_point(total) + points
        if line > Decimal(0):
            over = normal((total - float(line)) / deviation)
            yield FurtherMarket(key, lined(pricing, MarketKey.TOTAL, _TOTAL, line, over).prices, side)
