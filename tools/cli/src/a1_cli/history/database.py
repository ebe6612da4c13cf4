"""The database that a command of history works on, and what is said where it is not there."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any, NamedTuple, TypeVar

import asyncpg
import typer

from a1_cli.status import chosen_stack
from a1_service_kit.settings import ConnectionSettings

Port = Annotated[int | None, typer.Option(help="Of the stack whose gateway is at this port.")]
T = TypeVar("T")


class Database(NamedTuple):
    """A database, and the stack that runs it where one does."""

    url: str
    stack: Mapping[str, Any]


def chosen_database(port: int | None) -> Database:
    """Return the database of POSTGRES__URL, else that of the stack. Exits with a remedy where there is neither."""
    configured = ConnectionSettings().postgres.url
    if port is None and configured is not None:
        return Database(configured.get_secret_value(), {})
    stack = chosen_stack(port)
    return Database(str(stack["postgres_url"]), stack)


def with_database(database: Database, work: Callable[[asyncpg.Connection], Awaitable[T]]) -> T:
    """Return what the work gives. Ends the command with a line where the database is not there or not prepared."""
    try:
        return asyncio.run(_connected(database.url, work))
    except asyncpg.UndefinedTableError:
        typer.echo("the historian has not prepared this database: start one with its POSTGRES__URL first", err=True)
    except (OSError, TimeoutError, asyncpg.PostgresConnectionError, asyncpg.InvalidAuthorizationSpecificationError):
        typer.echo("no PostgreSQL answers at POSTGRES__URL", err=True)
    raise typer.Exit(1)


async def _connected(url: str, work: Callable[[asyncpg.Connection], Awaitable[T]]) -> T:
    connection = await asyncpg.connect(url, timeout=5)
    try:
        return await work(connection)
    finally:
        await connection.close()
