"""An ingester's state by target, restored from its own poll records and kept while it owns the leagues."""

import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aiokafka import ConsumerRecord, TopicPartition
from pydantic import ValidationError

from a1_schemas.poll import PollRecord
from a1_schemas.vocabulary import PollReason
from a1_service_kit.clock import Clock
from a1_service_kit.logging import get_logger

log = get_logger("a1.ingest.poll_state")

CLEARED_BY_RESTART = frozenset({PollReason.NO_KEY, PollReason.INVALID_KEY})
"""A key is replaced by a restart, so these reasons do not delay the first poll after one."""
NEW_OWNER_STEP = 1000
"""A new owner's sequences begin this far above the last one: a body may be acknowledged whose poll record is not."""
CLOCK_TOLERANCE = timedelta(minutes=2)
"""A poll record sent further ahead than this was planned by a wrong clock."""


@dataclass(slots=True)
class PollState:
    """By target: the newest poll record, what `read` returned for the newest body, and consecutive failures."""

    first_sequence: int = 0
    """Of a target without a poll record."""
    records: dict[str, PollRecord] = field(default_factory=dict[str, PollRecord])
    found: dict[str, Any] = field(default_factory=dict[str, Any])
    failures: dict[str, int] = field(default_factory=dict[str, int])
    _sequences: dict[str, int] = field(default_factory=dict[str, int])
    _due_at_s: dict[str, float] = field(default_factory=dict[str, float])
    """By the monotonic clock, so that a step of the wall clock moves no poll."""

    _begun: set[str] = field(default_factory=set[str])
    """Targets whose first poll by this process was spread."""

    def next_sequence(self, target: str) -> int:
        """Return the sequence of a target's next attempt, once."""
        last = self._sequences.get(target, self.first_sequence)
        self._sequences[target] = last + 1
        return last + 1

    def resume_after(self, target: str, sequence: int) -> None:
        """Begin a target's sequences above this one, as its new owner."""
        self._sequences[target] = max(self._sequences.get(target, 0), sequence + NEW_OWNER_STEP)

    def keep(self, record: PollRecord, clock: Clock) -> None:
        """Remember a target's newest record. The wait for its next poll is at most the one that was planned."""
        self.records[record.target] = record
        self._due_at_s.pop(record.target, None)
        if record.next_poll_at is not None:
            planned = record.next_poll_at - record.fetched_at
            left = min(record.next_poll_at - clock.now(), planned)
            self._due_at_s[record.target] = clock.monotonic() + left.total_seconds()

    def begin(self, target: str, within: timedelta, clock: Clock, rng: random.Random) -> None:
        """Put off a poll that is due when this process first sees the target, by a random part of this time."""
        if not within or target in self._begun:
            return
        self._begun.add(target)
        if self.wait_s(target, clock) == 0:
            self._due_at_s[target] = clock.monotonic() + within.total_seconds() * rng.random()

    def forget(self, target: str) -> None:
        """Drop a target that is no longer polled."""
        for each in (self.records, self.found, self.failures, self._sequences, self._due_at_s):
            each.pop(target, None)
        self._begun.discard(target)

    def wait_s(self, target: str, clock: Clock) -> float:
        """Return the seconds until a target's next poll: 0 if it is due or nothing is planned."""
        return max(self._due_at_s.get(target, 0.0) - clock.monotonic(), 0.0)


async def restore(
    records: AsyncIterator[ConsumerRecord], positions: dict[TopicPartition, int], clock: Clock
) -> PollState:
    """Build the state from poll records. Sets `positions` to the offset after the last record of each partition.

    The highest sequence of a target is its newest record; without one, `fetched_at` decides. A target without a record
    begins at the seconds of the wall clock, since an owner before this one may have died before its first record.
    """
    newest: dict[str, PollRecord] = {}
    async for each in records:
        positions[TopicPartition(each.topic, each.partition)] = each.offset + 1
        if each.key is None:
            continue
        if each.value is None:
            newest.pop(each.key.decode("utf-8", "replace"), None)
            continue
        try:
            record = PollRecord.model_validate_json(each.value)
        except ValidationError as error:
            log.warning(
                "poll-record.unreadable", target=each.key.decode("utf-8", "replace"), faults=error.error_count()
            )
            continue
        known = newest.get(record.target)
        if known is None or not is_older(record, known):  # an older one was written late, by a stalled replica
            newest[record.target] = record
    poll_state = PollState(first_sequence=int(clock.now().timestamp()))
    for target, record in newest.items():
        if record.sequence is not None:
            poll_state.resume_after(target, record.sequence)
        poll_state.keep(trusted(record, clock.now()), clock)
    return poll_state


def is_older(record: PollRecord, known: PollRecord) -> bool:
    """Whether a record of a target was made before another one."""
    if record.sequence is None or known.sequence is None:
        return record.sequence is None and record.fetched_at < known.fetched_at
    return record.sequence < known.sequence


def trusted(record: PollRecord, now: datetime) -> PollRecord:
    """Return a record as a restart may follow it: what a clock that was ahead has planned is due at once."""
    if record.fetched_at > now + CLOCK_TOLERANCE:
        log.warning("poll-record.from-the-future", target=record.target, fetched_at=record.fetched_at.isoformat())
        validity = record.valid_until - record.fetched_at
        return record.model_copy(update={"next_poll_at": None, "valid_until": now + validity})
    if record.reason in CLEARED_BY_RESTART:
        return record.model_copy(update={"next_poll_at": None})
    return record
