"""ESPN's error bodies: in four shapes, and with any status."""

from collections.abc import Iterator

from a1_mappers.espn.wire import decode_any, text
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import Refusal, decode
from a1_mappers.sightings import Reject, Sighting
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import RejectReason


def map_error(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Sighting]:  # noqa: ARG001
    """An error body says nothing about games."""
    yield refused(body, Refusal(RejectReason.ERROR_BODY, body[:200].decode("utf-8", "replace")))


def refused(body: bytes, refusal: Refusal) -> Reject:
    """The reject of a body that is not what was asked for: an error's text where it is one."""
    try:
        error = decode(body, decode_any)
    except Refusal:
        return refusal.at("$")
    for path in (("error", "message"), ("message",), ("detail",), ("code",)):
        said = text(error, *path)
        if said:
            return Reject(RejectReason.ERROR_BODY, "$", said[:200])
    return refusal.at("$")
