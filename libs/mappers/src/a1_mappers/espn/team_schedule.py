"""One team's games: /apis/site/v2/sports/{sport}/{league}/teams/{id}/schedule (unofficial). Scores are objects here."""

from collections.abc import Iterator

import msgspec

from a1_mappers.espn.errors import rejected
from a1_mappers.espn.scoreboard import league_of, map_event
from a1_mappers.espn.wire import Scoreboard
from a1_mappers.extracted import Contest, Extracted, Reject
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode
from a1_schemas.raw import RawHeaders

_decode_schedule = msgspec.json.Decoder(Scoreboard)


def map_team_schedule(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield the team's games of one part of the season, without odds. Not a complete list of anything."""
    try:
        schedule = decode(body, _decode_schedule)
    except ParseError as error:
        yield rejected(body, error)
        return
    league = league_of(headers, schedule.leagues)
    for index, piece in enumerate(schedule.events):
        for item in map_event(piece, league, f"$.events[{index}]"):
            if isinstance(item, Contest | Reject):
                yield item
