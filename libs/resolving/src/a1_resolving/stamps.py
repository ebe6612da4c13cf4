"""The stamp of a record: when which inputs changed it, in a few bytes that all records of one body share."""

import struct
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from a1_schemas.causes import version_of
from a1_schemas.raw import format_time

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_HEAD = struct.Struct(">qB")
"""Time of change in microseconds, and whether removed."""
_REMOVED_AT = 8
_CAUSE = struct.Struct(">Hq")
"""The number of a topic, and an offset in it."""

_topics: list[str] = []
_numbers: dict[str, int] = {}


class Stamp(NamedTuple):
    """What a stamp's bytes say."""

    causes: Mapping[str, int]
    version: int
    changed_at: datetime
    head: bytes
    """The JSON of a message with this stamp up to `observed_at`."""

    @staticmethod
    def is_of_removed(stamp: bytes) -> bool:
        """Whether these bytes are the stamp of a removal notice."""
        return stamp[_REMOVED_AT] != 0


def stamp_of(causes: Mapping[str, int], changed_at: datetime, *, is_removed: bool) -> bytes:
    """Return the bytes. Raises ValueError for causes that cannot be."""
    try:
        head = _HEAD.pack((changed_at - _EPOCH) // _MICROSECOND, is_removed)
        return head + b"".join([_CAUSE.pack(_number_of(topic), offset) for topic, offset in causes.items()])
    except struct.error as error:
        raise ValueError(f"causes {causes} cannot be") from error


@lru_cache(maxsize=1024)
def read_stamp(stamp: bytes) -> Stamp:
    """Read the bytes. Cached: most records of a body have the same stamp."""
    causes = {_topics[number]: offset for number, offset in _CAUSE.iter_unpack(stamp[_HEAD.size :])}
    changed_at = _EPOCH + timedelta(microseconds=_HEAD.unpack_from(stamp)[0])
    version = version_of(causes)
    head = f'{{"version":{version},"changed_at":"{format_time(changed_at)}",'
    return Stamp(causes, version, changed_at, head.encode())


def _number_of(topic: str) -> int:
    """Return this process's number of a topic."""
    number = _numbers.get(topic)
    if number is None:
        number = _numbers[topic] = len(_topics)
        _topics.append(topic)
    return number
