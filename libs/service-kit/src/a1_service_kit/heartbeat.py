"""The heartbeat of a service, every five seconds."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Never

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from a1_schemas.heartbeat import Heartbeat
from a1_schemas.service_findings import ServiceFinding
from a1_schemas.topics import HEARTBEATS, MULTI_PARTITION
from a1_service_kit.logging import get_logger
from a1_service_kit.program import Runtime

EVERY = timedelta(seconds=5)
_VALID_FOR = EVERY * 3
_FINDINGS = {
    "halted": ServiceFinding.HALTED,
    "offset-before-log": ServiceFinding.OFFSET_BEFORE_LOG,
    "journal-sent": ServiceFinding.JOURNAL,
    "kafka": ServiceFinding.BROKER_AWAY,
}
"""The finding for an unmet readiness condition, by its name before a colon."""


@dataclass(frozen=True, slots=True)
class HeartbeatFacts:
    """The facts a service reports about itself."""

    ready: bool
    lag: int | None = None
    """Unread records; None while the broker does not say."""
    quota: dict[str, int] = field(default_factory=dict[str, int])
    cache: dict[str, int] = field(default_factory=dict[str, int])
    findings: tuple[ServiceFinding, ...] = ()


async def send_heartbeats(runtime: Runtime, producer: AIOKafkaProducer, facts: Callable[[], HeartbeatFacts]) -> Never:
    """Send the service's heartbeat until cancelled. A broker outage loses heartbeats and does not stop the service."""
    logger = get_logger("a1.heartbeat")
    while True:
        try:
            await producer.send_and_wait(
                HEARTBEATS,
                heartbeat_of(runtime, facts()).model_dump_json().encode(),
                key=f"{runtime.service}/{runtime.instance}".encode(),
                partition=MULTI_PARTITION,
            )
        except KafkaError as error:
            logger.warning("heartbeat.failed", error=type(error).__name__)
        await runtime.clock.sleep(EVERY.total_seconds())


def heartbeat_of(runtime: Runtime, facts: HeartbeatFacts) -> Heartbeat:
    """Return the heartbeat as of now."""
    now = runtime.clock.now()
    return Heartbeat(
        service=runtime.service,
        instance=runtime.instance,
        pid=os.getpid(),
        version=runtime.version,
        commit=runtime.commit,
        started_at=runtime.started_at,
        sent_at=now,
        valid_until=now + _VALID_FOR,
        ready=facts.ready,
        lag=facts.lag,
        quota=facts.quota,
        cache=facts.cache,
        ops_url=runtime.ops_url,
        findings=tuple(sorted({*facts.findings, *findings_in(runtime.readiness.missing)})),
    )


def findings_in(missing: Iterable[str]) -> frozenset[ServiceFinding]:
    """Return the findings that these unmet readiness conditions are."""
    return frozenset(_FINDINGS[word] for word in (name.partition(":")[0] for name in missing) if word in _FINDINGS)
