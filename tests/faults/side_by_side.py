"""The second half of G3: this code and a newer one on one log and one view, side by side, forward and rolled back."""

import asyncio
import json
import operator
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.faults.boards import Boards
from tests.faults.feeding import Feeder, open_feeder
from tests.faults.log_tail import read_log, unread
from tests.faults.missing_quotes import missing_quotes
from tests.faults.processes import Child
from tests.faults.rig import PROGRAMS, Figures, Rig
from tests.faults.settling import RAW_ODDS

from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.raw import header
from a1_schemas.targets import target_of
from a1_schemas.topics import HEARTBEATS, dead_topic, partition_of, poll_topic
from a1_service_kit.kafka import open_producer

_LEAGUES = (League.NBA, League.NHL, League.EPL)
_POLLS = poll_topic(Provider.ODDS)
_NEWER = "newer-word"
_PAGES = ("unified-games", "unified-odds")


async def run(rig: Rig, boards_each: int, dice: random.Random) -> Figures:
    """Both write in turn, each takes over from the other, and a gateway of each reads all of it."""
    tree = rig.folder / "newer"
    await _make(tree)
    boards = [Boards(league, dice, games=10, books=8) for league in _LEAGUES]
    this = rig.service("normalizer", "this")
    newer = rig.service("normalizer", "newer", PYTHONPATH=str(tree))
    refused = await _starts(rig, this, newer)
    gateways = [await rig.gateway(), await rig.gateway("newer-gateway", PYTHONPATH=str(tree))]
    async with open_feeder(rig.kafka) as feeder:
        await _feed(rig, feeder, boards, boards_each)
        await this.terminate()
        await _feed(rig, feeder, boards, boards_each)
        refused += await _starts(rig, this)
        await newer.terminate()
        rig.note("rolled back")
        await _send_newer_messages(rig)
        await _feed(rig, feeder, boards, boards_each)
    lost = await missing_quotes(rig, _LEAGUES, operator.ge)
    faults = [page for gateway in gateways for page in await _bad_pages(rig, gateway)]
    letters = await read_log(rig.kafka, (dead_topic(RAW_ODDS[0]), dead_topic(_POLLS)))
    faults += [f"{each.topic} has {each.key}: {header(each.headers, 'dead_reason')}" for each in letters]
    newer_records = sum(f'"{_NEWER}"'.encode() in (each.value or b"") for each in await read_log(rig.kafka))
    for text in faults:
        rig.note(f"found: {text}")
    rig.note(f"{newer_records} records had a newer word")
    return {
        "refused_starts": refused,
        "lost": lost + len(faults),
        "newer_records": newer_records,
    }


async def _make(tree: Path) -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, str(PROGRAMS / "newer.py"), str(tree))
    if await process.wait():
        raise RuntimeError("no newer version could be made")


async def _starts(rig: Rig, *normalizers: Child) -> int:
    """How many of these do not become ready."""
    for each in normalizers:
        each.start()
    found = await asyncio.gather(*(each.until_ready(rig.http) for each in normalizers), return_exceptions=True)
    errors = [each for each in found if isinstance(each, BaseException)]
    for error in errors:
        rig.note(f"found: {error}")
    return len(errors)


async def _feed(rig: Rig, feeder: Feeder, boards: list[Boards], times: int) -> None:
    for _ in range(times):
        await feeder.send_all(each.board() for each in boards)

    async def is_read() -> bool:
        return await unread(rig.kafka, (*RAW_ODDS, _POLLS)) == 0

    await rig.until(is_read, "all is read", 90)


async def _send_newer_messages(rig: Rig) -> None:
    """A poll record and a heartbeat of services that are newer still."""
    now = datetime.now(UTC)
    target = target_of(Provider.ODDS, "odds", _LEAGUES[0], "eu")
    later = (now + timedelta(minutes=5)).isoformat()
    poll = {
        "provider": "odds",
        "feed": "odds",
        "league": _LEAGUES[0],
        "target": target,
        "sequence": 1,
        "outcome": _NEWER,
        "reason": _NEWER,
        "newer_field": [1],
        "fetched_at": now.isoformat(),
        "valid_until": later,
        "next_poll_at": later,
    }
    heartbeat = {
        "service": "ingest-odds",
        "instance": "newer",
        "pid": 1,
        "version": "9",
        "commit": "9",
        "ready": True,
        "started_at": now.isoformat(),
        "sent_at": now.isoformat(),
        "valid_until": later,
        "findings": [_NEWER],
        "newer_field": {},
    }
    async with open_producer(rig.kafka, "faults") as producer:
        partition = partition_of(_LEAGUES[0])
        await producer.send_and_wait(_POLLS, json.dumps(poll).encode(), key=target.encode(), partition=partition)
        await producer.send_and_wait(HEARTBEATS, json.dumps(heartbeat).encode(), key=b"ingest-odds/newer")


async def _bad_pages(rig: Rig, gateway: str) -> list[str]:
    """The pages that a gateway does not serve, or serves without a game."""
    urls = [f"{gateway}/api/v1/data/{page}/{league}" for page in _PAGES for league in _LEAGUES]
    found: list[str] = []
    for url in [*urls, f"{gateway}/health/detailed"]:
        answer = await rig.http.get(url)
        if answer.status_code != 200 or (url in urls and not answer.json()["data"]):
            found.append(f"{url} answers {answer.status_code}: {answer.text[:200]}")
    return found
