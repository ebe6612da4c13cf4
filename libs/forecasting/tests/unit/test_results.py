"""Rows of history files: what is read, and each fault with its line."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from a1_forecasting.columns import Moment, PriceSet
from a1_forecasting.results import Fault, FaultReason, Games, league_of, parse_games, price_of, read_games
from a1_schemas.leagues import League

NBA = "season,date,home,away,home_score,away_score,game,away_ml,home_ml"
EPL = "season,date,home,away,home_score,away_score,pinnacle_close_home,pinnacle_close_draw,pinnacle_close_away"
MLB = "season,date,home,away,home_score,away_score,game,away_open_ml,home_open_ml,away_close_ml,home_close_ml"


def read(league: League, header: str, *rows: str) -> Games:
    found = parse_games(league, [f"{line}\n" for line in (header, *rows)])
    assert isinstance(found, Games)
    return found


def test_a_row_is_a_game_with_decimal_prices_in_the_order_of_outcomes() -> None:
    (game,) = read(League.NBA, NBA, "2018,2017-10-17,Owls,Foxes,102,99,1,166,-195").played
    assert (game.line, game.home_score, game.away_score, game.result) == (2, 102, 99, "home")
    assert game.fixture.day == date(2017, 10, 17)
    assert game.fixture.closing == (Decimal("1.512821"), Decimal("2.66"))
    assert game.fixture.opening is None


def test_opening_and_closing_prices_are_kept_apart() -> None:
    (game,) = read(League.MLB, MLB, "2014,2014-03-22,Owls,Foxes,1,3,1,-170,150,-180,160").played
    assert game.fixture.opening == (Decimal("2.5"), Decimal("1.588235"))
    assert game.fixture.closing == (Decimal("2.6"), Decimal("1.555556"))


def test_soccer_has_three_prices_of_the_bar() -> None:
    (game,) = read(League.EPL, EPL, "2012,2012-08-18,Owls,Foxes,0,0,1.44,4.72,8.71").played
    assert game.fixture.closing == (Decimal("1.44"), Decimal("4.72"), Decimal("8.71"))
    assert game.result == "draw"


@pytest.mark.parametrize("text", ["", "x", "1", "0.9", "-2.5", "nan", "Infinity"])
def test_what_is_no_decimal_price_is_none(text: str) -> None:
    assert price_of(text, american=False) is None


@pytest.mark.parametrize("text", ["", "x", "0", "99", "-99", "-219.5", "nan"])
def test_what_is_no_american_price_is_none(text: str) -> None:
    assert price_of(text, american=True) is None


def test_an_empty_price_is_no_fault_and_a_text_is_one_with_its_line() -> None:
    found = read(
        League.EPL,
        EPL,
        "2012,2012-08-18,Owls,Foxes,0,0,,,",
        "2012,2012-08-19,Bears,Hawks,1,0,1.9,x,4.1",
    )
    assert [game.fixture.closing for game in found.played] == [None, None]
    assert found.faults == (Fault(3, FaultReason.PRICE_UNREADABLE, "pinnacle_close_draw", "x"),)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("2018,2017-10-17,0,Foxes,1,2,1,166,-195", Fault(2, FaultReason.TEAM_MISSING, "home", "0")),
        ("2018,2017-10-17,Owls,,1,2,1,166,-195", Fault(2, FaultReason.TEAM_MISSING, "away", "")),
        ("2018,2017-10-17,Owls,Owls,1,2,1,166,-195", Fault(2, FaultReason.TEAM_MISSING, "home", "Owls")),
        ("2018,2017-10-17,Owls,Foxes,1,,1,166,-195", Fault(2, FaultReason.SCORE_UNREADABLE, "away_score", "")),
        ("2018,2017-10-17,Owls,Foxes,-1,2,1,166,-195", Fault(2, FaultReason.SCORE_UNREADABLE, "home_score", "-1")),
        ("2018,17.10.2017,Owls,Foxes,1,2,1,166,-195", Fault(2, FaultReason.DATE_UNREADABLE, "date", "17.10.2017")),
        ("17/18,2017-10-17,Owls,Foxes,1,2,1,166,-195", Fault(2, FaultReason.SEASON_UNREADABLE, "season", "17/18")),
        ("2018,2017-10-17,Owls,Foxes,1,2,1,166,-195,7", Fault(2, FaultReason.COLUMNS_TOO_MANY)),
        ("2018,2017-10-17,Owls,Foxes,1", Fault(2, FaultReason.SCORE_UNREADABLE, "away_score", "")),
    ],
)
def test_a_row_that_is_no_game_is_a_fault(row: str, fault: Fault) -> None:
    found = read(League.NBA, NBA, row)
    assert found.played == ()
    assert found.faults == (fault,)


def test_a_game_twice_is_a_fault_unless_it_is_a_doubleheader() -> None:
    row = "2014,2014-03-22,Owls,Foxes,1,3,1,-170,150,-170,150"
    found = read(League.MLB, MLB, row, row.replace(",3,1,", ",3,2,"), row)
    assert [game.line for game in found.played] == [2, 3]
    assert found.faults == (Fault(4, FaultReason.GAME_TWICE, "home", "Owls 2014-03-22"),)


def test_games_out_of_order_are_faults_and_come_in_order() -> None:
    row = "2018,{},Owls,Foxes,102,99,1,166,-195"
    found = read(League.NBA, NBA, row.format("2017-10-19"), row.format("2017-10-17"))
    assert [game.line for game in found.played] == [3, 2]
    assert found.faults == (Fault(3, FaultReason.DATE_OUT_OF_ORDER, "date", "2017-10-17"),)


def test_a_missing_column_leaves_faults_alone() -> None:
    assert parse_games(League.NBA, ["season,date,home,away\n"]) == [
        Fault(1, FaultReason.COLUMN_MISSING, "home_score"),
        Fault(1, FaultReason.COLUMN_MISSING, "away_score"),
    ]


@pytest.mark.parametrize(
    ("name", "league"),
    [("epl.csv", League.EPL), ("NFL_2020.csv", League.NFL), ("nba-late.csv", League.NBA), ("nbax.csv", None)],
)
def test_the_name_of_a_file_begins_with_its_league(name: str, league: League | None) -> None:
    assert league_of(Path("some") / name) == league


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "nba.csv"
    text = f"{NBA}\n2018,2017-10-17,Owls,Foxes,102,99,1,166,-195\n"
    for encoding in ("utf-8", "utf-8-sig"):
        path.write_text(text, encoding=encoding)
        found = read_games(path)
        assert isinstance(found, Games)
        assert found.played[0].fixture.prices.keys() == {PriceSet("archive", Moment.CLOSE)}


def test_a_file_of_no_league_is_a_fault(tmp_path: Path) -> None:
    assert read_games(tmp_path / "chess.csv") == [Fault(1, FaultReason.LEAGUE_UNKNOWN, value="chess.csv")]
