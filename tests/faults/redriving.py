"""B3: bodies that a bug put aside are sent again after the fix, twice: then the log is a clean one."""

import asyncio
import json
import random
import sys
from pathlib import Path
from typing import Any

from tests.faults.boards import Boards
from tests.faults.feeding import open_feeder
from tests.faults.log_tail import read_log, unread
from tests.faults.oracle import replay
from tests.faults.rig import PROGRAMS, ROOT, Figures, Rig, Size
from tests.faults.settling import RAW_ODDS

from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.removal import is_removal
from a1_schemas.topics import dead_topic, normalized_topic, raw_topic
from a1_schemas.vocabulary import Kind

_LEAGUES = (League.NBA, League.NFL, League.NHL, League.EPL)
_DEAD = (dead_topic(raw_topic(Provider.ODDS)),)
_ODDS = normalized_topic(Kind.ODDS)
_ONE_IN = 3
_A1 = Path(sys.executable).parent / "a1"


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Each game has one body, and the bug hits one target in three."""
    games = int(size["quarantined"]) * _ONE_IN // len(_LEAGUES) + 1
    boards = [Boards(league, dice, games=games, books=2) for league in _LEAGUES]
    bad = rig.service("normalizer", "bad", str(PROGRAMS / "failing.py"), "mapper", str(_ONE_IN), A1_COMMIT="bad")
    bad.start()
    await bad.until_ready(rig.http)
    async with open_feeder(rig.kafka) as feeder:
        await feeder.send_all(each.game() for _ in range(games) for each in boards)
    await rig.until(lambda: _all_read(rig), "the bad deploy has read everything", 300)
    await bad.terminate()
    raw = await read_log(rig.kafka, RAW_ODDS)
    quarantined = len(await read_log(rig.kafka, _DEAD))
    rig.note(f"{quarantined} of {len(raw)} bodies were put aside")
    good = rig.service("normalizer", "good", A1_COMMIT="good")
    good.start()
    await good.until_ready(rig.http)
    first = await _redrive(rig)
    await rig.until(lambda: _all_read(rig), "what was sent again is handled", 300)
    wanted = _values({key: value for (topic, key), (_, value) in replay(raw).effects.newest.items() if topic == _ODDS})
    try:
        await rig.until(lambda: _is(rig, wanted), "the canonical log is that of a clean run", 60)
    except TimeoutError:
        found = await _found(rig)
        wrong = [key for key in sorted({*found, *wanted}) if found.get(key) != wanted.get(key)]
        rig.note(f"found: {len(wrong)} of {len(wanted)} quotes differ: {wrong[:2]}")
        rig.note(f"found: {found.get(wrong[0])}, not {wanted.get(wrong[0])}")
        return {"redriven": first["sent"], "second_time_changes": -1, "quarantined": quarantined, "wrong": len(wrong)}
    before = await _changes(rig)
    second = await _redrive(rig)
    await rig.until(lambda: _all_read(rig), "what was sent a second time is handled", 120)
    await asyncio.sleep(2)
    return {
        "redriven": first["sent"],
        "second_time_changes": await _changes(rig) - before + second["sent"],
        "quarantined": quarantined,
        "records": len(raw),
    }


def passes(figures: Figures) -> bool:
    """All that was put aside is sent again, and only once."""
    return figures["redriven"] == figures["quarantined"] > 0 and figures["second_time_changes"] == 0


async def _redrive(rig: Rig) -> dict[str, Any]:
    """`a1 rejects replay` on this broker; what it counted."""
    process = await asyncio.create_subprocess_exec(
        str(_A1),
        *("rejects", "replay", "--json", "--bootstrap-servers", rig.kafka.bootstrap_servers),
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    out, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"a1 rejects replay ended with {process.returncode}: {out.decode()[-300:]}")
    return json.loads(out)


async def _all_read(rig: Rig) -> bool:
    return await unread(rig.kafka, RAW_ODDS) == 0


async def _changes(rig: Rig) -> int:
    """How many records of quotes the log has."""
    return sum(record.topic == _ODDS for record in await read_log(rig.kafka))


async def _is(rig: Rig, wanted: dict[str, Any]) -> bool:
    return await _found(rig) == wanted


async def _found(rig: Rig) -> dict[str, Any]:
    written = await read_log(rig.kafka, (_ODDS,))
    return _values({(record.key or b"").decode(): record.value for record in written})


def _values(documents: dict[str, bytes | None]) -> dict[str, Any]:
    """The living documents without their times and versions."""
    left_out = {"version", "changed_at", "observed_at"}
    return {
        key: {name: value for name, value in json.loads(document).items() if name not in left_out}
        for key, document in documents.items()
        if document is not None and not is_removal(document)
    }
