"""A9: SIGTERM to a normalizer under load, again and again: it ends in time, and nothing is handled twice."""

import asyncio
import random

from tests.faults.boards import Boards
from tests.faults.feeding import open_feeder
from tests.faults.log_tail import unread
from tests.faults.rig import Figures, Rig, Size
from tests.faults.settling import RAW_ODDS, settle

from a1_schemas.leagues import League
from a1_testkit.machine import scaled

_LEAGUES = (League.NBA, League.NFL, League.NHL, League.EPL)
_LONGEST_S = 10.0


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Stop and start one normalizer while boards come in. What is handled twice shows as a record read again."""
    boards = [Boards(league, dice, games=10, books=8) for league in _LEAGUES]
    [normalizer] = await rig.normalizers(1)
    took: list[float] = []
    codes: list[int | None] = []
    async with open_feeder(rig.kafka) as feeder:
        sending = asyncio.create_task(
            feeder.keep_sending(boards, size["changes_per_s"], lambda: len(took) >= size["stops"])
        )
        for number in range(int(size["stops"])):
            await asyncio.sleep(dice.uniform(0.2, 2.0))
            before = await unread(rig.kafka, RAW_ODDS)
            took.append(await normalizer.terminate(within=scaled(3 * _LONGEST_S)))
            codes.append(normalizer.code)
            rig.note(f"stop {number + 1} took {took[-1]:.2f} s with {before} records unread")
            normalizer.start()
            await normalizer.until_ready(rig.http)
        await sending
        settled = await settle(rig, feeder.ledger, _LEAGUES)
    return {
        "stops": len(took),
        "slowest_s": round(max(took), 2),
        "reprocessed": settled.findings.duplicated,
        "bad_exits": sum(code != 0 for code in codes),
        **{name: settled.findings.figures[name] for name in ("lost", "regressions", "unseen", "invented")},
    }


def passes(figures: Figures) -> bool:
    """In time, with exit code 0, and every effect once."""
    faults = ("reprocessed", "bad_exits", "lost", "regressions", "unseen", "invented")
    return figures["slowest_s"] <= scaled(_LONGEST_S) and not any(figures[name] for name in faults)
