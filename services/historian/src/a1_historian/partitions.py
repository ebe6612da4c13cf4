"""The monthly partitions of the tables of changes: which a batch needs, and which retention drops."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from a1_service_kit.postgres import Connection

_NAME = re.compile(r"(price_changes|prop_changes)_(\d{4})_(\d{2})")
_CREATING = 7_305_002
"""The advisory lock under which partitions are created."""


class Month(NamedTuple):
    """A calendar month in UTC."""

    year: int
    month: int

    @property
    def begins(self) -> datetime:
        return datetime(self.year, self.month, 1, tzinfo=UTC)

    @property
    def next(self) -> "Month":
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    def before(self, months: int) -> "Month":
        """Return the month so many months before."""
        number = self.year * 12 + self.month - 1 - months
        return Month(number // 12, number % 12 + 1)

    def partition_of(self, table: str) -> str:
        """Return the name of this month's partition of a table."""
        return f"{table}_{self.year:04d}_{self.month:02d}"


def month_of(instant: datetime) -> Month:
    """Return the month of an instant in UTC."""
    return Month(instant.year, instant.month)


async def create_partitions(connection: Connection, table: str, months: Iterable[Month]) -> None:
    """Create the partitions of these months that are missing."""
    async with connection.transaction():
        await connection.execute("select pg_advisory_xact_lock($1)", _CREATING)
        for month in months:
            await connection.execute(
                f"create table if not exists {month.partition_of(table)} partition of {table} "
                f"for values from ('{month.begins.isoformat()}') to ('{month.next.begins.isoformat()}')"
            )


async def drop_partitions(connection: Connection, table: str, first_kept: Month) -> list[str]:
    """Drop the partitions of months before `first_kept`. Returns their names."""
    rows = await connection.fetch(
        "select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::text::regclass", table
    )
    dropped = [name for name, month in _months(row["name"] for row in rows) if month < first_kept]
    for name in dropped:
        await connection.execute(f"drop table {name}")
    return dropped


def _months(names: Iterable[str]) -> Iterator[tuple[str, Month]]:
    for name in names:
        if (match := _NAME.fullmatch(name)) is not None:
            yield name, Month(int(match[2]), int(match[3]))
