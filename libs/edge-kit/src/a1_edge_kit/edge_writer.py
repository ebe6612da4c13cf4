"""Writes changes of keys and webhooks with their entries in the audit. One writer at a time, where the broker can.

On Apache Kafka a writer fences the one before it, and a change and its entry are one transaction. So of two that change
something at once the earlier fails, and reads again. The embedded broker has neither: there the last one holds.
"""

import asyncio
import random
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.errors import InvalidProducerEpoch, KafkaError, ProducerFenced, UnknownError

from a1_edge_kit.audit_chain import next_entry
from a1_edge_kit.destinations import shown_url
from a1_edge_kit.edge_log import AUDIT, KEYS, WEBHOOKS, read_audit
from a1_schemas.api_key import ApiKey
from a1_schemas.audit_entry import AuditEntry
from a1_schemas.base import Frozen
from a1_schemas.edge_words import AuditAction
from a1_schemas.raw import SCHEMA_VERSION
from a1_schemas.webhook import Webhook
from a1_service_kit.kafka import open_producer, producer_options, read_to_end
from a1_service_kit.settings import KafkaSettings

WRITER = "a1-edge"
"""The client's name and the transactional id of all writers."""
_BACKOFF_S = (0.25, 0.5, 1.0, 2.0, 4.0)
"""The longest wait before each further attempt. Writers that fence each other have to go apart, so waits are drawn."""
_LAST_FEW = 10
Done = TypeVar("Done")


class EdgeChange(NamedTuple):
    """One record of the edge, and what the audit says of it."""

    place: TopicPartition
    key: str
    message: Frozen | None
    """None is a tombstone."""
    action: AuditAction
    old: dict[str, Any]
    new: dict[str, Any]


def key_change(action: AuditAction, old: ApiKey | None, new: ApiKey) -> EdgeChange:
    """Return the change of a key."""
    return EdgeChange(
        KEYS, new.id, new, action, old.model_dump(mode="json") if old else {}, new.model_dump(mode="json")
    )


def webhook_change(action: AuditAction, webhook_id: str, old: Webhook | None, new: Webhook | None) -> EdgeChange:
    """Return the change of a webhook; None as `new` deletes it.

    The audit has the URL without its path and query, which may be secret.
    """
    before, after = (
        {**each.model_dump(mode="json"), "url": shown_url(each.url)} if each else {} for each in (old, new)
    )
    if new is None:
        before, after = {"is_deleted": False}, {"is_deleted": True}
    return EdgeChange(WEBHOOKS, webhook_id, new, action, before, after)


class EdgeWriter:
    """Writes changes to what was read since it was opened."""

    def __init__(self, kafka: KafkaSettings, producer: AIOKafkaProducer) -> None:
        self._kafka = kafka
        self._producer = producer

    async def write(self, change: EdgeChange, *, actor: str, at: datetime) -> None:
        """Write the audit's entry, then the change, so that nothing changes without an entry.

        Returns when both are stored. Raises KafkaError; a ProducerFenced says that nothing was stored.
        """
        # Transactions that were aborted leave offsets without entries, perhaps the last few.
        entries = await read_audit(self._kafka, last=_LAST_FEW) or await read_audit(self._kafka)
        entry = next_entry(
            entries[-1] if entries else None,
            at=at,
            actor=actor,
            action=change.action,
            subject=change.key,
            old=change.old,
            new=change.new,
        )
        if not self._kafka.idempotent:
            await self._send(change, entry)
            return
        offset = None
        try:
            async with self._producer.transaction():
                offset = await self._send(change, entry)
        except KafkaError as error:
            # So Apache Kafka 4.1 answers a commit that meets a fence. It says nothing of the end: the log does.
            if not isinstance(error.__cause__, UnknownError):
                raise
            if offset is None or not await _was_committed(self._kafka, offset):
                raise ProducerFenced from error

    async def _send(self, change: EdgeChange, entry: AuditEntry) -> int:
        """Send both, and return the offset of the entry."""
        offset = await self._send_one(AUDIT, str(entry.sequence), entry)
        await self._send_one(change.place, change.key, change.message)
        return offset

    async def _send_one(self, place: TopicPartition, key: str, message: Frozen | None) -> int:
        sent = await self._producer.send_and_wait(
            place.topic,
            None if message is None else message.model_dump_json().encode(),
            key=key.encode(),
            partition=place.partition,
            headers=[] if message is None else _headers(message),
        )
        return sent.offset


async def _was_committed(kafka: KafkaSettings, offset: int) -> bool:
    """Whether the audit has an entry at this offset, once a writer after its own has ended all transactions before."""
    async with _open_writer(kafka):
        return any([record.offset == offset async for record in read_to_end(kafka, [AUDIT])])


async def write_edge(kafka: KafkaSettings, work: Callable[[EdgeWriter], Awaitable[Done]]) -> Done:
    """Return what the work returns, which reads and then writes. Raises KafkaError.

    It is done again where another writer came between; after the last wait that is a ProducerFenced.
    """
    for longest_s in _BACKOFF_S:
        with suppress(ProducerFenced, InvalidProducerEpoch):
            async with _open_writer(kafka) as writer:
                return await work(writer)
        await asyncio.sleep(random.uniform(longest_s / 4, longest_s))  # noqa: S311 - spreads, protects nothing
    async with _open_writer(kafka) as writer:
        return await work(writer)


@asynccontextmanager
async def _open_writer(kafka: KafkaSettings) -> AsyncGenerator[EdgeWriter]:
    if not kafka.idempotent:
        async with open_producer(kafka, WRITER) as producer:
            yield EdgeWriter(kafka, producer)
        return
    producer = AIOKafkaProducer(
        **producer_options(kafka, WRITER),
        transactional_id=WRITER,
        transaction_timeout_ms=kafka.session_timeout_ms,
    )
    try:
        await producer.start()
        yield EdgeWriter(kafka, producer)
    finally:
        with suppress(KafkaError):  # of a producer that was fenced
            await producer.stop()


def _headers(message: Frozen) -> list[tuple[str, bytes]]:
    return [
        ("message_type", type(message).__name__.encode()),
        ("schema_version", SCHEMA_VERSION.encode()),
        ("content_type", b"application/json"),
    ]
