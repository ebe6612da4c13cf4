"""Bodies that are not served: decoded only to distinguish errors and unexpected shapes.

Mappings (https://developer.sportradar.com, "Sport Event Mappings") hold bookmakers' ids of matches. A player's profile
holds the teams and seasons of a career.
"""

from collections.abc import Iterator

import msgspec

from a1_mappers.extracted import Extracted
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode
from a1_mappers.sportradar.errors import rejected
from a1_schemas.raw import RawHeaders


class _Id(msgspec.Struct):
    id: str


class _Mappings(msgspec.Struct):
    sport_events: list[_Id]


class _Profile(msgspec.Struct):
    player: _Id


_decode_mappings = msgspec.json.Decoder(_Mappings)
_decode_profile = msgspec.json.Decoder(_Profile)


def map_mappings(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield nothing, or a reject if the body is no list of mappings."""
    try:
        decode(body, _decode_mappings)
    except ParseError as error:
        yield rejected(body, error)


def map_player_profile(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield nothing, or a reject if the body is no profile."""
    try:
        decode(body, _decode_profile)
    except ParseError as error:
        yield rejected(body, error)
