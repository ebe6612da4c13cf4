"""A10: one raw log through four workers, again through one, and through the pure function: the same bytes."""

import hashlib
import random

from tests.faults.boards import Boards
from tests.faults.effects import Name
from tests.faults.feeding import open_feeder
from tests.faults.log_tail import open_tail, unread, version_in
from tests.faults.oracle import collect_log
from tests.faults.rig import Figures, Rig, Size, open_rig
from tests.faults.settling import RAW_ODDS

from a1_resolving.resolution import Resolution
from a1_schemas.causes import version_of
from a1_schemas.leagues import League
from a1_schemas.topics import PARTITIONS, normalized_topic
from a1_service_kit.kafka import open_producer

_SLOWEST_PER_S = 400
_LATER_S = 60.0


class Digest:
    """Over every record in the order of names, each with all that was written of it in order."""

    def __init__(self) -> None:
        self._by_name: dict[Name, bytes] = {}

    def add(self, name: Name, version: int, value: bytes | None) -> None:
        """Add what was written next of a record."""
        before = self._by_name.get(name, b"")
        self._by_name[name] = hashlib.sha256(before + repr((version, value)).encode()).digest()

    def take(self, resolution: Resolution) -> None:
        for change in resolution.changes:
            self.add((normalized_topic(change.kind), change.key), version_of(change.causes), change.value)

    def join(self, other: "Digest") -> None:
        """Add those of other records."""
        self._by_name |= other._by_name

    def hexdigest(self) -> str:
        return hashlib.sha256(repr(sorted(self._by_name.items())).encode()).hexdigest()


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Each worker group has a broker of its own, with the same raw records at the same offsets."""
    count = int(size["records"])
    boards = [Boards(league, dice, games=20, books=3) for league in League]
    await rig.normalizers(4, NORMALIZER__ROLE="resolver")
    async with open_feeder(rig.kafka) as feeder:
        await feeder.send_all(dice.choice(boards).game() for _ in range(count))
    four = await _written(rig, count)
    rig.note(f"four workers: {four[:16]}")
    pure = await _pure(rig)
    rig.note(f"the pure function: {pure[:16]}")
    async with open_rig(rig.kind) as other:
        copied = await _copy(rig, other)
        await other.normalizers(1, NORMALIZER__ROLE="resolver")
        one = await _written(other, count)
    rig.note(f"one worker: {one[:16]}")
    return {"records": copied, "hashes": sorted({four, pure, one}), "workers": [1, 4]}


def passes(figures: Figures) -> bool:
    """One hash."""
    return figures["records"] > 0 and len(figures["hashes"]) == 1


async def _pure(rig: Rig) -> str:
    (topic,) = RAW_ODDS
    digest = Digest()
    for part in await collect_log(rig.kafka, topic, range(PARTITIONS), Digest):
        digest.join(part)
    return digest.hexdigest()


async def _copy(rig: Rig, other: Rig) -> int:
    """Write the raw records to another broker as they lie in this one. Returns how many there are."""
    copied = 0
    async with open_tail(rig.kafka, RAW_ODDS) as tail, open_producer(other.kafka, "faults") as producer:
        async for records in tail.batches():
            for record in records:
                await producer.send(
                    record.topic,
                    record.value,
                    key=record.key,
                    partition=record.partition,
                    headers=list(record.headers),
                    timestamp_ms=record.timestamp,
                )
            copied += len(records)
        await producer.flush()
    return copied


async def _written(rig: Rig, count: int) -> str:
    """The digest of what the workers write of so many raw records."""

    async def is_read() -> bool:
        return await unread(rig.kafka, RAW_ODDS) == 0

    await rig.until(is_read, "all raw records are handled", _LATER_S + count / _SLOWEST_PER_S)
    digest = Digest()
    async with open_tail(rig.kafka) as tail:
        async for records in tail.batches():
            for record in records:
                digest.add((record.topic, (record.key or b"").decode()), version_in(record), record.value)
    return digest.hexdigest()
