from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from a1_ingest_kit.quota import LOOK_AGAIN, Budget, Plan, until_next_month

NOW = datetime(2026, 11, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


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


def test_december_ends_in_january():
    assert until_next_month(datetime(2026, 12, 31, tzinfo=UTC)) == timedelta(days=1)


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
