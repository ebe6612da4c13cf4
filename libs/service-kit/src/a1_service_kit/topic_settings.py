"""The broker's settings of the contract's topics: what differs, changing it, and refusing what is too weak.

The embedded broker is excepted: it reports no settings of its topics.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from enum import Enum, auto
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import for_code

from a1_schemas.topics import TOPICS
from a1_service_kit.kafka import check_partitions, client_options, ensure_topics
from a1_service_kit.settings import ConfigurationError, KafkaSettings

_SET_ON_THE_TOPIC = 1
_SHOWN = 3
_SEEN_WITHIN_S = 10
_ASKED_EACH_S = 5


class TopicSettingsError(ConfigurationError):
    """A topic's settings are weaker than the contract's."""

    reason = "topic-settings"


class Found(NamedTuple):
    """A setting of a topic as the broker reports it, and whether it was set on the topic itself."""

    value: str
    is_own: bool


class Change(NamedTuple):
    """A setting of a topic that is not as it should be. An unknown old value is `none`."""

    topic: str
    setting: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.topic} {self.setting} {self.old} → {self.new}"


class _Fit(Enum):
    EXACT = auto()
    AT_LEAST = auto()
    AT_MOST = auto()


_FITS: Mapping[str, _Fit] = MappingProxyType(
    {
        "cleanup.policy": _Fit.EXACT,
        "message.timestamp.type": _Fit.EXACT,
        "max.message.bytes": _Fit.AT_LEAST,
        "retention.ms": _Fit.AT_LEAST,
        "delete.retention.ms": _Fit.AT_LEAST,
        "min.compaction.lag.ms": _Fit.AT_LEAST,
        "segment.ms": _Fit.AT_MOST,
        "segment.bytes": _Fit.AT_MOST,
        "min.cleanable.dirty.ratio": _Fit.AT_MOST,
    }
)
"""What is weaker than the contract, for each setting."""

_CHOSEN = frozenset({"segment.ms", "delete.retention.ms", "min.compaction.lag.ms"})
"""They have settings of ours (`KAFKA__TOPICS__…`), so they are changed to exactly these; others may be stronger."""


def is_weaker(change: Change) -> bool:
    """Return whether the old value is weaker than the new one."""
    if change.old == change.new:
        return False
    fit = _FITS[change.setting]
    if fit is _Fit.EXACT or change.old == "none":
        return True
    old, new = _number(change.old), _number(change.new)
    return old < new if fit is _Fit.AT_LEAST else old > new


def _number(value: str) -> float:
    """-1 is without bound."""
    return float("inf") if value == "-1" else float(value)


def differences(topic: str, wanted: Mapping[str, str], found: Mapping[str, Found]) -> Iterator[Change]:
    """Yield what must change on a topic. A stronger value set by others stays, unless it is one of ours."""
    for setting, new in wanted.items():
        change = Change(topic, setting, found[setting].value if setting in found else "none", new)
        differs = setting in _CHOSEN and _number(change.old) != _number(new) if change.old != "none" else True
        if differs or is_weaker(change):
            yield change


async def needed_changes(kafka: KafkaSettings) -> list[Change]:
    """Return what must change on the topics of a broker, in the contract's order."""
    async with _admin(kafka) as admin:
        return _changes(kafka, await _found(admin))


async def change_topics(kafka: KafkaSettings) -> list[Change]:
    """Change what must change on the topics of a broker, and wait until the broker says so. Returns the changes.

    Raises TopicSettingsError if it does not within ten seconds. Values set by others stay.
    """
    async with _admin(kafka) as admin:
        found = await _found(admin)
        changes = _changes(kafka, found)
        resources: list[ConfigResource] = []
        for topic, of_topic in groupby(changes, attrgetter("topic")):
            kept = {name: setting.value for name, setting in found[topic].items() if setting.is_own}
            new = {change.setting: change.new for change in of_topic}
            # The request replaces all settings of a topic, so those that stay are in it too.
            resources.append(ConfigResource(ConfigResourceType.TOPIC, topic, {**kept, **new}))
        for answer in await admin.alter_configs(resources) if resources else ():
            for code, message, _, topic in answer.resources:  # pyright: ignore[reportAttributeAccessIssue] - untyped
                if code:
                    raise for_code(code)(f"the settings of {topic} could not be changed: {message}")
        for _ in range(_SEEN_WITHIN_S * _ASKED_EACH_S):
            if not _changes(kafka, await _found(admin)):
                return changes
            await asyncio.sleep(1 / _ASKED_EACH_S)
    raise TopicSettingsError(f"the broker took {len(changes)} changes of topic settings and does not show them")


async def prepare_topics(kafka: KafkaSettings, *, replication_factor: int = 1) -> list[Change]:
    """Create missing topics, check the partitions of all and change their settings. Returns the changes."""
    await ensure_topics(kafka, replication_factor=replication_factor)
    await check_partitions(kafka)
    return await change_topics(kafka) if kafka.idempotent else []


async def check_topics(kafka: KafkaSettings) -> None:
    """Raise PartitionCountError or TopicSettingsError if a topic is not, or is weaker than, what the contract says."""
    await check_partitions(kafka)
    if not kafka.idempotent:
        return
    weaker = [change for change in await needed_changes(kafka) if is_weaker(change)]
    if weaker:
        more = f" and {len(weaker) - _SHOWN} more" if len(weaker) > _SHOWN else ""
        shown = ", ".join(str(change) for change in weaker[:_SHOWN])
        raise TopicSettingsError(
            f"topic settings are weaker than the contract's: {shown}{more}; "
            "change them with `python -m a1_service_kit.topics`"
        )


@asynccontextmanager
async def _admin(kafka: KafkaSettings) -> AsyncGenerator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(**client_options(kafka))
    try:
        await admin.start()
        yield admin
    finally:
        await admin.close()


async def _found(admin: AIOKafkaAdminClient) -> dict[str, dict[str, Found]]:
    """Return every setting of each topic."""
    asked: Sequence[ConfigResource] = [ConfigResource(ConfigResourceType.TOPIC, topic.name) for topic in TOPICS]
    found: dict[str, dict[str, Found]] = {}
    for answer in await admin.describe_configs(list(asked)):
        for code, message, _, topic, entries in answer.resources:  # pyright: ignore[reportAttributeAccessIssue]
            if code:
                raise for_code(code)(f"the settings of {topic} could not be read: {message}")
            found[topic] = {
                name: Found(value, source == _SET_ON_THE_TOPIC) for name, value, _read_only, source, *_ in entries
            }
    return found


def _changes(kafka: KafkaSettings, found: Mapping[str, Mapping[str, Found]]) -> list[Change]:
    times = kafka.topics.times
    return [
        change
        for topic in TOPICS
        for change in differences(topic.name, topic.configuration(times), found.get(topic.name, {}))
    ]
