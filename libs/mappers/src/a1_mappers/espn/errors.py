"""ESPN's error bodies: in four shapes, and with any status."""

from collections.abc import Iterator

from a1_mappers.espn.wire import decode_any
from a1_mappers.extracted import Extracted, Reject
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode
from a1_mappers.untyped import text
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import RejectReason


def map_error(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield a reject only: an error body has no games."""
    yield rejected(body, ParseError(RejectReason.ERROR_BODY, body[:200].decode("utf-8", "replace")))


def rejected(body: bytes, error: ParseError) -> Reject:
    """Return the reject of a body of another shape. For an error it carries the error's text."""
    try:
        answer = decode(body, decode_any)
    except ParseError:
        return error.at("$")
    for path in (("error", "message"), ("message",), ("detail",), ("code",)):
        said = text(answer, *path)
        if said:
            return Reject(RejectReason.ERROR_BODY, "$", said[:200])
    return error.at("$")
