"""End-to-end latency: from the arrival of a provider's answer until all that follows from it is in the view."""

from collections.abc import Iterable
from datetime import datetime

from a1_schemas.raw import parse_time


def latencies(answers: Iterable[bytes], now: datetime) -> list[float]:
    """Return the seconds since these answers arrived, without those whose time cannot be read.

    An answer of a clock that is ahead of this one took no time.
    """
    return [max(0.0, (now - time).total_seconds()) for time in map(_time, answers) if time is not None]


def _time(text: bytes) -> datetime | None:
    try:
        return parse_time(text.decode())
    except ValueError:
        return None
