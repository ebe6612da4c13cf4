"""Publishes to Kafka in an order that loses nothing: the body is acknowledged before its poll record."""

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from a1_ingest_kit.metrics import IngestMetrics
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.topics import partition_of, poll_topic, raw_topic
from a1_service_kit.clock import Clock
from a1_service_kit.lease import Lease
from a1_service_kit.logging import get_logger

log = get_logger("a1.ingest.publishing")

RETRY_S = 1.0


class Publisher:
    """Writes one provider's bodies and poll records under one lease. Broker outages are waited out in place."""

    def __init__(
        self,
        producer: AIOKafkaProducer,
        provider: Provider,
        lease: Lease,
        metrics: IngestMetrics,
        clock: Clock,
    ) -> None:
        self._producer = producer
        self._provider = provider
        self._lease = lease
        self._metrics = metrics
        self._clock = clock

    async def publish_body(self, headers: RawHeaders, body: bytes) -> None:
        """Publish the body, byte for byte, under its target. Returns when it is acknowledged."""
        await self._send(raw_topic(self._provider), headers.league, headers.target, body, headers.to_kafka())
        self._metrics.publishes.labels(self._provider, headers.feed, headers.league).inc()

    async def publish_poll(self, record: PollRecord) -> None:
        """Publish the record of a poll. Returns when it is acknowledged."""
        await self._send(
            poll_topic(self._provider), record.league, record.target, record.model_dump_json().encode(), []
        )
        self._metrics.polls.labels(
            self._provider, record.feed, record.league, record.outcome, record.reason or "none"
        ).inc()

    async def forget_poll(self, record: PollRecord) -> None:
        """Publish a tombstone for a target that is no longer polled."""
        await self._send(poll_topic(self._provider), record.league, record.target, None, [])

    async def _send(
        self, topic: str, league: str, target: str, value: bytes | None, headers: list[tuple[str, bytes]]
    ) -> None:
        while True:
            await self._lease.ensure_owned()
            try:
                await self._producer.send_and_wait(
                    topic, value=value, key=target.encode(), partition=partition_of(league), headers=headers
                )
            except KafkaError as error:
                log.warning("send.failed", topic=topic, target=target, error=type(error).__name__)
                await self._clock.sleep(RETRY_S)
            else:
                return
