"""`python tests/faults/latency.py URL`: how fast each data endpoint of a running gateway answers at a steady rate.

Requests leave on the beat whether or not earlier ones were answered, so a slow answer is not hidden by the wait for it.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence

import httpx

LISTS = ("unified-games", "unified-odds", "player-props", "sports-news")
SPORTS = ("nba", "basketball", "basketball_nba")
LIMIT_MS = 100.0


async def _paths(http: httpx.AsyncClient) -> dict[str, list[str]]:
    """Endpoint → paths to ask in turn."""
    paths = {name: [f"/api/v1/data/{name}/{sport}" for sport in SPORTS] for name in LISTS}
    answer = await http.get("/api/v1/data/unified-games/nba", params={"status": ["live", "final"]})
    games = answer.raise_for_status().json()["data"]
    paths["player-stats"] = [f"/api/v1/data/player-stats/{game['event_id']}" for game in games]
    return paths


async def _timed(http: httpx.AsyncClient, path: str, due: float) -> float:
    answer = await http.get(path)
    answer.raise_for_status()
    return (time.perf_counter() - due) * 1000


async def _measure(http: httpx.AsyncClient, paths: Sequence[str], rate: float, seconds: float) -> list[float]:
    """Milliseconds from when each request was due to its whole answer, in order of size."""
    began = time.perf_counter()
    asked: list[asyncio.Task[float]] = []
    for number in range(int(rate * seconds)):
        due = began + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        asked.append(asyncio.create_task(_timed(http, paths[number % len(paths)], due)))
    return sorted(await asyncio.gather(*asked))


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


async def _run(url: str, rate: float, seconds: float) -> bool:
    limits = httpx.Limits(max_connections=100, max_keepalive_connections=100)
    async with httpx.AsyncClient(base_url=url, limits=limits, timeout=10, trust_env=False) as http:
        print(f"{'endpoint':14} {'p50':>8} {'p99':>8} {'most':>8}  ms at {rate:g} requests/s for {seconds:g} s")
        fast = True
        for endpoint, paths in (await _paths(http)).items():
            took = await _measure(http, paths, rate, seconds)
            print(f"{endpoint:14} {_at(took, 0.5):8.1f} {_at(took, 0.99):8.1f} {took[-1]:8.1f}")
            fast = fast and _at(took, 0.99) < LIMIT_MS
        return fast


def main() -> int:
    """Print a line for each endpoint; 1 where a 99th percentile is not below the limit."""
    parser = argparse.ArgumentParser(description="Latency of each data endpoint at a steady rate")
    parser.add_argument("url", nargs="?", default="http://127.0.0.1:8000")
    parser.add_argument("--rate", type=float, default=50.0)
    parser.add_argument("--seconds", type=float, default=10.0)
    arguments = parser.parse_args()
    return 0 if asyncio.run(_run(arguments.url, arguments.rate, arguments.seconds)) else 1


if __name__ == "__main__":
    sys.exit(main())
