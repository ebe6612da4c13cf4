"""Standings: `seasons/.../standings` by conference and division; of soccer, tables by group."""

from collections.abc import Iterator

import msgspec

from a1_mappers.completeness import completed
from a1_mappers.extracted import Extracted, Reject, TeamEntry
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode, parse_text
from a1_mappers.sportradar import standings_wire, wire
from a1_mappers.sportradar.errors import rejected
from a1_mappers.sportradar.hierarchy import entry_of, facts_of, members_of
from a1_mappers.sportradar.vocabulary import league_of
from a1_mappers.team_facts import TeamFacts, rank_of, record_of
from a1_mappers.untyped import Json, dig, whole
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, RejectReason

_decode_standings = msgspec.json.Decoder(standings_wire.Standings)
_WHOLE = ("total", None)
"""The table of all games. Those of home and of away games have other records."""
_RANKS = (("rank", "conference"), ("rank", "division"), ("calc_rank", "conf_rank"), ("calc_rank", "div_rank"))
"""Where a rank is, if it is not a number; the first that is there counts."""

_Row = tuple[wire.Team, TeamFacts]


def map_standings(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield the complete list of the teams in the tables, once, with record and rank."""
    try:
        standings = decode(body, _decode_standings)
        rows = {team.id: (team, facts) for team, facts in _rows(standings)}
        if not rows:
            raise ParseError(RejectReason.UNEXPECTED_SHAPE, "no teams")
    except ParseError as error:
        yield rejected(body, error)
        return
    league = league_of(standings.league.alias if standings.league else None, headers)
    entries: Iterator[TeamEntry | Reject] = (entry_of(league, team, facts) for team, facts in rows.values())
    yield from completed(entries, (Kind.TEAMS,))


def _rows(standings: standings_wire.Standings) -> Iterator[_Row]:
    season = standings.league.season if standings.league else None
    leagues = season.leagues if season else []
    tables = standings_wire.Group(leagues=leagues, conferences=standings.conferences, divisions=standings.divisions)
    for member, place in members_of(tables):
        facts = msgspec.structs.replace(
            facts_of(member, place),
            record=record_of(
                whole(member.wins if member.wins is not None else member.win),
                whole(member.losses if member.losses is not None else member.loss),
                whole(member.ties),
                whole(member.overtime_losses),
            ),
            rank=_rank(member),
        )
        yield member, facts
    for table in standings.standings:
        if table.type in _WHOLE:
            for group in table.groups:
                yield from _matches((*group.team_standings, *group.standings))


def _matches(rows: tuple[standings_wire.StandingsRow, ...]) -> Iterator[_Row]:
    for row in rows:
        team = row.team or row.competitor
        if team is not None:
            yield (
                team,
                TeamFacts(
                    record=record_of(whole(row.win), whole(row.loss), whole(row.draw)),
                    rank=rank_of(whole(row.rank)),
                    standing=parse_text(row.current_outcome),
                ),
            )


def _rank(member: standings_wire.Member) -> int | None:
    found: list[Json] = [member.rank, *(dig(getattr(member, field), group) for field, group in _RANKS)]
    return next((rank for each in found if (rank := rank_of(whole(each))) is not None), None)
