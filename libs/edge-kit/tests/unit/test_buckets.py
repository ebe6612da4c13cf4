"""A bucket admits what the formula of GCRA does, at each microsecond."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from a1_edge_kit.buckets import MINUTE, MOST_PER_MINUTE, Bucket, Charge, admissible, balance_of, drained

PER_MINUTE = st.one_of(st.integers(1, 300), st.integers(1, MOST_PER_MINUTE))


@given(PER_MINUTE, st.lists(st.tuples(st.integers(0, 2_000_000), st.integers(1, 7)), max_size=60))
def test_it_admits_what_virtual_scheduling_admits(per_minute: int, asked: list[tuple[int, int]]) -> None:
    bucket, now = Bucket(), 0
    due = Fraction(0)
    """The theoretical arrival time of GCRA, in microseconds."""
    interval = Fraction(MINUTE, per_minute)
    for later, cost in asked:
        now += later
        charge = Charge("a", per_minute, cost)
        bucket = drained(bucket, per_minute, now)
        is_admitted = admissible(bucket.level, charge) > 0
        next_due = max(due, Fraction(now)) + cost * interval
        assert is_admitted == (next_due - now <= max(MINUTE, cost * interval))
        if is_admitted:
            bucket, due = bucket._replace(level=bucket.level + charge.step), next_due


@given(PER_MINUTE, st.integers(1, 7), st.integers(0, 90_000_000))
def test_a_refused_charge_is_admitted_after_its_wait_and_not_a_microsecond_before(
    per_minute: int, cost: int, after: int
) -> None:
    charge = Charge("a", per_minute, cost)
    full = drained(Bucket(charge.most), per_minute, after)
    if admissible(full.level, charge):
        return
    wait = balance_of(full.level, charge, is_admitted=False).wait_us
    assert wait > 0
    assert admissible(drained(full, per_minute, after + wait).level, charge) == 1
    assert admissible(drained(full, per_minute, after + wait - 1).level, charge) == 0


@given(PER_MINUTE, st.integers(0, 90_000_000))
def test_what_remains_can_be_spent_and_one_more_remains_after_the_wait(per_minute: int, after: int) -> None:
    one = Charge("a", per_minute, 1)
    level = drained(Bucket(one.most - one.step), per_minute, after).level + one.step
    balance = balance_of(level, one, is_admitted=True)
    assert admissible(level, one) == balance.remaining
    later = drained(Bucket(level), per_minute, balance.wait_us).level
    assert admissible(later, one) >= balance.remaining + 1
    assert admissible(drained(Bucket(level), per_minute, balance.wait_us - 1).level, one) == balance.remaining


def test_an_empty_bucket_takes_a_whole_minute_at_once_and_a_cost_above_the_limit() -> None:
    assert admissible(0, Charge("a", 100, 1)) == 100
    assert admissible(0, Charge("a", 100, 7)) == 14
    assert admissible(0, Charge("a", 2, 5)) == 1
    assert admissible(1, Charge("a", 2, 5)) == 0


def test_a_clock_that_was_set_back_drains_nothing_twice() -> None:
    bucket = drained(Bucket(10 * MINUTE, at=5_000_000), 60, 4_000_000)
    assert bucket == Bucket(10 * MINUTE, at=5_000_000)
    assert drained(bucket, 60, 5_000_000).level == 10 * MINUTE
