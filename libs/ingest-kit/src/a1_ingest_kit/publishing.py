"""Publishes to Kafka in an order that loses nothing: a body before its poll record, each target's in their order.

What the broker does not acknowledge is kept in the journal, and so is all that follows until the journal is sent.
"""

from aiokafka import AIOKafkaProducer

from a1_ingest_kit.journal import Journal
from a1_ingest_kit.journal_file import Entry
from a1_ingest_kit.journal_sending import send_entry
from a1_ingest_kit.metrics import IngestMetrics
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders, header
from a1_schemas.topics import partition_of, poll_topic, raw_topic
from a1_service_kit.broker_errors import is_outage
from a1_service_kit.lease import Lease
from a1_service_kit.logging import get_logger

log = get_logger("a1.ingest.publishing")


class Publisher:
    """Writes one provider's bodies and poll records under one lease, to the broker or to the journal."""

    def __init__(
        self, producer: AIOKafkaProducer, provider: Provider, lease: Lease, metrics: IngestMetrics, journal: Journal
    ) -> None:
        self._producer = producer
        self._provider = provider
        self._lease = lease
        self._metrics = metrics
        self._journal = journal

    async def publish_body(self, headers: RawHeaders, body: bytes) -> None:
        """Publish the body, byte for byte, under its target. Returns when it is acknowledged or in the journal."""
        await self._send(raw_topic(self._provider), headers.league, headers.target, body, headers.to_kafka())

    async def publish_poll(self, record: PollRecord) -> None:
        """Publish the record of a poll. Returns when it is acknowledged or in the journal."""
        await self._send(
            poll_topic(self._provider), record.league, record.target, record.model_dump_json().encode(), []
        )
        self._metrics.count_poll(record)

    async def forget_poll(self, record: PollRecord) -> None:
        """Publish a tombstone for a target that is no longer polled."""
        await self._send(poll_topic(self._provider), record.league, record.target, None, [])

    async def _send(
        self, topic: str, league: str, target: str, value: bytes | None, headers: list[tuple[str, bytes]]
    ) -> None:
        entry = Entry(topic, partition_of(league), target.encode(), value, headers)
        is_answered = await self._lease.ensure_not_refused()
        if is_answered and not self._journal.records:
            try:
                await send_entry(self._producer, entry)
            except Exception as error:
                if not is_outage(error):
                    raise
                self._metrics.produce_errors.inc()
                log.warning("send.failed", topic=topic, target=target, error=type(error).__name__)
            else:
                count_sent(self._metrics, entry)
                return
        await self._journal.append(entry)
        self._metrics.show_journal(self._journal)


def count_sent(metrics: IngestMetrics, entry: Entry) -> None:
    """Count a body that is acknowledged."""
    feed, league = header(entry.headers, "feed"), header(entry.headers, "league")
    if feed is not None and league is not None:
        metrics.count_publish(feed.decode(), league.decode())
