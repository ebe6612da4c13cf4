import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a1_ingest_kit.waiting import LONGEST, after_first, backoff, jittered, retry_after

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7", timedelta(seconds=7)),
        (" 7 ", timedelta(seconds=7)),
        ("0", timedelta()),
        ("99999999999999999999", LONGEST),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), timedelta(seconds=90)),
        (format_datetime(NOW - timedelta(seconds=90), usegmt=True), timedelta()),
        (format_datetime(NOW + timedelta(days=90), usegmt=True), LONGEST),
        ("soon", None),
        ("", None),
        ("-3", None),
        ("1.5", None),
        ("٣", None),
        (None, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_date_and_garbage_is_none(text, expected):
    assert retry_after(text, NOW) == expected


@given(st.text())
def test_no_retry_after_header_can_break_or_stop_us(text):
    wait = retry_after(text, NOW)
    assert wait is None or timedelta() <= wait <= LONGEST


@given(st.integers(1, 10_000), st.floats(0.001, 100_000), st.integers())
def test_backoff_stays_within_its_bounds(failures, first_s, seed):
    first, longest = timedelta(seconds=first_s), timedelta(minutes=1)
    wait = backoff(first, failures, longest, random.Random(seed))
    assert first * 0.49 <= wait <= max(first, longest)


def test_jitter_spreads_targets_that_started_together():
    rng = random.Random(1)
    waits = [jittered(timedelta(seconds=100), rng).total_seconds() for _ in range(200)]
    assert min(waits) >= 90
    assert max(waits) <= 110
    assert max(waits) - min(waits) > 16


def test_targets_that_began_together_spread_over_a_short_interval():
    rng = random.Random(1)
    waits = sorted(after_first(timedelta(seconds=10), rng).total_seconds() for _ in range(100))
    assert 1 <= waits[0] < 2
    assert 9 < waits[-1] <= 10
    assert all(after - before < 2 for before, after in pairwise(waits))


def test_a_long_interval_is_kept_after_the_first_answer():
    assert after_first(timedelta(minutes=2), random.Random(1)) == timedelta(minutes=2)
