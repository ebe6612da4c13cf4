"""The resolving half: records in, canonical records out. Knows Kafka's records, not FastStream."""

import asyncio
from collections.abc import Sequence
from functools import partial

from aiokafka import ConsumerRecord, TopicPartition

from a1_normalizer.background import Background
from a1_normalizer.delivery import Delivery, Handled, HandOver, hand_nothing_over
from a1_normalizer.drift import Drift
from a1_normalizer.halting import Halting
from a1_normalizer.metrics import INPUT_TOPICS, Metrics
from a1_normalizer.pacing import Pace
from a1_normalizer.recent_failures import recent_failures
from a1_normalizer.restore import restore_states
from a1_normalizer.retention_alarm import RetentionAlarm
from a1_normalizer.source_labels import source_labels
from a1_normalizer.turns import in_turns
from a1_resolving.league_state import LeagueState
from a1_resolving.life_spans import LIFE_SPANS, LifeSpans
from a1_resolving.pipeline import normalize_in_steps
from a1_resolving.raw_record import RawRecord
from a1_resolving.resolution import Resolution
from a1_schemas.providers import Provider
from a1_schemas.raw import header
from a1_schemas.service_findings import ServiceFinding
from a1_schemas.topics import poll_topic
from a1_service_kit.clock import Clock
from a1_service_kit.lease import Lease
from a1_service_kit.readiness import Readiness
from a1_service_kit.settings import KafkaSettings
from a1_service_kit.telemetry import context_of, is_unsampled, traceparent_of, tracer
from a1_stage_kit.batches import Batches, ends_of
from a1_stage_kit.log_positions import find_positions
from a1_stage_kit.writers import Writers

TOPICS = INPUT_TOPICS
"""In one subscription: so equal partition numbers meet in one worker."""

_HALF = "resolver"
_PATIENT = tuple(map(poll_topic, Provider))
"""Of what most attempts say, that nothing has changed, only the source's age follows."""
_SEND_AFTER_S = 0.02
"""What was resolved for so long is sent while the rest of its batch is resolved: no change waits for a whole batch."""
_REPORTED_FOR_S = 600.0
_tracer = tracer("a1.normalizer")


