"""Keys of the edge, from the log through the projector into the key ring of a gateway."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from a1_edge_kit.key_follower import KeyFollower
from a1_edge_kit.key_ring import KeyRing
from a1_edge_kit.keys import new_key
from a1_schemas.api_key import ApiKey
from a1_schemas.topics import EDGE_KEYS, MULTI_PARTITION
from a1_service_kit.clock import SystemClock
from a1_service_kit.kafka import open_producer
from a1_testkit.bad_credentials import ENVIRONMENT, PEPPER, key_record
from a1_testkit.machine import scaled
from a1_testkit.waiting import wait_until

PROJECTOR = {"NORMALIZER__ROLE": "projector"}
NOW = SystemClock().now()


@pytest.fixture
async def view(redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_url) as client:
        yield client


@pytest.fixture
async def ring(view: Redis) -> AsyncIterator[KeyRing]:
    ring = KeyRing(PEPPER, ENVIRONMENT)
    following = asyncio.create_task(KeyFollower(view, ring, SystemClock()).run())
    yield ring
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)


async def publish(stage, *keys: ApiKey) -> None:
    async with open_producer(stage.kafka, "test") as producer:
        for key in keys:
            value = key.model_dump_json().encode()
            await producer.send_and_wait(EDGE_KEYS, value, key=key.id.encode(), partition=MULTI_PARTITION)


async def test_a_revoked_key_is_refused_within_two_seconds_and_after_a_rebuild(
    stage, view: Redis, ring: KeyRing
) -> None:
    text, other = (new_key(ENVIRONMENT, f"aaaaaaa{number}") for number in range(2))
    await publish(stage, key_record(text, NOW), key_record(other, NOW))
    with stage.run(**PROJECTOR):
        await wait_until(lambda: ring.find(text, NOW) is not None, within=60)
        await publish(stage, key_record(text, NOW, revoked_at=NOW))
        began = asyncio.get_running_loop().time()
        await wait_until(lambda: ring.find(text, NOW) is None, within=60)
        assert asyncio.get_running_loop().time() - began < scaled(2)
        assert ring.find(other, NOW) is not None

        await view.flushall()
        fresh = KeyRing(PEPPER, ENVIRONMENT)
        follower = KeyFollower(view, fresh, SystemClock())

        async def is_read() -> bool:
            await follower.look()
            return fresh.is_read

        await wait_until(is_read, within=60)
        assert (fresh.find(text, NOW), fresh.find(other, NOW) is not None) == (None, True)
