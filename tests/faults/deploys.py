"""B2: a deploy whose mapper, then whose resolver raises for every body: it halts, says so, and the next one goes on."""

import random
import time
from collections import Counter
from functools import partial

import httpx
from tests.faults.boards import Boards
from tests.faults.feeding import open_feeder
from tests.faults.log_tail import read_log, unread, written_of
from tests.faults.oracle import replay
from tests.faults.processes import Child
from tests.faults.rig import PROGRAMS, Figures, Rig, Size
from tests.faults.settling import RAW_ODDS
from tests.faults.view_reader import read_view

from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.topics import dead_topic, normalized_topic, raw_topic
from a1_schemas.vocabulary import Kind
from a1_testkit.machine import scaled

_LEAGUES = (League.NBA, League.NFL)
_HALTS_WITHIN = 200
_STILL_S = 6.0
_DEAD = (dead_topic(raw_topic(Provider.ODDS)),)
_ODDS = normalized_topic(Kind.ODDS)


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Feed a bad deploy until it halts, replace it, and look for every quote that was offered last."""
    boards = [Boards(league, dice, games=20, books=3) for league in _LEAGUES]
    halted_after: list[int] = []
    unhealthy = 0
    async with open_feeder(rig.kafka) as feeder:
        for half in ("mapper", "resolver"):
            bad = rig.service(
                "normalizer", f"bad-{half}", str(PROGRAMS / "failing.py"), half, "1", A1_COMMIT=f"bad-{half}"
            )
            before = len(await read_log(rig.kafka, _DEAD))
            bad.start()
            await rig.until(partial(_is_up, rig, bad), f"{bad.name} is ready or halted", 90)
            for _ in range(int(size["records"]) // 2):
                await feeder.send(dice.choice(boards).game())
            await feeder.flush()
            await _until_still(rig, before)
            letters = Counter(letter.partition for letter in (await read_log(rig.kafka, _DEAD))[before:])
            halted_after.append(max(letters.values(), default=0))
            unhealthy += await _says_so(rig, bad)
            rig.note(f"{half}: {dict(letters)} letters by partition, {await unread(rig.kafka, RAW_ODDS)} unread")
            await bad.terminate()
        good = rig.service("normalizer", "good", A1_COMMIT="good")
        good.start()
        await good.until_ready(rig.http)
        for each in boards:
            await feeder.send_all(each.game() for _ in range(20))
        await rig.until(lambda: _all_read(rig), "the next deploy has read everything", 120)
        lost = await _lost(rig)
    return {"halted_after": max(halted_after), "lost": lost, "said_halted": unhealthy, "records": len(feeder.ledger)}


def passes(figures: Figures) -> bool:
    """Both halt in time and say so; nothing is lost."""
    return 0 < figures["halted_after"] <= _HALTS_WITHIN and figures["said_halted"] == 2 and figures["lost"] == 0


async def _until_still(rig: Rig, letters: int) -> None:
    """Until nothing is committed for some seconds after the first new dead letter, or nothing is left."""
    last = await unread(rig.kafka, RAW_ODDS)
    since = time.monotonic()

    async def is_at_rest() -> bool:
        nonlocal last, since
        now = await unread(rig.kafka, RAW_ODDS)
        if now != last:
            last, since = now, time.monotonic()
        is_still = time.monotonic() - since > scaled(_STILL_S)
        return now == 0 or (is_still and len(await read_log(rig.kafka, _DEAD)) > letters)

    await rig.until(is_at_rest, "the bad deploy halts or ends", 120)


async def _is_up(rig: Rig, bad: Child) -> bool:
    """Whether it is ready, or halted already: the second one finds what the first one left, and may halt on that."""
    if not bad.is_running:
        raise RuntimeError(f"{bad.name} ended (exit code {bad.code}): {bad.last_lines()}")
    return await bad.is_ready(rig.http) or await _is_halted(rig, bad)


async def _says_so(rig: Rig, bad: Child) -> bool:
    """Whether it lives, and its readiness or a metric says that it halted."""
    return bad.is_running and await _is_halted(rig, bad)


async def _is_halted(rig: Rig, bad: Child) -> bool:
    """Whether its readiness or a metric says that it halted. False also while it does not answer yet."""
    try:
        ready = (await rig.http.get(f"http://127.0.0.1:{bad.port}/readyz")).text
        page = (await rig.http.get(f"http://127.0.0.1:{bad.port}/metrics")).text
    except httpx.HTTPError:
        return False
    lines = [line for line in page.splitlines() if "halted" in line and not line.startswith("#")]
    return "halted" in ready or any(float(line.rsplit(" ", 1)[1]) > 0 for line in lines)


async def _all_read(rig: Rig) -> bool:
    return await unread(rig.kafka, RAW_ODDS) == 0


async def _lost(rig: Rig) -> int:
    """Quotes of the last bodies that the view does not have, and records that are neither letters nor canonical."""
    raw = await read_log(rig.kafka, RAW_ODDS)
    letters = {bytes(letter.key or b"").decode() for letter in await read_log(rig.kafka, _DEAD)}
    clean = replay(raw).effects.newest
    wanted = {name: effect for name, effect in clean.items() if name[0] == _ODDS}
    written = {(each.key, each.version) for each in map(written_of, await read_log(rig.kafka)) if each.topic == _ODDS}
    missing: list[str] = []

    async def is_seen() -> bool:
        held = await read_view(rig.redis_url, _LEAGUES)
        missing[:] = [key for (topic, key), effect in wanted.items() if held.get((topic, key)) != tuple(effect)]
        return not missing

    try:
        await rig.until(is_seen, "the view has every quote", 60)
    except TimeoutError:
        rig.note(f"found: {len(missing)} of {len(wanted)} quotes are not in the view: {missing[:3]}")
    handled = {(version, key) for key, version in written}
    by_offset = {version - 1 for version, _ in handled}
    unaccounted = [
        each
        for each in raw
        if f"{each.topic}:{each.partition}:{each.offset}" not in letters and each.offset not in by_offset
    ]
    return len(missing) + len(unaccounted)
