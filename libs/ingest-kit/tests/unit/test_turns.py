import asyncio
from datetime import timedelta

from a1_ingest_kit.turns import Turns


async def test_waiters_pass_by_their_interval_and_then_as_they_came() -> None:
    turns = Turns(2)
    passed: list[tuple[int, str]] = []
    first_two_done = asyncio.Event()

    async def poll(seconds: int, name: str) -> None:
        async with turns.turn(timedelta(seconds=seconds)):
            passed.append((seconds, name))
            await first_two_done.wait()

    polls = [asyncio.ensure_future(poll(*each)) for each in [(300, "a"), (300, "b"), (300, "c"), (15, "d"), (15, "e")]]
    await asyncio.sleep(0)
    assert passed == [(300, "a"), (300, "b")]
    first_two_done.set()
    await asyncio.gather(*polls)
    assert passed[2:] == [(15, "d"), (15, "e"), (300, "c")]


async def test_a_turn_that_is_given_up_is_passed_on() -> None:
    turns = Turns(1)

    async def poll() -> None:
        async with turns.turn(timedelta()):
            pass

    async with turns.turn(timedelta()):
        given_up, waiting = asyncio.ensure_future(poll()), asyncio.ensure_future(poll())
        await asyncio.sleep(0)
    given_up.cancel()
    await waiting
    async with asyncio.timeout(1), turns.turn(timedelta()):
        assert given_up.cancelled()
