"""Teams: /apis/site/v2/sports/{sport}/{league}/teams (unofficial), paged in college leagues. Also standings tables."""

from collections.abc import Iterator

from a1_mappers.espn.errors import rejected
from a1_mappers.espn.scoreboard import league_of
from a1_mappers.espn.wire import decode_any
from a1_mappers.extracted import Extracted, Reject, Side, TeamEntry
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode
from a1_mappers.untyped import Json, dig, items, text
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import RejectReason


def map_teams(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield every team with id, name and abbreviation."""
    try:
        answer = decode(body, decode_any)
        if not isinstance(dig(answer, "sports"), list):
            raise ParseError(RejectReason.UNEXPECTED_SHAPE, "no sports")
    except ParseError as error:
        yield rejected(body, error)
        return
    league = league_of(headers, list(items(answer, "sports", 0, "leagues"))) or headers.league
    for index, entry in enumerate(items(answer, "sports", 0, "leagues", 0, "teams")):
        yield _entry(league, dig(entry, "team"), f"$.sports[0].leagues[0].teams[{index}]")


def map_standings(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield every team in the tables. Ranks and records are not served, so they are not read."""
    try:
        answer = decode(body, decode_any)
        teams = list(_ranked(answer))
        if not teams:
            raise ParseError(RejectReason.UNEXPECTED_SHAPE, "no teams")
    except ParseError as error:
        yield rejected(body, error)
        return
    league = league_of(headers, []) or headers.league
    for index, team in enumerate(teams):
        yield _entry(league, team, f"$.standings.entries[{index}]")


def _ranked(group: Json) -> Iterator[Json]:
    """Iterate over the teams of a group and of its subgroups."""
    yield from (dig(entry, "team") for entry in items(group, "standings", "entries"))
    for inner in items(group, "children"):
        yield from _ranked(inner)


def _entry(league: str, team: Json, path: str) -> TeamEntry | Reject:
    name = text(team, "displayName") or text(team, "name")
    if name is None:
        return Reject(RejectReason.MISSING_FIELD, path, "no name")
    others = (text(team, key) for key in ("shortDisplayName", "location", "name", "nickname"))
    side = Side(
        name=name,
        native_id=text(team, "id"),
        abbreviation=text(team, "abbreviation"),
        also_named=tuple(dict.fromkeys(other for other in others if other and other != name)),
    )
    return TeamEntry(league=league, team=side)
