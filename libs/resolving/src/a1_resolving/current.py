"""A canonical record in the resolver's state: its JSON from `observed_at` on, and what it follows from.

Version and time of change come first in every message's JSON and are derived from the causes. The rest is the compared
value, so whether a record changed is a comparison of bytes. A league has hundreds of thousands of records, so what many
of them have in common is one object for all of them: the stamp of the body that changed them, and the fields that say
which game and target they belong to.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

import msgspec

from a1_resolving.stamps import Stamp, read_stamp, stamp_of
from a1_schemas import fast
from a1_schemas.base import Message
from a1_schemas.raw import parse_time
from a1_schemas.removal import LIVING, is_removal

_REST = b'"observed_at"'
_ORIGIN_BEGINS = LIVING + b',"event_id":'
_ORIGIN_ENDS = (b',"bookmaker":', b',"player":')
"""The first field that differs among the records of a target's game: of quotes, and of statistics."""
_VALUES_BEGIN = (b',"markets":', b',"lines":', b',"stats":')
_SHARED = 16_384
"""How many origins and stamps are looked up at most, so that equal ones are one object."""

_read_head = msgspec.json.Decoder(fast.Message).decode


class Current(msgspec.Struct, frozen=True, gc=False):
    """One record's newest value.

    `origin` is the part of the JSON after `removed` that names game, target and contest; empty for records without it.
    `own` is the JSON from `observed_at` on without that part.
    """

    stamp: bytes
    origin: bytes
    own: bytes

    @classmethod
    def of(cls, rest: bytes, causes: Mapping[str, int], changed_at: datetime, *, is_removed: bool) -> "Current":
        """Return the record of these parts."""
        return cls(stamp_of(causes, changed_at, is_removed=is_removed), *split(rest))

    @classmethod
    def read(cls, value: bytes, causes: Mapping[str, int]) -> "Current":
        """Parse a record's value."""
        start = value.index(_REST)
        head = _read_head(value[: start - 1] + b"}")
        stamp = stamp_of(causes, _parse_time(head.changed_at), is_removed=is_removal(value))
        origin, own = split(value[start:])
        return cls(_shared(stamp), _shared(origin), own)

    @property
    def rest(self) -> bytes:
        """The JSON of the message from `observed_at` on."""
        if not self.origin:
            return self.own
        at = self.own.index(LIVING) + len(LIVING)
        return b"".join((self.own[:at], self.origin, self.own[at:]))

    @property
    def causes(self) -> Mapping[str, int]:
        """Offsets by input topic."""
        return read_stamp(self.stamp).causes

    @property
    def changed_at(self) -> datetime:
        """The time of the input that changed it last."""
        return read_stamp(self.stamp).changed_at

    @property
    def is_removed(self) -> bool:
        """Whether it is a removal notice."""
        return Stamp.is_of_removed(self.stamp)

    @property
    def value(self) -> bytes:
        """The JSON of the message."""
        head = read_stamp(self.stamp).head
        if not self.origin:
            return head + self.own
        at = self.own.index(LIVING) + len(LIVING)
        return b"".join((head, self.own[:at], self.origin, self.own[at:]))

    @property
    def facts(self) -> bytes:
        """The JSON of what the record is indexed by: its names, without its prices, lines and statistics."""
        if not self.origin:
            return b"{" + self.own
        return b"".join((b"{", self.origin[1:], self.names, b"}"))

    def has_facts_of(self, other: "Current") -> bool:
        """Whether two living records have the same names, and may differ in prices, lines and statistics alone.

        False for records without an origin: removed ones, and those of other kinds.
        """
        return bool(self.origin) and self.origin == other.origin and self.names == other.names

    @property
    def names(self) -> bytes:
        """The fields between the origin and the values."""
        own = self.own
        start = own.index(LIVING) + len(LIVING)
        for begin in _VALUES_BEGIN:
            end = own.find(begin, start)
            if end >= 0:
                return own[start:end]
        return own[start:-1]


@lru_cache(maxsize=_SHARED)
def _shared(part: bytes) -> bytes:
    """Return the object that other records hold for these bytes."""
    return part


def split(rest: bytes) -> tuple[bytes, bytes]:
    """Return the origin and the own part of a record's JSON from `observed_at` on.

    Quotes inside a text are escaped, so the names of fields occur in no text.
    """
    start = rest.find(_ORIGIN_BEGINS)
    if start >= 0:
        start += len(LIVING)
        for field in _ORIGIN_ENDS:
            end = rest.find(field, start)
            if end >= 0:
                return rest[start:end], rest[:start] + rest[end:]
    return b"", rest


def rest_of(message: Message) -> bytes:
    """Return the compared part of a message's JSON."""
    document = message.model_dump_json().encode()
    return document[document.index(_REST) :]


@lru_cache(maxsize=256)
def _parse_time(text: str) -> datetime:
    return parse_time(text)
