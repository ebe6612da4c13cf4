"""The database of the past. Each reason why it does not answer is one problem, on the routes of the past alone."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from a1_gateway.errors import Problem, ProblemCode
from a1_service_kit.clock import Clock
from a1_service_kit.postgres import is_away, open_postgres
from a1_service_kit.settings import PostgresSettings

_CONNECTIONS = 8
_ACQUIRE_S = 2.0
_ANSWER_S = 5.0
_PING_S = 0.5
AFFECTED = "Only the routes of the past need it."


class History:
    """Reads the database, if one is configured."""

    def __init__(self, pool: asyncpg.Pool | None) -> None:
        self._pool = pool

    @property
    def is_configured(self) -> bool:
        return self._pool is not None

    async def fetch(self, sql: str, *parameters: object) -> list[asyncpg.Record]:
        """Return the rows of a query.

        Raises Problem where the database does not answer within seconds, and for a value that it cannot hold: a text
        with a NUL, a time outside its range.
        """
        if self._pool is None:
            raise _unavailable("This gateway has no database: POSTGRES__URL is not set.")
        try:
            async with self._pool.acquire(timeout=_ACQUIRE_S) as connection:
                return await connection.fetch(sql, *parameters)
        except asyncpg.UndefinedTableError:
            raise _unavailable("The historian has not prepared the database yet.") from None
        except (asyncpg.DataError, OverflowError, UnicodeError):
            detail = "A value has characters or a size that nothing here has."
            raise Problem(422, ProblemCode.BAD_PARAMETER, "Bad parameter", detail) from None
        except Exception as error:
            if not is_away(error):
                raise
            raise _unavailable("The database does not answer; the routes of the present do.") from error

    async def health(self, clock: Clock) -> dict[str, Any]:
        """Return the database's row of the detailed health, within half a second."""
        if self._pool is None:
            return {"state": "off", "reason": "not configured", "latency_ms": None, "affects": AFFECTED}
        started = clock.monotonic()
        try:
            async with self._pool.acquire(timeout=_PING_S) as connection:
                await connection.fetchval("select 1", timeout=_PING_S)
        except Exception as error:
            if not is_away(error):
                raise
            return {"state": "down", "reason": type(error).__name__, "latency_ms": None, "affects": AFFECTED}
        latency = round((clock.monotonic() - started) * 1000, 2)
        return {"state": "up", "reason": None, "latency_ms": latency, "affects": AFFECTED}


NO_HISTORY = History(None)


@asynccontextmanager
async def open_history(settings: PostgresSettings) -> AsyncGenerator[History]:
    """Open the configured database, which is connected to on demand; without one, every answer is a problem."""
    if settings.url is None:
        yield NO_HISTORY
        return
    async with open_postgres(settings, connections=_CONNECTIONS, command_s=_ANSWER_S) as pool:
        yield History(pool)


def _unavailable(detail: str) -> Problem:
    return Problem(503, ProblemCode.HISTORY_UNAVAILABLE, "History unavailable", detail)
