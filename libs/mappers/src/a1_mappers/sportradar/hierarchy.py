"""A league's teams: `league/hierarchy` by conference and division, `league/teams` flat."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from a1_mappers.completeness import completed
from a1_mappers.extracted import Extracted, Reject, TeamEntry
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode, parse_side_name, parse_text
from a1_mappers.sportradar import standings_wire, wire
from a1_mappers.sportradar.errors import rejected
from a1_mappers.sportradar.games import side_of
from a1_mappers.sportradar.vocabulary import league_of
from a1_mappers.team_facts import TeamFacts, colours
from a1_mappers.untyped import dig, items
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, RejectReason

_decode_hierarchy = msgspec.json.Decoder(standings_wire.Group)


class Place(NamedTuple):
    """The names of the groups that a team stands in."""

    conference: str | None = None
    division: str | None = None


NOWHERE = Place()
"""At the top of a hierarchy."""


def map_hierarchy(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield the complete list of the league's teams. Rejects placeholders (TBD)."""
    try:
        hierarchy = decode(body, _decode_hierarchy)
        members = list(members_of(hierarchy))
        if not members:
            raise ParseError(RejectReason.UNEXPECTED_SHAPE, "no teams")
    except ParseError as error:
        yield rejected(body, error)
        return
    league = league_of(hierarchy.league.alias if hierarchy.league else None, headers)
    entries = (entry_of(league, member, facts_of(member, place)) for member, place in members)
    yield from completed(entries, (Kind.TEAMS,))


def members_of(group: standings_wire.Group, at: Place = NOWHERE) -> Iterator[tuple[standings_wire.Member, Place]]:
    """Iterate over the teams below a group. Baseball's leagues count as conferences; colleges' divisions hold them."""
    yield from ((member, at) for member in group.teams)
    for inner in (*group.leagues, *group.conferences):
        yield from members_of(inner, at._replace(conference=parse_text(inner.name) or at.conference))
    for inner in group.divisions:
        yield from members_of(inner, at._replace(division=parse_text(inner.name) or at.division))


def facts_of(member: standings_wire.Member, place: Place) -> TeamFacts:
    """Return what a hierarchy says of a team besides its ids and names."""
    nickname, city = names_of(member)
    ordered = sorted(items(member.team_colors), key=lambda each: dig(each, "type") != "primary")
    return TeamFacts(
        nickname=nickname,
        city=city,
        colors=colours(dig(each, "hex_color") for each in ordered),
        conference=place.conference,
        division=place.division,
    )


def names_of(team: wire.Team) -> tuple[str | None, str | None]:
    """Return nickname and place of a team. Without a market the name is the whole name, and neither is known."""
    market = parse_side_name(team.market)
    return (parse_side_name(team.name), market) if market else (None, None)


def entry_of(league: str, team: wire.Team, facts: TeamFacts) -> TeamEntry | Reject:
    """Return the entry of a team, or a reject of a placeholder."""
    side = side_of(team)
    if side.name is None:
        return Reject(RejectReason.UNNAMED_SIDE, "$.teams", f"{team.id}: {team.name}")
    return TeamEntry(league=league, team=side, facts=facts)
