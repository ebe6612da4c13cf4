"""Start times that can be one game."""

from datetime import UTC, datetime, timedelta

import pytest

from a1_identity.windows import is_one_start
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


@pytest.mark.parametrize(("minutes", "is_one"), [(40, True), (90, True), (120, False), (180, False)])
def test_two_starts_of_a_day_are_two_games_in_baseball(minutes: int, *, is_one: bool) -> None:
    assert is_one_start(EVENING, EVENING - timedelta(minutes=minutes), League.MLB) is is_one
