"""The closing prices of games that started while the world ran: the last that a poll could see before the start."""

from collections.abc import Iterator, Mapping

from a1_sandbox.truth import shown
from a1_sandbox.world import odds
from a1_sandbox.world.game import Game
from a1_sandbox.world.moment import Moment
from a1_sandbox.world.odds import HOUSE_OF_ESPN, Offer
from a1_sandbox.world.quotes import Price, StampedMarket
from a1_sandbox.world.staging import Span
from a1_schemas.leagues import League
from a1_schemas.providers import Provider


def closes_of(
    game: Game, moment: Moment, outages: Mapping[League, Span]
) -> Iterator[tuple[Provider, str, StampedMarket, Price]]:
    """Yield provider, bookmaker, market and price of each closing price; none of a game that has not started since.

    The Odds API has none of a game in whose league it is away at the start: nothing says what its prices were then.
    """
    start = odds.first_tick(game, moment)
    if start <= 0 or moment.tick < start or game.postponed_at is not None:
        return
    last = moment.at_tick(start - 1)
    if Provider.ODDS in game.carried_by and start not in outages.get(game.league, ()):
        for offer in odds.offers(game, last):
            yield from _prices(Provider.ODDS, offer)
    offer = odds.espn_offer(game, last)
    if Provider.ESPN in game.carried_by and offer is not None:
        yield from _prices(Provider.ESPN, offer)


def _prices(provider: Provider, offer: Offer) -> Iterator[tuple[Provider, str, StampedMarket, Price]]:
    bookmaker = HOUSE_OF_ESPN if provider is Provider.ESPN else offer.book.key
    for market in offer.markets:
        for price in market.prices:
            yield provider, bookmaker, market, price._replace(price=shown(provider, price))
