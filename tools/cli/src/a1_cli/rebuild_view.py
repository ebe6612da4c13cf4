"""`a1 rebuild-view`: fills the Redis view again from the log, on a running stack."""

import asyncio
import os
import time
from collections.abc import Iterable, Mapping
from typing import Annotated, NamedTuple, cast

import typer
from pydantic import SecretStr
from redis.asyncio import Redis
from redis.exceptions import RedisError

from a1_cli.broker import Port
from a1_cli.status import chosen_stack
from a1_schemas import keys
from a1_schemas.leagues import League
from a1_schemas.topics import MULTI
from a1_service_kit.redis import open_redis
from a1_service_kit.settings import ConnectionSettings, RedisSettings

_LEAGUES = (*map(str, League), MULTI)
_CONFIGURED = "REDIS__URL"
_LOOK_EVERY_S = 0.5
_BEGUN_WITHIN_S = 30.0

RedisUrl = Annotated[str | None, typer.Option(help="Of this Redis instead of a running stack's.")]


class _Progress(NamedTuple):
    """How far a league's rebuild has come: positions in the log, and the ends it has to reach."""

    league: str
    has_begun: bool
    is_complete: bool
    at: int
    end: int

    def __str__(self) -> str:
        if self.is_complete:
            return f"{self.league}: complete, {self.at} records read"
        return f"{self.league}: {min(self.at, self.end)} of {self.end} records" if self.has_begun else self.league


def rebuild_view(
    league: Annotated[list[str] | None, typer.Option(help="Only this league; may be repeated.")] = None,
    port: Port = None,
    redis_url: RedisUrl = None,
) -> None:
    """Fill the view again from the log, and show how far it is. Readers keep what they have until it is complete.

    A rebuild that is under way goes on. It is the normalizer's work, so it goes on too when this command is stopped.
    """
    leagues = list(dict.fromkeys(league or _LEAGUES))
    unknown = sorted(set(leagues) - set(_LEAGUES))
    if unknown:
        typer.echo(f"unknown league {unknown[0]!r}: one of {', '.join(_LEAGUES)}", err=True)
        raise typer.Exit(2)
    settings = _chosen_redis(port, redis_url)
    try:
        asyncio.run(_rebuild(settings, leagues))
    except (RedisError, OSError) as error:
        host = settings.url.get_secret_value().rpartition("@")[2].removeprefix("redis://").removeprefix("rediss://")
        typer.echo(f"no Redis answers at {host.partition('/')[0]}: {type(error).__name__}", err=True)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo("the rebuild goes on without this command", err=True)
        raise typer.Exit(130) from None


async def _rebuild(settings: RedisSettings, leagues: list[str]) -> None:
    async with open_redis(settings) as redis:
        await _begin(redis, leagues)
        await _watch(redis, leagues)


async def _begin(redis: Redis, leagues: Iterable[str]) -> None:
    """Take the epoch away from each view that is not being rebuilt: a projector that sees none begins."""
    for each in await _progress(redis, leagues):
        if each.is_complete or not each.has_begun:
            await redis.delete(keys.completeness(each.league))


async def _watch(redis: Redis, leagues: list[str]) -> None:
    """Print what has changed until all is complete. Exits with 1 where no projector begins."""
    shown: dict[str, str] = {}
    began_at = time.monotonic()
    while True:
        progress = await _progress(redis, leagues)
        for each in progress:
            if each.has_begun and shown.get(each.league) != str(each):
                shown[each.league] = str(each)
                typer.echo(each)
        if all(each.is_complete for each in progress):
            return
        waiting = [each.league for each in progress if not each.has_begun]
        if waiting and time.monotonic() - began_at > _BEGUN_WITHIN_S:
            typer.echo(f"no normalizer has begun yet: {', '.join(waiting)}; one that runs will", err=True)
            raise typer.Exit(1)
        await asyncio.sleep(_LOOK_EVERY_S)


async def _progress(redis: Redis, leagues: Iterable[str]) -> list[_Progress]:
    found: list[_Progress] = []
    for league in leagues:
        async with redis.pipeline(transaction=True) as pipeline:
            pipeline.hgetall(keys.completeness(league))
            pipeline.hgetall(keys.positions(league))
            marks, positions = map(_texts, await pipeline.execute())
        ends = {name.removeprefix(keys.END): int(end) for name, end in marks.items() if name.startswith(keys.END)}
        is_complete = marks.get(keys.COMPLETE) == "1"
        at = sum(int(positions.get(topic, "0")) for topic in (positions if is_complete else ends))
        found.append(_Progress(league, keys.EPOCH in marks, is_complete, at, sum(ends.values())))
    return found


def _texts(fields: object) -> dict[str, str]:
    stored = cast("Mapping[bytes, bytes]", fields)
    return {name.decode(): value.decode() for name, value in stored.items()}


def _chosen_redis(port: int | None, redis_url: str | None) -> RedisSettings:
    """Return the settings of the given Redis, of the configured one, or of the running stack's."""
    if redis_url is None and port is None and _CONFIGURED in os.environ:
        return ConnectionSettings().redis
    return RedisSettings(url=SecretStr(redis_url or str(chosen_stack(port)["redis_url"])))
