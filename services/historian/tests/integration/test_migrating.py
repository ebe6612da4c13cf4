import asyncio

import asyncpg

from a1_historian.migrating import migrate, migrations


async def test_an_empty_database_gets_every_migration_once(postgres_url: str) -> None:
    async with asyncpg.create_pool(postgres_url, min_size=0) as pool:
        assert await migrate(pool) == [each.number for each in migrations()]
        assert await migrate(pool) == []
        names = await pool.fetch("select number, name from schema_versions order by number")
        assert [tuple(row) for row in names] == [(each.number, each.name) for each in migrations()]


async def test_processes_that_migrate_at_once_apply_each_migration_once(postgres_url: str) -> None:
    async with asyncpg.create_pool(postgres_url, min_size=0) as pool:
        applied = await asyncio.gather(*[migrate(pool) for _ in range(4)])
        assert sorted(number for each in applied for number in each) == [each.number for each in migrations()]


def test_migrations_are_numbered_without_a_gap() -> None:
    numbers = [each.number for each in migrations()]
    assert numbers == list(range(1, len(numbers) + 1))


async def test_prices_are_stored_as_numeric_and_nowhere_as_floats(pool: asyncpg.Pool) -> None:
    floats = await pool.fetch(
        "select table_name, column_name from information_schema.columns "
        "where table_schema = 'public' and data_type in ('real', 'double precision')"
    )
    assert floats == []
