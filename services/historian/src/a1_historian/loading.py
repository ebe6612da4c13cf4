"""Loads into the memory what a batch needs of the database."""

from collections.abc import Sequence

import asyncpg

from a1_historian.changes import Known, Opening
from a1_historian.entries import Needs
from a1_historian.freshness import Span
from a1_historian.ledgers import Ledger
from a1_historian.memory import SPANS_KEPT, Memory
from a1_historian.offers import Place, Quote
from a1_historian.starts import Game, Start, StartObserved
from a1_service_kit.postgres import Connection


async def load(connection: Connection, memory: Memory, needs: Needs) -> None:
    """Load what the memory lacks. An event or target that the database lacks too is remembered as such."""
    for ledger, event_ids in needs.events.items():
        if missing := memory.of(ledger).missing(event_ids):
            await _load_quotes(connection, memory, ledger, missing)
    if missing := memory.games.missing(needs.games):
        await _load_games(connection, memory, missing)
    if missing := memory.spans.missing(needs.targets):
        await _load_spans(connection, memory, missing)


async def _load_quotes(connection: Connection, memory: Memory, ledger: Ledger, events: Sequence[str]) -> None:
    found: dict[str, dict[str, dict[str, Known]]] = {event_id: {} for event_id in events}
    rows = await connection.fetch(f"select * from {ledger.quotes} where event_id = any($1)", list(events))
    for row in rows:
        of_record = found[row["event_id"]].setdefault(ledger.key_of(row["series"]), {})
        of_record[row["series"]] = _known(ledger, row)
    for event_id, quotes in found.items():
        memory.of(ledger)[event_id] = quotes


def _known(ledger: Ledger, row: asyncpg.Record) -> Known:
    quote = Quote(
        row["line"],
        row["price"],
        row["american"],
        row["multiplier"],
        row["suspended"],
        row["phase"],
        row["observed_at"],
    )
    opening = Opening(row["open_line"], row["open_price"], row["open_observed_at"], row["open_changed_at"])
    return Known(
        Place(tuple(row[part] for part in ledger.parts), row["rung"]),
        quote,
        row["withdrawn"],
        row["version"],
        row["changed_at"],
        opening,
        row["high"],
        row["low"],
        row["changes"],
    )


async def _load_games(connection: Connection, memory: Memory, events: Sequence[str]) -> None:
    for event_id in events:
        memory.games[event_id] = None
    for row in await connection.fetch("select * from events where event_id = any($1)", list(events)):
        memory.games[row["event_id"]] = game_of(row)


def game_of(row: asyncpg.Record) -> Game:
    """Return what a row of `events` keeps of a game."""
    start = None
    if row["started_at"] is not None:
        start = Start(row["started_at"], StartObserved(row["start_observed"]), row["start_version"])
    return Game(row["version"], row["first_status"], row["first_seen_at"], start)


async def _load_spans(connection: Connection, memory: Memory, targets: Sequence[str]) -> None:
    for target, spans in (await spans_of(connection, targets)).items():
        memory.spans[target] = spans[-SPANS_KEPT:]


async def spans_of(connection: Connection, targets: Sequence[str]) -> dict[str, list[Span]]:
    """Return the spans of each of these targets, the oldest first."""
    found: dict[str, list[Span]] = {target: [] for target in targets}
    rows = await connection.fetch(
        "select * from source_spans where target = any($1) order by target, from_at", list(targets)
    )
    for row in rows:
        span = Span(row["from_at"], row["valid_until"], row["state"], row["reason"], row["version"])
        found[row["target"]].append(span)
    return found
