"""Parses schedules as far as the ingester needs: the games on them, their leagues, and whether they are live."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

import msgspec

from a1_ingest_kit.instants import instant
from a1_schemas.leagues import League, leagues_of
from a1_schemas.vocabulary import Sport

LIVE = frozenset(
    {"inprogress", "halftime", "delayed", "wdelay", "fdelay", "odelay", "suspended", "live", "interrupted"}
)
FINAL = frozenset({"complete", "closed", "ended"})
WAITING = frozenset({"scheduled", "created", "not_started", "match_about_to_start", "start_delayed"})

COMPETITIONS: Mapping[str, League] = MappingProxyType(
    {f"sr:competition:{league.traits.sportradar.competition}": league for league in leagues_of(Sport.SOCCER)}
)


@dataclass(frozen=True, slots=True)
class ScheduledGame:
    """The facts that decide whether and how often to poll a game. `league` is set if the board itself states it."""

    native_id: str
    starts_at: datetime | None
    status: str | None
    league: League | None = None


class _ListedGame(msgspec.Struct):
    id: str
    status: str | None = None
    scheduled: str | None = None


class _Games(msgspec.Struct):
    games: list[_ListedGame] = msgspec.field(default_factory=list[_ListedGame])


class _Schedule(msgspec.Struct):
    """A schedule. Basketball and hockey have `games` at the top, baseball under `league`, football under `week`."""

    games: list[_ListedGame] = msgspec.field(default_factory=list[_ListedGame])
    league: _Games | None = None
    week: _Games | None = None


class _Competition(msgspec.Struct):
    id: str | None = None


class _Context(msgspec.Struct):
    competition: _Competition = msgspec.field(default_factory=_Competition)


class _SportEvent(msgspec.Struct):
    id: str
    start_time: str | None = None
    sport_event_context: _Context = msgspec.field(default_factory=_Context)


class _SportEventStatus(msgspec.Struct):
    status: str | None = None


class _Match(msgspec.Struct):
    sport_event: _SportEvent
    sport_event_status: _SportEventStatus = msgspec.field(default_factory=_SportEventStatus)


class _DayOfSoccer(msgspec.Struct):
    schedules: list[_Match] = msgspec.field(default_factory=list[_Match])


def read_schedule(body: bytes) -> Sequence[ScheduledGame]:
    """Return the games of a US league's day or week."""
    schedule = msgspec.json.decode(body, type=_Schedule)
    return [
        ScheduledGame(each.id, instant(each.scheduled), each.status)
        for games in (schedule, schedule.league, schedule.week)
        if games is not None
        for each in games.games
    ]


def read_soccer(body: bytes) -> Sequence[ScheduledGame]:
    """Return the matches of a day in our competitions."""
    return list(_ours(msgspec.json.decode(body, type=_DayOfSoccer).schedules))


def _ours(matches: Sequence[_Match]) -> Iterator[ScheduledGame]:
    for match in matches:
        event = match.sport_event
        league = COMPETITIONS.get(event.sport_event_context.competition.id or "")
        if league is not None:
            yield ScheduledGame(event.id, instant(event.start_time), match.sport_event_status.status, league)
