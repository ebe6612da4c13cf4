"""The truth about the world now, in canonical vocabulary, derived without the providers' bodies."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from typing import Any

from a1_sandbox.world import odds, props
from a1_sandbox.world.bodies import espn_odds
from a1_sandbox.world.game import Game
from a1_sandbox.world.moment import Moment
from a1_sandbox.world.odds import ESPN_BOOK, HOUSE_OF_ESPN, Offer
from a1_sandbox.world.people import roster_of
from a1_sandbox.world.props import Ladder, is_ungraded, prizepicks_ladders, segment_ladders
from a1_sandbox.world.quotes import Price
from a1_sandbox.world.situation import Situation
from a1_sandbox.world.world import World
from a1_schemas.leagues import Clock
from a1_schemas.prices import decimal_from_american
from a1_schemas.providers import Provider
from a1_schemas.raw import format_time
from a1_schemas.segment_boards import prizepicks_segments
from a1_schemas.vocabulary import EventStatus, Period

Row = dict[str, Any]


def truth(world: World) -> Row:
    """All games at the tick at which the world's clock stands, and how those of its past ended."""
    moment = world.moment()
    return {
        "games": [_game(game, moment) for games in world.games.values() for game in games],
        "past": [_past_game(game, moment) for games in world.past.values() for game in games],
    }


def _past_game(game: Game, moment: Moment) -> Row:
    return _listed(game, moment.situation(game)) | {"game_number": game.game_number}


def _listed(game: Game, state: Situation) -> Row:
    """A game as every board has it."""
    home, away = state.tally.score if state.has_begun else (None, None)
    return {
        "league": game.league,
        "start_time": format_time(game.starts_at),
        "status": state.status,
        "home": game.home.name,
        "away": game.away.name,
        "home_score": home,
        "away_score": away,
    }


def _game(game: Game, moment: Moment) -> Row:
    state = moment.situation(game)
    return _listed(game, state) | {
        "period": state.period if state.has_begun else None,
        "periods": state.tally.by_period[: state.period] if state.has_begun else [],
        "clock_s": _clock_s(state),
        "native_ids": {provider: game.id_at(provider) for provider in Provider if is_listed(game, provider, moment)},
        "odds": [*_odds(game, moment)],
        "props": [*_props(game, moment)],
    }


def _clock_s(state: Situation) -> int | None:
    """Seconds left in the period, or played of the match; None without a clock."""
    league = state.game.league
    if state.status is not EventStatus.LIVE or league.traits.clock is Clock.NONE:
        return None
    return state.remaining_s if league.traits.clock is Clock.DOWN else state.played_s


def is_listed(game: Game, provider: Provider, moment: Moment) -> bool:
    """Whether a provider lists this game, or listed it while the world ran: a dropped listing stays for a day."""
    if provider not in game.carried_by:
        return False
    return provider is not Provider.PRIZEPICKS or is_ungraded(game, moment.at_tick(0))


def _odds(game: Game, moment: Moment) -> Iterator[Row]:
    if Provider.ODDS in game.carried_by:
        for offer in odds.offers(game, moment):
            yield from _offer(Provider.ODDS, offer)
    offer = odds.espn_offer(game, moment)
    if Provider.ESPN in game.carried_by and offer is not None:
        yield from _offer(Provider.ESPN, offer)


def _offer(provider: Provider, offer: Offer) -> Iterator[Row]:
    for market in offer.markets:
        for price in market.prices:
            yield {
                "provider": provider,
                "bookmaker": HOUSE_OF_ESPN if offer.book is ESPN_BOOK else offer.book.key,
                "key": market.key,
                "period": Period.GAME,
                "selection": price.selection,
                "line": None if price.line is None else float(price.line),
                "price": float(shown(provider, price)),
            }


def shown(provider: Provider, price: Price) -> Decimal:
    """Decimal odds as they follow from what the provider shows: ESPN shows American ones."""
    return decimal_from_american(espn_odds.american(price)) if provider is Provider.ESPN else price.price


def _props(game: Game, moment: Moment) -> Iterator[Row]:
    if Provider.ODDS in game.carried_by:
        for book in props.BOOKS:
            for ladder in props.book_ladders(game, moment, book):
                yield from _ladder(game, Provider.ODDS, ladder)
    if Provider.PRIZEPICKS in game.carried_by:
        parts = (
            segment_ladders(game, moment, each.segment) for each in prizepicks_segments(game.league.prizepicks_board)
        )
        for ladder in chain(prizepicks_ladders(game, moment), *parts):
            yield from _ladder(game, Provider.PRIZEPICKS, ladder)


def _ladder(game: Game, provider: Provider, ladder: Ladder) -> Iterator[Row]:
    team = (game.home, game.away)[ladder.side]
    for rung in ladder.rungs:
        yield {
            "provider": provider,
            "bookmaker": ladder.bookmaker,
            "player": roster_of(game.seed, game.league, team)[ladder.slot].name_at(provider),
            "stat_type": ladder.stat.stat,
            "period": ladder.period,
            "line": None if rung.line is None else float(rung.line),
            "line_type": rung.line_type,
            "over": None if rung.over is None else float(rung.over),
            "under": None if rung.under is None else float(rung.under),
        }
