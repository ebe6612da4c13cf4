"""The alarm of `offset-before-log`: retention deleted records that were never handled."""

from collections.abc import Mapping

from aiokafka import TopicPartition

from a1_normalizer.metrics import Metrics
from a1_service_kit.lease import Lease
from a1_service_kit.logging import get_logger
from a1_service_kit.readiness import Readiness
from a1_stage_kit.log_positions import LogPositions


class RetentionAlarm:
    """Says what was lost, and is not ready until the rest of such a partition is handled."""

    def __init__(self, metrics: Metrics, readiness: Readiness) -> None:
        self._metrics = metrics
        self._readiness = readiness
        self._waiting: dict[TopicPartition, int] = {}
        self._marked: set[str] = set()
        self._logger = get_logger("a1.retention")

    def begin(self, lease: Lease, positions: LogPositions) -> None:
        """Count and log the records that are gone; the work goes on at the first one that is kept."""
        for partition, (committed, start) in positions.expired.items():
            self._metrics.expired_records.labels(partition.topic).inc(start - committed)
            self._logger.error(
                "offset-before-log",
                topic=partition.topic,
                partition=partition.partition,
                committed=committed,
                log_start=start,
                records=start - committed,
            )
            lease.positions[partition] = start
        self._waiting = {each: positions.ends[each] for each in positions.expired}
        self.note(lease.positions)

    def note(self, handled: Mapping[TopicPartition, int]) -> None:
        """Show which topics have such a partition that is not handled to the end that it had at the start."""
        if not self._waiting and not self._marked:
            return
        self._waiting = {each: end for each, end in self._waiting.items() if handled.get(each, 0) < end}
        waiting = {each.topic for each in self._waiting}
        for topic in self._marked | waiting:
            self._readiness.mark(f"offset-before-log:{topic}", ready=topic not in waiting)
        self._marked = waiting
