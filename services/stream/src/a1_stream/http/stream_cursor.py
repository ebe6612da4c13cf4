"""`Stream-Cursor`: the number of a time interval, which lets a cache collapse readers and never loop.

A reader echoes it, so its address changes with time; one that echoes the current number or a later one gets a still
later one, so that a cached answer never leads back to its own address (Durable Streams 1.0, section 10.1).
"""

from datetime import UTC, datetime

_BEGIN = datetime(2024, 10, 9, tzinfo=UTC)
INTERVAL_S = 20
_MOST_JITTER_S = 3_600


def stream_cursor(now: datetime, echo: int | None, draw: float) -> int:
    """Return the cursor of an answer to a reader that echoed this one. `draw` is in [0, 1)."""
    current = int((now - _BEGIN).total_seconds()) // INTERVAL_S
    if echo is None or echo < current:
        return current
    return echo + 1 + int(draw * (_MOST_JITTER_S // INTERVAL_S))
