"""Grades: what is graded, by which profiles, and what changes a grade."""

from typing import Any

import pytest

from a1_analysis.decide import settle, take_up
from a1_analysis.league_values import LeagueValues
from a1_analysis.proving import Source
from a1_analysis.proving_grades import recomputed_grade, sources_of_grade
from a1_analysis.restoring import restore
from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.causes import version_of
from a1_schemas.grade import Grade
from a1_schemas.leagues import League
from a1_schemas.topics import normalized_topic
from a1_schemas.vocabulary import Kind

from .conftest import GAME, Desk, market

SIDE = {"team_id": None, "name": "x", "abbreviation": None}
TIPPED = f"{GAME}|moneyline|game|including-overtime"


def end(desk: Desk, home: int, away: int, status: str = "final") -> None:
    desk.event(status, home=SIDE | {"score": home}, away=SIDE | {"score": away})


def box_score(desk: Desk, points: int, player: str = "ply_nba_x", **fields: Any) -> None:
    value = {
        "event_id": GAME,
        "league": "nba",
        "provider": "espn",
        "feed": "summary",
        "target": "espn/summary/nba/1",
        "native_event_id": "1",
        "player": {"player_id": player, "name": "A Player", "confidence": 1},
        "stats": {"minutes": 30, "points": points},
    }
    desk.take(Kind.PLAYER_STATS, f"{GAME}|espn|summary|{player}", value | fields)


def results(desk: Desk, key: str) -> dict[tuple[str, float | None], str]:
    record = desk.published[AnalyticsKind.GRADES, key]
    return {(row["selection"], row["line"]): row["result"] for row in record["results"]}


def grade_keys(desk: Desk) -> set[str]:
    return {key for kind, key in desk.published if kind is AnalyticsKind.GRADES}


def test_a_market_that_was_offered_is_graded_at_the_end(desk: Desk) -> None:
    desk.offer("bovada", market(home=1.8, away=2.1), market("spread", -3.5, home=1.9, away=1.9))
    assert grade_keys(desk) == set()
    end(desk, 110, 108)
    assert results(desk, f"{TIPPED}|a1") == {("home", None): "win", ("away", None): "loss"}
    spread = f"{GAME}|spread|game|including-overtime|a1"
    assert results(desk, spread) == {("home", -3.5): "loss", ("away", 3.5): "win"}


def test_a_grade_is_the_message_of_its_topic(desk: Desk) -> None:
    desk.offer("bovada", market(home=1.8, away=2.1))
    end(desk, 110, 108)
    (output,) = [each for each in desk.outputs if each.kind is AnalyticsKind.GRADES]
    message = Grade.model_validate_json(output.value or b"")
    assert message.model_dump_json().encode() == output.value
    assert message.version == version_of(output.causes)


def test_a_bookmaker_with_known_rules_has_a_grade_of_its_own(desk: Desk) -> None:
    desk.offer("draftkings", market(home=1.8, away=2.1))
    desk.offer("bovada", market(home=1.8, away=2.1))
    end(desk, 110, 108)
    assert grade_keys(desk) == {f"{TIPPED}|a1", f"{TIPPED}|draftkings"}


def test_lines_that_moved_and_offers_that_were_withdrawn_are_graded_too(desk: Desk) -> None:
    desk.offer("bovada", market("spread", -3.5, home=1.9, away=1.9))
    desk.offer("bovada", market("alternate-spread", -1.5, home=1.9, away=1.9))
    desk.take(Kind.ODDS, f"{GAME}|odds|odds|bovada", None)
    end(desk, 110, 108)
    assert results(desk, f"{GAME}|spread|game|including-overtime|a1") == {
        ("away", 1.5): "loss",
        ("away", 3.5): "win",
        ("home", -3.5): "loss",
        ("home", -1.5): "win",
    }


