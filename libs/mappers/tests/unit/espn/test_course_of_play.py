"""ESPN: status and state, period and clock, line scores, and what surrounds a game."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from a1_mappers.extracted import Contest, Extracted, Reject
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
from a1_schemas.leagues import League
from a1_schemas.vocabulary import EventStatus, RejectReason

Build = Callable[..., dict[str, Any]]
Read = Callable[..., list[Extracted]]


def status(name: str, state: str, *, period: int = 0, clock: str = "0:00", detail: str = "") -> dict[str, Any]:
    kind = {"name": f"STATUS_{name}", "state": state, "detail": detail}
    return {"period": period, "displayClock": clock, "type": kind}


def shown(event: Build, course: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """An event with this status."""
    body = event(**fields)
    body["competitions"][0]["status"] = course
    return body


def contests(read: Read, body: dict[str, Any], league: str = "nba") -> tuple[Contest, list[Reject]]:
    of_league = body | {"uid": f"s:1~l:{League(league).traits.espn.number}~e:401"}
    extracted = read("scoreboard", {"events": [of_league]}, league=league)
    (contest,) = [each for each in extracted if isinstance(each, Contest)]
    return contest, [each for each in extracted if isinstance(each, Reject)]


def scored(event: dict[str, Any], away: list[int], home: list[int]) -> dict[str, Any]:
    for side, points in zip(event["competitions"][0]["competitors"], (away, home), strict=True):
        side["linescores"] = [{"value": value} for value in points]
    return event


@pytest.mark.parametrize(
    ("name", "state"),
    [
        *(("DELAYED", "post"), ("RAIN_DELAY", "post"), ("SCHEDULED", "in"), ("SCHEDULED", "post")),
        *(("IN_PROGRESS", "post"), ("FINAL", "in"), ("FINAL", "pre"), ("HALFTIME", "pre")),
    ],
)
def test_a_state_that_contradicts_the_status_is_signalled(read: Read, event: Build, name: str, state: str) -> None:
    contest, rejects = contests(read, shown(event, status(name, state, period=2)))
    assert (contest.status, contest.native_status) == (None, f"STATUS_{name}")
    assert [(each.reason, each.detail) for each in rejects] == [(RejectReason.UNKNOWN_STATUS, f"STATUS_{name}")]


@pytest.mark.parametrize(
    ("name", "state", "expected"),
    [
        ("DELAYED", "pre", EventStatus.SCHEDULED),
        ("DELAYED", "in", EventStatus.LIVE),
        ("POSTPONED", "post", EventStatus.POSTPONED),
        ("SUSPENDED", "post", EventStatus.SUSPENDED),
        ("CANCELED", "pre", EventStatus.CANCELLED),
        ("FINAL", "post", EventStatus.FINAL),
    ],
)
def test_a_state_that_agrees_is_silent(read: Read, event: Build, name: str, state: str, expected: EventStatus) -> None:
    contest, rejects = contests(read, shown(event, status(name, state)))
    assert (contest.status, rejects) == (expected, [])


def test_a_live_game_of_baseball_has_an_inning_and_its_half_and_no_clock(read: Read, event: Build) -> None:
    body = shown(
        event,
        status("IN_PROGRESS", "in", period=5, detail="Top 5th"),
        situation={
            "balls": 2,
            "strikes": 1,
            "outs": 2,
            "onFirst": True,
            "onSecond": False,
            "onThird": True,
            "batter": {"athlete": {"displayName": "Bryce Harper"}},
            "pitcher": {"athlete": {"displayName": "Bartolo Colon"}},
        },
    )
    contest, _ = contests(read, body, "mlb")
    assert (contest.period, contest.half, contest.clock) == (5, InningHalf.TOP, None)
    assert (contest.period_label, contest.detail) == ("Top 5th", "Top 5th")
    assert contest.situation == Situation(
        outs=2, balls=2, strikes=1, bases=(1, 3), batter="Bryce Harper", pitcher="Bartolo Colon"
    )


@pytest.mark.parametrize(
    ("league", "period", "label"),
    [
        ("nba", 4, "Q4"),
        ("nba", 5, "OT"),
        ("nba", 6, "2OT"),
        ("ncaam", 2, "2H"),
        ("ncaam", 3, "OT"),
        ("nhl", 3, "P3"),
        ("nhl", 4, "OT"),
        ("nhl", 5, "SO"),
        ("epl", 1, "1H"),
        ("epl", 4, "ET2"),
        ("epl", 5, "PEN"),
    ],
)
def test_a_period_has_the_label_of_its_sport(read: Read, event: Build, league: str, period: int, label: str) -> None:
    contest, _ = contests(read, shown(event, status("IN_PROGRESS", "in", period=period)), league)
    assert (contest.period, contest.period_label) == (period, label)


def test_a_fifth_period_of_a_playoff_game_of_ice_hockey_is_overtime(read: Read, event: Build) -> None:
    body = shown(event, status("IN_PROGRESS", "in", period=5, clock="12:30")) | {"season": {"year": 2025, "type": 3}}
    contest, _ = contests(read, scored(body, [1, 1, 0, 0, 0], [0, 1, 1, 0, 0]), "nhl")
    assert (contest.period_label, contest.season) == ("2OT", Season(year=2025, type=SeasonType.POSTSEASON))
    assert [each.label for each in contest.periods or ()] == ["P1", "P2", "P3", "OT", "2OT"]
    assert contest.regulation == SideScores(home=2, away=2)


def test_half_time_is_labelled_and_its_clock_stands(read: Read, event: Build) -> None:
    contest, _ = contests(read, shown(event, status("HALFTIME", "in", period=2)))
    assert (contest.period, contest.period_label) == (2, "HT")
    assert contest.clock == GameClock(text="0:00", seconds=Decimal(0), direction=ClockDirection.DOWN, running=False)


def test_a_clock_of_soccer_counts_up_and_keeps_its_stoppage_time(read: Read, event: Build) -> None:
    course = status("FIRST_HALF", "in", period=1, clock="45'+2'") | {"clock": 2820}
    contest, _ = contests(read, shown(event, course), "epl")
    assert contest.clock == GameClock(text="45'+2'", seconds=Decimal(2820), direction=ClockDirection.UP)


def test_a_final_has_its_line_score_and_the_score_of_regulation(read: Read, event: Build) -> None:
    body = scored(shown(event, status("FINAL", "post", period=5)), [20, 20, 20, 20, 9], [25, 25, 20, 10, 12])
    contest, _ = contests(read, body)
    assert contest.periods is not None
    assert contest.periods[3] == PeriodScore(number=4, type=PeriodType.REGULAR, label="Q4", home=10, away=20)
    assert contest.periods[4] == PeriodScore(number=5, type=PeriodType.OVERTIME, label="OT", home=12, away=9)
    assert (contest.regulation, contest.clock) == (SideScores(home=80, away=80), None)


def test_a_half_that_was_not_played_counts_as_nothing(read: Read, event: Build) -> None:
    body = scored(
        shown(event, status("FINAL", "post", period=9)), [2, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 3, 0, 0, 0, 0, 1]
    )
    contest, _ = contests(read, body, "mlb")
    assert contest.periods is not None
    assert (contest.periods[8].away, contest.periods[8].home) == (0, None)
    assert contest.regulation == SideScores(home=4, away=2)


def test_a_final_whose_status_is_a_type_alone_was_in_its_last_period(read: Read, event: Build) -> None:
    final = {"type": {"name": "STATUS_FINAL", "state": "post"}}
    contest, _ = contests(read, scored(shown(event, final), [20, 20, 20, 20, 9], [25, 25, 20, 10, 12]))
    assert (contest.period, contest.period_label, contest.clock) == (5, "OT", None)
    silent, _ = contests(read, shown(event, final))
    assert (silent.period, silent.period_label) == (None, None)


def test_a_game_under_way_has_no_score_of_regulation(read: Read, event: Build) -> None:
    contest, _ = contests(read, scored(shown(event, status("IN_PROGRESS", "in", period=2)), [20, 5], [25, 7]))
    assert (len(contest.periods or ()), contest.regulation) == (2, None)


def test_a_drive_has_its_possession_down_and_distance(read: Read, event: Build) -> None:
    situation = {"possession": "2", "down": 3, "distance": 7, "possessionText": "SPR 35", "yardLine": 35}
    contest, _ = contests(read, shown(event, status("IN_PROGRESS", "in", period=2), situation=situation), "nfl")
    assert contest.situation == Situation(possession=HomeOrAway.AWAY, down=3, distance=7, yard_line="SPR 35")


def test_what_surrounds_a_game_is_read(read: Read, event: Build) -> None:
    body: dict[str, Any] = shown(
        event,
        status("SCHEDULED", "pre"),
        notes=[{"type": "event", "headline": "East Finals - Game 5"}],
        series={
            "type": "playoff",
            "totalCompetitions": 7,
            "competitors": [{"id": "1", "wins": 2}, {"id": "2", "wins": 1}],
        },
        broadcasts=[{"market": "national", "names": ["TNT", "Max"]}, {"market": "home", "names": ["SNNY"]}],
        venue={
            "fullName": "Rogers Place",
            "address": {"city": "Edmonton", "state": "AB", "country": "Canada"},
            "indoor": True,
        },
    ) | {
        "season": {"year": 2025, "type": 3},
        "week": {"number": 7},
        "weather": {"displayValue": "Cloudy", "temperature": 60},
    }
    for side in body["competitions"][0]["competitors"]:
        side["id"] = side["team"]["id"]
        probable = {"name": "probableStartingPitcher", "athlete": {"displayName": f"Pitcher {side['id']}"}}
        side["probables"] = [probable]
    contest, _ = contests(read, body)
    assert (contest.season, contest.week) == (Season(year=2025, type=SeasonType.POSTSEASON), 7)
    assert (contest.round, contest.series) == ("East Finals", Series(game=5, of=7, home_wins=2, away_wins=1))
    assert contest.broadcasts == (
        Broadcast(name="TNT", market="national"),
        Broadcast(name="Max", market="national"),
        Broadcast(name="SNNY", market="home"),
    )
    assert contest.venue == Venue(name="Rogers Place", city="Edmonton", state="AB", country="Canada", indoor=True)
    assert contest.weather == Weather(text="Cloudy", temperature_c=Decimal("15.6"))
    assert contest.pitchers == Pitchers(home="Pitcher 1", away="Pitcher 2")
    assert (contest.period, contest.clock, contest.periods, contest.detail) == (None, None, None, None)


@pytest.mark.parametrize(("season", "league", "number"), [(2, "mlb", 2), (3, "mlb", None), (2, "nba", None)])
def test_a_numbered_game_of_baseballs_regular_season_is_of_a_doubleheader(
    read: Read, event: Build, season: int, league: str, number: int | None
) -> None:
    body = shown(event, status("SCHEDULED", "pre"), notes=[{"headline": "AMERICAN LEAGUE - GAME 2", "type": "event"}])
    contest, _ = contests(read, body | {"season": {"year": 2016, "type": season}}, league)
    assert contest.game_number == number


def test_radio_is_no_channel_that_shows_a_game(read: Read, event: Build) -> None:
    market = {"type": "National"}
    broadcasts = [
        {"type": {"shortName": "TV"}, "market": market, "media": {"shortName": "TNT"}},
        {"type": {"shortName": "Radio"}, "market": market, "media": {"shortName": "ERADM"}},
    ]
    contest, _ = contests(read, shown(event, status("SCHEDULED", "pre"), broadcasts=broadcasts))
    assert contest.broadcasts == (Broadcast(name="TNT", market="national"),)


def test_a_live_match_of_soccer_has_the_cards_of_both_sides(read: Read, event: Build) -> None:
    def card(team: str, *, yellow: bool = False, red: bool = False) -> dict[str, object]:
        return {"team": {"id": team}, "yellowCard": yellow, "redCard": red}

    details = [card("1", yellow=True), card("2", red=True), card("1", yellow=True), card("2"), card("1", red=True)]
    body = shown(event, status("SECOND_HALF", "in", period=2), details=details)
    contest, _ = contests(read, body, "epl")
    cards = Cards(home=SideCards(yellow=2, red=1), away=SideCards(yellow=0, red=1))
    assert contest.situation == Situation(cards=cards)
    unlisted, _ = contests(read, shown(event, status("SECOND_HALF", "in", period=2)), "epl")
    assert unlisted.situation is None
