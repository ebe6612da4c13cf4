"""Settings of `a1 history backfill`: `BACKFILL__…`, and the addresses that services share."""

from datetime import timedelta

import httpx
from pydantic import Field, PositiveFloat

from a1_service_kit.settings import ConnectionSettings, Group


class BackfillSettings(Group):
    """How `a1 history backfill` asks ESPN for boards of the past. Times are in seconds."""

    base_url: str | None = None
    """Unset: the sandbox of the stack that is filled, where it has one, else ESPN."""
    user_agent: str = f"python-httpx/{httpx.__version__}"
    """As of the ingester, which ESPN must accept."""
    every_s: PositiveFloat = 3
    """The shortest time between two requests. There is one at a time."""
    answer_within_s: PositiveFloat = 15
    """The timeout of a request."""
    patience_s: PositiveFloat = 600
    """How long one board is asked for again after failures, waits that ESPN imposes included."""

    @property
    def answer_within(self) -> timedelta:
        """The timeout of a request."""
        return timedelta(seconds=self.answer_within_s)


class Settings(ConnectionSettings):
    """All settings of the command."""

    backfill: BackfillSettings = Field(default_factory=BackfillSettings)
