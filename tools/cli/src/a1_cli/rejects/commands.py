"""`a1 rejects`: what gave no canonical record, why, and sending it again once the code can handle it."""

import asyncio
import json
from collections import Counter
from typing import Annotated, Any

import typer
from aiokafka import ConsumerRecord
from aiokafka.errors import KafkaConnectionError
from rich.console import Console
from rich.table import Table

from a1_cli.broker import BootstrapServers, Port, chosen_kafka, not_reached
from a1_cli.refusal import interrupted, refused
from a1_cli.rejects.letters import Letter, read_letters, read_records
from a1_cli.rejects.resend import Resend
from a1_cli.rejects.selection import Limit, ProviderName, Reason, Selection, Topic, selection_of
from a1_cli.rejects.states import LetterState, read_newest, state_of
from a1_schemas.raw import format_time
from a1_schemas.topics import PARTITIONS
from a1_service_kit.kafka import open_producer
from a1_service_kit.settings import KafkaSettings

_COLOURS = {LetterState.OPEN: "red", LetterState.REPLAYED: "green", LetterState.SUPERSEDED: "dim"}
_COLUMNS = ("topic", "partition", "offset", "target", "reason", "detail", "code", "at", "state")
AsJson = Annotated[bool, typer.Option("--json", help="JSON alone on standard output.")]

rejects = typer.Typer(help="Records that were rejected: list them, look at one, send them again.", no_args_is_help=True)


@rejects.command("list")
def list_(
    topic: Topic = None,
    provider: ProviderName = None,
    reason: Reason = None,
    limit: Limit = None,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
    as_json: AsJson = False,
) -> None:
    """List rejected records and whether each is open, replayed, or superseded by a newer record of its target."""
    selection = selection_of(topic, provider, reason, limit)
    kafka = chosen_kafka(port, bootstrap_servers)
    try:
        found = asyncio.run(_states(kafka, selection))
    except KafkaConnectionError:
        raise not_reached(kafka) from None
    except KeyboardInterrupt:
        raise interrupted("interrupted") from None
    rows = [_row(letter, state) for letter, state in found]
    if as_json:
        typer.echo(json.dumps(rows, indent=2))
    else:
        _print(rows)


@rejects.command()
def show(
    topic: Annotated[str, typer.Argument(help="The record's topic, such as `raw.odds`.")],
    partition: Annotated[int, typer.Argument(min=0)],
    offset: Annotated[int, typer.Argument(min=0)],
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Print the headers and the body of a rejected record."""
    selection = selection_of(topic, None, None, None)
    kafka = chosen_kafka(port, bootstrap_servers)
    record = None
    if partition < PARTITIONS:
        try:
            record = asyncio.run(_find(kafka, selection, partition, offset))
        except KafkaConnectionError:
            raise not_reached(kafka) from None
    if record is None:
        raise refused(f"no dead letter of {topic}:{partition}:{offset}")
    for name, value in record.headers:
        typer.echo(f"{typer.style(name, bold=True)}: {(value or b'').decode('utf-8', 'replace')}")
    typer.echo()
    typer.echo("(no body)" if record.value is None else record.value.decode("utf-8", "replace"))


@rejects.command()
def replay(
    keys: Annotated[list[str] | None, typer.Argument(help="Only these, as `raw.odds:0:17`.")] = None,
    topic: Topic = None,
    provider: ProviderName = None,
    reason: Reason = None,
    limit: Limit = None,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
    as_json: AsJson = False,
) -> None:
    """Send open records again, byte for byte; what was replayed or is superseded stays as it is.

    Safe to repeat, on a running stack, and to interrupt.
    """
    selection = selection_of(topic, provider, reason, limit)
    kafka = chosen_kafka(port, bootstrap_servers)
    counts: Counter[str] = Counter()
    try:
        asyncio.run(_replay(kafka, selection, keys or (), counts))
    except KafkaConnectionError:
        raise not_reached(kafka) from None
    except KeyboardInterrupt:
        raise interrupted(f"interrupted: {counts['sent']:,} were sent; the same command goes on") from None
    if as_json:
        typer.echo(json.dumps({name: counts[name] for name in ("sent", "replayed", "superseded")}))
    else:
        typer.echo(
            f"{counts['sent']:,} sent again; "
            f"{counts['replayed']:,} had been replayed before, {counts['superseded']:,} are superseded"
        )


async def _states(kafka: KafkaSettings, selection: Selection) -> list[tuple[Letter, LetterState]]:
    letters = selection.chosen(await read_letters(kafka, selection.topics))
    newest = await read_newest(kafka)
    return [(letter, state_of(letter, newest)) for letter in letters]


async def _find(kafka: KafkaSettings, selection: Selection, partition: int, offset: int) -> ConsumerRecord | None:
    found = None
    async for letter, record in read_records(kafka, selection.topics, [partition]):
        if letter.offset == offset:
            found = record
    return found


async def _replay(
    kafka: KafkaSettings, selection: Selection, keys: list[str] | tuple[()], counts: Counter[str]
) -> None:
    found = await _states(kafka, selection)
    missing = sorted({*keys} - {letter.key for letter, _ in found})
    if missing:
        raise refused(f"no dead letter of {missing[0]}")
    found = [(letter, state) for letter, state in found if not keys or letter.key in keys]
    counts.update(str(state) for _, state in found if state is not LetterState.OPEN)
    wanted = {letter.key: letter for letter, state in found if state is LetterState.OPEN}
    if not wanted:
        return
    topics = {letter.topic for letter in wanted.values()}
    numbers = sorted({letter.partition for letter in wanted.values()})
    async with open_producer(kafka, "a1-rejects") as producer:
        resend = Resend(producer, counts)
        await resend.letters(wanted, read_records(kafka, topics, numbers))


def _row(letter: Letter, state: LetterState) -> dict[str, Any]:
    texts = (letter.target, letter.reason, letter.detail, letter.code, format_time(letter.at), str(state))
    return dict(zip(_COLUMNS, (letter.topic, letter.partition, letter.offset, *texts), strict=True))


def _print(rows: list[dict[str, Any]]) -> None:
    console = Console()
    table = Table(*_COLUMNS, header_style="bold")
    for row in rows:
        colour = _COLOURS[LetterState(row["state"])]
        *cells, state = (str(row[name]) for name in _COLUMNS)
        table.add_row(*cells, f"[{colour}]{state}[/{colour}]")
    console.print(table)
    counts = Counter(row["state"] for row in rows)
    console.print(f"{len(rows):,} rejected: " + ", ".join(f"{counts[state]:,} {state}" for state in LetterState))
