"""What the event loop's own metrics say."""

import asyncio

from prometheus_client import CollectorRegistry

from a1_service_kit.metrics import measure_loop


async def test_the_tasks_of_the_loop_are_counted_until_they_end() -> None:
    registry = CollectorRegistry()
    waiting = [asyncio.create_task(asyncio.sleep(60)) for _ in range(3)]
    measuring = asyncio.create_task(measure_loop(registry))
    await asyncio.sleep(0)
    everything = len(asyncio.all_tasks())
    assert registry.get_sample_value("a1_loop_tasks") == everything
    for task in waiting:
        task.cancel()
    async with asyncio.timeout(10):
        while registry.get_sample_value("a1_loop_tasks") != everything - len(waiting):
            await asyncio.sleep(0.05)
    measuring.cancel()
