"""Unread fields, counted while bodies pass."""

import json
from datetime import UTC, datetime

import pytest
from prometheus_client import CollectorRegistry

from a1_normalizer.drift import Drift
from a1_normalizer.metrics import Metrics
from a1_resolving.raw_record import RawRecord
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders

EVENT = {"id": "0a1b", "sport_key": "basketball_nba", "weather": {"wind": 3}}


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@pytest.fixture
def drift(registry: CollectorRegistry) -> Drift:
    return Drift(Metrics(registry))


def look(drift: Drift, body: bytes, target: str = "odds/events/nba") -> None:
    headers = RawHeaders(
        provider=Provider.ODDS,
        feed="events",
        league="nba",
        sport="basketball",
        target=target,
        url="https://provider.example/",
        fetched_at=datetime(2026, 11, 25, 12, tzinfo=UTC),
        http_status=200,
        content_type="application/json",
        content_hash="hash",
        request_id="request",
    )
    drift.look(RawRecord("raw.odds", 0, 0, target.encode(), body, ()), headers)


def counted(registry: CollectorRegistry) -> float | None:
    return registry.get_sample_value("normalizer_unread_fields_total", {"provider": "odds", "feed": "events"})


def test_fields_that_nobody_decided_about_are_counted(drift: Drift, registry: CollectorRegistry) -> None:
    look(drift, json.dumps([EVENT]).encode())
    assert counted(registry) == 2


def test_the_first_body_of_each_target_and_then_few_are_looked_at(drift: Drift, registry: CollectorRegistry) -> None:
    for _ in range(1_001):
        look(drift, json.dumps([EVENT]).encode())
    look(drift, json.dumps([EVENT]).encode(), "odds/events/nba/other")
    assert counted(registry) == 6


@pytest.mark.parametrize("body", [b"<html>", b"", b"[" * 5_000, b'"\\ud800"'])
def test_what_cannot_be_read_is_left_to_the_pipeline(drift: Drift, registry: CollectorRegistry, body: bytes) -> None:
    look(drift, body)
    assert counted(registry) == 0
