"""The epoch of the log: the same as long as its topics are the ones they were, another once one was made again.

A broker gives a topic an id of its own when it is made (KIP-516). aiokafka asks for metadata in a version before these
ids, so the request of the version that has them is declared here.
"""

import hashlib
from collections.abc import AsyncGenerator, Collection, Mapping
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any
from uuid import UUID

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import IncompatibleBrokerVersion
from aiokafka.protocol.abstract import AbstractType
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import (
    Boolean,
    CompactArray,
    CompactString,
    Int16,
    Int32,
    Schema,
    TaggedFields,
)

from a1_schemas.analytics_words import VIEW_KINDS
from a1_schemas.raw import SCHEMA_VERSION
from a1_schemas.topics import topic_of
from a1_service_kit.kafka import client_options
from a1_service_kit.settings import KafkaSettings

TOPICS = frozenset(map(topic_of, VIEW_KINDS))
"""The topics that the epoch covers."""
_DIGEST_BYTES = 6
_NO_ID = UUID(int=0)


def epoch_of(topic_ids: Mapping[str, UUID]) -> str:
    """Return the epoch of a log of these topics: 12 hexadecimal digits."""
    digest = hashlib.blake2b(SCHEMA_VERSION.encode(), digest_size=_DIGEST_BYTES)
    for topic, topic_id in sorted(topic_ids.items()):
        digest.update(b"\0" + topic.encode() + b"\0" + topic_id.bytes)
    return digest.hexdigest()


async def read_epoch(settings: KafkaSettings) -> str | None:
    """Return the epoch of the broker's log, or None if a topic is missing or the broker gives topics no ids.

    Raises KafkaError.
    """
    async with open_log(settings) as log:
        return await epoch_at(log)


async def epoch_at(log: AIOKafkaClient) -> str | None:
    """Return the same from an open client. Raises KafkaError."""
    found = await topic_ids_at(log, TOPICS)
    return epoch_of(found) if found.keys() == TOPICS else None


async def read_topic_ids(settings: KafkaSettings, topics: Collection[str]) -> dict[str, UUID]:
    """Return the ids of these topics. A topic that is missing, or has no id, is left out. Raises KafkaError."""
    async with open_log(settings) as log:
        return await topic_ids_at(log, topics)


@asynccontextmanager
async def open_log(settings: KafkaSettings) -> AsyncGenerator[AIOKafkaClient]:
    """Open a client that asks for topics' ids. Raises KafkaError."""
    client = AIOKafkaClient(**client_options(settings))
    try:
        await client.bootstrap()
        yield client
    finally:
        await client.close()


async def topic_ids_at(log: AIOKafkaClient, topics: Collection[str]) -> dict[str, UUID]:
    """Return the ids of these topics from an open client."""
    try:
        answer: Any = await log.send(log.get_random_node(), _TopicIds(sorted(topics)))
    except (IncompatibleBrokerVersion, NotImplementedError):
        return {}
    return {name: topic_id for error, name, topic_id, *_ in answer.topics if not error and topic_id != _NO_ID}


class _Id(AbstractType[UUID]):
    """A UUID on the wire: 16 bytes."""

    @classmethod
    def encode(cls, value: UUID) -> bytes:
        return value.bytes

    @classmethod
    def decode(cls, data: BytesIO) -> UUID:
        return UUID(bytes=data.read(16))

    @classmethod
    def repr(cls, value: UUID) -> str:
        return str(value)


_TEXT, _NUMBERS, _TAGS = CompactString("utf-8"), CompactArray(Int32), ("tags", TaggedFields)
_BROKER = Schema(("id", Int32), ("host", _TEXT), ("port", Int32), ("rack", _TEXT), _TAGS)
_PARTITION = Schema(
    *(("error", Int16), ("partition", Int32), ("leader", Int32), ("leader_epoch", Int32)),
    *(("replicas", _NUMBERS), ("in_sync", _NUMBERS), ("offline", _NUMBERS), _TAGS),
)
_TOPIC = Schema(
    *(("error", Int16), ("name", _TEXT), ("id", _Id), ("is_internal", Boolean)),
    *(("partitions", CompactArray(_PARTITION)), ("operations", Int32), _TAGS),
)


class _Answer(Response):
    API_KEY = 3  # pyright: ignore[reportAssignmentType, reportIncompatibleMethodOverride]
    API_VERSION = 12  # pyright: ignore[reportAssignmentType, reportIncompatibleMethodOverride]
    SCHEMA = Schema(
        *(("throttled_ms", Int32), ("brokers", CompactArray(_BROKER)), ("cluster", _TEXT), ("controller", Int32)),
        *(("topics", CompactArray(_TOPIC)), _TAGS),
    )


class _Metadata(RequestStruct):
    API_KEY = 3
    API_VERSION = 12
    FLEXIBLE_VERSION = True
    RESPONSE_TYPE = _Answer
    SCHEMA = Schema(
        ("topics", CompactArray(Schema(("id", _Id), ("name", _TEXT), _TAGS))),
        *(("may_create", Boolean), ("with_operations", Boolean), _TAGS),
    )


class _TopicIds(Request[_Metadata]):
    API_KEY = 3

    def __init__(self, topics: list[str]) -> None:
        self._topics = topics

    def build(self, request_struct_class: type[_Metadata]) -> _Metadata:
        return request_struct_class([(_NO_ID, topic, {}) for topic in self._topics], False, False, {})
