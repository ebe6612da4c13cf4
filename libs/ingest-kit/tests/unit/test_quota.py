from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a1_ingest_kit.quota import LOOK_AGAIN, Budget, Plan, until_next_month

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
A_DAYS_SECONDS = 86_400
A_MONTHS_SECONDS = 30 * A_DAYS_SECONDS


def a_budget(allotment=600, reserve=0, share=1.0, spread=None, remaining=None):
    return Budget(Plan(allotment=allotment, reserve=reserve, spread=spread), share=share, now=NOW, remaining=remaining)


def test_a_day_may_be_spent_at_once_and_the_rest_comes_with_time():
    budget = a_budget(allotment=300)
    for _ in range(10):
        assert budget.wait_for(1, NOW) is None
        budget.spend(1)
    assert budget.wait_for(1, NOW) == LOOK_AGAIN
    assert budget.wait_for(1, NOW + 2 * HOUR) is not None
    assert budget.wait_for(1, NOW + 3 * HOUR) is None


def test_the_reserve_is_never_touched():
    budget = a_budget(remaining=100, reserve=25, spread=timedelta(days=1))
    budget.update_quota(27)
    assert budget.wait_for(3, NOW) is not None
    assert budget.wait_for(2, NOW) is None
    budget.spend(2)
    assert budget.wait_for(1, NOW + timedelta(days=20)) is not None


def test_free_calls_are_never_put_off():
    assert a_budget(remaining=0, reserve=25).wait_for(0, NOW) is None


def test_the_providers_word_is_the_last():
    budget = a_budget()
    budget.update_quota(3)
    assert budget.remaining == 3
    assert budget.wait_for(4, NOW) is not None


def test_a_new_month_gives_the_allotment_anew():
    budget = a_budget(remaining=0)
    assert budget.wait_for(1, NOW) is not None
    december = datetime(2026, 12, 1, tzinfo=UTC)
    assert budget.wait_for(1, december + HOUR) is None
    assert budget.remaining == 600


def test_intervals_are_stretched_until_all_targets_together_last_the_month():
    budget = a_budget(allotment=720)
    budget.register_demand("a", 1, HOUR, NOW)
    assert budget.stretched(HOUR, NOW) == HOUR
    budget.register_demand("b", 3, HOUR, NOW)
    assert budget.stretched(HOUR, NOW) == 4 * HOUR


def test_targets_that_are_no_longer_wanted_are_forgotten():
    budget = a_budget(allotment=720)
    budget.register_demand("gone", 9, HOUR, NOW)
    later = NOW + timedelta(hours=3)
    budget.register_demand("a", 1, HOUR, later)
    assert budget.stretched(HOUR, later) < 2 * HOUR


@pytest.mark.parametrize(
    ("share", "remaining", "reserve", "spread", "rate"),
    [
        (1.0, A_DAYS_SECONDS + 25, 25, DAY, 1.0),
        (0.25, A_DAYS_SECONDS + 25, 25, DAY, 0.25),
        (1.0, A_MONTHS_SECONDS, 0, None, 1.0),
        (1.0, 25, 25, DAY, 0.0),
        (1.0, 20, 25, DAY, 0.0),
        (1.0, 12, 0, SECOND, 12.0),
        (1.0, 12, 0, SECOND / 2, 12.0),
        (1.0, 12, 0, timedelta(), 12.0),
    ],
)
def test_the_rate_spreads_a_replicas_part_of_what_is_above_the_reserve_over_the_period(
    share: float, remaining: int, reserve: int, spread: timedelta | None, rate: float
) -> None:
    budget = a_budget(share=share, remaining=remaining, reserve=reserve, spread=spread)
    assert budget.rate(NOW) == pytest.approx(rate)


