"""G3: a log and a Redis that an older commit wrote are taken over by this one, and by this one from a newer one."""

import asyncio
import operator
import random
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import redis.asyncio as redis
from aiokafka import TopicPartition
from tests.faults import side_by_side
from tests.faults.boards import Boards
from tests.faults.feeding import open_feeder
from tests.faults.log_tail import unread
from tests.faults.missing_quotes import missing_quotes
from tests.faults.processes import Child
from tests.faults.rig import ROOT, Figures, Rig, Size, open_rig
from tests.faults.settling import RAW_ODDS

from a1_schemas.leagues import League
from a1_schemas.topics import normalized_topic, partition_of
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import log_ends
from a1_testkit.brokers import free_port

_OLD = "ad36410"
_LEAGUES = (League.NBA, League.NHL, League.EPL)


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Both halves at once: forward from the old commit, and side by side with a newer version of this one."""
    forward, beside = await asyncio.gather(
        _forward(rig, size, dice), side_by_side.run(rig, int(size["boards"]), random.Random(dice.randrange(2**31)))
    )
    return {
        "refused_starts": forward["refused_starts"] + beside["refused_starts"],
        "lost": forward["lost"] + beside["lost"],
        "held_before": forward["held_before"],
        "newer_records": beside["newer_records"],
    }


async def _forward(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Let the old commit fill log and view, then start this one on both, and move every quote once more."""
    boards = [Boards(league, dice, games=10, books=8) for league in _LEAGUES]
    async with _checkout(rig) as python, open_rig(rig.kind, is_prepared=False) as stage:
        await _create_topics(stage, python)
        old = _old_normalizer(stage, python)
        old.start()
        await old.until_ready(stage.http)
        async with open_feeder(stage.kafka) as feeder:
            for _ in range(int(size["boards"])):
                await feeder.send_all(each.board() for each in boards)
            await stage.until(lambda: _is_read(stage), "the old commit has read everything", 120)
            await stage.until(lambda: _is_viewed(stage), "the old commit has written its view", 60)
            held = sum((await _old_view(stage)).values())
            await old.terminate()
            rig.note(f"{_OLD} left {held} records in the view")
            await _create_topics(stage, sys.executable)
            refused = await _starts(stage)
            await feeder.send_all(each.board() for each in boards)
            missing = await missing_quotes(stage, _LEAGUES, operator.eq)
            await stage.until(lambda: _is_old_view_gone(stage), "the old commit's view is gone", 60)
    return {"refused_starts": refused, "lost": missing, "held_before": held}


def passes(figures: Figures) -> bool:
    """Every start succeeds, and every quote is there."""
    both = figures["held_before"] > 0 and figures["newer_records"] > 0
    return both and not figures["refused_starts"] and not figures["lost"]


@asynccontextmanager
async def _checkout(rig: Rig) -> AsyncGenerator[str]:
    """The old commit in a folder and an environment of its own. Yields its interpreter."""
    folder = rig.folder / "old"
    await _call("git", "worktree", "add", "--detach", str(folder), _OLD, cwd=ROOT)
    try:
        await _call("make", "setup", cwd=folder)
        rig.note(f"{_OLD} is installed")
        yield str(folder / ".venv" / "bin" / "python")
    finally:
        await _call("git", "worktree", "remove", "--force", str(folder), cwd=ROOT)


async def _call(*argv: str, cwd: Path, **environment: str) -> None:
    process = await asyncio.create_subprocess_exec(
        *("env", "-u", "VIRTUAL_ENV", *(f"{name}={value}" for name, value in environment.items()), *argv),
        cwd=cwd,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    out, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"{argv[0]} ended with {process.returncode}: {out.decode()[-500:]}")


async def _create_topics(stage: Rig, python: str) -> None:
    servers = stage.kafka.bootstrap_servers
    await _call(python, "-m", "a1_service_kit.topics", cwd=ROOT, KAFKA__BOOTSTRAP_SERVERS=servers)


def _old_normalizer(stage: Rig, python: str) -> Child:
    port = free_port()
    settings = {
        "KAFKA__BOOTSTRAP_SERVERS": stage.kafka.bootstrap_servers,
        "REDIS__URL": stage.redis_url,
        "OPS__PORT": str(port),
    }
    argv = (python, "-m", "a1_normalizer")
    child = Child("old", argv, settings, stage.folder, port=port, ready_url=f"http://127.0.0.1:{port}/readyz")
    stage.children.append(child)
    return child


async def _starts(stage: Rig) -> int:
    """How many of a normalizer and a gateway of this commit do not become ready."""
    refused = 0
    for start in (lambda: stage.normalizers(1), stage.gateway):
        try:
            await start()
        except RuntimeError as error:
            stage.note(f"found: {error}")
            refused += 1
    return refused


async def _old_view(stage: Rig) -> dict[str, int]:
    """The keys of records that are there in the old commit's view, and how many each holds."""
    wanted = [f"a1:{{{league}}}:{kind}" for league in _LEAGUES for kind in Kind]
    async with redis.Redis.from_url(stage.redis_url) as client:
        return {key: size for key in wanted if (size := await client.hlen(key))}  # pyright: ignore[reportGeneralTypeIssues]


async def _is_old_view_gone(stage: Rig) -> bool:
    return not await _old_view(stage)


async def _is_viewed(stage: Rig) -> bool:
    """Whether the old commit's view stands at the end of its log."""
    places = {league: TopicPartition(normalized_topic(Kind.ODDS), partition_of(league)) for league in _LEAGUES}
    ends = await log_ends(stage.kafka, list(places.values()))
    async with redis.Redis.from_url(stage.redis_url) as client:
        at = [await client.hget(f"a1:{{{league}}}:positions", place.topic) for league, place in places.items()]  # pyright: ignore[reportGeneralTypeIssues]
    return all(int(found or 0) >= ends[place] > 0 for found, place in zip(at, places.values(), strict=True))


async def _is_read(stage: Rig) -> bool:
    return await unread(stage.kafka, RAW_ODDS) == 0
