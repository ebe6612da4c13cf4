"""Each process of the stack but the sandbox, killed while the rest goes on."""

import time
from typing import Any

import pytest

from a1_testkit.machine import machine_scale

pytestmark = [pytest.mark.e2e, pytest.mark.faults, pytest.mark.timeout(400)]

UP_WITHIN = 60.0
EQUAL_WITHIN = 90.0
FORGETFUL_BROKERS_READERS = {
    "ingest-sportradar",
    "ingest-odds",
    "ingest-prizepicks",
    "ingest-espn",
    "normalizer",
}
"""Started afresh with the embedded broker, which keeps nothing on disk."""


@pytest.mark.parametrize(
    "name",
    [
        "ingest-sportradar",
        "ingest-odds",
        "ingest-prizepicks",
        "ingest-espn",
        "normalizer",
        "gateway",
        "redis",
        "broker",
    ],
)
def test_what_is_killed_comes_back_and_what_is_served_is_true_again(
    stack: Any, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    may_be_away = {name} | (FORGETFUL_BROKERS_READERS if name == "broker" else set())
    with stack.clock_paused():
        stack.until_equal(60, "before the kill")
        began = time.monotonic()
        restarts = stack.kill(name)

        def is_up() -> bool:
            assert stack.not_up() <= may_be_away
            if name != "gateway":
                assert stack.believed_too_long() == []
                assert stack.answers()
            row = stack.process(name)
            return row["restarts"] > restarts and row["state"] == "up"

        up_after = stack.until(is_up, UP_WITHIN, f"{name} is up again")
        stack.until(lambda: not stack.not_up(), UP_WITHIN - up_after / machine_scale(), "all are up again")
        stack.until_equal(EQUAL_WITHIN - (time.monotonic() - began) / machine_scale(), "what is served after the kill")
        equal_after = time.monotonic() - began
    with capsys.disabled():
        print(f"\n{name}: up after {up_after:.1f} s, true after {equal_after:.1f} s", end=" ")
    _the_world_is_followed(stack)


def test_what_stays_away_longer_than_its_validity_is_named(stack: Any) -> None:
    """An ingester that hangs: its service and its sources are down, and all else goes on."""
    stack.until(lambda: stack.health()["status"] == "healthy", 90, "all is well before")
    calls = {provider: stack.calls(provider) for provider in ("sportradar", "odds", "prizepicks")}

    def is_named() -> bool:
        assert stack.answers()
        health = stack.health()
        service = next(row for row in health["services"] if row["service"] == "ingest-espn")
        silent = [row for row in health["sources"] if row["reason"] == "no-heartbeat"]
        assert {row["provider"] for row in silent} <= {"espn"}
        return health["status"] == "degraded" and service["reason"] == "no-heartbeat" and bool(silent)

    with stack.hanging("ingest-espn"):
        stack.until(is_named, stack.validity_of("espn") + 10, "health names ingest-espn and its sources")
        assert all(stack.calls(provider) > count for provider, count in calls.items())
    stack.until(lambda: stack.health()["status"] == "healthy", 90, "all is well again")
    _the_world_is_followed(stack)


def _the_world_is_followed(stack: Any) -> None:
    """Being true must not mean standing still."""
    before = stack.truth()
    stack.until(lambda: stack.truth() != before, 30, "the world goes on")
    with stack.clock_paused():
        stack.until_equal(60, "what is served once the world went on")
