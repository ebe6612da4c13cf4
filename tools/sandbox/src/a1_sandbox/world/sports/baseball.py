"""Baseball: half innings of batters until three are out. A half inning lasts half a period."""

from random import Random

from a1_sandbox.world.rules import Rules
from a1_sandbox.world.sports.plays import Credit, Play, settled
from a1_schemas.stats import StatType as S

_ORDER = 9
_STARTER, _RELIEVER = 9, 10
_BASES = {S.SINGLES: 1, S.DOUBLES: 2, S.HOME_RUNS: 4}


def baseball_plays(draw: Random, rules: Rules) -> list[Play]:
    """Nine innings, the away side batting first."""
    plays: list[Play] = []
    next_batter = [0, 0]
    half = rules.period_s // 2
    for inning in range(rules.periods):
        for side, begins_at in ((1, inning * rules.period_s), (0, inning * rules.period_s + half)):
            pitcher = _STARTER if inning < 6 else _RELIEVER
            batters = _half_inning(draw, side, pitcher, next_batter[side])
            next_batter[side] += len(batters)
            step = half / (len(batters) + 1)
            plays += [
                Play(begins_at + max(1, round(step * (place + 1))), side, runs, earned)
                for place, (runs, earned) in enumerate(batters)
            ]
    winner = (Credit(0, 0, S.HITS), Credit(0, 0, S.HOME_RUNS), *_scored(0, (0,), 0))
    return settled(plays, Play(rules.periods * rules.period_s, 0, 1, (*winner, Credit(0, 0, S.AT_BATS))))


def _half_inning(draw: Random, side: int, pitcher: int, first: int) -> list[tuple[int, tuple[Credit, ...]]]:
    batters: list[tuple[int, tuple[Credit, ...]]] = []
    bases: list[int] = []
    outs = 0
    while outs < 3:
        batter = (first + len(batters)) % _ORDER
        pitched = (Credit(1 - side, pitcher, S.PITCHES_THROWN, draw.randint(2, 6)),)
        chance = draw.random()
        if chance < 0.08:
            bases.append(batter)
            earned = (Credit(side, batter, S.WALKS), Credit(1 - side, pitcher, S.WALKS_ALLOWED))
            home, bases = tuple(bases[:-3]), bases[-3:]
        elif chance < 0.31:
            kind = draw.choices((S.SINGLES, S.DOUBLES, S.HOME_RUNS), (64, 22, 14))[0]
            earned = _hit(side, batter, pitcher, kind)
            home, bases = _advance(bases, batter, _BASES[kind])
        else:
            outs += 1
            home = ()
            earned = (Credit(side, batter, S.AT_BATS), Credit(1 - side, pitcher, S.PITCHING_OUTS))
            if chance < 0.54:
                struck = (Credit(side, batter, S.BATTER_STRIKEOUTS), Credit(1 - side, pitcher, S.PITCHER_STRIKEOUTS))
                earned = (*earned, *struck)
        allowed = (Credit(1 - side, pitcher, S.RUNS_ALLOWED, len(home)),) if home else ()
        earned = (Credit(1 - side, pitcher, S.EARNED_RUNS_ALLOWED, len(home)),) if home else ()
        batters.append((len(home), (*earned, *_scored(side, home, batter), *allowed, *earned, *pitched)))
    return batters


def _advance(bases: list[int], batter: int, gained: int) -> tuple[tuple[int, ...], list[int]]:
    """Who comes home and who is left on base: all move as far as the batter."""
    if gained == 4:
        return (*bases, batter), []
    return tuple(bases[:gained]), [*bases[gained:], batter]


def _hit(side: int, batter: int, pitcher: int, kind: S) -> tuple[Credit, ...]:
    gone = (Credit(1 - side, pitcher, S.HOME_RUNS_ALLOWED),) if kind is S.HOME_RUNS else ()
    return (
        Credit(side, batter, S.AT_BATS),
        Credit(side, batter, S.HITS),
        Credit(side, batter, kind),
        Credit(1 - side, pitcher, S.HITS_ALLOWED),
        *gone,
    )


def _scored(side: int, home: tuple[int, ...], batter: int) -> tuple[Credit, ...]:
    if not home:
        return ()
    return (*(Credit(side, runner, S.RUNS) for runner in home), Credit(side, batter, S.RUNS_BATTED_IN, len(home)))
