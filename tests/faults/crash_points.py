"""A4: the normalizer is killed at each await point of a batch, in its resolving and in its projecting half."""

import random
from collections.abc import Iterable
from itertools import count

from tests.faults.boards import Boards
from tests.faults.feeding import Feeder, open_feeder
from tests.faults.interrupting import Interruptions
from tests.faults.rig import Figures, Rig, Size
from tests.faults.settling import settle

from a1_schemas.leagues import League

_LEAGUES = (League.NBA, League.NHL, League.EPL)


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Kill at one point after the other, or at so many chosen ones; each time a new batch is under way."""
    boards = [Boards(league, dice, games=3, books=3) for league in _LEAGUES]
    interruptions = Interruptions(rig)
    normalizer = interruptions.normalizer("normalizer")
    points = 0
    async with open_feeder(rig.kafka) as feeder:
        normalizer.start()
        await normalizer.until_ready(rig.http)
        for half in ("resolver", "projector"):
            chosen = size["points"]
            for point in _points(chosen, dice):
                interruptions.arm(half, point, "SIGKILL")
                await _send(feeder, boards)
                await rig.until(
                    lambda: _is_over(interruptions), f"a batch of the {half} reaches point {point} or ends", 90
                )
                if interruptions.passed is not None:
                    rig.note(f"{half}: a batch has {interruptions.passed} points")
                    if chosen is None:
                        break
                    continue
                await normalizer.ended(10)
                points += 1
                normalizer.start()
                await normalizer.until_ready(rig.http)
            rig.note(f"{half}: {points} points so far")
        settled = await settle(rig, feeder.ledger, _LEAGUES)
    return {
        "crash_points": points,
        "final_states": 1 if settled.findings.is_clean and settled.is_at_rest else 2,
        **settled.findings.figures,
    }


def passes(figures: Figures) -> bool:
    """One final state for all points."""
    return figures["crash_points"] > 0 and figures["final_states"] == 1


def _points(chosen: int | None, dice: random.Random) -> Iterable[int]:
    """Each from the first on, or a sample of the first few dozens."""
    if chosen is None:
        return count(1)
    return sorted(dice.sample(range(1, 25), chosen))


async def _send(feeder: Feeder, boards: list[Boards]) -> None:
    await feeder.send_all([each.board() for each in boards])


async def _is_over(interruptions: Interruptions) -> bool:
    return interruptions.reached is not None or interruptions.passed is not None
