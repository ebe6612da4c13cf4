"""The follower of keys while Redis is away."""

import asyncio
from contextlib import suppress

from structlog.testing import capture_logs

from a1_edge_kit.key_follower import KeyFollower
from a1_edge_kit.key_ring import KeyRing
from a1_service_kit.clock import SystemClock
from a1_testkit.brokers import unreachable_redis


async def test_an_outage_of_redis_is_one_line_a_minute_and_ends_nothing() -> None:
    ring = KeyRing("pepper", "dev")
    follower = KeyFollower(unreachable_redis(), ring, SystemClock())
    with capture_logs() as logged, suppress(TimeoutError):
        async with asyncio.timeout(1):
            await follower.run()
    assert [line["event"] for line in logged] == ["keys.unreadable"]
    assert not ring.is_read
