"""Redis clients with the settings that all services use."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import redis.asyncio as redis_asyncio
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialWithJitterBackoff
from redis.connection import HiredisRespSerializer

from a1_service_kit.settings import RedisSettings

_TIMEOUT_S = 5.0
_TEXT = 200
_CREDENTIALS = re.compile(r"//[^/\s]*@")


class _Connection(redis_asyncio.Connection):
    """Packs commands with hiredis, as redis-py does for blocking clients alone. An address of TLS has its own class."""

    _packer = HiredisRespSerializer()

    def pack_command(self, *args: Any) -> list[bytes]:
        return self._packer.pack(*args)


@asynccontextmanager
async def open_redis(settings: RedisSettings) -> AsyncGenerator[redis_asyncio.Redis]:
    """Open a client with bounded waits. It connects on demand and is closed with the context."""
    options: dict[str, Any] = {
        "username": settings.username,
        "password": settings.password.get_secret_value() if settings.password else None,
        "ssl_ca_certs": settings.ssl_ca_certs,
        "ssl_certfile": settings.ssl_certfile,
        "ssl_keyfile": settings.ssl_keyfile,
    }
    client = redis_asyncio.Redis.from_url(  # pyright: ignore[reportUnknownMemberType]
        settings.url.get_secret_value(),
        connection_class=_Connection,
        socket_timeout=_TIMEOUT_S,
        socket_connect_timeout=_TIMEOUT_S,
        health_check_interval=15,
        retry=Retry(ExponentialWithJitterBackoff(base=0.05, cap=0.5), 1),
        **{name: value for name, value in options.items() if value is not None},
    )
    try:
        yield client
    finally:
        await client.aclose()


def end_if_cancelled() -> None:
    """Raise CancelledError if the current task is being cancelled.

    For loops that retry during an outage of Redis: a client cancelled while connecting raises its own error instead.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


def explain(error: BaseException) -> str:
    """Return an error's class and text in one line of at most 200 characters, without the credentials of an address."""
    text = _CREDENTIALS.sub("//[secret]@", " ".join(str(error).split()))
    return f"{type(error).__name__}: {text}"[:_TEXT] if text else type(error).__name__
