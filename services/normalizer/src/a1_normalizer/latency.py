"""End-to-end latency: from a provider's answer until what it changed is in the view."""

from collections.abc import Iterable
from datetime import datetime

from a1_normalizer.portions import ViewRecord
from a1_schemas.raw import parse_time
from a1_schemas.vocabulary import Kind

_NAME = b'"changed_at":"'
_WITHIN = 64
"""Version and time of change come first in every document."""


def latencies(records: Iterable[ViewRecord], now: datetime) -> list[float]:
    """Return the seconds since each answer that these records follow from, each answer once.

    A source's status is left out, since no answer is needed to change it, and so is a removal, which has no document.
    An answer of a clock that is ahead of this one took no time.
    """
    answers = dict.fromkeys(_changed_at(record.document) for record in records if record.kind is not Kind.SOURCES)
    times = (_time(at) for at in answers)
    return [max(0.0, (now - time).total_seconds()) for time in times if time is not None]


def _changed_at(document: bytes) -> bytes:
    start = document.find(_NAME, 0, _WITHIN) + len(_NAME)
    return document[start : document.find(b'"', start)] if start >= len(_NAME) else b""


def _time(text: bytes) -> datetime | None:
    try:
        return parse_time(text.decode())
    except ValueError:
        return None
