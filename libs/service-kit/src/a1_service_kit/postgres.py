"""PostgreSQL pools with the settings that all services use, and which errors say that the database is away."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from a1_service_kit.settings import PostgresSettings

Connection = asyncpg.Connection | PoolConnectionProxy
"""A connection, of a pool or by itself."""
POSTGRES = "postgres"
"""The readiness condition."""
_CONNECT_S = 5.0
_COMMAND_S = 60.0
_AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InterfaceError,
    OSError,
    TimeoutError,
)


@asynccontextmanager
async def open_postgres(
    settings: PostgresSettings, *, connections: int, command_s: float = _COMMAND_S
) -> AsyncGenerator[asyncpg.Pool]:
    """Open a pool of at most so many connections with bounded waits. It connects on demand and closes with the context.

    Raises ValueError without an address.
    """
    if settings.url is None:
        raise ValueError("POSTGRES__URL is missing")
    pool = asyncpg.create_pool(
        settings.url.get_secret_value(),
        min_size=0,
        max_size=connections,
        timeout=_CONNECT_S,
        command_timeout=command_s,
        max_inactive_connection_lifetime=300,
        server_settings={"timezone": "UTC", "jit": "off"},
    )
    await pool
    try:
        yield pool
    finally:
        pool.terminate()


def is_away(error: BaseException) -> bool:
    """Whether an error says that the database does not answer for now, so that another try may succeed."""
    return isinstance(error, _AWAY)
