"""The catalogues of sports and of a sport's participants: https://the-odds-api.com/liveapi/guides/v4/#get-sports."""

from collections.abc import Iterator

import msgspec

from a1_mappers.extracted import Extracted, Reject, Side, TeamEntry
from a1_mappers.league_entry import LeagueEntry
from a1_mappers.memory import PieceMemory
from a1_mappers.odds import wire
from a1_mappers.odds.errors import rejected
from a1_mappers.parsing import ParseError, decode, decode_each, parse_text
from a1_schemas.raw import RawHeaders

_decode_list = msgspec.json.Decoder(list[msgspec.Raw])
_decode_sport = msgspec.json.Decoder(wire.Sport)
_decode_participant = msgspec.json.Decoder(wire.Participant)


def map_sports(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield every sport key, in season or not."""
    try:
        pieces = decode(body, _decode_list)
    except ParseError as error:
        yield rejected(body, error)
        return
    for decoded in decode_each(pieces, _decode_sport, "$"):
        if isinstance(decoded, Reject):
            yield decoded
        else:
            sport = decoded[2]
            yield LeagueEntry(native_id=sport.key, name=sport.title, is_active=sport.active)


def map_participants(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield the possible sides of the request's sport. No other response uses their ids."""
    try:
        pieces = decode(body, _decode_list)
    except ParseError as error:
        yield rejected(body, error)
        return
    for decoded in decode_each(pieces, _decode_participant, "$"):
        if isinstance(decoded, Reject):
            yield decoded
        else:
            participant = decoded[2]
            side = Side(name=parse_text(participant.full_name), native_id=participant.id)
            yield TeamEntry(league=headers.league, team=side)
