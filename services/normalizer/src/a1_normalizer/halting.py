"""The failure gate: a partition whose records fail by bugs of ours, one after another, is halted, not drained."""

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence

from aiokafka import TopicPartition

from a1_normalizer.metrics import Metrics
from a1_resolving.resolution import Resolution
from a1_schemas.vocabulary import RejectReason
from a1_service_kit.lease import Lease
from a1_service_kit.logging import get_logger
from a1_service_kit.readiness import Readiness

IN_A_ROW = 50
WINDOW = 200
BUGS = frozenset({RejectReason.MAPPER_FAILED, RejectReason.RESOLVER_FAILED})
"""Reasons that are faults of this code and not of a provider's data."""


class FailureGate:
    """The last outcomes of one partition; True is a failure."""

    def __init__(self, outcomes: Iterable[bool] = ()) -> None:
        self._outcomes = deque[bool](maxlen=WINDOW)
        self._in_a_row = 0
        for failed in outcomes:
            self.note(failed=failed)

    def note(self, *, failed: bool) -> None:
        """Add the outcome of one record."""
        self._outcomes.append(failed)
        self._in_a_row = self._in_a_row + 1 if failed else 0

    @property
    def must_halt(self) -> bool:
        """Whether more than 50 in a row failed, or half of the last 200."""
        return self._in_a_row > IN_A_ROW or self._has_failed_half

    @property
    def must_stay_halted(self) -> bool:
        """Whether the last 50 failed, or half of the last 200: so it does not begin again."""
        return self._in_a_row >= IN_A_ROW or self._has_failed_half

    @property
    def _has_failed_half(self) -> bool:
        return len(self._outcomes) == WINDOW and 2 * sum(self._outcomes) >= WINDOW


class Halting:
    """The gates of a lease's partitions. A halted partition stays paused until the lease ends; new code goes on."""

    def __init__(self, metrics: Metrics, readiness: Readiness, topics: Sequence[str]) -> None:
        self._metrics = metrics
        self._readiness = readiness
        self._topics = topics
        self._gates: dict[TopicPartition, FailureGate] = {}
        self._logger = get_logger("a1.halting")

    def begin(self, lease: Lease, outcomes: Mapping[TopicPartition, Iterable[bool]]) -> None:
        """Begin with what became of the last records before the committed offsets; halt what has failed."""
        self._gates = {each: FailureGate(outcomes.get(each, ())) for each in lease.partitions}
        for partition, gate in self._gates.items():
            if gate.must_stay_halted:
                self._halt(lease, partition)
        self._show(lease)

    def note(self, lease: Lease, partition: TopicPartition, resolution: Resolution) -> None:
        """Add an outcome; the partition may be halted by it, and then none of its records is handled after this one."""
        failed = resolution.dead_letter is not None and resolution.dead_letter.reason in BUGS
        gate = self._gates.get(partition)
        if gate is None:
            gate = self._gates[partition] = FailureGate()
        gate.note(failed=failed)
        if failed and gate.must_halt:
            self._halt(lease, partition)
            self._show(lease)

    def _halt(self, lease: Lease, partition: TopicPartition) -> None:
        lease.halt(partition)
        self._logger.error(
            "partition.halted",
            topic=partition.topic,
            partition=partition.partition,
            remedy="deploy code that can handle it, then `a1 rejects replay`; new code goes on by itself",
        )

    def _show(self, lease: Lease) -> None:
        halted = Counter(each.topic for each in lease.halted)
        for topic in self._topics:
            self._metrics.halted_partitions.labels(topic).set(halted[topic])
            self._readiness.mark(f"halted:{topic}", ready=not halted[topic])
