"""B1: one record in a hundred cannot be read, in runs of up to so many; each is put aside once, its neighbours pass."""

import asyncio
import random
import time
from collections import Counter

from tests.faults.boards import Boards, Body
from tests.faults.feeding import open_feeder
from tests.faults.log_tail import read_log, unread
from tests.faults.rig import Figures, Rig, Size
from tests.faults.settling import RAW_ODDS, settle

from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.raw import header
from a1_schemas.topics import dead_topic, raw_topic
from a1_testkit.machine import scaled

_LEAGUES = (League.NBA, League.NFL, League.NHL, League.EPL)
_BAD = (b'[{"id": "\xff\xfe", "sport_key": ', b"<html>we will be back soon</html>", b"", b"[1e400]", b'{"games": 1}')
_LONGEST_RUN = 40
"""Shorter than the run at which a partition is halted."""
_WARM_UP = 12
"""Boards of each league before the first poison."""


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Publish good and bad records, then look for every one of them in the log and in the dead letters."""
    boards = [Boards(league, dice, games=12, books=2) for league in _LEAGUES]
    await rig.normalizers(1)
    count, poisoned, sent = int(size["records"]), dict[bytes, bytes](), 0
    async with open_feeder(rig.kafka) as feeder:
        await feeder.send_all(each.game() for each in boards for _ in range(_WARM_UP))
        await rig.until(lambda: _all_read(rig), "the normalizer has read the first boards")
        since, began = time.time(), time.monotonic()
        while sent < count:
            for _ in range(dice.randrange(50, 150)):
                await feeder.send(boards[sent % len(boards)].game())
                sent += 1
            for _ in range(_run_length(dice)):
                body = _poison(boards[sent % len(boards)], dice, sent)
                poisoned[body.target.encode()] = body.content
                await feeder.send(body)
                sent += 1
            await _keep_pace(began, sent, size["records_per_s"])
        await feeder.flush()
        settled = await settle(rig, feeder.ledger, _LEAGUES)
    letters = await read_log(rig.kafka, (dead_topic(raw_topic(Provider.ODDS)),))
    counts = Counter(bytes(letter.key or b"") for letter in letters)
    whole = {
        bytes(letter.key or b"").decode()
        for letter in letters
        if letter.value == poisoned.get(header(letter.headers, "target") or b"")
        and header(letter.headers, "dead_reason")
    }
    return {
        "records": sent,
        "poisoned": len(poisoned),
        "quarantined_missing": len(settled.expected.dead - whole),
        "quarantined_twice": sum(times > 1 for times in counts.values()),
        "neighbours_lost": settled.findings.lost + settled.findings.unseen + settled.gone,
        "delayed_s": round(settled.slowest_s(since), 2),
        "unexpected_letters": len({key.decode() for key in counts} - settled.expected.dead),
    }


def passes(figures: Figures) -> bool:
    """Nothing missing, nothing twice, no neighbour lost or held up."""
    faults = ("quarantined_missing", "quarantined_twice", "neighbours_lost", "unexpected_letters")
    is_in_time = figures["delayed_s"] <= scaled(2)
    return figures["poisoned"] > 0 and is_in_time and not any(figures[name] for name in faults)


async def _all_read(rig: Rig) -> bool:
    return await unread(rig.kafka, RAW_ODDS) == 0


def _run_length(dice: random.Random) -> int:
    """Mostly one; now and then a long run."""
    return dice.randrange(2, _LONGEST_RUN) if dice.random() < 0.02 else 1


def _poison(boards: Boards, dice: random.Random, number: int) -> Body:
    good = boards.game()
    return good._replace(target=f"{good.target}-bad-{number}", content=dice.choice(_BAD) + str(number).encode())


async def _keep_pace(began: float, sent: int, per_s: float) -> None:
    await asyncio.sleep(max(0.0, began + sent / per_s - time.monotonic()))
