"""Settings of the ingester: `INGEST_SPORTRADAR__…`, and the groups that every service has."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import (
    Field,
    NonNegativeFloat,
    NonNegativeInt,
    PositiveFloat,
    PositiveInt,
    SecretStr,
    model_validator,
)

from a1_ingest_kit.journal import JournalSettings
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_service_kit.settings import Environment, Group, KafkaSettings, ServiceSettings


class AccessLevel(StrEnum):
    """The access level of the key, which is part of every path."""

    TRIAL = "trial"
    PRODUCTION = "production"


class SportradarSettings(Group):
    """How to poll Sportradar, and what it may cost. Intervals are in seconds."""

    renamed: ClassVar[Mapping[str, str]] = {"seconds_between_calls": "between_calls_s"}

    base_url: str = Provider.SPORTRADAR.traits.host
    api_key: SecretStr | None = None
    """Without it the provider idles as `disabled`."""
    access_level: AccessLevel = AccessLevel.TRIAL
    """The access level of the key, which is part of every path."""
    versions: Mapping[str, str] = Field(default_factory=dict[str, str])
    """By product (`nba`, `soccer`, …), where the key is entitled to another version than the default."""
    leagues: Sequence[League] = tuple(League)
    answer_within_s: PositiveFloat = 20
    """The timeout of a request."""
    schedule_every_s: PositiveFloat = 3600
    summary_live_every_s: PositiveFloat = 30
    """Of a game in play."""
    summary_final_every_s: PositiveFloat = 4 * 3600
    """Of a game that is over."""
    lineups_every_s: PositiveFloat | None = 900
    """Of a match of soccer, from an hour before its start until a quarter of an hour after it: line-ups are named then.
    Unset: not asked for; summaries say who started once a match has begun.
    """
    reference_every_s: PositiveFloat = 86400
    """For hierarchy, standings and injuries."""
    profiles_every_s: PositiveFloat | None = None
    """For each team's profile with its roster, spread over this time. Unset: not asked for, a call for each team is
    much of a small plan.
    """
    between_calls_s: NonNegativeFloat = 1
    """For all replicas together; a trial key allows one call a second."""
    monthly_calls: PositiveInt = 1000
    """The calls of each product. Response headers, if any, correct it."""
    reserve: NonNegativeInt = 50
    """Calls that ordinary polls never touch."""
    spread_s: PositiveFloat | None = None
    """The time over which the remaining calls are spent. Unset: until the first of next month."""
    push: bool = False
    """Also listen to the push stream, a paid addition to a key."""

    @property
    def answer_within(self) -> timedelta:
        """The timeout of a request."""
        return timedelta(seconds=self.answer_within_s)

    @property
    def profiles_every(self) -> timedelta | None:
        """The time between two polls of a team's profile."""
        return None if self.profiles_every_s is None else timedelta(seconds=self.profiles_every_s)

    @property
    def spread(self) -> timedelta | None:
        """The time over which the remaining calls are spent."""
        return None if self.spread_s is None else timedelta(seconds=self.spread_s)


class Settings(ServiceSettings):
    """All settings of this service."""

    kafka: KafkaSettings = Field(default_factory=KafkaSettings)
    journal: JournalSettings = Field(default_factory=JournalSettings)
    ingest_sportradar: SportradarSettings = Field(default_factory=SportradarSettings)

    @model_validator(mode="after")
    def _is_fit_for_production(self) -> Self:
        if self.environment is Environment.PRODUCTION and self.ingest_sportradar.api_key is None:
            raise ValueError("INGEST_SPORTRADAR__API_KEY is missing; production needs it")
        return self
