"""Bodies in ESPN's shape, and a fixture that maps them."""

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

    def mapped(
        feed: str, body: object, *, league: str = "nba", memory: PieceMemory | None = None, path: str = "/"
    ) -> list[Extracted]:
        headers = RawHeaders(
            provider=Provider.ESPN,
            feed=feed,
            league=league,
            sport="basketball",
            target=f"espn/{feed}/{league}",
            url=f"https://site.api.espn.com{path}",
            fetched_at=datetime(2026, 11, 25, 12, tzinfo=UTC),
            http_status=200,
            content_type="application/json",
            content_hash="",
            request_id="",
        )
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return list(MAPPERS[Provider.ESPN, feed](raw, headers, memory or PieceMemory()))

    return mapped


@pytest.fixture
def event() -> Callable[..., Json]:
    """An event of a scoreboard; keyword arguments replace fields of its competition."""

    def built(event_id: str = "401", *, uid: str = "s:40~l:46~e:401", status: str = "SCHEDULED", **fields: Any) -> Json:
        state = {"SCHEDULED": "pre", "IN_PROGRESS": "in", "END_PERIOD": "in"}.get(status, "post")
        kind = {"name": f"STATUS_{status}", "state": state, "completed": status == "FINAL"}
        competition = {
            "id": event_id,
            "date": "2026-11-25T23:30Z",
            "timeValid": True,
            "venue": {"fullName": "Old Gym"},
            "competitors": [side("away", "2", "Springfield Foxes", "4"), side("home", "1", "Shelby Owls", "7")],
            "status": {"period": 2, "displayClock": "4:15", "type": kind},
        }
        return {"id": event_id, "uid": uid, "date": "2026-11-25T23:30Z", "competitions": [competition | fields]}

    return built


def side(role: str, team_id: str, name: str, score: str) -> Json:
    """One competitor."""
    location, _, nickname = name.rpartition(" ")
    team = {
        "id": team_id,
        "displayName": name,
        "location": location,
        "name": nickname,
        "abbreviation": name[:3].upper(),
    }
    return {"id": team_id, "homeAway": role, "team": team, "score": score}
