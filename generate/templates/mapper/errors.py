"""Bodies that are no answer: `{"error": "…"}`."""

import msgspec

from a1_mappers.newprovider import wire
from a1_mappers.parsing import Refusal, decode
from a1_mappers.sightings import Reject
from a1_schemas.vocabulary import RejectReason

_decode_error = msgspec.json.Decoder(wire.ErrorBody)


def refused(body: bytes, refusal: Refusal) -> Reject:
    """The reject of a body that is not what was asked for: an error's text where it is one."""
    try:
        error = decode(body, _decode_error)
    except Refusal:
        return refusal.at("$")
    return Reject(RejectReason.ERROR_BODY, "$", error.error[:200])
