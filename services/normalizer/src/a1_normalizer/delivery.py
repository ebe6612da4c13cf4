"""Publishes resolutions to Kafka: canonical records and dead letters, in the order in which they must be
acknowledged.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aiokafka import AIOKafkaProducer
from aiokafka.producer.message_accumulator import BatchBuilder

from a1_resolving.raw_record import RawRecord
from a1_resolving.resolution import Change, Resolution
from a1_schemas.causes import format_causes
from a1_schemas.dead_letter import DeadLetter
from a1_schemas.raw import SCHEMA_VERSION
from a1_schemas.topics import normalized_topic, partition_of
from a1_schemas.vocabulary import Kind

Wanted = Callable[[Kind], bool]
Headers = list[tuple[str, bytes]]

_FIRST = frozenset({Kind.LISTINGS, Kind.EVENTS})
"""Kinds that other records refer to: acknowledged before any record that may refer to them is sent."""

_MESSAGE_TYPES = {
    Kind.EVENTS: b"SportingEvent",
    Kind.ODDS: b"BettingOdds",
    Kind.PROPS: b"PlayerProp",
    Kind.PLAYER_STATS: b"PlayerStats",
    Kind.NEWS: b"NewsItem",
    Kind.INJURIES: b"Injury",
    Kind.SOURCES: b"SourceStatus",
    Kind.LISTINGS: b"Listing",
}


@dataclass(frozen=True, slots=True)
class Handled:
    """An input record, its resolution, and the traceparent of its span."""

    record: RawRecord
    resolution: Resolution
    traceparent: str | None


class Delivery:
    """Publishes the resolutions of a batch."""

    def __init__(self, producer: AIOKafkaProducer) -> None:
        self._producer = producer

    async def deliver(self, batch: Sequence[Handled]) -> None:
        """Publish listings and events, then all other kinds, then dead letters.

        Awaits the acknowledgement of each group before it sends the next. Raises if a record is not acknowledged; part
        of the batch may then have been published.
        """
        await self._send(batch, lambda kind: kind in _FIRST)
        await self._send(batch, lambda kind: kind not in _FIRST)
        letters = [(handled.record, handled.resolution.dead_letter) for handled in batch]
        await asyncio.gather(*[await self._send_dead(record, letter) for record, letter in letters if letter])

    async def _send(self, batch: Sequence[Handled], wanted: Wanted) -> None:
        """Publish the changes of these kinds.

        Packing batches here costs one acknowledgement for each batch instead of each record.
        """
        packed: dict[tuple[str, int], list[BatchBuilder]] = {}
        for handled in batch:
            partition = partition_of(handled.resolution.league)
            for change in handled.resolution.changes:
                if wanted(change.kind):
                    builders = packed.setdefault((normalized_topic(change.kind), partition), [])
                    self._pack(builders, change, headers_of(change, handled.traceparent))
        sent: list[asyncio.Future[object]] = []
        for (topic, partition), builders in packed.items():
            for builder in builders:
                builder.close()  # complete, so it need not linger
                sent.append(await self._producer.send_batch(builder, topic, partition=partition))
        await asyncio.gather(*sent)

    def _pack(self, builders: list[BatchBuilder], change: Change, headers: Headers) -> None:
        """Appends to the last batch, or to a new one if it is full. An empty batch takes a record of any size."""
        key, value = change.key.encode(), change.value
        if builders and builders[-1].append(timestamp=None, key=key, value=value, headers=headers) is not None:
            return
        builders.append(self._producer.create_batch())
        builders[-1].append(timestamp=None, key=key, value=value, headers=headers)

    async def _send_dead(self, record: RawRecord, letter: DeadLetter) -> "asyncio.Future[object]":
        return await self._producer.send(
            letter.dead_topic,
            record.value,
            key=letter.key.encode(),
            partition=record.partition,
            headers=[*record.headers, *letter.to_kafka()],
        )


def headers_of(change: Change, traceparent: str | None) -> Headers:
    """Return the headers of a canonical record."""
    headers: Headers = [
        ("message_type", _MESSAGE_TYPES[change.kind]),
        ("schema_version", SCHEMA_VERSION.encode()),
        ("content_type", b"application/json"),
        ("target", change.target.encode()),
        ("causes", format_causes(change.causes)),
    ]
    if traceparent:
        headers.append(("traceparent", traceparent.encode()))
    return headers
