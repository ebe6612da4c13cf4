"""Rows, ladders, live statistics, and missing or invalid values."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from a1_mappers.extracted import Complete, Extracted, Line, PlayerBoxScore, Prop, Reject
from a1_mappers.league_entry import LeagueEntry
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import Kind, LineType, Period, RejectReason, Selection

Read = Callable[..., list[Extracted]]
Build = Callable[..., dict[str, Any]]


def props_in(extracted: list[Extracted]) -> list[Prop]:
    return [item for item in extracted if isinstance(item, Prop)]


def rejects_in(extracted: list[Extracted]) -> list[RejectReason]:
    return [item.reason for item in extracted if isinstance(item, Reject)]


OVER, BOTH = (Selection.OVER,), (Selection.OVER, Selection.UNDER)


def test_the_rows_of_one_player_and_statistic_are_one_ladder(read: Read, row: Build, player: Build) -> None:
    rows = [
        row("1", line_score=20.5),
        row("2", line_score=14, odds_type="goblin"),
        row("3", line_score=29.5, odds_type="demon", status="suspended"),
    ]
    (prop,) = props_in(read(rows, [player()]))
    assert prop.lines == (
        Line(line=Decimal("20.5"), sides=BOTH, native_id="1"),
        Line(line=Decimal(14), line_type=LineType.DISCOUNTED, sides=OVER, native_id="2"),
        Line(line=Decimal("29.5"), line_type=LineType.BOOSTED, sides=OVER, suspended=True, native_id="3"),
    )


def test_in_a_sale_the_line_of_the_sale_counts_and_the_regular_one_is_kept(
    read: Read, row: Build, player: Build
) -> None:
    (prop,) = props_in(read([row(line_score=18.5, flash_sale_line_score=3.14, is_promo=True)], [player()]))
    assert prop.lines == (
        Line(line=Decimal("3.14"), sides=BOTH, promo=True, regular_line=Decimal("18.5"), native_id="1"),
    )


def test_the_order_of_rows_and_their_rank_say_nothing(read: Read, row: Build, player: Build) -> None:
    one = read([row(rank=1, trending_count=7, updated_at="now")], [player()])
    assert one == read([row(rank=99)], [player()])


@pytest.mark.parametrize(
    ("league", "duration", "period"),
    [
        ("7", None, Period.GAME),
        ("7", "Full", Period.GAME),
        ("84", None, Period.FIRST_HALF),
        ("7", "1Q", Period.FIRST_QUARTER),
        ("2", "1+2 Innings", Period.FIRST_2_INNINGS),
        ("7", "MAP 1", None),
    ],
)
def test_the_duration_or_the_board_says_which_part_counts(
    read: Read, row: Build, player: Build, named: Build, league: str, duration: str | None, period: Period | None
) -> None:
    included = [player()] if duration is None else [player(), named("duration", "77", duration)]
    (prop,) = props_in(read([row(league=league, duration=None if duration is None else "77")], included))
    assert (prop.period, prop.native_period) == (period, duration)


def test_a_lost_duration_is_unknown_unless_its_id_is_that_of_the_whole_game(
    read: Read, row: Build, player: Build
) -> None:
    (whole,) = props_in(read([row(duration="11")], [player()]))
    (lost,) = props_in(read([row(duration="77")], [player()]))
    assert (whole.period, lost.period) == (Period.GAME, None)


@pytest.mark.parametrize(
    ("league", "stat", "stat_type", "period"),
    [
        ("7", "Pts+Rebs+Asts", StatType.POINTS_REBOUNDS_ASSISTS, Period.GAME),
        ("7", "Points (Combo)", StatType.POINTS, Period.GAME),
        ("7", "Blocked Shots", StatType.BLOCKS, Period.GAME),
        ("8", "Blocked Shots", StatType.BLOCKED_SHOTS, Period.GAME),
        ("2", "1st Inning Runs Allowed", StatType.RUNS_ALLOWED, Period.FIRST_INNING),
        ("2", "1st Inning Walks Allowed", StatType.WALKS_ALLOWED, Period.FIRST_INNING),
        ("7", "Quarters With 3+ Points", StatType.QUARTERS_WITH_3_POINTS, Period.GAME),
        ("9", "Halves with 150+ Pass Yards", StatType.HALVES_WITH_150_PASSING_YARDS, Period.GAME),
        ("9", "Quarters with 1+ Reception", StatType.QUARTERS_WITH_1_RECEPTIONS, Period.GAME),
        ("7", "Handshakes", None, Period.GAME),
        ("145", "Points", None, Period.GAME),
    ],
)
def test_a_statistic_means_what_its_sport_means_by_it(
    read: Read, row: Build, player: Build, league: str, stat: str, stat_type: StatType | None, period: Period
) -> None:
    (prop,) = props_in(read([row(league=league, stat_type=stat)], [player()]))
    assert (prop.stat_type, prop.native_stat, prop.period) == (stat_type, stat, period)


def test_a_combo_is_marked(read: Read, row: Build, player: Build) -> None:
    (prop,) = props_in(read([row()], [player(name="Ada Lee + Bo Fox", combo=True)]))
    assert prop.is_combo
    assert prop.player.team is None


def test_stray_white_space_is_not_part_of_a_name(read: Read, row: Build, player: Build) -> None:
    (prop,) = props_in(read([row()], [player(name=" Ada  Lee\t")]))
    assert prop.player.name == "Ada Lee"


def test_a_row_that_lost_its_player_is_seen_and_said_to_be_lost(read: Read, row: Build, player: Build) -> None:
    extracted = read([row("1", player="404"), row("2")], [player()])
    assert rejects_in(extracted) == [RejectReason.DANGLING_REFERENCE]
    assert [prop.player.native_id for prop in props_in(extracted)] == ["404", "5"]


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        ({"line_score": None}, RejectReason.INVALID_LINE),
        ({"line_score": 1e9}, RejectReason.INVALID_LINE),
        ({"line_score": "NaN"}, RejectReason.INVALID_NUMBER),
        ({"odds_type": "gremlin"}, RejectReason.UNKNOWN_LINE_TYPE),
        ({"allowed_wager_types": "sideways"}, RejectReason.UNKNOWN_SELECTION),
    ],
)
def test_a_row_without_a_line_that_can_be_taken_is_signalled_and_kept_without_a_type(
    read: Read, row: Build, player: Build, attributes: dict[str, object], reason: RejectReason
) -> None:
    extracted = read([row("1", **attributes), row("2")], [player()])
    assert rejects_in(extracted) == [reason]
    (prop,) = props_in(extracted)
    assert [(line.native_id, line.line_type) for line in prop.lines] == [("1", None), ("2", LineType.STANDARD)]


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        ({"line_score": True}, RejectReason.UNEXPECTED_SHAPE),
        ({"start_time": "soon"}, RejectReason.INVALID_TIME),
    ],
)
def test_a_bad_row_costs_no_other(
    read: Read, row: Build, player: Build, attributes: dict[str, object], reason: RejectReason
) -> None:
    extracted = read([row("1", **attributes), row("2")], [player()])
    assert rejects_in(extracted) == [reason]
    assert [line.native_id for prop in props_in(extracted) for line in prop.lines] == ["2"]


def test_a_line_of_unknown_status_is_signalled_and_not_offered(read: Read, row: Build, player: Build) -> None:
    extracted = read([row(status="frozen")], [player()])
    assert rejects_in(extracted) == [RejectReason.UNKNOWN_STATUS]
    assert props_in(extracted)[0].lines[0].suspended


def test_a_live_row_tells_the_box_score_once_for_each_player(read: Read, row: Build, player: Build) -> None:
    details = {"Points": 12, "MinutesPlayed": 12.883, "Minutes": "12:53", "FantasyScore": 17.6, "Juggles": 3}
    score = {"type": "score", "id": "9", "attributes": {"details": details}}
    extracted = read([row("1", score="9"), row("2", score="9", stat_type="Rebounds")], [player(), score])
    (line,) = (item for item in extracted if isinstance(item, PlayerBoxScore))
    assert line.stats == {
        StatType.POINTS: Decimal(12),
        StatType.MINUTES: Decimal("12.883"),
        StatType.FANTASY_POINTS: Decimal("17.6"),
    }


def test_an_empty_board_withdraws_everything(read: Read) -> None:
    assert read([]) == [Complete((Kind.LISTINGS, Kind.PROPS))]
    assert read(b'{"data": []}') == [Complete((Kind.LISTINGS, Kind.PROPS))]


def test_one_page_of_several_is_not_the_whole_board(read: Read) -> None:
    assert read([], meta={"current_page": 1, "total_pages": 2}) == []


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"appId": "PX", "blockScript": "/captcha.js"}', RejectReason.ERROR_BODY),
        (b'{"errors": [{"title": "gone"}]}', RejectReason.ERROR_BODY),
        (b'{"meta": {}}', RejectReason.UNEXPECTED_SHAPE),
        (b"<!DOCTYPE html><title>Access denied</title>", RejectReason.INVALID_JSON),
    ],
)
def test_a_body_that_is_no_board_withdraws_nothing(read: Read, body: bytes, reason: RejectReason) -> None:
    (reject,) = read(body)
    assert isinstance(reject, Reject)
    assert reject.reason is reason


def test_the_catalogue_joins_segments_to_their_parent(read: Read) -> None:
    half = {"type": "league", "id": "84", "attributes": {"name": "NBA1H", "active": True, "parent_id": 7}}
    assert read([half], feed="leagues") == [LeagueEntry(native_id="84", name="NBA1H", is_active=True, parent_id="7")]


def test_a_board_whose_players_are_missing_ends_nothing(read: Read, row: Build, player: Build) -> None:
    assert any(isinstance(each, Complete) for each in read([row()], [player()]))
    extracted = read([row()], [])
    assert rejects_in(extracted) == [RejectReason.DANGLING_REFERENCE]
    assert not any(isinstance(each, Complete) for each in extracted)


def test_the_sides_that_can_be_taken_and_an_adjusted_payout_are_part_of_a_line(
    read: Read, row: Build, player: Build
) -> None:
    rows = [
        row("1", allowed_wager_types="under_or_over", adjusted_odds=None),
        row("2", allowed_wager_types="under", adjusted_odds=True),
        row("3", odds_type="demon", allowed_wager_types="under_or_over", adjusted_odds=False),
    ]
    (prop,) = props_in(read(rows, [player()]))
    assert [(line.native_id, line.sides, line.is_adjusted) for line in prop.lines] == [
        ("1", BOTH, None),
        ("2", (Selection.UNDER,), True),
        ("3", BOTH, False),
    ]


def test_a_wager_type_in_no_vocabulary_is_refused(read: Read, row: Build, player: Build) -> None:
    extracted = read([row("1", allowed_wager_types="sideways")], [player()])
    assert rejects_in(extracted) == [RejectReason.UNKNOWN_SELECTION]


def test_a_combo_names_its_players_each_on_the_team_at_its_place(read: Read, row: Build, player: Build) -> None:
    joined = player(combo=True, name="Jayson Tatum + Bam Adebayo", team="BOS/MIA", market=None, team_name=None)
    (prop,) = props_in(read([row("1", stat_type="Points (Combo)")], [joined]))
    found = [(each.name, each.team.name if each.team else None) for each in prop.members]
    assert (prop.is_combo, found) == (True, [("Jayson Tatum", "BOS"), ("Bam Adebayo", "MIA")])
