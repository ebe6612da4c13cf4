"""`a1 identity review`: listings that a person should look at, with the games that they may be."""

import asyncio
import json
from typing import Annotated, Any

import typer
from aiokafka.errors import KafkaConnectionError
from rich.console import Console
from rich.table import Table

from a1_cli.broker import BootstrapServers, Port, chosen_kafka, not_reached
from a1_cli.identity.crosswalk import read_listings
from a1_evaluation.review import Candidate, ReviewItem, to_review
from a1_schemas.leagues import League
from a1_schemas.listing import Listing
from a1_schemas.raw import format_time
from a1_service_kit.settings import KafkaSettings


def review(
    league: Annotated[League | None, typer.Option(help="Only this league.")] = None,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON alone on standard output.")] = False,
) -> None:
    """Show what could not be joined with certainty, what it may be, and what people decided already."""
    kafka = chosen_kafka(port, bootstrap_servers)
    try:
        items = asyncio.run(_items(kafka, [league] if league else list(League)))
    except KafkaConnectionError:
        raise not_reached(kafka) from None
    if as_json:
        typer.echo(json.dumps([_document(item) for item in items], indent=2))
    elif not items:
        typer.echo("nothing waits for a person")
    else:
        Console().print(_table(items))
        typer.echo("decide with `a1 identity pin LISTING GAME --reason …` or `a1 identity split LISTING --reason …`")


async def _items(kafka: KafkaSettings, leagues: list[League]) -> list[ReviewItem]:
    states = await read_listings(kafka, leagues)
    return [item for league in leagues for item in to_review(states[league].listings.values())]


def _table(items: list[ReviewItem]) -> Table:
    table = Table(header_style="bold")
    table.add_column("reason", no_wrap=True)
    for column in ("listing", "says", "is", "may be"):
        table.add_column(column, overflow="fold")  # ids are copied from here
    for item in items:
        games = "\n".join(_candidate(candidate) for candidate in item.candidates)
        table.add_row(item.reason, name_of(item.listing), _says(item.listing), item.listing.event_id, games)
    return table


def _candidate(candidate: Candidate) -> str:
    minutes = round(candidate.apart.total_seconds() / 60)
    return f"{candidate.event_id} ({candidate.listing.provider}: {_says(candidate.listing)}; {minutes} min apart)"


def name_of(listing: Listing) -> str:
    """A listing as the commands take it."""
    return f"{listing.provider}/{listing.league}/{listing.native_id}"


def _says(listing: Listing) -> str:
    start = "?" if listing.start_time is None else f"{listing.start_time:%Y-%m-%d %H:%MZ}"
    return f"{listing.away.name or '?'} at {listing.home.name or '?'}, {start}"


def _document(item: ReviewItem) -> dict[str, Any]:
    return {
        "reason": item.reason,
        **_listing(item.listing),
        "candidates": [
            {**_listing(candidate.listing), "apart_s": candidate.apart.total_seconds()} for candidate in item.candidates
        ],
    }


def _listing(listing: Listing) -> dict[str, Any]:
    return {
        "listing": name_of(listing),
        "event_id": listing.event_id,
        "home": listing.home.name,
        "away": listing.away.name,
        "start_time": None if listing.start_time is None else format_time(listing.start_time),
    }
