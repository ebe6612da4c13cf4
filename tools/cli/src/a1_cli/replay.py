"""`a1 replay`: a range of raw records again, as if their ingester had sent them again."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncGenerator
from typing import Annotated

import typer
from aiokafka import ConsumerRecord, TopicPartition

from a1_cli.broker import BootstrapServers, Port, chosen_kafka, reaching
from a1_cli.progress_line import progress_line
from a1_cli.refusal import refused
from a1_cli.rejects.resend import Resend
from a1_schemas.providers import Provider
from a1_schemas.topics import PARTITIONS, raw_topic
from a1_service_kit.kafka import log_bounds, open_consumer, open_producer
from a1_service_kit.settings import KafkaSettings

_TOPICS = tuple(map(raw_topic, Provider))
_READ_MS = 200
Ranges = dict[TopicPartition, range]


def replay(
    topic: Annotated[str, typer.Option(help="A topic of bodies, such as `raw.odds`.")],
    first: Annotated[int, typer.Option("--from", help="The first offset.")],
    last: Annotated[int, typer.Option("--to", help="The last offset.")],
    partition: Annotated[int | None, typer.Option(help="Only this partition; else all that hold the range.")] = None,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON alone on standard output.")] = False,
) -> None:
    """Send a range of bodies again, byte for byte. A body whose target has a newer one changes nothing.

    Safe to repeat, on a running stack, and to interrupt.
    """
    if topic not in _TOPICS:
        raise refused(f"{topic!r} holds no bodies; one of {', '.join(_TOPICS)}")
    if partition is not None and not 0 <= partition < PARTITIONS:
        raise refused(f"{topic} has no partition {partition}")
    kafka = chosen_kafka(port, bootstrap_servers)
    chosen = [TopicPartition(topic, number) for number in (range(PARTITIONS) if partition is None else [partition])]
    counts: Counter[str] = Counter()
    with reaching(kafka, lambda: f"interrupted: {counts['sent']:,} were sent"):
        asyncio.run(_replay(kafka, chosen, range(first, last + 1), counts))
    typer.echo(json.dumps({"sent": counts["sent"]}) if as_json else f"{counts['sent']:,} bodies sent again")


async def _replay(kafka: KafkaSettings, chosen: list[TopicPartition], wanted: range, counts: Counter[str]) -> None:
    ranges = await _ranges(kafka, chosen, wanted)
    async with open_producer(kafka, "a1-replay") as producer:
        await Resend(producer, counts).records(_records(kafka, ranges))


async def _ranges(kafka: KafkaSettings, chosen: list[TopicPartition], wanted: range) -> Ranges:
    """What each partition holds of the range. One that was chosen by itself must hold all of it."""
    bounds = await log_bounds(kafka, chosen)
    held = {
        partition: range(max(start, wanted.start), min(end, wanted.stop)) for partition, (start, end) in bounds.items()
    }
    found = {partition: offsets for partition, offsets in held.items() if offsets}
    if not found or (len(chosen) == 1 and found[chosen[0]] != wanted):
        kept = ", ".join(
            f"{each.topic}/{each.partition} holds {start} to {end - 1}"
            for each, (start, end) in bounds.items()
            if end > start
        )
        asked = f"{wanted.start} to {wanted.stop - 1} is not in {chosen[0].topic}"
        raise refused(f"{asked}: {kept or 'it is empty'}")
    return found


async def _records(kafka: KafkaSettings, ranges: Ranges) -> AsyncGenerator[ConsumerRecord]:
    async with open_consumer(kafka, "a1-replay") as consumer:
        consumer.assign(list(ranges))
        for partition, offsets in ranges.items():
            consumer.seek(partition, offsets.start)
        waiting = list(ranges)
        with progress_line() as line:
            task = line.add_task("sending again", total=sum(map(len, ranges.values())))
            while waiting:
                for partition, records in (await consumer.getmany(*waiting, timeout_ms=_READ_MS)).items():
                    for record in records:
                        if record.offset in ranges[partition]:
                            line.advance(task)
                            yield record
                waiting = [each for each in waiting if await consumer.position(each) < ranges[each].stop]
