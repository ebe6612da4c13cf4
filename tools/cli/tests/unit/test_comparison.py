from typing import Any

import pytest

from a1_cli.comparison import compare_games, compare_odds, compare_props
from a1_cli.served_checks import check_best, check_in_play, check_spelling


def a_truth(**changes: Any) -> dict[str, Any]:
    game = {
        "league": "nba",
        "start_time": "2026-11-25T00:00:00Z",
        "status": "live",
        "home": "Boston Celtics",
        "away": "Miami Heat",
        "home_score": 10,
        "away_score": 8,
        "period": 1,
        "periods": [[10, 8]],
        "clock_s": 432,
        "native_ids": {"espn": "1", "odds": "a"},
        "odds": [],
        "props": [],
    }
    return game | changes


def a_served(event_id: str = "evt", sources: tuple[tuple[str, str], ...] = (("espn", "1"), ("odds", "a"))) -> dict:
    return {
        "event_id": event_id,
        "start_time": "2026-11-25T00:00:00Z",
        "status": "live",
        "home": {"name": "Boston Celtics", "score": 10},
        "away": {"name": "Miami Heat", "score": 8},
        "period": 1,
        "periods": [{"number": 1, "home": 10, "away": 8}],
        "clock": {"text": "7:12", "seconds": 432, "direction": "down"},
        "sources": [{"provider": provider, "native_id": native_id} for provider, native_id in sources],
    }


def kinds(differences: list) -> list[str]:
    return [difference.what for difference in differences]


def test_equal_games_do_not_differ() -> None:
    matched, differences = compare_games("nba", [a_truth()], [a_served()])
    assert (list(matched), differences) == (["evt"], [])


def test_a_game_served_twice_is_split() -> None:
    served = [a_served("one", (("espn", "1"),)), a_served("two", (("odds", "a"),))]
    assert "split" in kinds(compare_games("nba", [a_truth()], served)[1])


def test_a_game_that_nobody_plays_is_invented() -> None:
    served = [a_served(), a_served("other", (("espn", "2"),))]
    assert kinds(compare_games("nba", [a_truth()], served)[1]) == ["invented"]


def test_a_wrong_score_differs() -> None:
    assert kinds(compare_games("nba", [a_truth(home_score=11)], [a_served()])[1]) == ["home_score"]


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"period": 2}, ["period"]),
        ({"periods": [[9, 8]]}, ["periods"]),
        ({"clock_s": 431}, ["clock"]),
        ({"clock_s": None}, ["clock"]),
    ],
)
def test_a_wrong_course_of_play_differs(changes: dict[str, Any], what: list[str]) -> None:
    assert kinds(compare_games("nba", [a_truth(**changes)], [a_served()])[1]) == what


@pytest.mark.parametrize(("seconds", "what"), [(3480, []), (3539, []), (3540, ["clock"])])
def test_a_clock_that_counts_up_may_show_whole_minutes(seconds: int, what: list[str]) -> None:
    served = a_served() | {"clock": {"text": "58'", "seconds": 3480, "direction": "up"}}
    assert kinds(compare_games("epl", [a_truth(clock_s=seconds)], [served])[1]) == what


def test_a_live_game_has_a_period_and_the_clock_of_its_sport() -> None:
    bare = a_served() | {"period": None, "clock": None}
    assert kinds([*check_in_play("nba", [bare, a_served()])]) == ["live-without-period", "live-without-clock"]
    assert kinds([*check_in_play("mlb", [bare])]) == ["live-without-period"]
    assert kinds([*check_in_play("nba", [bare | {"status": "final"}])]) == []


def test_a_live_game_whose_play_no_source_reports_has_neither() -> None:
    ids = (("odds", "a"), ("prizepicks", "p"))
    bare = a_served(sources=ids) | {"period": None, "periods": None, "clock": None}
    assert [*check_in_play("nba", [bare])] == []
    truth = a_truth(native_ids=dict(ids))
    assert compare_games("nba", [truth], [bare])[1] == []
    assert kinds(compare_games("nba", [truth], [bare | {"period": 1}])[1]) == ["period"]


def test_a_finished_game_has_no_best_price() -> None:
    best = [{"key": "moneyline"}]
    events = [{"event_id": status, "status": status, "best": best} for status in ("live", "final", "cancelled")]
    events.append({"event_id": "bare", "status": "final", "best": []})
    assert [each.game for each in check_best("nba", events)] == ["final", "cancelled"]


def test_a_player_id_has_one_name() -> None:
    props = [
        {"player": {"player_id": player_id, "name": name}}
        for player_id, name in (("p1", "Nikola Jokic"), ("p1", "Nikola Jokić"), ("p2", "A B"), ("p2", "A B"))
    ]
    [found] = check_spelling("nba", props)
    assert (found.game, found.served) == ("p1", "Nikola Jokic, Nikola Jokić")


def test_a_price_that_is_no_longer_offered_differs() -> None:
    outcome = {"selection": "home", "line": None, "price": 1.91}
    market = {"key": "moneyline", "period": "game", "outcomes": [outcome]}
    served = [{"event_id": "evt", "offers": [{"provider": "odds", "bookmaker": "fanduel", "markets": [market]}]}]
    assert kinds(compare_odds("nba", {"evt": a_truth()}, served)) == ["odds"]


def test_a_prop_is_compared_by_the_name_that_its_source_writes() -> None:
    line = {"line": 27.5, "line_type": "standard", "over": {"price": 1.9}, "under": None}
    common = {"bookmaker": "fanduel", "stat_type": "points", "period": "game"}
    truth = a_truth(props=[{**common, **line, "provider": "odds", "player": "Luka Doncic", "over": 1.9}])

    def differences(written: str | None) -> list[str]:
        player = {"name": "Luka Dončić", "written": written}
        served = [{**common, "event_id": "evt", "source": "odds", "player": player, "lines": [line]}]
        return kinds(compare_props("nba", {"evt": truth}, served))

    assert differences("Luka Doncic") == []
    assert differences(None) == ["props", "props"]
