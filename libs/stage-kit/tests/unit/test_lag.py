import math
from collections.abc import Sequence
from typing import cast

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from prometheus_client import CollectorRegistry

from a1_service_kit.lease import Lease
from a1_service_kit.readiness import Readiness
from a1_stage_kit.batches import Batches
from a1_stage_kit.lag import Ends, Half, Unknown, measured, note, total, unread
from a1_stage_kit.stage_metrics import StageMetrics
from a1_testkit.clocks import ManualClock
from a1_testkit.group_consumer import FakeGroupConsumer

ODDS, ESPN = TopicPartition("raw.odds", 0), TopicPartition("raw.espn", 7)
NBA, MLB = "nba", "mlb"


@pytest.mark.parametrize(
    ("handled", "position", "ends_in_markers", "lag"),
    [
        (None, 40, False, 60),  # nothing handled yet: a backlog from the first second
        (40, 90, False, 60),  # a batch under way, or dropped by a halt
        (100, 100, False, 0),
        (98, 100, True, 0),  # markers after the last record
        (98, 100, False, 2),
        (90, 99, True, 10),  # not read to the end
        (90, 20, True, 80),  # sought back behind what was handled
        (103, 103, True, 0),  # the broker reports the start of its last batch
    ],
)
def test_lag_is_what_the_broker_has_beyond_the_work(
    handled: int | None, position: int, ends_in_markers: bool, lag: int
) -> None:
    stands = {} if handled is None else {ODDS: handled}
    assert unread({ODDS: 100}, stands, {ODDS: position}, ends_in_markers=ends_in_markers) == {ODDS: lag}


@pytest.mark.parametrize(("lags", "sum_"), [([], None), ([3, None], None), ([0, 0], 0), ([3, 4], 7)])
def test_a_sum_with_an_unknown_part_is_unknown(lags: list[int | None], sum_: int | None) -> None:
    assert total(lags) == sum_


class Broker:
    """Answers where partitions end, and notes which it is asked for."""

    def __init__(self) -> None:
        self.asked: list[TopicPartition] = []

    async def end_offsets(self, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
        self.asked += partitions
        return dict.fromkeys(partitions, 50)


class Consumer(FakeGroupConsumer):
    """A consumer that has fetched nothing yet."""

    def last_poll_timestamp(self, partition: TopicPartition) -> None:
        return None


async def test_what_is_handed_over_ends_where_it_was_written_and_is_not_asked_for() -> None:
    consumer, broker, clock, readiness = Consumer(ODDS, ESPN), Broker(), ManualClock(), Readiness()
    metrics = StageMetrics(CollectorRegistry(), "normalizer", ["projector"])
    batches = Batches("projector", clock, readiness, restore_nothing, metrics)
    lease = Lease("projector", consumer.as_consumer(), [ODDS, ESPN], clock, readiness)
    lease.own()
    batches.listener.lease = lease
    consumer.positions = {ODDS: 20, ESPN: 50}
    lease.handed_over[ODDS] = 48
    half = Half("projector", ends_in_markers=True)
    asked = cast("AIOKafkaConsumer", broker)
    assert await measured(half, asked, batches, Ends()) == {ODDS: 28, ESPN: 0}, "nothing of it is written yet"
    lease.positions[ODDS] = 45
    assert await measured(half, asked, batches, Ends()) == {ODDS: 3, ESPN: 0}
    assert set(broker.asked) == {ESPN}


async def restore_nothing(_: Lease) -> None:
    """Nothing to restore."""


def test_an_unknown_lag_is_never_shown_as_none() -> None:
    registry = CollectorRegistry()
    metrics, lags = StageMetrics(registry, "normalizer", ["resolver"]), dict[str, int | None]()

    def shown(name: str, **labels: str) -> float | None:
        return registry.get_sample_value(name, {"half": "resolver", **labels})

    note("resolver", {ODDS: 3, ESPN: 4}, metrics, lags)
    assert lags == {"resolver": 7}
    assert shown("normalizer_lag_records") == 7
    assert shown("normalizer_lag_partition_records", league=NBA) == 3
    assert shown("normalizer_lag_partition_records", league=MLB) == 4
    assert shown("normalizer_lag_unknown", reason="broker-away") == 0

    note("resolver", Unknown.BROKER_AWAY, metrics, lags)
    assert lags == {"resolver": None}
    assert math.isnan(shown("normalizer_lag_records") or 0)
    assert shown("normalizer_lag_partition_records", league=NBA) is None
    assert shown("normalizer_lag_unknown", reason="broker-away") == 1
    assert shown("normalizer_lag_unknown", reason="unassigned") == 0
