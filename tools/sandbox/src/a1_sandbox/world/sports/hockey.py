"""Ice hockey: shots that are saved, blocked or go in, and hits between them."""

from random import Random

from a1_sandbox.world.rules import Rules
from a1_sandbox.world.sports.plays import Credit, Play, settled
from a1_schemas.stats import StatType as S

_GOALIE = 12
_SHOOTERS = (0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 5, 6, 7, 8, 10, 11)


def hockey_plays(draw: Random, rules: Rules) -> list[Play]:
    """A game's shots, hits and faceoffs."""
    plays: list[Play] = []
    end = rules.periods * rules.period_s
    second = 0
    while (second := second + draw.randint(18, 44)) < end:
        plays.append(_event(draw, second, draw.randint(0, 1)))
    return settled(plays, _goal(draw, end, 0))


def _event(draw: Random, second: int, side: int) -> Play:
    chance = draw.random()
    skater = draw.choice(_SHOOTERS)
    if chance < 0.06:
        return _goal(draw, second, side)
    if chance < 0.58:
        saved = (Credit(1 - side, _GOALIE, S.SAVES), Credit(1 - side, _GOALIE, S.SHOTS_AGAINST))
        return Play(second, side, 0, (Credit(side, skater, S.SHOTS_ON_GOAL), *saved))
    if chance < 0.7:
        return Play(second, side, 0, (Credit(1 - side, draw.choice((3, 4, 7, 8, 9)), S.BLOCKED_SHOTS),))
    if chance < 0.9:
        return Play(second, side, 0, (Credit(side, skater, S.HITS),))
    centres = (0, 5, 10)
    earned = (
        Credit(side, draw.choice(centres), S.FACEOFFS_WON),
        Credit(1 - side, draw.choice(centres), S.FACEOFFS_LOST),
    )
    return Play(second, side, 0, earned)


def _goal(draw: Random, second: int, side: int) -> Play:
    scorer, *helpers = draw.sample(range(_GOALIE), 3)
    earned = (
        Credit(side, scorer, S.GOALS),
        Credit(side, scorer, S.SHOTS_ON_GOAL),
        *(Credit(side, helper, S.ASSISTS) for helper in helpers[: draw.randint(0, 2)]),
        Credit(1 - side, _GOALIE, S.GOALS_AGAINST),
        Credit(1 - side, _GOALIE, S.SHOTS_AGAINST),
    )
    return Play(second, side, 1, earned)
