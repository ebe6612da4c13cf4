"""From a changed price to the gateway's answer: the whole stack on the sandbox's world, as `a1 up` runs it.

An offer's `changed_at` is when the request was sent that brought the change: the wait for the next poll is not in it.
What is measured is the time from there until a client of the gateway sees the offer: fetch, broker, normalizer, broker,
view and snapshot. The client asks every ten milliseconds, which is in the figures.
"""

import asyncio
import statistics
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from a1_cli.stack.addresses import choose_addresses
from a1_cli.stack.log import StackLog
from a1_cli.stack.ports import free_ports
from a1_cli.stack.stack import StackConfig, open_stack
from a1_testkit.machine import scaled

_SPORT = "basketball"
_FEWEST = 30
_ASK_EVERY = 0.01


def run(smoke: bool) -> list[dict[str, Any]]:  # noqa: FBT001
    """One line of `benchmarks/latest.jsonl`: the median in milliseconds, beside the 99th percentile."""
    latencies = asyncio.run(_measure(seconds=20 if smoke else 60))
    p50 = statistics.median(latencies)
    p99 = statistics.quantiles(latencies, n=100)[98]
    return [
        {
            "name": "end-to-end",
            "ratio": round(p50 / p99, 3),
            "value": round(p50 * 1000, 1),
            "unit": "ms (median; beside it the 99th percentile)",
            "beside": round(p99 * 1000, 1),
            "changes": len(latencies),
        }
    ]


async def _measure(*, seconds: float) -> list[float]:
    folder = Path(tempfile.mkdtemp(prefix="a1-bench-"))
    config = StackConfig(choose_addresses(free_ports(1)[0]), "world", 1, "embedded", folder)
    log = StackLog(folder, level="error", colour=False)
    try:
        async with open_stack(config, log), httpx.AsyncClient(timeout=scaled(10), trust_env=False) as http:
            return await _watch(http, f"{config.addresses.gateway_url}/api/v1/data/unified-odds/{_SPORT}", seconds)
    finally:
        log.close()


async def _watch(http: httpx.AsyncClient, url: str, seconds: float) -> list[float]:
    """The age of each change when it is first seen; what was there at the start does not count."""
    seen: dict[tuple[str, str, str], str] = {}
    latencies: list[float] = []
    tag, is_first = "", True
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = await http.get(url, params={"limit": 500}, headers={"If-None-Match": tag} if tag else {})
        now = time.time()
        if answer.status_code == 200:
            tag = answer.headers["etag"]
            changed = _changed(answer.json()["data"], seen)
            latencies += [] if is_first else [now - each for each in changed]
            is_first = is_first and not seen
        await asyncio.sleep(_ASK_EVERY)
    if len(latencies) < _FEWEST:
        raise RuntimeError(f"only {len(latencies)} changes in {seconds:g} s")
    return latencies


def _changed(events: list[dict[str, Any]], seen: dict[tuple[str, str, str], str]) -> list[float]:
    """When the offers that are new since the last answer were fetched, as seconds since 1970."""
    found: list[float] = []
    for event in events:
        for offer in event["offers"]:
            key = (event["event_id"], offer["provider"], offer["bookmaker"])
            if seen.get(key) != offer["changed_at"]:
                seen[key] = offer["changed_at"]
                found.append(datetime.fromisoformat(offer["changed_at"]).timestamp())
    return found
