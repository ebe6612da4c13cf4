"""A8: a backlog of raw records meets two normalizers that were away: how fast it is drained, in how much memory."""

import asyncio
import random
import time

import psutil
from tests.faults.boards import Boards
from tests.faults.feeding import open_feeder
from tests.faults.log_tail import unread
from tests.faults.processes import Child
from tests.faults.rig import Figures, Rig, Size
from tests.faults.settling import RAW_ODDS, settle

from a1_schemas.leagues import League
from a1_testkit.machine import scaled

_FLOOR_PER_S = 1_000.0
_GIVEN_UP_PER_S = 100.0
_ALLOWANCE_MIB = 120.0
_SHARE_OF_JSON = 1.3


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Fill the log first, then start both. The clock runs from when they are ready until all is committed."""
    boards = [Boards(league, dice, games=60, books=3) for league in League]
    count = int(size["records"])
    async with open_feeder(rig.kafka) as feeder:
        await feeder.send_all(boards[number % len(boards)].game() for number in range(count))
    rig.note(f"{count} records wait")
    normalizers = await rig.normalizers(2)
    began, most = time.monotonic(), 0.0
    noted = began
    while (left := await unread(rig.kafka, RAW_ODDS)) > 0 and time.monotonic() - began < scaled(
        count / _GIVEN_UP_PER_S
    ):
        most = max(most, *(_rss_mib(each) for each in normalizers))
        if time.monotonic() - noted > 10:
            noted = time.monotonic()
            rig.note(f"{left} left")
        await asyncio.sleep(1)
    seconds = time.monotonic() - began
    settled = await settle(rig, feeder.ledger, tuple(League))
    live_mib = sum(len(effect.value or b"") for effect in settled.expected.effects.newest.values()) / 2**20
    return {
        "records": count,
        "drained_per_s": round((count - left) / seconds),
        "rss_mib": round(most),
        "live_json_mib": round(live_mib, 1),
        **settled.findings.figures,
    }


def passes(figures: Figures) -> bool:
    """Fast enough for this machine, within the memory of live records, and nothing lost."""
    is_fast = figures["drained_per_s"] >= _FLOOR_PER_S / scaled(1)
    is_small = figures["rss_mib"] <= _SHARE_OF_JSON * figures["live_json_mib"] + _ALLOWANCE_MIB
    return is_fast and is_small and not any(figures[name] for name in ("lost", "duplicated", "regressions", "unseen"))


def _rss_mib(child: Child) -> float:
    return psutil.Process(child.pid).memory_info().rss / 2**20
