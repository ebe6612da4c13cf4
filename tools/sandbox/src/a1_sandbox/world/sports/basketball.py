"""Basketball: possessions that end in a basket, free throws, a turnover or a rebound."""

from random import Random

from a1_sandbox.world.rules import Rules
from a1_sandbox.world.sports.plays import Credit, Play, settled
from a1_schemas.stats import StatType as S

_SHOOTERS = (0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7)
_OTHERS = (0, 1, 2, 2, 3, 3, 4, 4, 4, 5, 6, 7)


def basketball_plays(draw: Random, rules: Rules) -> list[Play]:
    """A game's possessions, the sides taking turns."""
    plays: list[Play] = []
    second, side = 0, draw.randint(0, 1)
    end = rules.periods * rules.period_s
    while (second := second + draw.randint(9, 21)) < end:
        plays.append(_possession(draw, second, side))
        side = 1 - side
    decider = Play(end, 0, 1, (Credit(0, 0, S.POINTS), Credit(0, 0, S.FREE_THROWS_MADE), *_attempt(0, 0)))
    return settled(plays, decider)


def _possession(draw: Random, second: int, side: int) -> Play:
    chance = draw.random()
    shooter = draw.choice(_SHOOTERS)
    if chance < 0.37:
        return Play(second, side, 2, (*_basket(side, shooter, 2), *_assist(draw, side, shooter)))
    if chance < 0.49:
        return Play(second, side, 3, (*_basket(side, shooter, 3), *_assist(draw, side, shooter)))
    if chance < 0.56:
        made = draw.choice((1, 2, 2))
        earned = (
            Credit(side, shooter, S.FREE_THROWS_ATTEMPTED, 2),
            Credit(side, shooter, S.FREE_THROWS_MADE, made),
            Credit(side, shooter, S.POINTS, made),
            Credit(1 - side, draw.choice(_OTHERS), S.FOULS),
        )
        return Play(second, side, made, earned)
    if chance < 0.69:
        lost = (Credit(side, shooter, S.TURNOVERS),)
        stolen = (Credit(1 - side, draw.choice(_OTHERS), S.STEALS),) if draw.random() < 0.55 else ()
        return Play(second, side, 0, (*lost, *stolen))
    return Play(second, side, 0, _miss(draw, side, shooter))


def _basket(side: int, shooter: int, points: int) -> tuple[Credit, ...]:
    shot = (
        Credit(side, shooter, S.POINTS, points),
        Credit(side, shooter, S.FIELD_GOALS_MADE),
        Credit(side, shooter, S.FIELD_GOALS_ATTEMPTED),
    )
    if points == 2:
        return shot
    return (*shot, Credit(side, shooter, S.THREE_POINTERS_MADE), Credit(side, shooter, S.THREE_POINTERS_ATTEMPTED))


def _assist(draw: Random, side: int, shooter: int) -> tuple[Credit, ...]:
    passer = draw.choice(_OTHERS)
    return (Credit(side, passer, S.ASSISTS),) if passer != shooter and draw.random() < 0.65 else ()


def _miss(draw: Random, side: int, shooter: int) -> tuple[Credit, ...]:
    earned = [Credit(side, shooter, S.FIELD_GOALS_ATTEMPTED)]
    if draw.random() < 0.4:
        earned.append(Credit(side, shooter, S.THREE_POINTERS_ATTEMPTED))
    if draw.random() < 0.1:
        earned.append(Credit(1 - side, draw.choice(_OTHERS), S.BLOCKS))
    catcher = draw.choice(_OTHERS)
    if draw.random() < 0.27:
        earned += [Credit(side, catcher, S.REBOUNDS), Credit(side, catcher, S.OFFENSIVE_REBOUNDS)]
    else:
        earned += [Credit(1 - side, catcher, S.REBOUNDS), Credit(1 - side, catcher, S.DEFENSIVE_REBOUNDS)]
    return tuple(earned)


def _attempt(side: int, slot: int) -> tuple[Credit, ...]:
    return (Credit(side, slot, S.FREE_THROWS_ATTEMPTED),)
