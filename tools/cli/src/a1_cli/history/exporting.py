"""Writes a table of history to a file: the database streams CSV, which DuckDB turns into Parquet."""

import tempfile
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import asyncpg
import duckdb

from a1_schemas.leagues import League


class Table(StrEnum):
    """What can be written."""

    PRICE_CHANGES = "price_changes"
    PROP_CHANGES = "prop_changes"
    CLOSES = "closes"
    EVENTS = "events"
    RESULTS = "results"


_ORDER = {
    Table.PRICE_CHANGES: ("changed_at", "changed_at, log_partition, log_offset, ordinal"),
    Table.PROP_CHANGES: ("changed_at", "changed_at, log_partition, log_offset, ordinal"),
    Table.CLOSES: ("sealed_at", "sealed_at, event_id, series"),
    Table.EVENTS: ("start_time", "start_time, event_id"),
    Table.RESULTS: ("played_on", "played_on, league, home, away, number"),
}
"""The time that a range is of, and the order of the rows."""
_TYPES = {
    "bigint": "BIGINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "integer": "INTEGER",
    "numeric": "DECIMAL(18, 6)",
    "smallint": "SMALLINT",
    "timestamp with time zone": "TIMESTAMPTZ",
}
"""DuckDB's types by those of the database; all others are text."""


class Selected(NamedTuple):
    """A table, and which of its rows."""

    table: Table
    league: League | None
    from_: datetime | None
    to: datetime | None


async def write_csv(connection: asyncpg.Connection, selected: Selected, path: Path) -> int:
    """Write the rows with a header. Returns how many."""
    time, order = _ORDER[selected.table]
    status = await connection.copy_from_query(
        f"select * from {selected.table} where ($1::text is null or league = $1) "  # noqa: S608 - a word of the enum
        f"and ($2::timestamptz is null or {time} >= $2) and ($3::timestamptz is null or {time} < $3) order by {order}",
        selected.league,
        _in_utc(selected.from_),
        _in_utc(selected.to),
        output=path,
        format="csv",
        header=True,
    )
    return int(status.split()[-1])


async def write_parquet(connection: asyncpg.Connection, selected: Selected, path: Path) -> int:
    """Write the rows with the types of their columns. Returns how many."""
    rows = await connection.fetch(
        "select column_name, data_type from information_schema.columns "
        "where table_schema = 'public' and table_name = $1 order by ordinal_position",
        selected.table,
    )
    columns = {row["column_name"]: _TYPES.get(row["data_type"], "VARCHAR") for row in rows}
    with tempfile.TemporaryDirectory(prefix="a1-export-") as folder:
        written = Path(folder) / "rows.csv"
        count = await write_csv(connection, selected, written)
        with duckdb.connect() as database:
            database.read_csv(str(written), header=True, columns=columns).write_parquet(str(path))
    return count


def _in_utc(instant: datetime | None) -> datetime | None:
    return None if instant is None else instant.replace(tzinfo=instant.tzinfo or UTC)
