"""A11: offsets that retention deleted before they were read, and a topic deleted and created: each is reported."""

import asyncio
import random

from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete
from tests.faults.boards import Boards
from tests.faults.feeding import open_feeder
from tests.faults.log_tail import unread
from tests.faults.processes import Child
from tests.faults.rig import Figures, Rig, Size
from tests.faults.settling import RAW_ODDS

from a1_schemas.leagues import League
from a1_schemas.topics import partition_of
from a1_service_kit.kafka import client_options, ensure_topics, log_ends

_LEAGUE = League.NBA


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Each case on the same broker, one after the other. A case in which nothing is said is a silent one."""
    boards = Boards(_LEAGUE, dice, games=5, books=3)
    [normalizer] = await rig.normalizers(1)
    async with open_feeder(rig.kafka) as feeder:
        await feeder.send_all(boards.board() for _ in range(10))
        await rig.until(lambda: _is_read(rig), "the first bodies are handled", 60)
        await normalizer.terminate()
        await feeder.send_all(boards.board() for _ in range(20))
        await _delete_before_last(rig, 5)
        normalizer.start()
        await normalizer.until_ready(rig.http)
        deleted = await _speaks(rig, normalizer, ("expired", "retention"))
        await normalizer.terminate()
    await _make_anew(rig)
    normalizer.start()
    replaced = await _speaks(rig, normalizer, ("log-replaced", "LogReplaced"))
    rig.note(f"deleted records are said: {deleted}; a topic made anew is said: {replaced}")
    return {"silent": 2 - deleted - replaced, "deleted_said": deleted, "replaced_said": replaced}


def passes(figures: Figures) -> bool:
    """Nothing is passed over in silence."""
    return figures["silent"] == 0


async def _is_read(rig: Rig) -> bool:
    return await unread(rig.kafka, RAW_ODDS) == 0


async def _delete_before_last(rig: Rig, kept: int) -> None:
    partition = TopicPartition(RAW_ODDS[0], partition_of(_LEAGUE))
    end = (await log_ends(rig.kafka, [partition]))[partition]
    admin = AIOKafkaAdminClient(**client_options(rig.kafka))
    await admin.start()
    try:
        await admin.delete_records({partition: RecordsToDelete(before_offset=end - kept)})
    finally:
        await admin.close()


async def _make_anew(rig: Rig) -> None:
    admin = AIOKafkaAdminClient(**client_options(rig.kafka))
    await admin.start()
    try:
        await admin.delete_topics(list(RAW_ODDS))
    finally:
        await admin.close()
    await asyncio.sleep(3)
    await ensure_topics(rig.kafka)


async def _speaks(rig: Rig, normalizer: Child, words: tuple[str, ...]) -> bool:
    """Whether its log, its readiness or a metric above zero has one of these words within some seconds."""
    for _ in range(100):
        await asyncio.sleep(0.2)
        if any(word in normalizer.last_lines(20_000) for word in words):
            return True
        if not await normalizer.is_ready(rig.http):
            continue
        page = (await rig.http.get(f"http://127.0.0.1:{normalizer.port}/metrics")).text
        lines = [line for line in page.splitlines() if not line.startswith("#") and any(word in line for word in words)]
        if any(float(line.rsplit(" ", 1)[1]) > 0 for line in lines):
            return True
    return False
