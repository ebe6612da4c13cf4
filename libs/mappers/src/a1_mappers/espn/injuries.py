"""Injuries: /apis/site/v2/sports/{sport}/{league}/injuries, and the same objects in summaries (unofficial).

The feed's athletes have no id of their own; it is parsed from the link to their page. `shortComment` may contradict the
status.
"""

import re
from collections.abc import Iterator
from datetime import date

from a1_mappers.espn.errors import rejected
from a1_mappers.espn.players import player_of, side_of
from a1_mappers.espn.scoreboard import league_of
from a1_mappers.espn.vocabulary import INJURY_STATUSES
from a1_mappers.espn.wire import decode_any
from a1_mappers.extracted import Complete, Extracted, InjuryReport, Player, Reject, Side
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode, parse_date, parse_optional_time
from a1_mappers.shapes import misshapen
from a1_mappers.untyped import Json, dig, items, text
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, RejectReason

_PLAYER_CARD = re.compile(r"/id/(\d+)")


def map_injuries(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield the complete list of a league's injuries."""
    try:
        report = decode(body, decode_any)
        if not isinstance(dig(report, "injuries"), list):
            raise ParseError(RejectReason.UNEXPECTED_SHAPE, "no list of injuries")
    except ParseError as error:
        yield rejected(body, error)
        return
    league = league_of(headers, []) or headers.league
    lost = list(misshapen(report, "$", "injuries[]"))
    yield from lost
    is_whole = not lost
    for index, team in enumerate(items(report, "injuries")):
        for found in reports_of(team, league, f"$.injuries[{index}]"):
            is_whole = is_whole and not isinstance(found, Reject)
            yield found
    if is_whole:
        yield Complete((Kind.INJURIES,))


def reports_of(team: Json, league: str, path: str) -> Iterator[InjuryReport | Reject]:
    """Yield the injured players of one team.

    Summaries nest the team in an object; in the feed it is the entry itself.
    """
    side = side_of(dig(team, "team") or team)
    yield from misshapen(team, path, "injuries[]")
    for index, entry in enumerate(items(team, "injuries")):
        where = f"{path}.injuries[{index}]"
        try:
            yield _report(entry, side, league)
        except ParseError as error:
            yield error.at(where)


def _report(entry: Json, side: Side, league: str) -> InjuryReport:
    player = _player(dig(entry, "athlete"), side)
    native_status = text(entry, "status") or text(entry, "type", "description")
    if player is None or native_status is None:
        raise ParseError(RejectReason.MISSING_FIELD, "no athlete's name or no status")
    return InjuryReport(
        league=league,
        team=side,
        player=player,
        status=INJURY_STATUSES.get(native_status.casefold()),
        native_status=native_status,
        body_part=text(entry, "details", "type"),
        comment=text(entry, "shortComment"),
        expected_return_on=_return(dig(entry, "details", "returnDate")),
        observed_at=parse_optional_time(dig(entry, "date")),
    )


def _player(athlete: Json, side: Side) -> Player | None:
    player = player_of(athlete, side)
    if player is None or player.native_id is not None:
        return player
    for link in items(athlete, "links"):
        card = _PLAYER_CARD.search(text(link, "href") or "")
        if card:
            return Player(name=player.name, native_id=card[1], team=side, position=player.position)
    return player


def _return(value: Json) -> date | None:
    return None if value is None else parse_date(value)
