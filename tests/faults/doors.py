"""E4: slow, greedy and idle clients of a gateway, beside a healthy one.

Each kind is followed until the gateway has cut every connection of it. The healthy client is a process of its own,
compared with itself in the pauses between.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from prometheus_client.parser import text_string_to_metric_families

from a1_testkit.machine import scaled

_HEALTHY = Path(__file__).with_name("healthy_client.py")
_PAUSE_S = 5.0
_GIVEN_UP_AFTER_S = 60.0
_OPENED_WITHIN_S = 3.0
_FLOOD_BYTES = 100_000_000
_CHUNK = b"y" * 1_000_000
_NOISE_S = 0.005
"""Below this the machine decides how long an answer takes, with or without others."""
Requests = list[tuple[float, float, int]]
"""When each left, what it took in seconds, and its status."""


@dataclass(frozen=True, slots=True)
class Attack:
    """A kind of client: its sockets' source addresses, what each sends at once, and what it then sends each moment."""

    name: str
    sources: Sequence[str]
    first: bytes
    then: bytes = b""
    each_s: float = 0.5
    times: int = 1_000_000


def attacks(connections: int, slow: int) -> Sequence[Attack]:
    """The kinds of E4, in order."""
    body = b"POST /health HTTP/1.1\r\nhost: a\r\ncontent-length: 60000\r\n\r\n"
    one = ["127.0.0.2"] * slow
    return (
        Attack("header trickle", one, b"GET /health HTTP/1.1\r\nhost: a\r\n", b"x: y\r\n"),
        Attack("body trickle", one, body, b"x"),
        Attack("silence", one, b""),
        Attack("header flood", ["127.0.0.2"], b"GET / HTTP/1.1\r\nx: ", _CHUNK, 0, _FLOOD_BYTES // len(_CHUNK)),
        Attack("idle of one address", ["127.0.0.3"] * connections, b""),
        Attack("idle of many addresses", [f"127.1.{n // 200}.{n % 200 + 1}" for n in range(connections)], b""),
    )


async def run(
    seed: int, connections: int, gateway_port: int, ops_url: str, *, slow: int = 50, pause_s: float = _PAUSE_S
) -> dict[str, Any]:
    """Attack a gateway of default settings. Returns the figures of E4 and what they are made of."""
    dice = random.Random(seed)
    attacked: list[tuple[float, float]] = []
    cut: dict[str, float] = {}
    async with httpx.AsyncClient(base_url=ops_url, timeout=30, trust_env=False) as ops, _healthy(gateway_port) as asked:
        await asyncio.sleep(pause_s)
        before = await _figures(ops)
        for attack in attacks(connections, slow):
            began = time.monotonic()
            took = await asyncio.gather(*(_connection(attack, source, gateway_port, dice) for source in attack.sources))
            cut[attack.name] = max(took)
            attacked.append((began, time.monotonic()))
            await asyncio.sleep(pause_s)
        after = await _settled(ops, before)
        healthy = await asked()
    calm = [took for at, took, _ in healthy if not _within(at, attacked)]
    during = [took for at, took, _ in healthy if _within(at, attacked)]
    opened = sum(len(attack.sources) for attack in attacks(connections, slow))
    return {
        "slowest_cut_s": round(max(cut.values()), 2),
        "healthy_p99_ratio": round(_p99(during) / max(scaled(_NOISE_S), _p99(calm)), 2),
        "uncounted": opened - int(after["refused"] - before["refused"]),
        "healthy_failed": sum(status != 200 for *_, status in healthy),
        "healthy_p99_ms": round(_p99(during) * 1000, 1),
        "rss_mib_growth": round((after["rss"] - before["rss"]) / 2**20, 1),
        "fds_growth": int(after["fds"] - before["fds"]),
        "cut_s": {name: round(seconds, 2) for name, seconds in cut.items()},
    }


def passes(figures: dict[str, Any]) -> bool:
    """The floors of E4."""
    return (
        figures["slowest_cut_s"] <= 10
        and figures["healthy_p99_ratio"] <= 2
        and figures["uncounted"] == 0
        and figures["healthy_failed"] == 0
        and figures["fds_growth"] <= 2
        and figures["rss_mib_growth"] <= 32
    )


async def _connection(attack: Attack, source: str, port: int, dice: random.Random) -> float:
    """Open a connection and misbehave until it is cut. Returns the seconds that took."""
    await asyncio.sleep(dice.uniform(0, _OPENED_WITHIN_S))
    began = time.monotonic()
    writer: asyncio.StreamWriter | None = None
    try:
        async with asyncio.timeout(_GIVEN_UP_AFTER_S):
            reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(source, 0))
            sending = asyncio.create_task(_send(attack, writer, dice))
            try:
                while await reader.read(65_536):
                    pass
            finally:
                sending.cancel()
                await asyncio.gather(sending, return_exceptions=True)
    except (ConnectionError, TimeoutError):
        pass
    finally:
        if writer is not None:
            writer.transport.abort()
    return time.monotonic() - began


async def _send(attack: Attack, writer: asyncio.StreamWriter, dice: random.Random) -> None:
    writer.write(attack.first)
    for _ in range(attack.times if attack.then else 0):
        await asyncio.sleep(attack.each_s * dice.uniform(0.5, 1.5))
        writer.write(attack.then)
        await writer.drain()


@asynccontextmanager
async def _healthy(port: int) -> AsyncGenerator[Callable[[], Awaitable[Requests]]]:
    """Run the healthy client. Yields what ends it and returns its requests."""
    with tempfile.TemporaryFile("w+") as said:
        process = await asyncio.create_subprocess_exec(sys.executable, str(_HEALTHY), str(port), stdout=said)

        async def asked() -> Requests:
            process.terminate()
            await process.wait()
            said.seek(0)
            rows = [line.split() for line in said if line.endswith("\n")]
            return [(float(at), float(took), int(status)) for at, took, status in rows]

        try:
            yield asked
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


async def _figures(ops: httpx.AsyncClient) -> dict[str, float]:
    families = {
        family.name: family
        for family in text_string_to_metric_families((await ops.get("/metrics")).raise_for_status().text)
    }
    return {
        "refused": sum(
            sample.value for sample in families["gateway_refused_connections"].samples if sample.name.endswith("_total")
        ),
        "rss": families["process_resident_memory_bytes"].samples[0].value,
        "fds": families["process_open_fds"].samples[0].value,
    }


async def _settled(ops: httpx.AsyncClient, before: dict[str, float]) -> dict[str, float]:
    """The figures after the last connection has gone; as they are after some seconds."""
    for _ in range(50):
        figures = await _figures(ops)
        if figures["fds"] <= before["fds"] + 1:
            return figures
        await asyncio.sleep(0.2)
    return await _figures(ops)


def _within(at: float, spans: Sequence[tuple[float, float]]) -> bool:
    return any(first <= at <= last for first, last in spans)


def _p99(seconds: Sequence[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.99)]
