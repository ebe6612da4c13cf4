"""How long to wait: Retry-After as providers really send it, and growing waits after failures."""

import random
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(hours=1)
"""No provider can send us to sleep for longer with one header."""


def retry_after(text: str | None, now: datetime) -> timedelta | None:
    """The wait that a Retry-After header asks for (seconds or an HTTP date), bounded; None for none or garbage."""
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
    """The wait after so many failures in a row: doubling from `first` up to `longest`, half of it random."""
    grown = min(first * 2 ** min(max(failures - 1, 0), 16), max(first, longest))
    return grown * rng.uniform(0.5, 1.0)


def jittered(interval: timedelta, rng: random.Random) -> timedelta:
    """The interval, a tenth more or less, so that targets do not march in step."""
    return interval * rng.uniform(0.9, 1.1)
