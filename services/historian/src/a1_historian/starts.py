"""When a game started, as its records show. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from a1_historian.records import Event
from a1_schemas.vocabulary import EventStatus

_BEGUN = (EventStatus.LIVE, EventStatus.SUSPENDED, EventStatus.FINAL)


_ON_TIME = timedelta(minutes=2)
"""How late the first record that says live may be of a game that began when it was due: polls and sources take so long.
Prices that were quoted meanwhile are those of a game in play.
"""
_CATCHING_UP = timedelta(minutes=5)
"""How long after a game was first seen a source may still say that it is scheduled, although it has begun."""

_ASKED_BEFORE = timedelta(seconds=5)
"""A record has the time of its request: the answer may be of a start that came while the source was being asked."""


class StartObserved(StrEnum):
    """How a start is known."""

    LIVE_STATUS = "live-status"
    """The first record whose status is live."""
    SCHEDULED_START = "scheduled-start"
    """The first record that said live came within two minutes of the scheduled start, or none did and the game is over:
    the scheduled start counts.
    """
    ALREADY_BEGUN = "already-begun"
    """The game was in play or over when it was first seen, or seen to be in play within five minutes without having
    become due meanwhile: nothing before its start is known.
    """


class Start(NamedTuple):
    """When a game started, how that is known, and the version of the record that says so."""

    at: datetime
    observed: StartObserved
    version: int


class Game(NamedTuple):
    """What is kept of a game beside its newest record."""

    version: int
    first_status: str
    first_seen_at: datetime
    start: Start | None


def follow(known: Game | None, event: Event, version: int) -> Game | None:
    """Return the game after a record; None for a record that was read before. A start is observed once."""
    if known is None:
        start = Start(event.changed_at, StartObserved.ALREADY_BEGUN, version) if event.status in _BEGUN else None
        return Game(version, event.status, event.changed_at, start)
    if version <= known.version:
        return None
    return known._replace(version=version, start=known.start or _observed(known, event, version))


def _observed(known: Game, event: Event, version: int) -> Start | None:
    if event.status not in _BEGUN:
        return None
    due = event.start_time
    became_due = due is not None and known.first_seen_at < due <= event.changed_at + _ASKED_BEFORE
    if not became_due and event.changed_at - known.first_seen_at <= _CATCHING_UP:
        return Start(event.changed_at, StartObserved.ALREADY_BEGUN, version)
    is_on_time = due is not None and due <= event.changed_at <= due + _ON_TIME
    if due is not None and (is_on_time or event.status == EventStatus.FINAL):
        return Start(min(due, event.changed_at), StartObserved.SCHEDULED_START, version)
    return Start(event.changed_at, StartObserved.LIVE_STATUS, version)
