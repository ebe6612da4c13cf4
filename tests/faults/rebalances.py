"""A3: a normalizer joins or leaves every three seconds while boards come in."""

import asyncio
import random
import time

from tests.faults.boards import Boards
from tests.faults.feeding import open_feeder
from tests.faults.processes import Child
from tests.faults.rig import Figures, Rig, Size
from tests.faults.settling import open_witness, settle

from a1_schemas.leagues import League
from a1_testkit.machine import scaled

_EVERY_S = 3.0
_CAUGHT_UP_WITHIN_S = 60.0
_ASKED_TO_END = {0, -15}
"""Exit codes of one that was asked to end: 0, or by the signal itself while it still started."""


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """One normalizer stays; two others come and go."""
    boards = [Boards(league, dice, games=10, books=8) for league in League]
    [steady] = await rig.normalizers(1)
    guests = [rig.service("normalizer", f"guest-{number}") for number in (1, 2)]
    exits = 0
    ends_at = time.monotonic() + size["minutes"] * 60
    async with open_feeder(rig.kafka) as feeder, open_witness(rig) as witness:
        sending = asyncio.create_task(
            feeder.keep_sending(boards, size["changes_per_s"], lambda: time.monotonic() > ends_at)
        )
        while time.monotonic() < ends_at:
            await asyncio.sleep(_EVERY_S)
            guest = dice.choice(guests)
            if guest.is_running:
                exits += await _leaves(guest)
            else:
                exits += guest.code is not None and guest.code not in _ASKED_TO_END
                guest.start()
        ended = time.monotonic()
        await sending
        settled = await settle(rig, feeder.ledger, tuple(League), witness)
    exits += not steady.is_running
    return {
        "minutes": size["minutes"],
        "exits": exits,
        "lost": settled.findings.lost + settled.gone + settled.findings.unseen,
        "caught_up_s": round(settled.at - ended, 1),
        "joins": sum(guest.starts for guest in guests),
        **{name: settled.findings.figures[name] for name in ("duplicated", "regressions", "invented")},
    }


def passes(figures: Figures) -> bool:
    """Nothing ends by itself, nothing is lost, and all is handled soon after."""
    faults = ("exits", "lost", "duplicated", "regressions", "invented")
    return figures["caught_up_s"] <= scaled(_CAUGHT_UP_WITHIN_S) and not any(figures[name] for name in faults)


async def _leaves(guest: Child) -> int:
    """Returns 1 where it ended otherwise than it was asked to."""
    await guest.terminate(within=scaled(20))
    return int(guest.code not in _ASKED_TO_END)
