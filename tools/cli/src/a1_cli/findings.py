"""What `a1 doctor` finds: each service checks its own settings, and each address gets one bounded attempt."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

import httpx
from aiokafka.errors import KafkaError
from redis.exceptions import RedisError

from a1_schemas.providers import Provider
from a1_schemas.services import SERVICES
from a1_service_kit.kafka import PartitionCountError
from a1_service_kit.redis import open_redis
from a1_service_kit.settings import ConnectionSettings
from a1_service_kit.topic_settings import TopicSettingsError, check_topics

_WITHIN = 5.0
_SETTINGS_WITHIN = 30.0


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


async def configuration_findings() -> list[Finding]:
    """Each service's settings, as the service itself reads them from this environment."""
    found = await asyncio.gather(*(_settings_findings(service) for service in SERVICES))
    return [finding for of_service in found for finding in of_service]


async def _settings_findings(service: str) -> list[Finding]:
    module = f"a1_{service.replace('-', '_')}"
    checking = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, "--check-settings"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(_SETTINGS_WITHIN):
        _, said = await checking.communicate()
    if checking.returncode:
        lines = said.decode("utf-8", "replace").splitlines() or [f"exit code {checking.returncode}"]
        return [Finding(Severity.FAULT, service, line, "set it in .env") for line in lines]
    keyless = [provider for provider in Provider if provider.service == service and _lacks_key(provider)]
    return [Finding(Severity.OK, service, "its settings can be used"), *map(_missing_key, keyless)]


def _lacks_key(provider: Provider) -> bool:
    return provider.traits.needs_key and not os.environ.get(f"{provider.settings_prefix}API_KEY")


def _missing_key(provider: Provider) -> Finding:
    remedy = f"set {provider.settings_prefix}API_KEY in .env"
    return Finding(Severity.WARNING, provider.service, "no key: it will idle as disabled", remedy)


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
    except (PartitionCountError, TopicSettingsError) as error:
        return Finding(Severity.FAULT, subject, str(error))
    except (KafkaError, RedisError, httpx.HTTPError, OSError, TimeoutError) as error:
        return Finding(Severity.WARNING, subject, f"not reached: {type(error).__name__}", remedy)
    return Finding(Severity.OK, subject, "reached")


def _hosts() -> dict[str, str]:
    return {
        str(provider): os.environ.get(f"{provider.settings_prefix}BASE_URL") or provider.traits.host
        for provider in Provider
    }


def _host_check(url: str) -> Callable[[], Awaitable[None]]:
    async def check() -> None:
        """Any answer will do; a HEAD of the root costs no quota."""
        async with httpx.AsyncClient(timeout=_WITHIN) as http:
            await http.head(url)

    return check


async def _check_kafka() -> None:
    await check_topics(ConnectionSettings().kafka)


async def _check_redis() -> None:
    async with open_redis(ConnectionSettings().redis) as client:
        await client.ping()  # pyright: ignore[reportGeneralTypeIssues]
