"""Input records of one league, as an ingester would publish them, with the broker's time set apart from the stamp."""

from collections.abc import Iterable
from datetime import UTC, datetime

from a1_resolving.raw_record import RawRecord
from a1_schemas.leagues import League
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.targets import parts_of
from a1_schemas.topics import partition_of, poll_topic, raw_topic

START = datetime(2026, 11, 25, 12, tzinfo=UTC)
PARTITION = partition_of(League.NBA)
RAW, POLLS = raw_topic(Provider.ODDS), poll_topic(Provider.ODDS)


class Topics:
    """The next offset of each topic."""

    def __init__(self) -> None:
        self._offsets: dict[str, int] = {}

    def body(self, target: str, value: bytes, stamp: datetime, received: datetime, sequence: int | None) -> RawRecord:
        """Return the record of one body."""
        provider, feed, league = parts_of(target)
        headers = RawHeaders(
            provider=Provider(provider),
            feed=feed,
            league=league,
            sport="basketball",
            target=target,
            url="https://provider.example/",
            fetched_at=stamp,
            http_status=200,
            content_type="application/json",
            content_hash="",
            request_id="",
            sequence=sequence,
        )
        return self._next(RAW, target, value, headers.to_kafka(), received)

    def poll(self, poll: PollRecord, received: datetime) -> RawRecord:
        """Return the record of one poll."""
        return self._next(POLLS, poll.target, poll.model_dump_json().encode(), (), received)

    def tombstone(self, target: str, received: datetime) -> RawRecord:
        """Return the record that ends a target's poll record."""
        return self._next(POLLS, target, None, (), received)

    def _next(
        self, topic: str, key: str, value: bytes | None, headers: Iterable[tuple[str, bytes]], received: datetime
    ) -> RawRecord:
        offset = self._offsets[topic] = self._offsets.get(topic, -1) + 1
        milliseconds = int((received - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1000)
        return RawRecord(topic, PARTITION, offset, key.encode(), value, tuple(headers), milliseconds)
