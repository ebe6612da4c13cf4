"""The requests to ESPN about teams: the list of a league's teams, then the roster of each."""

from collections.abc import Generator, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from a1_ingest_espn import client
from a1_ingest_espn.settings import EspnSettings
from a1_ingest_kit.requests import Request, Source, every
from a1_schemas.leagues import League


class _Team(msgspec.Struct):
    id: str


class _Entry(msgspec.Struct):
    team: _Team


class _League(msgspec.Struct):
    teams: list[_Entry] = []


class _Sport(msgspec.Struct):
    leagues: list[_League] = []


class _Teams(msgspec.Struct):
    sports: list[_Sport] = []


def read_teams(body: bytes) -> tuple[str, ...]:
    """Return the ids of the teams in a list."""
    listed = msgspec.json.decode(body, type=_Teams)
    ids = (entry.team.id for sport in listed.sports for league in sport.leagues for entry in league.teams)
    return tuple(dict.fromkeys(ids))


def teams(settings: EspnSettings) -> Source:
    """Return the source of a league's teams and their rosters."""
    list_every = every(timedelta(seconds=settings.teams_every_s))
    roster_every = every(timedelta(seconds=settings.rosters_every_s))
    within = timedelta(seconds=settings.rosters_within_s)

    def source(leagues: tuple[str, ...], _now: datetime) -> Generator[Request, Any, None]:
        for league in map(League, leagues):
            found: Sequence[str] = (yield client.teams(league, cadence=list_every, read=read_teams)) or ()
            for team_id in found:
                yield client.roster(league, team_id, cadence=roster_every, starts_within=within)

    return source
