"""What the C library keeps goes back to the system."""

import asyncio
import ctypes
from types import SimpleNamespace

import pytest

from a1_service_kit.allocator import trim_memory
from a1_testkit.clocks import ManualClock
from a1_testkit.waiting import wait_until


async def test_the_heap_is_trimmed_each_second(monkeypatch: pytest.MonkeyPatch) -> None:
    trims: list[int] = []
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: SimpleNamespace(malloc_trim=trims.append))
    clock = ManualClock()
    trimming = asyncio.create_task(trim_memory(clock))
    for count in (1, 2):
        await wait_until(lambda: clock.sleepers)
        clock.advance(1)
        await wait_until(lambda count=count: len(trims) == count)
    trimming.cancel()


async def test_a_library_without_the_call_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: SimpleNamespace())
    await trim_memory(ManualClock())
