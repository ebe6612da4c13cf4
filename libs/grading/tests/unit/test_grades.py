from collections.abc import Callable
from decimal import Decimal

import pytest

from a1_grading.game_markets import Market
from a1_grading.grades import (
    Offered,
    grade_record,
    market_grade_key,
    prop_grade_key,
    prop_grade_record,
    says_the_same,
)
from a1_grading.profiles import PROFILES
from a1_grading.props import Prop
from a1_schemas.analytics_words import CorrectionReason, GradeResult, GradeRule, PropMarket, RefusalReason
from a1_schemas.game_facts import SideScores
from a1_schemas.grade import Grade, GradedBet, PlayerFigure
from a1_schemas.player_stats import PlayerStats
from a1_schemas.providers import Provider
from a1_schemas.sporting_event import SportingEvent
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import EventStatus, MarketKey, Period, Selection, SettlementScope

Game = Callable[..., SportingEvent]
Report = Callable[..., PlayerStats]
SPREAD = Market(MarketKey.SPREAD, Period.GAME, SettlementScope.INCLUDING_OVERTIME)
OFFERED: list[Offered] = [
    (Selection.HOME, Decimal("-2.5")),
    (Selection.AWAY, Decimal("2.5")),
    (Selection.HOME, Decimal(-3)),
]
A1 = PROFILES["a1"]


def points_of(*players: str) -> Prop:
    return Prop(players, " + ".join(players).upper(), StatType.POINTS, Period.GAME)


def test_a_record_has_a_row_for_each_selection_and_line_in_one_order(game: Game) -> None:
    event = game("nfl", (24, 21))
    found = grade_record(event, SPREAD, OFFERED, A1)
    assert found.results == (
        GradedBet(
            selection=Selection.AWAY,
            line=Decimal("2.5"),
            result=GradeResult.LOSS,
            rule=GradeRule.FINAL_SCORE,
            reason=None,
        ),
        GradedBet(
            selection=Selection.HOME, line=Decimal(-3), result=GradeResult.PUSH, rule=GradeRule.FINAL_SCORE, reason=None
        ),
        GradedBet(
            selection=Selection.HOME,
            line=Decimal("-2.5"),
            result=GradeResult.WIN,
            rule=GradeRule.FINAL_SCORE,
            reason=None,
        ),
    )
    assert grade_record(event, SPREAD, reversed(OFFERED), A1) == found


def test_a_record_says_what_it_follows_from(game: Game) -> None:
    evidence = grade_record(
        game(
            "nfl",
            (24, 21),
        ),
        SPREAD,
        OFFERED,
        A1,
    ).evidence
    assert evidence.score == SideScores(home=24, away=21)
    assert evidence.status is EventStatus.FINAL
    assert evidence.sources == (Provider.ESPN, Provider.ODDS)
    assert evidence.version == 7


def test_the_key_of_a_game_market_has_market_period_scope_and_profile() -> None:
    assert market_grade_key("evt_x", SPREAD, PROFILES["fanduel"]) == "evt_x|spread|game|including-overtime|fanduel"


def test_the_key_of_a_prop_has_its_players_and_its_statistic(game: Game) -> None:
    prop = points_of("ply_1", "ply_2")
    assert prop_grade_key("evt_x", prop, A1) == "evt_x|player-prop|ply_1+ply_2|points|game|a1"
    found = prop_grade_record(game("nba", (110, 104)), [], prop, [Decimal("40.5")], A1)
    assert (found.market, found.player_id) == (PropMarket.PLAYER_PROP, "ply_1+ply_2")
    assert found.player_name == "PLY_1 + PLY_2"


def test_a_prop_has_both_sides_of_each_line_and_the_figures_of_each_report(game: Game, report: Report) -> None:
    event = game("nba", (110, 104))
    reports = [
        report("nba", {"minutes": 30, "points": 28}),
        report("nba", {"minutes": 30}, provider="sportradar"),
        report("nba", {"minutes": 9, "points": 2}, player="ply_2"),
    ]
    found = prop_grade_record(event, reports, points_of("ply_1"), [Decimal("30.5"), Decimal("25.5")], A1)
    assert [(row.selection, row.line, row.result) for row in found.results] == [
        (Selection.OVER, Decimal("25.5"), GradeResult.WIN),
        (Selection.UNDER, Decimal("25.5"), GradeResult.LOSS),
        (Selection.OVER, Decimal("30.5"), GradeResult.LOSS),
        (Selection.UNDER, Decimal("30.5"), GradeResult.WIN),
    ]
    assert found.evidence.figures == (
        PlayerFigure(player_id="ply_1", provider=Provider.ESPN, feed="summary", figure=Decimal(28), version=3),
        PlayerFigure(player_id="ply_1", provider=Provider.SPORTRADAR, feed="summary", figure=None, version=3),
    )


def regraded(first: SportingEvent, *later: SportingEvent) -> Grade:
    found = grade_record(first, SPREAD, OFFERED, A1)
    for event in later:
        found = grade_record(event, SPREAD, OFFERED, A1, before=found)
    return found


def test_a_first_grade_is_no_correction(game: Game) -> None:
    assert regraded(game("nfl", (24, 21))).corrected is None