@pytest.mark.parametrize(
    ("remaining", "demands", "interval", "stretched"),
    [
        (A_DAYS_SECONDS, [], HOUR, HOUR),
        (A_DAYS_SECONDS, [(3600, HOUR)], HOUR, HOUR),
        (A_DAYS_SECONDS, [(3600, HOUR), (1800, HOUR)], HOUR, 1.5 * HOUR),
        (A_DAYS_SECONDS, [(7200, HOUR)], 2 * HOUR, 4 * HOUR),
        (A_DAYS_SECONDS, [(2, timedelta())], SECOND, 2000 * SECOND),
        (A_DAYS_SECONDS, [(100 * 3600, HOUR)], HOUR, 2 * DAY),
        (A_DAYS_SECONDS, [(100 * 3600, HOUR)], 3 * DAY, 3 * DAY),
        (0, [], HOUR, 2 * DAY),
        (0, [], 3 * DAY, 3 * DAY),
    ],
)
def test_an_interval_is_stretched_by_what_the_demands_cost_per_unit_of_the_rate_and_at_most_to_two_days(
    remaining: int, demands: list[tuple[int, timedelta]], interval: timedelta, stretched: timedelta
) -> None:
    budget = a_budget(remaining=remaining, spread=DAY)
    for number, (cost, wanted_each) in enumerate(demands):
        budget.register_demand(str(number), cost, wanted_each, NOW)
    assert budget.stretched(interval, NOW) == stretched


@pytest.mark.parametrize(("age", "stretched"), [(2 * HOUR - SECOND, 3 * HOUR), (2 * HOUR, HOUR), (3 * HOUR, HOUR)])
def test_a_demand_counts_for_two_hours(age: timedelta, stretched: timedelta) -> None:
    budget = a_budget(remaining=A_DAYS_SECONDS, spread=DAY)
    budget.register_demand("a", 3 * 3600, HOUR, NOW)
    assert budget.stretched(HOUR, NOW + age) == stretched


def spent_to_nothing() -> Budget:
    """A budget whose burst of a day is spent; 0.9 more accrue each second."""
    budget = a_budget(remaining=10 * A_DAYS_SECONDS, spread=10 * DAY)
    budget.spend(A_DAYS_SECONDS)
    assert budget.remaining == 9 * A_DAYS_SECONDS
    return budget


@pytest.mark.parametrize(
    ("cost", "elapsed", "wait"),
    [
        (9, timedelta(), 10 * SECOND),
        (9, 4 * SECOND, 6 * SECOND),
        (9, 10 * SECOND, None),
        (9, -10 * SECOND, 10 * SECOND),
        (0, timedelta(), None),
        (3240, timedelta(), HOUR),
        (3249, timedelta(), LOOK_AGAIN),
        (3249, 10 * SECOND, HOUR),
        (90_000, timedelta(seconds=100_000), None),
        (90_000, timedelta(seconds=99_999), SECOND),
    ],
)
def test_a_cost_waits_until_so_much_has_accrued_and_asks_again_after_an_hour(
    cost: int, elapsed: timedelta, wait: timedelta | None
) -> None:
    assert spent_to_nothing().wait_for(cost, NOW + elapsed) == wait


def test_what_accrued_for_one_call_is_counted_once() -> None:
    budget = spent_to_nothing()
    assert [budget.wait_for(18, NOW + seconds * SECOND) for seconds in (5, 10, 15, 20)] == [
        15 * SECOND,
        10 * SECOND,
        5 * SECOND,
        None,
    ]


def test_a_quiet_week_accrues_one_day_of_burst() -> None:
    budget = spent_to_nothing()
    assert budget.wait_for(1, NOW + 7 * DAY) is None
    burst = int(0.9 * A_DAYS_SECONDS)
    assert budget.wait_for(burst + 9, NOW + 7 * DAY) == 10 * SECOND
    assert budget.wait_for(burst, NOW + 7 * DAY) is None


def test_a_cost_is_taken_from_the_remainder_and_from_the_grant() -> None:
    budget = a_budget(remaining=100, spread=DAY)
    budget.spend(30)
    budget.spend(30)
    assert budget.remaining == 40
    budget.update_quota(100)
    assert budget.wait_for(41, NOW + 7 * DAY) == LOOK_AGAIN
    assert budget.wait_for(40, NOW + 7 * DAY) is None


