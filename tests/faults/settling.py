"""The end of an entry: everything heals, the pipeline settles, and its state is judged."""

import asyncio
import time
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import NamedTuple

from aiokafka.errors import KafkaError
from tests.faults.effects import Name, Newest, note_newest
from tests.faults.feeding import Acknowledged
from tests.faults.ledger import Findings, differences, judge, unaccounted
from tests.faults.log_tail import LogTail, Written, open_tail, unread, written_of
from tests.faults.oracle import Expected, replay_log
from tests.faults.rig import Rig
from tests.faults.view_reader import read_view

from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.topics import partition_of, raw_topic
from a1_testkit.machine import scaled

RAW_ODDS = (raw_topic(Provider.ODDS),)
_LONGEST_S = 240.0


class Place(NamedTuple):
    """Where and when the broker put a raw record."""

    topic: str
    partition: int
    offset: int
    at_ms: int


class Settled(NamedTuple):
    """How long the pipeline took to come to rest, and what it left."""

    seconds: float
    at: float
    """The monotonic time at which it was known."""
    is_at_rest: bool
    """Whether it came to rest at all within the time that it has."""
    findings: Findings
    expected: Expected
    written: list[Written]
    raw: list[Place]
    gone: int
    """Acknowledged raw records that the broker no longer has."""

    def slowest_s(self, since: float) -> float:
        """The longest time between a raw record and what followed from it, by the times of the broker's records.

        Records of before `since`, a time in seconds of 1970, are left out: a process that has just begun is slow.
        """
        at_ms = {(each.partition, each.offset): each.at_ms for each in self.raw if each.at_ms >= since * 1000}
        delays = [
            each.at_ms - at_ms[each.partition, each.version - 1]
            for each in self.written
            if (each.partition, each.version - 1) in at_ms
        ]
        return max(delays, default=0) / 1000


class Witness:
    """A subscriber to every canonical topic that reads while the entry runs."""

    def __init__(self, tail: LogTail) -> None:
        self.written: list[Written] = []
        self._newest: dict[int, dict[Name, Newest]] = {}
        self._tail = tail
        self._lock = asyncio.Lock()

    async def catch_up(self) -> None:
        """Read what is committed by now."""
        async with self._lock:
            async for records in self._tail.batches():
                for record in records:
                    found = written_of(record)
                    self.written.append(found)
                    of_partition = self._newest.setdefault(found.partition, {})
                    note_newest(of_partition, (found.topic, found.key), Newest(found.version, record.value))

    def newest(self, numbers: Iterable[int]) -> Mapping[Name, Newest]:
        """The newest of each record of these partitions, so that rest is known before the replay that judges it."""
        return {name: found for number in numbers for name, found in self._newest.get(number, {}).items()}

    async def keep_up(self) -> None:
        """Read on until cancelled; while the broker is away there is nothing to read."""
        while True:
            await asyncio.sleep(2)
            with suppress(KafkaError, TimeoutError):
                await self.catch_up()


@asynccontextmanager
async def open_witness(rig: Rig) -> AsyncGenerator[Witness]:
    """A witness that reads as long as the context is open."""
    async with open_tail(rig.kafka) as tail:
        witness = Witness(tail)
        keeping_up = asyncio.create_task(witness.keep_up())
        try:
            yield witness
        finally:
            keeping_up.cancel()
            await asyncio.wait({keeping_up})


async def settle(
    rig: Rig,
    ledger: list[Acknowledged],
    leagues: Iterable[League],
    witness: Witness | None = None,
) -> Settled:
    """Wait for rest, replay the raw log of these leagues, and judge their log and view against it."""
    if witness is None:
        async with open_tail(rig.kafka) as tail:
            return await settle(rig, ledger, leagues, Witness(tail))
    began = time.monotonic()
    names = list(leagues)
    numbers = {partition_of(league) for league in names}
    at_rest = False
    while not at_rest and time.monotonic() - began < scaled(_LONGEST_S):
        await asyncio.sleep(0.2)
        if await unread(rig.kafka, RAW_ODDS, numbers):
            continue
        await witness.catch_up()
        at_rest = not differences(witness.newest(numbers), await read_view(rig.redis_url, names))
    written = [each for each in witness.written if each.partition in numbers]
    seconds = time.monotonic() - began
    rig.note(f"{'at rest' if at_rest else 'NOT at rest'} after {seconds:.1f} s, {len(written)} canonical records")
    raw = await _places(rig, numbers)
    (topic,) = RAW_ODDS
    expected = await replay_log(rig.kafka, topic, numbers)
    findings = judge(expected.effects, written, await read_view(rig.redis_url, names))
    for example in findings.examples:
        rig.note(f"found: {example}")
    gone = unaccounted(ledger, (each[:3] for each in raw))
    return Settled(seconds, began + seconds, at_rest, findings, expected, written, raw, gone)


async def _places(rig: Rig, numbers: Iterable[int]) -> list[Place]:
    async with open_tail(rig.kafka, RAW_ODDS, numbers) as tail:
        return [
            Place(each.topic, each.partition, each.offset, each.timestamp)
            async for records in tail.batches()
            for each in records
        ]
