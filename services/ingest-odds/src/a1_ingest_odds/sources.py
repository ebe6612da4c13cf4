"""The requests to The Odds API: a league's games, its odds and scores, then each near game's further markets."""

from collections.abc import Generator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec

from a1_ingest_kit.instants import instant
from a1_ingest_kit.requests import Request, Source, every
from a1_ingest_odds.client import OddsApi
from a1_ingest_odds.settings import OddsSettings
from a1_schemas.leagues import League

GAME_LASTS = timedelta(hours=4)
SOON = timedelta(minutes=5)


class _Event(msgspec.Struct):
    id: str
    commence_time: str | None = None


class ScheduledGame(NamedTuple):
    """The facts that decide how often to poll a game."""

    native_id: str
    starts_at: datetime | None


def read_games(body: bytes) -> tuple[ScheduledGame, ...]:
    """Return the games of an `events` or `odds` list, which share their first fields."""
    events = msgspec.json.decode(body, type=list[_Event])
    return tuple(ScheduledGame(event.id, instant(event.commence_time)) for event in events)


class _ListedMarket(msgspec.Struct):
    key: str


class _Lists(msgspec.Struct):
    markets: list[_ListedMarket] = []


class _MarketsOfEvent(msgspec.Struct):
    bookmakers: list[_Lists] = []


def read_markets(body: bytes) -> frozenset[str]:
    """Return the keys of the markets that any bookmaker has on a game."""
    event = msgspec.json.decode(body, type=_MarketsOfEvent)
    return frozenset(market.key for bookmaker in event.bookmakers for market in bookmaker.markets)


def sports(api: OddsApi, settings: OddsSettings) -> Source:
    """Return the source of the catalogue. Nothing depends on it: the keys of our leagues are known."""
    cadence = every(timedelta(seconds=settings.catalogue_every_s))

    def source(_leagues: tuple[str, ...], _now: datetime) -> Generator[Request, Any, None]:
        yield api.sports(cadence=cadence)

    return source


def games(api: OddsApi, settings: OddsSettings) -> Source:
    """Return the source of a league's games, prices and scores, and of further markets of games within the horizon.

    What bookmakers have on a game decides which of the wanted markets are worth asking for. Where that is not known,
    all are. Where there is none, the first is: an empty answer costs nothing and ends what was offered before.
    """
    catalogue = every(timedelta(seconds=settings.catalogue_every_s))
    idle, live = timedelta(seconds=settings.odds_every_s), timedelta(seconds=settings.live_every_s)
    by_game = every(timedelta(seconds=settings.event_odds_every_s))
    by_keys = every(timedelta(seconds=settings.event_markets_every_s))
    horizon = timedelta(seconds=settings.horizon_s)

    def source(leagues: tuple[str, ...], now: datetime) -> Generator[Request, Any, None]:
        for league in map(League, leagues):
            listed: Sequence[ScheduledGame] | None = yield api.events(league, cadence=catalogue, read=read_games)
            if listed is not None and not listed:
                continue  # out of season: odds of no games would still cost credits
            in_play = any(is_in_play(game, now) for game in listed or ())
            pace = every(live if in_play else idle)
            priced: Sequence[ScheduledGame] | None = yield api.odds(league, cadence=pace, read=read_games)
            yield api.scores(league, cadence=pace)
            wanted = settings.markets_of_a_game(league.traits.sport)
            for game in (listed or priced or ()) if wanted else ():
                if game.starts_at is None or game.starts_at - now > horizon:
                    continue
                had: frozenset[str] | None = yield api.event_markets(
                    league, game.native_id, cadence=by_keys, read=read_markets
                )
                markets = wanted if had is None else [key for key in wanted if key in had] or wanted[:1]
                yield api.event_odds(league, game.native_id, wanted, markets, cadence=by_game)

    return source


def is_in_play(game: ScheduledGame, now: datetime) -> bool:
    """Whether the game is live. A started game stays listed without a flag; a finished one vanishes."""
    return game.starts_at is not None and game.starts_at - SOON <= now <= game.starts_at + GAME_LASTS
