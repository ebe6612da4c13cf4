"""Bodies that are no answer: `{"error": "…"}`."""

import msgspec

from a1_mappers.extracted import Reject
from a1_mappers.newprovider import wire
from a1_mappers.parsing import ParseError, decode
from a1_schemas.vocabulary import RejectReason

_decode_error = msgspec.json.Decoder(wire.ErrorBody)


def rejected(body: bytes, error: ParseError) -> Reject:
    """The reject of a body that is not what was asked for: an error's text where it is one."""
    try:
        answer = decode(body, _decode_error)
    except ParseError:
        return error.at("$")
    return Reject(RejectReason.ERROR_BODY, "$", answer.error[:200])
