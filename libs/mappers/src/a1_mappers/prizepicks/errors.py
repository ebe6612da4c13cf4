"""Error bodies: errors of the API, and documents of the bot wall."""

import msgspec

from a1_mappers.extracted import Reject
from a1_mappers.parsing import ParseError, decode
from a1_schemas.vocabulary import RejectReason

_SIGNS = frozenset({"errors", "error", "blockScript", "jsClientSrc", "appId"})
_decode_object = msgspec.json.Decoder(dict[str, msgspec.Raw])


def rejected(body: bytes, error: ParseError) -> Reject:
    """Return the reject of a body of another shape."""
    try:
        signs = sorted(_SIGNS.intersection(decode(body, _decode_object)))
    except ParseError:
        return error.at("$")
    if not signs:
        return error.at("$")
    return Reject(RejectReason.ERROR_BODY, "$", f"an answer with {', '.join(signs)}")
