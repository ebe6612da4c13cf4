"""Instruments that every stage has, named for its service. `half` is one consumer of the stage."""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_SECONDS = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0)


class StageMetrics:
    """The leases, batches and lags of a stage's halves. Each series exists from the start."""

    def __init__(self, registry: CollectorRegistry, service: str, halves: Iterable[str]) -> None:
        self.batch_seconds = Histogram(
            f"{service}_batch_seconds",
            "Time from taking a batch to its commit.",
            ("half",),
            buckets=_SECONDS,
            registry=registry,
        )
        self.restore_seconds = Histogram(
            f"{service}_restore_seconds",
            "Time from an assignment until its partitions are held: their state was found.",
            ("half",),
            buckets=(0.1, 0.5, 1.0, 5.0, 15.0, 60.0),
            registry=registry,
        )
        self.rebalances = Counter(
            f"{service}_rebalances", "Assignments of partitions by the group.", ("half",), registry=registry
        )
        self.leases = Gauge(
            f"{service}_leases",
            "Partitions that this half holds: assigned, and their state found.",
            ("half",),
            registry=registry,
        )
        self.lag = Gauge(
            f"{service}_lag_records",
            "Records that the broker has and this half has not handled; NaN while that is unknown.",
            ("half",),
            registry=registry,
        )
        self.lag_unknown = Gauge(
            f"{service}_lag_unknown",
            "1 for the reason why the lag of a half is not known, else 0.",
            ("half", "reason"),
            registry=registry,
        )
        self.partition_lag = Gauge(
            f"{service}_lag_partition_records",
            "Records of a league's partition that this half has not handled; absent where it is not assigned or known.",
            ("half", "league"),
            registry=registry,
        )
        for half in halves:
            for each in (self.batch_seconds, self.restore_seconds, self.rebalances, self.leases):
                each.labels(half)