def test_a_score_that_changes_after_the_final_is_a_correction_with_the_first_score(game: Game) -> None:
    found = regraded(game("nfl", (24, 21)), game("nfl", (24, 22)), game("nfl", (25, 22)))
    assert found.results[0].result is GradeResult.LOSS
    assert found.corrected is not None
    assert found.corrected.reason is CorrectionReason.SCORE_CORRECTED
    assert found.corrected.before.score == SideScores(home=24, away=21)


def test_a_correction_changes_the_results(game: Game) -> None:
    results = {row.line: row.result for row in regraded(game("nfl", (24, 21)), game("nfl", (23, 21))).results}
    assert results[Decimal("-2.5")] is GradeResult.LOSS
    assert results[Decimal("2.5")] is GradeResult.WIN


def test_a_score_that_returns_to_the_first_is_corrected_no_longer(game: Game) -> None:
    assert regraded(game("nfl", (24, 21)), game("nfl", (24, 22)), game("nfl", (24, 21))).corrected is None


def test_a_final_game_that_goes_on_is_ungraded_with_the_reason(game: Game) -> None:
    found = regraded(game("nfl", (24, 21)), game("nfl", (24, 21), status="live"))
    assert {(row.result, row.reason) for row in found.results} == {(GradeResult.UNGRADED, RefusalReason.EVENT_NOT_OVER)}
    assert found.corrected is not None
    assert found.corrected.reason is CorrectionReason.STATUS_CORRECTED


@pytest.mark.parametrize("later", [{"version": 9}, {"periods": [(7, 7), (7, 7), (3, 7), (7, 0)]}])
def test_what_becomes_known_after_the_final_is_no_correction(game: Game, later: dict[str, object]) -> None:
    assert regraded(game("nfl", (24, 21)), game("nfl", (24, 21), **later)).corrected is None


def test_a_newer_version_of_the_same_facts_says_the_same(game: Game) -> None:
    one, newer = (grade_record(game("nfl", (24, 21), version=version), SPREAD, OFFERED, A1) for version in (7, 9))
    assert one != newer
    assert says_the_same(one, newer)
    assert not says_the_same(one, grade_record(game("nfl", (24, 22)), SPREAD, OFFERED, A1))


def test_a_line_score_that_changes_is_a_correction(game: Game) -> None:
    quarters = [(7, 7), (7, 7), (3, 7), (7, 0)]
    moved = [(7, 7), (7, 7), (7, 7), (3, 0)]
    found = regraded(game("nfl", (24, 21), periods=quarters), game("nfl", (24, 21), periods=moved))
    assert found.corrected is not None
    assert found.corrected.reason is CorrectionReason.PERIODS_CORRECTED


def test_a_line_score_that_lagged_the_final_score_is_no_correction(game: Game) -> None:
    lagging, whole = [(7, 7), (7, 7), (3, 7)], [(7, 7), (7, 7), (3, 7), (7, 0)]
    assert regraded(game("nfl", (24, 21), periods=lagging), game("nfl", (24, 21), periods=whole)).corrected is None


def test_a_postponed_game_that_is_played_later_is_no_correction(game: Game) -> None:
    found = regraded(game("nfl", status="postponed"), game("nfl", (24, 21)))
    assert found.corrected is None
    assert found.results[0].result is GradeResult.LOSS


def test_a_figure_that_changes_after_the_final_is_a_correction(game: Game, report: Report) -> None:
    event = game("nba", (110, 104))
    first, later = ([report("nba", {"minutes": 30, "points": points})] for points in (26, 25))
    prop, line = points_of("ply_1"), [Decimal("25.5")]
    before = prop_grade_record(event, first, prop, line, A1)
    found = prop_grade_record(event, later, prop, line, A1, before)
    assert found.results[0].result is GradeResult.LOSS
    assert found.corrected is not None
    assert found.corrected.reason is CorrectionReason.STATISTICS_CORRECTED
    assert found.corrected.before.figures[0].figure == 26


def test_a_figure_that_grows_without_overturning_a_result_is_no_correction(game: Game, report: Report) -> None:
    event = game("nba", (110, 104))
    first, later = ([report("nba", {"minutes": 30, "points": points})] for points in (23, 24))
    prop, line = points_of("ply_1"), [Decimal("25.5")]
    before = prop_grade_record(event, first, prop, line, A1)
    found = prop_grade_record(event, later, prop, line, A1, before)
    assert found.evidence.figures[0].figure == 24
    assert found.corrected is None


def test_a_result_that_becomes_known_is_no_correction(game: Game, report: Report) -> None:
    event = game("nba", (110, 104))
    late, whole = (report("nba", {"minutes": 30, "points": points}) for points in (23, 27))
    other = report("nba", {"minutes": 30, "points": 27}, provider="sportradar")
    prop, line = points_of("ply_1"), [Decimal("25.5")]
    before = prop_grade_record(event, [late, other], prop, line, A1)
    assert before.results[0].reason is RefusalReason.STATS_DISAGREE
    assert prop_grade_record(event, [whole, other], prop, line, A1, before).corrected is None