def test_markets_that_are_not_priced_are_graded(desk: Desk) -> None:
    desk.offer("bovada", market("double-chance", home_or_draw=1.3, draw_or_away=1.5))
    end(desk, 110, 108)
    key = f"{GAME}|double-chance|game|including-overtime|a1"
    assert results(desk, key) == {("draw-or-away", None): "loss", ("home-or-draw", None): "win"}


def test_an_offer_that_is_read_after_the_end_is_graded_like_one_before(desk: Desk) -> None:
    end(desk, 110, 108)
    desk.offer("bovada", market(home=1.8, away=2.1))
    assert results(desk, f"{TIPPED}|a1") == {("home", None): "win", ("away", None): "loss"}


def test_a_prop_is_graded_when_its_box_score_is_there(desk: Desk) -> None:
    desk.prop("fanduel", 24.5, 1.9, 1.9)
    end(desk, 110, 108)
    key = f"{GAME}|player-prop|ply_nba_x|points|game|a1"
    assert set(results(desk, key).values()) == {"ungraded"}
    box_score(desk, 28)
    assert results(desk, key) == {("over", 24.5): "win", ("under", 24.5): "loss"}
    assert desk.published[AnalyticsKind.GRADES, key]["player_name"] == "A Player"
    assert f"{GAME}|player-prop|ply_nba_x|points|game|fanduel" in grade_keys(desk)


def test_a_box_score_of_a_game_in_play_grades_nothing(desk: Desk) -> None:
    desk.prop("fanduel", 24.5, 1.9, 1.9)
    box_score(desk, 28)
    assert grade_keys(desk) == set()
    end(desk, 110, 108)
    key = f"{GAME}|player-prop|ply_nba_x|points|game|a1"
    assert results(desk, key) == {("over", 24.5): "win", ("under", 24.5): "loss"}


def test_a_corrected_score_is_a_new_version_with_the_reason(desk: Desk) -> None:
    desk.offer("bovada", market(home=1.8, away=2.1))
    end(desk, 110, 108)
    first = desk.published[AnalyticsKind.GRADES, f"{TIPPED}|a1"]
    end(desk, 110, 111)
    then = desk.published[AnalyticsKind.GRADES, f"{TIPPED}|a1"]
    assert then["version"] > first["version"]
    assert then["corrected"] == {"before": first["evidence"], "reason": "score-corrected"}
    assert results(desk, f"{TIPPED}|a1") == {("home", None): "loss", ("away", None): "win"}


def test_a_corrected_box_score_is_a_new_version_with_the_reason(desk: Desk) -> None:
    desk.prop("bovada", 24.5, 1.9, 1.9)
    end(desk, 110, 108)
    box_score(desk, 25)
    box_score(desk, 24)
    record = desk.published[AnalyticsKind.GRADES, f"{GAME}|player-prop|ply_nba_x|points|game|a1"]
    assert record["corrected"]["reason"] == "statistics-corrected"
    assert record["corrected"]["before"]["figures"][0]["figure"] == 25
    assert record["results"][0]["result"] == "loss"


def test_what_says_the_same_again_publishes_nothing(desk: Desk) -> None:
    desk.offer("bovada", market(home=1.8, away=2.1))
    end(desk, 110, 108)
    before = len(desk.outputs)
    end(desk, 110, 108)
    desk.offer("bovada", market(home=1.85, away=2.05))
    assert [each for each in desk.outputs[before:] if each.kind is AnalyticsKind.GRADES] == []


def test_a_postponed_game_is_void_until_it_is_scheduled_again(desk: Desk) -> None:
    desk.offer("bovada", market(home=1.8, away=2.1))
    desk.event("postponed")
    assert set(results(desk, f"{TIPPED}|a1").values()) == {"void"}
    desk.event("scheduled")
    assert set(results(desk, f"{TIPPED}|a1").values()) == {"ungraded"}


