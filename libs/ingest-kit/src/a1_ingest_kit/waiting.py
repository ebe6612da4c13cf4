"""Computes waits: Retry-After as providers really send it, and exponential back-off with jitter."""

import random
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_SPREAD_UP_TO = timedelta(minutes=1)
"""A longer interval is kept: its targets are few, and a call more would cost."""
LONGEST = timedelta(hours=1)
"""The longest wait that a provider can impose with one header."""


def retry_after(text: str | None, now: datetime) -> timedelta | None:
    """Return the wait of a Retry-After header (seconds or an HTTP date), bounded. None if absent or unreadable."""
    if text is None:
        return None
    stripped = text.strip()
    if stripped.isascii() and stripped.isdigit():
        return timedelta(seconds=min(int(stripped[:12]), LONGEST.total_seconds()))
    try:
        at = parsedate_to_datetime(stripped)
    except (ValueError, OverflowError):
        return None
    aware = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return min(max(aware - now, timedelta()), LONGEST)


def backoff(first: timedelta, failures: int, longest: timedelta, rng: random.Random) -> timedelta:
    """Return the wait after consecutive failures: doubling from `first` up to `longest`, half of it random."""
    grown = min(first * 2 ** min(max(failures - 1, 0), 16), max(first, longest))
    return grown * rng.uniform(0.5, 1.0)


def after_first(interval: timedelta, rng: random.Random) -> timedelta:
    """Return the wait after a target's first answer: somewhere within a short interval.

    All targets are asked at once at the start, and would go on so: their bodies would wait in line each time.
    """
    return interval * rng.uniform(0.1, 1.0) if interval <= _SPREAD_UP_TO else interval


def jittered(interval: timedelta, rng: random.Random) -> timedelta:
    """Return the interval varied by up to a tenth, so that targets do not synchronise."""
    return interval * rng.uniform(0.9, 1.1)
