"""The grades of a game, a row for each bet and profile."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from a1_gateway.errors import Problem
from a1_gateway.snapshot.grades_page import build_grades_page
from a1_gateway.snapshot.league_view import LeagueView
from a1_grading.game_markets import Market
from a1_grading.grades import Offered, grade_record, market_grade_key
from a1_grading.profiles import PROFILES
from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.keys import pack
from a1_schemas.sporting_event import EventSide
from a1_schemas.vocabulary import EventStatus, Kind, MarketKey, Period, Selection, SettlementScope
from a1_testkit.canonical import NOW, an_event, event_id

GAME = event_id(1)
OVER = an_event().model_copy(
    update={
        "status": EventStatus.FINAL,
        "home": EventSide(team_id="nba-lal", name="Lakers", score=110),
        "away": EventSide(team_id="nba-bos", name="Celtics", score=108),
    }
)
BETS: dict[MarketKey, list[Offered]] = {
    MarketKey.MONEYLINE: [(Selection.HOME, None), (Selection.AWAY, None)],
    MarketKey.SPREAD: [(Selection.HOME, Decimal(-2)), (Selection.AWAY, Decimal("2.5"))],
}


@pytest.fixture
def view() -> LeagueView:
    view = LeagueView("nba")
    view.put(Kind.EVENTS, GAME, pack(1, OVER.model_dump_json().encode()), NOW)
    for key, bets in BETS.items():
        for name in ("a1", "fanduel"):
            market = Market(key, Period.GAME, SettlementScope.INCLUDING_OVERTIME)
            grade = grade_record(OVER, market, bets, PROFILES[name]).model_copy(update={"version": 7})
            document = pack(7, grade.model_dump_json().encode())
            view.put(AnalyticsKind.GRADES, market_grade_key(GAME, market, PROFILES[name]), document, NOW)
    return view


def page(view: LeagueView, query: str = "") -> dict[str, Any]:
    return msgspec.json.decode(build_grades_page(view, GAME, query.encode(), NOW).body)


def bets(answer: dict[str, Any]) -> list[tuple[str, str, str, float | None, str]]:
    names = ("profile", "market", "selection", "line", "result")
    return [tuple(row[name] for name in names) for row in answer["data"]]  # type: ignore[misc]


def test_a_row_says_how_a_bet_ended_by_which_rules_and_from_what(view: LeagueView) -> None:
    answer = page(view, "profile=a1&market=spread")
    assert bets(answer) == [
        ("a1", "spread", "away", 2.5, "win"),
        ("a1", "spread", "home", -2, "push"),
    ]
    row = answer["data"][0]
    assert row["id"] == f"{GAME}|spread|game|including-overtime|a1"
    assert (row["period"], row["scope"], row["rule"], row["reason"]) == (
        "game",
        "including-overtime",
        "final-score",
        None,
    )
    assert row["evidence"]["score"] == {"home": 110, "away": 108}
    assert (row["version"], row["corrected"]) == (7, None)


def test_filters_match_any_of_their_values_and_all_of_each_other(view: LeagueView) -> None:
    assert len(page(view)["data"]) == 8
    assert {row["profile"] for row in page(view, "profile=fanduel")["data"]} == {"fanduel"}
    assert len(page(view, "profile=a1&profile=fanduel&market=moneyline")["data"]) == 4
    assert [row["selection"] for row in page(view, "profile=a1&result=push&result=loss")["data"]] == ["away", "home"]


def test_pages_have_every_row_once(view: LeagueView) -> None:
    whole, cursor, found = page(view)["data"], "", []
    while True:
        answer = page(view, f"limit=3{cursor}")
        found += answer["data"]
        if answer["meta"]["next_cursor"] is None:
            break
        cursor = f"&cursor={answer['meta']['next_cursor']}"
    assert found == whole


@pytest.mark.parametrize("query", ["profile=bookie", "market=spreads", "result=won", "bookmaker=fanduel", "limit=0"])
def test_a_query_that_is_not_understood_is_refused(view: LeagueView, query: str) -> None:
    with pytest.raises(Problem):
        page(view, query)


def test_a_game_that_is_not_over_has_no_rows(view: LeagueView) -> None:
    answer = build_grades_page(view, event_id(2), b"", NOW)
    assert msgspec.json.decode(answer.body)["data"] == []


def test_the_tag_changes_with_a_grade(view: LeagueView) -> None:
    before = build_grades_page(view, GAME, b"", NOW)
    assert build_grades_page(view, GAME, b"", NOW).matches(dict(before.headers)[b"etag"])
    market = Market(MarketKey.MONEYLINE, Period.GAME, SettlementScope.INCLUDING_OVERTIME)
    corrected = OVER.model_copy(update={"away": EventSide(team_id="nba-bos", name="Celtics", score=111)})
    grade = grade_record(corrected, market, BETS[MarketKey.MONEYLINE], PROFILES["a1"])
    key = market_grade_key(GAME, market, PROFILES["a1"])
    view.put(AnalyticsKind.GRADES, key, pack(8, grade.model_dump_json().encode()), NOW)
    assert not build_grades_page(view, GAME, b"", NOW).matches(dict(before.headers)[b"etag"])
