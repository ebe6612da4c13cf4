"""What an operator can set: `INGEST_NEWPROVIDER__…`, beside the groups that every service has."""

from collections.abc import Sequence
from datetime import timedelta

from pydantic import BaseModel, Field, NonNegativeFloat, PositiveFloat

from a1_ingest_kit.journal import JournalSettings
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_service_kit.settings import KafkaSettings, ServiceSettings


class NewProviderSettings(BaseModel):
    """How to ask NewProvider. Intervals are in seconds."""

    base_url: str = Provider.NEWPROVIDER.traits.host
    leagues: Sequence[League] = tuple(League)
    answer_within_s: PositiveFloat = 20
    """How long a request may take."""
    games_every_s: PositiveFloat = 60
    between_calls_s: NonNegativeFloat = 1
    """For all replicas together."""

    @property
    def answer_within(self) -> timedelta:
        """How long a request may take."""
        return timedelta(seconds=self.answer_within_s)


class Settings(ServiceSettings):
    """All settings of this service."""

    kafka: KafkaSettings = Field(default_factory=KafkaSettings)
    journal: JournalSettings = Field(default_factory=JournalSettings)
    ingest_newprovider: NewProviderSettings = Field(default_factory=NewProviderSettings)
