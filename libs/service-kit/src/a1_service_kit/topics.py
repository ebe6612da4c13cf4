"""`python -m a1_service_kit.topics` creates the contract's topics, before a deployment's first start."""

import argparse
import asyncio
import sys

from a1_service_kit.kafka import check_partitions, ensure_topics
from a1_service_kit.settings import KafkaSettings, ServiceSettings, load_settings


class TopicsSettings(ServiceSettings):
    """The broker on which to create the topics."""

    kafka: KafkaSettings = KafkaSettings()


def main() -> int:
    """Create missing topics, then check the partitions of all. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replication-factor", type=int, default=1)
    arguments = parser.parse_args()
    settings = load_settings(TopicsSettings)
    asyncio.run(_create(settings.kafka, arguments.replication_factor))
    return 0


async def _create(kafka: KafkaSettings, replication_factor: int) -> None:
    await ensure_topics(kafka, replication_factor=replication_factor)
    await check_partitions(kafka)


if __name__ == "__main__":
    sys.exit(main())
