"""Records of analytics: what is published, and what of it follows from the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

import msgspec

from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.causes import version_of

encode = msgspec.json.Encoder().encode
T = TypeVar("T", bound=msgspec.Struct)


class LogRecord(NamedTuple):
    """A record of a league's partition of an input topic. `version` follows from its header `causes`."""

    topic: str
    offset: int
    key: str
    value: bytes | None
    version: int


class Output(NamedTuple):
    """A record that is to be published. The value None deletes."""

    kind: AnalyticsKind
    key: str
    value: bytes | None
    causes: Mapping[str, int]


class Trigger(NamedTuple):
    """What outputs follow from: the newest offset of each topic that may have changed them, and the league's time."""

    causes: Mapping[str, int]
    now: datetime


@dataclass(slots=True)
class Entry(Generic[T]):
    """A record as it was published last."""

    key: str
    message: T
    body: bytes
    causes: Mapping[str, int]


class Published(NamedTuple):
    """The body of a record as it was published last, and its causes."""

    body: bytes
    causes: Mapping[str, int]


def published(
    kind: AnalyticsKind, before: Published | None, key: str, body: bytes, trigger: Trigger
) -> tuple[Published, Output] | None:
    """Return a body as published and its output; None where it says what was published last."""
    if before is not None and before.body == body:
        return None
    known = before.causes if before is not None else {}
    causes = {**known, **trigger.causes}
    if before is not None and version_of(causes) <= version_of(known):
        return None  # it was published by a later run, whose records are yet to be read
    return Published(body, causes), Output(kind, key, _value(body, causes, trigger.now), causes)


def changed(
    kind: AnalyticsKind, entry: "Entry[T] | None", key: str, message: T, trigger: Trigger
) -> tuple[Entry[T], Output] | None:
    """Return the entry and the output of a message; None where it says what was published last."""
    before = None if entry is None else Published(entry.body, entry.causes)
    made = published(kind, before, key, encode(message), trigger)
    if made is None:
        return None
    now, output = made
    return Entry(key, message, now.body, now.causes), output


def deleted(kind: AnalyticsKind, entry: "Entry[T]", trigger: Trigger) -> Output:
    """Return the tombstone of a record."""
    return Output(kind, entry.key, None, {**entry.causes, **trigger.causes})


def _value(body: bytes, causes: Mapping[str, int], now: datetime) -> bytes:
    return b'{"version":%d,"changed_at":%b,%b' % (version_of(causes), encode(now), body[1:])
