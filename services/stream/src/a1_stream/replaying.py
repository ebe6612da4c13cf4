"""Reads the log again, a few readers at a time: for subscriptions that want every change, and for where a time lies.

A subscription has a turn of some seconds, then those who wait have theirs; one whose client does not read gives its
turn up.
"""

import asyncio
from collections.abc import Generator, Iterable
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from aiokafka.errors import KafkaError

from a1_schemas.analytics_words import ViewKind
from a1_service_kit.clock import Clock
from a1_service_kit.kafka import open_consumer
from a1_service_kit.outage import Outage
from a1_service_kit.settings import KafkaSettings
from a1_stream.catching_up import Catch
from a1_stream.framing import text_frame
from a1_stream.league_log import LeagueLog
from a1_stream.metrics import Metrics
from a1_stream.replay import ExpiredError, Replay, place_of, position_before
from a1_stream.subscription import Subscription
from a1_streaming.resuming import ResnapshotReason

_TURN_S = 5.0
_PATIENCE_S = 1.0
_CLOSE_WITHIN_S = 2.0
_MOST_RECORDS = 1_000
"""Of one fetch: others run between two."""


class Side(Protocol):
    """What a subscription is behind in."""

    log: LeagueLog

    def needs_replay(self, subscription: Subscription) -> bool:
        """Whether it is behind, and the maps do not have every change that follows its cursor."""
        ...

    def pump(self, subscription: Subscription) -> None:
        """Go on with a subscription that is behind."""
        ...

    def resnapshot(self, subscription: Subscription, reason: ResnapshotReason) -> None:
        """Begin again with a snapshot."""
        ...


class _Run:
    """The reading for one subscription. It ends by itself once it is over, so that its consumer is closed."""

    def __init__(self) -> None:
        self.is_over = False
        self.is_read = asyncio.Event()
        """Set when the client may have read something."""


class Replaying:
    """The readers of all leagues. `most` read at a time."""

    def __init__(self, kafka: KafkaSettings, metrics: Metrics, clock: Clock, most: int) -> None:
        self._kafka = kafka
        self._metrics = metrics
        self._clock = clock
        self._turns = asyncio.Semaphore(most)
        self._runs: dict[Subscription, _Run] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, subscription: Subscription, side: Side) -> None:
        """Read the log again for a subscription, or note that its client reads."""
        if subscription in self._runs:
            self._runs[subscription].is_read.set()
            return
        run = self._runs[subscription] = _Run()
        self._metrics.replays.set(len(self._runs))
        task = asyncio.create_task(self._bring(subscription, side, run))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def end(self, subscription: Subscription) -> None:
        """Write to it no longer."""
        run = self._runs.pop(subscription, None)
        if run is not None:
            run.is_over = True
            run.is_read.set()
            self._metrics.replays.set(len(self._runs))

    async def close(self) -> None:
        """Block until all readers are closed, for two seconds at most."""
        for subscription in tuple(self._runs):
            self.end(subscription)
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=_CLOSE_WITHIN_S)
            for task in late:
                task.cancel()

    async def positions_at(self, log: LeagueLog, kinds: Iterable[ViewKind], at: datetime) -> dict[ViewKind, int]:
        """Return where a reader of these kinds stood that had read everything at a time, or a little before it.

        Blocks while as many read as may. Raises KafkaError, OSError.
        """
        places = {kind: place_of(kind, log.league) for kind in kinds}
        time_ms = round(at.timestamp() * 1_000)
        async with self._turns, open_consumer(self._kafka, "a1-stream-since") as consumer:
            consumer.assign(list(places.values()))
            found = await consumer.offsets_for_times(dict.fromkeys(places.values(), time_ms))
        return {kind: position_before(found[place], log.changes(kind).end) for kind, place in places.items()}

    async def _bring(self, subscription: Subscription, side: Side, run: _Run) -> None:
        outage = Outage("replay.awaited", self._clock, league=side.log.league)
        while not run.is_over and side.needs_replay(subscription):
            await _reads(subscription, run)
            try:
                async with self._turns:
                    await self._turn(subscription, side, run)
            except ExpiredError:
                if not run.is_over:
                    side.resnapshot(subscription, ResnapshotReason.CURSOR_EXPIRED)
            except (KafkaError, OSError) as error:
                await outage.wait(error)  # one that lasts ends the reader of the maps, and the process with it
            else:
                outage.end()
        if not run.is_over:
            self.end(subscription)
            side.pump(subscription)

    async def _turn(self, subscription: Subscription, side: Side, run: _Run) -> None:
        """Read until the maps can serve the rest, the time is over or the client does not read.

        Raises ExpiredError, KafkaError.
        """
        if run.is_over:
            return
        until = self._clock.monotonic() + _TURN_S
        async with open_consumer(self._kafka, "a1-stream-replay", max_poll_records=_MOST_RECORDS) as consumer:
            window = self._kafka.topics.times.compaction_lag
            replay = Replay(consumer, side.log, subscription, window, self._clock.now)
            while side.needs_replay(subscription) and self._clock.monotonic() < until:
                catches = await replay.read()
                if run.is_over or not await self._write(subscription, catches, run):
                    return

    async def _write(self, subscription: Subscription, catches: Generator[Catch], run: _Run) -> bool:
        """Write frames as the client reads them. Returns whether it does."""
        for catch in catches:
            self._metrics.frames.labels("delta").inc()
            self._metrics.replayed.inc(catch.records)
            subscription.socket.write(text_frame(catch.payload))
            subscription.stands_at(catch.positions, catch.cursor)
            with suppress(TimeoutError):
                async with asyncio.timeout(_PATIENCE_S):
                    await _reads(subscription, run)
            if run.is_over or subscription.socket.is_blocked:
                return False
        return True


async def _reads(subscription: Subscription, run: _Run) -> None:
    """Block until the client reads and has got the snapshot that is being written, or the run is over."""
    while not run.is_over and (subscription.socket.is_blocked or subscription.snapshot is not None):
        run.is_read.clear()
        await run.is_read.wait()
