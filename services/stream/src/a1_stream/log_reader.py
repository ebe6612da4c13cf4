"""Reads the log for all leagues, from its beginning and for ever, without a group: every copy reads everything.

Another epoch means that the log was made again. Then the maps are emptied and reading begins again; so it does where
offsets go back, which no log does by itself.
"""

import asyncio
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from functools import partial
from typing import Never
from uuid import uuid4

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError

from a1_schemas.leagues import League
from a1_service_kit.broker_errors import final, is_outage
from a1_service_kit.kafka import log_ends, open_consumer
from a1_service_kit.log_epoch import epoch_at, open_log
from a1_service_kit.logging import get_logger
from a1_service_kit.outage import Outage
from a1_service_kit.program import Runtime
from a1_service_kit.resting import Resting
from a1_service_kit.settings import KafkaSettings
from a1_service_kit.together import together
from a1_stream.league_log import LeagueLog
from a1_stream.log_records import KINDS, LEAGUES, PARTITIONS, parts
from a1_stream.metrics import Metrics
from a1_stream.moving import Fetched, Moving
from a1_stream.silence import Silence

LOG = "log"
"""The readiness condition: everything that the log had at the start was read."""
_WAIT_MS = 1_000
_LOOK_EVERY_S = 2.0
_LOOK_WITHIN_S = 4.0
_FORGET_EVERY_S = 600.0
_QUIET_S = 1.0
"""How long quiet partitions rest where the broker is one that needs it, and a fetch of them waits where it is not."""
_MOST_RECORDS = 2_000
"""Of one fetch: others run between two."""


class _ReplacedError(Exception):
    """The log is another one."""


class _Horizon:
    """The first record of each partition that is no older than a time."""

    def __init__(self, time_ms: int) -> None:
        self._time_ms = time_ms
        self._first: dict[TopicPartition, int] = {}

    def note(self, fetched: Fetched) -> None:
        for partition, records in fetched.items():
            if partition not in self._first:
                found = next((each.offset for each in records if each.timestamp >= self._time_ms), None)
                if found is not None:
                    self._first[partition] = found

    def position(self, partition: TopicPartition, end: int) -> int:
        """Return the position before that record; the end where there is none."""
        return self._first.get(partition, end + 1) - 1


