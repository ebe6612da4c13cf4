"""What the log of a stack says of analytics, and what the database of its history has."""

import json
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

import asyncpg
from aiokafka import TopicPartition

from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.causes import version_in
from a1_schemas.raw import header
from a1_schemas.topics import LEAGUE_PARTITIONS, analytics_topic
from a1_service_kit.kafka import read_to_end
from a1_service_kit.settings import KafkaSettings

_TABLES = {"quotes": "price_changes", "prop_quotes": "prop_changes"}
"""The newest quotes of each series, and the changes that they count."""
_OF_PUBLICATION = ("version", "changed_at")


class Said(NamedTuple):
    """A version of a record of analytics."""

    topic: str
    key: str
    version: int
    value: str | None
    """Its JSON with the names in order, as neither side keeps theirs."""


async def said_in_log(kafka: KafkaSettings) -> list[Said]:
    """The versions of the records of analytics, those of a key in their order."""
    topics = [analytics_topic(kind) for kind in AnalyticsKind]
    partitions = [TopicPartition(topic, number) for topic in topics for number in LEAGUE_PARTITIONS.values()]
    return [
        Said(
            record.topic,
            (record.key or b"").decode(),
            version_in(header(record.headers, "causes")),
            _in_order(None if record.value is None else record.value.decode()),
        )
        async for record in read_to_end(kafka, partitions)
    ]


def doubled(said: Iterable[Said]) -> list[tuple[Said, Said]]:
    """Versions of one record that do not rise, or say what the version before said."""
    of_key: defaultdict[tuple[str, str], list[Said]] = defaultdict(list)
    for each in said:
        of_key[each.topic, each.key].append(each)
    return [
        (before, after)
        for versions in of_key.values()
        for before, after in pairwise(versions)
        if before.version >= after.version or _words(before) == _words(after)
    ]


async def stored(postgres_url: str) -> list[Said]:
    """The records of analytics that the database has."""
    rows = await _rows(postgres_url, "select topic, key, version, value::text from analytics")
    return [Said(row["topic"], row["key"], row["version"], _in_order(row["value"])) for row in rows]


async def miscounted(postgres_url: str) -> list[tuple[Any, ...]]:
    """Series with another number of changes than their newest quote counts, or with two of one place in the log."""
    found: list[tuple[Any, ...]] = []
    for quotes, changes in _TABLES.items():
        query = (
            f"select event_id, series, q.changes, count(c.log_offset), "
            f"count(distinct (c.log_partition, c.log_offset, c.ordinal)) from {quotes} q "
            f"left join {changes} c using (event_id, series) group by 1, 2, 3 "
            "having q.changes <> count(c.log_offset) "
            "or q.changes <> count(distinct (c.log_partition, c.log_offset, c.ordinal))"
        )
        found += [tuple(row) for row in await _rows(postgres_url, query)]
    return found


async def _rows(postgres_url: str, query: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(postgres_url)
    try:
        return list(await connection.fetch(query))
    finally:
        await connection.close()


def _in_order(value: str | None) -> str | None:
    return None if value is None else json.dumps(json.loads(value), sort_keys=True)


def _words(said: Said) -> dict[str, Any] | None:
    if said.value is None:
        return None
    return {name: each for name, each in json.loads(said.value).items() if name not in _OF_PUBLICATION}
