"""What the script plants, seen through the providers' bodies over HTTP."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from typing import Any

import pytest

from a1_sandbox.clock import PausableClock
from a1_sandbox.world.world import World
from a1_schemas.analytics_words import EndReason, OpportunityKind, RefusalReason
from a1_schemas.prices import decimal_from_american

BEGAN_AT = datetime(2026, 11, 25, 4, 0, 40, tzinfo=UTC)
DEMO_S = 180
TICK_S = 5
BEFORE_THE_LATE_GAMES_S = 120
TRAPS = {
    *(RefusalReason.SAME_SIDE, RefusalReason.QUOTE_STALE, RefusalReason.QUOTE_SUSPENDED),
    *(RefusalReason.EVENT_UNCONFIRMED, RefusalReason.SCOPE_MISMATCH, RefusalReason.PHASE_MISMATCH),
    *(RefusalReason.LINE_MISMATCH, RefusalReason.SAME_BOOK, RefusalReason.OUTLIER, RefusalReason.SOURCE_DOWN),
    *(RefusalReason.COMMISSION_UNKNOWN, RefusalReason.RULES_UNKNOWN),
}
Row = dict[str, Any]
Play = Callable[[int], AbstractAsyncContextManager[Any]]


def since_beginning(time: str) -> float:
    return (datetime.fromisoformat(time) - BEGAN_AT).total_seconds()


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
async def test_each_kind_and_each_trap_is_planted_within_a_demo(seed: int, stage: Play) -> None:
    async with stage(seed) as played:
        truth = await played.truth()
    opportunities, traps = truth["opportunities"], truth["traps"]
    assert {each["kind"] for each in opportunities} == set(OpportunityKind)
    assert {len(each["legs"]) for each in opportunities if each["kind"] == "arbitrage"} == {2, 3}
    assert {trap["reason"] for trap in traps} == TRAPS
    ends = {each["end_reason"] for each in opportunities}
    assert ends == set(EndReason) - {EndReason.QUOTE_STALE, EndReason.EVENT_ENDED, EndReason.CONFIGURATION_CHANGED}
    for each in (*opportunities, *traps):
        begins, after = since_beginning(each["begins_at"]), since_beginning(each["ends_at"])
        assert 25 <= begins <= after - 3 * TICK_S < DEMO_S, each["id"]


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
async def test_every_leg_is_served_as_the_truth_has_it_from_begin_to_end(seed: int, stage: Play) -> None:
    async with stage(seed) as played:
        truth = await played.truth()
        moments = sorted(
            (at, each["id"], each)
            for each in (*truth["opportunities"], *truth["traps"])
            for at in (since_beginning(each["begins_at"]), since_beginning(each["ends_at"]) - TICK_S)
        )
        for at, _, each in moments:
            played.go_to(at)
            for leg in each["legs"]:
                is_down = each.get("reason") == "source-down" and leg["provider"] == "odds"
                assert await price_of(played, each, leg) == (None if is_down else leg["price"]), (each["id"], at)


async def price_of(played: Any, planted: Row, leg: Row) -> float | None:
    league, native_id = leg["event"]["league"], leg["event"]["native_ids"][leg["provider"]]
    if leg["provider"] == "prizepicks":
        status = await pick_status(played, planted, leg)
        is_trap = planted.get("reason") == "quote-suspended" and leg is planted["legs"][0]
        assert status == ("suspended" if is_trap else "pre_game")
        return None
    if leg["provider"] == "espn":
        written = (await played.espn_moneyline(league, native_id))[leg["selection"]]["close"]["odds"]
        shown = decimal_from_american(100 if written == "EVEN" else int(written))
        assert abs(float(shown) - leg["price"]) < 0.01
        return leg["price"]
    games = await played.odds(league)
    return None if games is None else priced(games, native_id, leg)


def priced(games: list[Row], native_id: str, leg: Row) -> float:
    """The price of a leg on The Odds API's board."""
    game = next(game for game in games if game["id"] == native_id)
    name = {"home": game["home_team"], "away": game["away_team"]}.get(leg["selection"], leg["selection"].title())
    book = next(book for book in game["bookmakers"] if book["key"] == leg["bookmaker"])
    found = [
        outcome["price"]
        for market in book["markets"]
        for outcome in market["outcomes"]
        if outcome["name"] == name and outcome.get("point") == leg["line"]
    ]
    assert len(found) == 1
    return found[0]


async def pick_status(played: Any, planted: Row, leg: Row) -> str:
    rows = await played.board(leg["event"]["league"])
    found = [
        row["status"]
        for row in rows
        if (row["player"], row["line_score"], row["odds_type"]) == (leg["player"], leg["line"], "standard")
        and row["stat_display_name"].lower().replace(" ", "-") == leg["stat_type"]
    ]
    assert len(found) == 1, (planted["id"], leg["player"], found)
    return found[0]


async def test_every_opportunity_is_gone_when_it_has_ended(stage: Play) -> None:
    async with stage(1) as played:
        for each in (await played.truth())["opportunities"]:
            played.go_to(since_beginning(each["ends_at"]))
            legs = each["legs"]
            if each["end_reason"] == "suspended":
                assert {await pick_status(played, each, leg) for leg in legs} == {"suspended"}
            elif each["end_reason"] == "source-down":
                assert await played.odds(legs[0]["event"]["league"]) is None
            elif each["end_reason"] == "event-started":
                state = await game_of(played, legs[0])
                assert state["status"] == "live"
            else:
                assert not await is_offered(played, legs), each["id"]


