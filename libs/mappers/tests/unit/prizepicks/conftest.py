"""Boards in PrizePicks' shape, and a fixture that maps them."""

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
START = "2026-11-25T19:00:00-05:00"


def link(kind: str, native_id: str | None) -> Json:
    """A relationship."""
    return {"data": None if native_id is None else {"type": kind, "id": native_id}}


@pytest.fixture
def read() -> Callable[..., list[Extracted]]:
    """Map rows and their included resources as the pipeline does."""

    def mapped(rows: object, included: object = (), *, feed: str = "projections", **fields: object) -> list[Extracted]:
        headers = RawHeaders(
            provider=Provider.PRIZEPICKS,
            feed=feed,
            league="nba",
            sport="basketball",
            target=f"prizepicks/{feed}/nba",
            url="https://partner-api.prizepicks.com/projections?league_id=7",
            fetched_at=datetime(2026, 11, 25, 12, tzinfo=UTC),
            http_status=200,
            content_type="application/json",
            content_hash="",
            request_id="",
        )
        body = {"data": rows, "included": list(included), **fields}  # pyright: ignore[reportArgumentType, reportCallIssue]
        raw = rows if isinstance(rows, bytes) else json.dumps(body).encode()
        return list(MAPPERS[Provider.PRIZEPICKS, feed](raw, headers, PieceMemory()))

    return mapped


@pytest.fixture
def row() -> Callable[..., Json]:
    """A row. Keywords that name a resource link to it; others replace attributes."""

    def built(
        native_id: str = "1",
        *,
        league: str = "7",
        player: str = "5",
        duration: str | None = None,
        game: str | None = None,
        score: str | None = None,
        **attributes: Any,
    ) -> Json:
        return {
            "type": "projection",
            "id": native_id,
            "attributes": {
                "line_score": 20.5,
                "odds_type": "standard",
                "status": "pre_game",
                "stat_type": "Points",
                "description": "FOX",
                "game_id": "game-1",
                "start_time": START,
                "rank": 3,
            }
            | attributes,
            "relationships": {
                "league": link("league", league),
                "new_player": link("new_player", player),
                "duration": link("duration", duration),
                "game": link("game", game),
                "score": link("score", score),
            },
        }

    return built


@pytest.fixture
def player() -> Callable[..., Json]:
    """A player of the Owls; keywords replace attributes."""

    def built(native_id: str = "5", **attributes: Any) -> Json:
        facts = {"name": "Ada Lee", "team": "OWL", "market": "Shelby", "team_name": "Owls", "combo": False}
        return {"type": "new_player", "id": native_id, "attributes": facts | attributes}

    return built


@pytest.fixture
def named() -> Callable[[str, str, str], Json]:
    """A duration or a league."""

    def built(kind: str, native_id: str, name: str) -> Json:
        return {"type": kind, "id": native_id, "attributes": {"name": name}}

    return built


@pytest.fixture
def game() -> Callable[..., Json]:
    """The game of the Owls and the Foxes; keywords replace attributes."""

    def built(native_id: str = "3", *, info: Json | None = None, **attributes: Any) -> Json:
        teams = {"home": {"abbreviation": "FOX"}, "away": {"abbreviation": "OWL"}}
        facts = {
            "external_game_id": "game-1",
            "status": "scheduled",
            "start_time": START,
            "metadata": {"league_name": "NBA", "game_info": {"teams": teams} | (info or {})},
        }
        return {"type": "game", "id": native_id, "attributes": facts | attributes}

    return built
