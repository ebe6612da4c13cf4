"""Settings of the historian: `HISTORIAN__…`, and the groups that every service has."""

from typing import Self

from pydantic import Field, model_validator

from a1_service_kit.settings import Group, KafkaSettings, PostgresSettings, ServiceSettings


class HistorianSettings(Group):
    """How long history is kept, and how much of it is remembered."""

    price_months: int = Field(default=24, ge=1)
    """For how many whole months changes of prices and props are kept, beside the current one, and the fair prices and
    refusals that followed from them. Closing prices, opportunities, grades, predictions, results and statistics stay.
    """
    seal_after_s: float = Field(default=15, ge=0)
    """How long after an observed start its closing prices are sealed, so that quotes on their way still count."""
    remembered_events: int = Field(default=4_000, gt=0)
    """Events whose newest quotes are kept in memory; those of others are read from the database."""


class Settings(ServiceSettings):
    """All settings of the historian."""

    kafka: KafkaSettings = Field(default_factory=KafkaSettings)
    postgres: PostgresSettings = Field(default_factory=PostgresSettings)
    historian: HistorianSettings = Field(default_factory=HistorianSettings)

    @model_validator(mode="after")
    def _has_a_database(self) -> Self:
        if self.postgres.url is None:
            raise ValueError("POSTGRES__URL: the historian needs a database")
        return self
