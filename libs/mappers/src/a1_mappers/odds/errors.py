"""Error bodies: `{message, error_code, details_url}`, with any status."""

from collections.abc import Iterator

import msgspec

from a1_mappers.extracted import Extracted, Reject
from a1_mappers.memory import PieceMemory
from a1_mappers.odds import wire
from a1_mappers.parsing import ParseError, decode
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import RejectReason

_decode_error = msgspec.json.Decoder(wire.ErrorBody)


def map_error(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield a reject only: an error body has no games."""
    yield rejected(body, ParseError(RejectReason.ERROR_BODY, body[:200].decode("utf-8", "replace")))


def rejected(body: bytes, error: ParseError) -> Reject:
    """Return the reject of a body of another shape. For an error it carries code and message."""
    try:
        answer = decode(body, _decode_error)
    except ParseError:
        return error.at("$")
    return Reject(RejectReason.ERROR_BODY, "$", f"{answer.error_code}: {answer.message}"[:200])
