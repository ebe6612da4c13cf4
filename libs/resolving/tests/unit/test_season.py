"""The state left after a league's season is as large after sixty days as after thirty."""

import gc
from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

import pytest

from a1_mappers.extracted import Complete, Player, PlayerBoxScore
from a1_mappers.memory import PieceMemory
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import EventStatus, Kind

POLL_KEPT = 9
"""Days after which the poll record of a retired target is a tombstone."""


class Count(NamedTuple):
    """The state left by a season: living records by kind, and targets whose last body is remembered."""

    living: Mapping[Kind, int]
    memories: int
    sizes: Mapping[str, int]


def played(league, contest: Callable, offer: Callable, days: int) -> Count:
    """Play a game a day, polled as ingesters poll: boards by day for three days, one box score, one board of coming
    games.
    """
    before = memories()

    def game(day: int, today: int):
        start = league.noon + timedelta(days=day, hours=12)
        final = EventStatus.FINAL if day < today else EventStatus.SCHEDULED
        return contest(f"g{day}", f"Home {day % 7}", f"Away {day % 5}", start=start, status=final)

    for today in range(days):
        at = league.noon + timedelta(days=today)
        for day in (today - 1, today, today + 1):
            target = f"espn/scoreboard/nba/{day}"
            whole = Complete((Kind.LISTINGS,))
            league.see(Provider.ESPN, game(day, today), whole, feed="scoreboard", at=at, target=target)
        coming = [game(day, today) for day in (today, today + 1)]
        offers = [offer(f"g{day}", price=f"1.{50 + today % 40}") for day in (today, today + 1)]
        whole = Complete((Kind.LISTINGS, Kind.ODDS))
        league.see(Provider.ODDS, *coming, *offers, whole, feed="odds", at=at + timedelta(hours=1))
        line = PlayerBoxScore(
            contest_id=f"g{today}", league="nba", player=Player(name="Jo Doe"), stats={StatType.POINTS: Decimal(9)}
        )
        target = f"espn/summary/nba/{today}"
        whole = Complete((Kind.PLAYER_STATS,))
        league.see(Provider.ESPN, line, whole, feed="summary", at=at + timedelta(hours=15), target=target)
        for feed in ("scoreboard", "summary"):
            key = f"espn/{feed}/nba/{today - POLL_KEPT}".encode()
            league.state.apply(normalize(RawRecord("polls.espn", 0, today, key, None, ()), league.state))
    living = {kind: sum(1 for _ in league.state.living(kind)) for kind in Kind}
    return Count(living, memories() - before, league.state.sizes())


def memories() -> int:
    """The number of targets whose bodies this process remembers."""
    gc.collect()
    return sum(isinstance(found, PieceMemory) for found in gc.get_objects())


@pytest.fixture(scope="module")
def counts() -> dict[int, Count]:
    """The counts after forty days and after sixty, computed once."""
    return {}


@pytest.fixture
def season(counts: dict[int, Count], league_named, contest, offer) -> Callable[[int], Count]:
    def after(days: int) -> Count:
        if days not in counts:
            counts[days] = played(league_named(), contest, offer, days)
        return counts[days]

    return after


@pytest.mark.parametrize("kind", [Kind.ODDS, Kind.LISTINGS, Kind.EVENTS, Kind.PLAYER_STATS, Kind.SOURCES])
def test_what_is_over_ends(season: Callable[[int], Count], kind: Kind) -> None:
    assert season(60).living[kind] == season(40).living[kind] > 0


def test_the_bodies_of_targets_that_are_over_are_forgotten(season: Callable[[int], Count]) -> None:
    assert season(60).memories == season(40).memories > 0


def test_nothing_that_is_held_grows_after_thirty_days(season: Callable[[int], Count]) -> None:
    early, late = season(30).sizes, season(60).sizes
    assert early["listings"] > early["due"] / 2 > 0
    assert {name: size for name, size in late.items() if size > 1.1 * early[name]} == {}
