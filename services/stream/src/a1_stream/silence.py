"""How long a quiet partition rests, by how long nothing has come to it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from aiokafka import TopicPartition

from a1_stream.moving import Fetched

_LONG = timedelta(minutes=10)
_LONG_REST_S = 3.0


class Silence:
    """Rests of `rest_s`, and longer ones of partitions without a record of the last ten minutes.

    A league out of season has dozens of them, and each look at a partition takes time.
    """

    def __init__(self, rest_s: float, now: Callable[[], datetime]) -> None:
        self._rest_s = rest_s
        self._now = now
        self._newest_ms: dict[TopicPartition, int] = {}

    def note(self, fetched: Fetched) -> None:
        """Note the newest record of each partition."""
        self._newest_ms |= {partition: records[-1].timestamp for partition, records in fetched.items() if records}

    def rest_of(self, partition: TopicPartition) -> float:
        """Return how many seconds a quiet partition rests."""
        long_ago_ms = (self._now() - _LONG).timestamp() * 1_000
        is_long = self._newest_ms.get(partition, 0) < long_ago_ms
        return max(self._rest_s, _LONG_REST_S) if is_long else self._rest_s
