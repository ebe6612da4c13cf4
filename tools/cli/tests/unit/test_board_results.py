"""What a scoreboard of the past says: results, and games without one, by reason."""

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from a1_cli.history.backfilled import Difference, Score, StoredResult, compare
from a1_cli.history.board_results import (
    BoardResult,
    BoardResults,
    FixtureKey,
    LeftOutReason,
    UnreadableBoardError,
    read_results,
)
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_testkit.recordings import Recording

DAY = date(2026, 11, 9)
HAWKS, CELTICS, NETS = ("1", "Atlanta Hawks"), ("2", "Boston Celtics"), ("17", "Brooklyn Nets")
FINAL = ("STATUS_FINAL", "post")
HEADERS = RawHeaders(
    provider=Provider.ESPN,
    feed="scoreboard",
    league="nba",
    sport="basketball",
    target="espn/scoreboard/nba/20261109",
    url="https://site.api.espn.com",
    fetched_at=datetime(2026, 11, 29, tzinfo=UTC),
    http_status=200,
    content_type="application/json",
    content_hash="",
    request_id="",
)


def a_side(place: str, team: tuple[str, str], score: str | None) -> dict[str, Any]:
    side = {"homeAway": place, "team": {"id": team[0], "displayName": team[1]}}
    return side if score is None else side | {"score": score}


def a_game(
    status: tuple[str, str] = FINAL,
    *,
    home: tuple[str, str] = HAWKS,
    away: tuple[str, str] = CELTICS,
    scores: tuple[str | None, str | None] = ("101", "99"),
    league: str = "46",
    start: str | None = "2026-11-10T01:00Z",
    places: tuple[str, str] = ("home", "away"),
    note: str | None = None,
) -> dict[str, Any]:
    competition: dict[str, Any] = {
        "id": "401",
        "date": start,
        "competitors": [a_side(places[0], home, scores[0]), a_side(places[1], away, scores[1])],
        "notes": [] if note is None else [{"headline": note}],
        "status": {"type": {"name": status[0], "state": status[1], "completed": status == FINAL}},
    }
    season = {"year": 2027, "type": 2}
    return {"id": "401", "uid": f"s:40~l:{league}~e:401", "season": season, "competitions": [competition]}


def read(*games: object) -> BoardResults:
    body = json.dumps({"leagues": [{"slug": "nba"}], "events": games}).encode()
    return read_results(League.NBA, body, HEADERS)


def a_result(number: int = 1, scores: tuple[int, int] = (101, 99)) -> BoardResult:
    return BoardResult(FixtureKey(DAY, "Atlanta Hawks", "Boston Celtics", number), 2027, *scores)


def test_a_final_is_a_result_on_the_day_of_its_evening() -> None:
    assert read(a_game()) == BoardResults((a_result(),), ())
    assert read(a_game()).is_complete


def test_sides_are_found_by_their_mark_and_not_by_their_place() -> None:
    swapped = a_game(home=CELTICS, away=HAWKS, scores=("99", "101"), places=("away", "home"))
    assert read(swapped).results == (a_result(),)


@pytest.mark.parametrize(
    ("game", "reason", "is_complete"),
    [
        (a_game(("STATUS_SCHEDULED", "pre")), LeftOutReason.NOT_OVER, False),
        (a_game(("STATUS_IN_PROGRESS", "in")), LeftOutReason.NOT_OVER, False),
        (a_game(("STATUS_SUSPENDED", "post")), LeftOutReason.NOT_OVER, False),
        (a_game(("STATUS_MYSTERY", "post")), LeftOutReason.STATUS_UNKNOWN, False),
        (a_game(("STATUS_FINAL", "in")), LeftOutReason.STATUS_UNKNOWN, False),
        (a_game(("STATUS_POSTPONED", "post")), LeftOutReason.POSTPONED, True),
        (a_game(("STATUS_CANCELED", "post")), LeftOutReason.CANCELLED, True),
        (a_game(league="59"), LeftOutReason.ANOTHER_LEAGUE, True),
        (a_game(start=None), LeftOutReason.START_MISSING, True),
        (a_game(places=("home", "home")), LeftOutReason.HOME_UNKNOWN, True),
        (a_game(scores=("101", None)), LeftOutReason.SCORE_MISSING, True),
        (a_game(scores=(None, "99")), LeftOutReason.SCORE_MISSING, True),
        (a_game(home=("90001", "Team LeBron")), LeftOutReason.TEAM_UNKNOWN, True),
        (a_game(away=("90002", "Team Curry")), LeftOutReason.TEAM_UNKNOWN, True),
        (a_game(home=CELTICS), LeftOutReason.TEAM_UNKNOWN, True),
    ],
)
def test_a_game_without_a_result_has_its_reason(game: dict[str, Any], reason: LeftOutReason, is_complete: bool) -> None:
    board = read(game, a_game(home=NETS))
    assert [result.key.home for result in board.results] == ["Brooklyn Nets"]
    assert [each.reason for each in board.left_out] == [reason]
    assert board.is_complete == is_complete


