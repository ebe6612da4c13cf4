"""A canonical record in the resolver's state: its JSON from `observed_at` on, and its causes.

Version and time of change come first in every message's JSON and are derived from the causes. The rest is the compared
value, so whether a record changed is a comparison of bytes.
"""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from a1_schemas import fast
from a1_schemas.base import Message
from a1_schemas.causes import version_of
from a1_schemas.raw import format_time, parse_time
from a1_schemas.removal import is_removal

_REST = b'"observed_at"'
_read_head = msgspec.json.Decoder(fast.Message).decode


class Current(msgspec.Struct, frozen=True):
    """One record's newest value."""

    rest: bytes
    causes: Mapping[str, int]
    changed_at: datetime
    is_removed: bool

    @classmethod
    def read(cls, value: bytes, causes: Mapping[str, int]) -> "Current":
        """Parse a record's value."""
        start = value.index(_REST)
        head = _read_head(value[: start - 1] + b"}")
        return cls(value[start:], causes, parse_time(head.changed_at), is_removal(value))

    @property
    def value(self) -> bytes:
        """The JSON of the message."""
        head = f'{{"version":{version_of(self.causes)},"changed_at":"{format_time(self.changed_at)}",'
        return head.encode() + self.rest


def rest_of(message: Message) -> bytes:
    """Return the compared part of a message's JSON."""
    return rest_of_document(message.model_dump_json().encode())


def rest_of_document(document: bytes) -> bytes:
    """Return the compared part of a message that is already JSON."""
    return document[document.index(_REST) :]
