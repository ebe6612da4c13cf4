"""A league's teams: `league/hierarchy` by conference and division, `league/teams` flat, and standings tables."""

from collections.abc import Iterable, Iterator

import msgspec

from a1_mappers.extracted import Extracted, Reject, TeamEntry
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode
from a1_mappers.sportradar import standings_wire, wire
from a1_mappers.sportradar.errors import rejected
from a1_mappers.sportradar.games import side_of
from a1_mappers.sportradar.vocabulary import league_of
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import RejectReason

_decode_hierarchy = msgspec.json.Decoder(standings_wire.Group)
_decode_standings = msgspec.json.Decoder(standings_wire.Standings)


def map_hierarchy(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield every team of the league. Rejects placeholders (TBD)."""
    try:
        hierarchy = decode(body, _decode_hierarchy)
        teams = list(_teams(hierarchy))
        if not teams:
            raise ParseError(RejectReason.UNEXPECTED_SHAPE, "no teams")
    except ParseError as error:
        yield rejected(body, error)
        return
    yield from _entries(league_of(hierarchy.league.alias if hierarchy.league else None, headers), teams)


def map_standings(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield every team in the tables, once. Ranks and records are not served, so they are not read."""
    try:
        standings = decode(body, _decode_standings)
        teams = {team.id: team for team in _ranked(standings)}
        if not teams:
            raise ParseError(RejectReason.UNEXPECTED_SHAPE, "no teams")
    except ParseError as error:
        yield rejected(body, error)
        return
    league = league_of(standings.league.alias if standings.league else None, headers)
    yield from _entries(league, teams.values())


def _ranked(standings: standings_wire.Standings) -> Iterator[wire.Team]:
    season = standings.league.season if standings.league else None
    for group in (*standings.conferences, *standings.divisions, *(season.leagues if season else ())):
        yield from _teams(group)
    for table in standings.standings:
        for group in table.groups:
            rows = (*group.team_standings, *group.standings)
            yield from (team for row in rows if (team := row.team or row.competitor) is not None)


def _entries(league: str, teams: Iterable[wire.Team]) -> Iterator[TeamEntry | Reject]:
    for team in teams:
        side = side_of(team)
        if side.name is None:
            yield Reject(RejectReason.UNNAMED_SIDE, "$.teams", f"{team.id}: {team.name}")
        else:
            yield TeamEntry(league=league, team=side)


def _teams(group: standings_wire.Group) -> Iterator[wire.Team]:
    yield from group.teams
    for inner in (*group.leagues, *group.conferences, *group.divisions):
        yield from _teams(inner)
