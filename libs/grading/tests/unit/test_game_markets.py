import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a1_grading.final_score import Points
from a1_grading.game_markets import Market, grade_market
from a1_grading.graded import Graded
from a1_grading.outcomes import mirrored, outcome
from a1_grading.profiles import PROFILES, Profile
from a1_schemas.analytics_words import GradeResult, GradeRule, RefusalReason
from a1_schemas.sporting_event import SportingEvent
from a1_schemas.vocabulary import MarketKey, Period, Selection, SettlementScope

TABLE = Path(__file__).parent / "truth" / "game_markets.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line, parse_float=Decimal) for line in TABLE.read_text().splitlines()]
Game = Callable[..., SportingEvent]
Profiles = Callable[[str], Profile]


def market_of(row: dict[str, Any]) -> Market:
    return Market(
        MarketKey(row["market"]),
        Period(row.get("period", "game")),
        SettlementScope(row.get("scope", "including-overtime")),
    )


@pytest.mark.parametrize("row", ROWS, ids=[row["says"].replace(" ", "-") for row in ROWS])
def test_a_bet_ends_as_the_truth_table_says(row: dict[str, Any], game: Game, profile: Profiles) -> None:
    line = None if "line" not in row else Decimal(row["line"])
    found = grade_market(
        game(**row["game"]), market_of(row), Selection(row["selection"]), line, profile(row.get("profile", "a1"))
    )
    assert found.result is GradeResult(row["result"])
    if "rule" in row or "reason" in row:
        rule, reason = row.get("rule"), row.get("reason")
        assert found == Graded(GradeResult(row["result"]), rule and GradeRule(rule), reason and RefusalReason(reason))
    assert (found.rule is None) == (found.result is GradeResult.UNGRADED)
    assert (found.reason is None) == (found.result is not GradeResult.UNGRADED)


def test_the_truth_table_has_every_market_and_every_result() -> None:
    assert {row["market"] for row in ROWS} == set(MarketKey)
    assert {row["result"] for row in ROWS} == set(GradeResult)
    assert {row.get("rule") for row in ROWS} == {None, *GradeRule} - {GradeRule.STATISTIC, GradeRule.NO_PARTICIPATION}


def test_a_sentence_of_the_truth_table_stands_once() -> None:
    assert len({row["says"] for row in ROWS}) == len(ROWS)


SCORES = st.tuples(st.integers(0, 60), st.integers(0, 60))
QUARTERS = st.integers(-120, 120).map(lambda quarters: Decimal(quarters) / 4)


@given(score=SCORES, line=QUARTERS)
def test_the_two_sides_of_a_spread_end_as_mirrors(score: tuple[int, int], line: Decimal) -> None:
    home = outcome(MarketKey.SPREAD, Selection.HOME, line, Points(*score))
    assert outcome(MarketKey.SPREAD, Selection.AWAY, -line, Points(*score)) is mirrored(home)


@given(score=SCORES, line=QUARTERS)
def test_over_and_under_end_as_mirrors(score: tuple[int, int], line: Decimal) -> None:
    over = outcome(MarketKey.TOTAL, Selection.OVER, line, Points(*score))
    assert outcome(MarketKey.TOTAL, Selection.UNDER, line, Points(*score)) is mirrored(over)


@given(score=SCORES)
def test_back_and_lay_end_as_mirrors(score: tuple[int, int]) -> None:
    points = Points(*score)
    for selection in (Selection.HOME, Selection.AWAY):
        backed = outcome(MarketKey.MONEYLINE, selection, None, points)
        assert outcome(MarketKey.MONEYLINE_LAY, selection, None, points) is mirrored(backed)


@given(score=SCORES)
def test_exactly_one_of_three_ways_wins(score: tuple[int, int]) -> None:
    ways = (Selection.HOME, Selection.DRAW, Selection.AWAY)
    results = [outcome(MarketKey.MONEYLINE_3_WAY, way, None, Points(*score)) for way in ways]
    assert sorted(results) == [GradeResult.LOSS, GradeResult.LOSS, GradeResult.WIN]


@given(score=SCORES, line=st.integers(-20, 20).map(Decimal))
def test_exactly_one_way_of_a_handicap_of_three_wins(score: tuple[int, int], line: Decimal) -> None:
    ways = ((Selection.HOME, line), (Selection.DRAW, line), (Selection.AWAY, -line))
    results = [outcome(MarketKey.SPREAD_3_WAY, way, at, Points(*score)) for way, at in ways]
    assert sorted(results) == [GradeResult.LOSS, GradeResult.LOSS, GradeResult.WIN]


@pytest.mark.parametrize("status", ["final", "postponed", "cancelled", "live"])
@pytest.mark.parametrize("name", PROFILES)
def test_both_sides_of_a_game_end_as_mirrors_by_every_profile(game: Game, name: str, status: str) -> None:
    event = game("mlb", (4, 3), periods=[(1, 1)] * 3 + [(1, 0)] + [(0, 0)] * 2, status=status)
    market = Market(MarketKey.TOTAL, Period.GAME, SettlementScope.INCLUDING_OVERTIME)
    over, under = (
        grade_market(event, market, side, Decimal("6.5"), PROFILES[name]) for side in (Selection.OVER, Selection.UNDER)
    )
    assert under == over._replace(result=mirrored(over.result))
