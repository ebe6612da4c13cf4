"""What the C library keeps goes back to the system."""

import asyncio
import ctypes
from types import SimpleNamespace

import pytest

from a1_service_kit.allocator import trim_memory
from a1_testkit.clocks import ManualClock
from a1_testkit.waiting import wait_until


async def test_the_heap_is_trimmed_each_second_and_where_that_takes_long_seldom(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, trims = ManualClock(), list[float]()

    def trim(_kept: int) -> None:
        trims.append(clock.monotonic())
        clock.advance(0.03 if len(trims) == 2 else 0.0001)

    monkeypatch.setattr(ctypes, "CDLL", lambda _name: SimpleNamespace(malloc_trim=trim))
    trimming = asyncio.create_task(trim_memory(clock))
    for count in (1, 2, 3):
        await wait_until(lambda: clock.sleepers)
        while len(trims) < count:
            clock.advance(0.5)
            await asyncio.sleep(0)
    trimming.cancel()
    first, second, third = trims
    assert second - first == pytest.approx(1, abs=0.6)
    assert third - second == pytest.approx(30, abs=0.6)


async def test_a_library_without_the_call_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: SimpleNamespace())
    await trim_memory(ManualClock())
