"""Bodies in Sportradar's shape, and a fixture that maps them."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from a1_mappers.extracted import Extracted
from a1_mappers.memory import PieceMemory
from a1_mappers.registry import MAPPERS
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders

Json = dict[str, Any]
Read = Callable[..., list[Extracted]]


@pytest.fixture
def read() -> Read:
    """Map a body of a feed as the pipeline does."""

    def mapped(feed: str, body: object, *, league: str = "nba", memory: PieceMemory | None = None) -> list[Extracted]:
        headers = RawHeaders(
            provider=Provider.SPORTRADAR,
            feed=feed,
            league=league,
            sport="basketball",
            target=f"sportradar/{feed}/{league}",
            url="https://api.sportradar.com/",
            fetched_at=datetime(2026, 11, 25, 12, tzinfo=UTC),
            http_status=200,
            content_type="application/json",
            content_hash="",
            request_id="",
        )
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return list(MAPPERS[Provider.SPORTRADAR, feed](raw, headers, memory or PieceMemory()))

    return mapped


@pytest.fixture
def game() -> Callable[..., Json]:
    """A game of a league product; keyword arguments replace its fields."""

    def built(game_id: str = "g-1", **fields: Any) -> Json:
        return {
            "id": game_id,
            "status": "scheduled",
            "scheduled": "2026-11-26T00:30:00Z",
            "venue": {"name": "Old Gym"},
            "home": {"id": "t-1", "name": "Owls", "market": "Shelby", "alias": "SHE"},
            "away": {"id": "t-2", "name": "Foxes", "market": "Springfield", "alias": "SPR"},
        } | fields

    return built


@pytest.fixture
def match() -> Callable[..., Json]:
    """A match of a general sport product; keyword arguments replace fields of its status."""

    def built(match_id: str = "sr:sport_event:7", competition: str = "sr:competition:17", **status: Any) -> Json:
        return {
            "sport_event": {
                "id": match_id,
                "start_time": "2026-11-25T19:00:00+00:00",
                "start_time_confirmed": True,
                "sport_event_context": {"competition": {"id": competition, "name": "La Liga"}},
                "competitors": [
                    {"id": "sr:competitor:2", "name": "Springfield Town", "qualifier": "away"},
                    {"id": "sr:competitor:1", "name": "Shelby Rovers", "qualifier": "home"},
                ],
            },
            "sport_event_status": {"status": "not_started"} | status,
        }

    return built
