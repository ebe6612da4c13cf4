"""Brings a database to this release's tables: numbered SQL files, each applied once, under one lock."""

from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

import asyncpg

from a1_service_kit.logging import get_logger

_LOCK = 7_305_001
log = get_logger("a1.migrating")


class Migration(NamedTuple):
    """One file of SQL."""

    number: int
    name: str
    sql: str


def migrations() -> Iterator[Migration]:
    """Yield the migrations of this release in their order."""
    folder = files("a1_historian.migrations")
    for name in sorted(each.name for each in folder.iterdir() if each.name.endswith(".sql")):
        number, _, title = name.removesuffix(".sql").partition("_")
        yield Migration(int(number), title, folder.joinpath(name).read_text())


async def migrate(pool: asyncpg.Pool) -> list[int]:
    """Apply what is missing. Blocks while another process migrates. Returns the numbers that were applied here."""
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("select pg_advisory_xact_lock($1)", _LOCK)
        await connection.execute(
            "create table if not exists schema_versions "
            "(number integer primary key, name text not null, applied_at timestamptz not null default now())"
        )
        known = {row["number"] for row in await connection.fetch("select number from schema_versions")}
        missing = [each for each in migrations() if each.number not in known]
        for each in missing:
            await connection.execute(each.sql)
            await connection.execute(
                "insert into schema_versions (number, name) values ($1, $2)", each.number, each.name
            )
            log.info("migration.applied", number=each.number, name=each.name)
    return [each.number for each in missing]
