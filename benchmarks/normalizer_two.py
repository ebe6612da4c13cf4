"""Two normalizer processes beside one, on boards of two leagues; those of a run start together.

`normalizer-two`: a run begins when every process has its leagues and has handled some boards of each. The processes are
stopped (SIGSTOP) while the boards are written, so both runs find all of them. Counted is the time from there (SIGCONT)
until all boards are committed and their odds are in the view. The rate of a run is its boards divided by the CPU
seconds (user and system) of its busiest normalizer in that time: what it would handle each second if the broker, Redis
and all else that this machine runs had cores of their own. So the CPU of broker and Redis is taken off; an uneven split
and work done twice are not. `ratio` is the rate of two divided by the rate of one. `wall_ratio` compares the seconds
that went by instead, on `cores` which broker and Redis share.
"""

import asyncio
import os
import signal
import statistics
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, contextmanager
from itertools import islice
from typing import Any, NamedTuple

import httpx
from prometheus_client.parser import text_string_to_metric_families

from a1_identity.team_registry import registry_of
from a1_schemas.leagues import League
from a1_service_kit.kafka import ensure_topics
from a1_testkit.brokers import free_port
from a1_testkit.machine import scaled
from benchmarks.boards import boards
from benchmarks.conditions import Conditions
from benchmarks.normalizer_process import Process, Progress, Rates, cpu_seconds, open_progress, run_normalizer
from benchmarks.raw_boards import send_boards
from benchmarks.servers import Servers, run_servers

_LEAGUES = (League.NBA, League.MLB)
"""One has a partition of the lower half, the other one of the upper half: a group of two splits there."""
_MOVING = 0.05
_WARMING = 10
_AT_ONCE = 150
"""So many boards of a league are written while the processes are stopped: within their sessions."""
_HELD = "normalizer_leases"
_HALVES = ("resolver", "projector")
_WITHIN_S = 60.0


class _Normalizer(NamedTuple):
    process: Process
    ops_port: int


class _Boards:
    """The boards of both leagues, written in order."""

    def __init__(self, servers: Servers, count: int) -> None:
        self.written = 0
        self._servers = servers
        self._bodies = {league: _boards_of(league, count) for league in _LEAGUES}

    async def write(self, count: int) -> None:
        """Write so many of each league."""
        for league, bodies in self._bodies.items():
            await send_boards(self._servers.kafka, league, islice(bodies, count), self.written)
        self.written += count


def run(conditions: Conditions) -> list[dict[str, Any]]:
    """One line of `benchmarks/latest.jsonl`."""
    slices, rounds = conditions.size(4, smoke=1), conditions.size(3, smoke=1)
    pairs = [_round(conditions.broker, slices) for _ in range(rounds)]
    return [
        {
            "name": "normalizer-two",
            "ratio": round(statistics.median(two.by_cpu / one.by_cpu for one, two in pairs), 3),
            "value": round(statistics.median(two.by_cpu for _, two in pairs), 1),
            "unit": "boards/s of CPU",
            "beside": round(statistics.median(one.by_cpu for one, _ in pairs), 1),
            "wall_ratio": round(statistics.median(two.by_wall / one.by_wall for one, two in pairs), 3),
            "cores": os.cpu_count(),
        }
    ]


def _round(broker: str, slices: int) -> tuple[Rates, Rates]:
    """The rates of one normalizer and of two, each with a broker and a view of its own."""
    return _rates(broker, slices, 1), _rates(broker, slices, 2)


def _rates(broker: str, slices: int, count: int) -> Rates:
    """The rates of so many normalizers that start together."""
    with run_servers(broker) as servers, ExitStack() as stack:
        asyncio.run(ensure_topics(servers.kafka))
        written = _Boards(servers, _WARMING + slices * _AT_ONCE)
        ports = [free_port() for _ in range(count)]
        normalizers = [_Normalizer(stack.enter_context(run_normalizer(servers, port)), port) for port in ports]
        return asyncio.run(_measure(servers, normalizers, written, slices))


async def _measure(servers: Servers, normalizers: Sequence[_Normalizer], written: _Boards, slices: int) -> Rates:
    processes = [each.process for each in normalizers]
    seconds, used = 0.0, [0.0] * len(processes)
    async with AsyncExitStack() as stack:
        leagues = [await stack.enter_async_context(open_progress(servers, league, processes)) for league in _LEAGUES]
        await _until_assigned(normalizers)
        await written.write(_WARMING)
        await _until_done(leagues, written.written)
        for _ in range(slices):
            with _stopped(processes):
                await written.write(_AT_ONCE)
                before, began = [cpu_seconds(process) for process in processes], time.perf_counter()
            seconds += await _until_done(leagues, written.written) - began
            for place, process in enumerate(processes):
                used[place] += cpu_seconds(process) - before[place]
    count = slices * _AT_ONCE * len(_LEAGUES)
    return Rates(count / seconds, count / max(used))


def _boards_of(league: League, count: int) -> Iterator[bytes]:
    names = sorted(team.name for team in registry_of(league).teams.values())
    return boards(count, _MOVING, names, league.traits.odds_api_key)


async def _until_done(leagues: Sequence[Progress], count: int) -> float:
    """Wait until so many boards of each league are handled; returns the time on `time.perf_counter`."""
    await asyncio.gather(*(league.until_committed(count) for league in leagues))
    return max(await asyncio.gather(*(league.until_viewed() for league in leagues)))


async def _until_assigned(normalizers: Sequence[_Normalizer]) -> None:
    """Wait until both halves of every process hold as many partitions as those of every other."""
    deadline = time.monotonic() + scaled(_WITHIN_S)
    async with httpx.AsyncClient(trust_env=False) as http:
        while True:
            held = [await _held(http, each.ops_port) for each in normalizers]
            if all(held[0].values()) and all(each == held[0] for each in held):
                return
            if time.monotonic() > deadline:
                raise RuntimeError(f"the partitions are not shared evenly: {held}")
            await asyncio.sleep(0.2)


async def _held(http: httpx.AsyncClient, port: int) -> dict[str, float]:
    """How many partitions each half of a process holds; 0 while it does not answer."""
    held: dict[str, float] = dict.fromkeys(_HALVES, 0.0)
    try:
        text = (await http.get(f"http://127.0.0.1:{port}/metrics")).text
    except httpx.HTTPError:
        return held
    for family in text_string_to_metric_families(text):
        held |= {sample.labels["half"]: sample.value for sample in family.samples if sample.name == _HELD}
    return held


@contextmanager
def _stopped(processes: Sequence[Process]) -> Generator[None]:
    """Stop these processes while the context is open."""
    for process in processes:
        process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            process.send_signal(signal.SIGCONT)
