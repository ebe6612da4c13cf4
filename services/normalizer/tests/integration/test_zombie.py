"""A worker that is stopped between its proof of ownership and its sends, and goes on when another has taken over."""

import os
import signal
from pathlib import Path

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from a1_schemas.causes import parse_causes, version_of
from a1_schemas.raw import header
from a1_schemas.services import NORMALIZER
from a1_schemas.topics import normalized_topic
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import client_options
from a1_testkit.waiting import wait_until

pytestmark = [pytest.mark.apache_kafka, pytest.mark.timeout(300)]

GAMES = [f"g{number}" for number in range(5)]
OLD, NEW = "1.5", "3.5"
KINDS = (Kind.LISTINGS, Kind.EVENTS, Kind.ODDS, Kind.SOURCES)


async def members(stage) -> int:
    """How many replicas the group has; 0 while it rebalances."""
    admin = AIOKafkaAdminClient(**client_options(stage.kafka))
    await admin.start()
    try:
        [answer] = await admin.describe_consumer_groups([NORMALIZER])
    finally:
        await admin.close()
    [(_, _, state, _, _, found, *_)] = answer.groups
    return len(found) if state == "Stable" else 0


async def backward(stage) -> list[str]:
    """The records whose version is lower than one of their key before them in the log."""
    found: list[str] = []
    for kind in KINDS:
        newest: dict[bytes, int] = {}
        for record in await stage.records(normalized_topic(kind)):
            version = version_of(parse_causes(header(record.headers, "causes") or b""))
            if version < newest.get(record.key, 0):
                found.append(f"{kind} {record.key.decode()}")
            newest[record.key] = max(version, newest.get(record.key, 0))
    return sorted(found)


async def test_a_worker_that_was_taken_over_writes_nothing_after_its_successor(empty_stage, tmp_path: Path) -> None:
    stage = empty_stage
    flag = tmp_path / "stopped"
    program = ("stopped_before_sending.py", str(flag))
    with (
        stage.run(*program, NORMALIZER__ROLE="resolver") as one,
        stage.run(*program, NORMALIZER__ROLE="resolver") as other,
    ):
        await wait_until(lambda: one.is_ready and other.is_ready, within=60)
        await stage.publish(stage.body(name, price=OLD) for name in GAMES)
        await wait_until(lambda: flag.exists() and flag.read_text(), within=60)
        stopped = next(each for each in (one, other) if each.process.pid == int(flag.read_text()))
        await stage.publish(stage.body(name, price=NEW, minutes=1) for name in GAMES)

        async def is_taken_over() -> bool:
            odds = await stage.records(normalized_topic(Kind.ODDS))
            return sum(f":{NEW},".encode() in record.value for record in odds) == len(GAMES)

        await wait_until(is_taken_over, within=120, description="the successor published the new prices")
        os.kill(stopped.process.pid, signal.SIGCONT)

        async def is_back_or_gone() -> bool:
            return stopped.has_ended or await members(stage) == 2

        await wait_until(is_back_or_gone, within=60, description="the stopped worker joined again, or ended")
        assert (await backward(stage), stopped.has_ended) == ([], False)
