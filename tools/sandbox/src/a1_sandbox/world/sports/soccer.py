"""Soccer: shots, tackles and fouls; a draw is a result."""

from random import Random

from a1_sandbox.world.rules import Rules
from a1_sandbox.world.sports.plays import Credit, Play
from a1_schemas.stats import StatType as S

_GOALKEEPER = 10
_SHOOTERS = (0, 0, 0, 3, 3, 1, 2, 4, 7)
_FIELD = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9)


def soccer_plays(draw: Random, rules: Rules) -> list[Play]:
    """What happens in ninety minutes."""
    plays: list[Play] = []
    end = rules.periods * rules.period_s
    second = 0
    while (second := second + draw.randint(35, 110)) < end:
        plays.append(_event(draw, second, draw.choice((0, 0, 0, 1, 1))))
    return plays


def _event(draw: Random, second: int, side: int) -> Play:
    chance = draw.random()
    shooter = draw.choice(_SHOOTERS)
    if chance < 0.035:
        helper = draw.choice(_FIELD)
        assist = (Credit(side, helper, S.ASSISTS),) if helper != shooter else ()
        earned = (Credit(side, shooter, S.GOALS), *_on_target(side, shooter), *assist)
        return Play(second, side, 1, earned)
    if chance < 0.14:
        return Play(second, side, 0, (*_on_target(side, shooter), Credit(1 - side, _GOALKEEPER, S.SAVES)))
    if chance < 0.32:
        return Play(second, side, 0, (Credit(side, shooter, S.SHOTS),))
    if chance < 0.75:
        return Play(second, side, 0, (Credit(side, draw.choice(_FIELD), S.TACKLES),))
    earned = (Credit(side, draw.choice(_FIELD), S.FOULS), Credit(1 - side, draw.choice(_FIELD), S.FOULS_DRAWN))
    card = (Credit(side, earned[0].slot, S.YELLOW_CARDS),) if chance > 0.96 else ()
    return Play(second, side, 0, (*earned, *card))


def _on_target(side: int, shooter: int) -> tuple[Credit, ...]:
    return (Credit(side, shooter, S.SHOTS), Credit(side, shooter, S.SHOTS_ON_TARGET))