async def is_offered(played: Any, legs: list[Row]) -> bool:
    """Whether all legs can be had at their prices, beside the prices of the other books as they were."""
    game = await game_of(played, legs[0])
    offered = {(r["bookmaker"], r["selection"], r["line"], r["price"]) for r in game["odds"] if r["provider"] == "odds"}
    wanted = {(leg["bookmaker"], leg["selection"], leg["line"], leg["price"]) for leg in legs}
    same_price = {row for row in offered if row[1:] == next(iter(wanted))[1:]}
    return wanted <= offered and len(same_price) == 1


async def game_of(played: Any, leg: Row) -> Row:
    native_id = leg["event"]["native_ids"]["odds"]
    games = (await played.truth())["games"]
    return next(game for game in games if game["native_ids"].get("odds") == native_id)


async def test_a_paused_clock_ends_an_outage(stage: Play) -> None:
    async with stage(1) as played:
        outage = next(each for each in (await played.truth())["opportunities"] if each["end_reason"] == "source-down")
        played.go_to(since_beginning(outage["ends_at"]))
        assert await played.odds("ncaaf") is None
        await played.http.post("/_sandbox/clock", json={"paused": True})
        assert await played.odds("ncaaf") is not None


async def test_closes_are_the_last_prices_that_were_served_before_the_start(stage: Play) -> None:
    leagues = ("nba", "mlb", "mls")
    seen: dict[str, set[tuple[Any, ...]]] = {}
    async with stage(2) as played:
        waiting = await games_to_come(played)
        for seconds in range(0, 125, TICK_S):
            played.go_to(seconds)
            waiting = await games_to_come(played)
            for game in [game for league in leagues for game in await played.odds(league) or []]:
                if game["id"] in waiting:
                    seen[game["id"]] = rows_of(game)
        truth = await played.truth()
    closed = {native_id: rows for native_id, rows in seen.items() if native_id not in waiting}
    true: dict[str, set[tuple[Any, ...]]] = {}
    for row in truth["closes"]:
        if row["event"]["league"] in leagues and row["provider"] == "odds":
            figures = (row["bookmaker"], row["selection"], row["line"], row["price"], row["at"][:19])
            true.setdefault(row["event"]["native_ids"]["odds"], set()).add(figures)
    assert closed == true
    assert {row["event"]["league"] for row in truth["closes"] if row["event"]["native_ids"].get("odds") in true} == set(
        leagues
    )


async def test_a_source_that_is_away_at_the_start_has_no_closing_prices(stage: Play) -> None:
    async with stage(1) as played:
        played.go_to(BEFORE_THE_LATE_GAMES_S)
        truth = await played.truth()
    providers = {
        league: {row["provider"] for row in truth["closes"] if row["event"]["league"] == league}
        for league in ("ncaaf", "nfl")
    }
    assert providers == {"ncaaf": {"espn"}, "nfl": {"espn", "odds"}}


async def games_to_come(played: Any) -> set[str]:
    """The Odds API's ids of the games that have not started."""
    games = (await played.truth())["games"]
    return {game["native_ids"].get("odds") for game in games if game["status"] == "scheduled"}


def rows_of(game: Row) -> set[tuple[Any, ...]]:
    names = {game["home_team"]: "home", game["away_team"]: "away"}
    return {
        (
            *(book["key"], names.get(outcome["name"], outcome["name"].lower())),
            *(outcome.get("point"), outcome["price"], market["last_update"][:19]),
        )
        for book in game["bookmakers"]
        for market in book["markets"]
        for outcome in market["outcomes"]
    }


@pytest.mark.parametrize("seed", [1, 2])
async def test_grades_follow_from_the_final_scores(seed: int, stage: Play) -> None:
    async with stage(seed) as played:
        played.go_to(DEMO_S + 20)
        truth = await played.truth()
    scores = {ids_of(game): game for game in truth["games"]}
    assert len({ids_of(row["event"]) for row in truth["grades"]}) >= 20
    for row in truth["grades"]:
        game = scores[ids_of(row["event"])]
        assert game["status"] == "final"
        assert row["result"] == by_hand(row, game["home_score"], game["away_score"]), row


def ids_of(game: Row) -> frozenset[tuple[str, str]]:
    return frozenset(game["native_ids"].items())


def by_hand(row: Row, home: int, away: int) -> str:
    """The result by trying what the bet says."""
    line = row["line"]
    lead = {
        "home": home - away + (line or 0),
        "away": away - home + (line or 0),
        "draw": 0.5 if home == away else -0.5,
        "over": home + away - (line or 0),
        "under": (line or 0) - home - away,
    }[row["selection"]]
    if lead == 0 and row["market"] in ("spread", "total"):
        return "push"
    return "win" if lead > 0 else "loss"


async def test_what_an_arbitrage_paid_is_its_profit_and_what_a_bet_paid_follows_from_the_result(stage: Play) -> None:
    for seed in (1, 2, 3):
        async with stage(seed) as played:
            for each in (await played.truth())["opportunities"]:
                if each["kind"] == "arbitrage":
                    assert each["paid"] == pytest.approx(each["profit"], abs=0.006)
                    assert each["paid"] > 0
                elif each["kind"] in ("ev", "stale-line"):
                    assert each["paid"] in (-1, pytest.approx(each["legs"][0]["price"] - 1))
                elif each["kind"] == "entry":
                    assert each["paid"] in (-1, 2)


def test_a_slower_world_plays_the_script_slower() -> None:
    scripts = [World(1, PausableClock(BEGAN_AT), speed).script for speed in (60.0, 30.0)]
    fast, slow = ({plant.name: plant.span.begin for plant in script.plants} for script in scripts)
    assert {slow[name] / fast[name] for name in ("arbitrage-of-two", "entry-of-two", "low-hold")} == {2}
