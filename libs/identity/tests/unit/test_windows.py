"""Start times that can be one game."""

from datetime import UTC, date, datetime, timedelta

import pytest

from a1_identity.windows import is_one_start, local_date, moved_window_of, window_of
from a1_schemas.leagues import League

EVENING = datetime(2026, 1, 4, 0, 30, tzinfo=UTC)
"""Half past seven on the third, in New York."""
OTHERS = [league for league in League if league is not League.MLB]


@pytest.mark.parametrize("league", OTHERS)
def test_a_move_within_eight_hours_is_one_start(league: League) -> None:
    assert is_one_start(EVENING, EVENING - timedelta(hours=8), league)
    assert is_one_start(EVENING, EVENING + timedelta(hours=8), league)


@pytest.mark.parametrize("league", list(League))
@pytest.mark.parametrize("days", [1, 2, 7])
def test_the_same_hour_of_another_day_is_another_start(league: League, days: int) -> None:
    assert not is_one_start(EVENING, EVENING + timedelta(days=days), league)


def test_a_placeholder_at_midnight_is_on_the_day_of_the_evening() -> None:
    midnight = datetime(2026, 9, 5, 4, tzinfo=UTC)
    assert is_one_start(midnight, midnight + timedelta(hours=19, minutes=30), League.NCAAF)


@pytest.mark.parametrize(
    ("minutes", "is_one"), [(40, True), (90, True), (105, True), (106, False), (120, False), (180, False)]
)
def test_two_starts_of_a_day_are_two_games_in_baseball(minutes: int, *, is_one: bool) -> None:
    assert is_one_start(EVENING, EVENING - timedelta(minutes=minutes), League.MLB) is is_one
    assert is_one_start(EVENING - timedelta(minutes=minutes), EVENING, League.MLB) is is_one


@pytest.mark.parametrize(("minutes", "is_one"), [(0, True), (1, False)])
def test_on_two_days_half_a_day_is_the_widest_distance(minutes: int, *, is_one: bool) -> None:
    assert is_one_start(EVENING, EVENING + timedelta(hours=12, minutes=minutes), League.NFL) is is_one


@pytest.mark.parametrize(
    ("league", "window", "moved"),
    [(League.MLB, timedelta(minutes=105), timedelta(minutes=45)), (League.NBA, *[timedelta(hours=12)] * 2)],
)
def test_windows_are_narrower_where_a_pair_plays_twice_a_day(
    league: League, window: timedelta, moved: timedelta
) -> None:
    assert (window_of(league), moved_window_of(league)) == (window, moved)


@pytest.mark.parametrize(("league", "day"), [(League.NBA, 3), (League.EPL, 4)])
def test_the_day_of_a_start_is_in_the_zone_of_the_schedule(league: League, day: int) -> None:
    assert local_date(EVENING, league) == date(2026, 1, day)
