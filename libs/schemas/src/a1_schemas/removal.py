"""Recognises removals from the bytes of a canonical record's JSON, and writes what a view keeps of them.

Only messages have a field `removed`, none of their nested objects, and quotes inside a text are escaped. So the bytes
below occur exactly once in a living record, and never in a removed one.
"""

from datetime import datetime

import msgspec

from a1_schemas.vocabulary import RemovalReason

LIVING = b'"removed":null'
"""Part of each living record's JSON, and of no removed one's."""

NOTICE = b'{"removed":'
"""How the JSON of a notice begins, and that of no record."""


class RemovalNotice(msgspec.Struct, frozen=True):
    """What a view keeps of a removed record."""

    removed: str
    """A `RemovalReason`, or a newer word."""
    changed_at: datetime
    """`fetched_at` of the raw record after which it was removed."""


_read = msgspec.json.Decoder(RemovalNotice).decode
_write = msgspec.json.Encoder().encode


def notice_of(document: bytes) -> bytes:
    """Return the notice of a removed record's JSON, or nothing if it has no reason and no time."""
    try:
        return _write(_read(document))
    except msgspec.DecodeError:
        return b""


def read_notice(document: bytes) -> RemovalNotice:
    """Return a notice. Raises msgspec.DecodeError if it is none."""
    return _read(document)


def is_removal(document: bytes) -> bool:
    """Whether the record was removed. Expects compact JSON, as all our writers produce it."""
    return LIVING not in document


def removal_of(document: bytes, reason: RemovalReason) -> bytes:
    """Return the removal notice of a living record's JSON, or of any part of it that contains `removed`."""
    return document.replace(LIVING, f'"removed":"{reason}"'.encode(), 1)


def is_removal_for(document: bytes, reason: RemovalReason) -> bool:
    """Whether the record was removed for this reason. Expects compact JSON, whole or a part that contains `removed`."""
    return f'"removed":"{reason}"'.encode() in document
