"""The truth table of docs/health.md: dependencies broken one by one and in pairs, and what is shown for them."""

from datetime import UTC, datetime, timedelta

import pytest

from a1_gateway.causes import Cause, ServiceCondition, broken_chain, condition_of, source_reason
from a1_gateway.health import EXPECTED
from a1_schemas.heartbeat import Heartbeat
from a1_schemas.services import NORMALIZER

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ESPN = "ingest-espn"


def a_heartbeat(service: str, *, ready: bool = True, lag: int | None = 0, is_valid: bool = True) -> Heartbeat:
    return Heartbeat(
        service=service,
        instance="one",
        pid=1,
        version="0.1.0",
        commit="unknown",
        started_at=NOW,
        sent_at=NOW,
        valid_until=NOW + timedelta(seconds=15 if is_valid else -1),
        ready=ready,
        lag=lag if service == NORMALIZER else None,
    )


def shown(broken: set[str]) -> tuple[str, str, str]:
    """Return what is shown of the ingester, of the normalizer, and of an expired source of that ingester."""
    is_silent = bool(broken & {"kafka", "normalizer"})
    heartbeats = [
        a_heartbeat(
            name,
            ready="normalizer starting" not in broken or name != NORMALIZER,
            lag=900 if "normalizer behind" in broken else None if "lag unknown" in broken else 0,
            is_valid=not is_silent and name not in broken,
        )
        for name in EXPECTED
    ]
    chain = broken_chain(redis_answers="redis" not in broken, heartbeats=heartbeats, now=NOW)

    def condition(name: str) -> ServiceCondition:
        return condition_of((each for each in heartbeats if each.service == name and each.valid_until >= NOW), chain)

    ingester, normalizer = condition(ESPN), condition(NORMALIZER)
    source = source_reason("no-heartbeat", chain=chain, ingester=ingester, normalizer=normalizer)
    return (ingester.reason or ingester.state, normalizer.reason or normalizer.state, source)


SILENT = ("no-heartbeats-projected",) * 3
REDIS = ("redis-away",) * 3


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        (set(), ("up", "up", "no-heartbeat")),
        ({"redis"}, REDIS),
        ({"kafka"}, SILENT),
        ({"normalizer"}, SILENT),
        ({ESPN}, ("no-heartbeat", "up", "no-heartbeat")),
        ({"normalizer starting"}, ("up", "not-ready", "normalizer-not-ready")),
        ({"normalizer behind"}, ("up", "up", "normalizer-behind")),
        ({"lag unknown"}, ("up", "up", "normalizer-behind")),
        ({"redis", "kafka"}, REDIS),
        ({"redis", "normalizer"}, REDIS),
        ({"redis", ESPN}, REDIS),
        ({"kafka", "normalizer"}, SILENT),
        ({"kafka", ESPN}, SILENT),
        ({"normalizer", ESPN}, SILENT),
        ({"normalizer behind", ESPN}, ("no-heartbeat", "up", "no-heartbeat")),
        ({"normalizer starting", ESPN}, ("no-heartbeat", "not-ready", "no-heartbeat")),
        ({"normalizer behind", "redis"}, REDIS),
    ],
)
def test_the_cause_shown_is_what_is_broken(broken: set[str], expected: tuple[str, str, str]) -> None:
    assert shown(broken) == expected


def test_a_resolver_that_is_gone_beside_a_projector_is_the_cause() -> None:
    up, down = condition_of([a_heartbeat(ESPN)], None), condition_of([], None)
    assert source_reason("no-heartbeat", chain=None, ingester=up, normalizer=down) == Cause.NORMALIZER_DOWN


def test_a_source_that_says_why_keeps_its_reason() -> None:
    down = condition_of([], Cause.NO_HEARTBEATS)
    assert source_reason("invalid-key", chain=Cause.NO_HEARTBEATS, ingester=down, normalizer=down) == "invalid-key"


def test_the_lag_of_replicas_is_unknown_where_one_of_them_does_not_know() -> None:
    known, unknown = a_heartbeat(NORMALIZER, lag=3), a_heartbeat(NORMALIZER, lag=None)
    assert [condition_of([known, known], None).lag, condition_of([known, unknown], None).lag] == [6, None]
