"""One team's games: /apis/site/v2/sports/{sport}/{league}/teams/{id}/schedule (unofficial). Scores are objects here."""

from collections.abc import Iterator

import msgspec

from a1_mappers.espn.errors import refused
from a1_mappers.espn.scoreboard import league_of, map_event
from a1_mappers.espn.wire import Scoreboard
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import Refusal, decode
from a1_mappers.sightings import Contest, Reject, Sighting
from a1_schemas.raw import RawHeaders

_decode_schedule = msgspec.json.Decoder(Scoreboard)


def map_team_schedule(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Sighting]:  # noqa: ARG001
    """The team's games of a season's part: no complete list of anything, and without odds."""
    try:
        schedule = decode(body, _decode_schedule)
    except Refusal as refusal:
        yield refused(body, refusal)
        return
    league = league_of(headers, schedule.leagues)
    for index, piece in enumerate(schedule.events):
        for sighting in map_event(piece, league, f"$.events[{index}]"):
            if isinstance(sighting, Contest | Reject):
                yield sighting
