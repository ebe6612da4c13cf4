"""Records in, what they are worth out. Knows Kafka's records, not FastStream."""

import asyncio
from collections import deque
from collections.abc import Sequence

from aiokafka import ConsumerRecord
from aiokafka.errors import KafkaError

from a1_analysis.absorbing import INPUT_TOPICS
from a1_analysis.decide import decide
from a1_analysis.league_values import LeagueValues
from a1_analysis.outputs import Output
from a1_analytics.log_records import read, wave_of
from a1_analytics.metrics import HALF, Metrics
from a1_analytics.restore import restore_states, settled
from a1_schemas.topics import normalized_topic
from a1_schemas.vocabulary import Kind
from a1_service_kit.broker_errors import is_outage
from a1_service_kit.clock import Clock
from a1_service_kit.lease import Lease
from a1_service_kit.logging import get_logger
from a1_service_kit.outage import Outage
from a1_service_kit.readiness import Readiness
from a1_service_kit.settings import KafkaSettings
from a1_service_kit.together import together
from a1_stage_kit.batches import Batches, ends_of
from a1_stage_kit.log_positions import find_positions
from a1_stage_kit.writers import Wave, Writers

TOPICS = INPUT_TOPICS
"""In one subscription: so equal partition numbers meet in one worker."""
_STATUSES = normalized_topic(Kind.SOURCES)
_HOLD_S = 0.01
"""How long records may be decided before others may run."""
log = get_logger("a1.analyst")


class Analyst:
    """One state for each league of the assigned partitions. A batch is decided, published and committed."""

    def __init__(
        self,
        kafka: KafkaSettings,
        writers: Writers,
        metrics: Metrics,
        clock: Clock,
        readiness: Readiness,
        stopping: asyncio.Event,
    ) -> None:
        # No partition rests: a source's status that is read before the prices of its body judges those of before.
        self.batches = Batches(HALF, clock, readiness, self._restore, metrics)
        self._kafka = kafka
        self._writers = writers
        self._metrics = metrics
        self._clock = clock
        self._stopping = stopping
        self._states: dict[int, LeagueValues] = {}
        self._pending: dict[int, list[Output]] = {}
        """What a restore found to differ, which is published with the first batch."""

    async def on_batch(self, records: Sequence[ConsumerRecord]) -> None:
        """Handle a batch; where the lease was lost, the states go with it. Nothing is taken once it is time to stop."""
        if self._stopping.is_set():
            return
        if not await self.batches.run(records, self._handle):
            self._states, self._pending = {}, {}

    async def _handle(self, lease: Lease, records: list[ConsumerRecord]) -> None:
        with self._metrics.batch_seconds.labels(HALF).time():
            await lease.ensure_owned()
            outputs, self._pending = self._pending, {}
            until = self._clock.monotonic() + _HOLD_S
            for record in sorted(records, key=_is_status):
                found = self._decide(record)
                if found:
                    outputs.setdefault(record.partition, []).extend(found)
                if self._clock.monotonic() > until:
                    await asyncio.sleep(0)
                    until = self._clock.monotonic() + _HOLD_S
            await together(self._publish(lease, number, found) for number, found in outputs.items())
            await lease.commit(ends_of(records))

    def _decide(self, record: ConsumerRecord) -> list[Output]:
        self._metrics.records.labels(record.topic).inc()
        state = self._states.get(record.partition)
        if state is None:
            return []
        try:
            return decide(state, read(record))
        except ValueError as error:
            self._metrics.unreadable.labels(record.topic).inc()
            place = f"{record.topic}/{record.partition}@{record.offset}"
            log.warning("record.unreadable", place=place, error=str(error)[:200])
            return []

    async def _publish(self, lease: Lease, number: int, outputs: Sequence[Output]) -> None:
        """Publish and wait for the acknowledgement. Ownership is proven right before, and after a new producer."""
        outage = Outage("delivery.retried", self._clock, partition=number)
        waves = deque[Wave]([wave_of(number, outputs)])
        while True:
            try:
                if await self._writers.renew(number):
                    lease.doubt()
                await lease.ensure_owned()
                await self._writers.write(number, waves)
            except (KafkaError, TimeoutError, OSError) as error:
                self._metrics.produce_errors.inc()
                if not is_outage(error):
                    raise
                lease.doubt()
                await lease.ensure_owned()
                await outage.wait(error)
            else:
                outage.end()
                break
        for output in outputs:
            self._metrics.changes.labels(output.kind).inc()

    async def _restore(self, lease: Lease) -> None:
        self._states, self._pending = {}, {}
        await self._writers.open({partition.partition for partition in lease.partitions})
        positions = await find_positions(self._kafka, lease.consumer, lease.partitions)
        self._states, unreadable = await restore_states(self._kafka, positions)
        self._pending = settled(self._states)
        lease.positions |= {partition: expired.start for partition, expired in positions.expired.items()}
        for topic, count in unreadable.items():
            self._metrics.unreadable.labels(topic).inc(count)


def _is_status(record: ConsumerRecord) -> bool:
    """Whether the record vouches for others, which are decided before it."""
    return record.topic == _STATUSES
