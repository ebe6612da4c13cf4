"""American football: drives of runs and passes that end in a touchdown, a field goal, a punt or an interception."""

from random import Random

from a1_sandbox.world.rules import Rules
from a1_sandbox.world.sports.plays import Credit, Play, settled
from a1_schemas.stats import StatType as S

_PASSER, _KICKER = 0, 7
_RUNNERS = (1, 1, 1, 5, 5, 0)
_CATCHERS = (2, 2, 2, 3, 3, 4, 4, 6, 1)
_DEFENDERS = (8, 8, 9, 9, 10, 11)


def football_plays(draw: Random, rules: Rules) -> list[Play]:
    """A game's snaps."""
    plays: list[Play] = []
    end = rules.periods * rules.period_s
    second, side, snaps = 0, draw.randint(0, 1), 0
    while (second := second + draw.randint(24, 38)) < end:
        snaps += 1
        ending = draw.random()
        if snaps > 4 and ending < 0.12:
            plays.append(_touchdown(draw, second, side))
        elif snaps > 4 and ending < 0.2:
            plays.append(_field_goal(second, side))
        elif snaps > 5 and ending < 0.36:
            plays.append(_interception(draw, second, side) if ending < 0.24 else Play(second, side, 0, ()))
        else:
            plays.append(Play(second, side, 0, _snap(draw, side)))
            continue
        side, snaps = 1 - side, 0
    return settled(plays, _field_goal(end, 0))


def _snap(draw: Random, side: int) -> tuple[Credit, ...]:
    tackle = (Credit(1 - side, draw.choice(_DEFENDERS), S.TACKLES),)
    if draw.random() < 0.42:
        return (*_run(side, draw.choice(_RUNNERS), draw.randint(-2, 11)), *tackle)
    if draw.random() < 0.63:
        return (*_pass(side, draw.choice(_CATCHERS), draw.randint(2, 24)), *tackle)
    catcher = draw.choice(_CATCHERS)
    return (Credit(side, _PASSER, S.PASSING_ATTEMPTS), Credit(side, catcher, S.TARGETS))


def _run(side: int, runner: int, yards: int) -> tuple[Credit, ...]:
    return (Credit(side, runner, S.RUSHING_ATTEMPTS), Credit(side, runner, S.RUSHING_YARDS, yards))


def _pass(side: int, catcher: int, yards: int) -> tuple[Credit, ...]:
    return (
        Credit(side, _PASSER, S.PASSING_ATTEMPTS),
        Credit(side, _PASSER, S.PASSING_COMPLETIONS),
        Credit(side, _PASSER, S.PASSING_YARDS, yards),
        Credit(side, catcher, S.TARGETS),
        Credit(side, catcher, S.RECEPTIONS),
        Credit(side, catcher, S.RECEIVING_YARDS, yards),
    )


def _touchdown(draw: Random, second: int, side: int) -> Play:
    kick = (Credit(side, _KICKER, S.EXTRA_POINTS_MADE), Credit(side, _KICKER, S.EXTRA_POINTS_ATTEMPTED))
    yards = draw.randint(1, 25)
    if draw.random() < 0.4:
        runner = draw.choice(_RUNNERS)
        score = (*_run(side, runner, yards), Credit(side, runner, S.RUSHING_TOUCHDOWNS))
    else:
        catcher = draw.choice(_CATCHERS)
        score = (
            *_pass(side, catcher, yards),
            Credit(side, _PASSER, S.PASSING_TOUCHDOWNS),
            Credit(side, catcher, S.RECEIVING_TOUCHDOWNS),
        )
    return Play(second, side, 7, (*score, *kick))


def _field_goal(second: int, side: int) -> Play:
    earned = (Credit(side, _KICKER, S.FIELD_GOALS_MADE), Credit(side, _KICKER, S.FIELD_GOALS_ATTEMPTED))
    return Play(second, side, 3, earned)


def _interception(draw: Random, second: int, side: int) -> Play:
    earned = (
        Credit(side, _PASSER, S.PASSING_ATTEMPTS),
        Credit(side, _PASSER, S.PASSING_INTERCEPTIONS),
        Credit(1 - side, draw.choice((10, 11)), S.INTERCEPTIONS),
    )
    return Play(second, side, 0, earned)
