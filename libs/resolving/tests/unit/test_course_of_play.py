"""The course of play: each fact from the freshest body that reports it, period and clock always of one source."""

from datetime import timedelta
from decimal import Decimal
from itertools import permutations

import pytest

from a1_schemas.game_facts import GameClock, PeriodScore, Pitchers, Series, SideScores, Situation, Venue
from a1_schemas.game_words import HomeOrAway, InningHalf, PeriodType
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import EventStatus

ESPN, SPORTRADAR, ODDS = Provider.ESPN, Provider.SPORTRADAR, Provider.ODDS
LIVE, FINAL, SCHEDULED = EventStatus.LIVE, EventStatus.FINAL, EventStatus.SCHEDULED
SWAPPED = {"home": "Los Angeles Lakers", "away": "Boston Celtics"}


def clock(text: str) -> GameClock:
    return GameClock(text=text)


def course(league) -> tuple[object, ...]:
    [event] = league.events()
    return event.status, event.period, event.clock and event.clock.text


def test_a_body_with_a_status_alone_leaves_period_and_clock(league, contest) -> None:
    league.see(ESPN, contest("401", status=LIVE, period=3, period_label="Q3", clock=clock("4:05"), scores=(61, 58)))
    league.see(ESPN, contest("401", status=LIVE), feed="summary")
    assert course(league) == (LIVE, 3, "4:05")
    assert league.events()[0].period_label == "Q3"


def test_the_end_of_a_game_ends_its_clock_and_never_its_period(league, contest) -> None:
    live = contest("401", status=LIVE, period=5, period_label="OT", clock=clock("0:01"), situation=Situation(down=1))
    league.see(ESPN, live)
    league.see(ESPN, contest("401", status=FINAL, scores=(101, 99)), feed="summary")
    assert course(league) == (FINAL, 5, None)
    assert (league.events()[0].period_label, league.events()[0].situation) == ("OT", None)
    league.see(ESPN, contest("401", status=FINAL, period=5), feed="board")
    assert course(league) == (FINAL, 5, None)
    league.see(ESPN, contest("401", status=LIVE), feed="board")
    assert course(league) == (LIVE, 5, None)


def test_a_schedule_that_names_no_quarter_erases_none(league, contest) -> None:
    league.see(SPORTRADAR, contest("g", status=LIVE, period=2, clock=clock("5:00"), scores=(50, 48)), feed="summary")
    league.see(SPORTRADAR, contest("g", status=LIVE, start=league.tip_off + timedelta(minutes=10)), feed="schedule")
    assert course(league) == (LIVE, 2, "5:00")
    assert league.events()[0].home.score == 50


def test_another_provider_fills_what_the_one_with_the_status_does_not_report(league, contest) -> None:
    league.see(ESPN, contest("401", status=LIVE, period=2, clock=clock("6:00"), scores=(40, 41)), minutes=0)
    league.see(ODDS, contest("o", status=LIVE, scores=(44, 41)), minutes=4)
    assert course(league) == (LIVE, 2, "6:00")


@pytest.mark.parametrize("order", [*permutations(range(3))], ids=str)
def test_period_and_clock_are_of_the_freshest_source_in_every_order(league_named, contest, order) -> None:
    bodies = [
        (ESPN, contest("401", status=LIVE, period=2, clock=clock("0:30"), scores=(40, 41)), 0),
        (SPORTRADAR, contest("g", status=LIVE, period=3, clock=clock("11:40"), scores=(42, 41)), 1),
        (ODDS, contest("o", status=LIVE, scores=(42, 41)), 2),
    ]
    league = league_named()
    for index in order:
        provider, body, minutes = bodies[index]
        league.see(provider, body, minutes=minutes)
    assert course(league) == (LIVE, 3, "11:40")


def test_a_clock_of_another_source_never_stands_beside_a_period(league, contest) -> None:
    league.see(ESPN, contest("401", status=LIVE, period=2, clock=clock("0:30")), minutes=0)
    league.see(SPORTRADAR, contest("g", status=LIVE, period=3), minutes=10)
    assert course(league) == (LIVE, 3, None)


def test_a_source_with_a_clock_is_preferred_to_one_without_for_two_minutes(league, contest) -> None:
    league.see(ESPN, contest("401", status=LIVE, period=2, clock=clock("0:30")), minutes=0)
    league.see(SPORTRADAR, contest("g", status=LIVE, period=2), minutes=1)
    assert course(league) == (LIVE, 2, "0:30")


def test_a_new_period_without_a_clock_has_not_the_last_ones(league, contest) -> None:
    league.see(ESPN, contest("401", status=LIVE, period=2, clock=clock("0:30"), situation=Situation(down=3)))
    league.see(ESPN, contest("401", status=LIVE, period=3))
    assert course(league) == (LIVE, 3, None)
    assert league.events()[0].situation is None


def test_a_contradicted_status_leaves_the_earlier_one(league, contest) -> None:
    league.see(ESPN, contest("401", status=LIVE, period=2, clock=clock("6:00"), scores=(40, 41)))
    league.see(ESPN, contest("401", status=None, scores=(40, 43)))
    assert course(league) == (LIVE, 2, "6:00")
    assert league.events()[0].away.score == 43


def test_a_game_that_is_scheduled_again_has_no_course(league, contest) -> None:
    league.see(ESPN, contest("401", status=LIVE, period=1, clock=clock("9:00"), scores=(2, 0)))
    league.see(ESPN, contest("401", status=SCHEDULED))
    assert course(league) == (SCHEDULED, None, None)
    assert (league.events()[0].score, league.events()[0].periods) == (None, None)
    league.see(ESPN, contest("401", status=LIVE))
    assert course(league) == (LIVE, None, None)


