"""What `a1 doctor` finds: pure for the configuration, and one bounded attempt for each address."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import httpx
from aiokafka.errors import KafkaError
from pydantic import ValidationError
from redis.exceptions import RedisError

from a1_gateway.settings import Settings as GatewaySettings
from a1_ingest_espn.settings import Settings as EspnSettings
from a1_ingest_odds.settings import Settings as OddsSettings
from a1_ingest_prizepicks.settings import Settings as PrizePicksSettings
from a1_ingest_sportradar.settings import Settings as SportradarSettings
from a1_normalizer.settings import Settings as NormalizerSettings
from a1_service_kit.kafka import PartitionCountError, check_partitions
from a1_service_kit.redis import open_redis
from a1_service_kit.settings import ServiceSettings

_WITHIN = 5.0
_SETTINGS: dict[str, type[ServiceSettings]] = {
    "ingest-sportradar": SportradarSettings,
    "ingest-odds": OddsSettings,
    "ingest-prizepicks": PrizePicksSettings,
    "ingest-espn": EspnSettings,
    "normalizer": NormalizerSettings,
    "gateway": GatewaySettings,
}


class Severity(StrEnum):
    """A fault keeps something from working; a warning keeps something off."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what it is about, what was found, and what to do."""

    severity: Severity
    subject: str
    text: str
    remedy: str = ""


def configuration_findings() -> Iterator[Finding]:
    """Each service's settings, as it would read them."""
    for service, settings_class in _SETTINGS.items():
        try:
            settings_class()
        except ValidationError as error:
            for fault in error.errors(include_url=False, include_input=False):
                name = "__".join(str(part) for part in fault["loc"]).upper()
                message = fault["msg"].removeprefix("Value error, ")
                yield Finding(Severity.FAULT, service, f"{name}: {message}".removeprefix(": "), "set it in .env")
            continue
        yield Finding(Severity.OK, service, "its settings can be used")
        yield from _missing_key(service)


def _missing_key(service: str) -> Iterator[Finding]:
    keys = {"ingest-odds": "INGEST_ODDS__API_KEY", "ingest-sportradar": "INGEST_SPORTRADAR__API_KEY"}
    groups = {
        "ingest-odds": lambda: OddsSettings().ingest_odds,
        "ingest-sportradar": lambda: SportradarSettings().ingest_sportradar,
    }
    if service in keys and groups[service]().api_key is None:
        yield Finding(Severity.WARNING, service, "no key: it will idle as disabled", f"set {keys[service]} in .env")


async def reachability_findings() -> list[Finding]:
    """Kafka with its topics, Redis, and each provider's host."""
    checks: list[tuple[str, str, Callable[[], Awaitable[None]]]] = [
        ("kafka", "start it, or set KAFKA__BOOTSTRAP_SERVERS; `./a1 up` brings its own", _check_kafka),
        ("redis", "start it, or set REDIS__URL; `./a1 up` brings its own", _check_redis),
        *((name, "check the network and the address", _host_check(url)) for name, url in _hosts().items()),
    ]
    return list(await asyncio.gather(*(_finding(*check) for check in checks)))


async def _finding(subject: str, remedy: str, check: Callable[[], Awaitable[None]]) -> Finding:
    try:
        async with asyncio.timeout(_WITHIN):
            await check()
    except PartitionCountError as error:
        return Finding(Severity.FAULT, subject, str(error))
    except (KafkaError, RedisError, httpx.HTTPError, OSError, TimeoutError) as error:
        return Finding(Severity.WARNING, subject, f"not reached: {type(error).__name__}", remedy)
    return Finding(Severity.OK, subject, "reached")


def _hosts() -> dict[str, str]:
    return {
        "sportradar": SportradarSettings().ingest_sportradar.base_url,
        "odds": OddsSettings().ingest_odds.base_url,
        "prizepicks": PrizePicksSettings().ingest_prizepicks.base_url,
        "espn": EspnSettings().ingest_espn.base_url,
    }


def _host_check(url: str) -> Callable[[], Awaitable[None]]:
    async def check() -> None:
        """Any answer will do; a HEAD of the root costs no quota."""
        async with httpx.AsyncClient(timeout=_WITHIN) as http:
            await http.head(url)

    return check


async def _check_kafka() -> None:
    await check_partitions(NormalizerSettings().kafka)


async def _check_redis() -> None:
    async with open_redis(NormalizerSettings().redis) as client:
        await client.ping()  # pyright: ignore[reportGeneralTypeIssues]
