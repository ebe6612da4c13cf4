"""The lag of a drained stream whose logs end with markers of transactions, which are no records."""

import pytest
from aiokafka import TopicPartition
from prometheus_client.parser import text_string_to_metric_families

from a1_schemas.leagues import League
from a1_schemas.topics import normalized_topic, partition_of
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import log_ends
from a1_testkit.waiting import wait_until

pytestmark = [pytest.mark.apache_kafka, pytest.mark.timeout(240)]

GAMES = [f"g{number}" for number in range(20)]
LISTINGS = TopicPartition(normalized_topic(Kind.LISTINGS), partition_of(League.NBA))


def lags(replica) -> dict[str, float]:
    """The lag of each half."""
    families = text_string_to_metric_families(replica.metrics().decode())
    [lag] = [family for family in families if family.name == "normalizer_lag_records"]
    return {sample.labels["half"]: sample.value for sample in lag.samples}


async def test_it_is_none_behind_markers_and_stays_none_after_a_restart(empty_stage) -> None:
    drained = {"resolver": 0, "projector": 0}
    with empty_stage.run() as replica:
        await empty_stage.publish(empty_stage.body(name) for name in GAMES)

        async def is_committed() -> bool:
            return await empty_stage.committed() == len(GAMES)

        await wait_until(is_committed, within=60)
        await wait_until(lambda: lags(replica) == drained, within=30)
    last = (await empty_stage.records(LISTINGS.topic))[-1].offset
    [end] = (await log_ends(empty_stage.kafka, [LISTINGS])).values()
    assert end > last + 1, "the log ends with a marker"
    with empty_stage.run() as replica:
        await wait_until(lambda: lags(replica) == drained, within=30)
