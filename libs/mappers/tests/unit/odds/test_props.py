"""Player markets: one ladder for each player and statistic."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from a1_mappers.extracted import Extracted, Line, Prop, Reject
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import Period, RejectReason

Read = Callable[..., list[Extracted]]
Build = Callable[..., dict[str, Any]]


def props_in(extracted: list[Extracted]) -> list[Prop]:
    return [item for item in extracted if isinstance(item, Prop)]


def test_a_ladder_joins_over_and_under_and_the_alternate_market(
    read: Read, event: Build, book: Build, outcome: Build
) -> None:
    main = [
        outcome("Over", 1.9, description="Ada Lee", point=20.5),
        outcome("Under", 1.85, description="Ada Lee", point=20.5),
    ]
    further = [outcome("Over", 3.2, description="Ada Lee", point=29.5)]
    (prop,) = props_in(read(event(book(player_points=main, player_points_alternate=further)), feed="event-odds"))
    assert prop.stat_type is StatType.POINTS
    assert prop.lines == (
        Line(line=Decimal("20.5"), over=Decimal("1.9"), under=Decimal("1.85"), native_key="player_points"),
        Line(line=Decimal("29.5"), over=Decimal("3.2"), native_key="player_points_alternate"),
    )


def test_a_book_can_have_several_lines_in_its_main_market(
    read: Read, event: Build, book: Build, outcome: Build
) -> None:
    ladder = [outcome("Over", price, description="Ada Lee", point=point) for price, point in ((1.5, 9.5), (2.5, 14.5))]
    (prop,) = props_in(read(event(book(player_points=ladder)), feed="event-odds"))
    assert [line.line for line in prop.lines] == [Decimal("9.5"), Decimal("14.5")]
    assert all(line.under is None for line in prop.lines)


@pytest.mark.parametrize(
    ("sport_key", "market", "stat_type"),
    [
        ("basketball_nba", "player_assists", StatType.ASSISTS),
        ("americanfootball_nfl", "player_assists", StatType.ASSISTED_TACKLES),
        ("soccer_epl", "player_first_goal_scorer", StatType.FIRST_GOAL),
        ("icehockey_nhl", "player_goal_scorer_first", StatType.FIRST_GOAL),
        ("basketball_nba", "player_height", None),
    ],
)
def test_a_market_means_what_its_sport_means_by_it(
    read: Read,
    event: Build,
    book: Build,
    outcome: Build,
    sport_key: str,
    market: str,
    stat_type: StatType | None,
) -> None:
    outcomes = [outcome("Over", 1.9, description="Ada Lee", point=1.5)]
    (prop,) = props_in(read(event(book(**{market: outcomes}), sport_key=sport_key), feed="event-odds"))
    assert (prop.stat_type, prop.native_stat) == (stat_type, market)


def test_a_quarter_is_told_by_the_suffix(read: Read, event: Build, book: Build, outcome: Build) -> None:
    outcomes = [outcome("Over", 1.9, description="Ada Lee", point=5.5)]
    (prop,) = props_in(read(event(book(player_points_q1=outcomes)), feed="event-odds"))
    assert (prop.stat_type, prop.period) == (StatType.POINTS, Period.FIRST_QUARTER)


def test_yes_and_no_have_no_line_and_a_bare_name_means_yes(
    read: Read, event: Build, book: Build, outcome: Build
) -> None:
    said = book(
        "said",
        player_double_double=[outcome("Yes", 2.5, description="Ada Lee"), outcome("No", 1.5, description="Ada Lee")],
    )
    bare = book("bare", player_first_basket=[outcome("Ada Lee", 9)])
    first, second = props_in(read(event(said, bare), feed="event-odds"))
    assert first.lines == (
        Line(line=None, over=Decimal("2.5"), under=Decimal("1.5"), native_key="player_double_double"),
    )
    assert (second.player.name, second.lines[0].over) == ("Ada Lee", Decimal(9))


def test_an_outcome_without_a_player_is_refused(read: Read, event: Build, book: Build, outcome: Build) -> None:
    extracted = read(event(book(player_points=[outcome("Over", 1.9, point=5.5)])), feed="event-odds")
    assert [each.reason for each in extracted if isinstance(each, Reject)] == [RejectReason.UNKNOWN_SELECTION]
    assert not props_in(extracted)
