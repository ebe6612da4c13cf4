"""`a1 analytics configure`: other limits, thresholds, stakes and commissions, while analytics runs."""

import asyncio
import json
from collections.abc import Sequence
from typing import Annotated

import typer

from a1_analysis.configuration import SECTIONS, Configured, built_in
from a1_cli.broker import BootstrapServers, Port, chosen_kafka, reaching
from a1_schemas.leagues import League
from a1_schemas.raw import SCHEMA_VERSION
from a1_schemas.topics import ANALYTICS_CONFIG, partition_of
from a1_service_kit.kafka import open_producer
from a1_service_kit.settings import KafkaSettings

_HEADERS = [
    ("message_type", b"Configuration"),
    ("schema_version", SCHEMA_VERSION.encode()),
    ("content_type", b"application/json"),
]

analytics = typer.Typer(help="What analytics decides by.", no_args_is_help=True)


@analytics.command()
def configure(
    section: Annotated[str, typer.Argument(help=f"One of {', '.join(SECTIONS)}.")],
    values: Annotated[str | None, typer.Argument(help="A JSON object of keys; without one, as shipped.")] = None,
    league: Annotated[list[League] | None, typer.Option(help="Of this league alone; may be repeated.")] = None,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Replace keys of a section of the configuration, and what was replaced of that section before."""
    if section not in SECTIONS:
        raise typer.BadParameter(f"one of {', '.join(SECTIONS)}", param_hint="SECTION")
    value = None if values is None else values.encode()
    try:
        Configured({}, built_in()).after(section, value)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="VALUES") from None
    kafka = chosen_kafka(port, bootstrap_servers)
    with reaching(kafka):
        positions = asyncio.run(_publish(kafka, section, value, league or list(League)))
    typer.echo(json.dumps({"positions": positions}) if as_json else "\n".join(positions))


async def _publish(kafka: KafkaSettings, section: str, value: bytes | None, leagues: Sequence[League]) -> list[str]:
    """Return where the records lie, one a league."""
    positions: list[str] = []
    async with open_producer(kafka, "a1-configure") as producer:
        for league in leagues:
            number = partition_of(league)
            sent = await producer.send_and_wait(
                ANALYTICS_CONFIG, value, key=section.encode(), partition=number, headers=_HEADERS
            )
            positions.append(f"{ANALYTICS_CONFIG}/{number}@{sent.offset}")
    return positions
