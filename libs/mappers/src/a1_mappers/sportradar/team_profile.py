"""A team's profile and roster: https://developer.sportradar.com, "Team Profile". Only its injuries are read."""

from collections.abc import Iterator
from typing import Any

import msgspec

from a1_mappers.extracted import Complete, Extracted, Reject, TeamEntry
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode
from a1_mappers.sportradar import wire
from a1_mappers.sportradar.errors import rejected
from a1_mappers.sportradar.games import side_of
from a1_mappers.sportradar.injuries import reports_of
from a1_mappers.sportradar.vocabulary import league_of
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, RejectReason

_decode_profile = msgspec.json.Decoder(wire.Profile)
_decode_team = msgspec.json.Decoder(wire.Team)
_decode_untyped = msgspec.json.Decoder(dict[str, Any])


def map_team_profile(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield the team and its injuries: complete for this team. Soccer nests the team in its own object."""
    try:
        profile = decode(body, _decode_profile)
        team = profile.team or decode(body, _decode_team)
        side = side_of(team)
        if side.name is None:
            raise ParseError(RejectReason.UNEXPECTED_SHAPE, "no team's name")
        untyped = decode(body, _decode_untyped)
    except ParseError as error:
        yield rejected(body, error)
        return
    league = league_of(profile.league.alias if profile.league else None, headers)
    yield TeamEntry(league=league, team=side)
    reports = list(reports_of(untyped, side, league, "$"))
    yield from reports
    if not any(isinstance(report, Reject) for report in reports):
        yield Complete((Kind.INJURIES,))
