"""Sends records again, byte for byte, to the topic and partition they came from, with a header that says from where."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterable, Iterable, Mapping

from aiokafka import AIOKafkaProducer, ConsumerRecord

from a1_cli.rejects.letters import Letter
from a1_schemas.dead_letter import ORIGINAL_KEY, REPLAYED_FROM, REPLAYED_TO
from a1_schemas.raw import header

_AT_ONCE = 100
_BYTES_AT_ONCE = 8 * 1024 * 1024


class Resend:
    """Sends in groups, each acknowledged before the next, so that an interruption leaves at most one unfinished."""

    def __init__(self, producer: AIOKafkaProducer, counts: Counter[str]) -> None:
        """`counts["sent"]` is how many were sent and acknowledged."""
        self._producer = producer
        self._counts = counts

    async def records(self, records: AsyncIterable[ConsumerRecord]) -> None:
        """Send records of a raw topic again."""
        async for group in _grouped(records):
            await self._send([(each, each.key, each.topic, each.partition, _place(each)) for each in group])

    async def letters(self, wanted: Mapping[str, Letter], found: AsyncIterable[tuple[Letter, ConsumerRecord]]) -> None:
        """Send the records of these letters again, by key, and note on each letter where its record lies now.

        A letter that was written again since it was chosen is left as it is.
        """
        async for group in _grouped(record async for letter, record in found if wanted.get(letter.key) == letter):
            letters = [wanted[(record.key or b"").decode()] for record in group]
            places = await self._send(
                [
                    (record, _original_key(record), letter.topic, letter.partition, letter.key)
                    for letter, record in zip(letters, group, strict=True)
                ]
            )
            await asyncio.gather(
                *[await self._note(record, place) for record, place in zip(group, places, strict=True)]
            )

    async def _send(self, group: list[tuple[ConsumerRecord, bytes | None, str, int, str]]) -> list[str]:
        sent = [
            await self._producer.send(
                topic,
                record.value,
                key=key,
                partition=partition,
                headers=[*_own_headers(record.headers), (REPLAYED_FROM, place.encode())],
            )
            for record, key, topic, partition, place in group
        ]
        acknowledged = await asyncio.gather(*sent)
        self._counts["sent"] += len(group)
        return [f"{each.topic}:{each.partition}:{each.offset}" for each in acknowledged]

    async def _note(self, record: ConsumerRecord, place: str) -> "asyncio.Future[object]":
        return await self._producer.send(
            record.topic,
            record.value,
            key=record.key,
            partition=record.partition,
            headers=[*record.headers, (REPLAYED_TO, place.encode())],
        )


def _place(record: ConsumerRecord) -> str:
    return f"{record.topic}:{record.partition}:{record.offset}"


def _original_key(record: ConsumerRecord) -> bytes | None:
    return header(record.headers, ORIGINAL_KEY) or header(record.headers, "target")


def _own_headers(headers: Iterable[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """The headers that the record was first sent with."""
    return [(name, value) for name, value in headers if name != REPLAYED_FROM and not name.startswith("dead_")]


async def _grouped(records: AsyncIterable[ConsumerRecord]) -> AsyncIterable[list[ConsumerRecord]]:
    group: list[ConsumerRecord] = []
    size = 0
    async for record in records:
        group.append(record)
        size += len(record.value or b"")
        if len(group) >= _AT_ONCE or size >= _BYTES_AT_ONCE:
            yield group
            group, size = [], 0
    if group:
        yield group
