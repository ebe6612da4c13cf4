"""The view in Redis as a reader finds it."""

from collections.abc import Iterable
from typing import Any

import redis.asyncio as redis

from a1_schemas import keys
from a1_schemas.leagues import League
from a1_schemas.topics import normalized_topic
from a1_schemas.vocabulary import Kind

Held = dict[tuple[str, str], tuple[int, bytes]]


async def read_view(url: str, leagues: Iterable[League | str]) -> Held:
    """Every record of these leagues: topic and key → version and document."""
    held: Held = {}
    async with redis.Redis.from_url(url) as client:
        for league in leagues:
            for kind in Kind:
                fields: dict[Any, Any] = await client.hgetall(keys.records(league, kind))  # pyright: ignore[reportGeneralTypeIssues]
                for key, value in fields.items():
                    held[normalized_topic(kind), bytes(key).decode()] = keys.unpack(bytes(value))
    return held
