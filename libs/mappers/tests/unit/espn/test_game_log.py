"""An athlete's games of a season."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from a1_mappers.extracted import Contest, Extracted, PlayerBoxScore, Reject
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import RejectReason

Read = Callable[..., list[Extracted]]


def a_log(**event: Any) -> dict[str, Any]:
    game = {
        "gameDate": "2026-11-22T18:00:00.000+00:00",
        "homeTeamId": "12",
        "awayTeamId": "21",
        "opponent": {"id": "21", "displayName": "Springfield Foxes", "abbreviation": "SPR"},
        "team": {"id": "12", "abbreviation": "SHE"},
    }
    row = {"eventId": "401", "stats": ["21", "32", "257", "2", "4", "25"]}
    return {
        "categories": [{"name": "passing", "count": 4}, {"name": "rushing", "count": 2}],
        "names": [
            *("completions", "passingAttempts", "passingYards", "interceptions"),
            *("rushingAttempts", "rushingYards"),
        ],
        "events": {"401": game | event},
        "seasonTypes": [{"categories": [{"events": [row]}]}],
    }


def read_log(read: Read, log: dict[str, Any]) -> list[Extracted]:
    path = "/apis/common/v3/sports/football/nfl/athletes/3139477/gamelog"
    return read("athlete", log, league="nfl", path=path)


def test_sides_are_told_by_the_ids_of_home_and_away(read: Read) -> None:
    contest = read_log(read, a_log(homeTeamId="21", awayTeamId="12"))[0]
    assert isinstance(contest, Contest)
    assert (contest.home.name, contest.away.name) == ("Springfield Foxes", "SHE")
    assert contest.start_time == datetime(2026, 11, 22, 18, tzinfo=UTC)


def test_columns_belong_to_the_tables_that_count_them(read: Read) -> None:
    line = read_log(read, a_log())[1]
    assert isinstance(line, PlayerBoxScore)
    assert line.player.native_id == "3139477"
    assert line.stats == {
        StatType.PASSING_COMPLETIONS: Decimal(21),
        StatType.PASSING_ATTEMPTS: Decimal(32),
        StatType.PASSING_YARDS: Decimal(257),
        StatType.PASSING_INTERCEPTIONS: Decimal(2),
        StatType.RUSHING_ATTEMPTS: Decimal(4),
        StatType.RUSHING_YARDS: Decimal(25),
    }


@pytest.mark.parametrize("ids", [{"homeTeamId": "7"}, {"homeTeamId": "21"}, {"homeTeamId": None, "awayTeamId": None}])
def test_a_game_of_other_teams_than_the_two_is_refused_with_its_figures(read: Read, ids: dict[str, Any]) -> None:
    (reject,) = read_log(read, a_log(**ids))
    assert isinstance(reject, Reject)
    assert reject.reason is RejectReason.UNNAMED_SIDE


def test_a_page_without_games_is_of_another_shape(read: Read) -> None:
    (reject,) = read_log(read, {"athlete": {"id": "3139477"}})
    assert isinstance(reject, Reject)
    assert reject.reason is RejectReason.UNEXPECTED_SHAPE
