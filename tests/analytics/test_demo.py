"""A fast demo against the truth: what is planted is found, what is a trap is refused, and what ended is graded."""

from functools import partial
from typing import Any

import pytest
from tests.analytics.bets import EventIds, event_of, number, served_bets, true_bets
from tests.analytics.closes import closes_that_lack
from tests.analytics.watched import Demo, Row, until_none

from a1_sandbox.world.script.opportunities import ENTRIES, OPPORTUNITIES
from a1_sandbox.world.script.traps import ENTRY_TRAPS, TRAPS
from a1_schemas.analytics_words import RefusalReason
from a1_testkit.machine import scaled

pytestmark = [pytest.mark.analytics, pytest.mark.timeout(1200)]

THREE_MINUTES_S = 180.0
STARVED = ("ended", "source-down")
"""Also how an opportunity ends where other load keeps the ingesters from polling in time."""
NAMES = [scene.name for scene in (*OPPORTUNITIES, *ENTRIES)]
REASONS = [*(trap.refused_for for trap in (*TRAPS, *ENTRY_TRAPS)), RefusalReason.PHASE_MISMATCH]
ROUNDING = 0.02
"""By how much rounded stakes, and those of a middle, which are equal in the truth, move what is paid."""


@pytest.mark.parametrize("name", NAMES)
def test_what_is_planted_is_found_and_ends_for_its_reason(demo: Demo, name: str) -> None:
    planted = next(each for each in demo.truth()["opportunities"] if each["id"] == name)
    bets = true_bets(planted, demo.event_ids())

    def lacking() -> list[tuple[str, str]]:
        rows = demo.rows("betting-opportunities/all", kind=planted["kind"])
        found = [(row["state"], row["reason"]) for row in rows if served_bets(row) == bets]
        ends = {("ended", planted["end_reason"]), STARVED}
        return [] if ends & set(found) else found or [("never", "found")]

    until_none(lacking)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_planted_paid_what_the_truth_says(demo: Demo, name: str) -> None:
    planted = next(each for each in demo.truth()["opportunities"] if each["id"] == name)
    bets = true_bets(planted, demo.event_ids())

    def lacking() -> list[Any]:
        rows = demo.rows("betting-opportunities/all", kind=planted["kind"])
        paid = [row["paid"] for row in rows if served_bets(row) == bets]
        return [] if pytest.approx(planted["paid"], abs=ROUNDING) in paid else paid or ["never found"]

    until_none(lacking)


def test_three_minutes_see_how_every_opportunity_ends(demo: Demo) -> None:
    assert demo.graded_after_s is not None
    assert demo.graded_after_s <= scaled(THREE_MINUTES_S)


def test_no_arbitrage_is_found_that_is_not_planted(demo: Demo) -> None:
    event_ids = demo.event_ids()
    planted = {true_bets(each, event_ids) for each in demo.truth()["opportunities"] if each["kind"] == "arbitrage"}
    rows = demo.rows("arbitrage/all")
    assert [row for row in rows if served_bets(row) not in planted] == []
    assert rows


@pytest.mark.parametrize("reason", REASONS)
def test_a_trap_is_refused_for_its_reason(demo: Demo, reason: RefusalReason) -> None:
    trap = next(each for each in demo.truth()["traps"] if each["reason"] == reason)

    def lacking() -> list[RefusalReason]:
        rows = demo.rows(f"analytics/refusals/{trap['event']['league']}")
        return [] if any(row["reason"] == reason and row["count"] for row in rows) else [reason]

    until_none(lacking)


def test_no_trap_is_found_as_an_opportunity(demo: Demo) -> None:
    event_ids = demo.event_ids()
    traps = {(each["kind"], true_bets(each, event_ids)) for each in demo.truth()["traps"]}
    rows = demo.rows("betting-opportunities/all")
    assert [row for row in rows if (row["kind"], served_bets(row)) in traps] == []


def test_closing_prices_are_the_last_before_the_start(demo: Demo) -> None:
    until_none(partial(closes_that_lack, demo))


def test_a_game_in_play_from_the_first_has_no_closing_price(demo: Demo) -> None:
    truth = demo.truth()  # at one time: a game that starts between two looks has a closing price in the second alone
    closed = {frozenset(row["event"]["native_ids"].items()) for row in truth["closes"]}
    event_ids = demo.event_ids()
    for game in truth["games"]:
        began = game["status"] in {"live", "final"} and frozenset(game["native_ids"].items()) not in closed
        event_id = event_of(game, event_ids) if began else None
        rows = demo.rows(f"movements/{event_id}") if event_id else []
        assert [row for row in rows if row["close"] is not None] == [], event_id


def test_each_game_that_started_has_predictions_sealed_before_it(demo: Demo) -> None:
    def lacking() -> list[str | None]:
        truth, event_ids = demo.truth(), demo.event_ids()
        starts = {event_of(game, event_ids): game["start_time"] for game in truth["games"]}
        sealed_at = {row["event_id"]: row["sealed_at"] for row in demo.rows("predictions/all")}
        started = {event_of(row["event"], event_ids) for row in truth["closes"]} - {None}
        return [each for each in started if each not in sealed_at or sealed_at[each] >= starts[each]]

    until_none(lacking)


def test_a_game_in_play_from_the_first_has_no_prediction(demo: Demo) -> None:
    truth, event_ids = demo.truth(), demo.event_ids()
    started = {event_of(row["event"], event_ids) for row in truth["closes"]}
    begun = {event_of(game, event_ids) for game in truth["games"] if game["status"] in {"live", "final"}}
    predicted = {row["event_id"] for row in demo.rows("predictions/all")}
    assert (begun - started) & predicted == set()


def test_bets_end_as_the_scores_say(demo: Demo) -> None:
    def lacking() -> list[Row]:
        event_ids = demo.event_ids()
        grades = demo.truth()["grades"]
        games = {event_of(row["event"], event_ids) for row in grades} - {None}
        said = {
            (row["event_id"], row["market"], row["selection"], number(row["line"])): row["result"]
            for event_id in games
            for row in demo.rows(f"grades/{event_id}", profile="a1")
            if row["period"] == "game"
        }
        return [row for row in grades if said.get(_bet(row, event_ids)) != row["result"]]

    until_none(lacking)
    assert demo.truth()["grades"]


def _bet(row: Row, event_ids: EventIds) -> tuple[Any, ...]:
    return (event_of(row["event"], event_ids), row["market"], row["selection"], number(row["line"]))


def test_games_odds_and_props_are_served_as_they_are(demo: Demo) -> None:
    assert demo.differences() == []
