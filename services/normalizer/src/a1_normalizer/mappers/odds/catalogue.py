"""The catalogue of sports: https://the-odds-api.com/liveapi/guides/v4/#get-sports."""

from collections.abc import Iterator

import msgspec

from a1_normalizer.mappers.odds import wire
from a1_normalizer.mappers.odds.contests import refused
from a1_normalizer.mappers.parsing import Refusal, decode, decode_each
from a1_normalizer.memory import PieceMemory
from a1_normalizer.sightings import LeagueEntry, Reject, Sighting
from a1_schemas.raw import RawHeaders

_decode_list = msgspec.json.Decoder(list[msgspec.Raw])
_decode_sport = msgspec.json.Decoder(wire.Sport)


def map_sports(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Sighting]:  # noqa: ARG001
    """Every sport key, in season or not."""
    try:
        pieces = decode(body, _decode_list)
    except Refusal as refusal:
        yield refused(body, refusal)
        return
    for decoded in decode_each(pieces, _decode_sport, "$"):
        if isinstance(decoded, Reject):
            yield decoded
        else:
            sport = decoded[2]
            yield LeagueEntry(native_id=sport.key, name=sport.title, is_active=sport.active)
