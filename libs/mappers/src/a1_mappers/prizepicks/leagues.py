"""The catalogue of boards: `/leagues`."""

from collections.abc import Iterator

import msgspec

from a1_mappers.extracted import Extracted, Reject
from a1_mappers.league_entry import LeagueEntry
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode, decode_each
from a1_mappers.prizepicks import wire
from a1_mappers.prizepicks.errors import rejected
from a1_schemas.raw import RawHeaders

_decode_board = msgspec.json.Decoder(wire.Board)
_decode_resource = msgspec.json.Decoder(wire.Resource)
_decode_league = msgspec.json.Decoder(wire.League)


def map_leagues(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield every board, active or not. Segments carry their parent."""
    try:
        pieces = decode(body, _decode_board).data
    except ParseError as error:
        yield rejected(body, error)
        return
    for decoded in decode_each(pieces, _decode_resource, "$.data"):
        if isinstance(decoded, Reject):
            yield decoded
            continue
        path, _, resource = decoded
        try:
            league = decode(bytes(resource.attributes), _decode_league)
        except ParseError as error:
            yield error.at(f"{path}.attributes")
            continue
        parent_id = None if league.parent_id is None else str(league.parent_id)
        yield LeagueEntry(native_id=resource.id, name=league.name, is_active=league.active, parent_id=parent_id)
