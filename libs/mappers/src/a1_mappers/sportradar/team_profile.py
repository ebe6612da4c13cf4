"""A team's profile and roster: https://developer.sportradar.com, "Team Profile"."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from a1_mappers.completeness import completed
from a1_mappers.extracted import Complete, Extracted, Reject, RosterPlace, TeamEntry
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode, parse_text
from a1_mappers.shapes import misshapen
from a1_mappers.sportradar import standings_wire, wire
from a1_mappers.sportradar.errors import rejected
from a1_mappers.sportradar.games import side_of
from a1_mappers.sportradar.hierarchy import Place, facts_of
from a1_mappers.sportradar.injuries import reports_of
from a1_mappers.sportradar.players import player_of, rows
from a1_mappers.sportradar.vocabulary import ROSTER_STATUSES, league_of
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, RejectReason

_decode_profile = msgspec.json.Decoder(wire.Profile)
_decode_member = msgspec.json.Decoder(standings_wire.Member)
_decode_untyped = msgspec.json.Decoder(dict[str, Any])


def map_team_profile(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield the team, its players and its injuries: complete for this team."""
    try:
        profile = decode(body, _decode_profile)
        member = decode(body, _decode_member)
        team = profile.team or member
        side = side_of(team)
        if side.name is None:
            raise ParseError(RejectReason.UNEXPECTED_SHAPE, "no team's name")
        untyped = decode(body, _decode_untyped)
    except ParseError as error:
        yield rejected(body, error)
        return
    league = league_of(profile.league.alias if profile.league else None, headers)
    groups = (parse_text(each.name) if each else None for each in (profile.conference, profile.division))
    entry = TeamEntry(league=league, team=side, facts=facts_of(member, Place(*groups)))
    yield entry
    lost = list(misshapen(untyped, "$", "players[].injuries[]"))
    places = _places(untyped, entry)
    is_listed = isinstance(untyped.get("players"), list) and not lost
    yield from completed(places, (Kind.TEAMS, Kind.PLAYERS)) if is_listed else places
    reports = list(reports_of(untyped, side, league, "$"))
    yield from reports
    if not any(isinstance(report, Reject) for report in reports):
        yield Complete((Kind.INJURIES,))


def _places(profile: Mapping[str, Any], entry: TeamEntry) -> Iterator[RosterPlace | Reject]:
    for index, row in enumerate(rows(profile.get("players"))):
        player = player_of(row, entry.team)
        if player is None:
            yield Reject(RejectReason.MISSING_FIELD, f"$.players[{index}]", "no player's name")
            continue
        native_status = parse_text(row.get("status"))
        status = ROSTER_STATUSES.get((native_status or "").casefold())
        yield RosterPlace(
            league=entry.league, team=entry.team, player=player, status=status, native_status=native_status
        )
