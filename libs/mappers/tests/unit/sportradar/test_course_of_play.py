"""Sportradar: period and clock wherever a version keeps them, line scores, codes as sides, and a game's setting."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from a1_mappers.extracted import Complete, Contest, Extracted, PlayerBoxScore, Reject
from a1_schemas.game_facts import (
    Broadcast,
    Cards,
    GameClock,
    PeriodScore,
    Pitchers,
    Season,
    Series,
    SideCards,
    SideScores,
    Situation,
    Venue,
    Weather,
)
from a1_schemas.game_words import ClockDirection, HomeOrAway, InningHalf, PeriodType, SeasonType
from a1_schemas.vocabulary import EventStatus, Kind, RejectReason

Build = Callable[..., dict[str, Any]]
Read = Callable[..., list[Extracted]]
HOME: dict[str, Any] = {"id": "t-1", "name": "Owls", "market": "Shelby"}
AWAY: dict[str, Any] = {"id": "t-2", "name": "Foxes", "market": "Springfield"}
DOWN = ClockDirection.DOWN


def contest_in(extracted: list[Extracted]) -> Contest:
    (contest,) = [each for each in extracted if isinstance(each, Contest)]
    return contest


def pushed(game: dict[str, Any], **event: Any) -> bytes:
    return json.dumps({"payload": {"game": game, "event": event}, "metadata": {"league": "MLB"}}).encode()


def points(*values: int, kinds: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    types = (*kinds, *["quarter"] * (len(values) - len(kinds)))
    return [
        {"type": kind, "number": number, "sequence": number, "points": value}
        for number, (value, kind) in enumerate(zip(values, types, strict=True), start=1)
    ]


def test_a_push_has_period_and_clock_in_its_event(read: Read, game: Build) -> None:
    body = pushed(game(status="inprogress"), clock="10:42", period={"number": 1, "sequence": 5, "type": "overtime"})
    contest = contest_in(read("push", body.replace(b'"MLB"', b'"NBA"')))
    assert (contest.period, contest.period_label) == (5, "OT")
    assert contest.clock == GameClock(text="10:42", seconds=Decimal(642), direction=DOWN)


def test_a_push_of_baseball_has_inning_half_count_and_people_and_no_clock(read: Read, game: Build) -> None:
    body = pushed(
        game(status="inprogress"),
        inning=3,
        inning_half="B",
        clock="0:00",
        count={"balls": 1, "strikes": 2, "outs": 2},
        hitter={"preferred_name": "Jorge", "last_name": "Soler"},
        pitcher={"full_name": "Wade Miley"},
    )
    contest = contest_in(read("push", body, league="mlb"))
    assert (contest.period, contest.half, contest.clock) == (3, InningHalf.BOTTOM, None)
    assert contest.period_label == "Bot 3rd"
    assert contest.situation == Situation(outs=2, balls=1, strikes=2, batter="Jorge Soler", pitcher="Wade Miley")


def test_play_by_play_of_baseball_is_in_the_last_inning_that_has_plays(read: Read, game: Build) -> None:
    def inning(number: int, top: list[Any], bottom: list[Any]) -> dict[str, Any]:
        runs = {"home": {"runs": number}, "away": {"runs": 0}} if top and number else None
        halves = [{"half": "T", "events": top}, {"half": "B", "events": bottom}]
        return {"number": number, "sequence": number, "halfs": halves, "scoring": runs}

    play = [{"id": "x"}]
    innings = [inning(0, play, play), inning(1, play, play), inning(2, play, []), inning(3, [], [])]
    contest = contest_in(read("play-by-play", {"game": game(status="inprogress", innings=innings)}, league="mlb"))
    assert (contest.period, contest.half, contest.period_label) == (2, InningHalf.TOP, "Top 2nd")
    assert [(each.label, each.home, each.away) for each in contest.periods or ()] == [("1", 1, 0), ("2", 2, 0)]


@pytest.mark.parametrize(
    ("word", "period", "label"),
    [
        ("1st_half", 1, "1H"),
        ("halftime", 1, "HT"),
        ("2nd_half", 2, "2H"),
        ("awaiting_extra_time", 2, "2H"),
        ("1st_extra", 3, "ET1"),
        ("2nd_extra", 4, "ET2"),
        ("penalties", 5, "PEN"),
        ("aet", 4, "ET2"),
        ("ap", 5, "PEN"),
    ],
)
def test_a_match_is_in_the_period_of_its_display(read: Read, match: Build, word: str, period: int, label: str) -> None:
    status = "ended" if word in ("aet", "ap") else "live"
    contest = contest_in(read("game-summary", match(status=status, match_status=word), league="epl"))
    assert (contest.period, contest.period_label) == (period, label)


def test_a_match_after_penalties_has_its_goals_by_period(read: Read, match: Build) -> None:
    scores = [("regular_period", 1, 0, 1), ("regular_period", 2, 1, 0), ("overtime", 1, 0, 0), ("overtime", 2, 0, 0)]
    listed = [
        {"type": kind, "number": number, "home_score": home, "away_score": away} for kind, number, home, away in scores
    ]
    listed.append({"type": "penalties", "home_score": 4, "away_score": 2})
    body = match(status="closed", match_status="ap", home_score=1, away_score=1, period_scores=listed)
    contest = contest_in(read("game-summary", body, league="epl"))
    assert contest.periods is not None
    assert contest.periods[4] == PeriodScore(number=5, type=PeriodType.SHOOTOUT, label="PEN", home=4, away=2)
    assert (contest.regulation, contest.period) == (SideScores(home=1, away=1), 5)


@pytest.mark.parametrize(("written", "year"), [("17/18", 2017), ("2024/2025", 2024), ("2026", 2026), ("soon", None)])
def test_a_season_over_two_years_has_the_number_of_the_first(
    read: Read, match: Build, written: str, year: int | None
) -> None:
    listed = match()
    listed["sport_event"]["season"] = {"id": "sr:season:1", "year": written}
    season = contest_in(read("game-summary", listed, league="epl")).season
    assert season == (None if year is None else Season(year=year))


def test_an_ended_match_is_in_its_last_period_by_its_goals(read: Read, match: Build) -> None:
    listed = [{"type": "regular_period", "number": number, "home_score": 1, "away_score": 0} for number in (1, 2)]
    body = match(status="closed", match_status="ended", home_score=2, away_score=0, period_scores=listed)
    contest = contest_in(read("game-summary", body, league="epl"))
    assert (contest.period, contest.clock, contest.regulation) == (2, None, SideScores(home=2, away=0))


@pytest.mark.parametrize(("status", "word"), [("not_started", "2nd_half"), ("live", "not_started")])
def test_a_match_whose_words_contradict_each_other_is_signalled(
    read: Read, match: Build, status: str, word: str
) -> None:
    extracted = read("game-summary", match(status=status, match_status=word), league="epl")
    assert contest_in(extracted).status is None
    assert [(each.reason, each.detail) for each in extracted if isinstance(each, Reject)] == [
        (RejectReason.UNKNOWN_STATUS, f"{status}, {word}")
    ]


def test_a_summary_has_its_line_score(read: Read, game: Build) -> None:
    home, away = (
        HOME | {"points": 103, "scoring": points(26, 25, 25, 20, 7)},
        AWAY | {"points": 100, "scoring": points(20, 26, 25, 25, 4)},
    )
    contest = contest_in(read("game-summary", game(status="closed", quarter=5, clock=":00", home=home, away=away)))
    assert [(each.label, each.home, each.away) for each in contest.periods or ()] == [
        ("Q1", 26, 20),
        ("Q2", 25, 26),
        ("Q3", 25, 25),
        ("Q4", 20, 25),
        ("OT", 7, 4),
    ]
    assert (contest.regulation, contest.period, contest.clock) == (SideScores(home=96, away=96), 5, None)


def test_a_box_score_of_football_lists_both_sides_points_by_quarter(read: Read, game: Build) -> None:
    quarters = [(10, 7), (7, 7), (7, 7), (10, 13), (0, 3)]
    scoring = [
        {"period_type": "quarter", "number": number, "sequence": number, "home_points": home, "away_points": away}
        for number, (home, away) in enumerate(quarters, start=1)
    ]
    body = game(status="complete", quarter=5, clock="00:00", scoring=scoring)
    contest = contest_in(read("boxscore", body, league="nfl"))
    assert [(each.home, each.away) for each in contest.periods or ()] == quarters
    assert (contest.period_label, contest.regulation) == ("OT", SideScores(home=34, away=34))


def test_a_shootout_of_ice_hockey_is_no_overtime(read: Read, game: Build) -> None:
    kinds = ("period", "period", "period", "Overtime", "Shootout")
    home, away = (
        side | {"points": total, "scoring": points(*values, kinds=kinds)}
        for side, total, values in ((HOME, 4, (0, 2, 1, 0, 1)), (AWAY, 3, (0, 1, 2, 0, 0)))
    )
    contest = contest_in(
        read("boxscore", game(status="closed", period=5, clock="00:00", home=home, away=away), league="nhl")
    )
    assert contest.periods is not None
    assert [each.type for each in contest.periods[2:]] == [
        PeriodType.REGULAR,
        PeriodType.OVERTIME,
        PeriodType.SHOOTOUT,
    ]
    assert (contest.period_label, contest.regulation) == ("SO", SideScores(home=3, away=3))


def test_a_side_may_be_a_code_of_the_registry(read: Read) -> None:
    body = {"games": [{"id": "g", "status": "closed", "home": "CAL", "away": "HAW", "home_points": 51}]}
    contest = contest_in(read("schedule", body, league="ncaaf"))
    assert (contest.home.name, contest.home.native_id, contest.home.abbreviation) == ("CAL", "CAL", "CAL")
    assert (contest.status, contest.away.name) == (EventStatus.FINAL, "HAW")


def test_plays_name_players_and_end_no_box_score(read: Read, game: Build) -> None:
    def play(player_id: str) -> dict[str, Any]:
        return {"statistics": [{"team": HOME, "player": {"id": player_id, "full_name": f"Player {player_id}"}}]}

    drive = {"type": "drive", "events": [play("b")]}
    periods = [{"number": 1, "sequence": 1, "events": [play("a"), play("a")]}, {"number": 2, "pbp": [drive]}]
    extracted = read("play-by-play", game(status="closed", periods=periods))
    named = [each for each in extracted if isinstance(each, PlayerBoxScore)]
    assert [(each.player.name, each.stats) for each in named] == [("Player a", {}), ("Player b", {})]
    assert not [each for each in extracted if isinstance(each, Complete)]


def test_a_box_score_with_players_is_complete(read: Read, game: Build) -> None:
    extracted = read("boxscore", game(status="closed", home=HOME | {"players": []}, away=AWAY))
    assert extracted[-1] == Complete((Kind.PLAYER_STATS, Kind.INJURIES))


def test_drafts_and_trades_are_passed_over(read: Read) -> None:
    body = b'{"draft": {"id": "d-1", "year": 2017}, "trade": {"id": "t-1"}, "metadata": {"league": "NBA"}}'
    assert read("push", body) == []


def test_what_surrounds_a_game_is_read(read: Read, game: Build) -> None:
    listed = game(
        title="Game 2",
        venue={"name": "Old Gym", "city": "Shelby", "state": "NC", "country": "USA", "roof_type": "dome"},
        broadcasts=[{"network": "ESPN", "type": "TV", "locale": "National"}, {"network": "NESN", "locale": "Home"}],
        weather={"condition": "Sunny", "temp": 59, "wind": {"speed": 10}},
        home=HOME | {"starting_pitcher": {"preferred_name": "Chris", "last_name": "Sale"}},
        away=AWAY | {"probable_pitcher": {"full_name": "Gerrit Cole"}},
    )
    season = {"year": 2026, "type": "PST"}
    series = [{"title": "Eastern Conference - First Round", "games": [listed]}]
    contest = contest_in(read("schedule", {"season": season, "series": series}))
    assert contest.season == Season(year=2026, type=SeasonType.POSTSEASON)
    assert (contest.round, contest.series) == ("Eastern Conference - First Round", Series(game=2))
    assert contest.venue == Venue(name="Old Gym", city="Shelby", state="NC", country="USA", indoor=True)
    assert contest.broadcasts == (Broadcast(name="ESPN", market="national"), Broadcast(name="NESN", market="home"))
    assert contest.weather == Weather(text="Sunny", temperature_c=Decimal(15), wind_kmh=Decimal("16.1"))
    assert contest.pitchers == Pitchers(home="Chris Sale", away="Gerrit Cole")


def test_a_week_of_football_numbers_its_games(read: Read, game: Build) -> None:
    body = {"season": 2017, "type": "REG", "weeks": [{"sequence": 4, "title": "4", "games": [game()]}]}
    contest = contest_in(read("schedule", body, league="nfl"))
    assert (contest.week, contest.season) == (4, Season(year=2017, type=SeasonType.REGULAR))


def test_weather_as_a_line_of_text_is_read(read: Read, game: Build) -> None:
    body = game(weather="Clear Temp: 82 F, Humidity: 54%, Wind: N 3 mph")
    assert contest_in(read("game-summary", body, league="nfl")).weather == Weather(
        text="Clear", temperature_c=Decimal("27.8"), wind_kmh=Decimal("4.8")
    )


def test_a_drive_has_its_possession(read: Read, game: Build) -> None:
    situation = {"down": 2, "yfd": 6, "possession": {"id": "t-2"}, "location": {"alias": "SHE", "yardline": 20}}
    body = game(status="inprogress", quarter=2, clock="6:53", situation=situation)
    assert contest_in(read("game-summary", body, league="nfl")).situation == Situation(
        possession=HomeOrAway.AWAY, down=2, distance=6, yard_line="SHE 20"
    )


@pytest.mark.parametrize(
    ("home", "away", "side"), [("powerplay", "shorthanded", HomeOrAway.HOME), ("even", "even", None)]
)
def test_a_side_with_more_skaters_has_the_power_play(
    read: Read, game: Build, home: str, away: str, side: HomeOrAway | None
) -> None:
    body = game(
        status="inprogress", period=2, clock="6:53", home=HOME | {"strength": home}, away=AWAY | {"strength": away}
    )
    situation = contest_in(read("game-summary", body, league="nhl")).situation
    assert situation == (None if side is None else Situation(power_play=side))


@pytest.mark.parametrize("place", ["totals", "teams"])
def test_a_live_match_has_the_cards_of_both_sides(read: Read, match: Build, place: str) -> None:
    home = {"qualifier": "home", "statistics": {"yellow_cards": 3, "yellow_red_cards": 1, "red_cards": 0}}
    sides = [home, {"qualifier": "away", "statistics": {"yellow_cards": 1}}]
    statistics = {"teams": sides} if place == "teams" else {"totals": {"competitors": sides}}
    body = match(status="live", match_status="2nd_half") | {"statistics": statistics}
    cards = Cards(home=SideCards(yellow=3, red=1), away=SideCards(yellow=1))
    assert contest_in(read("game-summary", body, league="epl")).situation == Situation(cards=cards)
