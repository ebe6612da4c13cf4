"""Findings about the configuration for the operator, one line each."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from a1_gateway.settings import Settings
from a1_service_kit.settings import Environment

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def findings_of(settings: Settings) -> Iterator[str]:
    """Yield the findings. Yields nothing for a configuration without faults."""
    address = urlsplit(settings.redis.url.get_secret_value())
    if "*" in settings.gateway.cors_origins:
        yield "GATEWAY__CORS_ORIGINS is `*`: every site may read; production refuses it"
    if settings.environment is Environment.PRODUCTION and address.scheme == "redis":
        if address.hostname not in _LOOPBACK:
            yield "REDIS__URL: the connection is not encrypted; use rediss://"
        if not (address.password or settings.redis.password):
            yield "REDIS__PASSWORD: Redis is asked without a password"
    if settings.environment is Environment.DEVELOPMENT and settings.gateway.host not in _LOOPBACK:
        yield "ENVIRONMENT is development although the gateway listens beyond this machine"
