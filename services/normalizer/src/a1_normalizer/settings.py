"""Settings of the normalizer: `NORMALIZER__…`, and the groups that every service has."""

from enum import StrEnum

from pydantic import Field

from a1_service_kit.settings import Group, KafkaSettings, RedisSettings, ServiceSettings


class Role(StrEnum):
    """Whether both halves run in this process, or only one."""

    BOTH = "both"
    RESOLVER = "resolver"
    PROJECTOR = "projector"


class NormalizerSettings(Group):
    """The halves that run in this process."""

    role: Role = Role.BOTH
    """`resolver` or `projector` runs one half alone."""


class Settings(ServiceSettings):
    """All settings of the normalizer."""

    kafka: KafkaSettings = Field(default_factory=KafkaSettings)
    redis: RedisSettings = Field(default_factory=RedisSettings)
    normalizer: NormalizerSettings = Field(default_factory=NormalizerSettings)
