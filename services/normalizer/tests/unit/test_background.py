"""Effects beside their caller: one at a time, in order, and none left behind."""

import asyncio

import pytest

from a1_normalizer.background import open_background


async def test_an_effect_begins_after_the_one_before_it_is_done_while_the_caller_goes_on():
    seen: list[str] = []
    gate = asyncio.Event()

    async def effect(name: str) -> None:
        seen.append(f"{name} begins")
        await gate.wait()
        seen.append(f"{name} ends")

    async with open_background() as background:
        assert not background.is_busy
        await background.begin(effect("first"))
        await asyncio.sleep(0)
        assert background.is_busy
        seen.append("caller")
        gate.set()
        await background.begin(effect("second"))
    assert seen == ["first begins", "caller", "first ends", "second begins", "second ends"]


async def test_an_effects_error_is_raised_before_the_next_begins():
    seen: list[str] = []

    async def failing() -> None:
        raise ValueError("refused")

    async def next_effect() -> None:
        seen.append("began")

    async with open_background() as background:
        await background.begin(failing())
        with pytest.raises(ValueError, match="refused"):
            await background.begin(next_effect())
    assert seen == []


async def test_the_last_effects_error_is_raised_at_the_end():
    async def failing() -> None:
        raise ValueError("refused")

    async def caller() -> None:
        async with open_background() as background:
            await background.begin(failing())

    with pytest.raises(ValueError, match="refused"):
        await caller()


async def test_an_error_of_the_caller_cancels_the_effect_under_way():
    cancelled = asyncio.Event()

    async def effect() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.set()
            raise

    async def caller() -> None:
        async with open_background() as background:
            await background.begin(effect())
            await asyncio.sleep(0)
            raise KeyError

    with pytest.raises(KeyError):
        await caller()
    assert cancelled.is_set()