def test_a_game_that_is_left_out_is_named_as_the_board_names_it() -> None:
    board = read(a_game(("STATUS_POSTPONED", "post"), home=("90001", "Team LeBron")))
    assert [each.game for each in board.left_out] == ["Boston Celtics at Team LeBron"]


def test_games_of_a_doubleheader_have_the_numbers_that_the_board_gives() -> None:
    notes = ("Doubleheader - Game 2", "Doubleheader - Game 1")
    board = read(a_game(note=notes[0]), a_game(note=notes[1], scores=("80", "90")))
    assert board == BoardResults((a_result(2), a_result(1, (80, 90))), ())


@pytest.mark.parametrize("notes", [(None, None), ("Doubleheader - Game 1", None), ("Doubleheader - Game 1",) * 2])
def test_games_that_the_board_does_not_number_are_not_guessed(notes: tuple[str | None, str | None]) -> None:
    board = read(a_game(note=notes[0]), a_game(note=notes[1], scores=("80", "90")))
    assert board.results == ()
    assert [each.reason for each in board.left_out] == [LeftOutReason.NUMBER_UNKNOWN] * 2


def test_a_game_whose_other_half_is_yet_to_be_played_is_not_guessed_either() -> None:
    reasons = [each.reason for each in read(a_game(), a_game(("STATUS_SCHEDULED", "pre"))).left_out]
    assert reasons == [LeftOutReason.NUMBER_UNKNOWN, LeftOutReason.NOT_OVER]


def test_a_game_beside_a_postponed_one_of_the_same_sides_is_the_only_one() -> None:
    assert read(a_game(), a_game(("STATUS_POSTPONED", "post"))).results == (a_result(),)


def test_what_is_no_game_or_cannot_be_read_is_counted_by_its_place() -> None:
    tournament = a_game() | {"competitions": [a_game()["competitions"][0] | {"competitors": []}]}
    misshapen = a_game() | {"competitions": "none"}
    board = read(tournament, misshapen, a_game())
    assert board.results == (a_result(),)
    assert [(each.reason, each.game.split()[0]) for each in board.left_out] == [
        (LeftOutReason.NOT_A_GAME, "$.events[0].competitions[0]"),
        (LeftOutReason.UNREADABLE, "$.events[1].competitions"),
    ]
    assert not board.is_complete


def test_unreadable_prices_leave_a_game_its_result() -> None:
    game = a_game()
    game["competitions"][0]["odds"] = ["none", {"provider": 7}]
    assert read(game) == BoardResults((a_result(),), ())


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"code":400,"message":"Failed to get events endpoint."}', "error-body Failed to get events endpoint."),
        (b"[]", "unexpected-shape"),
        (b"{", "invalid-json"),
    ],
)
def test_a_body_that_is_no_board_says_what_it_is(body: bytes, said: str) -> None:
    with pytest.raises(UnreadableBoardError, match=said):
        read_results(League.NBA, body, HEADERS)


def test_results_are_new_known_corrected_or_contradicted() -> None:
    results = [a_result(number) for number in (1, 2, 3, 4, 5)]
    stored = {
        results[1].key: StoredResult(Score(101, 99), is_observed=False),
        results[2].key: StoredResult(Score(101, 98), is_observed=False),
        results[3].key: StoredResult(Score(99, 101), is_observed=True),
        results[4].key: StoredResult(Score(101, 99), is_observed=True),
    }
    found = compare(results, stored)
    assert found.new == (results[0],)
    assert found.same == (results[1], results[4])
    assert found.corrected == (Difference(results[2], Score(101, 98)),)
    assert found.contradicted == (Difference(results[3], Score(99, 101)),)
    assert str(found.corrected[0]) == "2026-11-09 Boston Celtics at Atlanta Hawks 101:99, was 101:98"


@pytest.mark.recordings
def test_every_game_of_a_recorded_board_is_a_result_or_left_out_for_a_reason(recordings: list[Recording]) -> None:
    counts: Counter[str] = Counter()
    for each in recordings:
        row = each.row
        if (row["provider"], row["feed"]) != ("espn", "scoreboard") or row["league"] not in set(League):
            continue
        board = read_results(League(row["league"]), each.body, replace(HEADERS, league=row["league"]))
        games = sum(len(event.get("competitions", [])) for event in json.loads(each.body)["events"])
        assert len(board.results) + len(board.left_out) == games, each.name
        counts.update(str(left_out.reason) for left_out in board.left_out)
        counts["results"] += len(board.results)
    assert counts["results"] >= 76
