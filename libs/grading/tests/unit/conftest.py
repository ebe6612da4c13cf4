"""Games, reports and profiles, written as shortly as a truth table needs them."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from a1_grading.profiles import PROFILES, Profile, read_profile
from a1_schemas.game_facts import GameClock, PeriodScore, SideScores
from a1_schemas.game_words import ClockDirection, PeriodType
from a1_schemas.leagues import League
from a1_schemas.player_prop import PropPlayer
from a1_schemas.player_stats import PlayerStats
from a1_schemas.providers import Provider
from a1_schemas.sporting_event import EventSide, EventSource, SportingEvent
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import EventStatus, MatchMethod

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
TYPES = {"ot": PeriodType.OVERTIME, "so": PeriodType.SHOOTOUT}

Game = Callable[..., SportingEvent]
Report = Callable[..., PlayerStats]
Profiles = Callable[[str], Profile]


def _periods(rows: Sequence[Sequence[Any]]) -> tuple[PeriodScore, ...]:
    """A row is home, away and, beyond regulation, `ot` or `so`."""
    return tuple(
        PeriodScore(
            number=number,
            type=TYPES[row[2]] if len(row) > 2 else PeriodType.REGULAR,
            label=str(number),
            home=row[0],
            away=row[1],
        )
        for number, row in enumerate(rows, start=1)
    )


def make_game(
    league: str,
    score: Sequence[int] | None = None,
    *,
    periods: Sequence[Sequence[Any]] | None = None,
    status: str = "final",
    regulation: Sequence[int] | None = None,
    period: int | None = None,
    clock_s: int | None = None,
    version: int = 7,
) -> SportingEvent:
    home, away = score or (None, None)
    return SportingEvent(
        version=version,
        changed_at=NOON,
        event_id=f"evt_{league}_x",
        league=League(league),
        sport=League(league).traits.sport,
        start_time=NOON,
        status=EventStatus(status),
        home=EventSide(team_id=f"{league}-home", name="Home", score=home),
        away=EventSide(team_id=f"{league}-away", name="Away", score=away),
        sources=(
            EventSource(provider=Provider.ESPN, native_id="1", method=MatchMethod.FIRST, confidence=Decimal(1)),
            EventSource(provider=Provider.ODDS, native_id="2", method=MatchMethod.EXACT, confidence=Decimal(1)),
        ),
        periods=None if periods is None else _periods(periods),
        regulation=None if regulation is None else SideScores(home=regulation[0], away=regulation[1]),
        period=period,
        clock=None
        if clock_s is None
        else GameClock(text="shown", seconds=Decimal(clock_s), direction=ClockDirection.DOWN),
    )


def make_report(
    league: str,
    stats: dict[str, Any],
    *,
    player: str = "ply_1",
    provider: str = "espn",
    starter: bool | None = None,
    game_status: str | None = "final",
    version: int = 3,
) -> PlayerStats:
    return PlayerStats(
        version=version,
        changed_at=NOON,
        event_id=f"evt_{league}_x",
        league=League(league),
        provider=Provider(provider),
        feed="summary",
        target=f"{provider}/summary/{league}/1",
        native_event_id="1",
        player=PropPlayer(player_id=player, name=player, confidence=Decimal(1)),
        starter=starter,
        game_status=None if game_status is None else EventStatus(game_status),
        stats={StatType(name): Decimal(str(figure)) for name, figure in stats.items()},
    )


ROW = """
[[rule]]
leagues = ["mlb"]
families = {families}
{fact}
basis = "custom"
source = "https://example.com/rules"
read = 2026-11-29
"""


def made_profile(key: str) -> Profile:
    """`5-innings`, `9-innings` with decided bets standing, `9-innings-strict` without; else a shipped profile."""
    facts = {
        "5-innings": (("moneyline", "minimum = { innings = 5 }"),),
        "9-innings": (
            ("moneyline", "minimum = { innings = 9 }"),
            ("total", "minimum = { innings = 9 }"),
            ("total", "decided_stands = true"),
        ),
        "9-innings-strict": (("total", "minimum = { innings = 9 }"), ("total", "decided_stands = false")),
        "9-innings-silent": (("total", "minimum = { innings = 9 }"),),
        "listed": (("moneyline", "minimum = { innings = 5 }"), ("moneyline", 'pitchers = "listed"')),
    }
    if key not in facts:
        return PROFILES[key]
    rows = (ROW.format(families=f'["{family}"]', fact=fact) for family, fact in facts[key])
    return read_profile(key, f'name = "{key}"\n' + "".join(rows))


@pytest.fixture(scope="session")
def game() -> Game:
    return make_game


@pytest.fixture(scope="session")
def report() -> Report:
    return make_report


@pytest.fixture(scope="session")
def profile() -> Profiles:
    return made_profile
