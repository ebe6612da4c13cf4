"""`python -m a1_service_kit.topics` creates the contract's topics and changes settings that are not the contract's.

Run it before a deployment's first start, and before a start of new code. Each change is a line
`topic setting old → new`. A stronger value set by others stays; `KAFKA__TOPICS__…` are set exactly.
"""

import argparse
import asyncio
import sys

from a1_service_kit.kafka import PartitionCountError, check_partitions
from a1_service_kit.settings import KafkaSettings, ServiceSettings, load_settings
from a1_service_kit.topic_settings import needed_changes, prepare_topics


class TopicsSettings(ServiceSettings):
    """The broker on which to create the topics."""

    kafka: KafkaSettings = KafkaSettings()


def main() -> int:
    """Create missing topics, check the partitions of all and change their settings. Returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m a1_service_kit.topics", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--replication-factor", type=int, default=1, help="of topics that are created; default 1")
    parser.add_argument(
        "--check", action="store_true", help="change nothing: show what differs, exit 1 if anything does"
    )
    arguments = parser.parse_args()
    settings = load_settings(TopicsSettings)
    return asyncio.run(
        _check(settings.kafka) if arguments.check else _apply(settings.kafka, arguments.replication_factor)
    )


async def _check(kafka: KafkaSettings) -> int:
    try:
        await check_partitions(kafka)
    except PartitionCountError as error:
        print(error)
        return 1
    changes = await needed_changes(kafka) if kafka.idempotent else []
    for change in changes:
        print(change)
    return 1 if changes else 0


async def _apply(kafka: KafkaSettings, replication_factor: int) -> int:
    for change in await prepare_topics(kafka, replication_factor=replication_factor):
        print(change)
    return 0


if __name__ == "__main__":
    sys.exit(main())