class LogReader:
    """The one task that writes the leagues' maps."""

    def __init__(self, kafka: KafkaSettings, metrics: Metrics, runtime: Runtime) -> None:
        self.logs: Mapping[League, LeagueLog] = {league: LeagueLog(league) for league in LEAGUES.values()}
        self._kafka = kafka
        self._metrics = metrics
        self._clock = runtime.clock
        self._readiness = runtime.readiness
        self._readiness.mark(LOG, ready=False)
        self._retention = kafka.topics.times.delete_retention
        self._compaction_lag = kafka.topics.times.compaction_lag
        self._rest_s = max(kafka.fetch_resting_every_s, _QUIET_S)
        self._silence = Silence(self._rest_s, self._clock.now)
        self._epoch = ""
        self.is_loaded = False
        """Whether the maps are complete."""
        self._logger = get_logger("a1.stream.log")
        metrics.lag.set(math.nan)

    @property
    def epoch(self) -> str:
        """The epoch of the log that is being read."""
        return self._epoch

    async def read(self) -> Never:
        """Read until cancelled. An outage is waited for in place: what was read stays, and reading goes on."""
        outage = Outage("log.awaited", self._clock)
        positions: dict[TopicPartition, int] = {}
        while True:
            try:
                async with open_log(self._kafka) as client:
                    epoch = await epoch_at(client)
                    if not self._epoch or epoch not in (None, self._epoch):
                        self._begin(epoch or uuid4().hex[:12])
                    await self._follow(client, positions, outage)
            except _ReplacedError:
                self._logger.warning("log.replaced", epoch=self._epoch)
                self._epoch = ""
            except (KafkaError, TimeoutError, OSError) as error:
                if not is_outage(error):
                    raise final(error)  # noqa: B904 - where no setting is the cause, it is the same error
                self._metrics.lag.set(math.nan)
                await outage.wait(error)

    def _begin(self, epoch: str) -> None:
        self._epoch = epoch
        self.is_loaded = False
        self._readiness.mark(LOG, ready=False)
        for log in self.logs.values():
            log.begin(epoch)

    async def _follow(self, client: AIOKafkaClient, positions: dict[TopicPartition, int], outage: Outage) -> None:
        """Read on from these positions, and keep them up."""
        rests = bool(self._kafka.fetch_resting_every_s)
        wait_ms = max(self._kafka.fetch_max_wait_ms, round(_QUIET_S * 1_000))
        quiet = self._kafka if rests else self._kafka.model_copy(update={"fetch_max_wait_ms": wait_ms})
        async with self._open(quiet) as consumer, self._open(self._kafka) as second:
            consumer.assign(list(PARTITIONS))
            if self.is_loaded:
                for partition, position in positions.items():
                    consumer.seek(partition, position)
            else:
                positions.clear()
                await self._load(consumer, positions)
            outage.end()
            moving = Moving(consumer, second, positions, partial(self._take, positions=positions), self._clock)
            tasks = [moving.read(), self._look(client, moving)]
            if rests:
                resting = Resting(
                    consumer, lambda: moving.quiet_of(PARTITIONS), self._rest_s, rest_of=self._silence.rest_of
                )
                tasks.append(resting.run(self._clock))
            await together(tasks)

    def _open(self, kafka: KafkaSettings) -> AbstractAsyncContextManager[AIOKafkaConsumer]:
        return open_consumer(kafka, "a1-stream", max_poll_records=_MOST_RECORDS)

    async def _load(self, consumer: AIOKafkaConsumer, positions: dict[TopicPartition, int]) -> None:
        """Read up to the ends that the log has now."""
        began = self._clock.monotonic()
        ends = await log_ends(self._kafka, PARTITIONS)
        await consumer.seek_to_beginning(*PARTITIONS)
        removals, every_change = (
            _Horizon(self._before_ms(self._retention)),
            _Horizon(self._before_ms(self._compaction_lag)),
        )
        waiting = [partition for partition in PARTITIONS if ends[partition]]
        while waiting:
            fetched = await consumer.getmany(timeout_ms=_WAIT_MS)
            for horizon in (removals, every_change):
                horizon.note(fetched)
            self._take(fetched, positions)
            waiting = [each for each in waiting if await consumer.position(each) < ends[each]]
            await asyncio.sleep(0)
        for partition in PARTITIONS:
            positions[partition] = await consumer.position(partition)
        self._loaded(positions, removals, every_change)
        self._logger.info("log.loaded", epoch=self._epoch, seconds=round(self._clock.monotonic() - began, 3))

    def _loaded(self, positions: Mapping[TopicPartition, int], removals: "_Horizon", every_change: "_Horizon") -> None:
        """Complete the maps. What was removed before the first record that is younger than the tombstones' retention
        may have left the log; later removals are all there. So is every change after the first record that is too
        young to be compacted.
        """
        for number, league in LEAGUES.items():
            places = {kind: TopicPartition(topic, number) for topic, kind in KINDS.items()}
            ends = {kind: positions[place] - 1 for kind, place in places.items()}
            log = self.logs[league]
            log.take((), ends)
            log.loaded(
                {kind: removals.position(place, ends[kind]) for kind, place in places.items()},
                {kind: every_change.position(place, ends[kind]) for kind, place in places.items()},
            )
        self.is_loaded = True
        self._readiness.mark(LOG, ready=True)

    def _take(self, fetched: Fetched, positions: dict[TopicPartition, int]) -> None:
        self._silence.note(fetched)
        by_league: dict[League, list[Sequence[ConsumerRecord]]] = defaultdict(list)
        for partition in sorted(fetched, key=_order):
            records = fetched[partition]
            if not records:
                continue
            if records[0].offset < positions.get(partition, 0):
                raise _ReplacedError
            positions[partition] = records[-1].offset + 1
            by_league[LEAGUES[partition.partition]].append(records)
        for league, of_league in by_league.items():
            for part in parts(of_league):
                self.logs[league].take(part.changes, part.ends)
                if self.is_loaded and part.changes:
                    arrived = min(change.time_ms for change in part.changes) / 1_000
                    self._metrics.delivery_seconds.observe(max(0.0, self._clock.now().timestamp() - arrived))
                self._metrics.records.labels(league).inc(len(part.changes))
                self._metrics.unreadable.inc(part.unreadable)

    async def _look(self, client: AIOKafkaClient, moving: Moving) -> Never:
        """Compare the epoch, measure the lag, and forget old removals, again and again. Raises _ReplacedError."""
        forget_at = self._clock.monotonic() + _FORGET_EVERY_S
        while True:
            await self._clock.sleep(_LOOK_EVERY_S)
            try:
                async with asyncio.timeout(_LOOK_WITHIN_S):
                    epoch = await epoch_at(client)
            except (KafkaError, TimeoutError, OSError):
                self._metrics.lag.set(math.nan)
                continue
            if epoch not in (None, self._epoch):
                raise _ReplacedError
            self._metrics.lag.set(await self._unread(moving))
            if self._clock.monotonic() >= forget_at:
                forget_at += _FORGET_EVERY_S
                for log in self.logs.values():
                    log.forget(self._before_ms(self._retention))

    async def _unread(self, moving: Moving) -> float:
        """Return how many records the broker has beyond the positions; none where it has not said."""
        unread = 0
        for partition in PARTITIONS:
            consumer = moving.consumer_of(partition)
            high = consumer.highwater(partition)
            if high is not None:
                unread += max(0, high - await consumer.position(partition))
        return unread

    def _before_ms(self, span: timedelta) -> int:
        return round((self._clock.now() - span).timestamp() * 1_000)


_KIND_ORDER = {topic: place for place, topic in enumerate(KINDS)}


def _order(partition: TopicPartition) -> tuple[int, int]:
    return partition.partition, _KIND_ORDER[partition.topic]
