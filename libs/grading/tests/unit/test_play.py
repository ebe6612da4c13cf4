from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from a1_grading.lines import RANGES
from a1_grading.play import PERIOD_MINUTES, Extent, extent_of
from a1_schemas.leagues import Clock, League
from a1_schemas.sporting_event import SportingEvent

Game = Callable[..., SportingEvent]


@pytest.mark.parametrize(
    ("shown", "at_least", "at_most"),
    [
        ({"league": "nfl", "score": (3, 0)}, "60", "60"),
        ({"league": "nba", "score": (3, 0), "periods": [(1, 0), (2, 0)]}, "12", "24"),
        ({"league": "nba", "score": (3, 0), "periods": [(1, 0)] * 5}, "48", "48"),
        ({"league": "nhl", "status": "cancelled", "period": 2, "clock_s": 300}, "35", "35"),
        ({"league": "nhl", "status": "cancelled", "period": 2}, "20", "40"),
        ({"league": "nhl", "status": "cancelled", "score": (1, 0)}, "0", "60"),
        ({"league": "nhl", "status": "cancelled", "period": 4}, "60", "60"),
        ({"league": "nfl", "period": 3}, "30", "60"),
        ({"league": "mlb", "periods": [(1, 0)] * 6}, "6", "6"),
        ({"league": "mlb", "periods": [(1, 0)] * 8 + [(None, 0)]}, "8.5", "8.5"),
        ({"league": "mlb", "score": (1, 3), "period": 9}, "9", "999"),
        ({"league": "mlb", "score": (3, 1), "period": 9}, "8.5", "999"),
        ({"league": "mlb", "score": (3, 1), "period": 6}, "5.5", "999"),
        ({"league": "mlb", "score": (3, 1)}, "0", "999"),
        ({"league": "mlb", "status": "cancelled", "period": 6}, "5.5", "6"),
        ({"league": "nba", "score": (9, 0), "periods": [(1, 0), (2, 0)]}, "48", "48"),
    ],
)
def test_a_record_proves_so_much_play(game: Game, shown: dict[str, Any], at_least: str, at_most: str) -> None:
    assert extent_of(game(**shown)) == Extent(Decimal(at_least), Decimal(at_most))


def test_every_league_with_a_clock_has_a_length_of_its_periods() -> None:
    assert {league for league in League if league.traits.clock is not Clock.NONE} == PERIOD_MINUTES.keys()


def test_every_league_has_a_range_of_lines() -> None:
    assert set(League) == RANGES.keys()
