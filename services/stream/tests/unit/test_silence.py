"""How long quiet partitions rest."""

from datetime import timedelta

from aiokafka import TopicPartition

from a1_stream.silence import Silence
from a1_testkit.clocks import START, ManualClock
from a1_testkit.group_consumer import fetched

MOVED, NEVER = (TopicPartition("normalized.news", number) for number in range(2))


def test_a_partition_rests_longer_once_nothing_has_come_for_ten_minutes() -> None:
    clock = ManualClock()
    silence = Silence(1.0, clock.now)
    [record] = fetched(MOVED, 7)
    record.timestamp = round(START.timestamp() * 1_000)
    silence.note({MOVED: [record], NEVER: []})
    assert (silence.rest_of(MOVED), silence.rest_of(NEVER)) == (1.0, 3.0)
    clock.advance(timedelta(minutes=10).total_seconds() - 1)
    assert silence.rest_of(MOVED) == 1.0
    clock.advance(2)
    assert silence.rest_of(MOVED) == 3.0


def test_no_rest_is_shorter_for_a_long_silence() -> None:
    assert Silence(20.0, ManualClock().now).rest_of(NEVER) == 20.0
