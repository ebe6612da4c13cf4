"""A broker that is away for longer than any request waits: the work goes on in the same process."""

import asyncio
from contextlib import ExitStack
from pathlib import Path

import pytest

from a1_schemas.topics import normalized_topic
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import ensure_topics
from a1_testkit.brokers import free_port, run_apache_kafka
from a1_testkit.waiting import wait_until

pytestmark = [pytest.mark.apache_kafka, pytest.mark.timeout(400)]

GAMES = [f"g{number}" for number in range(200)]
AWAY_S = 50
"""Longer than the session and than the 40 s after which aiokafka gives a request up."""


async def test_an_outage_ends_no_process_and_loses_nothing(
    stage_on, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    recipe, port = request.config.rootpath / "infra" / "kafka" / "run", free_port()
    with ExitStack() as processes:
        with run_apache_kafka(recipe, tmp_path / "kafka", port) as kafka:
            await ensure_topics(kafka)
            stage = stage_on(kafka)
            replica = processes.enter_context(stage.run())
            await stage.publish(stage.body(name) for name in GAMES)
            await wait_until(stage.committed, within=60, description="the first batch is committed")
        await asyncio.sleep(AWAY_S)
        with run_apache_kafka(recipe, tmp_path / "kafka", port):

            async def is_caught_up() -> bool:
                return replica.has_ended or await stage.committed() == len(GAMES)

            await wait_until(is_caught_up, within=120, description="all is handled")
            await wait_until(lambda: replica.has_ended or replica.is_ready, within=60)
            assert not replica.has_ended, replica.log.read_text()[-3000:]
            listings = await stage.records(normalized_topic(Kind.LISTINGS))
            assert len({record.key for record in listings}) == len(listings) == len(GAMES)
            processes.close()