def test_a_quota_is_granted_again_each_time_that_it_is_higher_than_ever_before() -> None:
    budget = a_budget(remaining=100, spread=DAY)
    for days, highest in ((7, 200), (14, 300)):
        budget.spend(100)
        budget.update_quota(highest)
        budget.update_quota(highest)
        assert budget.wait_for(highest, NOW + days * DAY) is None
    budget.spend(300)
    budget.update_quota(300)
    assert budget.wait_for(1, NOW + 21 * DAY) == LOOK_AGAIN


@pytest.mark.parametrize(
    ("now", "remaining"),
    [
        (NOW + 29 * DAY, 40),
        (NOW + 30 * DAY, 600),
        (datetime(2027, 11, 1, tzinfo=UTC), 600),
    ],
)
def test_the_allotment_is_restored_once_in_each_month_of_each_year(now: datetime, remaining: int) -> None:
    budget = a_budget(allotment=600, remaining=40)
    for spent in (0, 2):
        budget.spend(spent)
        budget.wait_for(1, now)
        assert budget.remaining == remaining - spent


def test_a_new_month_takes_nothing_from_a_quota_above_the_allotment() -> None:
    budget = a_budget(allotment=600, remaining=1000, spread=DAY)
    budget.spend(100)
    assert budget.wait_for(900, NOW + 30 * DAY) is None
    assert budget.wait_for(901, NOW + 30 * DAY) == LOOK_AGAIN
    budget.spend(900)
    budget.update_quota(900)
    assert budget.wait_for(1, NOW + 37 * DAY) == LOOK_AGAIN, "as much as before is no raised quota"


@pytest.mark.parametrize(
    ("now", "rest"),
    [
        (datetime(2026, 12, 31, tzinfo=UTC), DAY),
        (datetime(2026, 11, 30, 23, tzinfo=UTC), HOUR),
        (datetime(2028, 2, 1, tzinfo=UTC), 29 * DAY),
        (datetime(2026, 1, 1, tzinfo=UTC), 31 * DAY),
    ],
)
def test_a_quota_renews_at_midnight_of_the_next_first(now: datetime, rest: timedelta) -> None:
    assert until_next_month(now) == rest


@given(
    allotment=st.integers(1, 100_000),
    reserve=st.integers(0, 1000),
    shares=st.lists(st.integers(1, 9), min_size=1, max_size=4),
    calls=st.lists(st.tuples(st.integers(1, 40), st.integers(0, 20_000)), max_size=200),
)
def test_replicas_together_never_pass_the_reserve(allotment, reserve, shares, calls):
    """Each replica learns the true remainder only from its own responses, as in production."""
    total, now, left = sum(shares), NOW, allotment
    replicas = [a_budget(allotment=allotment, reserve=reserve, share=share / total) for share in shares]
    for turn, (cost, seconds) in enumerate(calls):
        now += timedelta(seconds=seconds)
        replica = replicas[turn % len(replicas)]
        if now.month != NOW.month or replica.wait_for(cost, now) is not None:
            continue
        replica.spend(cost)
        left -= cost
        replica.update_quota(left)
        assert left >= min(reserve, allotment)


@given(st.integers(1, 100_000), st.integers(1, 100), st.integers(1, 600))
def test_a_month_of_eager_asking_lasts_the_month(allotment, cost, minutes):
    """However often it is polled, spending never exceeds the even pace plus a day's burst."""
    budget = a_budget(allotment=allotment)
    spent, now = 0, NOW
    while now < NOW + timedelta(days=5):
        if budget.wait_for(cost, now) is None:
            budget.spend(cost)
            spent += cost
        elapsed = (now - NOW) / timedelta(days=30)
        assert spent <= allotment * (elapsed + 1 / 30) + cost + 1
        now += timedelta(minutes=minutes)
