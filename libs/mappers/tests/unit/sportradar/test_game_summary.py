"""Sportradar's game feeds: players and their statistics."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from a1_mappers.extracted import Complete, Contest, Extracted, InjuryReport, PlayerBoxScore
from a1_schemas.game_facts import GameClock
from a1_schemas.game_words import ClockDirection
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import EventStatus, InjuryStatus, Kind

Build = Callable[..., dict[str, Any]]
Read = Callable[..., list[Extracted]]
HOME = {"id": "t-1", "name": "Owls", "market": "Shelby", "alias": "SHE"}
AWAY = {"id": "t-2", "name": "Foxes", "market": "Springfield", "alias": "SPR"}


def lines(extracted: list[Extracted]) -> list[PlayerBoxScore]:
    return [item for item in extracted if isinstance(item, PlayerBoxScore)]


def only_contest(extracted: list[Extracted]) -> Contest:
    (contest,) = [item for item in extracted if isinstance(item, Contest)]
    return contest


def test_basketball_keeps_statistics_flat_and_zeros_count(read: Read, game: Build) -> None:
    players = [
        {"id": "p-1", "full_name": "Pat Doe", "primary_position": "NA", "position": "G", "jersey_number": "07"},
        {"id": "p-2", "full_name": "Sam Roe", "statistics": {"minutes": "00:00", "points": 0}},
        {"id": "p-3", "full_name": "Max Poe", "statistics": {"minutes": "30:33", "points": 11, "field_goals_pct": 9.9}},
    ]
    extracted = read("game-summary", game(status="closed", quarter=4, home=HOME | {"points": 9, "players": players}))
    assert [(line.player.name, line.stats) for line in lines(extracted)] == [
        ("Sam Roe", {StatType.MINUTES: Decimal(0), StatType.POINTS: Decimal(0)}),
        ("Max Poe", {StatType.MINUTES: Decimal("30.55"), StatType.POINTS: Decimal(11)}),
    ]
    assert Complete((Kind.PLAYER_STATS, Kind.INJURIES)) in extracted


def test_a_game_says_who_began_and_at_which_position(read: Read, game: Build) -> None:
    began = {"id": "p-1", "full_name": "Pat Doe", "primary_position": "C", "jersey_number": "07", "starter": True}
    body = game(status="closed", home=HOME | {"players": [began | {"statistics": {"points": 2}}]})
    (line,) = lines(read("game-summary", body))
    assert (line.starter, line.player.position, line.player.jersey) == (True, "C", "07")


def test_baseball_wraps_the_game_and_counts_outs(read: Read, game: Build) -> None:
    pitcher = {
        "id": "p-1",
        "first_name": "Patrick",
        "preferred_name": "Pat",
        "last_name": "Doe",
        "statistics": {"pitching": {"overall": {"ip_1": 16, "ip_2": 5.1, "outs": {"ktotal": 7}}}},
    }
    body = {"game": game(status="inprogress", outcome={"current_inning": 6}, home=HOME | {"players": [pitcher]})}
    extracted = read("game-summary", body, league="mlb")
    assert only_contest(extracted).period == 6
    assert [(line.player.name, line.stats) for line in lines(extracted)] == [
        ("Pat Doe", {StatType.PITCHING_OUTS: Decimal(16), StatType.PITCHER_STRIKEOUTS: Decimal(7)})
    ]


def test_a_goalkeeper_of_ice_hockey_has_goaltending_of_his_own(read: Read, game: Build) -> None:
    goalie = {"id": "p-1", "full_name": "Pat Doe", "goaltending": {"total": {"saves": 31}}, "statistics": {"total": {}}}
    body = game(status="closed", home=HOME | {"players": [goalie]})
    assert lines(read("game-summary", body, league="nhl"))[0].stats == {StatType.SAVES: Decimal(31)}


def test_a_football_player_of_several_categories_has_one_line(read: Read, game: Build) -> None:
    passing = {"id": "p-1", "name": "Pat Doe", "attempts": 30, "yards": 250}
    rushing = {"id": "p-1", "name": "Pat Doe", "attempts": 4, "yards": -2}
    kick = {"id": "p-2", "name": "Sam Roe", "made": 3}
    statistics = {
        "home": {
            "name": "Owls",
            "passing": {"totals": {}, "players": [passing]},
            "rushing": {"players": [rushing]},
            "extra_points": {"kicks": {"players": [kick]}},
        }
    }
    body = game(
        status="complete", quarter=5, statistics=statistics, summary={"home": HOME | {"points": 34}, "away": AWAY}
    )
    del body["home"], body["away"]
    extracted = read("game-summary", body, league="nfl")
    contest = only_contest(extracted)
    assert (contest.home.name, contest.status, contest.period) == ("Shelby Owls", EventStatus.FINAL, 5)
    assert [(line.player.name, line.stats) for line in lines(extracted)] == [
        (
            "Pat Doe",
            {
                StatType.PASSING_ATTEMPTS: Decimal(30),
                StatType.PASSING_YARDS: Decimal(250),
                StatType.RUSHING_ATTEMPTS: Decimal(4),
                StatType.RUSHING_YARDS: Decimal(-2),
            },
        ),
        ("Sam Roe", {StatType.EXTRA_POINTS_MADE: Decimal(3)}),
    ]


def test_the_oldest_feeds_hold_the_sides_in_home_team_and_away_team(read: Read, game: Build) -> None:
    body = game(status="closed", home_team=HOME | {"points": 28}, away_team=AWAY | {"points": 21})
    del body["home"], body["away"]
    contest = only_contest(read("boxscore", body, league="nfl"))
    assert (contest.home.name, contest.home.score, contest.away.score) == ("Shelby Owls", 28, 21)


def test_a_match_names_its_players_last_name_first(read: Read, match: Build) -> None:
    player = {"id": "sr:player:1", "name": "Doe, Pat", "statistics": {"goals_scored": 2, "shots_on_target": 3}}
    body = match(status="live", home_score=2, away_score=0, clock={"played": "19:14"})
    body["statistics"] = {"totals": {"competitors": [{"id": "sr:competitor:1", "players": [player]}]}}
    extracted = read("game-summary", body, league="epl")
    assert only_contest(extracted).clock == GameClock(text="19:14", seconds=Decimal(1154), direction=ClockDirection.UP)
    (line,) = lines(extracted)
    assert (line.player.name, line.player.team and line.player.team.name) == ("Pat Doe", "Shelby Rovers")
    assert line.stats == {StatType.GOALS: Decimal(2), StatType.SHOTS_ON_TARGET: Decimal(3)}


def test_a_match_of_the_third_version_keeps_statistics_in_the_row(read: Read, match: Build) -> None:
    player = {"id": "sr:player:1", "name": "Doe, Pat", "goals_scored": 1, "shots_on_goal": 2}
    body = match(status="live") | {"statistics": {"teams": [{"id": "sr:competitor:2", "players": [player]}]}}
    (line,) = lines(read("play-by-play", body, league="epl"))
    assert line.stats == {StatType.GOALS: Decimal(1), StatType.SHOTS_ON_TARGET: Decimal(2)}


def test_injuries_stand_in_the_players_rows(read: Read, game: Build) -> None:
    hurt = {"id": "p-1", "full_name": "Pat Doe", "injuries": [{"status": "Day To Day", "desc": "Knee"}]}
    extracted = read("game-summary", game(home=HOME | {"players": [hurt]}))
    (report,) = [each for each in extracted if isinstance(each, InjuryReport)]
    assert (report.player.name, report.status, report.body_part) == ("Pat Doe", InjuryStatus.DAY_TO_DAY, "Knee")
