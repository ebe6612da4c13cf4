"""Each process of a whole stack but the sandbox, killed once while the rest goes on; then one that hangs."""

import asyncio
import random
import time

from tests.faults.rig import Figures, Rig, Size
from tests.faults.running_stack import RunningStack, running_stack

from a1_testkit.machine import machine_scale

_UP_WITHIN_S = 60.0
_EQUAL_WITHIN_S = 90.0
_INGESTERS = ("ingest-sportradar", "ingest-odds", "ingest-prizepicks", "ingest-espn")
_PROCESSES = (*_INGESTERS, "normalizer", "gateway", "redis", "broker")
_FORGETFUL_BROKERS_CLIENTS = {*_INGESTERS, "normalizer", "historian", "analytics", "stream"}
"""Started afresh with the embedded broker, which keeps nothing on disk."""


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """The stack is one of `a1 up`, with its own embedded broker."""
    return await asyncio.to_thread(_run, rig, size)


def passes(figures: Figures) -> bool:
    """All came back in time, and the gateway said the truth, and named what hung."""
    return figures["killed"] > 0 and not figures["faults"]


def _run(rig: Rig, size: Size) -> Figures:
    faults: list[str] = []
    up, true = [0.0], [0.0]
    with running_stack() as stack:
        for name in _PROCESSES[: int(size["processes"])]:
            try:
                up_after, true_after = _kill(stack, name, faults)
            except TimeoutError as error:
                faults.append(f"{name}: {error}")
                continue
            up.append(up_after)
            true.append(true_after)
            rig.note(f"{name}: up after {up_after:.1f} s, true after {true_after:.1f} s")
        try:
            _hang(stack, faults)
        except TimeoutError as error:
            faults.append(f"hanging: {error}")
    return {"killed": len(stack.killed), "up_s": round(max(up), 1), "true_s": round(max(true), 1), "faults": faults}


def _kill(stack: RunningStack, name: str, faults: list[str]) -> tuple[float, float]:
    """Seconds until it was up again, and until the answers were the world's."""
    may_be_away = {name} | (_FORGETFUL_BROKERS_CLIENTS if name == "broker" else set())
    with stack.clock_paused():
        stack.until_equal(60, "before the kill")
        began = time.monotonic()
        restarts = stack.kill(name)

        def is_up() -> bool:
            if not stack.not_up() <= may_be_away:
                faults.append(f"{name}: away besides are {stack.not_up() - may_be_away}")
            if name != "gateway" and (stack.believed_too_long() or not stack.answers()):
                faults.append(f"{name}: the gateway does not answer, or believes {stack.believed_too_long()}")
            row = stack.process(name)
            return row["restarts"] > restarts and row["state"] == "up"

        up_after = stack.until(is_up, _UP_WITHIN_S, f"{name} is up again")
        stack.until(lambda: not stack.not_up(), _UP_WITHIN_S - up_after / machine_scale(), "all are up again")
        left = _EQUAL_WITHIN_S - (time.monotonic() - began) / machine_scale()
        stack.until_equal(left, "what is served after the kill")
        true_after = time.monotonic() - began
    _follow_the_world(stack)
    return up_after, true_after


def _hang(stack: RunningStack, faults: list[str]) -> None:
    """An ingester that hangs: its service and its sources are down, and all else goes on."""
    stack.until(lambda: stack.health()["status"] == "healthy", 90, "all is well before")
    calls = {provider: stack.calls(provider) for provider in ("sportradar", "odds", "prizepicks")}

    def is_named() -> bool:
        health = stack.health()
        service = next(row for row in health["services"] if row["service"] == "ingest-espn")
        silent = {row["provider"] for row in health["sources"] if row["reason"] == "no-heartbeat"}
        if silent - {"espn"}:
            faults.append(f"hanging: silent are {silent}")
        return health["status"] == "degraded" and service["reason"] == "no-heartbeat" and bool(silent)

    with stack.hanging("ingest-espn"):
        stack.until(is_named, stack.validity_of("espn") + 10, "health names ingest-espn and its sources")
        if any(stack.calls(provider) <= count for provider, count in calls.items()):
            faults.append("hanging: another provider was not asked meanwhile")
    stack.until(lambda: stack.health()["status"] == "healthy", 90, "all is well again")
    _follow_the_world(stack)


def _follow_the_world(stack: RunningStack) -> None:
    """Being true must not mean standing still."""
    before = stack.truth()
    stack.until(lambda: stack.truth() != before, 30, "the world goes on")
    with stack.clock_paused():
        stack.until_equal(60, "what is served once the world went on")
