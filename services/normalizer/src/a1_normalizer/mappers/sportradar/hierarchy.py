"""A league's teams: `league/hierarchy` by conference and division, `league/teams` flat."""

from collections.abc import Iterator

import msgspec

from a1_normalizer.mappers.parsing import Refusal, decode
from a1_normalizer.mappers.sportradar import wire
from a1_normalizer.mappers.sportradar.faults import refused
from a1_normalizer.mappers.sportradar.games import side_of
from a1_normalizer.mappers.sportradar.vocabulary import league_of
from a1_normalizer.memory import PieceMemory
from a1_normalizer.sightings import Reject, Sighting, TeamEntry
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import RejectReason

_decode_hierarchy = msgspec.json.Decoder(wire.Group)


def map_hierarchy(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Sighting]:  # noqa: ARG001
    """Every team of the league; a placeholder (TBD) is refused."""
    try:
        hierarchy = decode(body, _decode_hierarchy)
        teams = list(_teams(hierarchy))
        if not teams:
            raise Refusal(RejectReason.UNEXPECTED_SHAPE, "no teams")
    except Refusal as refusal:
        yield refused(body, refusal)
        return
    league = league_of(hierarchy.league.alias if hierarchy.league else None, headers)
    for team in teams:
        side = side_of(team)
        if side.name is None:
            yield Reject(RejectReason.UNNAMED_SIDE, "$.teams", f"{team.id}: {team.name}")
        else:
            yield TeamEntry(league=league, team=side)


def _teams(group: wire.Group) -> Iterator[wire.Team]:
    yield from group.teams
    for inner in (*group.leagues, *group.conferences, *group.divisions):
        yield from _teams(inner)
