"""The shapes of health. The OpenAPI document is generated from them; answers are built in `health`."""

from typing import Literal

from pydantic import AwareDatetime

from a1_gateway.answer_model import AnswerModel
from a1_gateway.causes import Cause, ServiceState
from a1_gateway.health import HealthStatus
from a1_gateway.snapshot.league_view import ViewState
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import SourceReason, SourceState

UpOrDown = Literal["up", "down"]


class Health(AnswerModel):
    """Whether the gateway can answer."""

    status: HealthStatus
    """The overall status."""


class BriefHealth(AnswerModel):
    """Health as older clients read it."""

    status: HealthStatus
    """The overall status."""
    timestamp: AwareDatetime
    """When it was asked for."""
    uptime_seconds: float
    """Seconds since the gateway started."""
    version: str
    """The gateway's version."""
    services: dict[str, str]
    """Each service's state by name, those of the gateway and of Redis too."""


class MemoryFigures(AnswerModel):
    """The machine's memory."""

    total: int
    """Bytes."""
    available: int
    """Bytes that programs can have."""
    percent: float
    """The part in use."""


class DiskFigures(AnswerModel):
    """The disk of the root folder."""

    total: int
    """Bytes."""
    free: int
    """Bytes."""
    percent: float
    """The part in use."""


class ProcessFigures(AnswerModel):
    """The gateway's process."""

    rss: int
    """Bytes of resident memory."""
    threads: int
    """Its threads."""


class SystemFigures(AnswerModel):
    """The machine that the gateway runs on."""

    cpu_percent: float
    """The part of all cores in use since the last answer."""
    memory: MemoryFigures
    """Its memory."""
    disk: DiskFigures
    """Its disk."""
    process: ProcessFigures
    """The gateway's process."""


class RedisHealth(AnswerModel):
    """Redis as the gateway sees it."""

    state: UpOrDown
    """Whether it answers."""
    reason: str | None
    """Why it does not answer; null where it does."""
    latency_ms: float | None
    """Milliseconds of a ping; null where it does not answer."""


class HistoryHealth(AnswerModel):
    """The database of the past as the gateway sees it."""

    state: Literal["up", "down", "off"]
    """Whether it answers; `off` where none is configured."""
    reason: str | None
    """Why it does not answer; null where it does."""
    latency_ms: float | None
    """Milliseconds of a query; null where it does not answer."""
    affects: str
    """What does not work without it."""


class LimitsHealth(AnswerModel):
    """The limits of clients' requests."""

    state: Literal["exact", "shared"]
    """Whether they hold over all processes; `shared` while each admits its share for want of Redis."""
    reason: str | None
    """Why Redis does not charge requests; null where it does."""
    workers: int
    """Processes among which a limit is shared then."""


class KafkaHealth(AnswerModel):
    """Kafka as the services see it."""

    lag: dict[str, int]
    """Unread records by service, of those that report them."""


class ServiceHealth(AnswerModel):
    """A service by the heartbeats of its instances."""

    service: str
    """Its name."""
    state: ServiceState
    """Up while one instance is."""
    reason: Cause | None
    """Why it is not up; null where it is."""
    instances: int
    """Instances whose heartbeat is valid."""
    last_heartbeat_at: AwareDatetime | None
    """When the newest was sent; null if never."""
    version: str | None
    """The version of the newest."""
    lag: int | None
    """Its unread records; null where unknown."""
    quota: dict[str, int]
    """What is left of providers' quotas, by name."""
    cache: dict[str, int]
    """Figures of its caches, by name."""
    findings: list[str]
    """What its instances find wrong, as words."""


class SourceHealth(AnswerModel):
    """The state of one provider's feed of a league."""

    provider: Provider
    """The provider."""
    league: str
    """The league, or `multi`."""
    feed: str
    """The provider's feed."""
    state: SourceState
    """Whether the feed is up."""
    reason: SourceReason | Cause
    """Why it is in this state."""
    last_success_at: AwareDatetime | None
    """When the feed was last read; null if never."""
    valid_until: AwareDatetime
    """After this time the state counts as down."""
    quota_remaining: int | None
    """What is left of the provider's quota; null where unknown."""


class LeagueViewHealth(AnswerModel):
    """A league's part of the view in this process."""

    league: str
    """The league."""
    state: ViewState
    """How current it is."""
    records: dict[str, int]
    """Records by kind."""


class DetailedHealth(AnswerModel):
    """Health of the gateway and of everything that feeds it."""

    status: HealthStatus
    """The overall status."""
    timestamp: AwareDatetime
    """When it was asked for."""
    uptime_seconds: float
    """Seconds since the gateway started."""
    version: str
    """The gateway's version."""
    commit: str
    """The commit that the gateway was built from."""
    system: SystemFigures
    """The machine."""
    redis: RedisHealth
    """Redis."""
    history: HistoryHealth
    """The database of the past."""
    limits: LimitsHealth
    """The limits of clients' requests."""
    kafka: KafkaHealth
    """Kafka."""
    services: list[ServiceHealth]
    """All services, by name."""
    sources: list[SourceHealth]
    """All feeds, by league."""
    views: list[LeagueViewHealth]
    """All leagues' views."""
    cache: dict[str, int]
    """Figures of the gateway's pages, by name."""
    findings: list[str]
    """What is wrong with configuration or services, as sentences."""
