"""`a1 tail`: the records of a topic as they come."""

import asyncio
import json
from contextlib import suppress
from typing import Annotated

import typer
from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaConnectionError

from a1_cli.broker import BootstrapServers, Port, chosen_kafka, not_reached
from a1_schemas.leagues import League
from a1_schemas.topics import PARTITIONS, TOPIC_BY_NAME, partition_of
from a1_service_kit.kafka import open_consumer
from a1_service_kit.settings import KafkaSettings

_SHOWN = 2000
_LEAGUES = (*map(str, League), "multi")


def tail(
    topic: Annotated[str, typer.Argument(help="A topic such as `normalized.odds`; `a1 tail topics` lists all.")],
    league: Annotated[str | None, typer.Option(help="Only this league.")] = None,
    beginning: Annotated[bool, typer.Option("--from-beginning", help="From the first record kept.")] = False,
    limit: Annotated[int | None, typer.Option(help="Stop after so many records.")] = None,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Print the records of a topic as they come: key, time, headers and value."""
    if topic == "topics":
        for name, facts in TOPIC_BY_NAME.items():
            typer.echo(f"{name:<26} {facts.describes}")
        return
    if topic not in TOPIC_BY_NAME:
        raise typer.BadParameter(f"unknown topic {topic!r}; `a1 tail topics` lists all", param_hint="TOPIC")
    if league is not None and league not in _LEAGUES:
        raise typer.BadParameter(f"one of {', '.join(_LEAGUES)}", param_hint="--league")
    kafka = chosen_kafka(port, bootstrap_servers)
    try:
        with suppress(KeyboardInterrupt):
            asyncio.run(_tail(kafka, topic, league, beginning=beginning, limit=limit, as_json=as_json))
    except KafkaConnectionError:
        raise not_reached(kafka) from None


async def _tail(
    kafka: KafkaSettings, topic: str, league: str | None, *, beginning: bool, limit: int | None, as_json: bool
) -> None:
    render = _as_json if as_json else _as_text
    async with open_consumer(kafka, "a1-tail") as consumer:
        chosen = [partition_of(league)] if league else range(PARTITIONS)
        partitions = [TopicPartition(topic, number) for number in chosen]
        consumer.assign(partitions)
        await (consumer.seek_to_beginning(*partitions) if beginning else consumer.seek_to_end(*partitions))
        shown = 0
        async for record in consumer:
            if league and _header(record, "league") not in {league, None}:
                continue
            typer.echo(render(record))
            shown += 1
            if shown == limit:
                return


def _header(record: ConsumerRecord, name: str) -> str | None:
    return next((value.decode("utf-8", "replace") for key, value in record.headers if key == name), None)


def _as_json(record: ConsumerRecord) -> str:
    return json.dumps(
        {
            "topic": record.topic,
            "partition": record.partition,
            "offset": record.offset,
            "timestamp": record.timestamp,
            "key": _text(record.key),
            "headers": {name: _text(value) for name, value in record.headers},
            "value": _value(record.value),
        }
    )


def _as_text(record: ConsumerRecord) -> str:
    headers = " ".join(f"{name}={_text(value)}" for name, value in record.headers)
    value = "(tombstone)" if record.value is None else str(_text(record.value))
    cut = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}… ({len(value):,} characters)"
    place = typer.style(f"{record.topic}/{record.partition}@{record.offset}", fg="cyan")
    key = typer.style(str(_text(record.key)), bold=True)
    return f"{place} {key}\n  {typer.style(headers, dim=True)}\n  {cut}"


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("utf-8", "replace")


def _value(value: bytes | None) -> object:
    text = _text(value)
    if text is None:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text
