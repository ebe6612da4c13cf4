"""A canonical record in the resolver's state: its JSON from `observed_at` on, and its causes, in one piece of bytes.

Version and time of change come first in every message's JSON and are derived from the causes. The rest is the compared
value, so whether a record changed is a comparison of bytes. A league has hundreds of thousands of records, so each is
as small as it can be: time of change, whether it is removed, causes by the number of their topic, and the rest.
"""

import struct
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import msgspec

from a1_schemas import fast
from a1_schemas.base import Message
from a1_schemas.causes import version_of
from a1_schemas.raw import format_time, parse_time
from a1_schemas.removal import is_removal

_REST = b'"observed_at"'
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_HEAD = struct.Struct(">qBB")
"""Time of change in microseconds, whether removed, and the number of causes."""
_CAUSE = struct.Struct(">Hq")
"""The number of a topic, and an offset in it."""
_REMOVED_AT, _CAUSES_AT = 8, 9

_topics: list[str] = []
_numbers: dict[str, int] = {}
_read_head = msgspec.json.Decoder(fast.Message).decode


class Current(msgspec.Struct, frozen=True, gc=False):
    """One record's newest value."""

    packed: bytes

    @classmethod
    def of(cls, rest: bytes, causes: Mapping[str, int], changed_at: datetime, *, is_removed: bool) -> "Current":
        """Return the record of these parts."""
        return cls(_pack(rest, causes, _microseconds(changed_at), is_removed=is_removed))

    @classmethod
    def read(cls, value: bytes, causes: Mapping[str, int]) -> "Current":
        """Parse a record's value."""
        start = value.index(_REST)
        head = _read_head(value[: start - 1] + b"}")
        return cls(_pack(value[start:], causes, _parse_time(head.changed_at), is_removed=is_removal(value)))

    @property
    def rest(self) -> bytes:
        """The JSON of the message from `observed_at` on."""
        return self.packed[self._start :]

    @property
    def causes(self) -> Mapping[str, int]:
        """Offsets by input topic."""
        return _causes_of(self.packed[_HEAD.size : self._start])

    @property
    def changed_at(self) -> datetime:
        """The time of the input that changed it last."""
        return _EPOCH + timedelta(microseconds=_HEAD.unpack_from(self.packed)[0])

    @property
    def is_removed(self) -> bool:
        """Whether it is a removal notice."""
        return is_packed_removal(self.packed)

    @property
    def value(self) -> bytes:
        """The JSON of the message."""
        head = f'{{"version":{version_of(self.causes)},"changed_at":"{format_time(self.changed_at)}",'
        return head.encode() + self.rest

    def has_rest(self, rest: bytes) -> bool:
        """Whether the compared part equals this one."""
        return len(self.packed) == self._start + len(rest) and self.packed.endswith(rest)

    @property
    def _start(self) -> int:
        return _HEAD.size + _CAUSE.size * self.packed[_CAUSES_AT]


@lru_cache(maxsize=256)
def _causes_of(packed: bytes) -> Mapping[str, int]:
    """Cached: one change reads the causes of its record several times."""
    return {_topics[number]: offset for number, offset in _CAUSE.iter_unpack(packed)}


def is_packed_removal(packed: bytes) -> bool:
    """Whether the packed record is a removal notice."""
    return packed[_REMOVED_AT] != 0


def rest_of(message: Message) -> bytes:
    """Return the compared part of a message's JSON."""
    return rest_of_document(message.model_dump_json().encode())


def rest_of_document(document: bytes) -> bytes:
    """Return the compared part of a message that is already JSON."""
    return document[document.index(_REST) :]


def _pack(rest: bytes, causes: Mapping[str, int], changed_at: int, *, is_removed: bool) -> bytes:
    try:
        head = _HEAD.pack(changed_at, is_removed, len(causes))
        return b"".join((head, *(_CAUSE.pack(_number_of(topic), offset) for topic, offset in causes.items()), rest))
    except struct.error as error:
        raise ValueError(f"causes {causes} cannot be") from error


def _number_of(topic: str) -> int:
    """Return this process's number of a topic."""
    number = _numbers.get(topic)
    if number is None:
        number = _numbers[topic] = len(_topics)
        _topics.append(topic)
    return number


def _microseconds(time: datetime) -> int:
    return (time - _EPOCH) // _MICROSECOND


@lru_cache(maxsize=256)
def _parse_time(text: str) -> int:
    return _microseconds(parse_time(text))
