"""G2: ingesters from one to three and back, normalizers from one to four and back, while boards come in."""

import asyncio
import random
import time

from tests.faults.boards import Boards
from tests.faults.effects import Effects
from tests.faults.feeding import open_feeder
from tests.faults.ledger import judge
from tests.faults.polled import Polled
from tests.faults.rig import Figures, Rig, Size
from tests.faults.settling import open_witness, settle

from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.topics import partition_of

_POLLED = (League.NBA, League.NFL, League.NHL, League.EPL)
_FED = tuple(league for league in League if league not in _POLLED)
_MORE_AT_MOST_PCT = 2.0


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Compare the calls of three ingesters with those of one. Their world stands still; the log has its own load."""
    boards = [Boards(league, dice, games=10, books=8) for league in _FED]
    polled = Polled(rig, _POLLED, dice.randrange(1, 1000))
    await rig.normalizers(1)
    await polled.start()
    await polled.pause()
    window, is_over = size["window_s"], False
    async with open_feeder(rig.kafka) as feeder, open_witness(rig) as witness:
        sending = asyncio.create_task(feeder.keep_sending(boards, size["changes_per_s"], lambda: is_over))
        await asyncio.sleep(20)
        alone = await _calls_in(polled, window)
        replicas = [polled.ingester(Provider.ODDS, f"ingest-odds-{number}") for number in (2, 3)]
        replicas += [rig.service("normalizer", f"more-{number}") for number in (2, 3, 4)]
        for each in replicas:
            each.start()
        await asyncio.gather(*(each.until_ready(rig.http) for each in replicas))
        await asyncio.sleep(10)
        together = await _calls_in(polled, window)
        for each in replicas:
            await each.terminate()
        await asyncio.sleep(15)
        again = await _calls_in(polled, window)
        is_over = True
        await sending
        rig.note(f"calls in {window:g} s: {alone} alone, {together} together, {again} alone again")
        settled = await settle(rig, feeder.ledger, _FED, witness)
        numbers = {partition_of(league) for league in _FED}
        of_polled = judge(Effects(), (each for each in witness.written if each.partition not in numbers), None)
    single = max(alone, again)
    return {
        "lost": settled.findings.lost + settled.gone + settled.findings.unseen,
        "doubled": settled.findings.duplicated + of_polled.duplicated,
        "calls_over_pct": round(max(0.0, 100 * (together / single - 1)), 1),
        "calls": [alone, together, again],
        "regressions": settled.findings.regressions + of_polled.regressions,
        "invented": settled.findings.invented,
    }


def passes(figures: Figures) -> bool:
    """More replicas do the same work."""
    faults = ("lost", "doubled", "regressions", "invented")
    return figures["calls_over_pct"] <= _MORE_AT_MOST_PCT and not any(figures[name] for name in faults)


async def _calls_in(polled: Polled, seconds: float) -> int:
    before, began = await polled.calls(), time.monotonic()
    await asyncio.sleep(seconds)
    after = await polled.calls()
    return round((after.get("odds", 0) - before.get("odds", 0)) * seconds / (time.monotonic() - began))
