"""Publishes raw records as an ingester would, and keeps a ledger of what the broker acknowledged."""

import asyncio
import hashlib
import time
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from typing import Any, NamedTuple

from aiokafka import AIOKafkaProducer
from tests.faults.boards import Boards, Body

from a1_schemas.raw import RawHeaders
from a1_schemas.topics import partition_of, raw_topic
from a1_service_kit.kafka import open_producer
from a1_service_kit.settings import KafkaSettings

_IN_FLIGHT = 500


class Acknowledged(NamedTuple):
    """One raw record that the broker has acknowledged."""

    topic: str
    partition: int
    offset: int
    target: str
    sequence: int
    digest: bytes


class Feeder:
    """Sends bodies with rising sequences. `ledger` grows with each acknowledgement, in no particular order."""

    def __init__(self, producer: AIOKafkaProducer) -> None:
        self.ledger: list[Acknowledged] = []
        self._producer = producer
        self._sequences: dict[str, int] = {}
        self._waiting: set[asyncio.Task[None]] = set()

    async def send(self, body: Body, **headers: Any) -> None:
        """Send a body; waits only where too many are on their way. Its acknowledgement is kept once it is there."""
        sequence = self._sequences[body.target] = self._sequences.get(body.target, 0) + 1
        facts: dict[str, Any] = {
            "provider": body.provider,
            "feed": body.feed,
            "league": body.league,
            "sport": "any",
            "target": body.target,
            "url": "https://odds.invalid/v4/sports?oddsFormat=decimal",
            "fetched_at": datetime.now(UTC),
            "http_status": 200,
            "content_type": "application/json",
            "content_hash": hashlib.blake2b(body.content, digest_size=16).hexdigest(),
            "request_id": f"{body.target}#{sequence}",
            "sequence": sequence,
        }
        sent = await self._producer.send(
            raw_topic(body.provider),
            body.content,
            key=body.target.encode(),
            partition=partition_of(body.league),
            headers=RawHeaders(**facts | headers).to_kafka(),
        )
        task = asyncio.create_task(self._keep(body, sequence, sent))
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)
        if len(self._waiting) > _IN_FLIGHT:
            await asyncio.wait(self._waiting, return_when=asyncio.FIRST_COMPLETED)

    async def send_all(self, bodies: Iterable[Body]) -> None:
        """Send bodies as fast as the broker takes them; returns when all are acknowledged."""
        for body in bodies:
            await self.send(body)
        await self.flush()

    async def flush(self) -> None:
        """Wait for every acknowledgement. Raises what the broker refused."""
        await asyncio.gather(*self._waiting)

    async def keep_sending(self, boards: list[Boards], changes_per_s: float, until: Callable[[], bool]) -> float:
        """Send boards of these leagues in turn at this rate of changes. Returns the rate that was reached."""
        began, changes = time.monotonic(), 0
        for number in count():
            if until():
                break
            league = boards[number % len(boards)]
            await self.send(league.board())
            changes += league.quotes
            await asyncio.sleep(max(0.0, began + changes / changes_per_s - time.monotonic()))
        seconds = time.monotonic() - began
        await self.flush()
        return changes / seconds

    async def _keep(self, body: Body, sequence: int, sent: "asyncio.Future[Any]") -> None:
        record = await sent
        digest = hashlib.blake2b(body.content, digest_size=16).digest()
        self.ledger.append(Acknowledged(record.topic, record.partition, record.offset, body.target, sequence, digest))


@asynccontextmanager
async def open_feeder(kafka: KafkaSettings) -> AsyncGenerator[Feeder]:
    """A feeder with a producer of its own."""
    async with open_producer(kafka, "feeder") as producer:
        yield Feeder(producer)
