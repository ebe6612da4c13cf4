"""Cursors of the routes of the past: the last row's place in the order, as text."""

import base64
from typing import TypeVar

import msgspec

from a1_gateway.errors import bad_parameter

P = TypeVar("P")


def encode(place: tuple[object, ...]) -> str:
    """Return the cursor of a place."""
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def decode(cursor: str, shape: type[P]) -> P:
    """Return the place of a cursor. Raises Problem for text that is none of this route's."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        return msgspec.json.decode(base64.b64decode(padded, altchars=b"-_", validate=True), type=shape)
    except (ValueError, msgspec.DecodeError):
        raise bad_parameter("cursor", "It is no cursor of this list.") from None
