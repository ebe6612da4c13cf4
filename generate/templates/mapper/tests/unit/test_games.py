import json
from datetime import UTC, datetime
from typing import Any

import pytest

from a1_mappers.extracted import Complete, Contest, Extracted, Reject, Side, Unchanged
from a1_mappers.memory import PieceMemory
from a1_mappers.registry import MAPPERS
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import EventStatus, Kind, RejectReason

HEADERS = RawHeaders(
    provider=Provider.NEWPROVIDER,
    feed="games",
    league="nba",
    sport="basketball",
    target="new-provider/games/nba",
    url="https://api.new-provider.example/games?league=nba",
    fetched_at=datetime(2026, 11, 25, 12, tzinfo=UTC),
    http_status=200,
    content_type="application/json",
    content_hash="",
    request_id="",
)
WHOLE = Complete((Kind.LISTINGS,))


def a_game(**changes: object) -> dict[str, object]:
    return {
        "id": "g1",
        "start_time": "2026-11-26T00:30:00Z",
        "status": "live",
        "home": {"id": "t1", "name": "Boston Celtics", "score": 51},
        "away": {"id": "t2", "name": "Detroit Pistons", "score": 48},
    } | changes


def read(body: Any, memory: PieceMemory | None = None) -> list[Extracted]:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return list(MAPPERS[Provider.NEWPROVIDER, "games"](raw, HEADERS, memory or PieceMemory()))


def test_a_game_is_read_with_its_sides_time_and_status() -> None:
    assert read({"games": [a_game()]}) == [
        Contest(
            native_id="g1",
            league="nba",
            home=Side(name="Boston Celtics", native_id="t1", score=51),
            away=Side(name="Detroit Pistons", native_id="t2", score=48),
            start_time=datetime(2026, 11, 26, 0, 30, tzinfo=UTC),
            status=EventStatus.LIVE,
            native_status="live",
        ),
        WHOLE,
    ]


def test_a_side_that_is_to_be_determined_has_no_name() -> None:
    [contest, _] = read({"games": [a_game(away={"id": "t9", "name": "TBD"})]})
    assert isinstance(contest, Contest)
    assert contest.away == Side(name=None, native_id="t9")


@pytest.mark.parametrize(
    ("changes", "reason", "is_whole"),
    [
        ({"status": "paused"}, RejectReason.UNKNOWN_STATUS, True),
        ({"start_time": "soon"}, RejectReason.INVALID_TIME, False),
        ({"start_time": "2026-11-26T00:30:00"}, RejectReason.INVALID_TIME, False),
        ({"id": ""}, RejectReason.MISSING_FIELD, False),
        ({"id": 7}, RejectReason.UNEXPECTED_SHAPE, False),
        ({"home": None}, RejectReason.UNEXPECTED_SHAPE, False),
        ({"away": {"name": "Detroit Pistons"}}, RejectReason.UNEXPECTED_SHAPE, False),
        ({"home": {"id": "t1", "name": "Boston Celtics", "score": "fifty"}}, RejectReason.UNEXPECTED_SHAPE, False),
    ],
)
def test_a_game_that_cannot_be_read_costs_no_other(
    changes: dict[str, Any], reason: RejectReason, is_whole: bool
) -> None:
    rejected, *rest = read({"games": [a_game(**changes), a_game(id="g2")]})
    assert isinstance(rejected, Reject)
    assert (rejected.reason, rejected.path) == (reason, "$.games[0]")
    assert [each.native_id for each in rest if isinstance(each, Contest)] == ["g2"]
    assert (WHOLE in rest) is is_whole


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"error": "no such league"}', RejectReason.ERROR_BODY),
        (b'{"games": {}}', RejectReason.UNEXPECTED_SHAPE),
        (b"<html>", RejectReason.INVALID_JSON),
        (b"", RejectReason.INVALID_JSON),
    ],
)
def test_a_body_that_is_no_list_of_games_is_one_reject(body: bytes, reason: RejectReason) -> None:
    [rejected] = read(body)
    assert isinstance(rejected, Reject)
    assert rejected.reason is reason


def test_a_game_that_did_not_change_is_not_read_again() -> None:
    memory = PieceMemory()
    body = {"games": [a_game()]}
    read(body, memory)
    memory.keep()
    assert read(body, memory) == [Unchanged(Kind.LISTINGS, ("g1",)), WHOLE]
