"""Findings about the configuration for the operator, one line each."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from a1_gateway.settings import Settings
from a1_schemas.service_findings import ServiceFinding
from a1_service_kit.settings import Environment

MEANINGS: Mapping[str, str] = {
    ServiceFinding.HALTED: "halted: a partition stopped, for too many of its records in a row could not be handled",
    ServiceFinding.CLOCK_AHEAD: "clock-ahead: an ingester's clock is more than two minutes ahead of the broker's",
    ServiceFinding.LIFE_SPANS_OFF: "NORMALIZER__LIFE_SPANS is off: games of any age are kept, nothing bounds the state",
    ServiceFinding.JOURNAL: "journal: an ingester keeps answers on disk until the broker takes them",
    ServiceFinding.OFFSET_BEFORE_LOG: "offset-before-log: retention deleted records before they were read",
    ServiceFinding.BROKER_AWAY: "broker-away: the broker does not answer",
}
"""The sentence for each finding of a heartbeat. A word that is not here is shown as it is."""

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
