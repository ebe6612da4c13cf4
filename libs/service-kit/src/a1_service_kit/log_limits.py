"""One line a minute of what repeats while a server is away, with the number of lines left out."""

import logging
import time
from collections.abc import Callable, Hashable, Mapping
from typing import Any, cast

EVERY_S = 60.0
_KEYS = 500
_CLIENTS = ("aiokafka", "kafka")
LIMITED_EVENTS = frozenset(
    {"lease.unproven", "send.failed", "heartbeat.failed", "view.unreachable", "redis.lost", "keys.unreadable"}
    | {"gateway.away"}
)
"""Events of our own that are limited. Of Kafka's client, every line at warning or above is."""


class LineLimit:
    """Admits one line of each key in a period. It remembers 500 keys; the oldest is forgotten first."""

    def __init__(self, every_s: float = EVERY_S) -> None:
        self._every_s = every_s
        self._lines: dict[Hashable, tuple[float, int]] = {}

    def admit(self, key: Hashable, now_s: float) -> int | None:
        """Return how many lines of the key were left out since its last one, or None where this one is left out too.

        `now_s`: seconds that never go back.
        """
        admitted_at, left_out = self._lines.pop(key, (float("-inf"), 0))
        if now_s - admitted_at < self._every_s:
            self._lines[key] = admitted_at, left_out + 1
            return None
        if len(self._lines) >= _KEYS:
            del self._lines[next(iter(self._lines))]
        self._lines[key] = now_s, 0
        return left_out


class RepeatFilter(logging.Filter):
    """Applies a limit to the repeating lines of a handler, by logger and message before its arguments."""

    def __init__(self, limit: LineLimit | None = None, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._limit = LineLimit() if limit is None else limit
        self._monotonic = monotonic

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the line is written. Adds the number of lines left out to one that is."""
        key = _key_of(record)
        if key is None:
            return True
        left_out = self._limit.admit(key, self._monotonic())
        if left_out:
            _add(record, left_out)
        return left_out is not None


def _key_of(record: logging.LogRecord) -> Hashable | None:
    """Return what makes two lines the same, or None for a line that is never left out."""
    if isinstance(record.msg, Mapping):
        event = cast("Mapping[str, Any]", record.msg).get("event")
        return (record.name, event) if event in LIMITED_EVENTS else None
    is_client = record.name.partition(".")[0] in _CLIENTS and record.levelno >= logging.WARNING
    return (record.name, record.levelno, str(record.msg)) if is_client else None


def _add(record: logging.LogRecord, left_out: int) -> None:
    if isinstance(record.msg, Mapping):
        record.msg = cast("Any", {**cast("Mapping[str, Any]", record.msg), "suppressed": left_out})
    else:
        record.msg = f"{record.msg} ({left_out} more like it were suppressed)"
