"""Clients that are cut anywhere, any number of times, while the log moves: no gap, and in the end the log's state."""

import asyncio
import copy
import random
from typing import Any

import pytest

from a1_schemas.vocabulary import Kind
from a1_stream.league_log import LeagueLog
from a1_streaming.digest import written
from a1_testkit.waiting import wait_until

from .conftest import Serve
from .log_writer import EVENT, OTHER_EVENT, LogWriter
from .stream_client import StreamClient

CUTS = 60
RARE_HEARTBEAT_S = 10
"""A hundred clients share a process with the service: what they hold is compared here, not how soon each is heard."""
KEYS = [f"k{number}" for number in range(40)]


async def write_at_random(dice: random.Random, writer: LogWriter, changes: int) -> None:
    for _ in range(changes):
        key, kind = dice.choice(KEYS), dice.choice((Kind.ODDS, Kind.EVENTS))
        what = dice.random()
        facts: dict[str, Any] = {"event_id": dice.choice((EVENT, OTHER_EVENT)), "text": "x" * dice.randrange(2_000)}
        if what < 0.1:
            await writer.tombstone(key, kind)
        elif what < 0.25:
            await writer.put(key, kind, removed="withdrawn", **facts)
        else:
            await writer.put(key, kind, **facts)


@pytest.mark.parametrize("seed", range(2))
async def test_a_client_that_is_cut_anywhere_has_no_gap(
    serve: Serve, writer: LogWriter, log: LeagueLog, seed: int
) -> None:
    dice = random.Random(seed)
    await write_at_random(dice, writer, 200)
    async with serve() as served:
        client = StreamClient(served.url, ("events", "odds"))
        client.receive_buffer = 16_384
        for _ in range(CUTS):
            async with client.connected() as connection:
                await asyncio.sleep(dice.choice((0, 0, 0.01, 0.03)))
                await write_at_random(dice, writer, dice.randrange(30))
                await asyncio.sleep(dice.choice((0, 0.005, 0.02)))
                if dice.random() < 0.5:
                    connection.transport.abort()
            await write_at_random(dice, writer, dice.choice((0, 5, 200)))
        async with client.connected():
            whole = written(sum(log.changes(kind).digest for kind in (Kind.EVENTS, Kind.ODDS)))
            await wait_until(lambda: client.checker.digest == whole, description="the log's state")
            await client.marked()
    assert client.checker.breaches == []
    assert client.checker.marks > 1


async def test_every_moment_of_cursor_and_snapshot_ends_in_the_logs_state(
    serve: Serve, writer: LogWriter, log: LeagueLog
) -> None:
    """Clients begin at 100 different moments from a cursor of before, and hold the same in the end."""
    dice = random.Random(7)
    async with serve(heartbeat_s=RARE_HEARTBEAT_S) as served:
        first = StreamClient(served.url, ("events", "odds"))
        async with first.connected():
            await first.live()
            clients: list[StreamClient] = []
            async with asyncio.TaskGroup() as tasks:
                done = asyncio.Event()
                for number in range(100):
                    await write_at_random(dice, writer, 3)
                    client = StreamClient(served.url, ("events", "odds"))
                    if number % 2:
                        client.checker = copy.deepcopy(first.checker)
                    clients.append(client)
                    tasks.create_task(_until(client, done))
                    await asyncio.sleep(0.002)
                whole = written(sum(log.changes(kind).digest for kind in (Kind.EVENTS, Kind.ODDS)))
                await wait_until(lambda: all(each.checker.digest == whole for each in clients), within=30)
                done.set()
    assert [breach for each in clients for breach in each.checker.breaches] == []


async def _until(client: StreamClient, done: asyncio.Event) -> None:
    async with client.connected():
        await done.wait()
