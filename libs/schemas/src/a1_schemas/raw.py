"""The envelope of a raw record: the Kafka value is the body, byte for byte; headers carry everything else."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import lru_cache
from typing import Self

from a1_schemas.dead_letter import REPLAYED_FROM
from a1_schemas.providers import Provider

SCHEMA_VERSION = "2"
ANSWERED_AT = "answered_at"
"""Also on the status that a body implies, the last record that follows from it."""


class HeaderError(ValueError):
    """A header of a raw record is missing or invalid. The message contains its name."""


def header(headers: Iterable[tuple[str, bytes]], name: str) -> bytes | None:
    """Return the first header of this name, or None."""
    for key, value in headers:
        if key == name:
            return value
    return None


@lru_cache(maxsize=256)
def format_time(value: datetime) -> str:
    """Return RFC 3339 in UTC with microseconds: `2026-03-31T14:55:02.120000Z`."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def parse_time(text: str) -> datetime:
    """Return the aware UTC instant. Raises ValueError for a text without a zone, or with an instant that UTC lacks."""
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError(f"time {text!r} has no zone")
    try:
        return value.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"time {text!r} is outside the years 1 to 9999") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class RawHeaders:
    """The request, its time and the response.

    `url` contains no secrets; `fetched_at` is when the request was *sent*, `answered_at` when its whole body had
    arrived; records of before 2026-12 lack the latter. `sequence` orders the bodies of one target;
    a record without it is ordered by `fetched_at`. `replayed_from` is the place of the record that a person sent
    again as this one; its sequence may then equal that of the target's last body.
    """

    provider: Provider
    feed: str
    league: str
    sport: str
    target: str
    url: str
    fetched_at: datetime
    http_status: int
    content_type: str
    content_hash: str
    request_id: str
    sequence: int | None = None
    replayed_from: str | None = None
    answered_at: datetime | None = None
    schema_version: str = SCHEMA_VERSION
    traceparent: str | None = None

    def to_kafka(self) -> list[tuple[str, bytes]]:
        """Return the headers as Kafka carries them: UTF-8 text."""
        texts = {
            field.name: getattr(self, field.name) for field in fields(self) if getattr(self, field.name) is not None
        }
        times = {"fetched_at": self.fetched_at, ANSWERED_AT: self.answered_at}
        texts |= {name: format_time(time) for name, time in times.items() if time is not None}
        return [(name, str(value).encode()) for name, value in texts.items()]

    @classmethod
    def from_kafka(cls, headers: Iterable[tuple[str, bytes | None]]) -> Self:
        """Parse the headers of a raw record. Raises HeaderError if one is missing or invalid."""
        texts = {name: value.decode("utf-8", "replace") for name, value in headers if value is not None}
        sequence, answered_at = texts.get("sequence"), texts.get(ANSWERED_AT)
        try:
            return cls(
                provider=Provider(texts["provider"]),
                feed=texts["feed"],
                league=texts["league"],
                sport=texts["sport"],
                target=texts["target"],
                url=texts["url"],
                fetched_at=parse_time(texts["fetched_at"]),
                http_status=int(texts["http_status"]),
                content_type=texts["content_type"],
                content_hash=texts["content_hash"],
                request_id=texts["request_id"],
                sequence=None if sequence is None else int(sequence),
                replayed_from=texts.get(REPLAYED_FROM),
                answered_at=None if answered_at is None else parse_time(answered_at),
                schema_version=texts["schema_version"],
                traceparent=texts.get("traceparent"),
            )
        except KeyError as error:
            raise HeaderError(f"header {error.args[0]!r} is missing") from error
        except ValueError as error:
            raise HeaderError(str(error)) from error
