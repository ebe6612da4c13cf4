"""The world by itself: the same in every run, its games add up."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a1_sandbox.clock import PausableClock
from a1_sandbox.exchange import Question
from a1_sandbox.leagues import PLAYED
from a1_sandbox.world.fixtures import BEGINS_AT_SECOND_WHEN_FAST, FAST, games_of, until_beginning
from a1_sandbox.world.moment import TICK
from a1_sandbox.world.odds import SETTLED_TICKS
from a1_sandbox.world.people import roster_of
from a1_sandbox.world.play import plays_of, tally
from a1_sandbox.world.rules import rules_of
from a1_sandbox.world.situation import ends_at, situation
from a1_sandbox.world.team import teams_of
from a1_sandbox.world.world import World
from a1_schemas.analytics_words import EndReason
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import EventStatus

BEGAN_AT = datetime(2026, 11, 25, 4, 0, 7, tzinfo=UTC)
LEAGUES = st.sampled_from(list(League))


def board(seed: int) -> bytes | None:
    clock = PausableClock(BEGAN_AT, lambda: 100.0)
    answer = World(seed, clock, 12).answer(Question(Provider.PRIZEPICKS, "projections", "7"))
    return answer.body if answer else None


def test_a_seed_is_a_world() -> None:
    assert board(1) == board(1)
    assert board(1) != board(2)


@given(LEAGUES, st.integers(0, 50), st.integers(0, 10_000))
def test_scores_add_up_at_every_second(league: League, seed: int, second: int) -> None:
    for game in games_of(seed, league, BEGAN_AT, 12.0)[:2]:
        counted = tally(game, second)
        assert counted.score[0] == sum(home for home, _ in counted.by_period)
        assert counted.score[1] == sum(away for _, away in counted.by_period)


@given(st.sampled_from([League.NBA, League.WNBA, League.NCAAM]), st.integers(0, 50))
def test_players_points_are_the_teams(league: League, seed: int) -> None:
    game = games_of(seed, league, BEGAN_AT, 12.0)[0]
    counted = tally(game, 10_000)
    for side in (0, 1):
        points = [line.get(StatType.POINTS, 0) for (of, _), line in counted.box.items() if of == side]
        assert sum(points) == counted.score[side]


@given(LEAGUES, st.integers(0, 200))
def test_only_soccer_ends_level(league: League, seed: int) -> None:
    game = games_of(seed, league, BEGAN_AT, 12.0)[0]
    home, away = tally(game, 10_000).score
    assert home != away or league in {League.EPL, League.MLS}


@given(LEAGUES, st.integers(0, 20))
def test_a_game_never_goes_back(league: League, seed: int) -> None:
    game = next(game for game in games_of(seed, league, BEGAN_AT, 12.0) if game.starts_at > BEGAN_AT)
    order = [EventStatus.SCHEDULED, EventStatus.LIVE, EventStatus.FINAL]
    before = (0, 0, 0)
    for step in range(0, 1500, 25):
        state = situation(game, BEGAN_AT + timedelta(seconds=step), 12.0)
        now = (order.index(state.status), state.period, sum(state.tally.score))
        assert now >= before
        before = now


@given(LEAGUES, st.integers(0, 20))
def test_no_play_is_after_the_end(league: League, seed: int) -> None:
    game = games_of(seed, league, BEGAN_AT, 12.0)[0]
    rules = rules_of(league)
    assert all(1 <= play.second <= rules.periods * rules.period_s for play in plays_of(game))
    assert situation(game, ends_at(game, 12.0), 12.0).status is EventStatus.FINAL


@pytest.mark.parametrize("league", list(League))
def test_no_team_plays_two_games_but_in_a_doubleheader(league: League) -> None:
    games = [game for game in games_of(3, league, BEGAN_AT, 12.0) if game.game_number is None]
    teams = [team.name for game in games for team in (game.home, game.away)]
    assert len(teams) == len(set(teams))


@pytest.mark.parametrize("provider", sorted(PLAYED))
def test_ids_are_each_games_own(provider: Provider) -> None:
    for league in League:
        ids = [game.id_at(provider) for game in games_of(1, league, BEGAN_AT, 12.0)]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("league", list(League))
def test_no_two_players_of_a_league_share_a_name_or_an_id(league: League) -> None:
    players = [player for team in teams_of(league) for player in roster_of(1, league, team)]
    assert len({player.name for player in players}) == len(players)
    for provider_id in ("sportradar_id", "espn_id", "prizepicks_id"):
        assert len({getattr(player, provider_id) for player in players}) == len(players)


def test_the_postponed_game_is_postponed_for_good() -> None:
    game = next(game for game in games_of(1, League.MLB, BEGAN_AT, 12.0) if game.postponed_at)
    assert situation(game, BEGAN_AT, 12.0).status is EventStatus.SCHEDULED
    later = [BEGAN_AT + timedelta(seconds=seconds) for seconds in (90, 600, 90_000)]
    assert {situation(game, moment, 12.0).status for moment in later} == {EventStatus.POSTPONED}


@pytest.mark.parametrize("seed", range(5))
def test_in_a_fast_world_the_games_of_the_script_start_after_it_and_end_soon(seed: int) -> None:
    began_at = BEGAN_AT + until_beginning(BEGAN_AT, FAST)
    script = World(seed, PausableClock(began_at), FAST).script
    games = {leg.game for plant in script.plants if plant.ends_by for leg in plant.legs}
    over = max(ends_at(game, FAST) for game in games)
    assert over - began_at <= timedelta(seconds=175)
    for plant in script.plants:
        if plant.ends_by not in {None, EndReason.EVENT_STARTED}:
            settled_at = began_at + (plant.span.end + SETTLED_TICKS) * TICK
            assert all(leg.game.starts_at >= settled_at for leg in plant.legs), plant.name


@given(st.datetimes(timezones=st.just(UTC)), st.floats(1, 240))
def test_only_a_fast_world_waits_for_its_second_of_a_minute(now: datetime, speed: float) -> None:
    wait = until_beginning(now, speed)
    if speed < FAST:
        assert not wait
    else:
        assert timedelta() <= wait < timedelta(minutes=1)
        assert ((now + wait).second, (now + wait).microsecond) == (BEGINS_AT_SECOND_WHEN_FAST, 0)


def test_baseball_knows_who_bats() -> None:
    game = games_of(1, League.MLB, BEGAN_AT, 12.0)[0]
    state = situation(game, game.starts_at + timedelta(seconds=5), 12.0)
    assert state.in_first_half_of_period


def test_lineups_are_named_an_hour_before_a_match() -> None:
    world = World(1, PausableClock(BEGAN_AT, lambda: 100.0), 12)
    found: dict[bool, list[int]] = {True: [], False: []}
    for game in world.games[League.EPL]:
        answer = world.answer(
            Question(Provider.SPORTRADAR, "lineups", "soccer", game.id_at(Provider.SPORTRADAR), None, {})
        )
        if answer is None:
            continue  # the provider does not carry the match
        sides = json.loads(answer.body)["lineups"]["competitors"]
        starters = [sum(player["starter"] for player in side["players"]) for side in sides]
        found[game.starts_at - timedelta(hours=1) <= BEGAN_AT + timedelta(seconds=1)] += starters or [0]
    assert set(found[True]) == {11}
    assert set(found[False]) <= {0}
