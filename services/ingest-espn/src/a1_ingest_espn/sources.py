"""The requests to ESPN: the scoreboards of three days, then each game on them that is live or just finished."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec

from a1_ingest_espn import client
from a1_ingest_espn.metrics import EspnMetrics
from a1_ingest_espn.settings import EspnSettings
from a1_ingest_kit.instants import instant
from a1_ingest_kit.requests import Cadence, Request, Source, every
from a1_schemas.espn_boards import BOARD_ZONE, CUT_SHORT
from a1_schemas.leagues import League

SOON = timedelta(minutes=30)
OVERDUE = timedelta(hours=6)
"""A game that has not begun this long after its start is polled at the slower cadence."""


class _StatusType(msgspec.Struct):
    state: str | None = None
    completed: bool | None = None


class _Status(msgspec.Struct):
    type: _StatusType


class _Event(msgspec.Struct):
    id: str
    status: _Status
    date: str | None = None


class _Board(msgspec.Struct):
    events: list[_Event] = msgspec.field(default_factory=list[_Event])


@dataclass(frozen=True, slots=True)
class ScheduledGame:
    """The facts that decide whether and how often to poll a game."""

    native_id: str
    starts_at: datetime | None
    is_live: bool
    is_final: bool


def read_board(body: bytes) -> tuple[ScheduledGame, ...]:
    """Return the games of a scoreboard. A postponed game has the state `post` too, and is not final."""
    return tuple(
        ScheduledGame(
            native_id=event.id,
            starts_at=instant(event.date),
            is_live=event.status.type.state == "in",
            is_final=event.status.type.state == "post" and event.status.type.completed is True,
        )
        for event in msgspec.json.decode(body, type=_Board).events
    )


def games(settings: EspnSettings, metrics: EspnMetrics) -> Source:
    """Return the source of the scoreboards of yesterday, today and tomorrow (US Eastern) and their games'
    summaries.
    """
    live_every = every(timedelta(seconds=settings.summary_live_every_s))
    final_every = every(timedelta(seconds=settings.summary_final_every_s))

    def source(leagues: tuple[str, ...], now: datetime) -> Generator[Request, Any, None]:
        today = now.astimezone(BOARD_ZONE).date()
        for league in map(League, leagues):

            def read(body: bytes, league: League = league) -> tuple[ScheduledGame, ...]:
                found = read_board(body)
                if len(found) == CUT_SHORT:
                    metrics.boards_of_25[league].inc()
                return found

            for day in (today, today - timedelta(days=1), today + timedelta(days=1)):
                board = client.scoreboard(league, day, cadence=board_cadence(settings, now), read=read)
                found: Sequence[ScheduledGame] = (yield board) or ()
                for game in found:
                    if game.is_live or game.is_final:
                        yield client.summary(
                            league, game.native_id, cadence=live_every if game.is_live else final_every
                        )

    return source


def board_cadence(settings: EspnSettings, now: datetime) -> Cadence:
    """Return the cadence of a scoreboard: fast while a game is live, slow when none is near."""

    def cadence(found: Sequence[ScheduledGame] | None) -> timedelta:
        if any(game.is_live for game in found or ()):
            return timedelta(seconds=settings.scoreboard_live_every_s)
        if any(_is_near(game, now) for game in found or ()):
            return timedelta(seconds=settings.scoreboard_soon_every_s)
        return timedelta(seconds=settings.scoreboard_every_s)

    return cadence


def listing(request_of: Callable[..., Request], interval_s: float) -> Source:
    """Return the source of one repeated request per league: articles, injuries or tables."""
    cadence = every(timedelta(seconds=interval_s))

    def source(leagues: tuple[str, ...], _now: datetime) -> Generator[Request, Any, None]:
        for league in leagues:
            yield request_of(League(league), cadence=cadence)

    return source


def _is_near(game: ScheduledGame, now: datetime) -> bool:
    if game.starts_at is None or game.is_final:
        return False
    return game.starts_at - SOON <= now <= game.starts_at + OVERDUE
