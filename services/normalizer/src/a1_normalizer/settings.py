"""What an operator can set: `NORMALIZER__…`, beside the groups that every service has."""

from enum import StrEnum

from pydantic import Field

from a1_service_kit.settings import Group, KafkaSettings, RedisSettings, ServiceSettings


class Role(StrEnum):
    """Both halves in one process, or one of them alone."""

    BOTH = "both"
    RESOLVER = "resolver"
    PROJECTOR = "projector"


class NormalizerSettings(Group):
    """Which half runs here."""

    role: Role = Role.BOTH
    """`resolver` or `projector` runs one half alone."""


class Settings(ServiceSettings):
    """All settings of this service."""

    kafka: KafkaSettings = Field(default_factory=KafkaSettings)
    redis: RedisSettings = Field(default_factory=RedisSettings)
    normalizer: NormalizerSettings = Field(default_factory=NormalizerSettings)
