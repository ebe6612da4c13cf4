"""Error bodies: HTML from the gateway, empty bodies, or `{generated_at, schema, message}`."""

from collections.abc import Iterator

import msgspec

from a1_mappers.extracted import Extracted, Reject
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode
from a1_mappers.sportradar import wire
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import RejectReason

_decode_error = msgspec.json.Decoder(wire.ErrorBody)


def map_error(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield a reject only: an error body has no games."""
    yield Reject(RejectReason.ERROR_BODY, "$", body[:200].decode("utf-8", "replace"))


def rejected(body: bytes, error: ParseError) -> Reject:
    """Return the reject of a body of another shape. For an error it carries the message."""
    if body.lstrip().startswith(b"<"):
        return Reject(RejectReason.ERROR_BODY, "$", body[:200].decode("utf-8", "replace"))
    try:
        answer = decode(body, _decode_error)
    except ParseError:
        return error.at("$")
    if not isinstance(answer.message, str):
        return error.at("$")
    return Reject(RejectReason.ERROR_BODY, "$", f"{answer.code or ''} {answer.message}".strip()[:200])
