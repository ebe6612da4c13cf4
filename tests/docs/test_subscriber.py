"""The subscriber of the documentation runs as it is printed, with what the page installs and nothing else."""

import asyncio
import re
import subprocess
import sys
from pathlib import Path

import pytest

from a1_schemas.topics import normalized_topic, partition_of
from a1_schemas.vocabulary import Kind, RemovalReason
from a1_service_kit.kafka import open_producer
from a1_service_kit.settings import KafkaSettings
from a1_testkit.canonical import an_offer, event_id
from a1_testkit.machine import scaled

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "subscriber.py"
INSTALLED = re.compile(r"^pip install '([^']+)'$", re.MULTILINE)
KEY = f"{event_id(77)}|odds|odds|draftkings"


@pytest.fixture(scope="module")
def clean_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has only what the page installs, in the versions of the lock."""
    folder = tmp_path_factory.mktemp("clean")
    python = folder / "bin" / "python"
    requirements = INSTALLED.findall((ROOT / "docs" / "subscribing.md").read_text())
    assert requirements
    uv = ROOT / ".uv" / "bin" / "uv"
    for command in (
        [uv, "venv", "--quiet", "--clear", "--python", sys.executable, folder],
        [uv, "pip", "install", "--quiet", "--python", python, "-c", ROOT / "requirements.lock", *requirements],
    ):
        subprocess.run(command, check=True)
    return python


async def test_the_subscriber_prints_moves_once(empty_kafka: KafkaSettings, clean_python: Path) -> None:
    first = an_offer(77)
    moved = an_offer(77, prices=("1.95", "2.05")).model_copy(update={"version": 2})
    ended = moved.model_copy(update={"version": 3, "removed": RemovalReason.WITHDRAWN})
    back = moved.model_copy(update={"version": 4})
    async with open_producer(empty_kafka, "test") as producer:
        for offer in (first, moved, first, ended, back):
            await producer.send_and_wait(
                normalized_topic(Kind.ODDS),
                offer.model_dump_json().encode(),
                key=KEY.encode(),
                partition=partition_of("nba"),
            )
    process = await asyncio.create_subprocess_exec(
        clean_python, EXAMPLE, empty_kafka.bootstrap_servers, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(scaled(30)):
            lines = [(await process.stdout.readline()).decode().split() for _ in range(5)]
    finally:
        process.kill()
        await process.wait()
    place = [event_id(77), "draftkings", "moneyline", "game"]
    assert sorted(lines[:2]) == [
        [*place, "away", "None", "None", "->", "2.05"],
        [*place, "home", "None", "None", "->", "1.91"],
    ]
    assert lines[2] == [*place, "home", "None", "1.91", "->", "1.95"]
    assert sorted(lines[3:]) == [
        [*place, "away", "None", "None", "->", "2.05"],
        [*place, "home", "None", "None", "->", "1.95"],
    ]
