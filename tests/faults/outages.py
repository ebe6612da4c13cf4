"""A5: the broker is away for a while: ingesters go on asking and keep the answers, and nothing ends or is lost."""

import asyncio
import random
import time
from collections import Counter

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError
from tests.faults.effects import Effects
from tests.faults.ledger import judge
from tests.faults.log_tail import read_log, unread
from tests.faults.polled import Polled
from tests.faults.rig import Figures, Rig, Size
from tests.faults.settling import open_witness

from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.raw import header
from a1_schemas.topics import PARTITIONS, raw_topic
from a1_service_kit.kafka import log_ends

_LEAGUES = (League.NBA, League.NHL)
_CHANGES_PER_S = 90
"""So many that each answer of a board differs from the one before it, and must be in the raw topic."""
_READ = (raw_topic(Provider.ODDS), raw_topic(Provider.ESPN))
_BOARDS = {f"/v4/sports/{league.traits.odds_api_key}/odds": f"odds/odds/{league}" for league in _LEAGUES}


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Kill the broker and start it again after each of these times, on the same log."""
    polled = Polled(rig, _LEAGUES, dice.randrange(1, 1000), changes=_CHANGES_PER_S)
    services = await rig.normalizers(2)
    gateway = await rig.gateway()
    services += [rig.children[-1], *polled.ingesters]
    await polled.start()
    away: list[float] = []
    longest_recovery = 0.0
    async with open_witness(rig) as witness:
        await asyncio.sleep(10)
        for seconds in size["outages_s"]:
            before = await _boards_asked(polled)
            rig.broker.kill()
            await asyncio.sleep(seconds)
            asked = sum((await _boards_asked(polled)).values()) - sum(before.values())
            rig.broker.start()
            started_in = await rig.broker.until_ready(rig.http, within=120)
            started_in += await rig.until(lambda: _leads(rig), "the broker leads its partitions", 300)
            began = time.monotonic()
            await rig.until(lambda: _is_read(rig), "all is read again", 240)
            longest_recovery = max(longest_recovery, time.monotonic() - began)
            away.append(seconds)
            rig.note(
                f"away {seconds:g} s: {asked} boards asked meanwhile; the broker started in {started_in:.1f} s, "
                f"all was read {time.monotonic() - began:.1f} s later"
            )
        await polled.pause()
        differences = await polled.until_equal(gateway, 90)
        await rig.until(lambda: _is_read(rig), "all is read at the end", 120)
        await witness.catch_up()
        findings = judge(Effects(), witness.written, None)
        answers, published, repeated, reordered = await _boards(rig, polled)
    for text in differences[:5]:
        rig.note(f"found: {text}")
    rig.note(f"answers {dict(answers)}, published {dict(published)}")
    return {
        "longest_s": max(away),
        "lost": sum(max(0, answers[target] - published[target]) for target in answers),
        "reordered": reordered,
        "repeated": repeated,
        "exits": sum(not each.is_running for each in services),
        "regressions": findings.regressions,
        "duplicated": findings.duplicated,
        "differences": len(differences),
        "recovered_s": round(longest_recovery, 1),
    }


def passes(figures: Figures) -> bool:
    """Every answer is published, in order, by processes that never ended."""
    return not any(figures[name] for name in ("lost", "reordered", "exits", "regressions", "duplicated", "differences"))


async def _boards_asked(polled: Polled) -> Counter[str]:
    """Whole answers by target, as the sandbox counted them."""
    counts: Counter[str] = Counter()
    for call in await polled.call_rows():
        if call["path"] in _BOARDS and call["status"] == 200:
            counts[_BOARDS[call["path"]]] += call["count"]
    return counts


async def _boards(rig: Rig, polled: Polled) -> tuple[Counter[str], Counter[str], int, int]:
    """Answers and published bodies by target, and how many bodies have the sequence of one before, or a lower one."""
    answers = await _boards_asked(polled)
    published: Counter[str] = Counter()
    newest: dict[str, int] = {}
    repeated = reordered = 0
    for record in await read_log(rig.kafka, (raw_topic(Provider.ODDS),)):
        target = (record.key or b"").decode()
        sequence = int(header(record.headers, "sequence") or b"0")
        repeated += sequence == newest.get(target, -1)
        reordered += sequence < newest.get(target, -1)
        newest[target] = max(sequence, newest.get(target, -1))
        short = "/".join(target.split("/")[:3])
        published[short] += short in _BOARDS.values()
    return answers, published, repeated, reordered


async def _leads(rig: Rig) -> bool:
    """Whether the broker answers for its partitions: after a kill it listens and claims to lead them before it does."""
    try:
        await log_ends(rig.kafka, [TopicPartition(topic, number) for topic in _READ for number in range(PARTITIONS)])
    except KafkaError:
        return False
    return True


async def _is_read(rig: Rig) -> bool:
    try:
        return await unread(rig.kafka, _READ) < 5
    except KafkaError:  # it is only just back
        return False
