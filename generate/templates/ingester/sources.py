"""What to ask NewProvider, in which order: each owned league's games."""

from collections.abc import Generator
from datetime import datetime, timedelta
from typing import Any

from a1_ingest_kit.requests import Request, Source, every
from a1_ingest_newprovider import client
from a1_ingest_newprovider.settings import NewProviderSettings
from a1_schemas.leagues import League


def games(settings: NewProviderSettings) -> Source:
    """The games of each owned league."""
    cadence = every(timedelta(seconds=settings.games_every_s))

    def source(owned: tuple[str, ...], _now: datetime) -> Generator[Request, Any, None]:
        for league in map(League, owned):
            yield client.games(league, cadence=cadence)

    return source