def test_grades_stay_when_their_box_scores_end_and_go_with_the_game(desk: Desk) -> None:
    desk.prop("bovada", 24.5, 1.9, 1.9)
    end(desk, 110, 108)
    box_score(desk, 28)
    desk.take(Kind.PLAYER_STATS, f"{GAME}|espn|summary|ply_nba_x", None)
    end(desk, 110, 109)
    key = f"{GAME}|player-prop|ply_nba_x|points|game|a1"
    assert results(desk, key) == {("over", 24.5): "win", ("under", 24.5): "loss"}
    desk.take(Kind.EVENTS, GAME, None)
    assert grade_keys(desk) == set()


def test_a_restored_league_publishes_no_grade_again(desk: Desk) -> None:
    desk.offer("draftkings", market(home=1.8, away=2.1))
    desk.prop("fanduel", 24.5, 1.9, 1.9)
    end(desk, 110, 108)
    box_score(desk, 28)
    newest = {(each.kind, each.key): each for each in desk.outputs}
    restored = LeagueValues(League.NBA)
    for output in newest.values():
        if output.kind is AnalyticsKind.GRADES:
            restore(restored, output.kind, output.key, output.value or b"", output.causes)
    replay(restored, desk)
    assert [each for each in settle(restored) if each.kind is AnalyticsKind.GRADES] == []


def test_a_league_that_lost_its_grades_publishes_them_again(desk: Desk) -> None:
    desk.offer("draftkings", market(home=1.8, away=2.1))
    end(desk, 110, 108)
    restored = LeagueValues(League.NBA)
    replay(restored, desk)
    found = {each.key for each in settle(restored) if each.kind is AnalyticsKind.GRADES}
    assert found == grade_keys(desk)


def replay(state: LeagueValues, desk: Desk) -> None:
    for record in desk.log:
        take_up(state, record)


def test_a_grade_is_proven_by_its_own_records(desk: Desk) -> None:
    desk.offer("draftkings", market(home=1.8, away=2.1), market("spread", -3.5, home=1.9, away=1.9))
    desk.prop("fanduel", 24.5, 1.9, 1.9)
    end(desk, 110, 108)
    box_score(desk, 28)
    end(desk, 111, 108)
    newest = {each.key: each.value or b"" for each in desk.outputs if each.kind is AnalyticsKind.GRADES}
    assert len(newest) == 6
    for key, value in newest.items():
        published, again = recomputed_grade(value, records_of(desk))
        assert again == published, key


def test_another_score_in_the_log_makes_another_grade(desk: Desk) -> None:
    desk.offer("bovada", market(home=1.8, away=2.1))
    end(desk, 110, 108)
    (value,) = [each.value or b"" for each in desk.outputs if each.kind is AnalyticsKind.GRADES]
    (source,) = sources_of_grade(value)
    changed = records_of(desk)[source].replace(b'"score":108', b'"score":118')
    published, again = recomputed_grade(value, {source: changed})
    assert again != published


def records_of(desk: Desk) -> dict[Source, bytes]:
    kinds = {normalized_topic(kind): kind for kind in (Kind.EVENTS, Kind.PLAYER_STATS)}
    found = (record for record in desk.log if record.topic in kinds)
    return {Source(kinds[each.topic], each.key, each.version): each.value or b"" for each in found}


def test_an_opportunity_that_is_graded_says_what_it_paid(desk: Desk) -> None:
    desk.offer("draftkings", market(home=2.1, away=1.85))
    desk.offer("fanduel", market(home=1.85, away=2.05))
    (found,) = desk.opportunities("arbitrage")
    assert found["paid"] is None
    desk.event("live")
    end(desk, 101, 99)
    (paid,) = desk.opportunities("arbitrage", "ended")
    assert paid["paid"] == pytest.approx(49.4 * 2.1 / 100 - 1)
    end(desk, 99, 101)
    (corrected,) = desk.opportunities("arbitrage", "ended")
    assert corrected["paid"] == pytest.approx(50.6 * 2.05 / 100 - 1)
