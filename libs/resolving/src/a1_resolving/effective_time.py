"""When a request was made, as far as its stamp can be believed: not later than the broker received the record."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from a1_resolving.raw_record import RawRecord

MOST_AHEAD = timedelta(minutes=2)
"""How far a stamp may lie ahead of the broker's time. Beyond it the broker's time counts."""
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
"""A stamp outside these years is the fault of a clock."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class EffectiveTime(NamedTuple):
    """A time that may be believed. `is_ahead` where the stamp was too far ahead of the broker's time."""

    at: datetime
    is_ahead: bool = False


def effective_time(stamped: datetime, record: RawRecord) -> EffectiveTime | None:
    """Return the time at which a record's request counts as made.

    Returns None for a stamp that cannot be, on a record without the broker's time.
    """
    received = _received(record)
    if received is not None and stamped - received > MOST_AHEAD:
        return EffectiveTime(received, is_ahead=True)
    if EARLIEST <= stamped <= LATEST:
        return EffectiveTime(stamped)
    return None if received is None else EffectiveTime(received)


def _received(record: RawRecord) -> datetime | None:
    """Return the broker's time of a record, or None if it has none."""
    if record.timestamp_ms <= 0:
        return None
    try:
        received = _EPOCH + timedelta(milliseconds=record.timestamp_ms)
    except OverflowError:
        return None
    return received if EARLIEST <= received <= LATEST else None
