"""Names what is broken, rather than what can no longer be seen because of it.

Heartbeats and statuses travel from a service over Kafka, the normalizer and Redis to the gateway, so a fault of that
chain silences services and sources that are well. docs/health.md has the table of these rules.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from a1_schemas.heartbeat import Heartbeat
from a1_schemas.vocabulary import SourceReason


class ServiceState(StrEnum):
    """The state of a service's instances together."""

    UP = "up"
    STARTING = "starting"
    DOWN = "down"
    UNKNOWN = "unknown"
    """Nothing can be seen of it."""


class Cause(StrEnum):
    """Why a service or a source is not up, where it does not say so itself."""

    REDIS_AWAY = "redis-away"
    NO_HEARTBEATS = "no-heartbeats-projected"
    """Nothing arrives from any service: the normalizer or Kafka is away."""
    NO_HEARTBEAT = "no-heartbeat"
    NOT_READY = "not-ready"
    NORMALIZER_DOWN = "normalizer-down"
    NORMALIZER_NOT_READY = "normalizer-not-ready"
    NORMALIZER_BEHIND = "normalizer-behind"


class ServiceCondition(NamedTuple):
    """The state of a service, its cause where that is not `up`, and its unread records; None where unknown."""

    state: ServiceState
    reason: Cause | None = None
    lag: int | None = None


def broken_chain(*, redis_answers: bool, heartbeats: Iterable[Heartbeat], now: datetime) -> Cause | None:
    """Return what hides every service from the gateway, or None where at least one can be seen."""
    if not redis_answers:
        return Cause.REDIS_AWAY
    if not any(heartbeat.valid_until >= now for heartbeat in heartbeats):
        return Cause.NO_HEARTBEATS
    return None


def condition_of(alive: Iterable[Heartbeat], chain: Cause | None) -> ServiceCondition:
    """Return the condition of a service by its valid heartbeats. It is up while one instance is."""
    heartbeats = list(alive)
    if chain is not None:
        return ServiceCondition(ServiceState.UNKNOWN, chain)
    if not heartbeats:
        return ServiceCondition(ServiceState.DOWN, Cause.NO_HEARTBEAT)
    lags = [heartbeat.lag for heartbeat in heartbeats]
    lag = None if None in lags else sum(lag for lag in lags if lag is not None)
    if any(heartbeat.ready for heartbeat in heartbeats):
        return ServiceCondition(ServiceState.UP, None, lag)
    return ServiceCondition(ServiceState.STARTING, Cause.NOT_READY, lag)


def source_reason(reason: str, *, chain: Cause | None, ingester: ServiceCondition, normalizer: ServiceCondition) -> str:
    """Return why a source is in its state. Only an expired status (`no-heartbeat`) has another cause than it says."""
    if reason != SourceReason.NO_HEARTBEAT:
        return reason
    if chain is not None:
        return chain
    if ingester.state is ServiceState.DOWN:
        return reason
    if normalizer.state is ServiceState.DOWN:
        return Cause.NORMALIZER_DOWN
    if normalizer.state is ServiceState.STARTING:
        return Cause.NORMALIZER_NOT_READY
    return reason if normalizer.lag == 0 else Cause.NORMALIZER_BEHIND
