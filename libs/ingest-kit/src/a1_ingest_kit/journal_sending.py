"""Sends what a journal kept, as soon as the broker answers."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Never

from aiokafka import AIOKafkaProducer

from a1_ingest_kit.journal import Journal
from a1_ingest_kit.journal_file import Entry, Place
from a1_service_kit.broker_errors import is_outage
from a1_service_kit.clock import Clock
from a1_service_kit.outage import Outage

AT_ONCE = 200
AT_ONCE_BYTES = 32 * 1024 * 1024
SEND_WITHIN_S = 5.0
"""A broker that acknowledges nothing for this long is away."""


async def send_entry(producer: AIOKafkaProducer, entry: Entry) -> None:
    """Send an entry. Returns when it is acknowledged; raises TimeoutError or what the client raised."""
    async with asyncio.timeout(SEND_WITHIN_S):
        await producer.send_and_wait(
            entry.topic, value=entry.value, key=entry.key, partition=entry.partition, headers=entry.headers
        )


async def send_journal(
    journal: Journal,
    producer: AIOKafkaProducer,
    clock: Clock,
    *,
    prove: Callable[[], Awaitable[None]],
    sent: Callable[[Entry], None],
) -> Never:
    """Send each entry and forget it, until cancelled. Entries of one key leave one after the other.

    Awaits `prove` first, so that a replica that has lost its leagues asks for nothing meanwhile. An entry whose
    acknowledgement did not come is sent again, before all that follow it; its sequence says that it is no news.
    """
    outage = Outage("journal.waiting", clock)
    while True:
        await journal.filled()
        await prove()
        entries = await journal.first(AT_ONCE, AT_ONCE_BYTES)
        acknowledged: list[Place] = []
        failure: Exception | None = None
        try:
            async with asyncio.TaskGroup() as tasks:
                for each in _by_key(entries):
                    tasks.create_task(_send_in_order(producer, entries, each, acknowledged))
        except* Exception as failed:
            if not all(is_outage(error) for error in failed.exceptions):
                raise
            failure = failed.exceptions[0]
        await journal.drop(acknowledged)
        for place in acknowledged:
            sent(entries[place])
        if failure is None:
            outage.end()
        else:
            await outage.wait(failure)


async def _send_in_order(
    producer: AIOKafkaProducer, entries: Mapping[Place, Entry], places: Iterable[Place], acknowledged: list[Place]
) -> None:
    for place in places:
        await send_entry(producer, entries[place])
        acknowledged.append(place)


def _by_key(entries: Iterable[Place]) -> Iterable[list[Place]]:
    grouped: dict[bytes, list[Place]] = {}
    for place in entries:
        grouped.setdefault(place.key, []).append(place)
    return grouped.values()
