"""Settings of the normalizer: `NORMALIZER__…`, and the groups that every service has."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from a1_resolving.life_spans import LIFE_SPANS, LifeSpans
from a1_schemas.service_findings import ServiceFinding
from a1_service_kit.settings import Environment, Group, KafkaSettings, RedisSettings, ServiceSettings


class Role(StrEnum):
    """Whether both halves run in this process, or only one."""

    BOTH = "both"
    RESOLVER = "resolver"
    PROJECTOR = "projector"


class Ageing(StrEnum):
    """Whether games and articles end by their age alone."""

    ON = "on"
    OFF = "off"

    @property
    def spans(self) -> LifeSpans | None:
        """The life spans of every league's state; None if nothing ends by age."""
        return LIFE_SPANS if self is Ageing.ON else None


class NormalizerSettings(Group):
    """The halves that run in this process, and whether what is over ends."""

    role: Role = Role.BOTH
    """`resolver` or `projector` runs one half alone."""
    life_spans: Ageing = Ageing.ON
    """`off` keeps games and articles of any age: for recordings only, since nothing bounds the state then. Refused in
    production.
    """


class Settings(ServiceSettings):
    """All settings of the normalizer."""

    kafka: KafkaSettings = Field(default_factory=KafkaSettings)
    redis: RedisSettings = Field(default_factory=RedisSettings)
    normalizer: NormalizerSettings = Field(default_factory=NormalizerSettings)

    @model_validator(mode="after")
    def _is_bounded_in_production(self) -> Self:
        if self.environment is Environment.PRODUCTION and self.normalizer.life_spans is Ageing.OFF:
            raise ValueError("NORMALIZER__LIFE_SPANS: off keeps every game for ever; production needs on")
        return self


def findings_of(settings: Settings) -> Iterator[ServiceFinding]:
    """Yield what the heartbeat reports of the configuration."""
    if settings.normalizer.life_spans is Ageing.OFF:
        yield ServiceFinding.LIFE_SPANS_OFF
