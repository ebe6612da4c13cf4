"""A10: one raw log through four workers, again through one, and through the pure function: the same bytes."""

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence

from aiokafka import ConsumerRecord
from tests.faults.boards import Boards
from tests.faults.feeding import open_feeder
from tests.faults.log_tail import read_log, unread, written_of
from tests.faults.oracle import Expected, raw_record, replay_side_by_side
from tests.faults.rig import Figures, Rig, Size, open_rig
from tests.faults.settling import RAW_ODDS

from a1_schemas.leagues import League
from a1_service_kit.kafka import open_producer

Row = tuple[str, str, int, bytes | None]
"""Topic, key, version, value."""


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Each worker group has a broker of its own, with the same raw records at the same offsets."""
    boards = [Boards(league, dice, games=20, books=3) for league in League]
    await rig.normalizers(4, NORMALIZER__ROLE="resolver")
    async with open_feeder(rig.kafka) as feeder:
        await feeder.send_all(dice.choice(boards).game() for _ in range(int(size["records"])))
    four = await _hash(rig)
    rig.note(f"four workers: {four[:16]}")
    raw = await read_log(rig.kafka, RAW_ODDS)
    pure = _hash_of(_expected_rows(await replay_side_by_side([raw_record(each) for each in raw])))
    rig.note(f"the pure function: {pure[:16]}")
    async with open_rig(rig.kind) as other:
        await _copy(other, raw)
        await other.normalizers(1, NORMALIZER__ROLE="resolver")
        one = await _hash(other)
    rig.note(f"one worker: {one[:16]}")
    return {"records": len(raw), "hashes": sorted({four, pure, one}), "workers": [1, 4]}


def passes(figures: Figures) -> bool:
    """One hash."""
    return figures["records"] > 0 and len(figures["hashes"]) == 1


async def _copy(other: Rig, raw: Sequence[ConsumerRecord]) -> None:
    async with open_producer(other.kafka, "faults") as producer:
        for record in raw:
            await producer.send(
                record.topic,
                record.value,
                key=record.key,
                partition=record.partition,
                headers=list(record.headers),
                timestamp_ms=record.timestamp,
            )
        await producer.flush()


async def _hash(rig: Rig) -> str:
    async def is_read() -> bool:
        return await unread(rig.kafka, RAW_ODDS) == 0

    await rig.until(is_read, "all raw records are handled", 600)
    written = map(written_of, await read_log(rig.kafka))
    return _hash_of((each.topic, each.key, each.version, each.value) for each in written)


def _expected_rows(expected: Expected) -> Iterable[Row]:
    for (topic, key), effects in expected.effects.items():
        for effect in effects:
            yield topic, key, effect.version, effect.value


def _hash_of(rows: Iterable[Row]) -> str:
    """Over every key in order, each with all that was written of it in order."""
    by_key: dict[tuple[str, str], list[tuple[int, bytes | None]]] = defaultdict(list)
    for topic, key, version, value in rows:
        by_key[topic, key].append((version, value))
    digest = hashlib.sha256()
    for name, effects in sorted(by_key.items()):
        digest.update(repr((name, effects)).encode())
    return digest.hexdigest()
