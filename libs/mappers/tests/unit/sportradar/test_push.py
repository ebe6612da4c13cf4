"""Sportradar's push stream: lines of a game's events."""

import json
from collections.abc import Callable
from typing import Any

from a1_mappers.extracted import Contest, Extracted, PlayerBoxScore, Reject
from a1_schemas.vocabulary import RejectReason

Build = Callable[..., dict[str, Any]]
Read = Callable[..., list[Extracted]]
HOME = {"id": "t-1", "name": "Owls", "market": "Shelby"}
SHOT = [{"type": "fieldgoal", "made": True, "team": HOME, "player": {"id": "p-1", "full_name": "Pat Doe"}}]


def lines(*messages: object) -> bytes:
    return b"\n".join(json.dumps(message).encode() for message in messages)


def message(game: dict[str, Any], operation: str = "update", **event: Any) -> dict[str, Any]:
    return {
        "payload": {"game": game, "event": {"id": "e-1", "updated": "2026-11-26T00:40:00Z"} | event},
        "metadata": {"league": "NBA", "operation": operation},
    }


def test_the_last_line_of_a_game_tells_where_it_stands(read: Read, game: Build) -> None:
    first = game(status="inprogress", home=HOME | {"points": 2}, away={"id": "t-2", "name": "Foxes", "points": 0})
    second = game(status="inprogress", home=HOME | {"points": 4}, away={"id": "t-2", "name": "Foxes", "points": 0})
    body = lines({"heartbeat": {"interval": 5000}}, message(first), message(second))
    (contest,) = [each for each in read("push", body) if isinstance(each, Contest)]
    assert contest.home.score == 4


def test_a_deleted_event_gives_neither_score_nor_player(read: Read, game: Build) -> None:
    body = lines(message(game(status="inprogress"), "delete", home_points=0, away_points=0, statistics=SHOT))
    assert read("push", body) == []


def test_a_player_is_seen_once_and_without_figures(read: Read, game: Build) -> None:
    told = message(game(status="inprogress"), statistics=SHOT)
    seen = [each for each in read("push", lines(told, told)) if isinstance(each, PlayerBoxScore)]
    assert [(line.player.name, line.stats) for line in seen] == [("Pat Doe", {})]


def test_a_broken_line_costs_no_other(read: Read, game: Build) -> None:
    body = b'{"payl\n' + lines({"note": 1}, message(game()))
    extracted = read("push", body)
    assert [each.reason for each in extracted if isinstance(each, Reject)] == [
        RejectReason.INVALID_JSON,
        RejectReason.UNEXPECTED_SHAPE,
    ]
    assert len([each for each in extracted if isinstance(each, Contest)]) == 1
