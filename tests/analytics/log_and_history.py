"""What the log of a stack says that history must have, and what history has."""

import json
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

import asyncpg
from aiokafka import TopicPartition

from a1_historian.changes import Known, changes_of
from a1_historian.log_records import ANALYTICS, ODDS, PROPS_TOPIC, Analysis, LogRecord, read
from a1_historian.offers import Offer
from a1_schemas.topics import LEAGUE_PARTITIONS
from a1_service_kit.kafka import read_to_end
from a1_service_kit.settings import KafkaSettings

_TABLES = {ODDS: "price_changes", PROPS_TOPIC: "prop_changes"}
_OF_PUBLICATION = ("version", "changed_at")


class PriceChange(NamedTuple):
    """A change of a series, by its place in the log."""

    table: str
    partition: int
    offset: int
    ordinal: int
    series: str
    version: int
    line: Decimal | None
    price: Decimal | None
    suspended: bool
    withdrawn: str | None


class Said(NamedTuple):
    """A version of a record of analytics."""

    topic: str
    key: str
    version: int
    value: str | None
    """Its JSON with the names in order, as neither side keeps theirs."""


async def log_of(kafka: KafkaSettings) -> list[LogRecord]:
    """Every record of prices and of analytics, those of a partition in their order."""
    topics = (ODDS, PROPS_TOPIC, *ANALYTICS)
    partitions = [TopicPartition(topic, number) for topic in topics for number in LEAGUE_PARTITIONS.values()]
    return [read(record) async for record in read_to_end(kafka, partitions)]


def changes_in(log: Iterable[LogRecord]) -> list[PriceChange]:
    """The changes of prices that these records make, found by one reader that nothing disturbs."""
    known: defaultdict[tuple[str, str], dict[str, Known]] = defaultdict(dict)
    found: list[PriceChange] = []
    for record in log:
        offer = record.content
        if isinstance(offer, Offer):
            quotes = known[offer.event_id, offer.key]
            for ordinal, (series, after) in enumerate(list(changes_of(quotes, offer, record.version))):
                quotes[series] = after
                place = (_TABLES[record.topic], record.partition, record.offset, ordinal)
                withdrawn = None if after.withdrawn is None else str(after.withdrawn)
                values = (after.quote.line, after.quote.price, after.quote.suspended, withdrawn)
                found.append(PriceChange(*place, series, after.version, *values))
    return sorted(found, key=_place)


def said_in(log: Iterable[LogRecord]) -> list[Said]:
    """The versions of the records of analytics."""
    found = [
        Said(record.topic, each.key, record.version, _in_order(each.value))
        for record in log
        if isinstance(each := record.content, Analysis)
    ]
    return sorted(found, key=_name)


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


async def stored_changes(postgres_url: str) -> list[PriceChange]:
    """The changes of prices that the database has."""
    columns = "log_partition, log_offset, ordinal, series, version, line, price, suspended, withdrawn"
    found: list[PriceChange] = []
    connection = await asyncpg.connect(postgres_url)
    try:
        for table in _TABLES.values():
            found += [PriceChange(table, *row) for row in await connection.fetch(f"select {columns} from {table}")]
    finally:
        await connection.close()
    return sorted(found, key=_place)


async def stored_analytics(postgres_url: str) -> list[Said]:
    """The records of analytics that the database has."""
    connection = await asyncpg.connect(postgres_url)
    try:
        rows = await connection.fetch("select topic, key, version, value::text from analytics")
    finally:
        await connection.close()
    found = [Said(row["topic"], row["key"], row["version"], _in_order(row["value"])) for row in rows]
    return sorted(found, key=_name)


def _place(change: PriceChange) -> tuple[object, ...]:
    return change[:4]


def _name(said: Said) -> tuple[object, ...]:
    return said[:3]


def _in_order(value: str | None) -> str | None:
    return None if value is None else json.dumps(json.loads(value), sort_keys=True)


def _words(said: Said) -> dict[str, Any] | None:
    if said.value is None:
        return None
    return {name: each for name, each in json.loads(said.value).items() if name not in _OF_PUBLICATION}
