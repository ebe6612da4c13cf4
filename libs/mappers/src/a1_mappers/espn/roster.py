"""One team's players: /apis/site/v2/sports/{sport}/{league}/teams/{id}/roster (unofficial). Only injuries are read.

`athletes` is a flat list, or grouped by unit (`items`). A player may be `Active` and still have an injury.
"""

from collections.abc import Iterator

from a1_mappers.espn.errors import rejected
from a1_mappers.espn.injuries import reports_of
from a1_mappers.espn.scoreboard import league_of
from a1_mappers.espn.wire import decode_any
from a1_mappers.extracted import Complete, Extracted, Reject
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode
from a1_mappers.shapes import misshapen
from a1_mappers.untyped import Json, dig, items
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, RejectReason

_READ = ("athletes[].injuries[]", "athletes[].items[].injuries[]")


def map_roster(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield the complete list of the team's injuries. If one of them cannot be read, the list is not complete."""
    try:
        roster = decode(body, decode_any)
        if not isinstance(dig(roster, "athletes"), list):
            raise ParseError(RejectReason.UNEXPECTED_SHAPE, "no list of athletes")
    except ParseError as error:
        yield rejected(body, error)
        return
    league = league_of(headers, []) or headers.league
    lost = list(misshapen(roster, "$", *_READ))
    yield from lost
    is_whole = not lost
    for index, athlete in enumerate(_athletes(roster)):
        entries = [entry | {"athlete": athlete} for entry in items(athlete, "injuries")]
        team = {"team": dig(roster, "team"), "injuries": entries}
        for found in reports_of(team, league, f"$.athletes[{index}]"):
            is_whole = is_whole and not isinstance(found, Reject)
            yield found
    if is_whole:
        yield Complete((Kind.INJURIES,))


def _athletes(roster: Json) -> Iterator[Json]:
    for entry in items(roster, "athletes"):
        grouped = list(items(entry, "items"))
        yield from grouped or [entry]
