"""A1: SIGKILLs all over a running pipeline: normalizers over a session time-out apart, all others at random."""

import asyncio
import random
import time
from typing import NamedTuple

from tests.faults.boards import Boards
from tests.faults.effects import Effects
from tests.faults.feeding import open_feeder
from tests.faults.ledger import judge
from tests.faults.polled import Polled
from tests.faults.processes import Child
from tests.faults.rig import Figures, Rig, Size
from tests.faults.settling import open_witness, settle

from a1_schemas.leagues import League
from a1_schemas.topics import partition_of
from a1_testkit.machine import scaled

_POLLED = (League.WNBA, League.MLS)
_FED = tuple(league for league in League if league not in _POLLED)
_SESSION_S = 10.0
_RESTART_AFTER_S = 0.5
_CAUGHT_UP_WITHIN_S = 60.0
_OFFERED_PER_S = 1_000.0


class _Kill(NamedTuple):
    at: float
    is_normalizer: bool


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Kill, start again, and compare what every reader sees with what the broker acknowledged."""
    boards = [Boards(league, dice, games=10, books=10) for league in _FED]
    polled = Polled(rig, _POLLED, dice.randrange(1, 1000))
    normalizers = await rig.normalizers(int(size["normalizers"]))
    gateway_url = await rig.gateway()
    gateway = rig.children[-1]
    await polled.start()
    rig.note("all ready")
    others = [*polled.ingesters, gateway, rig.redis]
    kills = _schedule(size, dice)
    done = 0
    ends_at = time.monotonic() + size["seconds"]
    restarts: set[asyncio.Task[None]] = set()
    async with open_feeder(rig.kafka) as feeder, open_witness(rig) as witness:
        sending = asyncio.create_task(
            feeder.keep_sending(
                boards, size["changes_per_s"], lambda: time.monotonic() > ends_at and done == len(kills)
            )
        )
        began = time.monotonic()
        for kill in kills:
            await asyncio.sleep(max(0.0, began + kill.at - time.monotonic()))
            running = [each for each in (normalizers if kill.is_normalizer else others) if each.is_running]
            victim = dice.choice(running)
            victim.kill()
            done += 1
            restarts.add(asyncio.create_task(_start_again(victim)))
            if kill.is_normalizer:
                rig.note(f"kill {done} of {len(kills)}: {victim.name}")
        last_kill = time.monotonic()
        reached = await sending
        await asyncio.gather(*restarts)
        await polled.pause()
        rig.note(f"{reached:.0f} changes/s offered, {len(feeder.ledger)} records acknowledged")
        settled = await settle(rig, feeder.ledger, _FED, witness)
        caught_up = settled.at - last_kill
        differences = await polled.until_equal(gateway_url, _CAUGHT_UP_WITHIN_S)
        await witness.catch_up()
        numbers = {partition_of(league) for league in _FED}
        of_polled = judge(Effects(), (each for each in witness.written if each.partition not in numbers), None)
    for text in differences[:5]:
        rig.note(f"found: {text}")
    findings = settled.findings
    return {
        "kills": done,
        "changes_per_s": round(reached),
        "lost": findings.lost + settled.gone,
        "duplicated": findings.duplicated + of_polled.duplicated,
        "regressions": findings.regressions + of_polled.regressions,
        "caught_up_s": round(caught_up, 1),
        "invented": findings.invented,
        "unseen": findings.unseen,
        "differences": len(differences),
        "records": len(feeder.ledger),
    }


def passes(figures: Figures) -> bool:
    """Every reader sees exactly what follows, soon after the last kill."""
    faults = ("lost", "duplicated", "regressions", "invented", "unseen", "differences")
    is_in_time = figures["caught_up_s"] <= scaled(_CAUGHT_UP_WITHIN_S) and figures[
        "changes_per_s"
    ] >= _OFFERED_PER_S / scaled(1)
    return is_in_time and not any(figures[name] for name in faults)


def _schedule(size: Size, dice: random.Random) -> list[_Kill]:
    """Normalizers 1.3 session time-outs apart, the others at random over the same time."""
    apart = 1.3 * _SESSION_S
    normalizers = [_Kill(number * apart + dice.uniform(0, 2), True) for number in range(int(size["normalizer_kills"]))]
    longest = max(size["seconds"] - 5, normalizers[-1].at)
    others = [_Kill(dice.uniform(0, longest), False) for _ in range(int(size["other_kills"]))]
    return sorted([*normalizers, *others])


async def _start_again(child: Child) -> None:
    await asyncio.sleep(_RESTART_AFTER_S)
    if not child.is_running:
        child.start()
