"""Settings of the ingester: `INGEST_ESPN__…`, and the groups that every service has."""

from collections.abc import Sequence
from datetime import timedelta

import httpx
from pydantic import Field, NonNegativeFloat, PositiveFloat

from a1_ingest_kit.journal import JournalSettings
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_service_kit.settings import Group, KafkaSettings, ServiceSettings


class EspnSettings(Group):
    """How to poll ESPN. Intervals are in seconds."""

    base_url: str = Provider.ESPN.traits.host
    user_agent: str = f"python-httpx/{httpx.__version__}"
    """ESPN answers 403 to browsers' agents and bare names.

    A library's agent, or one with a contact URL, is accepted.
    """
    leagues: Sequence[League] = tuple(League)
    answer_within_s: PositiveFloat = 15
    """The timeout of a request."""
    scoreboard_every_s: PositiveFloat = 300
    scoreboard_soon_every_s: PositiveFloat = 60
    """While a game starts within half an hour, or should have started."""
    scoreboard_live_every_s: PositiveFloat = 15
    """While a game is in play."""
    summary_live_every_s: PositiveFloat = 30
    """Of a game in play."""
    summary_final_every_s: PositiveFloat = 1800
    """Of a game that is over."""
    news_every_s: PositiveFloat = 300
    injuries_every_s: PositiveFloat = 900
    teams_every_s: PositiveFloat = 21600
    """The list also decides whose roster is asked for, from its first answer after a start."""
    standings_every_s: PositiveFloat = 3600
    rosters_every_s: PositiveFloat = 86400
    """Of each team."""
    rosters_within_s: NonNegativeFloat = 3600
    """The time over which the first rosters are asked for: a thousand teams are no burst."""

    @property
    def answer_within(self) -> timedelta:
        """The timeout of a request."""
        return timedelta(seconds=self.answer_within_s)


class Settings(ServiceSettings):
    """All settings of this service."""

    kafka: KafkaSettings = Field(default_factory=KafkaSettings)
    journal: JournalSettings = Field(default_factory=JournalSettings)
    ingest_espn: EspnSettings = Field(default_factory=EspnSettings)
