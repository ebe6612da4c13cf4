"""The requests to Sportradar: the schedule, then each game on it that is live or just finished, and line-ups."""

from collections.abc import Generator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from a1_ingest_kit.requests import Cadence, Request, Source, every
from a1_ingest_sportradar.boards import FINAL, LIVE, WAITING, ScheduledGame, read_schedule, read_soccer
from a1_ingest_sportradar.client import SportradarApi
from a1_ingest_sportradar.settings import SportradarSettings
from a1_schemas.leagues import League
from a1_schemas.vocabulary import Sport

US_DAY = ZoneInfo("America/New_York")
GAME_LASTS = timedelta(hours=5)
LINEUPS_FROM, LINEUPS_UNTIL = timedelta(hours=1), timedelta(minutes=15)
"""Before a match's start, and after it: when its line-ups are named."""


def games(api: SportradarApi, settings: SportradarSettings) -> Source:
    """Return the source of a US league's schedule (of three days, or of football's week) and its games' summaries."""
    cadence = every(timedelta(seconds=settings.schedule_every_s))

    def source(leagues: tuple[str, ...], now: datetime) -> Generator[Request, Any, None]:
        for league in map(League, leagues):
            if league.traits.sport is Sport.AMERICAN_FOOTBALL:
                asks = [api.week_schedule(league, cadence=cadence, read=read_schedule)]
            else:
                asks = [
                    api.day_schedule((league,), day, cadence=cadence, read=read_schedule) for day in _days(now, US_DAY)
                ]
            for request in asks:
                found: Sequence[ScheduledGame] = (yield request) or ()
                for game in found:
                    if (pace := summary_cadence(game, settings, now)) is not None:
                        yield api.game_summary(league, game.native_id, cadence=pace)

    return source


def soccer(api: SportradarApi, settings: SportradarSettings) -> Source:
    """Return the source of soccer's days, each requested once for all our competitions, and their matches' line-ups
    and summaries.
    """
    lineups = None if settings.lineups_every_s is None else every(timedelta(seconds=settings.lineups_every_s))
    cadence = every(timedelta(seconds=settings.schedule_every_s))

    def source(owned: tuple[str, ...], now: datetime) -> Generator[Request, Any, None]:
        leagues = tuple(map(League, owned))
        for day in _days(now, ZoneInfo("UTC")):
            found: Sequence[ScheduledGame] = (
                yield api.day_schedule(leagues, day, cadence=cadence, read=read_soccer)
            ) or ()
            for game in found:
                if game.league is None or game.league not in leagues:
                    continue
                if lineups is not None and names_lineups(game, now):
                    yield api.lineups(game.league, game.native_id, cadence=lineups)
                if (pace := summary_cadence(game, settings, now)) is not None:
                    yield api.game_summary(game.league, game.native_id, cadence=pace)

    return source


def summary_cadence(game: ScheduledGame, settings: SportradarSettings, now: datetime) -> Cadence | None:
    """Return the cadence of a game's summary, or None while it is not worth a call.

    Schedules are polled rarely, so a game whose scheduled start has passed counts as live.
    """
    if game.status in LIVE or (game.status in WAITING and _should_be_on(game, now)):
        return every(timedelta(seconds=settings.summary_live_every_s))
    if game.status in FINAL:
        return every(timedelta(seconds=settings.summary_final_every_s))
    return None


def names_lineups(game: ScheduledGame, now: datetime) -> bool:
    """Whether a match that is not over is about to start or has just started."""
    if game.starts_at is None or game.status not in LIVE | WAITING:
        return False
    return game.starts_at - LINEUPS_FROM <= now <= game.starts_at + LINEUPS_UNTIL


def _should_be_on(game: ScheduledGame, now: datetime) -> bool:
    return game.starts_at is not None and game.starts_at <= now <= game.starts_at + GAME_LASTS


def _days(now: datetime, zone: ZoneInfo) -> Sequence[date]:
    today = now.astimezone(zone).date()
    return today, today - timedelta(days=1), today + timedelta(days=1)
