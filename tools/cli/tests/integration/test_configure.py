"""`a1 analytics configure`, on a real broker."""

import asyncio
import json

import pytest
from aiokafka import TopicPartition
from typer.testing import CliRunner, Result

from a1_cli.app import COMMANDS, app_of
from a1_schemas.leagues import League
from a1_schemas.topics import ANALYTICS_CONFIG, PARTITIONS, partition_of
from a1_service_kit.kafka import read_to_end
from a1_service_kit.settings import KafkaSettings

APP = app_of(COMMANDS)


def configure(kafka: KafkaSettings, *arguments: str) -> Result:
    servers = ("--bootstrap-servers", kafka.bootstrap_servers)
    return CliRunner().invoke(APP, ["analytics", "configure", *arguments, *servers])


def records(kafka: KafkaSettings) -> list[tuple[int, bytes | None, bytes | None]]:
    async def read() -> list[tuple[int, bytes | None, bytes | None]]:
        partitions = [TopicPartition(ANALYTICS_CONFIG, number) for number in range(PARTITIONS)]
        return [(record.partition, record.key, record.value) async for record in read_to_end(kafka, partitions)]

    return sorted(asyncio.run(read()), key=lambda record: record[0])


def test_a_section_is_published_for_every_league(empty_kafka: KafkaSettings) -> None:
    done = configure(empty_kafka, "stakes", '{"total": 500}')
    assert done.exit_code == 0, done.output
    numbers = sorted(partition_of(league) for league in League)
    assert records(empty_kafka) == [(number, b"stakes", b'{"total": 500}') for number in numbers]


def test_a_section_of_one_league_is_taken_back(empty_kafka: KafkaSettings) -> None:
    assert configure(empty_kafka, "fair", '{"min_books": 3}', "--league", "nfl").exit_code == 0
    done = configure(empty_kafka, "fair", "--league", "nfl", "--json")
    number = partition_of(League.NFL)
    assert json.loads(done.stdout) == {"positions": [f"{ANALYTICS_CONFIG}/{number}@1"]}
    assert records(empty_kafka) == [(number, b"fair", b'{"min_books": 3}'), (number, b"fair", None)]


@pytest.mark.parametrize(
    "arguments", [("stakes", '{"totals": 5}'), ("stakes", "[]"), ("stakes", "{"), ("payouts", "{}")], ids=str
)
def test_what_does_not_fit_is_not_published(empty_kafka: KafkaSettings, arguments: tuple[str, str]) -> None:
    assert configure(empty_kafka, *arguments).exit_code == 2
    assert records(empty_kafka) == []
