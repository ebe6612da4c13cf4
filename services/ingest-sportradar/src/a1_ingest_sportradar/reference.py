"""The requests to Sportradar about a league: its teams, its tables, its injured players, and each team's profile."""

from collections.abc import Generator, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from a1_ingest_kit.requests import Request, Source, every
from a1_ingest_sportradar.client import SportradarApi
from a1_ingest_sportradar.settings import SportradarSettings
from a1_schemas.leagues import League

_SPRING = frozenset({League.MLB, League.WNBA})
"""Leagues that play a season within a year, from spring on. The others begin in autumn and play into the next year."""
_MARCH, _AUGUST = 3, 8
"""The months in which they begin: before, a league still plays, or has played, the season of the year before."""


class _Team(msgspec.Struct):
    id: str | None = None


class _Group(msgspec.Struct):
    leagues: list["_Group"] = []
    conferences: list["_Group"] = []
    divisions: list["_Group"] = []
    teams: list[_Team] = []


def read_hierarchy(body: bytes) -> tuple[str, ...]:
    """Return the ids of a hierarchy's teams."""
    return tuple(dict.fromkeys(_ids(msgspec.json.decode(body, type=_Group))))


def season_of(league: League, day: date) -> int:
    """Return the year by which Sportradar knows the season of a day: the one in which it began."""
    begins = _MARCH if league in _SPRING else _AUGUST
    return day.year if day.month >= begins else day.year - 1


def reference(api: SportradarApi, settings: SportradarSettings) -> Source:
    """Return the source of a league's teams, tables and injured players, and of the profiles if they are wanted."""
    cadence = every(timedelta(seconds=settings.reference_every_s))
    within = settings.profiles_every

    def source(leagues: tuple[str, ...], now: datetime) -> Generator[Request, Any, None]:
        for league in map(League, leagues):
            found: Sequence[str] = (yield api.hierarchy(league, cadence=cadence, read=read_hierarchy)) or ()
            yield api.standings(league, season_of(league, now.date()), cadence=cadence)
            yield api.injuries(league, cadence=cadence)
            if within is not None:
                for team_id in found:
                    yield api.team_profile(league, team_id, cadence=every(within), starts_within=within)

    return source


def _ids(group: _Group) -> Iterator[str]:
    yield from (team.id for team in group.teams if team.id is not None)
    for inner in (*group.leagues, *group.conferences, *group.divisions):
        yield from _ids(inner)
