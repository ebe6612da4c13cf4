"""The heartbeat of a service."""

from pydantic import Field

from a1_schemas.base import Frozen, UtcTime


class Heartbeat(Frozen):
    """Topic `services.heartbeats`, key `service/instance`, each 5 s."""

    service: str
    instance: str
    pid: int
    version: str
    commit: str
    started_at: UtcTime
    sent_at: UtcTime
    valid_until: UtcTime
    ready: bool
    lag: int | None = None
    """The number of records the service's consumers are behind the end of their topics; null while it is unknown."""
    quota: dict[str, int] = Field(default_factory=dict)
    cache: dict[str, int] = Field(default_factory=dict)
    ops_url: str | None = None
    findings: tuple[str, ...] = ()
    """Words of `ServiceFinding`. A newer service's word is kept as it is."""
