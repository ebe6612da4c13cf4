"""The state of a target's polls, without a broker."""

import random
from datetime import datetime, timedelta

from a1_ingest_kit.poll_state import PollState
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import PollOutcome
from a1_testkit.clocks import START, ManualClock

NOW = START
HOUR = timedelta(hours=1)


def a_record(target: str, next_poll_at: datetime) -> PollRecord:
    return PollRecord(
        provider=Provider.ESPN,
        feed="roster",
        league="nba",
        target=target,
        outcome=PollOutcome.NEW,
        next_poll_at=next_poll_at,
        valid_until=NOW + HOUR,
        fetched_at=NOW - HOUR,
    )


def test_first_polls_of_many_targets_are_spread_over_the_time_that_is_given() -> None:
    state, clock, rng = PollState(), ManualClock(), random.Random(1)
    for number in range(200):
        state.begin(f"roster/{number}", HOUR, clock, rng)
    waits = sorted(state.wait_s(f"roster/{number}", clock) for number in range(200))
    assert waits[0] < 60
    assert 1500 < waits[100] < 2100
    assert 3500 < waits[-1] < 3600


def test_a_poll_is_put_off_once_and_never_where_no_time_is_given() -> None:
    state, clock, rng = PollState(), ManualClock(), random.Random(1)
    state.begin("board", timedelta(), clock, rng)
    state.begin("roster", HOUR, clock, rng)
    clock.advance(HOUR.total_seconds())
    state.begin("roster", HOUR, clock, rng)
    assert (state.wait_s("board", clock), state.wait_s("roster", clock)) == (0, 0)


def test_a_poll_that_was_planned_before_a_restart_keeps_its_time_and_one_that_is_overdue_is_spread() -> None:
    state, clock, rng = PollState(), ManualClock(), random.Random(1)
    state.keep(a_record("planned", NOW + timedelta(minutes=30)), clock)
    state.keep(a_record("overdue", NOW - timedelta(minutes=30)), clock)
    for target in ("planned", "overdue"):
        state.begin(target, HOUR, clock, rng)
    assert state.wait_s("planned", clock) == 1800
    assert 0 < state.wait_s("overdue", clock) < 3600
