"""Hands what the resolving half has written to the projecting half of the same process, which need not read it again.

The log stays what counts: what is handed over is acknowledged, and only what follows the view's position is taken. The
rest is read from the log, as everything is that another process wrote. A partition is not fetched while its records
are handed over; without any for a second it is again, since another process may write it by now.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from aiokafka import ConsumerRecord, TopicPartition

from a1_normalizer.portions import KINDS
from a1_service_kit.clock import Clock
from a1_service_kit.lease import Lease
from a1_stage_kit.writers import Written

_WAITING_BYTES = 2 * 1024 * 1024
"""While so much waits, the resolver does too."""
_ROOM_WITHIN_S = 0.5
"""After that Redis is slow or away, and what comes is left to the log until all that waits is taken."""
_AT_ONCE_BYTES = 1024 * 1024
"""So much is taken at once, at least one part."""
_HANDED_OVER_S = 1.0

PositionOf = Callable[[TopicPartition], int | None]


class Handover:
    """What waits to be taken, and which partitions' records have come this way. `position_of` returns where a complete
    view stands in a partition, None where there is none.
    """

    def __init__(self, clock: Clock, position_of: PositionOf) -> None:
        self._clock = clock
        self._position_of = position_of
        self._waiting: deque[tuple[Written, int]] = deque()
        self._waiting_bytes = 0
        self._is_stuck = False
        self._came = asyncio.Event()
        self._has_room = asyncio.Event()
        self._has_room.set()
        self._taken_at: dict[TopicPartition, float] = {}

    async def put(self, lease: Lease | None, written: Iterable[Written]) -> None:
        """Note what one delivery has published; returns when there is room for another."""
        for each in written:
            if each.partition.topic not in KINDS:
                continue
            if lease is not None and each.partition in lease.handed_over:
                lease.handed_over[each.partition] = each.end
            if not self._is_stuck:
                size = sum(len(record.value or b"") for record in each.records)
                self._waiting.append((each, size))
                self._note_waiting(size)
                self._came.set()
        if not self._has_room.is_set() and not self._is_stuck:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._has_room.wait(), _ROOM_WITHIN_S)
            self._is_stuck = not self._has_room.is_set()

    async def next(self) -> Sequence[Written]:
        """Wait for what comes, and return some of it, in order."""
        await self._came.wait()
        found: list[Written] = []
        taken = 0
        while self._waiting and taken < _AT_ONCE_BYTES:
            written, size = self._waiting.popleft()
            found.append(written)
            taken += size
        self._note_waiting(-taken)
        if not self._waiting:
            self._came.clear()
            self._is_stuck = False
        return found

    def _note_waiting(self, more: int) -> None:
        self._waiting_bytes += more
        if self._waiting_bytes < _WAITING_BYTES:
            self._has_room.set()
        else:
            self._has_room.clear()

    def take(self, lease: Lease, written: Iterable[Written]) -> list[ConsumerRecord]:
        """Return the records that follow where the views stand, as they are read from the log; their partitions are not
        fetched now. A partition whose records do not follow is fetched again.
        """
        at: dict[TopicPartition, int] = {}
        found: list[ConsumerRecord] = []
        for each in written:
            partition = each.partition
            if partition not in lease.partitions:
                continue
            position = at.get(partition, self._position_of(partition))
            if position is None or position < each.follows:
                self.end(lease, partition)
                continue
            if partition not in lease.handed_over:
                lease.handed_over[partition] = each.end
                lease.consumer.pause(partition)
            self._taken_at[partition] = self._clock.monotonic()
            at[partition] = max(position, each.end)
            found += _records(each)
        return found

    def end(self, lease: Lease, partition: TopicPartition) -> None:
        """Fetch a partition again, from where the view stands."""
        if lease.handed_over.pop(partition, None) is None:
            return
        position = self._position_of(partition)
        if position is not None:
            lease.consumer.seek(partition, position)
        lease.consumer.resume(partition)

    def end_quiet(self, lease: Lease) -> None:
        """Fetch each partition again that had nothing for a second."""
        before = self._clock.monotonic() - _HANDED_OVER_S
        for partition in [each for each in lease.handed_over if self._taken_at[each] <= before]:
            self.end(lease, partition)


def _records(written: Written) -> list[ConsumerRecord]:
    topic, number = written.partition
    return [
        ConsumerRecord(topic, number, offset, written.time_ms, 0, key, value, None, len(key), -1, tuple(headers))
        for offset, (key, value, headers) in enumerate(written.records, written.offset)
    ]
