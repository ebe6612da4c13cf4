from datetime import UTC, datetime, timedelta

from a1_normalizer.latency import latencies
from a1_schemas.raw import format_time

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


def an_answer(seconds_ago: float) -> bytes:
    return format_time(NOW - timedelta(seconds=seconds_ago)).encode()


def test_each_answer_counts_and_none_took_less_than_no_time() -> None:
    assert latencies([an_answer(1.5), an_answer(0.25), an_answer(-3)], NOW) == [1.5, 0.25, 0.0]


def test_an_answer_whose_time_cannot_be_read_is_left_out() -> None:
    assert latencies([b"", b"soon", b"\xff", b"2026-11-28T12:00:00", an_answer(2)], NOW) == [2.0]
