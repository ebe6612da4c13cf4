"""The end of an entry: everything heals, the pipeline comes to rest, and what is there is judged."""

import asyncio
import time
from collections.abc import Iterable
from typing import NamedTuple

from aiokafka import ConsumerRecord
from tests.faults.feeding import Acknowledged
from tests.faults.ledger import Verdict, View, differences, judge, unaccounted
from tests.faults.log_tail import Written, open_tail, read_log, unread
from tests.faults.oracle import Effect, Expected, raw_record, replay
from tests.faults.rig import Rig
from tests.faults.view_reader import read_view

from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.topics import raw_topic
from a1_testkit.machine import scaled

RAW_ODDS = (raw_topic(Provider.ODDS),)
_LONGEST_S = 240.0


class Settled(NamedTuple):
    """How long the pipeline took to come to rest, and what it left. None: it never came to rest."""

    seconds: float
    is_at_rest: bool
    verdict: Verdict
    expected: Expected
    written: list[Written]
    raw: list[ConsumerRecord]
    gone: int
    """Acknowledged raw records that the broker no longer has."""

    @property
    def slowest_s(self) -> float:
        """The longest time between a raw record and what followed from it, by the times of the broker's records."""
        at_ms = {(each.partition, each.offset): each.timestamp for each in self.raw}
        delays = [
            each.at_ms - at_ms[each.partition, each.version - 1]
            for each in self.written
            if (each.partition, each.version - 1) in at_ms
        ]
        return max(delays, default=0) / 1000


async def settle(rig: Rig, ledger: list[Acknowledged], leagues: Iterable[League], *, has_view: bool = True) -> Settled:
    """Wait for rest, replay the raw log, and judge log and view against it."""
    began = time.monotonic()
    names = list(leagues)
    written: list[Written] = []
    at_rest = False
    async with open_tail(rig.kafka) as tail:
        while not at_rest and time.monotonic() - began < scaled(_LONGEST_S):
            await asyncio.sleep(0.2)
            if await unread(rig.kafka, RAW_ODDS):
                continue
            written += await tail.written()
            at_rest = not has_view or not differences(_as_expected(written), await read_view(rig.redis_url, names))
        seconds = time.monotonic() - began
        written += await tail.written()
    rig.note(f"{'at rest' if at_rest else 'NOT at rest'} after {seconds:.1f} s, {len(written)} canonical records")
    raw = await read_log(rig.kafka, RAW_ODDS)
    expected = replay(map(raw_record, raw))
    view: View | None = await read_view(rig.redis_url, names) if has_view else None
    verdict = judge(expected, written, view)
    for example in verdict.examples:
        rig.note(f"found: {example}")
    gone = unaccounted(ledger, ((each.topic, each.partition, each.offset) for each in raw))
    return Settled(seconds, at_rest, verdict, expected, written, raw, gone)


def _as_expected(written: Iterable[Written]) -> Expected:
    """The log's own newest versions, so that rest is known before the replay that judges it."""
    newest: dict[tuple[str, str], Written] = {}
    for record in written:
        name = (record.topic, record.key)
        if name not in newest or newest[name].version <= record.version:
            newest[name] = record
    return Expected({name: [Effect(each.version, each.value)] for name, each in newest.items()})
