"""A2: a normalizer is stopped at a random await point of a batch, another takes over, and the first one goes on."""

import asyncio
import os
import random
import signal

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from tests.faults.boards import Boards
from tests.faults.feeding import Feeder, open_feeder
from tests.faults.interrupting import Interruptions
from tests.faults.ledger import Findings
from tests.faults.log_tail import CANONICAL, Written, read_log, unread, written_of
from tests.faults.processes import Child
from tests.faults.rig import Figures, Rig, Size
from tests.faults.settling import RAW_ODDS, open_witness, settle

from a1_schemas.leagues import League
from a1_schemas.topics import TOPICS
from a1_service_kit.kafka import client_options

_LEAGUES = (League.NBA, League.NHL, League.EPL, League.NFL)
_COMPACTS_SOON = {
    "segment.ms": "1000",
    "min.compaction.lag.ms": "0",
    "max.compaction.lag.ms": "1000",
    "min.cleanable.dirty.ratio": "0.01",
}
_MOST_POINTS = {"resolver": 14, "projector": 8}


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Rounds of one zombie each, then the log as compaction leaves it, a fresh restore, and the view."""
    boards = [Boards(league, dice, games=6, books=6) for league in _LEAGUES]
    interruptions = Interruptions(rig)
    normalizers = [interruptions.normalizer(f"normalizer-{number}") for number in (1, 2)]
    for each in normalizers:
        each.start()
    await asyncio.gather(*(each.until_ready(rig.http) for each in normalizers))
    rounds = 0
    async with open_feeder(rig.kafka) as feeder, open_witness(rig) as witness:
        while rounds < size["rounds"]:
            half = dice.choice(list(_MOST_POINTS))
            interruptions.arm(half, dice.randrange(1, _MOST_POINTS[half]), "SIGSTOP")
            if await _stops_one(rig, feeder, boards, interruptions, normalizers):
                rounds += 1
                rig.note(f"round {rounds} of {size['rounds']}: {half}")
        settled = await settle(rig, feeder.ledger, _LEAGUES, witness)
        stale_in_restore = await _restore(rig, feeder, boards, normalizers)
        await witness.catch_up()
        again = await settle(rig, feeder.ledger, _LEAGUES, witness)
        await _compact_soon(rig)
        await feeder.send_all([each.board() for each in boards])
        stale_in_log = await _stale_after_compaction(rig, len(again.written))
    return {
        "rounds": rounds,
        "stale_in_log": stale_in_log,
        "stale_in_restore": stale_in_restore + _faults(again.findings) - _faults(settled.findings),
        "stale_in_view": again.findings.unseen,
        "regressions": again.findings.regressions,
        "lost": again.findings.lost + again.gone,
        "duplicated": again.findings.duplicated,
        "invented": again.findings.invented,
    }


def passes(figures: Figures) -> bool:
    """No reader ever has, or keeps, anything but the newest."""
    faults = ("stale_in_log", "stale_in_restore", "stale_in_view", "regressions", "lost", "duplicated", "invented")
    return figures["rounds"] > 0 and not any(figures[name] for name in faults)


async def _stops_one(
    rig: Rig, feeder: Feeder, boards: list[Boards], interruptions: Interruptions, normalizers: list[Child]
) -> bool:
    """Stop one, let the other take over and go on, then wake the first. False where no batch got that far."""
    await feeder.send_all([each.board() for each in boards])

    async def is_over() -> bool:
        return interruptions.reached is not None or interruptions.passed is not None

    await rig.until(is_over, "a batch is interrupted or ends", 60)
    if interruptions.reached is None:
        return False
    zombie = next(each for each in normalizers if each.pid == interruptions.reached)
    for _ in range(5):
        await feeder.send_all([each.board() for each in boards])

    async def is_taken_over() -> bool:
        return await unread(rig.kafka, RAW_ODDS) == 0

    await rig.until(is_taken_over, "the other normalizer has handled what came since", 90)
    await asyncio.sleep(1)
    os.kill(zombie.pid, signal.SIGCONT)
    await asyncio.sleep(3)
    if not zombie.is_running:
        rig.note(f"{zombie.name} ended with {zombie.code}")
        zombie.start()
    await asyncio.gather(*(each.until_ready(rig.http) for each in normalizers))
    return True


async def _restore(rig: Rig, feeder: Feeder, boards: list[Boards], normalizers: list[Child]) -> int:
    """A fresh normalizer takes what the log says. Returns 1 if it cannot start, else 0."""
    for each in normalizers:
        each.kill()
    [fresh] = await rig.normalizers(1)
    await feeder.send_all([each.board(moving=0.1) for each in boards])
    return 0 if fresh.is_running else 1


async def _compact_soon(rig: Rig) -> None:
    wanted = [topic for topic in TOPICS if topic.name in CANONICAL]
    admin = AIOKafkaAdminClient(**client_options(rig.kafka))
    await admin.start()
    try:
        resources = [
            ConfigResource(ConfigResourceType.TOPIC, topic.name, configs=topic.configuration() | _COMPACTS_SOON)
            for topic in wanted
        ]
        await admin.alter_configs(resources)
    finally:
        await admin.close()


async def _stale_after_compaction(rig: Rig, before: int) -> int:
    """How many keys have another last record than their newest, in what the broker keeps."""
    kept: list[Written] = []

    async def is_compacted() -> bool:
        kept[:] = [written_of(record) for record in await read_log(rig.kafka)]
        return len(kept) < before / 2

    await rig.until(is_compacted, "the broker compacts the log", 90)
    rig.note(f"compaction left {len(kept)} of {before} records")
    newest: dict[tuple[str, str], int] = {}
    last: dict[tuple[str, str], int] = {}
    for record in kept:
        name = (record.topic, record.key)
        newest[name] = max(newest.get(name, 0), record.version)
        last[name] = record.version
    return sum(last[name] != version for name, version in newest.items())


def _faults(findings: Findings) -> int:
    return findings.lost + findings.invented + findings.duplicated + findings.regressions
