"""The Odds API's further markets of one game, as a bookmaker's `markets`."""

from typing import Any

from a1_sandbox.world.bodies.odds_parts import Query, outcome, time_of
from a1_sandbox.world.further_odds import further_markets
from a1_sandbox.world.game import Game
from a1_sandbox.world.moment import Moment
from a1_sandbox.world.quotes import Book
from a1_schemas.vocabulary import Selection

Json = dict[str, Any]


def further(game: Game, moment: Moment, book: Book, asked: set[str], query: Query) -> list[Json]:
    """A book's markets of these keys, in the order of the keys; those of several lines hold all their outcomes."""
    tick, offered = further_markets(game, book, moment)
    teams = {Selection.HOME: game.home.odds_name, Selection.AWAY: game.away.odds_name}
    markets: dict[str, Json] = {}
    for each in offered:
        if each.key in asked:
            empty = {
                "key": each.key,
                "last_update": time_of(moment.stamp(moment.at_tick(tick).at), query),
                "outcomes": [],
            }
            team = {} if each.side is None else {"description": teams[each.side]}
            rows = markets.setdefault(each.key, empty)["outcomes"]
            rows += [outcome(game, price, query) | team for price in each.prices]
    return [markets[key] for key in sorted(markets)]
