"""From a changed price to a WebSocket client's frame: the same stack, changes and bare path as `end_to_end`.

The client follows the offers of the same leagues. An offer's age counts when its frame has arrived, from the arrival of
the provider's answer.
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
from a1_streaming.frames import PROTOCOL
from benchmarks.answers import Arrival
from benchmarks.conditions import Conditions
from benchmarks.end_to_end import CHANGES_PER_S, LEAGUES, Look, line, measure


class _Offer(msgspec.Struct):
    provider: str
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
async def _looking(_: httpx.AsyncClient, addresses: Addresses) -> AsyncGenerator[Look[Arrival]]:
    """Yield what returns the offers that came since the last call."""
    came: list[Arrival] = []

    async def look() -> list[Arrival]:
        found = came.copy()
        came.clear()
        return found

    async with connect(addresses.ws_urls[0], subprotocols=[PROTOCOL], max_size=None, compression=None) as socket:  # type: ignore[list-item]
        for league in LEAGUES:
            scope = {"league": league, "kinds": ["odds"]}
            await socket.send(json.dumps({"op": "subscribe", "id": league, "scope": scope}))

        async def follow() -> None:
            async for frame in socket:
                now = time.time()
                read = _read(frame)
                if read.op == "delta":
                    offers = [each.value for each in read.records if each.value]
                    came.extend(Arrival(offer.provider, offer.changed_at, now) for offer in offers)

        following = asyncio.create_task(follow())
        try:
            yield look
        finally:
            following.cancel()