def test_a_score_has_its_source_and_the_time_since_which_it_stands(league, contest) -> None:
    league.see(ESPN, contest("401", status=LIVE, period=2, clock=clock("6:00"), scores=(40, 41)), minutes=0)
    league.see(ESPN, contest("401", status=LIVE, period=2, clock=clock("5:30"), scores=(40, 41)), minutes=1)
    [event] = league.events()
    assert event.score is not None
    assert (event.score.home, event.score.away, event.score.source) == (40, 41, ESPN)
    assert event.score.observed_at == league.noon


def test_what_a_swapped_source_reports_is_turned(league, contest) -> None:
    league.see(SPORTRADAR, contest("g", status=SCHEDULED), minutes=0)
    swapped = contest(
        "401",
        **SWAPPED,
        status=LIVE,
        scores=(30, 20),
        period=2,
        periods=(PeriodScore(number=1, type=PeriodType.REGULAR, label="Q1", home=30, away=20),),
        regulation=SideScores(home=30, away=20),
        series=Series(game=2, of=7, home_wins=1, away_wins=0),
        pitchers=Pitchers(home="A B", away="C D"),
        situation=Situation(possession=HomeOrAway.HOME),
    )
    league.see(ESPN, swapped, minutes=1)
    [event] = league.events()
    assert (event.home.name, event.home.score, event.away.score) == ("Boston Celtics", 20, 30)
    assert event.periods == (PeriodScore(number=1, type=PeriodType.REGULAR, label="Q1", home=20, away=30),)
    assert event.regulation == SideScores(home=20, away=30)
    assert event.series == Series(game=2, of=7, home_wins=0, away_wins=1)
    assert event.pitchers == Pitchers(home="C D", away="A B")
    assert event.situation == Situation(possession=HomeOrAway.AWAY)


def test_a_body_with_less_of_the_venue_keeps_the_rest(league, contest) -> None:
    league.see(ESPN, contest("401", venue=Venue(name="Garden", city="Boston", indoor=True)))
    league.see(ESPN, contest("401", venue=Venue(name="Garden", country="USA")))
    assert league.events()[0].venue == Venue(name="Garden", city="Boston", country="USA", indoor=True)
    league.see(ESPN, contest("401", venue=Venue(name="Arena")))
    assert league.events()[0].venue == Venue(name="Arena")


def test_a_half_of_an_inning_ends_with_the_game(league, contest) -> None:
    live = contest("401", status=LIVE, period=9, half=InningHalf.BOTTOM, period_label="Bot 9th")
    league.see(ESPN, live)
    assert league.events()[0].half is InningHalf.BOTTOM
    league.see(ESPN, contest("401", status=FINAL, period=9, period_label="9th"))
    assert (league.events()[0].period, league.events()[0].half, league.events()[0].period_label) == (9, None, "9th")


def test_the_course_of_play_survives_a_restart(league, contest) -> None:
    live = contest("401", status=LIVE, period=3, clock=GameClock(text="4:05", seconds=Decimal(245)), scores=(1, 2))
    league.see(ESPN, live)
    restarted = league.restarted()
    restarted.see(ESPN, contest("401", status=FINAL, scores=(1, 2)))
    assert course(restarted) == (FINAL, 3, None)


def score(league) -> tuple[object, ...]:
    [event] = league.events()
    return event.status, event.home.score, event.away.score


def test_a_score_in_play_is_not_the_final_one(league, contest) -> None:
    league.see(SPORTRADAR, contest("g", status=LIVE, scores=(8, 3)), feed="summary")
    league.see(SPORTRADAR, contest("g", status=FINAL), feed="schedule")
    assert score(league) == (FINAL, None, None)
    assert league.events()[0].score is None
    league.see(SPORTRADAR, contest("g", status=FINAL, scores=(9, 3)), feed="summary")
    assert score(league) == (FINAL, 9, 3)


def test_another_provider_has_the_final_score_before(league, contest) -> None:
    league.see(SPORTRADAR, contest("g", status=LIVE, scores=(8, 3)), feed="summary")
    league.see(SPORTRADAR, contest("g", status=FINAL), feed="schedule")
    league.see(ESPN, contest("401", status=FINAL, scores=(9, 3)))
    assert score(league) == (FINAL, 9, 3)
    assert league.events()[0].score.source is ESPN


def test_a_final_score_outlasts_a_feed_that_lags(league, contest) -> None:
    league.see(SPORTRADAR, contest("g", status=FINAL, scores=(9, 3)), feed="summary")
    league.see(SPORTRADAR, contest("g", status=LIVE), feed="schedule")
    assert score(league) == (LIVE, 9, 3)
    league.see(SPORTRADAR, contest("g", status=FINAL), feed="schedule")
    assert score(league) == (FINAL, 9, 3)


def test_an_equal_score_becomes_final_when_it_is_reported_so(league, contest) -> None:
    league.see(SPORTRADAR, contest("g", status=LIVE, scores=(9, 3)), feed="summary")
    league.see(SPORTRADAR, contest("g", status=FINAL), feed="schedule")
    assert score(league) == (FINAL, None, None)
    league.see(SPORTRADAR, contest("g", status=FINAL, scores=(9, 3)), feed="summary")
    assert score(league) == (FINAL, 9, 3)
