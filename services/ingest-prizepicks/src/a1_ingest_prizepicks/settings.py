"""Settings of the ingester: `INGEST_PRIZEPICKS__…`, and the groups that every service has."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import ClassVar

import httpx
from pydantic import Field, NonNegativeFloat, PositiveFloat

from a1_ingest_kit.journal import JournalSettings
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.segment_boards import Segment
from a1_service_kit.settings import Group, KafkaSettings, ServiceSettings


class PrizePicksSettings(Group):
    """How to poll PrizePicks. Intervals are in seconds."""

    renamed: ClassVar[Mapping[str, str]] = {"seconds_between_calls": "between_calls_s"}

    base_url: str = Provider.PRIZEPICKS.traits.host
    """The host that answers plain clients. The web app's own host blocks them, and we do not try to bypass that."""
    user_agent: str = f"python-httpx/{httpx.__version__}"
    leagues: Sequence[League] = tuple(League)
    segments: Sequence[Segment] = tuple(Segment)
    """The parts of games whose boards are asked for, where PrizePicks has them. None: `[]`."""
    answer_within_s: PositiveFloat = 30
    """The timeout of a request. Boards exceed 2 MB."""
    leagues_every_s: PositiveFloat = 86400
    projections_every_s: PositiveFloat = 300
    segments_every_s: PositiveFloat = 900
    """Boards of parts of games. Most are empty until their games are near."""
    between_calls_s: NonNegativeFloat = 5
    """For all replicas together."""

    @property
    def answer_within(self) -> timedelta:
        """The timeout of a request. Boards exceed 2 MB."""
        return timedelta(seconds=self.answer_within_s)


class Settings(ServiceSettings):
    """All settings of this service."""

    kafka: KafkaSettings = Field(default_factory=KafkaSettings)
    journal: JournalSettings = Field(default_factory=JournalSettings)
    ingest_prizepicks: PrizePicksSettings = Field(default_factory=PrizePicksSettings)
