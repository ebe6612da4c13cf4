"""From a changed price to a WebSocket client's frame: the same stack, changes and bare path as `end_to_end`.

The client follows the offers of the same leagues. An offer's age counts when its frame has arrived.
"""

import asyncio
import json
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import httpx
import msgspec
from websockets.asyncio.client import connect

from a1_cli.stack.addresses import Addresses
from a1_schemas.leagues import League
from a1_streaming.frames import PROTOCOL
from benchmarks.conditions import Conditions
from benchmarks.end_to_end import CHANGES_PER_S, SPORT, Look, line, measure

_LEAGUES = [league for league in League if league.traits.sport == SPORT]


class _Offer(msgspec.Struct):
    changed_at: datetime


class _Record(msgspec.Struct):
    value: _Offer | None


class _Frame(msgspec.Struct):
    op: str
    records: list[_Record] = []


_read = msgspec.json.Decoder(_Frame).decode


def run(conditions: Conditions) -> list[dict[str, Any]]:
    """One line of `benchmarks/latest.jsonl`."""
    seconds = conditions.size(60, smoke=10)
    ours, bare = asyncio.run(measure(conditions.broker, changes=CHANGES_PER_S, seconds=seconds, looking=_looking))
    return [line("end-to-end-stream", ours, bare)]


@asynccontextmanager
async def _looking(_: httpx.AsyncClient, addresses: Addresses) -> AsyncGenerator[Look]:
    """Yield what returns the ages of the offers that came since the last call."""
    ages: list[float] = []

    async def look() -> list[float]:
        found = ages.copy()
        ages.clear()
        return found

    async with connect(addresses.ws_urls[0], subprotocols=[PROTOCOL], max_size=None, compression=None) as socket:  # type: ignore[list-item]
        for league in _LEAGUES:
            scope = {"league": league, "kinds": ["odds"]}
            await socket.send(json.dumps({"op": "subscribe", "id": league, "scope": scope}))

        async def follow() -> None:
            async for frame in socket:
                now = time.time()
                read = _read(frame)
                if read.op == "delta":
                    ages.extend(now - each.value.changed_at.timestamp() for each in read.records if each.value)

        following = asyncio.create_task(follow())
        try:
            yield look
        finally:
            following.cancel()
