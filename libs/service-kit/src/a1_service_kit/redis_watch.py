"""Watches Redis, by asking it every second. Apart from `watching`, which services without Redis import."""

import asyncio
from typing import Never

import redis.asyncio as redis_asyncio
from prometheus_client import Gauge
from redis.exceptions import RedisError

from a1_service_kit.program import Runtime
from a1_service_kit.redis import end_if_cancelled
from a1_service_kit.watching import EVERY_S, WITHIN_S, Connection

REDIS = "redis"
"""The readiness condition."""


def redis_connection(runtime: Runtime) -> Connection:
    """Return the connection to Redis, not answering yet."""
    gauge = Gauge("a1_redis_connected", "1 while Redis answers, else 0.", registry=runtime.registry)
    return Connection(REDIS, gauge, runtime)


async def watch_redis(runtime: Runtime, redis: redis_asyncio.Redis, connection: Connection) -> Never:
    """Ping Redis until cancelled."""
    while True:
        try:
            async with asyncio.timeout(WITHIN_S):
                await redis.ping()  # pyright: ignore[reportGeneralTypeIssues]
        except (RedisError, OSError, TimeoutError) as error:
            end_if_cancelled()
            connection.note(error)
        else:
            connection.note(None)
        await runtime.clock.sleep(EVERY_S)