class Resolver:
    """One state for each league of the assigned partitions. A batch is handled, delivered and committed in parts: the
    next is resolved while one is on its way, and is sent after it. So is the next batch.
    """

    def __init__(
        self,
        kafka: KafkaSettings,
        writers: Writers,
        metrics: Metrics,
        clock: Clock,
        readiness: Readiness,
        stopping: asyncio.Event,
        *,
        code_version: str,
        spans: LifeSpans | None = LIFE_SPANS,
        hand_over: HandOver = hand_nothing_over,
    ) -> None:
        self.batches = Batches(
            _HALF,
            clock,
            readiness,
            self._restore,
            metrics,
            resting_every_s=kafka.fetch_resting_every_s,
            patient=_PATIENT,
        )
        self._kafka = kafka
        self._writers = writers
        self._delivery = Delivery(writers, clock, code_version, metrics.produce_errors, hand_over)
        self._metrics = metrics
        self._drift = Drift(metrics)
        self._halting = Halting(metrics, readiness, TOPICS)
        self._retention = RetentionAlarm(metrics, readiness)
        self._code_version = code_version
        self._clock = clock
        self._spans = spans
        self._stopping = stopping
        self._sending = Background()
        self._clock_ahead_at = float("-inf")
        self._states: dict[str, LeagueState] = {}

    def findings(self) -> tuple[ServiceFinding, ...]:
        """What the records of the last ten minutes say that is wrong."""
        is_ahead = self._clock.monotonic() - self._clock_ahead_at <= _REPORTED_FOR_S
        return (ServiceFinding.CLOCK_AHEAD,) if is_ahead else ()

    async def on_batch(self, records: Sequence[ConsumerRecord]) -> None:
        """Handle a batch; where the lease was lost, the states go with it. Nothing is taken once it is time to stop."""
        if self._stopping.is_set():
            return
        if not await self.batches.run(records, self._handle):
            self._states = {}

    async def settle(self) -> None:
        """Returns when what was taken is delivered and committed, or its lease is lost."""
        await self.batches.between(lambda _: self._sending.finish())

    async def _handle(self, lease: Lease, records: list[ConsumerRecord]) -> None:
        began = since = self._clock.monotonic()
        await lease.ensure_owned()
        batch: list[Handled] = []
        handled: list[ConsumerRecord] = []
        pace = Pace(self._clock)
        for record in in_turns(records):
            if self._stopping.is_set():
                break  # no later batch is taken, so no commit passes over the rest
            partition = TopicPartition(record.topic, record.partition)
            if partition in lease.halted:
                continue
            batch.append(await self._resolve(_raw(record), pace))
            handled.append(record)
            self._halting.note(lease, partition, batch[-1].resolution)
            await pace.rest()
            now = self._clock.monotonic()
            if now - since > _SEND_AFTER_S and not self._sending.is_busy:
                await self._sending.begin(lease, partial(self._send, lease, batch, ends_of(handled)))
                batch, handled, since = [], [], now
        if handled:
            await self._sending.begin(lease, partial(self._send, lease, batch, ends_of(handled)))
        self._metrics.batch_seconds.labels(_HALF).observe(self._clock.monotonic() - began)

    async def _send(self, lease: Lease, batch: list[Handled], ends: dict[TopicPartition, int]) -> None:
        """Deliver a part of a batch, then commit it."""
        await self._delivery.deliver(lease, batch)
        await lease.commit(ends)
        self._retention.note(lease.positions)
        self._count(batch)

    async def _resolve(self, record: RawRecord, pace: Pace) -> Handled:
        league = record.source.league
        state = self._states.get(league)
        if state is None:
            state = self._states[league] = LeagueState(league, self._spans)
        given = header(record.headers, "traceparent")
        traceparent = given.decode("ascii", "replace") if given else None
        span = None if is_unsampled(given) else _tracer.start_span("record.resolve", context_of(traceparent))
        resolution = await pace.taken(normalize_in_steps(record, state))
        await pace.taken(state.apply_in_steps(resolution))
        if span is not None:
            span.end()
            traceparent = traceparent_of(span)
        return Handled(record, resolution, traceparent)

    async def _restore(self, lease: Lease) -> None:
        self._states = {}
        await self._writers.open({partition.partition for partition in lease.partitions})
        positions = await find_positions(self._kafka, lease.consumer, lease.partitions)
        self._states, unreadable = await restore_states(self._kafka, positions.ends, self._spans)
        failures = await recent_failures(self._kafka, positions.committed, self._code_version)
        self._metrics.unreadable_records.inc(unreadable)
        self._retention.begin(lease, positions)
        self._halting.begin(lease, failures)

    def _count(self, batch: list[Handled]) -> None:
        for handled in batch:
            self._drift.look(handled.record, handled.resolution.headers)
            self._metrics.records.labels(handled.record.topic).inc()
            provider, feed, league = source_labels(handled.record)
            resolution = handled.resolution
            for kind, count in _kinds(resolution).items():
                self._metrics.changes.labels(provider, league, kind).inc(count)
            for item, count in resolution.mapped.items():
                self._metrics.mapped.labels(provider, feed, item).inc(count)
            for reason, count in resolution.rejects.items():
                self._metrics.rejects.labels(provider, feed, reason).inc(count)
            if resolution.dead_letter is not None:
                self._metrics.dead_letters.labels(provider, feed).inc()
            if resolution.is_late:
                self._metrics.late.labels(provider, feed, league).inc()
            if resolution.is_clock_ahead:
                self._metrics.clock_ahead.labels(provider).inc()
                self._clock_ahead_at = self._clock.monotonic()
            if resolution.is_unsupported:
                self._metrics.unsupported.labels(provider, feed).inc()


def _kinds(resolution: Resolution) -> dict[str, int]:
    counts: dict[str, int] = {}
    for change in resolution.changes:
        counts[change.kind] = counts.get(change.kind, 0) + 1
    return counts


def _raw(record: ConsumerRecord) -> RawRecord:
    return RawRecord(
        record.topic,
        record.partition,
        record.offset,
        record.key,
        record.value,
        tuple((name, value or b"") for name, value in record.headers),
        record.timestamp,
    )
