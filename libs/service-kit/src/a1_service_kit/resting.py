"""Partitions without records are fetched now and then, where each partition of a fetch costs the broker something.

Apache Kafka holds a fetch back until a record comes: there every partition is part of every fetch, for nothing. Tansu
sleeps instead and looks into each partition again and again until the wait is over, and our clients name each of them
in every request and answer. Most of the log's partitions have no records for minutes.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Never

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import IllegalStateError

from a1_service_kit.clock import Clock

_MOVING_S = 10.0
"""At least so long after its newest record, and at most twice as long, a partition is part of every fetch."""
_SOON_S = 0.025
"""Between two turns while answers are due: what was answered is asked for again and again until it rests."""
_ANSWERED_WITHIN_S = 0.1
"""A consumer that reads slowly takes up answers later: it need not be looked at so often."""


@dataclass(slots=True)
class _Seen:
    """What was seen of a partition."""

    highwater: int | None
    moved_at: float = float("-inf")
    """When it was seen to have another end. Until then it may rest after its first answer."""
    look_at: float = float("-inf")
    """Before this time there is nothing to do about it."""
    polled: int | None = None
    """The time of the last answer when it was last resumed."""
    is_resting: bool = False


class Resting:
    """Pauses partitions of one consumer that have no records, and resumes each of them for one answer every `every_s`.

    `partitions_of` returns those that it may pause and resume now. A partition with unread records never rests.
    Those of `patient` topics rest although records come: what has come in a turn is read at once.
    `rest_of` returns how long a partition rests where that is not `every_s`.
    """

    def __init__(
        self,
        consumer: AIOKafkaConsumer,
        partitions_of: Callable[[], Collection[TopicPartition]],
        every_s: float,
        *,
        patient: Collection[str] = (),
        rest_of: Callable[[TopicPartition], float] | None = None,
    ) -> None:
        self._consumer = consumer
        self._partitions_of = partitions_of
        self._every_s = every_s
        self._patient = frozenset(patient)
        self._rest_of = rest_of or (lambda _: every_s)
        self._seen: dict[TopicPartition, _Seen] = {}
        self._is_answer_due = False
        self._resumed_at = float("-inf")

    async def turn(self, now: float) -> float:
        """Look at every partition once. Returns after how many seconds to do so again. `now` never goes back."""
        self._is_answer_due = False
        idle = [partition for partition in self._partitions_of() if self._is_idle(partition, now)]
        read = {partition for partition in idle if await self._is_read(partition)}
        self._is_answer_due |= len(read) < len(idle)
        for partition in read.intersection(self._partitions_of()):  # an assignment may have ended meanwhile
            self._consumer.pause(partition)
            seen = self._seen[partition]
            seen.is_resting = True
            seen.look_at = now + self._rest_of(partition) - _SOON_S  # a turn may come a little early
        return _SOON_S if self._is_answer_due and now - self._resumed_at < _ANSWERED_WITHIN_S else self._every_s

    async def run(self, clock: Clock) -> Never:
        """Take turns until cancelled."""
        next_in_s = self._every_s
        while True:
            await clock.sleep(next_in_s)
            next_in_s = await self.turn(clock.monotonic())

    def _is_idle(self, partition: TopicPartition, now: float) -> bool:
        """Whether an answer says that nothing has come for a while. Resumes what has rested long enough."""
        seen = self._seen.get(partition)
        if seen is None:
            seen = self._seen[partition] = _Seen(self._consumer.highwater(partition))
        if now < seen.look_at:
            return False
        if seen.is_resting:
            seen.is_resting = False
            seen.polled = self._consumer.last_poll_timestamp(partition)
            self._consumer.resume(partition)
            self._is_answer_due, self._resumed_at = True, now
            return False
        if self._consumer.last_poll_timestamp(partition) == seen.polled:
            self._is_answer_due = True
            return False
        highwater = self._consumer.highwater(partition)
        if highwater != seen.highwater:
            seen.highwater = highwater
            if partition.topic not in self._patient:
                seen.moved_at = now
        seen.look_at = seen.moved_at + _MOVING_S
        return now >= seen.look_at

    async def _is_read(self, partition: TopicPartition) -> bool:
        """Whether everything that the broker has was read."""
        try:
            return await self._consumer.position(partition) >= (self._consumer.highwater(partition) or 0)
        except (IllegalStateError, AssertionError):  # it is assigned no longer
            return False
