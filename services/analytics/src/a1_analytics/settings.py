"""Settings of analytics: the groups that every service has. What values follow from lies in the log."""

from pydantic import Field

from a1_service_kit.settings import KafkaSettings, ServiceSettings


class Settings(ServiceSettings):
    """All settings of analytics."""

    kafka: KafkaSettings = Field(default_factory=KafkaSettings)
