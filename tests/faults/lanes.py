"""Runs entries side by side, each in a process of its own. Each takes as many lanes as it keeps the machine busy."""

import asyncio
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from tests.faults.processes import die_with_parent

LANES = 4
"""A lane is half of a core on the two that the lanes of the table were measured on."""
_LONGEST_LINE = 2**20
Line = dict[str, Any]


class Job(NamedTuple):
    """One entry to be run."""

    name: str
    broker: str
    lanes: int
    takes_s: float
    """About how long it takes."""


def in_order(jobs: Iterable[Job]) -> list[Job]:
    """Jobs with the most lanes first, and of those the longest, so that short narrow ones fill what is left."""
    return sorted(jobs, key=lambda job: (-job.lanes, -job.takes_s))


def next_job(waiting: Sequence[Job], free: int) -> Job | None:
    """The first of the waiting jobs that fits in so many free lanes."""
    return next((job for job in waiting if job.lanes <= free), None)


async def run_side_by_side(jobs: Iterable[Job], seed: int, size: str, keep: Callable[[Line], None]) -> list[Line]:
    """Run all of them. `keep` is called with each line when its entry ends; returns all of them in that order."""
    waiting, free, lines = in_order(jobs), list(range(1, LANES + 1)), list[Line]()
    running: dict[asyncio.Task[Line], list[int]] = {}
    while waiting or running:
        while (job := next_job(waiting, len(free))) is not None:
            waiting.remove(job)
            taken, free = free[: job.lanes], free[job.lanes :]
            running[asyncio.create_task(_run(job, seed, size, taken))] = taken
        ended, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        for task in ended:
            free = sorted([*free, *running.pop(task)])
            lines.append(task.result())
            keep(lines[-1])
    return lines


async def _run(job: Job, seed: int, size: str, taken: Sequence[int]) -> Line:
    """Run one entry, and print what it prints behind its name."""
    lanes = ",".join(map(str, taken))
    print(f"{job.name:3} | on {job.broker}, seed {seed}, {size}, lane {lanes}", flush=True)
    began, last = time.monotonic(), b""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.faults.alone", job.name, job.broker, str(seed), size),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        limit=_LONGEST_LINE,
        preexec_fn=die_with_parent,  # it calls into libc and nothing of ours
    )
    if process.stdout is None:
        raise RuntimeError("a process without output")
    async for said in process.stdout:
        if last:
            print(f"{job.name:3} | {last.decode('utf-8', 'replace').rstrip()}", flush=True)
        last = said
    await process.wait()
    said_at_last = _result(last) or {
        "pass": False,
        "figures": {"error": f"ended with {process.returncode}"},
        "cpu_s": 0,
    }
    seconds = round(time.monotonic() - began)
    verdict = "passed" if said_at_last["pass"] else "FAILED"
    figures = json.dumps(said_at_last["figures"])
    print(f"{job.name} {verdict} in {seconds} s, {said_at_last['cpu_s']} s of CPU, lane {lanes}: {figures}", flush=True)
    more = {"seconds": seconds, "lane": lanes}
    named = {"id": job.name, "seed": seed, "broker": job.broker}
    return named | {name: said_at_last[name] for name in ("pass", "figures")} | more


def _result(line: bytes) -> Line | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) and "figures" in found else None
