"""Bodies in The Odds API's shape, and a fixture that maps them."""

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

HOME, AWAY = "Shelby Owls", "Springfield Foxes"


@pytest.fixture
def read() -> Callable[..., list[Extracted]]:
    """Map a body of a feed as the pipeline does."""

    def mapped(
        body: object, *, feed: str = "odds", asked: str = "", memory: PieceMemory | None = None
    ) -> list[Extracted]:
        headers = RawHeaders(
            provider=Provider.ODDS,
            feed=feed,
            league="nba",
            sport="basketball",
            target=f"odds/{feed}/nba",
            url=f"https://api.the-odds-api.com/v4/sports/basketball_nba/odds?{asked}",
            fetched_at=datetime(2026, 11, 25, 12, tzinfo=UTC),
            http_status=200,
            content_type="application/json",
            content_hash="",
            request_id="",
        )
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return list(MAPPERS[Provider.ODDS, feed](raw, headers, memory or PieceMemory()))

    return mapped


@pytest.fixture
def event() -> Callable[..., dict[str, Any]]:
    """An event with these bookmakers; further keywords replace its fields."""

    def built(*bookmakers: dict[str, Any], **fields: Any) -> dict[str, Any]:
        return {
            "id": "0a1b",
            "sport_key": "basketball_nba",
            "commence_time": "2026-11-25T23:30:00Z",
            "home_team": HOME,
            "away_team": AWAY,
            "bookmakers": list(bookmakers),
        } | fields

    return built


@pytest.fixture
def book() -> Callable[..., dict[str, Any]]:
    """A bookmaker with one market for each keyword: a list of outcomes."""

    def built(key: str = "somebook", **markets: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "key": key,
            "title": key.title(),
            "markets": [
                {"key": market, "last_update": "2026-11-25T12:00:00Z", "outcomes": outcomes}
                for market, outcomes in markets.items()
            ],
        }

    return built


@pytest.fixture
def outcome() -> Callable[..., dict[str, Any]]:
    """A priced outcome."""

    def built(name: str, price: object, **fields: Any) -> dict[str, Any]:
        return {"name": name, "price": price} | fields

    return built
