"""Bodies that are no answer: errors of the API, and the bot wall's documents."""

import msgspec

from a1_mappers.parsing import Refusal, decode
from a1_mappers.sightings import Reject
from a1_schemas.vocabulary import RejectReason

_SIGNS = frozenset({"errors", "error", "blockScript", "jsClientSrc", "appId"})
_decode_object = msgspec.json.Decoder(dict[str, msgspec.Raw])


def refused(body: bytes, refusal: Refusal) -> Reject:
    """The reject of a body that is not what was asked for."""
    try:
        signs = sorted(_SIGNS.intersection(decode(body, _decode_object)))
    except Refusal:
        return refusal.at("$")
    if not signs:
        return refusal.at("$")
    return Reject(RejectReason.ERROR_BODY, "$", f"an answer with {', '.join(signs)}")
