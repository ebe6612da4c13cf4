"""What a view keeps of a removed record: reason and time, where the document was."""

from datetime import datetime

import msgspec

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
