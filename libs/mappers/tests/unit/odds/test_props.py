"""Player markets: one ladder for each player and statistic."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from a1_mappers.extracted import Extracted, Line, LinePrice, Prop, Reject, Side
from a1_mappers.extracted_offers import Offer, Price
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import LineType, MarketKey, Period, RejectReason, Selection

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
        Line(
            line=Decimal("20.5"),
            over=LinePrice(Decimal("1.9")),
            under=LinePrice(Decimal("1.85")),
            native_key="player_points",
        ),
        Line(line=Decimal("29.5"), over=LinePrice(Decimal("3.2")), native_key="player_points_alternate"),
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
        Line(
            line=None,
            over=LinePrice(Decimal("2.5")),
            under=LinePrice(Decimal("1.5")),
            native_key="player_double_double",
        ),
    )
    assert (second.player.name, second.lines[0].over) == ("Ada Lee", LinePrice(Decimal(9)))


def test_an_outcome_without_a_player_is_refused(read: Read, event: Build, book: Build, outcome: Build) -> None:
    extracted = read(event(book(player_points=[outcome("Over", 1.9, point=5.5)])), feed="event-odds")
    assert [each.reason for each in extracted if isinstance(each, Reject)] == [RejectReason.UNKNOWN_SELECTION]
    assert not props_in(extracted)


def test_that_no_player_scores_is_a_selection_of_a_game_market_and_no_player(
    read: Read, event: Build, book: Build, outcome: Build
) -> None:
    outcomes = [outcome("Yes", 1.4, description="Ada Lee"), outcome("Yes", 101, description="No Scorer")]
    extracted = read(
        event(book(player_anytime_td=outcomes), sport_key="americanfootball_nfl", id="g"), feed="event-odds"
    )
    assert [prop.player.name for prop in props_in(extracted)] == ["Ada Lee"]
    [offer] = [each for each in extracted if isinstance(each, Offer)]
    assert [(each.key, each.native_key, each.outcomes) for each in offer.markets] == [
        (
            MarketKey.ANYTIME_SCORER,
            "player_anytime_td",
            (Price(Selection.NO_SCORER, None, Decimal(101), competitor="No Scorer"),),
        )
    ]


@pytest.mark.parametrize("name", ["Shelby Owls D/ST", "Owls Defense", "Shelby Owls"])
def test_a_teams_defence_is_the_team(read: Read, event: Build, book: Build, outcome: Build, name: str) -> None:
    outcomes = [outcome("Yes", 6.5, description=name)]
    (prop,) = props_in(
        read(event(book(player_anytime_td=outcomes), sport_key="americanfootball_nfl"), feed="event-odds")
    )
    assert (prop.player.is_team, prop.player.team, prop.player.name) == (True, Side(name="Shelby Owls"), name)


def test_a_daily_fantasy_line_has_a_multiplier_and_no_price(
    read: Read, event: Build, book: Build, outcome: Build
) -> None:
    lee = {"description": "Ada Lee"}
    main = [outcome("Over", -137, point=5.5, **lee), outcome("Under", -137, point=5.5, **lee)]
    further = [
        outcome("Over", -137, point=3.5, multiplier=0.84, **lee),
        outcome("Over", -137, point=7.5, multiplier=1.6, **lee),
        outcome("Over", -137, point=9.5, **lee),
    ]
    markets = {"player_assists": main, "player_assists_alternate": further}
    (prop,) = props_in(read(event(book("prizepicks", **markets)), feed="event-odds", asked="oddsFormat=american"))
    assert [(line.line, line.line_type, line.over) for line in prop.lines] == [
        (Decimal("5.5"), LineType.STANDARD, LinePrice()),
        (Decimal("3.5"), LineType.DISCOUNTED, LinePrice(multiplier=Decimal("0.84"))),
        (Decimal("7.5"), LineType.BOOSTED, LinePrice(multiplier=Decimal("1.6"))),
        (Decimal("9.5"), LineType.BOOSTED, LinePrice()),
    ]
    assert prop.lines[0].under == LinePrice()


def test_a_line_listed_at_two_prices_is_two_lines(read: Read, event: Build, book: Build, outcome: Build) -> None:
    doubled = [outcome("Over", price, description="Ada Lee", point=5.5) for price in (1.9, 1.8, 1.9)]
    (prop,) = props_in(read(event(book(player_points=doubled)), feed="event-odds"))
    assert [line.over for line in prop.lines] == [LinePrice(Decimal("1.9")), LinePrice(Decimal("1.8"))]
