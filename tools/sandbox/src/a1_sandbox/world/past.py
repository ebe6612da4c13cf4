"""The games of days before the world began, which only ESPN's boards still list."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from a1_sandbox.world import chance
from a1_sandbox.world.bodies.espn_parts import EASTERN
from a1_sandbox.world.game import Game
from a1_sandbox.world.team import teams_of
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Sport

DAYS = 14
"""How many days the past has."""
GAMES_A_DAY = 3
_LATEST_DAYS_AGO = 2
"""The boards of today and yesterday are of the world that is played."""
_FIRST_START = time(19)
_APART = timedelta(minutes=30)
_FIRST_NUMBER = 450
"""No two games of the world and its past have one place, as long as a league has fifty numbers from here."""
_POSTPONED_EACH = 7
_PLAYED_TWICE_ON = 4
"""The day, counted back, on which baseball has a doubleheader."""
_ESPN_ALONE = frozenset({Provider.ESPN})
_FIRST_OF_TWO = timedelta(hours=-5)


def past_games(seed: int, league: League, began_at: datetime) -> Iterator[Game]:
    """Yield the games of the past, the latest day first. One in seven was postponed."""
    latest = began_at.astimezone(EASTERN).date() - timedelta(days=_LATEST_DAYS_AGO)
    number = _FIRST_NUMBER
    for place in range(DAYS):
        games = _games_of_day(seed, league, latest - timedelta(days=place), number)
        if league.traits.sport is Sport.BASEBALL and place == _PLAYED_TWICE_ON:
            games += _twice(games.pop())
        yield from games
        number += len(games)


def _games_of_day(seed: int, league: League, day: date, number: int) -> list[Game]:
    teams = list(teams_of(league))
    chance.sequence(seed, "past", league, day).shuffle(teams)
    first = datetime.combine(day, _FIRST_START, EASTERN).astimezone(UTC)
    games = [
        Game(seed, league, number + slot, teams[2 * slot], teams[2 * slot + 1], first + slot * _APART, _ESPN_ALONE)
        for slot in range(GAMES_A_DAY)
    ]
    return [_postponed(game) if game.number % _POSTPONED_EACH == 0 else game for game in games]


def _postponed(game: Game) -> Game:
    return replace(game, postponed_at=game.starts_at - timedelta(hours=3))


def _twice(game: Game) -> list[Game]:
    """The two games of a doubleheader; the game that is given becomes the second."""
    earlier = replace(game, starts_at=game.starts_at + _FIRST_OF_TWO, game_number=1)
    return [earlier, replace(game, number=game.number + 1, game_number=2)]
