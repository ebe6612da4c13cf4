"""Which games there are: some over, some in play when the world begins, some about to start, some tomorrow."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from a1_sandbox.leagues import PLAYED
from a1_sandbox.world import chance
from a1_sandbox.world.game import Game
from a1_sandbox.world.team import Team, teams_of
from a1_schemas.leagues import League
from a1_schemas.providers import Provider

STARTS_AFTER_MINUTES = (-2, -200, 2, 6, 30, 150, 1380)
"""When the games of each league start, counted from the beginning of the world."""
FAST = 60
"""The speed at which a game lasts about as long as the script."""
STARTS_AFTER_MINUTES_WHEN_FAST = (-2, -200, 2, 2, 2, 3, 1380)
"""In a fast world the games of the script's opportunities start soon after it: three minutes see how they end."""
BEGINS_AT_SECOND_WHEN_FAST = 40
"""Games start on whole minutes, and the script's times are written for a world that begins at this second of one."""
SOON = 2
"""The minute that stands for the first one with time for prices before it."""
TIME_FOR_PRICES = timedelta(seconds=45)
PLAYED_ALREADY = timedelta(minutes=10)
"""How much of its own time a game that is in play at the beginning has been played, at most."""

SAME_CITY = {League.NBA: ("Los Angeles Lakers", "LA Clippers"), League.MLB: ("Chicago Cubs", "Chicago White Sox")}
"""Two teams of one city, both at home in the same minute."""

DOUBLEHEADER_MINUTES = (SOON, 122)
DOUBTFUL_MINUTES = (30, 90, 150)
"""A doubleheader, and between its games the one that The Odds API lists: it fits both alike, so it is neither."""
POSTPONED = {League.MLB: 5, League.NCAAM: 5, League.EPL: 5}
"""Which game of these leagues is postponed while the world runs; The Odds API and PrizePicks never list it."""
POSTPONED_AFTER = timedelta(seconds=90)
MARKET_PULLED_AFTER = timedelta(seconds=50)
_ALONE = {League.NCAAM: (3, Provider.ESPN), League.EPL: (3, Provider.ODDS), League.WNBA: (3, Provider.SPORTRADAR)}
"""A game that a single provider has."""


def games_of(seed: int, league: League, began_at: datetime, speed: float) -> list[Game]:
    """The games of one league, numbered in the order of the slots."""
    zero = began_at.replace(second=0, microsecond=0)
    pairs = _pairs(seed, league)
    slots = STARTS_AFTER_MINUTES_WHEN_FAST if speed >= FAST else STARTS_AFTER_MINUTES
    games = [
        _game(seed, league, number, next(pairs), _starts_at(began_at, minutes), began_at)
        for number, minutes in enumerate(slots[: len(teams_of(league)) // 2])
    ]
    in_play_since = max(games[0].starts_at, began_at - PLAYED_ALREADY / speed)
    games[0] = replace(games[0], played_from=in_play_since)
    for team in _named(league, SAME_CITY.get(league, ())):
        starts_at = zero + timedelta(minutes=30)
        games.append(_game(seed, league, len(games), (team, next(pairs)[1]), starts_at, began_at))
    if league is League.MLB:
        games += _doubleheaders(seed, len(games), pairs, began_at)
    return games


def until_beginning(now: datetime, speed: float) -> timedelta:
    """How long a world of this speed waits, so that the script's games start when its times say."""
    if speed < FAST:
        return timedelta()
    begins_at = now.replace(second=BEGINS_AT_SECOND_WHEN_FAST, microsecond=0)
    return (begins_at - now) % timedelta(minutes=1)


def _doubleheaders(seed: int, number: int, pairs: Iterator[tuple[Team, Team]], began_at: datetime) -> Iterator[Game]:
    """Yield the games of a doubleheader that all providers list, and of one with a listing in doubt."""
    home, away = next(pairs)
    for half, minutes in enumerate(DOUBLEHEADER_MINUTES):
        starts_at = _starts_at(began_at, minutes)
        yield Game(seed, League.MLB, number + half, home, away, starts_at, game_number=half + 1)
    home, away = next(pairs)
    of_both = frozenset({Provider.ESPN, Provider.SPORTRADAR})
    carriers = ((of_both, 1), (frozenset({Provider.ODDS}), None), (of_both, 2))
    for place, (carried_by, game_number) in enumerate(carriers):
        starts_at = _starts_at(began_at, DOUBTFUL_MINUTES[place])
        yield Game(seed, League.MLB, number + 2 + place, home, away, starts_at, carried_by, game_number)


def _starts_at(began_at: datetime, minutes: int) -> datetime:
    """A whole minute, as providers announce it."""
    if minutes == SOON:
        after = began_at + TIME_FOR_PRICES
        return after.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return began_at.replace(second=0, microsecond=0) + timedelta(minutes=minutes)


def _game(
    seed: int, league: League, number: int, pair: tuple[Team, Team], starts_at: datetime, began_at: datetime
) -> Game:
    carried_by = PLAYED
    postponed_at = None
    if POSTPONED.get(league) == number:
        carried_by = frozenset({Provider.ESPN, Provider.SPORTRADAR})
        postponed_at = began_at + POSTPONED_AFTER
    if league in _ALONE and _ALONE[league][0] == number:
        carried_by = frozenset({_ALONE[league][1]})
    home, away = pair
    pulled_at = began_at + MARKET_PULLED_AFTER if number == 4 else None
    return Game(
        seed, league, number, home, away, starts_at, carried_by, postponed_at=postponed_at, loses_totals_at=pulled_at
    )


def _pairs(seed: int, league: League) -> Iterator[tuple[Team, Team]]:
    """Teams drawn without return; those of the same-city games wait for theirs."""
    waiting = SAME_CITY.get(league, ())
    teams = [team for team in teams_of(league) if team.name not in waiting]
    chance.sequence(seed, "pairs", league).shuffle(teams)
    return zip(teams[::2], teams[1::2], strict=False)


def _named(league: League, names: tuple[str, ...]) -> list[Team]:
    return [team for name in names for team in teams_of(league) if team.name == name]
