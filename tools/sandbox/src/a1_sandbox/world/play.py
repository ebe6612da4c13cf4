"""What happens in games: plays, each at its second, with what it scores and adds to players' box scores."""

from collections.abc import Callable
from functools import lru_cache
from random import Random
from typing import NamedTuple

from a1_sandbox.world import chance
from a1_sandbox.world.game import Game
from a1_sandbox.world.rules import Rules, rules_of, sport_of
from a1_sandbox.world.sports.baseball import baseball_plays
from a1_sandbox.world.sports.basketball import basketball_plays
from a1_sandbox.world.sports.football import football_plays
from a1_sandbox.world.sports.hockey import hockey_plays
from a1_sandbox.world.sports.plays import Play
from a1_sandbox.world.sports.soccer import soccer_plays
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import Sport

_PLAYS: dict[Sport, Callable[[Random, Rules], list[Play]]] = {
    Sport.BASKETBALL: basketball_plays,
    Sport.AMERICAN_FOOTBALL: football_plays,
    Sport.BASEBALL: baseball_plays,
    Sport.ICE_HOCKEY: hockey_plays,
    Sport.SOCCER: soccer_plays,
}

Box = dict[tuple[int, int], dict[StatType, int]]
"""Statistics of each player who did something, by side (0 home, 1 away) and slot."""


class Tally(NamedTuple):
    """Everything counted up to a moment of a game."""

    score: tuple[int, int]
    by_period: tuple[tuple[int, int], ...]
    box: Box
    plays: int


@lru_cache(maxsize=512)
def plays_of(game: Game) -> tuple[Play, ...]:
    """A whole game, in order."""
    draw = chance.sequence(game.seed, "plays", game.key)
    return tuple(sorted(_PLAYS[sport_of(game.league)](draw, rules_of(game.league)), key=lambda play: play.second))


def tally(game: Game, second: int) -> Tally:
    """What has been counted after so many seconds of play."""
    return _tally(game, sum(1 for play in plays_of(game) if play.second <= second))


@lru_cache(maxsize=2048)
def _tally(game: Game, count: int) -> Tally:
    rules = rules_of(game.league)
    score = [0, 0]
    periods = [[0, 0] for _ in range(rules.periods)]
    box: Box = {}
    for play in plays_of(game)[:count]:
        score[play.side] += play.points
        periods[min((play.second - 1) // rules.period_s, rules.periods - 1)][play.side] += play.points
        for credit in play.credits:
            line = box.setdefault((credit.side, credit.slot), {})
            line[credit.stat] = line.get(credit.stat, 0) + credit.amount
    by_period = tuple((home, away) for home, away in periods)
    return Tally((score[0], score[1]), by_period, box, count)
