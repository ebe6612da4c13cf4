"""Injuries of a league: `league/injuries`. Players of game summaries and team profiles have the same entries."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from a1_mappers.extracted import Complete, Extracted, InjuryReport, Reject, Side
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode, parse_text
from a1_mappers.shapes import misshapen
from a1_mappers.sportradar import games, wire
from a1_mappers.sportradar.errors import rejected
from a1_mappers.sportradar.players import player_of, rows
from a1_mappers.sportradar.vocabulary import INJURY_STATUSES, league_of
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, RejectReason

Json = Any
_decode_report = msgspec.json.Decoder(wire.InjuryFeed)
_decode_team = msgspec.json.Decoder(wire.Team)
_decode_injured = msgspec.json.Decoder(dict[str, Json])


def map_injuries(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield the complete list of a league's injuries."""
    try:
        report = decode(body, _decode_report)
    except ParseError as error:
        yield rejected(body, error)
        return
    league = league_of(report.league.alias if report.league else None, headers)
    is_whole = True
    for index, piece in enumerate(report.teams):
        path = f"$.teams[{index}]"
        try:
            team = decode(bytes(piece), _decode_injured)
            side = games.side_of(decode(bytes(piece), _decode_team))
        except ParseError as error:
            is_whole = False
            yield error.at(path)
            continue
        for found in reports_of(team, side, league, path):
            is_whole = is_whole and not isinstance(found, Reject)
            yield found
    if is_whole:
        yield Complete((Kind.INJURIES,))


def reports_of(team: Mapping[str, Json], side: Side, league: str, path: str) -> Iterator[InjuryReport | Reject]:
    """Yield the injured players of one team, and a reject for each part of the list that cannot be read."""
    yield from misshapen(team, path, "players[].injuries[]")
    for index, row in enumerate(rows(team.get("players"))):
        for number, entry in enumerate(rows(row.get("injuries"))):
            try:
                yield _report(row, entry, side, league)
            except ParseError as error:
                yield error.at(f"{path}.players[{index}].injuries[{number}]")


def _report(row: Mapping[str, Json], entry: Mapping[str, Json], side: Side, league: str) -> InjuryReport:
    player = player_of(row, side)
    practice = entry.get("practice")
    native_status = parse_text(entry.get("status")) or (
        parse_text(practice.get("status")) if isinstance(practice, dict) else None
    )
    if player is None or native_status is None:
        raise ParseError(RejectReason.MISSING_FIELD, "no player's name or no status")
    day = entry.get("update_date") or entry.get("status_date")
    return InjuryReport(
        league=league,
        team=side,
        player=player,
        status=INJURY_STATUSES.get(native_status.casefold()),
        native_status=native_status,
        body_part=parse_text(entry.get("desc")) or parse_text(entry.get("primary")),
        comment=parse_text(entry.get("comment"), 1000),
        observed_at=games.start_of(day if isinstance(day, str) else None)[0],
    )
