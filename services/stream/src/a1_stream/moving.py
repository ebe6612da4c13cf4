"""Two consumers of one log: partitions that move are fetched apart from those that are quiet.

A client spends time on each partition that a fetch names, in the request and in the answer, and most of the log's
partitions have no record for minutes. Fetched with the others they cost 3 ms for each change.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Never

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from a1_service_kit.clock import Clock
from a1_service_kit.together import together

Fetched = Mapping[TopicPartition, Sequence[ConsumerRecord]]

MOVES_FOR_S = 60.0
"""How long after its newest record a partition counts as moving. A broker may hold back the fetch of the quiet ones
that is under way, so that one that has just become quiet is read a second late: it should seldom become so.
"""
_SETTLE_EVERY_S = 1.0
_WAIT_MS = 1_000


class Moving:
    """Reads partitions with two consumers, and gives each partition to the one that it belongs to.

    `quiet` has all partitions assigned and stands at `positions`, which `take` keeps up: it is called with what was
    fetched, in the order of each partition. `moving` has no assignment.
    """

    def __init__(
        self,
        quiet: AIOKafkaConsumer,
        moving: AIOKafkaConsumer,
        positions: Mapping[TopicPartition, int],
        take: Callable[[Fetched], None],
        clock: Clock,
    ) -> None:
        self._quiet = quiet
        self._moving = moving
        self._positions = positions
        self._take = take
        self._clock = clock
        self._moved_at: dict[TopicPartition, float] = {}
        self._settle_at = clock.monotonic() + _SETTLE_EVERY_S

    async def read(self) -> None:
        """Read until cancelled. Raises KafkaError, and what `take` raises."""
        await together((self._read_quiet(), self._read_moving()))

    def consumer_of(self, partition: TopicPartition) -> AIOKafkaConsumer:
        """Return the consumer that fetches a partition now."""
        return self._moving if partition in self._moved_at else self._quiet

    def quiet_of(self, partitions: Collection[TopicPartition]) -> list[TopicPartition]:
        """Return those of these partitions that are quiet."""
        return [partition for partition in partitions if partition not in self._moved_at]

    async def _read_quiet(self) -> Never:
        while True:
            fetched = await self._quiet.getmany(timeout_ms=_WAIT_MS)
            self._take(fetched)
            moved = [partition for partition, records in fetched.items() if records]
            if moved:
                self._quiet.pause(*moved)
                self._moved_at |= dict.fromkeys(moved, self._clock.monotonic())
                self._assign()

    async def _read_moving(self) -> Never:
        while True:
            fetched = await self._moving.getmany(timeout_ms=_WAIT_MS)
            self._take(fetched)
            now = self._clock.monotonic()
            self._moved_at |= {partition: now for partition, records in fetched.items() if records}
            if now >= self._settle_at:
                self._settle_at = now + _SETTLE_EVERY_S
                self._settle(now)

    def _settle(self, now: float) -> None:
        """Give back what has become quiet."""
        settled = [partition for partition, at in self._moved_at.items() if now - at >= MOVES_FOR_S]
        for partition in settled:
            del self._moved_at[partition]
            self._quiet.seek(partition, self._positions[partition])
            self._quiet.resume(partition)
        if settled:
            self._assign()

    def _assign(self) -> None:
        """Let the other consumer go on with what moves: an assignment forgets the positions of the one before."""
        self._moving.assign(list(self._moved_at))
        for partition in self._moved_at:
            self._moving.seek(partition, self._positions[partition])
