"""Writes canonical records of one league to the log itself, and knows what lives by what the broker acknowledged."""

import asyncio
import random
from collections.abc import Iterable

import msgspec
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from tests.faults.followers import LEAGUE

from a1_schemas.causes import format_causes
from a1_schemas.topics import partition_of, topic_of
from a1_schemas.vocabulary import Kind
from a1_streaming.digest import digest_of, summed

KINDS = (Kind.EVENTS, Kind.ODDS)
_PLACES = [(kind, f"k{number}") for kind in KINDS for number in range(300)]
_AT_ONCE = 50
_REMOVED, _NO_RECORD = 0.08, 0.04
_AGAIN_AFTER_S = 0.5
Place = tuple[Kind, str]
Written = tuple[Place, int, bytes | None]
"""A record with its version; without a value it is a tombstone."""


class CanonicalWriter:
    """Each record has a version above all before it. A send that failed is made again, with the same bytes."""

    def __init__(self, producer: AIOKafkaProducer, dice: random.Random) -> None:
        self.acknowledged: list[int] = []
        """The versions that the broker has."""
        self._producer = producer
        self._dice = dice
        self._one_batch = asyncio.Lock()
        self._version = 0
        self._living: dict[Place, int] = {}

    def digest(self, kinds: Iterable[str]) -> int:
        """The digest of what lives of these kinds."""
        wanted = set(kinds)
        return summed(digest_of(*place, version) for place, version in self._living.items() if place[0] in wanted)

    async def write(self, changes: int) -> None:
        """Write so many records; returns when all are acknowledged."""
        while changes > 0:
            batch = self._dice.sample(_PLACES, min(changes, _AT_ONCE))
            changes -= len(batch)
            async with self._one_batch:
                await self._write([self._record(place) for place in batch])

    async def _write(self, records: list[Written]) -> None:
        while True:
            try:
                await self._send(records)
            except KafkaError:  # the broker is away; what it took already will be there twice
                await asyncio.sleep(_AGAIN_AFTER_S)
            else:
                self.acknowledged += [version for _, version, _ in records]
                return

    async def keep_writing(self, a_second: float, until: asyncio.Event) -> None:
        """Write at about this rate until the event is set."""
        while not until.is_set():
            await self.write(max(1, round(a_second / 10)))
            await asyncio.sleep(0.1)

    def _record(self, place: Place) -> Written:
        self._version += 1
        what = self._dice.random()
        if what < _NO_RECORD:
            self._living.pop(place, None)
            return place, self._version, None
        removed = "withdrawn" if what < _NO_RECORD + _REMOVED else None
        message = {
            "version": self._version,
            "changed_at": "2026-11-29T00:00:00Z",
            "removed": removed,
            "event_id": f"evt_{LEAGUE}_{place[1]}",
            "text": "x" * self._dice.randrange(1_500),
        }
        if removed:
            self._living.pop(place, None)
        else:
            self._living[place] = self._version
        return place, self._version, msgspec.json.encode(message)

    async def _send(self, records: Iterable[Written]) -> None:
        sent = [
            await self._producer.send(
                topic_of(kind),
                value,
                key=key.encode(),
                partition=partition_of(LEAGUE),
                headers=[("causes", format_causes({"raw.odds": version - 1}))],
            )
            for (kind, key), version, value in records
        ]
        for acknowledged in sent:
            await acknowledged
