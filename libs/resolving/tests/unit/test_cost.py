"""What a body costs follows from its size: counted in calls, so that no machine is too slow for it."""

import sys
from collections.abc import Callable
from decimal import Decimal
from types import FrameType
from typing import Any

from a1_mappers.extracted import Complete, Line, LinePrice, Player, Prop, Side
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import Kind


def calls_of(work: Callable[[], object]) -> int:
    """How many functions are called, Python's own included."""
    count = 0

    def note(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def removal(league, contest: Callable, games: int) -> int:
    """The calls of a whole answer that names one game after one that named so many."""
    named = [contest(str(number), f"Home {number}", f"Away {number}") for number in range(games)]
    whole = Complete((Kind.LISTINGS,))
    league.see(Provider.ODDS, *named, whole, minutes=0)
    calls = calls_of(lambda: league.see(Provider.ODDS, named[0], whole, minutes=1))
    assert sum(listing.unnamed_since is not None for listing in league.state.listings.values()) == games - 1
    return calls


def test_a_body_of_twice_the_games_costs_twice_as_much(league_named: Callable, contest: Callable) -> None:
    def arrival(games: int) -> int:
        named = [contest(str(number), f"Home {number}", f"Away {number}") for number in range(games)]
        league_named().see(Provider.ODDS, *named, minutes=0)  # names are recognised once in a process
        return calls_of(lambda: league_named().see(Provider.ODDS, *named, minutes=0))

    small, large = arrival(100), arrival(200)
    assert large / small < 2.5


def test_the_end_of_twice_the_games_costs_twice_as_much(league_named: Callable, contest: Callable) -> None:
    small, large = (removal(league_named(), contest, games) for games in (150, 300))
    assert large / small < 2.5


def test_props_whose_teams_and_names_other_sources_give_cost_hardly_more(
    league_named: Callable, contest: Callable
) -> None:
    players = [f"First{number} Doncic" for number in range(100)]

    def props(contest_id: str, *, board: bool) -> list[Prop]:
        book, team = ("prizepicks", Side(name="Boston Celtics")) if board else ("fanduel", None)
        return [
            Prop(
                contest_id=contest_id,
                league="nba",
                bookmaker=book,
                bookmaker_name=book,
                player=Player(name=name.replace("Doncic", "Dončić") if board else name, team=team),
                stat_type=StatType.POINTS,
                native_stat="points",
                lines=(Line(line=Decimal("27.5"), over=LinePrice(Decimal("1.9"))),),
            )
            for name in players
        ]

    def again(*, board: bool) -> int:
        league = league_named()
        if board:
            league.see(Provider.PRIZEPICKS, contest("NBA_1"), *props("NBA_1", board=True))
        body = (contest("ab"), *props("ab", board=False))
        league.see(Provider.ODDS, *body)
        calls = calls_of(lambda: league.see(Provider.ODDS, *body))
        found = [prop for prop in league.living(Kind.PROPS).values() if prop.provider is Provider.ODDS]
        assert {prop.player.team for prop in found} == {"nba-boston-celtics" if board else None}
        assert all(prop.player.name.endswith("Dončić" if board else "Doncic") for prop in found)
        return calls

    assert again(board=True) / again(board=False) < 1.1
