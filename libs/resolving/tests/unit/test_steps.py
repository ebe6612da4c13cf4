"""No step of a record's work is long, however large the board: counted in calls, so that no machine is too slow."""

import sys
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from types import FrameType
from typing import Any

from a1_mappers.extracted import Complete, Extracted, InjuryReport, Line, LinePrice, Player, Prop, Side
from a1_resolving.pipeline import normalize_in_steps
from a1_resolving.steps import Steps
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import InjuryStatus, Kind

GAMES = 300
LARGEST = 0.07
"""The share of the whole work in the largest step: sorting and numbering the changes, which is a few calls for each."""
WHOLE = Complete((Kind.LISTINGS,))


def taken(steps: Steps[Any]) -> tuple[Any, list[int]]:
    """The result of the steps, and the calls of each."""
    count, marks = 0, [0]

    def note(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        while True:
            next(steps)
            marks.append(count)
    except StopIteration as ended:
        marks.append(count)
        return ended.value, [later - earlier for earlier, later in pairwise(marks)]
    finally:
        sys.setprofile(before)


def work(league, *extracted: Extracted, minutes: float, provider: Provider = Provider.ODDS) -> list[int]:
    """The calls of each step of a body of so many minutes after noon, its changes applied."""
    at = league.noon + league.tip_off.resolution * 60_000_000 * minutes
    record = league.record(provider, "feed", at)
    headers = RawHeaders.from_kafka(record.headers)
    mappers = {(headers.provider, headers.feed): lambda body, headers, memory: iter(extracted)}
    outcome, resolving = taken(normalize_in_steps(record, league.state, mappers))
    _, applying = taken(league.state.apply_in_steps(outcome))
    league.log += [(change.kind, change.key, change.value, dict(change.causes)) for change in outcome.changes]
    return [*resolving, *applying]


def share_of_the_largest(steps: list[int]) -> float:
    assert len(steps) > GAMES
    return max(steps) / sum(steps)


def test_a_board_is_resolved_in_small_steps(league, contest: Callable) -> None:
    named = [contest(str(number), f"Home {number}", f"Away {number}") for number in range(GAMES)]
    assert share_of_the_largest(work(league, *named, WHOLE, minutes=0)) < LARGEST
    assert share_of_the_largest(work(league, named[0], WHOLE, minutes=1)) < LARGEST
    assert share_of_the_largest(work(league, named[0], WHOLE, minutes=60 * 25)) < LARGEST


def test_the_first_body_after_a_restore_is_resolved_in_small_steps(league, contest: Callable) -> None:
    named = [contest(str(number), f"Home {number}", f"Away {number}") for number in range(GAMES)]
    work(league, *named, WHOLE, minutes=0)
    assert share_of_the_largest(work(league.restarted(), named[0], minutes=1)) < LARGEST


def test_a_player_of_many_games_is_renamed_in_small_steps(league, contest: Callable) -> None:
    def prop(number: int) -> Prop:
        return Prop(
            contest_id=str(number),
            league="nba",
            bookmaker="fanduel",
            bookmaker_name="FanDuel",
            player=Player(name="Luka Doncic"),
            stat_type=StatType.POINTS,
            native_stat="points",
            lines=(Line(line=Decimal("27.5"), over=LinePrice(Decimal("1.9"))),),
        )

    games = [contest(str(number), f"Home {number}", f"Away {number}") for number in range(GAMES)]
    props = [prop(number) for number in range(GAMES)]
    assert share_of_the_largest(work(league, *games, *props, minutes=0)) < LARGEST
    injury = InjuryReport(
        league="nba",
        player=Player(name="Luka Dončić"),
        team=Side(name="Los Angeles Lakers"),
        status=InjuryStatus.OUT,
        native_status="Out",
    )
    assert share_of_the_largest(work(league, injury, minutes=1, provider=Provider.ESPN)) < LARGEST
    assert {prop.player.name for prop in league.living(Kind.PROPS).values()} == {"Luka Dončić"}
