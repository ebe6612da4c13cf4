"""G1: load for a long time with a fault now and then: memory, tasks and files stay flat."""

import asyncio
import random
import signal
import statistics
import time
from collections import defaultdict

import psutil
from tests.faults.boards import Boards
from tests.faults.feeding import open_feeder
from tests.faults.polled import Polled
from tests.faults.processes import Child
from tests.faults.rig import Figures, Rig, Size
from tests.faults.settling import settle

from a1_schemas.leagues import League
from a1_testkit.tcp_proxy import TcpProxy
from a1_testkit.toxics import Toxics

_POLLED = (League.WNBA, League.MLS)
_FED = (League.NBA, League.NHL, League.EPL)
_SAMPLE_EVERY_S = 2.0
_MOST_RSS_MIB = 4.0
_MOST_FDS = 5
_MOST_TASKS = 5
_KINDS = ("redis", "pause", "ingester", "guest", "slow", "cut", "half-open")
_FIRST_PAUSE_S = 4.0
_SLOW = Toxics(latency_s=0.1, jitter_s=0.3)
_SILENT_S = 12.0
"""Longer than a session: the broker gives the partitions away."""


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Watch those that are never killed: a normalizer behind a proxy, the gateway and one ingester."""
    async with rig.proxy() as proxy:
        return await _run(rig, proxy, size, dice)


async def _run(rig: Rig, proxy: TcpProxy, size: Size, dice: random.Random) -> Figures:
    boards = [Boards(league, dice, games=10, books=8) for league in _FED]
    polled = Polled(rig, _POLLED, dice.randrange(1, 1000), changes=20)
    watched = await rig.normalizers(1, KAFKA__BOOTSTRAP_SERVERS=f"127.0.0.1:{proxy.port}")
    guest = rig.service("normalizer", "guest")
    gateway = await rig.gateway()
    watched.append(rig.children[-1])
    await polled.start()
    watched.append(polled.ingesters[0])
    ends_at = time.monotonic() + size["minutes"] * 60
    samples: dict[str, list[tuple[float, int, int]]] = defaultdict(list)
    faults = asyncio.create_task(_break_now_and_then(rig, polled, guest, proxy, size["fault_every_s"], dice))
    async with open_feeder(rig.kafka) as feeder:
        sending = asyncio.create_task(
            feeder.keep_sending(boards, size["changes_per_s"], lambda: time.monotonic() > ends_at)
        )
        while time.monotonic() < ends_at:
            for each in watched:
                samples[each.name].append(await _sample(rig, each))
            await asyncio.sleep(_SAMPLE_EVERY_S)
        await sending
        faults.cancel()
        await asyncio.wait({faults})
        await polled.pause()
        settled = await settle(rig, feeder.ledger, _FED)
        differences = await polled.until_equal(gateway, 60)
    growth = {name: _growth(of_one) for name, of_one in samples.items()}
    for name, (rss, fds, tasks) in growth.items():
        rig.note(f"{name}: {rss:+.1f} MiB, {fds:+d} files, {tasks:+d} tasks")
        rig.note(f"{name} in MiB: {' '.join(f'{mib:.0f}' for mib, _, _ in samples[name][::5])}")
    return {
        "minutes": size["minutes"],
        "rss_mib_growth": round(max(rss for rss, _, _ in growth.values()), 1),
        "fds_growth": max(fds for _, fds, _ in growth.values()),
        "tasks_growth": max(tasks for _, _, tasks in growth.values()),
        "exits": sum(not each.is_running for each in watched),
        "differences": len(differences),
        **{name: settled.findings.figures[name] for name in ("lost", "regressions", "unseen", "invented")},
    }


def passes(figures: Figures) -> bool:
    """Flat, alive, and true."""
    is_flat = (
        figures["rss_mib_growth"] <= _MOST_RSS_MIB
        and figures["fds_growth"] <= _MOST_FDS
        and figures["tasks_growth"] <= _MOST_TASKS
    )
    return is_flat and not any(
        figures[f] for f in ("exits", "differences", "lost", "regressions", "unseen", "invented")
    )


async def _break_now_and_then(
    rig: Rig, polled: Polled, guest: Child, proxy: TcpProxy, every_s: float, dice: random.Random
) -> None:
    """A fault, and what heals it a little later, for ever. Each kind comes once before one comes again.

    The first round is quick: what the first fault of a kind leaves behind belongs to the first quarter.
    """
    kinds, pause_s = list(_KINDS), _FIRST_PAUSE_S
    dice.shuffle(kinds)
    while True:
        await asyncio.sleep(pause_s * dice.uniform(0.7, 1.3))
        if not kinds:
            kinds, pause_s = dice.sample(_KINDS, len(_KINDS)), every_s
        kind = kinds.pop()
        rig.note(f"fault: {kind}")
        match kind:
            case "redis":
                rig.redis.kill()
                await asyncio.sleep(1)
                rig.redis.start()
            case "pause":
                rig.redis.signal(signal.SIGSTOP)
                await asyncio.sleep(2)
                rig.redis.signal(signal.SIGCONT)
            case "ingester":
                victim = dice.choice(polled.ingesters[1:])
                victim.kill()
                await asyncio.sleep(1)
                victim.start()
            case "guest":
                guest.kill()
                guest.start()
            case "slow":
                proxy.poison(upstream=_SLOW, downstream=_SLOW)
                await asyncio.sleep(8)
                proxy.poison()
            case "cut":
                await proxy.reset()
            case _:
                proxy.silence()
                await asyncio.sleep(_SILENT_S)
                proxy.poison()
                await proxy.reset()


async def _sample(rig: Rig, child: Child) -> tuple[float, int, int]:
    """Memory in MiB, open files, tasks of the event loop."""
    process = psutil.Process(child.pid)
    return process.memory_info().rss / 2**20, process.num_fds(), round(await rig.metric(child, "a1_loop_tasks"))


def _growth(samples: list[tuple[float, int, int]]) -> tuple[float, int, int]:
    """The last samples' median over the largest of the first quarter's, which has the start in it."""
    quarter = max(1, len(samples) // 4)
    first, last = samples[:quarter], samples[-max(1, len(samples) // 20) :]
    rss, fds, tasks = (statistics.median(each[n] for each in last) - max(each[n] for each in first) for n in range(3))
    return rss, round(fds), round(tasks)
